"""A case as a paper: the file for the archive, and the form for the Ombudsman."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.papers.blocks import Block, Facts, Heading, Items, Paper, Photo, Table, Words
from bot.papers.pdf import to_pdf
from handlers.talking.case_file import CaseFile, OutsideForm
from handlers.talking.wording import plain

LINE = "." * 70


def file_pdf(file: CaseFile, photos: Mapping[str, Path]) -> bytes:
    """The PDF of the case file. `photos`: the paths of its photos, by SHA-256."""
    title = plain("case_paper.title", number=file.number)
    return to_pdf(Paper(title=title, foot=f"{title} · {file.office} · {file.made}", blocks=_file(file, title, photos)))


def _file(file: CaseFile, title: str, photos: Mapping[str, Path]) -> list[Block]:
    past = [(line.at, line.who, "\n".join(filter(None, [line.what, line.said]))) for line in file.past]
    blocks = [
        (proof.name, plain(f"photos.kinds.{proof.kind}") if proof.kind in _KINDS else proof.kind.value, proof.ref) for proof in file.files
    ]
    answer: list[Block] = [Heading(text=plain("case_paper.answer")), Words(text=file.answer)] if file.answer else []
    missed: list[Block] = [Heading(text=plain("case_paper.missed")), Items(lines=file.missed)] if file.missed else []
    evidence: list[Block] = [Heading(text=plain("case_paper.files")), _table("case_paper.file_titles", blocks, (2, 1, 3))] if blocks else []
    photo_blocks = [Photo(path=photos[proof.ref], says=proof.name) for proof in file.files if proof.ref in photos]
    return [
        Heading(text=title, level=0),
        Facts(rows=file.facts),
        *missed,
        Heading(text=plain("case_paper.story")),
        Words(text=file.story),
        *answer,
        Heading(text=plain("case_paper.past")),
        _table("case_paper.past_titles", past, (1.6, 1.6, 4)),
        *evidence,
        *photo_blocks,
        Words(text=plain("case_paper.inside"), small=True),
    ]


_KINDS = frozenset({"photo", "document", "voice", "video", "other"})


def _table(titles: str, rows: list[tuple[str, str, str]], widths: tuple[float, ...]) -> Table:
    return Table(titles=plain(titles).split("|"), rows=rows, widths=widths)


def outside_pdf(form: OutsideForm) -> bytes:
    title = plain("outside.title")
    return to_pdf(Paper(title=title, foot=f"{title} · {form.number}", blocks=_outside(form, title)))


def _outside(form: OutsideForm, title: str) -> list[Block]:
    files: list[Block] = [Words(text=plain("outside.files", files=", ".join(form.files)))] if form.files else []
    return [
        Heading(text=title, level=0),
        Words(text=plain("outside.law"), small=True),
        Facts(rows=[(plain("outside.to"), form.to)] if form.to else []),
        Heading(text=plain("outside.reporter")),
        Facts(rows=[(label, value or LINE) for label, value in form.reporter]),
        Heading(text=plain("outside.about")),
        Facts(rows=[(label, value) for label, value in form.about if value]),
        Heading(text=plain("outside.story")),
        Words(text=form.story),
        *files,
        Heading(text=plain("outside.before")),
        Items(lines=form.before),
        Heading(text=plain("outside.limit_head")),
        Words(text=form.limit),
        Heading(text=plain("outside.wish_head")),
        Words(text="\n".join([LINE * 2] * 3)),
        Heading(text=plain("outside.sign")),
        Words(text=LINE),
    ]
