"""Names by the case of their letters: runs of capitalised words with their particles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from annotator.text.likely import lexicon
from annotator.text.likely.candidate import Candidate, Kind, Stretch
from annotator.text.likely.words import Line, Word

if TYPE_CHECKING:
    from annotator.text.likely.evidence import Evidence

_GAPS = frozenset((" ", "\u00a0", "-", "\u202f", "’ ", "' ", "\u2011"))
_TITLE_CASE_SHARE = 0.7
_MOST_WORDS = 9

_INITIAL = 3.0
_ORDINARY = 8.0
_IN_TITLE = 4.0
_PARTS = 7.0


def names(text: str, lines: Iterable[Line], evidence: Evidence) -> Iterator[Candidate]:
    """Names in some lines of a text, in order."""
    for line in lines:
        if _in_title_case(text, line):
            yield from _of_title(text, line, evidence)
            continue
        for run in _runs(text, line):
            yield from _of_run(text, line, run, evidence)


def plain_names(text: str, lines: Iterable[Line]) -> Iterator[str]:
    """What stands in capitals in mid-sentence, as written."""
    for line in lines:
        if _in_title_case(text, line):
            continue
        for run in _runs(text, line):
            first, last = line[run.start], line[run.stop - 1]
            if not first.initial:
                yield text[first.start : last.end]


def _in_title_case(text: str, line: Line) -> bool:
    """Whether a line capitalises all but the small words, so that a capital says nothing."""
    if not 3 <= len(line) <= 30 or text[line[-1].whole : line[-1].whole + 1] in (".", "…"):
        return False
    long = [word for word in line if len(word.text) > 3 and word.text.isalpha()]
    if len(long) < 3:
        return False
    return sum(word.capital for word in long) >= _TITLE_CASE_SHARE * len(long) and (
        sum(not word.capital for word in long) <= 1 or len(line) <= 16
    )


def _runs(text: str, line: Line) -> Iterator[range]:
    """Index ranges of capitalised words that stand together, particles between them."""
    index = 0
    while index < len(line):
        word = line[index]
        if not word.capital or (word.initial and word.key in lexicon.STARTERS):
            index += 1
            continue
        if word.key in lexicon.CALENDAR:
            index += 1
            continue
        stop = index + 1
        while stop < len(line) and stop - index < _MOST_WORDS:
            following = _joins(text, line, stop)
            if following == stop:
                break
            stop = following
        yield range(index, stop)
        index = stop


def _joins(text: str, line: Line, at: int) -> int:
    """The index after the next word of a run that ends before `at`; `at` when it is over."""
    before = line[at - 1]
    for reach in range(at, min(at + 3, len(line))):
        word = line[reach]
        if before.whole != before.end and before.text:
            return at
        if not _touch(text, line[reach - 1], word):
            return at
        if word.capital:
            return at if word.key in lexicon.CALENDAR or _goes_alone(word) else reach + 1
        if word.key not in lexicon.WITHIN_NAMES:
            return at
    return at


def _touch(text: str, before: Word, after: Word) -> bool:
    gap = text[before.whole : after.start]
    return gap in _GAPS or (gap == ". " and len(before.text) == 1 and before.text.isupper())


def _goes_alone(word: Word) -> bool:
    return word.text[0].isdigit()


def _of_run(text: str, line: Line, run: range, evidence: Evidence) -> Iterator[Candidate]:
    doubt = _doubt(line, run, evidence)
    body = _institution(text, line, run)
    if body is not None:
        joined = Candidate(line[run.start].start, body, Kind.NAME, doubt)
        yield joined.with_longer(*_with_article(text, line, run.start, body))
        yield Candidate(*_span(line, run), Kind.NAME, doubt + _PARTS)
        return
    longer = _wider(text, line, run)
    name = _after_titles(line, run)
    if run.start < name < run.stop:
        longer = min(longer[0], line[run.start].start), longer[1]
    found = Candidate(line[name].start, line[run.stop - 1].end, Kind.NAME, doubt)
    yield found.with_longer(*longer)


def _doubt(line: Line, run: range, evidence: Evidence) -> float:
    first = line[run.start]
    if not first.initial or len(run) > 1 or first.text in evidence.names:
        return 0.0
    return _ORDINARY if first.text.lower() in evidence.ordinary else _INITIAL


def _span(line: Line, run: range) -> Stretch:
    return line[run.start].start, line[run.stop - 1].end


def _institution(text: str, line: Line, run: range) -> int | None:
    """The end of a name like "Bank of England", whose run stops before "of"."""
    after = run.stop
    if after >= len(line) or line[after].key not in lexicon.OF:
        return None
    last = line[after - 1]
    if last.key not in lexicon.INSTITUTIONS or text[last.end : line[after].start] != " ":
        return None
    return _named_after(text, line, after + 1)


def _with_article(text: str, line: Line, at: int, end: int) -> Stretch:
    start = line[at].start
    if at > 0 and line[at - 1].key in lexicon.ARTICLES and text[line[at - 1].end : start] == " ":
        start = line[at - 1].start
    return start, end


def _after_titles(line: Line, run: range) -> int:
    """The index of the first word after the last title of a run, or the run's start."""
    for index in range(run.stop - 2, run.start - 1, -1):
        if line[index].key.rstrip(".") in lexicon.TITLES:
            return index + 1
    return run.start


