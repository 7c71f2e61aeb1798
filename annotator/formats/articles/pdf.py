"""PDF documents with a text layer, by pypdf, which comes with an optional extra.

Lines are joined to paragraphs, words broken at a line end are made whole where the
rest begins with a small letter, and pages are joined where a sentence goes on.
Columns come in the order in which the document draws them, which is reading order
in what newspapers and agencies make.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from annotator.domain.refusal import BadInput
from annotator.formats.articles.composed import HOLDS, LOSES, Block, Facts, article, each, flat
from annotator.formats.articles.extras import needed
from annotator.formats.format import Format, ReadOptions, whole_file
from annotator.formats.head import Head
from annotator.formats.record import Record

_MOST_PAGES = 2_000
_BROKEN = re.compile(r"(?<=[^\W\d_])(?:-|\u00ad|\u2010)\n\s*(?=[^\W\d_A-ZÀ-ÖØ-Þ])")
_SENTENCE_ENDS = (".", "!", "?", "”", '"', "…", ":", "。", "！", "？", "؟", "»")
_SHORT = 0.75
"""A line shorter than this share of the usual ends its paragraph with its sentence."""

_GAP = 1.3
"""Steps between lines beyond this many usual ones part paragraphs."""

_TALL = 4.0
"""Steps beyond this many usual ones, or heights of letters, lead elsewhere on the page."""

_OTHER_SIZE = 0.12


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The one article of a document."""
    return each(source, options, _articles(source), "paragraph (a scan has none)")


def _articles(source: Path) -> Iterator[Record | None]:
    data = whole_file(source)
    if b"%PDF-" not in data[:1024]:
        raise BadInput(str(source), None, "is no PDF document")
    pypdf = needed("pypdf", "PDF documents", source)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        fault = _fault(reader)
        pages = [] if fault else [_lines(page) for page in reader.pages]
        facts = Facts() if fault else _facts(reader.metadata)
    except Exception as reason:
        raise BadInput(str(source), None, f"is a damaged PDF document: {reason}") from reason
    if fault:
        raise BadInput(str(source), None, fault)
    yield article(source, "", rejoined(pages), facts, size=len(data), original=data)


def _fault(reader: Any) -> str:
    """Why a document is not to be read, "" when it may be."""
    if reader.is_encrypted and not reader.decrypt(""):
        return "is protected by a password"
    if len(reader.pages) > _MOST_PAGES:
        return f"has more than {_MOST_PAGES:,} pages"
    return ""


class _Line(NamedTuple):
    """A line as it is drawn: its words, the height of its letters, and where it stands."""

    text: str
    size: float
    y: float


def _lines(page: Any) -> list[_Line]:
    """The lines of a page in the order in which they are drawn; heights in points."""
    found: list[_Line] = []
    words: list[str] = []
    place = (0.0, 0.0)

    def end() -> None:
        text = "".join(words).strip()
        if text:
            found.append(_Line(text, *place))
        words.clear()

    def hear(text: str, outer: Any, inner: Any, _font: Any, size: float) -> None:
        nonlocal place
        scale = abs(inner[3] * outer[3]) or 1.0
        y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        for index, piece in enumerate(text.split("\n")):
            if index:
                end()
            if not piece:
                continue
            if not words:
                place = (size * scale, y)
            words.append(piece)

    page.extract_text(visitor_text=hear)
    end()
    return found


def rejoined(pages: Sequence[Sequence[_Line]]) -> list[Block]:
    """Paragraphs of lines that end where the column does.

    A paragraph ends at a gap wider than the usual one, at letters of another height,
    and at a line that is cut short; it goes on in the next column, and on the next
    page, where its sentence does.
    """
    steps = [
        before.y - after.y
        for page in pages
        for before, after in pairwise(page)
        if 0 < before.y - after.y < _TALL * max(before.size, 1.0)
    ]
    leading = median(steps) if steps else 0.0
    lengths = sorted(len(line.text) for page in pages for line in page)
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0
    found: list[str] = []
    last: _Line | None = None
    for page in pages:
        for line in page:
            if last is not None and not _parted(last, line, leading, usual):
                found[-1] = _BROKEN.sub("", f"{found[-1]}\n{line.text}")
            else:
                found.append(line.text)
            last = line
    return [Block(flat(one.replace("\u00ad", ""))) for one in found]


def _parted(before: _Line, after: _Line, leading: float, usual: int) -> bool:
    """Whether a paragraph ends between two lines that are drawn one after the other."""
    if abs(before.size - after.size) > _OTHER_SIZE * max(before.size, after.size):
        return True
    ended = before.text.endswith(_SENTENCE_ENDS)
    step = before.y - after.y
    if step <= 0 or (leading and step > _TALL * leading):  # another column, or page
        return ended
    if leading and step > _GAP * leading:
        return True
    return ended and len(before.text) < _SHORT * usual


def _facts(said: Any) -> Facts:
    if said is None:
        return Facts()
    made = said.creation_date
    return Facts(
        author=flat(str(said.author or "")),
        published=made.isoformat() if made is not None else "",
        more=(("pdf title", flat(str(said.title or ""))),),
    )


def _sniff(head: Head) -> int:
    return 70 if b"%PDF-" in head.data[:1024] else 0


PDF = Format(
    name="pdf",
    title="PDF documents with a text layer",
    suffixes=(".pdf",),
    loses=LOSES,
    holds=HOLDS,
    needs=("pypdf",),
    extra="articles",
    read=read,
    sniff=_sniff,
)
