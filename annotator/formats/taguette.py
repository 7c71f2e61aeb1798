"""Taguette projects (SQLite), read only: documents, highlights, and the tags of each.

A document is HTML; offsets are UTF-8 bytes over its text, elements not counted. That text is
the article's, with a line end where a paragraph ends and Taguette's text has none. A mark is
made for each tag of a highlight. Who made a highlight is in the project's log of commands.
Tables and offsets as in Taguette's own `database.py` and `extract.py`.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from annotator import guests
from annotator.domain.codebook import Codebook, Label
from annotator.domain.refusal import BadInput
from annotator.formats.articles.blocks import ENDING, Events
from annotator.formats.counting import Counting
from annotator.formats.format import Can, Format, OffsetUnit, ReadOptions
from annotator.formats.head import Head
from annotator.formats.placing import RawSpan
from annotator.formats.record import Answer, Record
from annotator.formats.settling import settled, title_of

_WANTED = {
    "documents": ("id", "name", "description", "filename", "project_id", "contents"),
    "highlights": ("id", "document_id", "start_offset", "end_offset", "snippet"),
    "highlight_tags": ("highlight_id", "tag_id"),
    "tags": ("id", "path", "description"),
    "projects": ("id", "name"),
    "commands": ("user_login", "payload"),
}


def codebook(path: Path) -> Codebook:
    """Tags as labels, with their descriptions."""
    held = guests.tables(path, {"tags": _WANTED["tags"]})
    said: dict[str, str] = {}
    for one in held.get("tags", ()):
        said.setdefault(str(one.get("path")), str(one.get("description") or ""))
    ids = count(1)
    labels = (
        Label(id=next(ids), name=name, position=at, definition=definition)
        for at, (name, definition) in enumerate(said.items())
    )
    return Codebook(tuple(labels))


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The documents of a project, each with its highlights."""
    try:
        needed = ("documents", "highlights")
        held = guests.project_tables(source, _WANTED, kind="Taguette project", needed=needed)
    except BadInput as bad:
        options.refused(bad)
        return
    highlights = _Highlights(held)
    for one in highlights.misplaced:
        said = f"the highlight {one} has no whole numbers as its offsets"
        options.refused(BadInput(str(source), None, said))
    projects = {one.get("id"): str(one.get("name") or "") for one in held.get("projects", ())}
    for document in held["documents"]:
        try:
            project = projects.get(document.get("project_id"), "")
            yield _record(source, document, project, highlights, options)
        except BadInput as bad:
            options.refused(bad)


def _record(
    source: Path,
    document: guests.Row,
    project: str,
    highlights: _Highlights,
    options: ReadOptions,
) -> Record:
    markup, number = document.get("contents"), document.get("id")
    if not isinstance(markup, str):
        raise BadInput(str(source), None, f"the document {number} has no text")
    text = _Text(markup)
    name = str(document.get("name") or "") or f"{source.stem}-{number}"
    raws = list(highlights.of(number, text))
    told = [("description", document.get("description")), ("project", project)]
    record = Record(
        name=name,
        text=text.text,
        title=title_of(text.text, name),
        more=tuple((key, str(value)) for key, value in told if value),
        answer=Answer.ACCEPT if raws else None,
        source_name=f"{source.stem}-{number}",
        file=str(source),
        size=len(markup),
    )
    return settled(record, raws, [], options, Counting(OffsetUnit.BYTE), certain=True)


class _Highlights:
    """The highlights of a project, by document."""

    def __init__(self, held: Mapping[str, list[guests.Row]]) -> None:
        paths = {one.get("id"): str(one.get("path") or "") for one in held.get("tags", ())}
        self._tags: dict[Any, list[str]] = {}
        for one in held.get("highlight_tags", ()):
            tag = paths.get(one.get("tag_id"), "")
            self._tags.setdefault(one.get("highlight_id"), []).append(tag)
        self._of: dict[Any, list[guests.Row]] = {}
        self.misplaced: list[Any] = []
        for one in held["highlights"]:
            ends = one.get("start_offset"), one.get("end_offset")
            if all(isinstance(end, int) for end in ends):
                self._of.setdefault(one.get("document_id"), []).append(one)
            else:
                self.misplaced.append(one.get("id"))
        self._by = dict(_makers(held.get("commands", [])))

    def of(self, document: object, text: _Text) -> Iterator[RawSpan]:
        """The marks of a document, a highlight of several tags several times."""
        for one in self._of.get(document, []):
            number, snippet = one.get("id"), one.get("snippet")
            quote = _Text(snippet).text if isinstance(snippet, str) else ""
            for at, tag in enumerate(sorted(self._tags.get(number, [""]))):
                yield RawSpan(
                    name=f"highlight-{number}" if at == 0 else f"highlight-{number}.{at + 1}",
                    label=tag,
                    fragments=(text.place(one["start_offset"], one["end_offset"]),),
                    quote=quote,
                    annotator=self._by.get(number, ""),
                )


def _makers(commands: list[guests.Row]) -> Iterator[tuple[object, str]]:
    """Who made each highlight; whoever changed it last stands."""
    for one in commands:
        payload = one.get("payload")
        if not isinstance(payload, str) or "highlight_add" not in payload:
            continue
        try:
            said = json.loads(payload)
        except (ValueError, RecursionError):
            continue
        if isinstance(said, dict) and said.get("type") == "highlight_add":
            number = said.get("highlight_id", said.get("id"))
            if isinstance(number, int) and one.get("user_login"):
                yield number, str(one["user_login"])


class _Text(Events):
    """The text of HTML, and where in it the bytes are that Taguette counts."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._length = 0
        self._ended = True
        self._added: list[int] = []
        self._waiting = False
        self.read(markup.lstrip())

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The bytes of `text` that bytes of Taguette's text are."""
        return start + bisect_right(self._added, start), end + bisect_left(self._added, end)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  the parser's own shape
        if tag in ENDING or tag == "br":
            self._waiting = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ENDING:
            self._waiting = True

    def handle_data(self, data: str) -> None:
        if self._waiting and not self._ended and not data[:1].isspace():
            self._parts.append("\n")
            self._added.append(self._length)
        self._waiting = False
        self._parts.append(data)
        self._length += len(data.encode("utf-8", "surrogatepass"))
        self._ended = data[-1:].isspace()


def _sniff(head: Head) -> int:
    if not guests.is_database(head.data):
        return 0
    return 90 if {"highlights", "highlight_tags", "documents"} <= guests.names(head.path) else 0


TAGUETTE = Format(
    name="taguette",
    title="Taguette project (SQLite)",
    suffixes=(".sqlite3", ".sqlite", ".db"),
    holds=frozenset({Can.OVERLAPS, Can.EDGES, Can.ANNOTATORS, Can.UNMARKED}),
    facts=frozenset({"more"}),
    loses=("it is only read",),
    units=(OffsetUnit.BYTE,),
    read=read,
    sniff=_sniff,
    codebook=codebook,
)
