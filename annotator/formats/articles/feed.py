"""RSS and Atom files, one article an entry, by feedparser, which comes with an optional extra."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.domain.refusal import BadInput
from annotator.formats.articles.blocks import paragraphs
from annotator.formats.articles.composed import HOLDS, LOSES, Block, Facts, article, each, flat
from annotator.formats.articles.dates import iso
from annotator.formats.articles.extras import needed
from annotator.formats.format import Format, ReadOptions, whole_file
from annotator.formats.head import Head
from annotator.formats.record import Record

_MOST_TAGS = 200_000
"""Those of the content too, escaped or not: some seconds of reading."""


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The entries of a feed that have words."""
    return each(source, options, _articles(source), "entry")


def _articles(source: Path) -> Iterator[Record | None]:
    data = whole_file(source)
    if b"<!ENTITY" in data:
        raise BadInput(str(source), None, "declares entities; such files are not read")
    if data.count(b"<") + data.count(b"&lt;") > _MOST_TAGS:
        raise BadInput(str(source), None, f"is a feed of more than {_MOST_TAGS:,} tags")
    feedparser = needed("feedparser", "feeds", source)
    try:
        # the bytes themselves: given anything else it might look for a file or a server
        read_in = feedparser.parse(data, response_headers={}, sanitize_html=True)
    except Exception as reason:
        raise BadInput(str(source), None, f"cannot be read as a feed: {reason}") from reason
    channel = read_in.get("feed", {})
    entries = read_in.get("entries", [])
    for number, entry in enumerate(entries, start=1):
        yield article(
            source,
            _plain(_said(entry, "title")),
            _blocks(entry),
            _facts(entry, channel),
            number=None if len(entries) == 1 else number,
            size=len(data) // len(entries),
        )


def _blocks(entry: Any) -> list[Block]:
    """The whole content where the feed has it, else the summary."""
    contents = [_said(one, "value") for one in entry.get("content", ())]
    longest = max(contents, key=len, default="") or _said(entry, "summary")
    return paragraphs(longest)


def _facts(entry: Any, channel: Any) -> Facts:
    tags = [flat(_said(one, "term") or _said(one, "label")) for one in entry.get("tags", ())]
    return Facts(
        id=_said(entry, "id") or _said(entry, "link"),
        source=_plain(_said(channel, "title")),
        published=iso(_said(entry, "published") or _said(entry, "updated")),
        author=flat(_said(entry, "author")),
        language=_said(channel, "language") or _said(entry.get("title_detail", {}), "language"),
        url=_said(entry, "link"),
        keywords=tuple(dict.fromkeys(tag for tag in tags if tag)),
    )


def _said(of: Any, key: str) -> str:
    """A value, "" where there is none; broken markup leaves keys without one."""
    return of.get(key) or ""


def _plain(markup: str) -> str:
    return " ".join(block.text for block in paragraphs(markup))


def _sniff(head: Head) -> int:
    if not head.is_xml:
        return 0
    start = head.data[:4096]
    return 80 if any(one in start for one in (b"<rss", b"<rdf:RDF", b"<feed")) else 0


FEED = Format(
    name="feed",
    title="RSS and Atom feeds",
    suffixes=(".rss", ".atom", ".xml"),
    loses=LOSES,
    holds=HOLDS,
    needs=("feedparser",),
    extra="articles",
    read=read,
    sniff=_sniff,
)
