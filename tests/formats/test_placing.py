"""Offsets are checked against words: what slipped is found, and nothing is lost silently."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.span import covered_text
from annotator.formats.counting import Counting
from annotator.formats.format import OffsetUnit, ReadOptions
from annotator.formats.placing import RawSpan, place
from annotator.formats.record import RelationRecord

_TEXT = "😀 Çelik met Ayşe in Café Ọ̀yọ́.\r\nAyşe 👍🏽 left; Çelik stayed in Iğdır.\r\n"
_WORDS = ("Çelik", "Ayşe", "Ọ̀yọ́", "left", "Iğdır")


def _cluster_count(text: str) -> int:
    import regex  # noqa: PLC0415

    return len(regex.findall(r"\X", text))


_LENGTHS = {
    OffsetUnit.CODE_POINT: len,
    OffsetUnit.UTF16: lambda text: len(text.encode("utf-16-le")) // 2,
    OffsetUnit.BYTE: lambda text: len(text.encode()),
    OffsetUnit.GRAPHEME: _cluster_count,
}


def _raws(unit: OffsetUnit, line_ends: str, base: int, *, inclusive: bool) -> list[RawSpan]:
    """The words as a program would give them that counts so."""
    raws = []
    for at, word in enumerate(_WORDS):
        start = _TEXT.rindex(word)
        before, through = _TEXT[:start], _TEXT[: start + len(word)]
        if line_ends:
            before, through = (one.replace("\r\n", line_ends) for one in (before, through))
        length = _LENGTHS[unit]
        pair = (length(before) + base, length(through) + base - inclusive)
        raws.append(RawSpan(name=f"s{at}", label="X", fragments=(pair,), quote=word))
    return raws


@pytest.mark.parametrize("unit", OffsetUnit)
@pytest.mark.parametrize("line_ends", ["", "\n"])
@pytest.mark.parametrize("base", [0, 1])
@pytest.mark.parametrize("inclusive", [False, True])
def test_any_way_of_counting_is_found_out(
    unit: OffsetUnit, line_ends: str, base: int, *, inclusive: bool
) -> None:
    raws = _raws(unit, line_ends, base, inclusive=inclusive)
    placed = place(_TEXT, raws, [], ReadOptions())
    assert [covered_text(_TEXT, span.fragments) for span in placed.spans] == list(_WORDS)
    assert [span.fragments[0][0] for span in placed.spans] == [_TEXT.rindex(one) for one in _WORDS]
    assert placed.placing.as_they_were == len(_WORDS)
    assert not placed.placing.moved
    assert not placed.placing.lost


def test_a_mark_whose_words_moved_is_moved_to_the_nearest_of_them() -> None:
    text = "Ankara said. Later Ankara agreed. Then Ankara left."
    raws = [
        RawSpan(name="s1", label="A", fragments=((0, 6),), quote="Ankara"),
        RawSpan(name="s2", label="A", fragments=((21, 27),), quote="Ankara"),
        RawSpan(name="s3", label="A", fragments=((8, 10),), quote="Paris"),
        RawSpan(name="s4", label="A", fragments=((400, 410),)),
    ]
    links = [
        RelationRecord(name="r1", label="x", head="s1", child="s2"),
        RelationRecord(name="r2", label="x", head="s1", child="s3"),
    ]
    placed = place(text, raws, links, ReadOptions())
    assert [span.fragments for span in placed.spans] == [((0, 6),), ((19, 25),)]
    assert [(one.name, one.was, one.now) for one in placed.placing.moved] == [
        ("s2", ((21, 27),), ((19, 25),))
    ]
    assert [(one.name, one.reason) for one in placed.placing.lost] == [
        ("s3", "has words that are not in the text"),
        ("s4", "lies outside the text, and has no words to find it by"),
        ("r2", "is a relation of a mark that was not found"),
    ]
    assert [link.name for link in placed.relations] == ["r1"]


def test_pieces_are_found_one_after_the_other() -> None:
    text = "They, of course, agreed. They, too, agreed."
    raw = RawSpan(name="s1", label="A", fragments=((2, 6), (19, 25)), quote="They agreed")
    placed = place(text, [raw], [], ReadOptions())
    assert placed.spans[0].fragments == ((0, 4), (17, 23))


def test_without_quotes_edges_of_words_tell_and_doubts_are_said() -> None:
    words = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"]
    text = " ".join(words)
    raws = []
    for word in words:
        start = text.index(word)
        raws.append(RawSpan(name=word, label="A", fragments=((start + 1, start + 1 + len(word)),)))
    placed = place(text, raws, [], ReadOptions())
    assert [text[slice(*span.fragments[0])] for span in placed.spans] == words
    assert any("from 1" in note for note in placed.notes)


def test_a_named_unit_is_taken_at_its_word() -> None:
    text = "👍 one two"
    raw = RawSpan(name="s", label="A", fragments=((3, 6),))
    placed = place(text, [raw], [], ReadOptions(offsets=OffsetUnit.UTF16))
    assert text[slice(*placed.spans[0].fragments[0])] == "one"


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.sampled_from("aé😀\u0301 \r\nx"), min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(-2, 40), st.integers(-2, 40), st.text(max_size=3)), max_size=5),
)
def test_nothing_is_lost_silently(text: str, given_spans: list[tuple[int, int, str]]) -> None:
    raws = [
        RawSpan(name=f"s{at}", label="A", fragments=((start, end),), quote=quote)
        for at, (start, end, quote) in enumerate(given_spans)
    ]
    placed = place(text, raws, [], ReadOptions())
    names = {span.name for span in placed.spans} | {slip.name for slip in placed.placing.lost}
    assert names == {raw.name for raw in raws}
    quotes = {raw.name: raw.quote for raw in raws}
    for span in placed.spans:
        ((start, end),) = span.fragments
        assert 0 <= start < end <= len(text)
        quote = quotes[span.name]
        assert not quote or text[start:end].split() == quote.split()


def test_counting_says_what_it_is() -> None:
    assert str(Counting(OffsetUnit.UTF16, "\r\n", 1, inclusive=True)) == (
        "UTF-16 units, with line ends as CR LF, from 1, ends included"
    )
