"""OpenDocument texts (.odt, .fodt): the paragraphs of the body (OASIS OpenDocument 1.3)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from annotator.domain.refusal import BadInput
from annotator.formats import archive, safe_xml
from annotator.formats.articles.composed import HOLDS, LOSES, Block, Facts, article, each, flat
from annotator.formats.articles.dates import iso
from annotator.formats.articles.xml_words import every, first, local, words
from annotator.formats.format import Format, ReadOptions, whole_file
from annotator.formats.head import Head
from annotator.formats.record import Record

_SKIPPED = frozenset(
    ("annotation", "tracked-changes", "forms", "note-citation", "table-of-content")
)
_BLANKS = frozenset(("s", "tab", "line-break"))


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The one article of a document."""
    return each(source, options, _articles(source), "paragraph")


def _articles(source: Path) -> Iterator[Record | None]:
    if source.suffix.lower() == ".fodt":
        content = meta = safe_xml.parse(whole_file(source), source)
    else:
        with archive.opened(source) as held:
            if "content.xml" not in held.names:
                raise BadInput(str(source), None, "is no OpenDocument text: it has no content")
            content = safe_xml.parse(held.read("content.xml"), f"{source}/content.xml")
            described = held.read("meta.xml") if "meta.xml" in held.names else b"<none/>"
            meta = safe_xml.parse(described, f"{source}/meta.xml")
    body = first(content, "body")
    found = list(_blocks(body)) if body is not None else []
    title = found[0].text if found and found[0].heading else ""
    facts = Facts(
        published=iso(words(first(meta, "creation-date"))),
        author=words(first(meta, "initial-creator")) or words(first(meta, "creator")),
        language=words(first(meta, "language")),
        keywords=every(meta, "keyword"),
    )
    yield article(source, title, found, facts, size=source.stat().st_size)


def _blocks(body: Element) -> Iterator[Block]:
    waiting = [body]
    while waiting:
        one = waiting.pop()
        name = local(one)
        if name in ("p", "h"):
            within_it: list[Element] = []
            yield Block(flat(_text(one, within_it)), name == "h")
            waiting += reversed(within_it)
        elif name not in _SKIPPED:
            waiting += reversed(one)


def _text(paragraph: Element, apart: list[Element]) -> str:
    """The words of a paragraph; notes and frames in it are paragraphs of their own, `apart`."""
    pieces = [paragraph.text or ""]
    for one in paragraph:
        name = local(one)
        if name in ("note-body", "frame", "text-box", "note"):
            apart.append(one)
        elif name in _BLANKS:
            pieces.append(" ")
        elif name not in _SKIPPED:
            pieces.append(_text(one, apart))
        pieces.append(one.tail or "")
    return "".join(pieces)


def _sniff(head: Head) -> int:
    if head.suffix == ".odt" and head.data.startswith(b"PK"):
        return 60
    return 60 if head.suffix == ".fodt" and b"office:document" in head.data else 0


OPEN_DOCUMENT = Format(
    name="odt",
    title="OpenDocument texts",
    suffixes=(".odt", ".fodt"),
    loses=LOSES,
    holds=HOLDS,
    read=read,
    sniff=_sniff,
)
