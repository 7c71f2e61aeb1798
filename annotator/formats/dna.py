"""Discourse Network Analyzer databases (.dna), versions 2 and 3, read only.

A statement is a mark with the label of its type; its variables (person, organization,
concept, agreement, …) are its answers, its coder the annotator. Positions are UTF-16
units, as Java counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from annotator import guests
from annotator.domain.codebook import Attribute, AttributeKind, Codebook, Label
from annotator.domain.refusal import BadInput
from annotator.formats.counting import Counting
from annotator.formats.format import Can, Format, OffsetUnit, ReadOptions
from annotator.formats.head import Head
from annotator.formats.placing import RawSpan
from annotator.formats.record import Answer, Record
from annotator.formats.settling import settled

_WANTED = {
    "DOCUMENTS": ("ID", "Title", "Text", "Author", "Source", "Section", "Notes", "Type", "Date"),
    "STATEMENTS": ("ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder"),
    "STATEMENTTYPES": ("ID", "Label", "Red", "Green", "Blue"),
    "VARIABLES": ("ID", "Variable", "DataType", "StatementTypeId"),
    "CODERS": ("ID", "Name"),
    "ENTITIES": ("ID", "Value"),
    "DATASHORTTEXT": ("StatementId", "VariableId", "Entity", "Value"),
    "DATALONGTEXT": ("StatementId", "VariableId", "Value"),
    "DATAINTEGER": ("StatementId", "VariableId", "Value"),
    "DATABOOLEAN": ("StatementId", "VariableId", "Value"),
}
_KINDS = {
    "boolean": AttributeKind.YES_NO,
    "integer": AttributeKind.NUMBER,
}
_MILLISECONDS = 10**11
"""Dates beyond are in milliseconds, as DNA 2 keeps them; DNA 3 keeps seconds."""


def codebook(path: Path) -> Codebook:
    """Statement types as labels, their variables as questions."""
    held = guests.tables(path, {key: _WANTED[key] for key in ("STATEMENTTYPES", "VARIABLES")})
    ids = count(1)
    labels = []
    for at, kind in enumerate(held.get("STATEMENTTYPES", ())):
        questions = tuple(
            Attribute(
                name=str(one.get("Variable")),
                kind=_KINDS.get(str(one.get("DataType")), AttributeKind.TEXT),
            )
            for one in held.get("VARIABLES", ())
            if one.get("StatementTypeId") == kind.get("ID")
        )
        name = str(kind.get("Label"))
        labels.append(
            Label(id=next(ids), name=name, position=at, light=_colour(kind), attributes=questions)
        )
    return Codebook(tuple(labels))


def _colour(kind: Mapping[str, Any]) -> str:
    parts = [kind.get(one) for one in ("Red", "Green", "Blue")]
    if not all(isinstance(one, int) and 0 <= one <= 255 for one in parts):
        return ""
    return "#" + "".join(f"{one:02x}" for one in parts)


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The documents of a database, each with its statements."""
    try:
        needed = ("DOCUMENTS", "STATEMENTS")
        held = guests.project_tables(source, _WANTED, kind="DNA database", needed=needed)
    except BadInput as bad:
        options.refused(bad)
        return
    answers = _answers(held)
    of_document: dict[Any, list[RawSpan]] = {}
    kinds = {one.get("ID"): str(one.get("Label")) for one in held.get("STATEMENTTYPES", ())}
    coders = {one.get("ID"): str(one.get("Name")) for one in held.get("CODERS", ())}
    for one in held["STATEMENTS"]:
        start, stop = one.get("Start"), one.get("Stop")
        if not (isinstance(start, int) and isinstance(stop, int)):
            said = f"the statement {one.get('ID')} has no whole numbers as its start and stop"
            options.refused(BadInput(str(source), None, said))
            continue
        raw = RawSpan(
            name=f"statement-{one.get('ID')}",
            label=kinds.get(one.get("StatementTypeId"), "statement"),
            fragments=((start, stop),),
            answers=tuple(answers.get(one.get("ID"), ())),
            annotator=coders.get(one.get("Coder"), ""),
        )
        of_document.setdefault(one.get("DocumentId"), []).append(raw)
    for document in held["DOCUMENTS"]:
        try:
            yield _record(source, document, of_document.get(document.get("ID"), []), options)
        except BadInput as bad:
            options.refused(bad)


def _answers(held: Mapping[str, list[guests.Row]]) -> dict[Any, list[tuple[str, str]]]:
    names = {one.get("ID"): str(one.get("Variable")) for one in held.get("VARIABLES", ())}
    entities = {one.get("ID"): one.get("Value") for one in held.get("ENTITIES", ())}
    found: dict[Any, list[tuple[str, str]]] = {}
    for table in ("DATASHORTTEXT", "DATALONGTEXT", "DATAINTEGER", "DATABOOLEAN"):
        for one in held.get(table, ()):
            value = one.get("Value")
            if table == "DATASHORTTEXT" and "Entity" in one:
                value = entities.get(one["Entity"])
            if table == "DATABOOLEAN":
                value = "yes" if value else "no"
            if value not in (None, ""):
                pair = (names.get(one.get("VariableId"), "variable"), str(value))
                found.setdefault(one.get("StatementId"), []).append(pair)
    return found


def _record(
    source: Path, document: guests.Row, raws: list[RawSpan], options: ReadOptions
) -> Record:
    text = document.get("Text")
    number = document.get("ID")
    title = str(document.get("Title") or "")
    if not isinstance(text, str) or not text:
        raise BadInput(str(source), None, f"the document {number} has no text")
    more = [(key.casefold(), document.get(key)) for key in ("Notes", "Type")]
    record = Record(
        name=title or f"{source.stem}-{number}",
        text=text,
        title=title,
        author=str(document.get("Author") or ""),
        source=str(document.get("Source") or ""),
        section=str(document.get("Section") or ""),
        published=_date(document.get("Date")),
        more=tuple((key, str(value)) for key, value in more if value),
        answer=Answer.ACCEPT if raws else None,
        source_name=f"{source.stem}-{number}",
        file=str(source),
        size=len(text),
    )
    usual = Counting(OffsetUnit.UTF16)
    return settled(record, raws, [], options, usual, certain=True)


def _date(value: object) -> str:
    if not isinstance(value, int) or value == 0:
        return ""
    seconds = value / 1000 if abs(value) > _MILLISECONDS else value
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return ""
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return moment.date().isoformat()
    return moment.replace(tzinfo=None, microsecond=0).isoformat()


def _sniff(head: Head) -> int:
    if not guests.is_database(head.data):
        return 0
    return 90 if head.suffix == ".dna" else 0


DNA = Format(
    name="dna",
    title="DNA database (.dna)",
    suffixes=(".dna",),
    holds=frozenset(
        {Can.OVERLAPS, Can.EDGES, Can.ATTRIBUTES, Can.ANNOTATORS, Can.UNMARKED, Can.TEXT}
    ),
    facts=frozenset({"title", "author", "source", "section", "published", "more"}),
    loses=("it is only read",),
    units=(OffsetUnit.UTF16,),
    read=read,
    sniff=_sniff,
    codebook=codebook,
)
