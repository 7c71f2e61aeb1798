"""What became of the offsets of an import: taken as they were, moved, or not found."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.span import Fragment
from annotator.editing.merging import Remark
from annotator.formats.record import Record, Slip

_LONGEST_QUOTE = 60


class Places:
    """Counts and remarks, record by record."""

    def __init__(self) -> None:
        self.as_they_were = 0
        self.moved: list[Remark] = []
        self.not_found: list[Remark] = []

    def take(self, record: Record, article_id: int) -> None:
        """Hear of a record that is brought in, as an article."""
        if record.placing is None:
            return
        self.as_they_were += record.placing.as_they_were
        self.moved.extend(
            _remark(record, article_id, slip, _moved(slip)) for slip in record.placing.moved
        )
        self.not_found.extend(
            _remark(record, article_id, slip, slip.reason or "was not found")
            for slip in record.placing.lost
        )


def _remark(record: Record, article_id: int, slip: Slip, what: str) -> Remark:
    quote = " ".join(slip.quote.split())
    if len(quote) > _LONGEST_QUOTE:
        quote = quote[: _LONGEST_QUOTE - 1] + "…"
    shown = f"{record.name}: {slip.name} {slip.label}" + (f" '{quote}'" if quote else "")
    at = f" at {_shown(slip.was)}" if slip.was else ""
    place = (slip.now[0][0], slip.now[-1][1]) if slip.now else None
    return Remark(record.file, record.line, f"{shown}{at} {what}", article_id, place)


def _moved(slip: Slip) -> str:
    return f"was moved to {_shown(slip.now)}"


def _shown(fragments: Iterable[Fragment]) -> str:
    return ", ".join(f"{start}-{end}" for start, end in fragments)
