"""Undo and redo without end, across closing and opening."""

from __future__ import annotations

import itertools
import random
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change, Step, added, removed, replaced
from annotator.domain.status import Progress, Status
from annotator.store.failures import Damaged
from annotator.store.history import ActKind
from annotator.store.parts import Part
from annotator.store.reader import Reader
from annotator.store.store import Store


def _titles(store: Store) -> tuple[str | None, str | None]:
    with closing(store.reader()) as reader:
        return reader.undo_title(), reader.redo_title()


def test_titles_follow(store: Store, make: Any) -> None:
    assert _titles(store) == ("Begin", None)
    store.apply(make.step(make.mark(1), title="one"), by=1)
    store.apply(make.step(make.mark(2), title="two"), by=1)
    store.undo(by=1)
    assert _titles(store) == ("one", "two")
    store.undo(by=1)
    assert _titles(store) == ("Begin", "one")
    store.redo(by=1)
    assert _titles(store) == ("one", "two")
    store.apply(make.step(make.mark(3), title="three"), by=1)
    assert _titles(store) == ("three", None)
    assert store.redo(by=1) is None


def test_the_news_of_an_undo_is_what_was_done(store: Store, make: Any) -> None:
    one, two = make.mark(1), make.mark(2)
    step = Step(title="mark", changes=(added(one), added(two)), article_id=101)
    store.apply(step, by=1)
    assert store.undo(by=1) == Step(
        title="mark", changes=(removed(two), removed(one)), article_id=101
    )
    assert store.redo(by=1) == step


def test_a_gesture_goes_as_one(store: Store, make: Any) -> None:
    def move(end: int, key: str) -> None:
        before = reader.annotations(101)[0]
        after = msgspec.structs.replace(before, fragments=((1, end),))
        change = (replaced(before, after),)
        store.apply(Step(title="Move", changes=change, merge_key=key, article_id=101), by=1)

    with closing(store.reader()) as reader:
        store.apply(make.step(make.mark()), by=1)
        for end, key in ((7, "a"), (8, "b"), (9, "b"), (10, "b")):
            move(end, key)
        undone = store.undo(by=1)
        assert undone is not None
        assert len(undone.changes) == 3
        assert reader.annotations(101)[0].end == 7
        store.undo(by=1)
        assert reader.annotations(101)[0].end == 6
        store.redo(by=1)
        store.redo(by=1)
        assert reader.annotations(101)[0].end == 10
        assert reader.redo_title() is None
        move(11, "")
        move(12, "")
        store.undo(by=1)
        assert reader.annotations(101)[0].end == 11


def test_a_settled_history_cannot_be_undone(store: Store, make: Any) -> None:
    store.apply(make.step(make.mark()), by=1)
    store.undo(by=1)
    store.forget_history()
    assert _titles(store) == (None, None)
    assert store.undo(by=1) is None
    assert store.redo(by=1) is None
    store.apply(make.step(make.mark()), by=1)
    assert store.undo(by=1)
    assert store.undo(by=1) is None


def test_the_journal_tells_everything(store: Store, make: Any) -> None:
    store.apply(Step(title="mark", changes=(added(make.mark()),), article_id=101), by=1)
    store.undo(by=2)
    store.redo(by=3)
    with closing(store.reader()) as reader:
        rows = reader.journal()
        told = [(row.kind, row.title, row.annotator_id, row.target, row.state) for row in rows]
        assert told == [
            (ActKind.REDO, "mark", 3, 2, ""),
            (ActKind.UNDO, "mark", 2, 2, ""),
            (ActKind.DO, "mark", 1, None, "done"),
            (ActKind.DO, "Begin", 1, None, "done"),
        ]
        assert rows[0].at >= rows[-1].at
        assert [row.seq for row in reader.journal(limit=2, before=3)] == [2, 1]


