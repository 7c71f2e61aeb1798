"""Acts that the disk has not taken yet: kept in order, seen in what is read, taken back in hand.

What is read from the file does not hold them. Whoever shows an article, a status or
the codebook looks at it through the hand, so that the next act is decided on what the
reader sees, and can be written after those before it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple, TypeVar, cast

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.article import ArticleText
from annotator.domain.change import Change, Step, Value
from annotator.domain.codebook import Codebook, CodebookVersion, Label, Question, RelationType
from annotator.domain.refusal import Busy, NotSaved, Refused
from annotator.domain.status import Status
from annotator.editing.reach import Reach, key_of
from annotator.store.listing import ArticleRow

V = TypeVar("V", bound=Value)


class InHand(NamedTuple):
    """An act that is not written yet, and the texts that come with it."""

    step: Step
    texts: tuple[ArticleText, ...] = ()


class Hand:
    """The acts in hand, oldest first. False when there are none."""

    def __init__(self) -> None:
        self.turn = threading.RLock()
        """Held by whoever writes what is in hand, or takes it back."""
        self.why: NotSaved | None = None
        """Why the oldest was not written when that was last tried."""
        self._acts: list[InHand] = []
        self._taken_back: list[InHand] = []
        self._below = 0

    def __len__(self) -> int:
        return len(self._acts)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The acts, oldest first."""
        return tuple(act.step for act in self._acts)

    @property
    def acts(self) -> tuple[InHand, ...]:
        """The acts with their texts, oldest first."""
        return tuple(self._acts)

    @property
    def waits(self) -> bool:
        """Whether all they wait for is a longer act of this very program."""
        return self.why is not None and isinstance(self.why.why, Busy)

    # -- taking and letting go ---------------------------------------------------------

    def take(self, act: InHand, why: NotSaved | None = None) -> None:
        """Keep an act, behind those that are kept already."""
        self._acts.append(act)
        self.why = why or self.why

    def written(self) -> None:
        """The oldest is on disk, or will never be."""
        with self.turn:
            del self._acts[0]
            if not self._acts:
                self.why = None

    def let_go(self) -> None:
        """Keep nothing any more."""
        with self.turn:
            self._acts.clear()
            self.forget_taken_back()
            self.why = None

    def take_back(self, article_id: int | None = None) -> Step | None:
        """Let go of the newest act, or of the whole gesture it ends; in an article if given.

        Returns what that does to what is shown, None when there was nothing. An act on
        the whole project goes only where it is the newest. Raises Refused when a later
        act in another article depends on it.
        """
        with self.turn:
            at = self._newest(article_id)
            if at is None:
                return None
            first, found = at, self._acts[at]
            while first and _same_gesture(self._acts[first - 1].step, found.step):
                first -= 1
            going, later = self._acts[first : at + 1], self._acts[at + 1 :]
            reach = Reach()
            for act in going:
                reach.take(act.step.changes)
            if any(reach.is_met_by(act.step.changes) for act in later):
                raise Refused(f"A later act depends on “{found.step.title}”; nothing was changed.")
            self._acts = [*self._acts[:first], *later]
            self._taken_back += reversed(going)
            if not self._acts:
                self.why = None
        return joined([act.step for act in going]).inverse()

    def bring_again(self, article_id: int | None = None) -> list[InHand]:
        """What was last taken back in hand, to be done again; in an article if given."""
        with self.turn:
            at = -1 if self._below else len(self._taken_back) - 1
            while at >= 0 and article_id not in (None, self._taken_back[at].step.article_id):
                at -= 1
            if at < 0:
                return []
            first = at
            while first and _same_gesture(
                self._taken_back[first - 1].step, self._taken_back[at].step
            ):
                first -= 1
            found = self._taken_back[first : at + 1]
            del self._taken_back[first : at + 1]
            return found[::-1]

    def keep_taken_back(self, acts: Iterable[InHand]) -> None:
        """Put back what `bring_again` gave and could not be done."""
        self._taken_back += reversed(tuple(acts))

    def forget_taken_back(self) -> None:
        """Nothing taken back in hand can be done again: something else was done."""
        self._taken_back.clear()
        self._below = 0

    def follow_turn(self, by: int) -> None:
        """An act of the journal was taken back (1) or done again (-1).

        What was taken back in hand came after it, and is done again after it.
        """
        if self._taken_back:
            self._below = max(0, self._below + by)

    def undo_title(self, article_id: int | None = None) -> str | None:
        """What `take_back` would let go of, None when there is nothing."""
        at = self._newest(article_id)
        return None if at is None else self._acts[at].step.title

    def redo_title(self) -> str | None:
        """What `bring_again` would give, None when there is nothing."""
        return None if self._below or not self._taken_back else self._taken_back[-1].step.title

    def _newest(self, article_id: int | None) -> int | None:
        last = len(self._acts) - 1
        for at in range(last, -1, -1):
            within = self._acts[at].step.article_id
            if article_id in (None, within) or (within is None and at == last):
                return at
        return None

    # -- what is read, with what is in hand --------------------------------------------

    def changes(self) -> Iterator[Change]:
        """Every change that waits, in order."""
        for act in self.acts:  # as they are now: another thread may be writing them
            yield from act.step.changes

    def over(self, kind: type[V], values: Iterable[V]) -> list[V]:
        """Values of one kind as the acts leave them; what is new comes last."""
        found = {key_of(value): value for value in values}
        for change in self.changes():
            if not isinstance(change.value, kind):
                continue
            if change.after is None:
                found.pop(key_of(change.value), None)
            else:
                found[key_of(change.value)] = change.value
        return list(found.values())

    def over_book(self, book: Codebook) -> Codebook:
        """A codebook as the acts leave it."""
        order = attrgetter("position", "id")
        return Codebook(
            tuple(sorted(self.over(Label, book.labels), key=order)),
            tuple(sorted(self.over(RelationType, book.relation_types), key=order)),
            tuple(sorted(self.over(Question, book.questions), key=order)),
        )

    def versions_left(self) -> int:
        """How many versions of the codebook the acts leave behind."""
        return sum(isinstance(change.after, CodebookVersion) for change in self.changes())

    def is_marked_under(self, codebook_version: int) -> bool:
        """Whether an act marks under a version of the codebook."""
        return any(
            isinstance(change.after, Annotation)
            and change.after.codebook_version == codebook_version
            for change in self.changes()
        )

    def over_row(self, row: ArticleRow, me: int) -> ArticleRow:
        """A row of the list of articles, for the annotator `me`, as the acts leave it."""
        marks = 0
        for change in self.changes():
            value = change.value
            if isinstance(value, Annotation) and value.article_id == row.id:
                marks += (change.after is not None) - (change.before is not None)
            elif isinstance(value, Status) and (value.article_id, value.annotator_id) == (
                row.id,
                me,
            ):
                now = cast("Status | None", change.after) or Status(
                    article_id=row.id, annotator_id=me
                )
                row = msgspec.structs.replace(row, progress=now.progress, flagged=now.flagged)
        return msgspec.structs.replace(row, marks=row.marks + marks) if marks else row


def _same_gesture(one: Step, other: Step) -> bool:
    return bool(one.merge_key) and (one.merge_key, one.article_id) == (
        other.merge_key,
        other.article_id,
    )


def joined(steps: Sequence[Step]) -> Step:
    """Several acts of one gesture as one, to be told."""
    changes = tuple(change for step in steps for change in step.changes)
    return msgspec.structs.replace(steps[0], changes=changes)
