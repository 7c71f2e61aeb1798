"""A file's own bytes beside the text that was read from it, kept without keeping twice."""

from __future__ import annotations

import zlib

from annotator.domain.article import ArticleText
from annotator.text.digest import sha256_hex

NOTHING = "nothing"
AS_TEXT = "as text"
PACKED = "packed"


def packed(text: ArticleText) -> tuple[str, bytes | None]:
    """How the original bytes of a text are kept, and what is to be kept of them."""
    if not text.original:
        return NOTHING, None
    if text.original == text.text.encode():
        return AS_TEXT, None
    return PACKED, zlib.compress(text.original)


def text_row(text: ArticleText) -> tuple[str, str, str, bytes | None]:
    """Hash, text, how its file is kept, and its bytes. Raises ValueError for a wrong hash."""
    if sha256_hex(text.text.encode()) != text.sha256:
        raise ValueError(f"{text.sha256} is not the hash of the text")
    return (text.sha256, text.text, *packed(text))


def unpacked(kept: str, blob: bytes | None, text: str) -> bytes:
    """The original bytes, b"" where there were none. Raises zlib.error for damaged ones."""
    if kept == NOTHING:
        return b""
    return text.encode() if blob is None else zlib.decompress(blob)
