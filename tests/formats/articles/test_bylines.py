"""By-lines of news databases: who wrote, as what, and from where."""

from __future__ import annotations

import pytest

from annotator.formats.articles.bylines import signed


@pytest.mark.parametrize(
    ("line", "author", "office", "place"),
    [
        ("Hanna Okley", "Hanna Okley", "", ""),
        ("By Hanna Okley", "Hanna Okley", "", ""),
        ("BY HANNA OKLEY", "HANNA OKLEY", "", ""),
        ("Byron Hale", "Byron Hale", "", ""),
        ("Daniel Solt in New Karsu", "Daniel Solt", "", "New Karsu"),
        ("Lisa O'Quist Bee Keeping correspondent", "Lisa O'Quist", "Bee Keeping correspondent", ""),
        ("Mary Ann Solt Political editor", "Mary Ann Solt", "Political editor", ""),
        ("Jan van der Berg Home affairs editor", "Jan van der Berg", "Home affairs editor", ""),
        ("Zoë J. Ferro correspondent", "Zoë J. Ferro", "correspondent", ""),
        ("Zoë Ferro, chief Europe reporter", "Zoë Ferro", "chief Europe reporter", ""),
        ("Ann Lee Political editor in Karsu", "Ann Lee", "Political editor", "Karsu"),
        ("Ann Lee and Bo Hale Political editor", "Ann Lee and Bo Hale Political editor", "", ""),
        ("Ann Lee (now), Bo Hale (earlier)", "Ann Lee (now), Bo Hale (earlier)", "", ""),
        ("Letters", "Letters", "", ""),
        ("Staff reporter", "Staff reporter", "", ""),
        ("Senior political editor", "Senior political editor", "", ""),
        ("", "", "", ""),
    ],
)
def test_a_by_line_gives_a_name(line: str, author: str, office: str, place: str) -> None:
    assert signed(line) == (author, office, place)
