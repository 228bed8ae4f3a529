"""The search words for a reporter's name and number. Pure."""

from __future__ import annotations

SHORTEST_NUMBER = 8


def identity_words(name: str, contact: str) -> list[str]:
    """The words of a name, a telephone number without its prefix (0, 62, +62), and an e-mail address."""
    words = [word for word in _plain(name).split() if len(word) >= 3]
    return words + [word for word in (telephone(contact), contact.casefold().strip() if "@" in contact else "") if word]


def searched(text: str) -> list[str]:
    """The search words for a typed number or name."""
    return [number] if (number := telephone(text)) else identity_words(text, text)


def telephone(text: str) -> str:
    """The digits that all spellings of one number share; empty where the text is none."""
    digits = "".join(filter(str.isdigit, text))
    if len(digits) < SHORTEST_NUMBER:
        return ""
    return digits.removeprefix("62") if digits.startswith("62") else digits.lstrip("0")


def _plain(text: str) -> str:
    return "".join(char if char.isalnum() else " " for char in text.casefold())
