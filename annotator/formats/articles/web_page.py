"""Web pages and saved pages: headline, paragraphs, author and date, without the furniture.

What is article and what is menu, advertisement or comment is told by trafilatura
(Barbaresi 2021, doi 10.18653/v1/2021.acl-demo.15), which comes with an optional extra.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from annotator.domain.refusal import BadInput
from annotator.formats import safe_xml
from annotator.formats.articles.composed import HOLDS, LOSES, Block, Facts, article, each, flat
from annotator.formats.articles.dates import iso
from annotator.formats.articles.extras import needed
from annotator.formats.articles.markup import decoded
from annotator.formats.articles.xml_words import local, words
from annotator.formats.format import Format, ReadOptions, whole_file
from annotator.formats.head import Head
from annotator.formats.record import Record

_LONGEST = 8 * 1024 * 1024
"""Characters of a page: trees take many times their size."""


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The one article of a page."""
    return each(source, options, _articles(source, options.encoding), "article")


def _articles(source: Path, encoding: str) -> Iterator[Record | None]:
    data = whole_file(source)
    page = decoded(data, source, encoding)
    if len(page) > _LONGEST:
        raise BadInput(str(source), None, f"is a page of more than {_LONGEST // 2**20} MiB")
    trafilatura = needed("trafilatura", "web pages", source)
    try:
        found = trafilatura.extract(
            page,
            output_format="xml",
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            favor_precision=False,
        )
    except Exception as reason:
        raise BadInput(str(source), None, f"cannot be read as a page: {reason}") from reason
    if not found:
        raise BadInput(str(source), None, "is a page on which no article was found")
    root = safe_xml.parse(found.encode("utf-8"), source)
    title = flat(root.get("title", ""))
    yield article(source, title, _blocks(root), _facts(root), size=len(data), original=data)


def _blocks(root: Element) -> Iterator[Block]:
    main = root.find("main")
    for one in main if main is not None else ():
        name = local(one)
        if name in ("list", "table"):
            for item in one.iter():
                if local(item) in ("item", "cell"):
                    yield Block(words(item))
        else:
            yield Block(words(one), name == "head")


def _facts(root: Element) -> Facts:
    tags = [flat(one) for one in root.get("tags", "").replace(";", ",").split(",")]
    return Facts(
        source=flat(root.get("sitename", "")),
        published=iso(root.get("date", "")),
        author=flat(root.get("author", "")),
        language=root.get("language", ""),
        section=flat(root.get("categories", "")),
        url=root.get("url", ""),
        keywords=tuple(dict.fromkeys(tag for tag in tags if tag)),
        more=(("excerpt", flat(root.get("excerpt", ""))), ("license", root.get("license", ""))),
    )


def _sniff(head: Head) -> int:
    if head.suffix not in WEB_PAGE.suffixes:
        return 0
    start = head.data[:4096].lower()
    return 40 if any(one in start for one in (b"<html", b"<!doctype html", b"<body", b"<p")) else 15


WEB_PAGE = Format(
    name="web-page",
    title="Web pages (HTML)",
    suffixes=(".html", ".htm", ".xhtml"),
    loses=LOSES,
    holds=HOLDS,
    needs=("trafilatura",),
    extra="articles",
    read=read,
    sniff=_sniff,
)
