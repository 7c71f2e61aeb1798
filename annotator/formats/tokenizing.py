"""Text as tokens, for formats that label tokens and not characters.

A token is a run of letters and digits, or one grapheme cluster of anything else;
writing that sets no blanks between words is cut into clusters. Tokens never cut a
cluster, and lie within the edges they are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from annotator.domain.span import Fragment

if TYPE_CHECKING:
    from regex import Pattern


@cache
def _pattern() -> Pattern[str]:
    import regex  # noqa: PLC0415  only needed by some formats

    alone = r"[\p{Han}\p{Hiragana}\p{lb=SA}]"
    first = rf"[[\p{{L}}\p{{N}}\p{{Pc}}]--{alone}]"
    further = rf"[[\p{{L}}\p{{N}}\p{{M}}\p{{Pc}}\u200c\u200d]--{alone}]"
    return regex.compile(rf"(?V1){first}{further}*|\X")


def tokens_of(text: str, edges: Iterable[int] = ()) -> list[Fragment]:
    """The tokens of a text in order, cut at the edges too."""
    cuts = sorted(set(edges))
    found: list[Fragment] = []
    at = 0
    for match in _pattern().finditer(text):
        start, end = match.span()
        if text[start:end].isspace():
            continue
        while at < len(cuts) and cuts[at] <= start:
            at += 1
        while at < len(cuts) and cuts[at] < end:
            found.append((start, cuts[at]))
            start = cuts[at]
            at += 1
        found.append((start, end))
    return found


def edges_of(fragments: Iterable[Fragment]) -> Iterator[int]:
    """Where fragments begin and end."""
    for start, end in fragments:
        yield start
        yield end


def sentences_of(text: str, tokens: list[Fragment], language: str = "") -> list[list[Fragment]]:
    """Tokens by sentence; no sentence goes over a line end."""
    from annotator.text.sentences import sentence_at  # noqa: PLC0415  only needed by some formats

    found: list[list[Fragment]] = []
    until = -1
    for token in tokens:
        if token[0] >= until:
            found.append([])
            until = sentence_at(text, token[0], language)[1]
        found[-1].append(token)
    return found
