"""Which words keep their dot."""

from __future__ import annotations

import pytest

from annotator.text.abbreviations import keeps_its_dot, needs_more


@pytest.mark.parametrize("word", ["Dec", "Mr", "Prof", "U.N", "e.g", "usw", "Bkz", "Inc"])
def test_short_forms_keep_their_dot(word: str) -> None:
    assert keeps_its_dot(word)


@pytest.mark.parametrize("word", ["talks", "no", "art", "sat", "B", "mr", "dec", "2023"])
def test_ordinary_words_do_not(word: str) -> None:
    assert not keeps_its_dot(word)


def test_a_title_needs_a_name_and_a_month_a_day() -> None:
    assert needs_more("Mr", number_follows=False)
    assert needs_more("Dec", number_follows=True)
    assert not needs_more("Dec", number_follows=False)
    assert not needs_more("Inc", number_follows=False)
