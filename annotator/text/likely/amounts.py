"""Numbers with the unit that is counted."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotator.text.likely import lexicon
from annotator.text.likely.candidate import Candidate, Kind

_NUMBER = r"\d[\d.,’'\u00a0\u202f]*\d|\d"
_AMOUNT = regex.compile(
    rf"""
    (?<![\w.,]) (?P<short> (?: [A-Z]{{0,3}}\p{{Sc}} [ ]? )? (?:{_NUMBER})
        (?: [ \u00a0\u202f]? (?:\p{{Sc}}|[%‰٪])
          | [ \u00a0\u202f-] (?:\p{{Ll}}{{1,4}}\.?(?=[ ]\p{{Ll}})[ ])? \p{{L}}[\p{{L}}\p{{M}}/³²]*
          | \p{{Han}}{{1,2}} ) )
    (?P<long> (?: [ ] \p{{L}}[\p{{L}}\p{{M}}’-]* ){{1,2}} )?
    """,
    regex.VERBOSE,
)
_DOUBT = 12.0


def amounts(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Numbers with their units between two code points; longer with the noun that follows."""
    for match in _AMOUNT.finditer(text, start, end):
        unit = match.group("short").split()[-1].lower()
        if unit in lexicon.STARTERS:
            continue  # "24 to 19 on Wednesday"
        found = Candidate(match.start("short"), match.end("short"), Kind.AMOUNT, _DOUBT)
        yield found.with_longer(match.start(), match.end())
