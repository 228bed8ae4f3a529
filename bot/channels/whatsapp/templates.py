"""The message templates as data: loaded, checked, and in the form for submission to Meta."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.channels import Json

PATH = Path(__file__).with_suffix(".yaml")
BODY_LIMIT = 1024
_VARIABLE = re.compile(r"\{\{(\d+)\}\}")


@dataclass(frozen=True, kw_only=True)
class Template:
    """`body` with {{1}}, {{2}} … for its parameters. Its one button reopens the window and returns as the choice `payload`."""

    name: str
    language: str
    category: str
    body: str
    examples: tuple[str, ...]
    label: str
    payload: str

    def __post_init__(self) -> None:
        problem = _problem(self)
        if problem:
            raise ValueError(f"{PATH.name}: {self.name}: {problem}")

    def filled(self, parameters: tuple[str, ...]) -> str:
        """The body as the person reads it."""
        return _VARIABLE.sub(lambda match: parameters[int(match[1]) - 1], self.body)


@cache
def load(path: Path = PATH) -> Mapping[str, Template]:
    """All templates by name, loaded once for all numbers. Raises ValueError that names the mistake."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    common = {"language": data["language"], "category": data["category"], **data["button"]}
    return {
        name: Template(name=name, body=fields["body"], examples=tuple(map(str, fields["examples"])), **common)
        for name, fields in data["templates"].items()
    }


def submissions(templates: Mapping[str, Template] | None = None) -> list[Json]:
    """The bodies of `POST /<business account>/message_templates`, one for each template."""
    return [_submission(template) for template in (load() if templates is None else templates).values()]


def _submission(template: Template) -> Json:
    return {
        "name": template.name,
        "language": template.language,
        "category": template.category,
        "components": [
            {"type": "BODY", "text": template.body, "example": {"body_text": [list(template.examples)]}},
            {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": template.label}]},
        ],
    }


def _problem(template: Template) -> str:
    """What Meta would refuse; empty where all is well."""
    body = template.body
    numbers = [int(number) for number in _VARIABLE.findall(body)]
    if not re.fullmatch(r"[a-z0-9_]{1,512}", template.name):
        return "a name is small letters, digits and _"
    if numbers != list(range(1, len(template.examples) + 1)):
        return "the variables are {{1}}, {{2}} … in order, with an example for each"
    if body.startswith("{{") or body.endswith("}}") or re.search(r"\}\}\s*\{\{", body):
        return "a variable is not first, not last and not beside another"
    if "\n" in body or "\t" in body or len(body) > BODY_LIMIT:
        return f"the body is one line of at most {BODY_LIMIT} characters"
    return "" if len(template.label) <= 20 else "the button's label is longer than 20 characters"
