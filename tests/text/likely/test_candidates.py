"""Stretches that an editor would mark are found, and the likeliest come first."""

from __future__ import annotations

import pytest

from annotator.text.likely.candidate import Candidate
from annotator.text.likely.evidence import Evidence
from annotator.text.likely.ranking import MARKED, ranked, spans_likely, statements_likely


def _spans(text: str, language: str = "en") -> list[Candidate]:
    evidence = Evidence(text)
    evidence.look_at(0, len(text))
    found = spans_likely(text, (0, len(text)), evidence, lambda *_: (), language)
    return ranked(found, 0, lambda _: 0.0)


def _readings(text: str, found: list[Candidate]) -> set[str]:
    both = {text[one.start : one.end] for one in found}
    return both | {text[slice(*one.longer)] for one in found if one.longer}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Officials met Ursula von der Leyen in Brussels.", {"Ursula von der Leyen", "Brussels"}),
        ("They met Energy Minister Deniz Aral.", {"Deniz Aral", "Energy Minister Deniz Aral"}),
        ("He works for the Bank of England now.", {"Bank of England", "the Bank of England"}),
        ("She met the governor of Upper Vale.", {"the governor of Upper Vale", "Upper Vale"}),
        ("Aral met the Farmers’ League.", {"Farmers’ League", "the Farmers’ League", "Aral"}),
        ("They left the EU. His skill was praised.", {"EU"}),
        ("In Pandi, Bulacan, it rained.", {"Pandi", "Pandi, Bulacan", "Bulacan"}),
        ("The U.N. envoy J. K. Simms left.", {"U.N.", "J. K. Simms"}),
        ("Bakan Deniz Aral dün Karsu’ya gitti.", {"Deniz Aral", "Karsu"}),
        ("Le président de la République, Jean d’Estaing, part.", {"République"}),
        ("Prices rose by 3.5% to $40 a barrel.", {"3.5%"}),
        ("Forty: 212 families of Ilden were paid.", {"212 families", "Ilden"}),
    ],
)
def test_names_and_amounts_are_found_in_both_readings(text: str, wanted: set[str]) -> None:
    assert wanted <= _readings(text, _spans(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“No turbine will turn,” she said.", "No turbine will turn"),
        ("Er sagte: „Wir bleiben hier“, und ging.", "Wir bleiben hier"),
        ("Il a dit «\u00a0nous restons ici\u00a0» hier.", "nous restons ici"),
        ("部长说：「我们不会退让」。", "我们不会退让"),
        ('She said "we shall stay here" twice.', "we shall stay here"),
        ("قال آرال «لن نقطع المياه» أمس.", "لن نقطع المياه"),
        ("Aral said that the dam would hold for years.", "the dam would hold for years"),
        ("وقال الوزير آرال إن السد سيبقى سنوات طويلة.", "السد سيبقى سنوات طويلة"),
        ("The dam would hold for years, Aral said.", "The dam would hold for years"),
    ],
)
def test_what_was_said_is_found_without_its_marks(text: str, said: str) -> None:
    assert said in _readings(text, _spans(text))
    assert said in _readings(text, statements_likely(text, (0, len(text))))


def test_a_sentence_and_its_parts_are_offered_with_and_without_the_full_stop() -> None:
    text = "Since then, the situation has deteriorated. It rained."
    found = _readings(text, statements_likely(text, (0, len(text))))
    assert {
        "Since then, the situation has deteriorated",
        "Since then, the situation has deteriorated.",
        "the situation has deteriorated",
        "the situation has deteriorated.",
    } <= found


def test_the_nearest_name_ahead_is_first_and_what_is_marked_is_last() -> None:
    text = "Karsu and Tolmen and Ilden and Linfield lie on the river."
    evidence = Evidence(text)
    found = spans_likely(text, (0, len(text)), evidence, lambda *_: ())
    marked = {text.index("Ilden")}
    best = ranked(found, 12, lambda one: MARKED if one.start in marked else 0.0)
    words = [text[one.start : one.end] for one in best]
    assert words[0] == "Linfield"
    assert words[-1] == "Ilden"


def test_a_title_in_capitals_is_cut_by_what_the_sentences_call_by_name() -> None:
    text = "Ministry Warns Aral Over New Dam Plan\n\nOn Monday the ministry wrote to Aral again."
    words = [text[one.start : one.end] for one in _spans(text)]
    assert words[0] == "Aral"
    assert "Ministry Warns Aral Over New Dam Plan" not in words


def test_a_capital_at_a_sentence_start_is_no_name_where_the_word_is_ordinary() -> None:
    text = "Water is scarce. The water of Karsu is gone."
    words = [text[one.start : one.end] for one in _spans(text)]
    assert words[0] == "Karsu"
