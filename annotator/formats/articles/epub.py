"""EPUB: the chapters of a publication in reading order, one article each (EPUB 3.3, W3C)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from annotator.domain.refusal import BadInput
from annotator.formats import archive, safe_xml
from annotator.formats.archive import Archive
from annotator.formats.articles.blocks import paragraphs
from annotator.formats.articles.composed import HOLDS, LOSES, Facts, article, each
from annotator.formats.articles.dates import iso
from annotator.formats.articles.markup import decoded
from annotator.formats.articles.xml_words import every, first, within, words
from annotator.formats.format import Format, ReadOptions
from annotator.formats.head import Head
from annotator.formats.record import Record

_CONTAINER = "META-INF/container.xml"
_PAGES = ("application/xhtml+xml", "text/html")


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The chapters that have words."""
    return each(source, options, _articles(source), "chapter")


def _articles(source: Path) -> Iterator[Record | None]:
    with archive.opened(source) as held:
        package, folder = _package(held, source)
        facts = _facts(package)
        chapters = list(_chapters(package, folder))
        for number, (name, properties) in enumerate(chapters, start=1):
            if name not in held.names or "nav" in properties.split():
                continue
            data = held.read(name)
            found = paragraphs(decoded(data, source))
            title = found[0].text if found and found[0].heading else ""
            yield article(source, title, found, facts, number=number, size=len(data))


def _package(held: Archive, source: Path) -> tuple[Element, str]:
    """The package document that the container names, and its folder."""
    if _CONTAINER not in held.names:
        raise BadInput(str(source), None, "is no EPUB: it has no container")
    container = safe_xml.parse(held.read(_CONTAINER), f"{source}/{_CONTAINER}")
    root = first(container, "rootfile")
    name = root.get("full-path", "") if root is not None else ""
    if name not in held.names:
        raise BadInput(str(source), None, "is no EPUB: its package is missing")
    return safe_xml.parse(held.read(name), f"{source}/{name}"), posixpath.dirname(name)


def _chapters(package: Element, folder: str) -> Iterator[tuple[str, str]]:
    """Names of pages in reading order, each with its properties."""
    items = {one.get("id", ""): one for one in within(package, "item")}
    for reference in within(package, "itemref"):
        item = items.get(reference.get("idref", ""))
        if item is not None and item.get("media-type", "") in _PAGES:
            name = unquote(item.get("href", "").partition("#")[0])
            yield (
                posixpath.normpath(posixpath.join(folder, name)),
                item.get("properties", ""),
            )


def _facts(package: Element) -> Facts:
    return Facts(
        source=words(first(package, "metadata", "title")),
        published=iso(words(first(package, "metadata", "date"))),
        author=", ".join(every(package, "creator")),
        language=words(first(package, "metadata", "language")),
        keywords=every(package, "subject"),
        more=(("publisher", words(first(package, "metadata", "publisher"))),),
    )


def _sniff(head: Head) -> int:
    return 60 if head.suffix == ".epub" and head.data.startswith(b"PK") else 0


EPUB = Format(
    name="epub",
    title="EPUB (one article a chapter)",
    suffixes=(".epub",),
    loses=LOSES,
    holds=HOLDS,
    read=read,
    sniff=_sniff,
)
