"""Word documents (.docx), and the Nexis downloads that come as one.

Read are the paragraphs of the body with tables, text boxes, notes and embedded HTML,
as Office Open XML (ECMA-376, part 1) orders them; comments, deleted words, headers and
footers are no part of the article. Soft hyphens are left out: they are not written.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from annotator.formats import archive, safe_xml
from annotator.formats.archive import Archive
from annotator.formats.articles import nexis
from annotator.formats.articles.blocks import paragraphs
from annotator.formats.articles.composed import HOLDS, LOSES, Block, Facts, article, each, flat
from annotator.formats.articles.dates import iso
from annotator.formats.articles.markup import decoded
from annotator.formats.articles.xml_words import first, local, within, words
from annotator.formats.format import Format, ReadOptions
from annotator.formats.head import Head
from annotator.formats.record import Record

_SKIPPED = frozenset(("del", "moveFrom", "instrText", "delText", "Fallback", "commentReference"))
_NOTES = ("footnotes", "endnotes")


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The article of a document, or the articles of a Nexis download."""
    return each(source, options, _articles(source), "paragraph")


def _articles(source: Path) -> Iterator[Record | None]:
    with archive.opened(source) as held:
        document = _Document(held, source)
        blocks = document.blocks()
        facts = document.facts()
    size = source.stat().st_size
    lines = [block.text for block in blocks]
    if nexis.ends_documents(lines):
        yield from nexis.documents(source, lines, size)
        return
    title = blocks[0].text if blocks and blocks[0].heading else ""
    yield article(source, title, blocks, facts, size=size)


class _Document:
    def __init__(self, held: Archive, source: Path) -> None:
        self._held = held
        self._source = source
        self._parts: dict[str, str] = {}

    def blocks(self) -> list[Block]:
        """The paragraphs of the body, and then of the notes."""
        self._parts = self._related()
        body = self._parse("word/document.xml")
        found = list(self._of(body)) if body is not None else []
        for name in _NOTES:
            notes = self._parse(f"word/{name}.xml")
            if notes is not None:
                found += [block for block in self._of(notes) if block.text]
        return found

    def facts(self) -> Facts:
        """What the document's properties say."""
        core = self._parse("docProps/core.xml")
        if core is None:
            return Facts()
        keywords = words(first(core, "keywords")).replace(";", ",").split(",")
        return Facts(
            published=iso(words(first(core, "created"))),
            author=words(first(core, "creator")),
            language=words(first(core, "language")),
            keywords=tuple(dict.fromkeys(flat(one) for one in keywords if flat(one))),
        )

    def _parse(self, name: str) -> Element | None:
        if name not in self._held.names:
            return None
        return safe_xml.parse(self._held.read(name), f"{self._source}/{name}")

    def _related(self) -> dict[str, str]:
        """Parts that the body refers to, by the id it uses."""
        relations = self._parse("word/_rels/document.xml.rels")
        if relations is None:
            return {}
        return {
            one.get("Id", ""): _part(one.get("Target", ""))
            for one in within(relations, "Relationship")
            if one.get("TargetMode") != "External"
        }

    def _of(self, top: Element) -> Iterator[Block]:
        waiting = [top]
        while waiting:
            one = waiting.pop()
            name = local(one)
            if name == "p":
                yield Block(flat(_text(one)), _is_heading(one))
                waiting += reversed(list(_boxes(one)))
            elif name == "altChunk":
                yield from self._embedded(one)
            elif name not in _SKIPPED:
                waiting += reversed(one)

    def _embedded(self, chunk: Element) -> Iterator[Block]:
        target = next((value for key, value in chunk.attrib.items() if key.endswith("}id")), "")
        name = self._parts.get(target, "")
        if name in self._held.names and name.lower().endswith((".html", ".htm", ".xhtml")):
            yield from paragraphs(decoded(self._held.read(name), self._source))


def _part(target: str) -> str:
    """The name in the archive of what the body refers to."""
    return posixpath.normpath(posixpath.join("/word", target)).lstrip("/")


def _boxes(paragraph: Element) -> Iterator[Element]:
    """Text boxes that hang on a paragraph, each once: old programs get a copy of each."""
    waiting = [paragraph]
    while waiting:
        one = waiting.pop()
        if local(one) == "txbxContent":
            yield one
        elif local(one) not in _SKIPPED:
            waiting += reversed(one)


def _text(paragraph: Element) -> str:
    pieces: list[str] = []
    waiting = [paragraph]
    while waiting:
        one = waiting.pop()
        name = local(one)
        if name == "t":
            pieces.append(one.text or "")
        elif name in ("tab", "br", "cr"):
            pieces.append(" ")
        elif name == "noBreakHyphen":
            pieces.append("\u2011")
        elif name not in _SKIPPED and name not in ("txbxContent", "pPr", "softHyphen"):
            waiting += reversed(one)
    return "".join(pieces)


def _is_heading(paragraph: Element) -> bool:
    style = first(paragraph, "pPr", "pStyle")
    if style is None:
        return False
    name = next((value for key, value in style.attrib.items() if key.endswith("}val")), "")
    return name.lower().startswith(("heading", "title", "berschrift", "überschrift", "titre"))


def _sniff(head: Head) -> int:
    return 60 if head.suffix == ".docx" and head.data.startswith(b"PK") else 0


WORD = Format(
    name="docx",
    title="Word documents, and Nexis downloads as such",
    suffixes=(".docx",),
    loses=LOSES,
    holds=HOLDS,
    read=read,
    sniff=_sniff,
)
