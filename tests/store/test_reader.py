"""Reading: lists, counts, and what the writer does meanwhile."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.annotator import Annotator
from annotator.domain.change import Step, Value, replaced
from annotator.domain.refusal import Refused
from annotator.domain.status import Progress, Status
from annotator.store.failures import Damaged
from annotator.store.listing import ArticleRow, Listing
from annotator.store.store import Store


@pytest.fixture
def press(store: Store, make: Any) -> Store:
    """Ten articles; three annotators are through with some of them."""
    values: list[Value] = [
        make.article(number, title=f"Title {number}", place="Çankaya", keywords=("100%", "a_b"))
        for number in range(2, 11)
    ]
    values += [Annotator(2, "two"), Annotator(3, "three")]
    values += [make.mark(1), make.mark(2, article_id=102), make.mark(3, article_id=102)]
    values.append(make.mark(4, article_id=103, label_id=12, annotator_id=2))

    def says(article: int, by: int, progress: Progress, *, flagged: bool = False) -> None:
        values.append(
            Status(article_id=article, annotator_id=by, progress=progress, flagged=flagged)
        )

    says(101, 1, Progress.DONE)
    says(101, 2, Progress.TODO, flagged=True)
    says(102, 1, Progress.IN_PROGRESS)
    says(102, 2, Progress.DONE)
    says(103, 1, Progress.TODO, flagged=True)
    says(104, 3, Progress.IN_PROGRESS)
    store.apply(make.step(*values), by=1)
    return store


def test_the_reader_comes_without_sqlalchemy(path: Path, store: Store) -> None:
    store.close()
    program = (
        "import sys, pathlib\n"
        "from annotator.store.reader import Reader\n"
        "from annotator.store.lock import ProjectLock\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "lock = ProjectLock.take(path)\n"
        "reader = Reader.open(path)\n"
        "print(reader.counts().articles, reader.rows(reader.article_ids(), 1)[0].name)\n"
        "reader.close()\n"
        "lock.release()\n"
        "heavy = {'sqlalchemy', 'alembic'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("1 article 1\n", "")


def test_a_reader_sees_what_is_committed_at_once(store: Store, make: Any) -> None:
    with closing(store.reader()) as reader:
        for number in range(1, 20):
            store.apply(make.step(make.mark(number)), by=1)
            assert len(reader.annotations(101)) == number
        assert not reader._ask.connection.in_transaction


def test_counts(press: Store) -> None:
    with closing(press.reader()) as reader:
        anyone = reader.counts()
        assert (anyone.todo, anyone.in_progress, anyone.done, anyone.flagged) == (7, 1, 2, 2)
        mine = reader.counts(1)
        assert (mine.todo, mine.in_progress, mine.done, mine.flagged) == (8, 1, 1, 1)
        assert (mine.articles, mine.annotations) == (10, 4)
        assert (mine.by_label, mine.by_annotator) == ({11: 3, 12: 1}, {1: 3, 2: 1})
        assert (reader.done(1), reader.done(2), reader.done(3)) == (1, 1, 0)


@pytest.mark.parametrize(
    ("listing", "numbers"),
    [
        (Listing(), range(1, 11)),
        (Listing(progress=Progress.DONE), (1, 2)),
        (Listing(progress=Progress.IN_PROGRESS), (4,)),
        (Listing(progress=Progress.TODO), (3, 5, 6, 7, 8, 9, 10)),
        (Listing(progress=Progress.DONE, me=1), (1,)),
        (Listing(progress=Progress.IN_PROGRESS, me=1), (2,)),
        (Listing(progress=Progress.TODO, me=1), range(3, 11)),
        (Listing(flagged=True), (1, 3)),
        (Listing(flagged=True, me=1), (3,)),
        (Listing(contains="tiTLE 1"), (10,)),
        (Listing(contains="cankaya"), range(2, 11)),
        (Listing(contains="ÇANKAYA", flagged=True), (3,)),
        (Listing(contains="100%"), range(2, 11)),
        (Listing(contains="1%0"), ()),
        (Listing(contains="a_b"), range(2, 11)),
        (Listing(contains="a_ "), ()),
        (Listing(contains="\\"), ()),
        (Listing(contains="'; DROP TABLE articles"), ()),
    ],
)
def test_listings(press: Store, listing: Listing, numbers: Any) -> None:
    expected = [100 + number for number in numbers]
    with closing(press.reader()) as reader:
        assert list(reader.article_ids(listing)) == expected
        assert reader.count_articles(listing) == len(expected)
        assert [one.id for one in reader.articles(listing)] == expected
        slices: list[int] = []
        while some := reader.article_ids(listing, after=slices[-1] if slices else 0, limit=3):
            assert len(some) <= 3
            slices += some
        assert slices == expected
        among, last = reader.ids_among(listing, after=0, among=4)
        while last is not None:
            some, last = reader.ids_among(listing, after=last, among=4)
            assert len(some) <= 4
            among += some
        assert list(among) == expected


def test_rows_stand_in_the_order_asked_for(press: Store) -> None:
    with closing(press.reader()) as reader:
        rows = reader.rows([103, 999, 102], 1)
        assert rows == [
            ArticleRow(
                103, "article 3", "Title 3", "", "", "Çankaya", "", 1, Progress.TODO, flagged=True
            ),
            ArticleRow(
                102,
                *("article 2", "Title 2", "", "", "Çankaya", "", 2, Progress.IN_PROGRESS),
                flagged=False,
            ),
        ]
        assert len(reader.rows(list(range(101, 111)) * 50, 1)) == 500
        assert reader.rows([], 1) == []


def test_what_is_searched_follows_the_article(press: Store, make: Any) -> None:
    before = make.article()
    after = make.article(title="Yeni İSTANBUL")
    press.apply(Step(title="Retitle", changes=(replaced(before, after),)), by=1)
    with closing(press.reader()) as reader:
        assert list(reader.article_ids(Listing(contains="yeni istanbul"))) == [101]
        press.undo(by=1)
        assert list(reader.article_ids(Listing(contains="yeni istanbul"))) == []


def test_an_article_is_found_by_name_and_by_text(press: Store, make: Any) -> None:
    sha256 = make.words().sha256
    with closing(press.reader()) as reader:
        assert reader.article_named("article 3") == reader.article(103)
        assert reader.article_named("article") is None
        assert reader.article_with(sha256, "none.txt") is None
        found = reader.article_with(sha256, "")
        assert found is not None
        assert found.id == 101
        assert reader.has_article(101)
        assert not reader.has_article(99)
        with pytest.raises(Refused, match="no longer in the project"):
            reader.article(99)


def test_articles_are_streamed_while_they_change(press: Store, make: Any) -> None:
    many = [make.article(number) for number in range(11, 460)]
    press.apply(make.step(*many), by=1)
    with closing(press.reader()) as reader:
        seen: list[int] = []
        for article in reader.articles():
            if not seen:
                press.apply(make.step(make.article(999)), by=1)
            seen.append(article.id)
        assert seen == [*range(101, 560), 1099]


def test_threads_may_share_a_reader(press: Store) -> None:
    with closing(press.reader()) as reader:
        right: list[bool] = []

        def look() -> None:
            same = [
                reader.article(103).name == "article 3" and len(reader.annotations(102)) == 2
                for _ in range(100)
            ]
            right.extend(same)

        threads = [threading.Thread(target=look) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert right == [True] * 400


def test_a_text_that_was_tampered_with_is_refused(press: Store, make: Any) -> None:
    sha256 = make.words().sha256
    with closing(press.reader()) as reader:
        assert reader.text(sha256) == make.text
        press._sqlite.execute("UPDATE texts SET text = replace(text, 'Monday', 'Friday')")
        with pytest.raises(Damaged, match="not the one that was stored"):
            reader.text(sha256)
        press._sqlite.execute("UPDATE texts SET text = CAST(x'61ff' AS TEXT)")
        with pytest.raises(Damaged):
            reader.text(sha256)
        with pytest.raises(Damaged, match="missing"):
            reader.text("0" * 64)


def test_a_row_that_makes_no_sense_is_damage(press: Store, make: Any) -> None:
    press.apply(make.step(make.mark(9, fragments=((0, 1), (2, 3)))), by=1)
    with closing(press.reader()) as reader:
        press._sqlite.execute("DELETE FROM annotation_fragments WHERE number = 1")
        with pytest.raises(Damaged, match="lost a part"):
            reader.annotations(101)
        press._sqlite.execute("UPDATE articles SET more = '[1]' WHERE id = 101")
        with pytest.raises(Damaged, match="makes no sense"):
            reader.article(101)
