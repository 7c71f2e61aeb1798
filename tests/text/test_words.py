"""A word is what a reader would mark."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.text.offsets import grapheme_start, next_grapheme
from annotator.text.tokens import tokens
from annotator.text.words import (
    count_words,
    next_word,
    previous_word,
    snap,
    word_at,
    word_end_after,
    word_end_before,
    word_start_before,
)

AWKWARD = "\r\n a\u0301\u200d👨🇹🇷🏽각น้ำ\u0600\u094d\u0915'’-.%$5,:&Kalnsdﬁ“”北京カナ \u3000"
texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(AWKWARD))


def words(text: str) -> list[str]:
    found, start = [], next_word(text, -1)
    while start < len(text):
        place = word_at(text, start)
        assert place is not None
        found.append(text[slice(*place)])
        start = next_word(text, start)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kalın’s visit", ["Kalın", "visit"]),
        ("the PKK's, Iraq’s", ["the", "PKK", "Iraq"]),
        ("Türkiye'nin Ankara’da İsrail’e NATO’ya", ["Türkiye", "Ankara", "İsrail", "NATO"]),
        ("Erdoğan’ınki Türkiye'dekilerin CHP’li", ["Erdoğan", "Türkiye", "CHP"]),
        ("2023’te %20'si T.C.’nin U.S.'s", ["2023", "%20", "T.C.", "U.S."]),
        ("don't O'Brien rock’n’roll I've", ["don't", "O'Brien", "rock’n’roll", "I've"]),
        ("l'État, d’Ankara qu'il L’Iran", ["l", "État", "d", "Ankara", "qu", "il", "L", "Iran"]),
        ("N'Djamena D'Angelo aujourd’hui", ["N'Djamena", "D'Angelo", "aujourd’hui"]),
        ("Qur'an Sana'a Лук'янов", ["Qur'an", "Sana'a", "Лук'янов"]),
        ("Mohammed Shia’ Al Sudani", ["Mohammed", "Shia", "Al", "Sudani"]),
        ("the Claw-Lock anti-terror", ["the", "Claw-Lock", "anti-terror"]),
        ("Al-Sudani's 20-year-old -- plan", ["Al-Sudani", "20-year-old", "plan"]),
        ("the U.N. Charter", ["the", "U.N.", "Charter"]),
        ("on Dec. 19 Mr. Al and Dr. B", ["on", "Dec.", "19", "Mr.", "Al", "and", "Dr.", "B"]),
        ("the end. The talks.Next", ["the", "end", "The", "talks", "Next"]),
        ("3.5% $1,000 $5bn US$5m 5€", ["3.5%", "$1,000", "$5bn", "US$5m", "5€"]),
        ("“As a result”, ‘so’", ["As", "a", "result", "so"]),
        ("AT&T and R & D", ["AT&T", "and", "R", "D"]),
        ("said:Yes EU:s", ["said", "Yes", "EU:s"]),
        ("北京市カタカナ", ["北", "京", "市", "カタカナ"]),
        ("ไทยน้ำ", ["ไ", "ท", "ย", "น้ำ"]),
        ("مُحَمَّد عليه، نعم؟", ["مُحَمَّد", "عليه", "نعم"]),
        ('צה"ל אמר', ['צה"ל', "אמר"]),
        ("a 😀 👨‍👩‍👧 b — …", ["a", "b"]),
    ],
)
def test_words_are_cut_as_marked(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    assert count_words(text) == len(expected)


def test_any_place_in_a_word_or_its_ending_gives_the_word() -> None:
    text = "(Kalın’s visit)"
    assert {word_at(text, offset) for offset in range(1, 9)} == {(1, 6)}
    assert word_at(text, 0) is None
    assert word_at(text, 14) == (9, 14)
    assert word_at("a  b", 2) is None
    assert word_at("", 0) is None


@pytest.mark.parametrize(
    ("ragged", "expected"),
    [
        ("İbrahim K[alın ha]s", "İbrahim [Kalın has]"),
        ("a[ visit ]to", "a [visit] to"),
        ("[Kalın’s] visit", "[Kalın]’s visit"),
        ("[Kalın’s vi]sit", "[Kalın’s visit]"),
        ("Kalın’[s vi]sit", "[Kalın’s visit]"),
        ("Türkiye'n[i]n", "[Türkiye]'nin"),
        ("“[A]s a result”", "“[As] a result”"),
        ("he said [“As a res]ult”", "he said [“As a result]”"),
        ("the Cl[aw]-Lock", "the [Claw-Lock]"),
        ("the [U].N. said", "the [U.N.] said"),
        ("in the talk[s]. Then", "in the [talks]. Then"),
        ("北[京]市", "北[京]市"),
        ("[👨]\u200d👩 x", "[👨\u200d👩] x"),
        ("a[ \n ]b", "a \n []b"),
    ],
)
def test_a_ragged_selection_snaps_to_words(ragged: str, expected: str) -> None:
    def place(marked: str) -> tuple[int, int]:
        return marked.index("["), marked.index("]") - 1

    text = ragged.replace("[", "").replace("]", "")
    assert snap(text, *place(ragged)) == place(expected)


@settings(max_examples=500, deadline=None)
@given(texts, st.data())
def test_snapping_widens_to_whole_characters_and_only_once(text: str, data: st.DataObject) -> None:
    left = data.draw(st.integers(0, len(text)))
    right = data.draw(st.integers(left, len(text)))
    start, end = snap(text, left, right)
    assert 0 <= start <= end <= len(text)
    assert snap(text, start, end) == (start, end)
    assert snap(text, right, left) == (start, end)
    if start < end:
        assert grapheme_start(text, start) == start
        assert grapheme_start(text, end) == end
        assert not text[start : next_grapheme(text, start)].isspace()
    else:
        assert not text[left:right].strip()


@settings(max_examples=300, deadline=None)
@given(texts)
def test_word_motion_never_stands_still_and_meets_the_same_words(text: str) -> None:
    for offset in range(len(text) + 1):
        assert next_word(text, offset) > offset or offset == len(text)
        assert word_end_after(text, offset) > offset or offset == len(text)
        assert previous_word(text, offset) < offset or offset == 0
        assert word_end_before(text, offset) < offset or offset == 0
        assert word_start_before(text, offset) == previous_word(text, offset)
    forth, place = [], next_word(text, -1)
    while place < len(text):
        forth.append(place)
        place = next_word(text, place)
    back, place = [], len(text)
    while place > 0:
        place = previous_word(text, place)
        back.append(place)
    assert {*forth} - {0} == {*back} - {0}
    assert count_words(text) == len(forth)


def test_the_reference_article_has_its_words(shared: Path) -> None:
    text = next((shared / "seed").glob("0*.txt")).read_text("utf-8")
    found = words(text)
    assert len(found) == count_words(text) == 574
    assert {"Kalın", "Claw-Lock", "U.N.", "Dec.", "Türkiye", "İbrahim", "PKK"} <= set(found)
    assert not [word for word in found if word.endswith(("’s", "”", ","))]


@pytest.mark.parametrize("unit", ["x", "北", " ", "“", "a\u0301", "ก", "word "])
def test_a_key_press_in_a_huge_text_looks_only_nearby(unit: str) -> None:
    text = unit * (1_000_000 // len(unit)) + " end"
    tokens("warm")
    started = time.perf_counter()
    word_at(text, 500_000)
    snap(text, 500_000, 500_040)
    # Whole passes over such a text take from one second to twenty.
    assert time.perf_counter() - started < 0.5
