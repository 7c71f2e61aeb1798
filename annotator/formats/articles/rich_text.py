"""RTF documents, their words by striprtf, which comes with an optional extra."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from annotator.domain.refusal import BadInput
from annotator.formats.articles.composed import HOLDS, LOSES, Block, Facts, article, each, flat
from annotator.formats.articles.extras import needed
from annotator.formats.format import Format, ReadOptions, whole_file
from annotator.formats.head import Head
from annotator.formats.record import Record

_PROPERTY = re.compile(r"\{\\(?P<name>title|author|operator|keywords)\s(?P<value>[^{}\\]{0,300})\}")


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The one article of a document."""
    return each(source, options, _articles(source), "paragraph")


def _articles(source: Path) -> Iterator[Record | None]:
    data = whole_file(source)
    if not data.lstrip().startswith(b"{\\rtf"):
        raise BadInput(str(source), None, "is no RTF document")
    striprtf = needed("striprtf.striprtf", "RTF documents", source)
    markup = data.decode("latin-1")
    try:
        text: str = striprtf.rtf_to_text(markup, errors="replace")
    except Exception as reason:
        raise BadInput(str(source), None, f"is a damaged RTF document: {reason}") from reason
    said = {one["name"]: flat(one["value"]) for one in _PROPERTY.finditer(markup)}
    keywords = [flat(one) for one in said.get("keywords", "").split(",")]
    facts = Facts(author=said.get("author", ""), keywords=tuple(one for one in keywords if one))
    blocks = [Block(flat(line.replace("\u00ad", ""))) for line in text.split("\n")]
    yield article(source, "", blocks, facts, size=len(data), original=data)


def _sniff(head: Head) -> int:
    return 70 if head.data.lstrip()[:5] == b"{\\rtf" else 0


RICH_TEXT = Format(
    name="rtf",
    title="RTF documents",
    suffixes=(".rtf",),
    loses=LOSES,
    holds=HOLDS,
    needs=("striprtf",),
    extra="articles",
    read=read,
    sniff=_sniff,
)
