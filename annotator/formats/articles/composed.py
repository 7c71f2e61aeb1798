"""An article put together from a headline and paragraphs that a source keeps apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from annotator.domain.refusal import BadInput
from annotator.formats.format import Can, ReadOptions
from annotator.formats.record import Record
from annotator.text.printable import printable
from annotator.text.zones import Zone, ZoneKind, recognise

HOLDS = frozenset({Can.TEXT, Can.UNMARKED})
"""What formats of articles without marks can hold."""

LOSES = ("annotations",)

_BLANKS = re.compile(r"[ \t\r\n\f\v\u00a0]+")


class Block(msgspec.Struct, frozen=True):
    """A paragraph of a source, or a heading between paragraphs."""

    text: str
    heading: bool = False


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a source says about an article, "" and () where it is silent.

    `id` is the source's own name of the article; it tells a second import of the
    same article from another article.
    """

    id: str = ""
    source: str = ""
    published: str = ""
    author: str = ""
    place: str = ""
    language: str = ""
    section: str = ""
    url: str = ""
    keywords: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()


def flat(text: str) -> str:
    """Words with single blanks between them, as markup means them to be read."""
    return _BLANKS.sub(" ", text).strip()


def article(
    path: Path,
    title: str,
    blocks: Iterable[Block],
    facts: Facts,
    *,
    number: int | None = None,
    size: int = 0,
    original: bytes = b"",
) -> Record | None:
    """The record of one article of a file, None where it has no words.

    `number` (from 1) tells the articles of a file apart, None where it is the only
    one; then `original` may be the file itself.
    """
    kept = [block for block in blocks if block.text]
    if title and kept and kept[0].text == title:
        kept = kept[1:]
    pieces = [Block(title), *kept] if title else kept
    text, notes = printable("\n\n".join(piece.text for piece in pieces))
    if not text.strip():
        return None
    shape = recognise(text, title)
    stem = path.stem if number is None else f"{path.stem}-{number}"
    stem = printable(stem)[0] or "article"
    return Record(
        name=stem,
        text=text,
        title=title or shape.title or flat(text.partition("\n")[0])[:160] or stem,
        source=facts.source,
        url=facts.url,
        published=facts.published,
        language=facts.language,
        author=facts.author or shape.byline,
        place=facts.place or shape.place,
        section=facts.section,
        keywords=facts.keywords or shape.keywords,
        more=tuple((name, value) for name, value in facts.more if value),
        zones=_zones(pieces, shape.zones, titled=bool(title)),
        text_sha256=sha256(text.encode()).hexdigest(),
        original=original,
        source_name=facts.id or (path.name if number is None else f"{path.name}#{number}"),
        file=str(path),
        size=size,
        notes=notes,
    )


def _zones(pieces: Sequence[Block], found: Sequence[Zone], *, titled: bool) -> tuple[Zone, ...]:
    """Furniture that the rules found, and what the source itself says is a heading."""
    zones = list(found)
    at = 0
    for index, piece in enumerate(pieces):
        start, end = at, at + len(piece.text)
        at = end + 2
        free = all(end <= zone.start or zone.end <= start for zone in zones)
        if index == 0 and titled and free:
            zones.append(Zone(start, end, ZoneKind.TITLE))
        elif piece.heading and free:
            zones.append(Zone(start, end, ZoneKind.HEADING))
    return tuple(sorted(zones))


def each(
    source: Path, options: ReadOptions, records: Iterator[Record | None], what: str
) -> Iterator[Record]:
    """The records of a file; refused where it turns out bad, or holds no words at all."""
    count = 0
    try:
        for record in records:
            if record is not None:
                count += 1
                yield record
    except BadInput as bad:
        options.refused(bad)
        return
    if not count:
        options.refused(BadInput(str(source), None, f"holds no {what} with words"))
