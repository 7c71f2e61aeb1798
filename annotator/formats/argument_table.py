"""Speeches sentence by sentence with their claims and premises: the CSV of argunsc.

A row is a sentence, or one more component of it. "Component" is its number and its words
as a Python list, without offsets: the words are looked for within the sentence. "Premises"
are the numbers of what supports or attacks it, as a Python dictionary. Layout as in
github.com/mpoiaganova/political-argument-mining.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotator.domain.refusal import BadInput
from annotator.formats.format import LARGEST, Can, Format, ReadOptions
from annotator.formats.head import Head
from annotator.formats.placing import RawSpan, occurrences
from annotator.formats.record import Answer, Placing, Record, RelationRecord
from annotator.formats.settling import settled
from annotator.formats.sheet import Row
from annotator.formats.tables import delimited

_COLUMNS = ("Speech", "Sentence_ID", "Full_Sentence", "Component", "Component_Type", "Premises")
_QUOTED = r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*\""""
_COMPONENT = re.compile(rf"\[\s*(?P<number>\d+)\s*,\s*(?P<words>{_QUOTED})\s*\]")
_PREMISES = re.compile(rf"\{{(?:\s*\d+\s*:\s*(?:{_QUOTED})\s*,?)*\s*\}}")
_PREMISE = re.compile(rf"(?P<number>\d+)\s*:\s*(?P<kind>{_QUOTED})")
_NONE = "non-arg"


class _Component(NamedTuple):
    """A claim or premise; `sentence` is where its sentence begins and ends in the text."""

    row: Row
    sentence: tuple[int, int]


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The speeches of a table, each an article."""
    try:
        with delimited.opened(source, options) as sheet:
            _check(source, sheet.names)
            for name, rows in groupby(sheet.rows, lambda row: row.cells.get("Speech", "")):
                try:
                    yield _record(source, name, rows, options)
                except BadInput as bad:
                    options.refused(bad)
    except BadInput as bad:
        options.refused(bad)


def _check(source: Path, names: Sequence[str]) -> None:
    if missing := [one for one in _COLUMNS if one not in names]:
        raise BadInput(str(source), 1, f"has no column {missing[0]}")


def _record(source: Path, name: str, rows: Iterator[Row], options: ReadOptions) -> Record:
    sentences: dict[tuple[str, str], tuple[int, int]] = {}
    components: list[_Component] = []
    length = size = 0
    first: int | None = None
    for row in rows:
        first = first or row.number
        size += row.size
        words = row.cells.get("Full_Sentence", "")
        key = row.cells.get("Sentence_ID", ""), words
        if key not in sentences:
            start = length + 1 if sentences else 0
            length = start + len(words)
            sentences[key] = start, length
        if length > LARGEST:
            raise BadInput(str(source), row.number, "the speech is too long")
        if row.cells.get("Component", _NONE) != _NONE:
            components.append(_Component(row, sentences[key]))
    record = Record(
        name=name or source.stem,
        text="\n".join(words for _, words in sentences),
        title=name or source.stem,
        answer=Answer.ACCEPT,
        file=str(source),
        line=first,
        size=size,
    )
    raws = [_raw(source, one, record.text) for one in components]
    links = [link for one in components for link in _links(source, one)]
    made = settled(record, raws, links, options)
    found = made.placing or Placing()
    return msgspec.structs.replace(made, placing=msgspec.structs.replace(found, as_they_were=0))


def _raw(source: Path, one: _Component, text: str) -> RawSpan:
    number, words = _component(source, one.row)
    standing = one.row.cells.get("Premises", "")
    return RawSpan(
        name=number,
        label=one.row.cells.get("Component_Type", ""),
        fragments=(next(occurrences(text, words, *one.sentence), one.sentence),),
        quote=words,
        answers=() if standing.startswith("{") or not standing else (("premises", standing),),
    )


def _component(source: Path, row: Row) -> tuple[str, str]:
    """The number and the words of a component."""
    found = _COMPONENT.fullmatch(row.cells["Component"])
    if found is None:
        raise BadInput(str(source), row.number, "has a Component that is not [number, 'words']")
    return found["number"], _said(source, row, found["words"])


def _links(source: Path, one: _Component) -> Iterator[RelationRecord]:
    """From each premise to what it supports or attacks."""
    given = one.row.cells.get("Premises", "")
    if not given.startswith("{"):
        return
    if not _PREMISES.fullmatch(given):
        said = "has Premises that are not {number: 'kind'}"
        raise BadInput(str(source), one.row.number, said)
    child, _ = _component(source, one.row)
    for premise in _PREMISE.finditer(given):
        label = _said(source, one.row, premise["kind"])
        yield RelationRecord(name="", label=label, head=premise["number"], child=child)


def _said(source: Path, row: Row, quoted: str) -> str:
    """A string as Python writes it; nothing but one ever comes here."""
    try:
        return str(ast.literal_eval(quoted))
    except (ValueError, SyntaxError) as wrong:
        said = f"has words that Python cannot read: {quoted[:60]}"
        raise BadInput(str(source), row.number, said) from wrong


def _sniff(head: Head) -> int:
    if head.suffix not in (".csv", ".tsv"):
        return 0
    return 90 if all(one.encode() in head.first_line for one in _COLUMNS) else 0


ARGUMENT_TABLE = Format(
    name="argunsc",
    title="Claims and premises, a sentence a row (CSV)",
    suffixes=(".csv",),
    holds=frozenset({Can.OVERLAPS, Can.EDGES, Can.RELATIONS, Can.NAMES, Can.UNMARKED}),
    read=read,
    sniff=_sniff,
)
