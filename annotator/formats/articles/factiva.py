"""Factiva downloads: the XML of its feeds, and the HTML pages with two-letter field codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from annotator.domain.refusal import BadInput
from annotator.formats import safe_xml
from annotator.formats.articles.blocks import paragraphs
from annotator.formats.articles.composed import HOLDS, LOSES, Block, Facts, article, each
from annotator.formats.articles.dates import iso
from annotator.formats.articles.markup import decoded
from annotator.formats.articles.xml_words import every, first, within, words
from annotator.formats.format import Format, ReadOptions, whole_file
from annotator.formats.head import Head
from annotator.formats.record import Record

_CODES = frozenset(
    """SE HD BY CR WC PD ET SN SC ED PG VOL LA CY LP TD CT RF CO IN NS RE IPC IPD PUB AN CLM ART
    DP DLN""".split()  # noqa: SIM905  reads better
)
_TIME = re.compile(r"\d{1,2}:\d\d$")


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The articles of a file."""
    if source.suffix.lower() in (".htm", ".html"):
        return each(source, options, _pages(source, options.encoding), "article")
    return each(source, options, _elements(source), "article")


def _elements(source: Path) -> Iterator[Record | None]:
    data = whole_file(source)
    found = list(within(safe_xml.parse(data, source), "article"))
    for number, one in enumerate(found, start=1):
        blocks = [
            Block(words(line))
            for part in ("leadParagraph", "tailParagraphs")
            for holder in within(one, part)
            for line in within(holder, "paragraph")
        ]
        yield article(
            source,
            words(first(one, "headline")),
            blocks,
            _said(one),
            number=None if len(found) == 1 else number,
            size=len(data) // len(found),
        )


def _said(one: Element) -> Facts:
    regions = [words(first(region, "name")) for region in within(one, "region")]
    subjects = [words(first(subject, "name")) for subject in within(one, "newsSubject")]
    return Facts(
        id=words(first(one, "accessionNo")),
        source=words(first(one, "sourceName")),
        published=iso(words(first(one, "publicationDate"))),
        author=words(first(one, "byline")).removeprefix("By "),
        language=words(first(one, "baseLanguage")).lower(),
        section=words(first(one, "sectionName")),
        keywords=tuple(dict.fromkeys(name for name in subjects if name)),
        more=(
            ("region", "; ".join(dict.fromkeys(name for name in regions if name))),
            ("company", "; ".join(every(one, "company"))),
            ("pages", words(first(one, "pages"))),
            ("copyright", words(first(one, "copyright"))),
        ),
    )


def _pages(source: Path, encoding: str) -> Iterator[Record | None]:
    data = whole_file(source)
    found = list(_coded(paragraphs(decoded(data, source, encoding))))
    if not found:
        raise BadInput(str(source), None, "has no field codes of Factiva")
    for number, one in enumerate(found, start=1):
        said = {code: " ".join(lines) for code, lines in one.items()}
        body = [Block(line) for code in ("LP", "TD") for line in one.get(code, ())]
        day, time = iso(said.get("PD", "")), said.get("ET", "")
        dated = f"{day}T{time.zfill(5)}" if len(day) == 10 and _TIME.match(time) else day
        yield article(
            source,
            said.get("HD", ""),
            body,
            Facts(
                id=said.get("AN", "").removeprefix("Document "),
                source=said.get("SN", ""),
                published=dated,
                author=said.get("BY", "").removeprefix("By "),
                language=said.get("LA", ""),
                section=said.get("SE", ""),
                keywords=_listed(said.get("NS", "")),
                more=(
                    ("region", "; ".join(_listed(said.get("RE", "")))),
                    ("company", said.get("CO", "")),
                    ("pages", said.get("PG", "")),
                    ("copyright", said.get("CY", "")),
                ),
            ),
            number=None if len(found) == 1 else number,
            size=len(data) // len(found),
        )


def _coded(blocks: list[Block]) -> Iterator[dict[str, list[str]]]:
    """The fields of each article: lines by code. An accession number ends an article."""
    fields: dict[str, list[str]] = {}
    code = ""
    for block in blocks:
        if block.text in _CODES:
            if code == "AN" or (block.text == "HD" and "HD" in fields):
                if "HD" in fields:
                    yield fields
                fields = {}
            code = block.text
            fields.setdefault(code, [])
        elif code == "AN" and fields.get("AN"):
            if "HD" in fields:
                yield fields
            fields, code = {}, ""
        elif code:
            fields[code].append(block.text)
    if "HD" in fields:
        yield fields


def _listed(value: str) -> tuple[str, ...]:
    """Names of a list in the manner of "gcat : Political News | gpol : Domestic Politics"."""
    names = (one.partition(" : ")[2] or one for one in value.split("|"))
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def _sniff(head: Head) -> int:
    if head.is_xml and any(one in head.data for one in (b"factiva.com/pps", b"<ppsarticle")):
        return 95
    if head.suffix in (".htm", ".html") and b"factiva" in head.data.lower():
        return 85 if re.search(rb">\s*HD\s*<", head.data) else 0
    return 0


FACTIVA = Format(
    name="factiva",
    title="Factiva downloads (XML, HTML)",
    suffixes=(".xml", ".htm", ".html"),
    loses=LOSES,
    holds=HOLDS,
    read=read,
    sniff=_sniff,
)
