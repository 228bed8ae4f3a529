"""Reads a tree of YAML files into values, and collects every mistake with its file, line and field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from knowledge.errors import Mistake
from knowledge.standards.standard import Value

Model = TypeVar("Model", bound=Value)
Data: TypeAlias = dict[str, Any]
"""The content of a data file before a model has checked it."""


_IN_CLERKS_WORDS = {
    "missing": "wajib diisi",
    "extra_forbidden": "kunci ini tidak dikenal; periksa ejaannya",
    "string_type": "harus berupa tulisan; beri tanda kutip",
    "string_too_short": "tidak boleh kosong",
    "string_too_long": "terlalu panjang, paling banyak {max_length} huruf",
    "too_long": "terlalu banyak, paling banyak {max_length}",
    "string_pattern_mismatch": "bentuknya belum benar",
    "too_short": "tidak boleh kosong",
    "tuple_type": "harus berupa daftar, tiap baris diawali tanda -",
    "dict_type": "harus berisi pasangan kunci: nilai",
    "model_type": "harus berisi pasangan kunci: nilai",
    "model_attributes_type": "harus berisi pasangan kunci: nilai",
    "literal_error": "bukan salah satu dari {expected}",
    "date_from_datetime_parsing": "bukan tanggal; tulis seperti 2026-11-24",
    "date_parsing": "bukan tanggal; tulis seperti 2026-11-24",
    "int_parsing": "harus berupa angka",
    "json_invalid": "baris ini tidak dapat dibaca sebagai JSON",
}
"""The words for a clerk, by pydantic's type of error."""


class _Loader(yaml.CSafeLoader):
    """Leaves dates as text, so that a wrong one is a mistake of its field and not of the whole file."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass
class DataFiles:
    """The files below `root`, and the mistakes in those that were read."""

    root: Path
    mistakes: list[Mistake] = field(default_factory=list)
    lines: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def read(self, path: Path) -> Any:
        """The file as plain data, or None with a mistake; remembers the line of every field."""
        try:
            loader = _Loader(path.read_text(encoding="utf-8"))
            node = loader.get_single_node()
            fields = list(_field_lines(node))
            self.lines[str(path)] = dict(fields)
            self._name_doubled(path, fields)
            return None if node is None else loader.construct_document(node)
        except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
            mark = getattr(error, "problem_mark", None)
            self.report(path, "berkas", f"tidak dapat dibaca sebagai YAML: {error}".splitlines()[0], line=mark.line + 1 if mark else 1)
            return None

    def _name_doubled(self, path: Path, fields: Iterable[tuple[str, int]]) -> None:
        """Reports a key that is written twice in one place; YAML would silently forget the first."""
        keys_so_far: set[str] = set()
        for name, line in fields:
            if name in keys_so_far:
                self.report(path, name, "tertulis dua kali; gabungkan", line=line)
            keys_so_far.add(name)

    def value(self, path: Path, model: type[Model], prepare: Callable[[Data], Data] = dict) -> Model | None:
        """The file as a value of this model, after `prepare`; None with mistakes where it does not fit."""
        data = self.read(path)
        if not isinstance(data, dict):
            if data is not None:
                self.report(path, "berkas", "harus berisi pasangan kunci: nilai")
            return None
        try:
            return model.model_validate(prepare(data))
        except ValidationError as error:
            for problem in error.errors():
                where = ".".join(str(part) for part in problem["loc"] if part != "[key]")
                self.report(path, where, in_clerks_words(problem))
            return None

    def report(self, path: Path, where: str, problem: str, *, line: int | None = None, warning: bool = False) -> None:
        """Adds a mistake at this field; without `line`, at the line of the field."""
        name = str(path.relative_to(self.root)) if path.is_relative_to(self.root) else str(path)
        at = line or _nearest_line(self.lines[str(path)], where)
        self.mistakes.append(Mistake(file=name, line=at, field=where, problem=problem, warning=warning))


def in_clerks_words(problem: ErrorDetails) -> str:
    """What is wrong, in words for a clerk, with what to do where that is known; our own errors are in such words already."""
    if explanation := _IN_CLERKS_WORDS.get(problem["type"]):
        return explanation.format(**problem.get("ctx", {}))
    return problem["msg"].removeprefix("Value error, ") if problem["type"] == "value_error" else "isinya belum sesuai"


def _field_lines(node: yaml.Node | None, prefix: str = "") -> Iterator[tuple[str, int]]:
    """(path of keys, line from 1) for every field of a document; a doubled key comes twice."""
    seen: set[str] = set()
    for name, value, line in _children(node):
        path = f"{prefix}.{name}" if prefix else name
        yield path, line
        if name not in seen and not isinstance(value, yaml.ScalarNode):
            yield from _field_lines(value, path)
        seen.add(name)


def _children(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node, int]]:
    """The name or number, the value and the line of each entry."""
    if isinstance(node, yaml.MappingNode):
        yield from ((str(key.value), value, key.start_mark.line + 1) for key, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from ((str(index), value, value.start_mark.line + 1) for index, value in enumerate(node.value))


def _nearest_line(lines: Mapping[str, int], where: str) -> int:
    """The line of the field, or of the closest field around it."""
    while where and where not in lines:
        where = where.rpartition(".")[0]
    return lines.get(where, 1)
