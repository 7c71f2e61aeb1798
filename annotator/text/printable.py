"""Taking out of a decoded text what no file of annotations can hold.

XML holds no control characters but TAB, LF and CR, and no UTF-8 holds half a
surrogate pair; a text with them could be stored but never handed on.
"""

from __future__ import annotations

import re

UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_PAGE_BREAKS = re.compile("[\x0b\x0c]")
_TOLERATED = 4
_BINARY_SHARE = 0.02


def printable(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with such characters replaced one by one, and sentences that say so.

    Page breaks become line ends, all others U+FFFD. A text with so many of them that
    it is none comes back empty.
    """
    told: list[str] = []
    if _SURROGATES.search(text):
        # Pairs that were encoded one half at a time become the character they mean.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        told.append("Half characters (surrogates) were joined or replaced.")
    count = len(UNPRINTABLE.findall(text))
    if count > max(_TOLERATED, _BINARY_SHARE * len(text)):
        return "", ()
    if count:
        text = UNPRINTABLE.sub("\ufffd", text)
        what = "character was" if count == 1 else "characters were"
        told.append(f"{count} unprintable {what} replaced by “\ufffd”.")
    breaks = len(_PAGE_BREAKS.findall(text))
    if breaks:
        text = _PAGE_BREAKS.sub("\n", text)
        told.append(f"Page breaks became line ends ({breaks}).")
    return text, tuple(told)
