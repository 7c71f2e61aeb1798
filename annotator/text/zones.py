"""What a stretch of a news text is, where it is not prose. The text itself stays."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class ZoneKind(StrEnum):
    """What a stretch of a news text is, where it is not prose."""

    TITLE = "title"
    REPEATED_TITLE = "repeated title"
    BYLINE = "byline"
    DATELINE = "dateline"
    HEADING = "heading"
    KEYWORDS = "keywords"


class Zone(msgspec.Struct, frozen=True, order=True):
    """A stretch of furniture: code points, half-open."""

    start: int
    end: int
    kind: ZoneKind


class NewsShape(msgspec.Struct, frozen=True):
    """What the furniture of a news text says about it; "" or () where it is silent.

    `place` and `agency` come from the dateline, `byline` is the by-line without its
    "By". `zones` are in order, do not overlap, and leave out blanks at the edges.
    """

    title: str = ""
    place: str = ""
    agency: str = ""
    byline: str = ""
    keywords: tuple[str, ...] = ()
    zones: tuple[Zone, ...] = ()


def recognise(text: str, title: str = "") -> NewsShape:
    """Tell the furniture of a news text from its prose, by rule; the text stays as it is.

    Known are the wire shape (title two or three times, dateline, "[HH]" headings, a
    tail of keywords with a last comma) and plain articles (title once, by-line). In
    anything else no zones are found. `title` is what the source says the title is, for
    texts that begin with it; it need not look like one.
    """
    from annotator.text import furniture  # noqa: PLC0415 - its patterns are not needed to start

    return furniture.recognise(text, title)
