"""Names as readers tell them apart."""

from __future__ import annotations

import pytest

from annotator.text.names import abbreviations, is_short_for, name_key


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Aral", "Energy Minister Deniz Aral"),
        ("Deniz Aral", "Energy Minister Deniz Aral"),
        ("Minister Aral", "Energy Minister Deniz Aral"),
        ("ARAL", "Deniz Aral"),
        ("the Farmers’ League", "Upper Vale Farmers' League"),
    ],
)
def test_a_surname_or_the_end_of_a_name_is_its_short_form(short: str, full: str) -> None:
    assert is_short_for(short, full)
    assert not is_short_for(full, short)


@pytest.mark.parametrize(("short", "full"), [("Aral", "Aral Sea"), ("Aral", "Aral"), ("", "Aral")])
def test_other_words_are_not_short_for_it(short: str, full: str) -> None:
    assert not is_short_for(short, full)


def test_case_accents_articles_and_possessives_make_no_other_name() -> None:
    assert name_key("The Farmers’ League") == name_key("farmers' league")
    assert name_key("İstanbul’un") == name_key("istanbul")
    assert name_key("Aral's") == name_key("ARAL")


def test_short_forms_in_brackets_are_read_with_their_long_form() -> None:
    text = "The Ministry of Energy (MoE) and the World Health Organization (WHO) met (see p. 4)."
    assert dict(abbreviations(text)) == {
        "MoE": "Ministry of Energy",
        "WHO": "World Health Organization",
    }
