"""Change: what one act did to one value, and the way back.

A user's act becomes a Step: a title and a tuple of changes. The store writes the
step in one transaction together with its journal row; the same step is then told
to everyone who shows something. Undo is the step inverted, nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.annotator import Annotator
from annotator.domain.article import Article, ArticleAnswer
from annotator.domain.codebook import CodebookVersion, Label, Question, RelationType
from annotator.domain.entity import Entity, EntityLink
from annotator.domain.status import Status

Value = (
    Article
    | Annotation
    | Relation
    | Annotator
    | Label
    | RelationType
    | Question
    | CodebookVersion
    | Status
    | ArticleAnswer
    | Entity
    | EntityLink
)
"""Everything a project holds that an act can add, remove or replace."""


class Change(msgspec.Struct, frozen=True, gc=False):
    """Before and after of one value: added (no before), removed (no after), or replaced."""

    before: Value | None
    after: Value | None

    @property
    def value(self) -> Value:
        """The value as it is now, or as it last was."""
        found = self.after if self.after is not None else self.before
        assert found is not None
        return found

    def inverse(self) -> Change:
        return Change(self.after, self.before)


def added(value: Value) -> Change:
    return Change(None, value)


def removed(value: Value) -> Change:
    return Change(value, None)


def replaced(before: Value, after: Value) -> Change:
    return Change(before, after)


def inverse(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes turned around, last first."""
    return tuple(change.inverse() for change in reversed(changes))


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One act as the user sees it in the journal.

    `article_id` is the article it happened in, None for the whole project. In the news
    a step without changes, and not bulk, says that what was in hand is on disk now.
    `bulk` marks an act too large to list (an import): `changes` is then empty in
    the news, and whoever shows something reads it afresh. `merge_key` joins quick
    repeats of one gesture (edge moves of one annotation) into one step.
    """

    title: str
    changes: tuple[Change, ...] = ()
    article_id: int | None = None
    bulk: bool = False
    merge_key: str = ""

    @property
    def settles(self) -> bool:
        """Whether it only tells that what was told before is on disk now."""
        return not self.changes and not self.bulk

    def after(self, others: tuple[Change, ...]) -> Step:
        """The same act with other changes made before its own."""
        return msgspec.structs.replace(self, changes=(*others, *self.changes))

    def inverse(self) -> Step:
        return Step(
            title=self.title,
            changes=inverse(self.changes),
            article_id=self.article_id,
            bulk=self.bulk,
        )
