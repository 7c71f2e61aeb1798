"""NewsML 1 (NewsML 1.0 to 1.2 of the IPTC): the text components of a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from annotator.formats import safe_xml
from annotator.formats.articles import nitf
from annotator.formats.articles.composed import HOLDS, LOSES, Block, Facts, article, each, flat
from annotator.formats.articles.dates import iso
from annotator.formats.articles.xml_words import blocks, first, within, words
from annotator.formats.format import Format, ReadOptions, whole_file
from annotator.formats.head import Head
from annotator.formats.record import Record

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The articles of a file, one a NewsItem."""
    return each(source, options, _articles(source), "text component")


def _articles(source: Path) -> Iterator[Record | None]:
    data = whole_file(source)
    items = list(within(safe_xml.parse(data, source), "NewsItem"))
    alone = len(items) == 1
    for number, item in enumerate(items, start=1):
        inner = first(item, "nitf")
        yield article(
            source,
            words(first(item, "HeadLine")) or (nitf.headline(inner) if inner is not None else ""),
            _blocks(item),
            _facts(item),
            number=None if alone else number,
            size=len(data) // len(items),
            original=data if alone else b"",
        )


def _blocks(item: Element) -> list[Block]:
    for content in within(item, "DataContent"):
        inner = first(content, "nitf")
        if inner is not None:
            return nitf.body(inner)
        found = blocks(within(content, "p", "h1", "h2", "h3"), headings=("h1", "h2", "h3"))
        if found:
            return found
        text = "".join(content.itertext())
        if text.strip():
            return [Block(flat(one)) for one in text.split("\n\n")]
    return []


def _facts(item: Element) -> Facts:
    spoken = first(item, "DescriptiveMetadata", "Language")
    topics = [one.get("FormalName", "") for one in within(item, "Subject", "SubjectMatter")]
    return Facts(
        id=words(first(item, "PublicIdentifier")),
        source=words(first(item, "CreditLine")) or words(first(item, "ProviderId")),
        published=iso(words(first(item, "FirstCreated")) or words(first(item, "DateId"))),
        author=words(first(item, "ByLine")).removeprefix("By "),
        place=words(first(item, "DateLine")),
        language=(spoken.get("FormalName", "") if spoken is not None else "")
        or item.get(_LANGUAGE, ""),
        keywords=every_one(words(one) for one in within(item, "KeywordLine")) or every_one(topics),
        more=(("slugline", words(first(item, "SlugLine"))),),
    )


def every_one(values: Iterator[str] | list[str]) -> tuple[str, ...]:
    """Values that say something, each once."""
    return tuple(dict.fromkeys(one for one in values if one))


def _sniff(head: Head) -> int:
    return 90 if head.is_xml and b"<NewsML" in head.data else 0


NEWSML_1 = Format(
    name="newsml-1",
    title="NewsML 1 (news agencies)",
    suffixes=(".xml",),
    loses=LOSES,
    holds=HOLDS,
    read=read,
    sniff=_sniff,
)
