"""Records with LF line ends, for programs that count or keep no others."""

from __future__ import annotations

from hashlib import sha256

import msgspec

from annotator.formats.record import Record
from annotator.text.offsets import OffsetMap


def with_lf(record: Record) -> Record:
    """The record with CR LF and lone CR as LF, its marks and zones where their words are."""
    if "\r" not in record.text:
        return record
    offsets = OffsetMap.line_feeds(record.text)
    text = record.text.replace("\r\n", "\n").replace("\r", "\n")
    return msgspec.structs.replace(
        record,
        text=text,
        text_sha256=sha256(text.encode()).hexdigest(),
        zones=(),
        spans=tuple(
            msgspec.structs.replace(
                span,
                fragments=tuple(
                    (offsets.to_unit(start), offsets.to_unit(end)) for start, end in span.fragments
                ),
            )
            for span in record.spans
        ),
    )
