"""Readers find a word however it was typed, and are led to it exactly."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.text.folding import find_all, fold, fold_key
from annotator.text.offsets import grapheme_start

AWKWARD = "\r\n aAiİıIßﬁsfe\u0301\u0307\u200d👨🏽각น้ำ\u00ad’'é"
texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(AWKWARD), max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("İSTANBUL Işık", "istanbul IŞIK"),
        ("Türkiye’nin", "TURKIYE'NIN"),
        ("“so” — ‘this’", "\"so\" - 'this'"),
        ("Straße", "STRASSE"),
        ("cafe\u0301\u00a0au", "Café au"),
        ("مُحَمَّد أحمد إلى", "محمد احمد الي"),
        ("کابل", "كابل"),
        ("Øresund Łódź Æsir", "oresund lodz aesir"),
        ("co\u00adop\u200bera\u200ete", "cooperate"),
        ("１２٣", "123"),
        ("ﬁne", "fine"),
        ("a\r\nb", "a b"),
        ("ΣΊΣΥΦΟΣ", "σισυφος"),
    ],
)
def test_alike_texts_have_one_key(one: str, other: str) -> None:
    assert fold_key(one) == fold_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("мой", "мои"), ("กิน", "กน"), ("가", "각"), ("किताब", "कताब")]
)
def test_what_readers_tell_apart_stays_apart(one: str, other: str) -> None:
    assert fold_key(one) != fold_key(other)


def test_finding_gives_places_in_the_text_itself() -> None:
    text = "İİ: MİT’in şefi İ\u0307brahim, cafe\u0301, 👨\u200d👩 👨, Straße"
    for needle, expected in [
        ("mit'in", ["MİT’in"]),
        ("SEFI", ["şefi"]),
        ("café", ["cafe\u0301"]),
        ("👨", ["👨"]),
        ("strasse", ["Straße"]),
        ("stras", []),
        ("", []),
        ("\u0301", []),
    ]:
        assert [text[start:end] for start, end in find_all(text, needle)] == expected
    assert find_all(text, "i", limit=2) == [(0, 1), (1, 2)]
    assert find_all(fold("aXa"), "A") == [(0, 1), (2, 3)]


@settings(max_examples=500, deadline=None)
@given(texts, st.data())
def test_every_place_found_reads_like_the_needle(text: str, data: st.DataObject) -> None:
    left = data.draw(st.integers(0, len(text)))
    right = data.draw(st.integers(left, len(text)))
    needle = text[left:right]
    last = 0
    for start, end in find_all(text, needle):
        assert last <= start < end <= len(text)
        assert fold_key(text[start:end]) == fold_key(needle)
        assert grapheme_start(text, start) == start
        assert grapheme_start(text, end) == end
        last = end


@settings(max_examples=300, deadline=None)
@given(texts)
def test_folding_twice_folds_no_more_and_leads_back_inside(text: str) -> None:
    folded = fold(text)
    assert fold_key(folded.text) == folded.text == fold_key(text)
    last = 0
    for index in range(len(folded.text)):
        start, end = folded.to_source(index, index + 1)
        assert last <= start < end <= len(text)
        last = start


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("abc şığİ’“ﬁ😀"), max_size=30), st.data())
def test_a_piece_of_whole_characters_is_found(text: str, data: st.DataObject) -> None:
    left = data.draw(st.integers(0, len(text)))
    right = data.draw(st.integers(left, len(text)))
    if left < right:
        found = find_all(text, text[left:right])
        assert found
        assert found[0][0] <= left