def test_a_journal_that_cannot_be_read_refuses_undo(store: Store, path: Path, make: Any) -> None:
    store.apply(make.step(make.mark()), by=1)
    store._sqlite.execute("UPDATE journal_part SET changes = x'00' WHERE seq = 2")
    with pytest.raises(Damaged):
        store.undo(by=1)
    with closing(store.reader()) as reader:
        assert len(reader.annotations(101)) == 1


class _Editor:
    """Somebody who does anything at all with what there is."""

    def __init__(self, make: Any, seed: int) -> None:
        self.chance = random.Random(seed)
        self.make = make
        self.marks: dict[int, Annotation] = {}
        self.tied: set[int] = set()
        self.status: Status | None = None
        self.numbers = itertools.count(1)

    def act(self) -> tuple[Change, ...]:
        return tuple(self.change() for _ in range(self.chance.choice((1, 1, 1, 2, 5))))

    def change(self) -> Change:
        what = self.chance.random()
        if what < 0.45 or len(self.marks) < 3:
            return self._mark()
        if what < 0.55:
            head, child = self.chance.sample(sorted(self.marks), 2)
            self.tied |= {head, child}
            return added(self.make.relation(next(self.numbers), head_id=head, child_id=child))
        if what < 0.65:
            return self._say()
        one = self.chance.choice(sorted(self.marks))
        if what < 0.85:
            return self._alter(self.marks[one])
        if one in self.tied:
            return self._mark()
        return removed(self.marks.pop(one))

    def _mark(self) -> Change:
        mark = self.make.mark(next(self.numbers), fragments=((1, 4), (5, 9)))
        self.marks[mark.id] = mark
        return added(mark)

    def _alter(self, before: Annotation) -> Change:
        pick = self.chance.choice
        after = self.marks[before.id] = msgspec.structs.replace(
            before,
            label_id=pick((11, 12)),
            note=pick(("", "why", "ı" * 50)),
            fragments=pick((((0, 4),), ((0, 4), (6, 9)), ((2, 3), (3, 5), (8, 9)))),
            answers=(("kind", "x"),) * self.chance.randrange(3),
        )
        return replaced(before, after)

    def _say(self) -> Change:
        before, progress = self.status, self.chance.choice(list(Progress))
        self.status = Status(article_id=101, annotator_id=1, progress=progress, flagged=True)
        return replaced(before, self.status) if before else added(self.status)


@pytest.mark.parametrize("seed", range(3))
def test_anything_done_can_be_undone_to_the_beginning_and_done_again(
    path: Path, make: Any, dump: Any, seed: int
) -> None:
    """100 acts and as many ways back, with the project closed and opened now and then."""
    with closing(Store.create(path)) as store:
        store.apply(make.step(*make.beginning()), by=1, texts=[make.words()])
        store.forget_history()
    first = dump(path)
    editor = _Editor(make, seed)
    store = Store.open(path)
    for number in range(100):
        if number % 10 == 9:
            parts = [Part(editor.act()), Part(editor.act())]
            store.apply_parts("many", parts, by=1)
        else:
            key = editor.chance.choice(("", "", "same"))
            store.apply(Step(title="act", changes=editor.act(), merge_key=key), by=1)
        store = _perhaps_again(store, path, editor.chance)
        if editor.chance.random() < 0.2:  # back and forth on the way
            back = 0
            while back < 3 and store.undo(by=1) is not None:
                back += 1
            for _ in range(back):
                assert store.redo(by=1) is not None
    store.close()
    last = dump(path)
    with closing(Reader.open(path)) as reader:
        assert set(reader.annotations(101)) == set(editor.marks.values())

    store = Store.open(path)
    while store.undo(by=1) is not None:
        store = _perhaps_again(store, path, editor.chance)
    store.close()
    assert dump(path) == first
    store = Store.open(path)
    while store.redo(by=1) is not None:
        store = _perhaps_again(store, path, editor.chance)
    store.close()
    assert dump(path) == last


def _perhaps_again(store: Store, path: Path, chance: random.Random) -> Store:
    if chance.random() > 0.05:
        return store
    store.close()
    return Store.open(path)
