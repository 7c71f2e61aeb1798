"""Sentences and paragraphs, looked for within one line of the text.

The boundaries are those of the sentencex library, put right where news shows it
wrong: ordinals ("3. madde", "21. Sitzung"), forms with a dot that it does not
know, several sentences inside one quotation, closing quotation marks.
"""

from __future__ import annotations

import re
from functools import lru_cache

import sentencex  # type: ignore[import-untyped]

from annotator.text.abbreviations import needs_more

_LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
_LINE_END = re.compile(f"[{_LINE_ENDS}]")
# Quotation marks hide the sentences inside them from the library; a straight one
# between letters is a Hebrew abbreviation.
_QUOTE = re.compile('[“”„‟«»‹›「」『』〝〞＂]|(?<!\\w)"|"(?!\\w)')
# “ and « and » close in some languages and open in others.
_CLOSERS = re.compile("(?:[\"”’'›」』〞＂)\\]）】]|[“«»](?!\\w))*")
_OPENERS = "\"“„‟«»‹›「『〝＂‘'([（【¿¡ \u00a0\t"
_LAST_WORD = re.compile(r"([^\s(\[“”\"„«»]+)\.$")
_ORDINAL = re.compile(r"\d{1,2}|[IVXL]{1,6}")
_WITH_ORDINALS = "bs cs da de et fi hr hu is lv nb nn no sk sl sr tr"
_ORDINAL_LANGUAGES = frozenset(_WITH_ORDINALS.split())
_ONE_LETTER_TITLES = {"fr": frozenset({"M", "MM", "Me"}), "tr": frozenset({"s", "S"})}


def sentence_at(text: str, offset: int, language: str = "") -> tuple[int, int]:
    """The sentence that holds a code point, without outer blanks.

    Between two sentences of a line the answer is the one before. `language` is
    an ISO 639 code; an empty or unknown one is read as English. Never crosses a
    line end; on a blank line the answer is empty.
    """
    found = _of_line(text, offset, language)
    if not found:
        start, _ = _line(text, offset)
        return start, start
    return next((s for s in reversed(found) if s[0] <= offset), found[0])


def next_sentence(text: str, offset: int, language: str = "") -> int:
    """Start of the first sentence that starts after a code point, or the text's end."""
    while offset < len(text):
        for start, _ in _of_line(text, offset, language):
            if start > offset:
                return start
        _, end = _line(text, offset)
        offset = end
        while offset < len(text) and text[offset].isspace():
            offset += 1
        if offset < len(text):
            return _of_line(text, offset, language)[0][0]
    return len(text)


def previous_sentence(text: str, offset: int, language: str = "") -> int:
    """Start of the last sentence that starts before a code point, or 0."""
    while offset > 0:
        for start, _ in reversed(_of_line(text, offset, language)):
            if start < offset:
                return start
        offset, _ = _line(text, offset)
        while offset > 0 and text[offset - 1].isspace():
            offset -= 1
    return 0


def paragraph_at(text: str, offset: int) -> tuple[int, int]:
    """The line that holds a code point, without outer blanks.

    News is not hard-wrapped: a line is a paragraph. Empty on a blank line.
    """
    start, end = _line(text, offset)
    return _trimmed(text, start, end)


def _line(text: str, offset: int) -> tuple[int, int]:
    offset = min(max(offset, 0), len(text))
    start = 0
    for mark in _LINE_ENDS:
        start = max(start, text.rfind(mark, start, offset) + 1)
    end = _LINE_END.search(text, offset)
    return start, end.start() if end else len(text)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _of_line(text: str, offset: int, language: str) -> list[tuple[int, int]]:
    start, end = _line(text, offset)
    code = language.replace("_", "-").partition("-")[0].lower() or "en"
    return [(start + left, start + right) for left, right in _sentences(text[start:end], code)]


@lru_cache(maxsize=256)
def _sentences(line: str, language: str) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    start = 0
    for end in _ends(line, language):
        if end < len(line) and _goes_on(line, start, end, language):
            continue
        left, right = _trimmed(line, start, end)
        if left < right:
            found.append((left, right))
        start = end
    return tuple(found)


def _ends(line: str, language: str) -> list[int]:
    """Where the library ends sentences, after closing quotation marks; the last is the line's."""
    masked = _QUOTE.sub(" ", line)
    segments = sentencex.segment(language, masked)
    if "".join(segments) != masked:
        return [len(line)]
    ends: list[int] = []
    place = 0
    for segment in segments[:-1]:
        place += len(segment)
        ink = place - len(segment) + len(segment.rstrip())
        closed = _CLOSERS.match(line, ink)
        ends.append(closed.end() if closed else ink)
    return [*ends, len(line)]


def _goes_on(line: str, start: int, end: int, language: str) -> bool:
    """Whether the sentence that seems to end at `end` goes on after it."""
    before = line[start:end].strip()
    after = line[end : end + 40].lstrip(_OPENERS)
    if not before or not after:
        return False
    if after[0].islower() and not before.lstrip(_OPENERS)[:1].islower():
        return True
    dotted = _LAST_WORD.search(before)
    if dotted is None:
        return False
    word = dotted.group(1)
    if _ORDINAL.fullmatch(word) and (language in _ORDINAL_LANGUAGES or word + "." == before):
        return True
    initial = len(before) == 2 and word.isalpha()
    title = word in _ONE_LETTER_TITLES.get(language, ())
    return initial or title or needs_more(word, number_follows=after[0].isdigit())
