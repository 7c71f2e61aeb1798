"""The index of words holds what the texts say, after every act, and is never trusted blindly."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.change import Step, removed
from annotator.domain.refusal import CannotOpen
from annotator.store import search_index, seeking
from annotator.store.check import check
from annotator.store.reader import Reader
from annotator.store.repair import repair
from annotator.store.rescue import rescue
from annotator.store.store import Store
from annotator.text.folding import fold_key

_TEXTS = {
    1: "President Kalın’s party said on Monday that Çankaya would pay. 😀",
    2: "国务院总理在北京会见了日本外相。会谈持续两小时。",
    3: "Die Straßenbahn fuhr über die Brücke, das soft\u00adware-Haus blieb zu.",
    4: "رئيس الوزراء قال إنّ الحكومة ستدفع",
    5: "नई दिल्ली में प्रधानमंत्री ने कहा",
}


@pytest.fixture
def several(store: Store, path: Path, make: Any) -> Path:
    for number, text in _TEXTS.items():
        if number > 1:
            step = make.step(make.article(number, text))
            store.apply(step, by=1, texts=[make.words(text)])
    return path


def _with(path: Path, words: str) -> set[int]:
    with closing(Reader.open(path)) as reader:
        return {one - 100 for one in reader.articles_with(words)}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kalin", {1}),
        ("ALIN's par", {1}),
        ("😀", {1}),
        ("总理在北", {2}),
        ("日本", {2}),
        ("strassen", {3}),
        ("BAHN FUHR UBER", {3}),
        ("software", {3}),
        ("الحكومة", {4}),
        ("दिल्ली", {5}),
        ("nowhere", set()),
        ("party nowhere", set()),
        ("—", {1, 2, 3, 4, 5}),
    ],
)
def test_articles_are_found_by_parts_of_words_of_any_script(
    several: Path, words: str, found: set[int]
) -> None:
    assert _with(several, words) == found


def test_an_article_that_goes_and_comes_back_is_found_again(
    several: Path, store: Store, make: Any
) -> None:
    store.apply(Step(title="Delete", changes=(removed(make.article(2, _TEXTS[2])),)), by=1)
    assert _with(several, "北京") == set()
    store.undo(by=1)
    assert _with(several, "北京") == {2}
    store.undo(by=1)  # article 5
    assert _with(several, "कहा") == set()
    store.redo(by=1)
    assert _with(several, "कहा") == {5}
    store.close()
    assert check(several) == []


def test_an_act_that_is_refused_leaves_no_words(several: Path, store: Store, make: Any) -> None:
    text = "Zanzibar."
    step = make.step(make.article(6, text), make.article(6, text))
    with pytest.raises(Exception, match="there already"):
        store.apply(step, by=1, texts=[make.words(text)])
    with closing(Reader.open(several)) as reader:
        search_index.listed(reader._ask.connection, "row")
        asked = "SELECT count(*) FROM temp.search_row WHERE term = 'zanzibar'"
        assert reader._ask.one(asked) == (0,)


def test_whatever_reads_as_one_word_is_one_in_the_index() -> None:
    """Every character that folds to letters, or to nothing, stays within its word."""
    every = [chr(point) for point in range(1, 0x20000) if not 0xD800 <= point <= 0xDFFF]
    within = [one for one in every if _belongs(fold_key(one))]
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE texts (id INTEGER PRIMARY KEY, text)")
        connection.execute(search_index.TABLE)
        text = " ".join(f"x{one}y" for one in within)
        connection.execute("INSERT INTO texts VALUES (1, ?)", (text,))
        search_index.rebuild(connection)
        search_index.listed(connection, "row")
        terms = {seeking._ready(one) for (one,) in connection.execute(seeking._WORDS)}
    apart = [one for one in within if seeking._ready(f"x{one}y") not in terms]
    assert [f"U+{ord(one):04X}" for one in apart] == []


def _belongs(folded: str) -> bool:
    return not folded or any(unicodedata.category(one)[0] in "LMNS" for one in folded)


def _forget(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO search(search) VALUES ('delete-all')")


def _invent(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO search(rowid, text) VALUES (1, 'Zanzibar')")


def _destroy(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM search_data WHERE id > 10")


@pytest.mark.parametrize("harm", [_forget, _invent, _destroy])
def test_an_index_that_is_wrong_is_told_and_made_again(
    several: Path, store: Store, harm: Callable[[sqlite3.Connection], None]
) -> None:
    store.close()
    with closing(sqlite3.connect(several, isolation_level=None)) as connection:
        harm(connection)
    (found,) = check(several)
    assert "search index" in str(found)
    assert repair(several) == ["Made the search index again."]
    assert check(several) == []
    assert _with(several, "总理在北") == {2}


def test_an_index_of_another_making_is_not_written_to(several: Path, store: Store) -> None:
    store.close()
    with closing(sqlite3.connect(several, isolation_level=None)) as connection:
        connection.execute("DROP TABLE search")
        connection.execute("CREATE VIRTUAL TABLE search USING fts5(text)")
    with pytest.raises(CannotOpen, match="other tables"):
        Store.open(several)
    fresh = several.with_name("fresh.annotator")
    rescue(several, fresh)
    assert check(fresh) == []
    assert _with(fresh, "总理在北") == {2}


def test_a_damaged_index_stops_nobody_from_reading(several: Path, store: Store) -> None:
    from annotator.editing.found_places import alike, places_in_project  # noqa: PLC0415

    store.close()
    with closing(sqlite3.connect(several, isolation_level=None)) as connection:
        _destroy(connection)
    found: list[Any] = []
    with closing(Reader.open(several)) as reader:
        places_in_project(reader, alike("北京"), lambda *_: True, found=found.extend)
    assert [one.article_id for one in found] == [102]
