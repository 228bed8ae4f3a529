"""By which words a reporter's name and number are found again. Pure."""

from __future__ import annotations

SHORTEST_NUMBER = 8


def identity_words(name: str, contact: str) -> list[str]:
    """The words of a name, a telephone number without its beginning (0, 62, +62), an address of e-mail."""
    words = [word for word in _plain(name).split() if len(word) >= 3]
    return words + [word for word in (telephone(contact), contact.casefold().strip() if "@" in contact else "") if word]


def searched(text: str) -> list[str]:
    """What is looked for where somebody types a number or words of a name."""
    return [number] if (number := telephone(text)) else identity_words(text, text)


def telephone(text: str) -> str:
    """The digits that two ways of writing one number share; empty where it is none."""
    digits = "".join(filter(str.isdigit, text))
    if len(digits) < SHORTEST_NUMBER:
        return ""
    return digits.removeprefix("62") if digits.startswith("62") else digits.lstrip("0")


def _plain(text: str) -> str:
    return "".join(char if char.isalnum() else " " for char in text.casefold())
