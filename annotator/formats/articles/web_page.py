"""Web pages and saved pages: headline, paragraphs, author and date, without the furniture.

What is article and what is menu, advertisement or comment is told by trafilatura
(Barbaresi 2021, doi 10.18653/v1/2021.acl-demo.15), which comes with an optional extra.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice
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

_BEGINNING = 16 * 1024
_LANGUAGE = re.compile(
    r"""<html\s(?:[^>]{0,300}\s)?lang=["']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)\b"""
)
_AUTHOR = (
    re.compile(r"""<a\s[^>]{0,300}rel=["']author["'][^>]{0,300}>([^<>]{2,60})</a>"""),
    re.compile(r"""<[^>]{1,60}class=["']author vcard["']>\s*<a\s[^>]{0,300}>([^<>]{2,60})</a>"""),
)

_LONGEST = 2 * 1024 * 1024
"""Characters of a page without its pictures: trees take many times their size, and finding
the article in them up to three seconds a million."""

_MOST_TAGS = 30_000
"""Tags of a page. Some pages take time with the square of them, and longer than anyone waits;
the longest live blogs of newspapers have half as many."""

_TAG = re.compile("<[A-Za-z]")

_PICTURE = re.compile("(?<=;base64,)[A-Za-z0-9+/=]{64,}")
"""A file within the page, as browsers write that save all of it in one."""


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The one article of a page."""
    return each(source, options, _articles(source, options.encoding), "article")


def _articles(source: Path, encoding: str) -> Iterator[Record | None]:
    data = whole_file(source)
    page = _PICTURE.sub("", decoded(data, source, encoding))
    if len(page) > _LONGEST:
        raise BadInput(str(source), None, f"is a page of more than {_LONGEST // 2**20} MiB")
    if next(islice(_TAG.finditer(page), _MOST_TAGS, None), None) is not None:
        raise BadInput(str(source), None, f"is a page of more than {_MOST_TAGS:,} tags")
    trafilatura = needed("trafilatura", "web pages", source)
    try:
        found = trafilatura.extract(
            page,
            output_format="xml",
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            favor_precision=False,
            # A date is what a page says of itself, not what some address on it looks like.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as reason:
        raise BadInput(str(source), None, f"cannot be read as a page: {reason}") from reason
    if not found:
        raise BadInput(str(source), None, "is a page on which no article was found")
    root = safe_xml.parse(found.encode("utf-8"), source)
    title = _without_site(flat(root.get("title", "")), flat(root.get("sitename", "")))
    yield article(source, title, _blocks(root), _facts(root, page), size=len(data), original=data)


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


def _without_site(title: str, site: str) -> str:
    """The headline without the name of the site that pages put after it."""
    found = re.fullmatch(rf"(.+?)\s+[-–—|·•»:]\s+{re.escape(site)}", title, re.IGNORECASE)
    return found[1] if site and found else title


def _facts(root: Element, page: str) -> Facts:
    tags = _listed(root.get("tags", ""))
    categories = _listed(root.get("categories", ""))
    author = flat(root.get("author", ""))
    signed = _signed(page)
    if not author or signed.casefold() == author.casefold():
        author = signed
    spoken = _LANGUAGE.search(page, 0, _BEGINNING)
    return Facts(
        source=flat(root.get("sitename", "")),
        published=iso(root.get("date", "")),
        author=author,
        language=root.get("language", "") or (spoken[1] if spoken else ""),
        section=next(iter(categories), ""),
        url=root.get("url", ""),
        keywords=tags or (categories if len(categories) > 1 else ()),
        more=(
            ("categories", "; ".join(categories) if len(categories) > 1 else ""),
            ("excerpt", flat(root.get("excerpt", ""))),
            ("license", root.get("license", "")),
        ),
    )


def _listed(said: str) -> tuple[str, ...]:
    pieces = said.replace(";", ",").split(",")
    return tuple(dict.fromkeys(one for piece in pieces if (one := flat(piece))))


def _signed(page: str) -> str:
    """Who the page links to as its author, spelt as there, where all such links say the same."""
    names = {flat(unescape(one)) for pattern in _AUTHOR for one in pattern.findall(page)}
    return names.pop() if len(names) == 1 else ""


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
