"""What an editor will most likely mark next, best first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from annotator.text.likely.amounts import amounts
from annotator.text.likely.candidate import Candidate, Kind, Stretch
from annotator.text.likely.evidence import Evidence
from annotator.text.likely.quotes import quotations
from annotator.text.likely.roles import roles
from annotator.text.likely.runs import names
from annotator.text.likely.statements import clauses, said, sentences
from annotator.text.likely.words import lines

_BEHIND = 25.0
"""How far a place already passed is put back, in candidates."""
MARKED = 1_000.0
"""How far back goes what is marked already: behind everything else."""
_SURE = 1.0
_LONG = frozenset((Kind.QUOTE, Kind.SAID))
"""What may go on below the stretch seen."""
_BESIDE_KNOWN = 2.0

Known = Callable[[str, int, int], Iterable[Candidate]]
"""Given a text and two code points, names marked before that stand between them."""


def spans_likely(
    text: str, seen: Stretch, evidence: Evidence, known: Known, language: str = ""
) -> list[Candidate]:
    """Names, quotations, statements and amounts that begin in the stretch seen."""
    start = _line_start(text, seen[0])
    end = _line_end(text, seen[1])
    near = lines(text, start, end)
    found = [
        *known(text, *seen),
        *names(text, near, evidence),
        *roles(text, near),
        *quotations(text, *seen),
        *amounts(text, *seen),
    ]
    for sentence in sentences(text, *seen, language):
        found.extend(said(text, sentence))
    return [
        one
        for one in _merged(found)
        if seen[0] <= one.start
        and (one.end <= seen[1] or (one.kind in _LONG and one.start < seen[1]))
    ]


def statements_likely(text: str, seen: Stretch, language: str = "") -> list[Candidate]:
    """Sentences, their parts, and quotations that begin in the stretch seen."""
    found = [one._replace(doubt=1.0 + one.doubt / 2) for one in quotations(text, *seen)]
    for sentence in sentences(text, *seen, language):
        found.extend(clauses(text, sentence))
        found.extend(one._replace(doubt=0.5) for one in said(text, sentence))
    return [one for one in _merged(found) if seen[0] <= one.start < seen[1]]


def ranked(
    found: Sequence[Candidate], place: int, put_back: Callable[[Candidate], float]
) -> list[Candidate]:
    """Best first: the sure ones by nearness after `place`.

    `put_back` says how far a candidate goes back for what the rules cannot see
    (marks that are there already), in candidates; see `MARKED`.
    """
    ahead = sorted((one for one in found if one.start >= place), key=_by_place)
    behind = sorted((one for one in found if one.start < place), key=_by_place)
    scores: list[tuple[float, int, Candidate]] = []
    for side, back in ((ahead, 0.0), (behind, _BEHIND)):
        nearer = 0.0
        for one in side:
            doubt = one.doubt + put_back(one)
            scores.append((nearer + doubt + back, one.start, one))
            if doubt <= _SURE:
                nearer += 1.0
    scores.sort(key=lambda scored: scored[:2])
    return [one for _, _, one in scores]


def _by_place(one: Candidate) -> tuple[int, float, int]:
    return one.start, one.doubt, -one.end


def _merged(found: Iterable[Candidate]) -> list[Candidate]:
    """One candidate a stretch: the surest, with whatever longer reading was found."""
    best: dict[Stretch, Candidate] = {}
    known_ends: set[int] = set()
    for one in found:
        if one.kind is Kind.KNOWN:
            known_ends.add(one.end)
        there = best.get(one.stretch)
        if there is None:
            best[one.stretch] = one
            continue
        surer, other = (one, there) if one.doubt < there.doubt else (there, one)
        best[one.stretch] = surer.with_longer(*other.longer) if other.longer else surer
    return [
        one._replace(doubt=one.doubt + _BESIDE_KNOWN)
        if one.kind is Kind.NAME and one.end in known_ends
        else one
        for one in best.values()
    ]


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", max(0, offset - 2_000), offset) + 1 or max(0, offset - 2_000)


def _line_end(text: str, offset: int) -> int:
    found = text.find("\n", offset, offset + 400)
    return found if found >= 0 else min(len(text), offset + 400)
