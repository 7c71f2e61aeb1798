"""A news text file: one article, its furniture recognised, its text left as it is."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from annotator.domain.refusal import BadInput
from annotator.formats.format import Can, Format, ReadOptions, whole_file
from annotator.formats.record import Record
from annotator.text.decoding import Undecodable, decode
from annotator.text.zones import recognise

_LONGEST_TITLE = 160


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The one article of a file. Its date is never guessed."""
    try:
        record = _article(source, options.encoding)
    except BadInput as bad:
        options.refused(bad)
    else:
        yield record


def _article(source: Path, encoding: str) -> Record:
    data = whole_file(source)
    try:
        decoded = decode(data, encoding)
    except Undecodable as undecodable:
        raise BadInput(str(source), None, str(undecodable)) from undecodable
    text = decoded.text
    if not text.strip():
        raise BadInput(str(source), None, "holds no text")
    shape = recognise(text)
    stem = _storable(source.stem)
    return Record(
        name=stem,
        text=text,
        title=shape.title or _first_line(text) or stem,
        place=shape.place,
        author=shape.byline,
        keywords=shape.keywords,
        zones=shape.zones,
        text_sha256=sha256(text.encode()).hexdigest(),
        original=data,
        encoding=decoded.encoding,
        source_name=_storable(source.name),
        file=str(source),
        size=len(data),
        notes=decoded.notes,
    )


def _storable(name: str) -> str:
    """A file name as text: bytes that are no text in it, and control characters, replaced."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(one if one.isprintable() else "\ufffd" for one in text)


def _first_line(text: str) -> str:
    """The first line with words on it, "" where it is a paragraph rather than a headline."""
    line = text.strip().splitlines()[0].strip()
    return line if len(line) <= _LONGEST_TITLE else ""


PLAIN = Format(
    name="plain",
    title="News text (plain text files)",
    suffixes=(".txt", ".text"),
    loses=("annotations",),
    holds=frozenset({Can.TEXT, Can.UNMARKED}),
    read=read,
)
