"""Typed letters find the titles a reader would expect, best first."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.text.folding import fold_key
from annotator.ui.dialogs.fuzzy import score

_TITLES = (
    "Done, and on to the next article to do",
    "Next mark",
    "Mark as ACTOR",
    "Mark as LOCATION",
    "Remove the selected mark",
    "Export annotations…",
    "Extend the selection to the sentence",
    "Find the next place",
    "Light theme",
    "Write a note on the selected mark",
    "Council rejects water tariff",
)


def _best(query: str) -> list[str]:
    found = [(score(query, title), title) for title in _TITLES]
    fitting = [(match[0], title) for match, title in found if match is not None]
    return [title for _, title in sorted(fitting, key=lambda one: -one[0])]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("exp", "Export annotations…"),
        ("mark loc", "Mark as LOCATION"),
        ("loc mark", "Mark as LOCATION"),
        ("next", "Next mark"),
        ("maa", "Mark as ACTOR"),
        ("ess", "Extend the selection to the sentence"),
        ("LIGHT", "Light theme"),
        ("wat", "Council rejects water tariff"),
        ("wan", "Write a note on the selected mark"),
    ],
)
def test_the_expected_title_comes_first(query: str, first: str) -> None:
    assert _best(query)[0] == first


def test_letters_strewn_about_are_no_match() -> None:
    assert score("xt", "Extend") is not None
    assert score("rkd", "Mark as ACTOR") is None
    assert score("ee", "Remove the selected mark") is None
    assert score("zz", "Light theme") is None


def test_a_word_after_a_blank_has_to_start_one() -> None:
    assert score("next pl", "Find the next place") is not None
    assert score("next la", "Find the next place") is None


def test_matched_letters_are_told_by_their_offsets() -> None:
    match = score("mloc", "Mark as LOCATION")
    assert match is not None
    assert match[1] == (0, 8, 9, 10)


@pytest.mark.parametrize(
    ("query", "title", "places"),
    [
        ("izmir", "İzmir’de görüşme", (0, 1, 2, 3, 4)),
        ("goru", "İzmir’de görüşme", (9, 10, 11, 12)),
        ("kalin", "Kalın’s visit", (0, 1, 2, 3, 4)),
        ("strasse", "🌊 Straße", (2, 3, 4, 5, 6, 7)),
    ],
)
def test_case_and_accents_do_not_matter(query: str, title: str, places: tuple[int, ...]) -> None:
    match = score(query, title)
    assert match is not None
    assert match[1] == places


def test_an_empty_query_fits_everything_alike() -> None:
    assert {score("", title) for title in _TITLES} == {(0, ())}
    assert score("  ", "Light theme") == (0, ())


def test_of_equals_the_shorter_title_wins() -> None:
    short, long = score("undo", "Undo"), score("undo", "Undo the import of 40 articles")
    assert short is not None
    assert long is not None
    assert short[0] > long[0]


@settings(max_examples=60)
@given(st.text(max_size=12), st.text(max_size=40))
def test_offsets_lie_in_the_title_in_order(query: str, title: str) -> None:
    match = score(query, title)
    if match is not None:
        places = match[1]
        assert list(places) == sorted(set(places))
        assert all(0 <= place < len(title) for place in places)


@given(st.lists(st.text(alphabet="abcdéİıß’", min_size=2, max_size=8), min_size=1, max_size=4))
def test_a_title_is_found_by_its_own_words(words: list[str]) -> None:
    title = " ".join(f"x{word}" for word in words)
    match = score(title, title)
    assert match is not None
    matched = "".join(title[place] for place in match[1])
    assert fold_key(matched) == fold_key(title.replace(" ", ""))
