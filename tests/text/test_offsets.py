"""Offsets come back from every measure as they went in."""

from __future__ import annotations

import re

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.text import graphemes
from annotator.text.offsets import (
    LineIndex,
    OffsetMap,
    grapheme_end,
    grapheme_start,
    line_and_column,
    next_grapheme,
    previous_grapheme,
)

# Line ends, astral characters, combining marks, joiners, flags, Hangul, Indic, Thai.
AWKWARD = "\r\n a\u0301\u200d👨🏽👩🇹🇷각\u1100\u1161\u11a8น้ำ\u0600\u094dक\u0915İı’"
texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(AWKWARD))


@settings(max_examples=300, deadline=None)
@given(texts)
def test_utf16_units_are_those_of_the_encoder(text: str) -> None:
    offsets = OffsetMap.utf16(text)
    for offset in range(len(text) + 1):
        unit = len(text[:offset].encode("utf-16-le")) // 2
        assert offsets.to_unit(offset) == unit
        assert offsets.to_offset(unit) == offset
    assert offsets.length == len(text.encode("utf-16-le")) // 2


@settings(max_examples=300, deadline=None)
@given(texts)
def test_utf8_bytes_are_those_of_the_encoder(text: str) -> None:
    offsets = OffsetMap.utf8(text)
    for offset in range(len(text) + 1):
        unit = len(text[:offset].encode())
        assert offsets.to_unit(offset) == unit
        assert offsets.to_offset(unit) == offset
    assert offsets.length == len(text.encode())


@settings(max_examples=300, deadline=None)
@given(texts)
def test_qt_positions_count_a_line_end_once(text: str) -> None:
    offsets = OffsetMap.qt(text)
    for offset in range(len(text) + 1):
        inside = text[offset - 1 : offset + 1] == "\r\n"
        before = text[: offset - 1 if inside else offset].replace("\r\n", "\n")
        assert offsets.to_unit(offset) == len(before.encode("utf-16-le")) // 2
        assert offsets.to_offset(offsets.to_unit(offset)) == offset - inside
    assert offsets.length == len(text.replace("\r\n", "\n").encode("utf-16-le")) // 2


@settings(max_examples=300, deadline=None)
@given(texts)
def test_graphemes_are_counted_and_walked_as_unicode_cuts_them(text: str) -> None:
    cuts = [match.start() for match in regex.finditer(r"\X", text)] + [len(text)]
    offsets = OffsetMap.graphemes(text)
    assert offsets.length == len(cuts) - 1
    for offset in range(len(text) + 1):
        floor = max(cut for cut in cuts if cut <= offset)
        assert offsets.to_unit(offset) == cuts.index(floor)
        assert offsets.to_offset(cuts.index(floor)) == floor
        assert grapheme_start(text, offset) == floor
        assert grapheme_end(text, offset) == min(cut for cut in cuts if cut >= offset)
        assert next_grapheme(text, offset) == min(
            (c for c in cuts if c > offset), default=len(text)
        )
        assert previous_grapheme(text, offset) == max((c for c in cuts if c < offset), default=0)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_a_unit_inside_a_character_goes_to_its_start(text: str) -> None:
    for offsets in (OffsetMap.utf16(text), OffsetMap.utf8(text), OffsetMap.qt(text)):
        last = 0
        for unit in range(offsets.length + 1):
            offset = offsets.to_offset(unit)
            assert offset >= last
            assert offsets.to_unit(offset) <= unit
            last = offset


def test_places_beyond_the_ends_answer_the_ends() -> None:
    offsets = OffsetMap.utf16("a😀")
    assert (offsets.to_unit(-3), offsets.to_unit(99)) == (0, 3)
    assert (offsets.to_offset(-3), offsets.to_offset(99)) == (0, 2)
    assert (next_grapheme("ab", 7), previous_grapheme("ab", -1)) == (2, 0)


def test_every_joining_character_is_looked_for() -> None:
    every = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
    joining = set(graphemes._patterns().joins.findall(every))
    assert not joining - set(re.findall(graphemes._SUSPECT, every))


def test_a_text_of_nothing_but_marks_does_not_stall() -> None:
    text = "a" + "\u0301" * 100_000 + "🇹🇷" * 50_000
    assert grapheme_start(text, 70_000) <= 70_000 < next_grapheme(text, 70_000)
    assert previous_grapheme(text, 70_000) < 70_000


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_and_columns_count_from_one(end: str) -> None:
    text = f"first{end}second{end}"
    assert line_and_column(text, 0) == (1, 1)
    assert line_and_column(text, 5 + len(end) + 3) == (2, 4)
    assert line_and_column(text, len(text)) == (3, 1)
    assert LineIndex(text).count == 3


@settings(max_examples=200, deadline=None)
@given(texts)
def test_a_line_and_column_lead_back(text: str) -> None:
    index = LineIndex(text)
    for offset in range(len(text) + 1):
        line, column = index.line_and_column(offset)
        assert 1 <= line <= index.count
        if text[offset - 1 : offset + 1] != "\r\n":
            assert index.offset(line, column) == offset