def _wider(text: str, line: Line, run: range) -> Stretch:
    """A longer reading: on over "of", with the noun after it, with the article before it."""
    start, end = line[run.start].start, line[run.stop - 1].end
    after = run.stop
    if after < len(line):
        gap = text[line[after - 1].end : line[after].start]
        if gap == " " and line[after].key in (lexicon.OF | lexicon.LINKS):
            into = _named_after(text, line, after + 1)
            if into is not None:
                return start, into
        elif gap in (", ", "’s ", "'s ", "/") and line[after].capital and not line[after].initial:
            return start, _run_end(text, line, after)
        elif gap == " " and not line[after].capital and line[after].key in lexicon.ROLES:
            return start, line[after].end
    if run.start > 0:
        before = line[run.start - 1]
        if text[before.whole : start] == " " and (
            before.key in lexicon.ARTICLES
            or before.key in lexicon.TITLES
            or before.key in lexicon.ROLES
        ):
            return before.start, end
        if text[before.whole : start] == " " and before.initial and before.capital:
            return before.start, end
    return start, end


def _named_after(text: str, line: Line, at: int) -> int | None:
    """The end of the name that goes on at an index, an article before it passed over."""
    if at < len(line) and line[at].key in lexicon.ARTICLES and not line[at].capital:
        at += 1
    if at >= len(line) or not line[at].capital:
        return None
    if text[line[at - 1].whole : line[at].start] != " ":
        return None
    return _run_end(text, line, at)


def _run_end(text: str, line: Line, at: int) -> int:
    stop = at + 1
    while stop < len(line) and stop - at < _MOST_WORDS:
        following = _joins(text, line, stop)
        if following == stop:
            break
        stop = following
    return line[stop - 1].end


def _of_title(text: str, line: Line, evidence: Evidence) -> Iterator[Candidate]:
    """Names in a title: first those the article's sentences use, then what lies between."""
    index = 0
    while index < len(line):
        stop = _known_until(text, line, index, evidence)
        if stop > index:
            yield Candidate(*_span(line, range(index, stop)), Kind.NAME)
            index = stop
            continue
        stop = index + 1
        if _may_name(line[index], evidence):
            while (
                stop < len(line)
                and stop - index < _MOST_WORDS
                and _may_name(line[stop], evidence)
                and _touch(text, line[stop - 1], line[stop])
                and _known_until(text, line, stop, evidence) == stop
            ):
                stop += 1
            doubt = _IN_TITLE if stop - index > 1 or line[index].initial else _IN_TITLE - 1
            first = Candidate(line[index].start, line[index].end, Kind.NAME, doubt)
            yield first.with_longer(*_span(line, range(index, min(stop, index + 2))))
            for part in range(index + 1, stop):
                rest = Candidate(line[part].start, line[part].end, Kind.NAME, doubt + part - index)
                yield rest.with_longer(*_span(line, range(part, min(stop, part + 2))))
        index = stop


def _may_name(word: Word, evidence: Evidence) -> bool:
    key = word.key
    return (
        word.capital
        and key not in lexicon.STARTERS
        and key not in lexicon.CALENDAR
        and not word.text[0].isdigit()
        and key not in evidence.ordinary
    )


def _known_until(text: str, line: Line, at: int, evidence: Evidence) -> int:
    """The index after the longest name at an index that the article's sentences use."""
    for stop in range(min(len(line), at + _MOST_WORDS), at, -1):
        if text[line[at].start : line[stop - 1].end] in evidence.names:
            return stop
    return at
