"""Quotations in every style of quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.text.likely.candidate import Candidate, Kind

_PAIRS = {
    "“": "”“",
    "„": "“”‟",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "〝": "〞〟",
    "＂": "＂",
    '"': '"',
    "‘": "’",
    "‚": "‘’",
    "״": "״",
    "”": "”",
}
_LONGEST = 1_200
_SHORT_WORDS = 3
_SCARE = 6.0
_QUOTE = 2.0
_TAIL = ",，、 \u00a0"
_STOPS = ".。"


def quotations(text: str, start: int, end: int) -> Iterator[Candidate]:
    """What stands in quotation marks that open between two code points.

    The shorter reading leaves out the marks and a comma or full stop before the
    closing one; the longer one takes in the full stop, or else the marks.
    """
    at = start
    while at < end:
        closers = _PAIRS.get(text[at])
        if closers is None or not _opens(text, at):
            at += 1
            continue
        close = _closing(text, at, closers)
        if close is None:
            at += 1
            continue
        left, right = at + 1, close
        while left < right and text[left].isspace():
            left += 1
        bare = right
        while bare > left and text[bare - 1] in _TAIL:
            bare -= 1
        whole = bare
        while bare > left and text[bare - 1] in _STOPS and text[bare - 2 : bare - 1] not in _STOPS:
            bare -= 1
        if bare > left:
            few = text.count(" ", left, bare) < _SHORT_WORDS and bare - left < 40
            found = Candidate(left, bare, Kind.QUOTE, _SCARE if few else _QUOTE)
            yield found.with_longer(left, whole).with_longer(at, close + 1)
        at += 1


def _opens(text: str, at: int) -> bool:
    before = text[at - 1 : at] if at else ""
    after = text[at + 1 : at + 2]
    if not after or after.isspace():
        return text[at] == "«" and after in ("\u00a0", "\u202f")
    return not before or not (before.isalnum() or before in ".,!?")


def _closing(text: str, at: int, closers: str) -> int | None:
    limit = min(len(text), at + _LONGEST)
    line_end = text.find("\n", at, limit)
    limit = line_end if line_end >= 0 else limit
    for place in range(at + 1, limit):
        if text[place] in closers:
            after = text[place + 1 : place + 2]
            inside_word = text[place] in "’'" and after.isalnum()
            if not inside_word and text[place - 1] not in " \n":
                return place
            if text[place] in "»›" and not inside_word:
                return place
    return None
