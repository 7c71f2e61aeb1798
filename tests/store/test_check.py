"""The check finds what it says it looks for, and nothing in a sound project."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from annotator.store.check import Finding, check
from annotator.store.store import Store


@pytest.fixture
def spoiled(store: Store, make: Any) -> Store:
    """A sound project with a bit of everything, that takes any row."""
    words = make.words("second", "second".encode("utf-16"))
    store.apply(
        make.step(
            make.mark(1, fragments=((0, 3), (5, 9)), answers=(("a", "b"),)),
            make.mark(2),
            make.article(2, "second"),
            make.mark(3, article_id=102, fragments=((0, 3),)),
            make.relation(),
        ),
        by=1,
        texts=[words],
    )
    store._sqlite.execute("PRAGMA foreign_keys = OFF")
    store._sqlite.execute("PRAGMA ignore_check_constraints = ON")
    return store


def test_a_sound_project_has_no_findings(spoiled: Store, path: Path) -> None:
    assert check(path) == []
    spoiled.close()
    assert check(path) == []


@pytest.mark.parametrize(
    ("statement", "article", "words"),
    [
        ("UPDATE texts SET text = 'Second' WHERE text = 'second'", "article 2", "not the one"),
        ("UPDATE texts SET original = x'00' WHERE kept = 'packed'", "article 2", "cannot be read"),
        ("UPDATE articles SET length = 7 WHERE id = 102", "article 2", "6 characters, not 7"),
        ('UPDATE annotations SET "end" = 900 WHERE id = 1002', "article 1", "Mark s2 lies outside"),
        (
            'UPDATE annotation_fragments SET "end" = 7 WHERE number = 0',
            "article 1",
            "Mark s1 lies outside its text, or crosses itself",
        ),
        ("DELETE FROM annotation_answers", "", "lost a part"),
        ("UPDATE relations SET child_id = 1003", "article 1", "ends of relation r1"),
        ("UPDATE annotations SET name = 's1'", "article 1", "2 annotations are named s1"),
        ("DELETE FROM labels WHERE id = 11", "", "In annotations, row 1001 refers to"),
        ("UPDATE relation_types SET heads = '[77]'", "", "names a label that is missing"),
        ("UPDATE labels SET attributes = '{'", "", "makes no sense"),
        ("DELETE FROM journal_part", "", "Act 1 of the journal .Begin. has lost its changes"),
        ("UPDATE journal_part SET changes = x'0102' WHERE seq = 2", "", "Act 2 of the journal"),
    ],
)
def test_what_is_wrong_is_found(
    spoiled: Store, path: Path, statement: str, article: str, words: str
) -> None:
    spoiled._sqlite.execute(statement)
    findings = check(path)
    assert [one for one in findings if one.article == article and re.search(words, one.sentence)]
    assert all("\n" not in str(one) for one in findings)


def test_damaged_pages_are_found_and_do_not_stop_the_rest(spoiled: Store, path: Path) -> None:
    (page,) = spoiled._sqlite.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'annotation_answers'"
    ).fetchone()
    spoiled._sqlite.execute("UPDATE texts SET text = 'Second' WHERE text = 'second'")
    spoiled.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    findings = check(path)
    assert any("damaged" in one.sentence for one in findings)
    assert Finding("article 2", "The text is not the one that was stored.") in findings
