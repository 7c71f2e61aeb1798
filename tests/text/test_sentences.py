"""Sentences end where a reader of news ends them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.text.sentences import next_sentence, paragraph_at, previous_sentence, sentence_at

texts = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from('\r\n aBc.!?  “”"3 😀。，')
)


def sentences(text: str, language: str = "") -> list[str]:
    found = []
    place = 0
    while place < len(text):
        start, end = sentence_at(text, place, language)
        found.append(text[start:end])
        place = next_sentence(text, place, language)
    return found


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["They met on Dec. 19, 2023.", "Mr. Al-Sudani left."]),
        ("en", ["Under article 51 of the U.N. Charter it is so.", "It began in 2019."]),
        ("en", ["J. K. Rowling met George W. Bush.", "It cost 3.5 percent."]),
        ("en", ["“Really?” he asked.", "“Yes.”", "She left."]),
        ("en", ["“Both sides agreed.", "They said so,” a note read."]),
        ("en", ["The 😀 came.", "The 𝒳 left."]),
        ("en-GB", ["He met Gov. Smith.", "He left."]),
        ("", ["One.", "Two?", "Three!"]),
        ("xx", ["One.", "Two."]),
        ("tr", ["Anayasanın 3. maddesi değişti.", "21. yüzyılda Dr. Ahmet geldi."]),
        ("tr", ["12. Cumhurbaşkanı A. Gül geldi.", "Bkz. s. 512.", "T.C. adına konuştu."]),
        ("de", ["Am 3. Oktober kam Dr. Müller z. B. an.", "Die 21. Sitzung begann."]),
        ("de", ["Er sagte: „Ja.", "Nein.“", "Dann ging er."]),
        ("fr", ["M. Macron est venu.", "Mme. Dupont aussi."]),
        ("es", ["¿Quién es?", "¡Hola!", "Es el Sr. López."]),
        ("ar", ["قال الرئيس.", "هل هذا صحيح؟", "نعم!"]),
        ("he", ['צה"ל נסוג.', '"כן."', "אמר."]),
    ],
)
def test_sentences_are_cut_as_read(language: str, expected: list[str]) -> None:
    assert sentences(" ".join(expected), language) == expected


def test_chinese_needs_no_blanks() -> None:
    expected = ["市长访问。", "他说：“好。”", "然后走了！", "“你好。", "我们来了。”"]
    assert sentences("".join(expected), "zh") == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028", "\n\n \n"])
def test_a_sentence_stays_within_its_line(end: str) -> None:
    text = f"First part{end}second part. Third"
    assert sentences(text) == ["First part", "second part.", "Third"]
    assert text[slice(*paragraph_at(text, 2))] == "First part"
    assert text[slice(*paragraph_at(text, len(text)))] == "second part. Third"


def test_steps_back_go_to_the_start_first() -> None:
    text = "One is. Two is.\n\nThree."
    assert previous_sentence(text, 11) == 8
    assert previous_sentence(text, 8) == 0
    assert previous_sentence(text, 17) == 8
    assert (next_sentence(text, 9), next_sentence(text, 17)) == (17, len(text))


def test_a_blank_line_holds_no_sentence() -> None:
    assert sentence_at("a\n\nb", 2) == (2, 2)
    assert sentence_at("", 0) == (0, 0)
    assert paragraph_at("a\n  \nb", 3)[0] == paragraph_at("a\n  \nb", 3)[1]


@settings(max_examples=300, deadline=None)
@given(texts, st.data())
def test_motion_moves_and_never_leaves_the_text(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    start, end = sentence_at(text, offset)
    assert 0 <= start <= end <= len(text)
    assert text[start:end] == text[start:end].strip()
    assert "\n" not in text[start:end]
    assert next_sentence(text, offset) > offset or offset == len(text)
    assert previous_sentence(text, offset) < offset or offset == 0
    left, right = paragraph_at(text, offset)
    assert left <= right
    assert start == end or left <= start <= end <= right


def test_the_reference_article_has_its_sentences(shared: Path) -> None:
    text = next((shared / "seed").glob("0*.txt")).read_text("utf-8")
    found = sentences(text)
    assert len(found) == 28
    assert any(one.endswith("article 51 of the U.N. Charter.") for one in found)
    assert any(one.endswith("in Ankara on Dec. 19, 2023.") for one in found)


def test_a_huge_text_is_read_a_line_at_a_time() -> None:
    text = "One sentence here. And a second one.\n" * 30_000
    started = time.perf_counter()
    for offset in range(0, len(text), len(text) // 50):
        sentence_at(text, offset)
    assert time.perf_counter() - started < 0.5
