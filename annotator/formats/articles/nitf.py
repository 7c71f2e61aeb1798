"""NITF, the News Industry Text Format of agencies (iptc.org/std/NITF), one article a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from annotator.formats import safe_xml
from annotator.formats.articles.composed import HOLDS, LOSES, Block, Facts, article, each
from annotator.formats.articles.dates import iso
from annotator.formats.articles.xml_words import blocks, every, first, local, within, words
from annotator.formats.format import Format, ReadOptions, whole_file
from annotator.formats.head import Head
from annotator.formats.record import Record

_PARAGRAPHS = ("p", "hl2", "hl3", "li", "dd")


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The one article of a file."""
    return each(source, options, _articles(source), "article")


def _articles(source: Path) -> Iterator[Record | None]:
    data = whole_file(source)
    root = safe_xml.parse(data, source)
    yield article(source, headline(root), body(root), facts(root), size=len(data), original=data)


def headline(nitf: Element) -> str:
    """The first headline, else the title of the head."""
    return (
        words(first(nitf, "hl1"))
        or words(first(nitf, "hedline"))
        or words(first(nitf, "head", "title"))
    )


def body(nitf: Element) -> list[Block]:
    """The paragraphs of the body; where it has none, all its words."""
    content = first(nitf, "body.content")
    if content is None:
        return []
    found = blocks(_outermost(content))
    return found or [Block(words(content))]


def _outermost(content: Element) -> Iterator[Element]:
    """Paragraphs that stand in no other; captions and tables of figures are passed over."""
    waiting = list(reversed(content))
    while waiting:
        one = waiting.pop()
        if local(one) in _PARAGRAPHS:
            yield one
        elif local(one) not in ("media", "table", "nitf-table"):
            waiting += reversed(one)


def facts(nitf: Element) -> Facts:
    """What head and body's head say."""
    issued, released = first(nitf, "date.issue"), first(nitf, "date.release")
    dated = next((one.get("norm", "") for one in (issued, released) if one is not None), "")
    identifier = first(nitf, "doc-id")
    keys = tuple(one.get("key", "") for one in within(nitf, "keyword"))
    dateline = first(nitf, "dateline")
    publication = first(nitf, "pubdata")
    return Facts(
        id=identifier.get("id-string", "") if identifier is not None else "",
        source=words(first(nitf, "distributor"))
        or (publication.get("name", "") if publication is not None else ""),
        published=iso(dated or words(first(nitf, "story.date"))),
        author=byline(nitf),
        place=words(first(dateline, "location")) if dateline is not None else "",
        section=publication.get("position.section", "") if publication is not None else "",
        keywords=tuple(key for key in keys if key) or every(nitf, "classifier"),
        more=(("abstract", words(first(nitf, "abstract"))),),
    )


def byline(nitf: Element) -> str:
    """Who wrote it, without "By" and without their title."""
    line = first(nitf, "byline")
    if line is None:
        return ""
    person = words(first(line, "person"))
    said = person or words(line).removesuffix(words(first(line, "byttl"))).rstrip(" ,")
    return said.removeprefix("By ").removeprefix("BY ")


def _sniff(head: Head) -> int:
    if not head.is_xml:
        return 0
    root = b"<nitf" in head.data
    return 90 if root and b"newsItem" not in head.data and b"NewsML" not in head.data else 0


NITF = Format(
    name="nitf",
    title="NITF (news agencies)",
    suffixes=(".xml", ".nitf"),
    loses=LOSES,
    holds=HOLDS,
    read=read,
    sniff=_sniff,
)
