"""Europresse downloads: HTML with several articles, told apart by the classes of its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from annotator.domain.refusal import BadInput
from annotator.formats.articles.blocks import Piece, pieces
from annotator.formats.articles.composed import HOLDS, LOSES, Block, Facts, article, each
from annotator.formats.articles.dates import iso
from annotator.formats.articles.markup import decoded
from annotator.formats.format import Format, ReadOptions, whole_file
from annotator.formats.head import Head
from annotator.formats.record import Record

_DATED = re.compile(r"\d{1,2}(?:er)?\s+[^\W\d_]{3,}\.?\s+\d{4}|[^\W\d_]{3,}\s+\d{1,2},\s+\d{4}")
_NUMBER = re.compile(
    r"(?:Numéro de document|Document number|News document)\s*:\s*(?P<id>\S+)", re.IGNORECASE
)
_ISSUE = re.compile(r",\s*((?:no|n°|nº|vol)\.?\s*\d.*)$", re.IGNORECASE)
_SIGNED = 5
"""Words that a line right under the headline has at most if it is a name."""


class _Parts(msgspec.Struct):
    source: str
    header: str = ""
    title: list[str] = []
    body: list[Block] = []
    id: str = ""


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The articles of a download."""
    return each(source, options, _articles(source, options.encoding), "article")


def _articles(source: Path, encoding: str) -> Iterator[Record | None]:
    data = whole_file(source)
    found = list(_parts(pieces(decoded(data, source, encoding))))
    if not found:
        raise BadInput(str(source), None, "names no publication as a Europresse download does")
    for number, one in enumerate(found, start=1):
        dated = _DATED.search(one.header)
        section = one.header[: dated.start()] if dated else one.header
        section = re.sub(r",?\s*[^\W\d_]*\s*$", "", section).strip(" ,")
        author = _author(one.body)
        yield article(
            source,
            " ".join(one.title),
            one.body[1:] if author else one.body,
            Facts(
                id=one.id,
                source=_ISSUE.sub("", one.source),
                published=iso(dated[0]) if dated else "",
                author=author,
                section=section,
                more=(("issue", issue[1] if (issue := _ISSUE.search(one.source)) else ""),),
            ),
            number=None if len(found) == 1 else number,
            size=len(data) // len(found),
        )


def _parts(found: list[Piece]) -> Iterator[_Parts]:
    parts: _Parts | None = None
    for piece in found:
        kind = piece.kind.lower()
        if kind == "docpublicationname":
            if parts is not None:
                yield parts
            parts = _Parts(piece.text)
        elif parts is None or parts.id:
            continue
        elif number := _NUMBER.search(piece.text):
            parts.id = number["id"]
        elif kind == "docheader":
            parts.header = f"{parts.header} {piece.text}".strip()
        elif kind.startswith("titrearticle"):
            parts.title.append(piece.text)
        elif parts.title and not piece.text.startswith("©"):
            parts.body.append(Block(piece.text))
    if parts is not None:
        yield parts


def _author(body: list[Block]) -> str:
    """The first line below the headline where it is a name and not yet a sentence."""
    if len(body) < 2:
        return ""
    line = body[0].text
    words = line.split()
    named = 2 <= len(words) <= _SIGNED and all(word[:1].isupper() for word in words)
    return line if named and line[-1] not in ".!?:" else ""


def _sniff(head: Head) -> int:
    if head.suffix not in EUROPRESSE.suffixes:
        return 0
    return 85 if re.search(rb"DocPublicationName", head.data, re.IGNORECASE) else 0


EUROPRESSE = Format(
    name="europresse",
    title="Europresse downloads (HTML)",
    suffixes=(".htm", ".html"),
    loses=LOSES,
    holds=HOLDS,
    read=read,
    sniff=_sniff,
)
