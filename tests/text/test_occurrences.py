"""The same words are found as whole words in any script."""

from __future__ import annotations

import pytest

from annotator.text.occurrences import occurrences


@pytest.mark.parametrize(
    ("text", "words", "starts"),
    [
        ("Aral met Karal, Aralia and Aral’s aide: Aral.", "Aral", [0, 27, 40]),
        ("Karsu’da ve Karsulu, Karsu’ya", "Karsu", [0, 21]),
        ("وقال آرال ولآرال", "آرال", [5, 12]),
        ("阿拉尔和阿拉尔", "阿拉尔", [0, 4]),
        ("หญิงเดินทาง", "เดิน", [4]),
        ("aaaa aa", "aa", [5]),
        ("a-b a-b", "a-b", [0, 4]),
        ("Aral", "", []),
    ],
)
def test_where_the_words_stand(text: str, words: str, starts: list[int]) -> None:
    found = list(occurrences(text, words))
    assert [start for start, _ in found] == starts
    assert all(text[start:end] == words for start, end in found)
