"""What names of files say, by a pattern."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.refusal import Refused
from annotator.formats.format import ReadOptions
from annotator.formats.name_pattern import NamePattern
from annotator.formats.plain import PLAIN


@pytest.mark.parametrize(
    ("pattern", "path", "facts"),
    [
        (
            "{date:%Y-%m-%d}_{source}_{title}.txt",
            "in/2024-01-05_Gray Post_Pilots_vote.txt",
            {"date": "2024-01-05", "source": "Gray Post", "title": "Pilots_vote"},
        ),
        ("{date:%d%m%y}-{*}", "050124-x.html", {"date": "2024-01-05"}),
        (
            "{source}/{date:%Y}/{author}",
            "a/Post/2021/Ferro.txt",
            {"source": "Post", "date": "2021", "author": "Ferro"},
        ),
        ("{desk}_{title}", "Politics_A (draft).txt", {"desk": "Politics", "title": "A (draft)"}),
        ("{date}_{title}", "20240105_A.txt", {"date": "2024-01-05", "title": "A"}),
        ("{date:%B %d, %Y} {title}", "January 5, 2024 A.txt", {"date": "2024-01-05", "title": "A"}),
    ],
)
def test_a_name_says_what_the_pattern_asks(pattern: str, path: str, facts: dict[str, str]) -> None:
    assert NamePattern(pattern).facts(Path(path)) == tuple(facts.items())


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("{date:%Y-%m-%d}_{title}", "2024-13-05_A.txt"),
        ("{date:%Y-%m-%d}_{title}", "notes.txt"),
        ("{source}.html", "a.txt"),
    ],
)
def test_a_name_that_does_not_follow_says_nothing(pattern: str, path: str) -> None:
    assert NamePattern(pattern).facts(Path(path)) is None


@pytest.mark.parametrize(
    "pattern", ["", "title", "{title", "{title}_{title}", "{title:%Y}", "{date:%Q}", "{a/b}"]
)
def test_a_pattern_that_means_nothing_is_refused(pattern: str) -> None:
    with pytest.raises(Refused):
        NamePattern(pattern)


def test_facts_of_the_name_are_those_of_the_article(tmp_path: Path) -> None:
    path = tmp_path / "2024-01-05_Post_x.txt"
    path.write_text("Some words.\n", encoding="utf-8")
    assert PLAIN.read is not None
    (record,) = PLAIN.read(path, ReadOptions())
    pattern = NamePattern("{date:%Y-%m-%d}_{source}_{batch}")
    said = pattern.applied(record, path)
    assert (said.published, said.source, said.more) == ("2024-01-05", "Post", (("batch", "x"),))
    assert said.text == record.text
    other = pattern.applied(record, tmp_path / "x.txt")
    assert (other.published, len(other.notes)) == ("", 1)


def test_a_pattern_that_would_take_hours_is_refused() -> None:
    pattern = NamePattern("{*}-" * 8 + "{title}x")
    with pytest.raises(Refused, match="would take too long"):
        pattern.facts(Path("a-" * 60))
