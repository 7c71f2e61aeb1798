from __future__ import annotations

import pytest

from annotator.ui.models.wording import button_text, shortened, tooltip, worded


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ACTOR", "Actor"),
        ("GPE", "GPE"),
        ("category", "Category"),
        ("US president", "US president"),
        ("", ""),
    ],
)
def test_names_of_the_codebook_read_as_words(name: str, shown: str) -> None:
    assert worded(name) == shown


def test_a_text_is_shortened_on_one_line() -> None:
    assert shortened("two\n  lines", 20) == "two lines"
    assert shortened("abcdef", 6) == "abcdef"
    assert shortened("abcdefg", 6) == "abcde…"
    assert shortened("ab" + " " * 100, 6) == "ab…"


def test_what_looks_like_markup_is_shown_as_it_is() -> None:
    assert tooltip("a <b> & c") == "<qt>a &lt;b&gt; &amp; c</qt>"
    assert tooltip("") == ""
    assert button_text("R&D") == "R&&D"
