"""Training data: JSON Lines, one article a line, `article-annotations/1`.

A line whose marks mean entities is `article-annotations/2`: it has `entities` besides,
and each of its spans the id of the one it means, or "". A line with answers about the
article, or with marks made under another codebook than the first, is
`article-annotations/3`: it has `article_answers` besides (question, value, annotator),
and each of its spans its `codebook_version`. A line is of the lowest version that holds
what it says; lines of one file may differ in that.

UTF-8 without byte order mark, LF, a final newline. Every key is always there and
always of one type; what is missing is "" or []. Offsets are code points,
half-open, over `text`; each span carries its own text as a check.

Files written with offsets in UTF-16 units or UTF-8 bytes are for other programs:
they say so in the meta key `offset_unit` and are refused here.
"""

from __future__ import annotations

from annotator.formats.format import Can, Format, OffsetUnit
from annotator.formats.head import Head
from annotator.formats.jsonl_reading import read
from annotator.formats.jsonl_writing import write


def _sniff(head: Head) -> int:
    if head.data.lstrip().startswith(b"{") and b'"article-annotations/' in head.first_line[:200]:
        return 100
    return 20 if head.suffix in (".jsonl", ".ndjson") else 0


JSONL = Format(
    name="jsonl",
    title="Training data (JSON Lines)",
    suffixes=(".jsonl", ".ndjson"),
    holds=frozenset(Can),
    facts=frozenset(
        ("title", "source", "url", "published", "language", "keywords", "more", "article_answers")
    ),
    units=(OffsetUnit.CODE_POINT, OffsetUnit.UTF16, OffsetUnit.BYTE),
    loses=(
        "zones of a text (found again when it is read)",
        "the original bytes of an article's file",
        "the codebook: colours, keys, definitions and questions",
        "flags, and each annotator's own progress",
        "who drew a relation",
    ),
    read=read,
    write=write,
    sniff=_sniff,
)
