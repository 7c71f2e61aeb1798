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
