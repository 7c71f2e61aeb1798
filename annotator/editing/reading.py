"""What an open project shows: what its file says, and what is in hand over it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.domain.annotator import Annotator
from annotator.domain.article import Article, ArticleAnswer
from annotator.domain.entity import Entity
from annotator.domain.status import Progress, Status
from annotator.editing.held import KnownEntities, OpenArticle, read_article

if TYPE_CHECKING:
    from annotator.editing.in_hand import Hand
    from annotator.store.listing import ArticleRow, Listing
    from annotator.store.reader import Reader


class Reading:
    """The questions that acts are decided by, answered as the reader sees the project."""

    reader: Reader
    """What is on disk; lists and searches of the whole project ask it."""
    hand: Hand
    """The acts that the disk has not taken yet."""
    me: Annotator
    _known: KnownEntities

    def look_at(self, article_id: int) -> OpenArticle:
        """Read an article as it is now, without keeping it up to date. Any thread may call.

        Raises Refused when it is gone, or when its text is not what was stored.
        """
        return self._seen(read_article(self.reader, article_id, self._known))

    def _seen(self, article: OpenArticle) -> OpenArticle:
        """An article that was read, with what is in hand."""
        if self.hand:
            article.annotations.follow(self.hand.changes())
            article.article = next(
                (one for one in self.hand.over(Article, [article.article]) if one.id == article.id),
                article.article,
            )
        return article

    def statuses(self, article_id: int) -> list[Status]:
        """How far every annotator is with an article, where that was ever said."""
        found = self.hand.over(Status, self.reader.statuses(article_id))
        return [one for one in found if one.article_id == article_id]

    def status(self, article_id: int) -> Status:
        """How far this annotator is with an article."""
        for status in self.statuses(article_id):
            if status.annotator_id == self.me.id:
                return status
        return Status(article_id=article_id, annotator_id=self.me.id)

    def article_answers(self, article_id: int) -> list[ArticleAnswer]:
        """What everybody answered about an article as a whole."""
        found = self.hand.over(ArticleAnswer, self.reader.article_answers(article_id))
        return [one for one in found if one.article_id == article_id]

    def rows(self, ids: Sequence[int]) -> list[ArticleRow]:
        """Rows for a list, in the order of `ids`; ids that are gone have none."""
        found = self.reader.rows(ids, self.me.id)
        if self.hand:
            return [self.hand.over_row(row, self.me.id) for row in found]
        return found

    def next_of(self, listing: Listing, *, after: int = 0) -> int | None:
        """The first article of a listing, behind another one if given, that is not done in hand."""
        done = {
            one.article_id
            for one in self.hand.over(Status, ())
            if one.annotator_id == self.me.id and one.progress is Progress.DONE
        }
        found = self.reader.article_ids(listing, after=after, limit=1 + len(done))
        return next((one for one in found if one not in done), None)

    @property
    def entities(self) -> dict[int, Entity]:
        """Every entity by id."""
        return self._known.by_id()

    @property
    def undo_title(self) -> str | None:
        """What undo would take back, None when there is nothing."""
        return self.hand.undo_title() or self.reader.undo_title()

    def undo_title_in(self, article_id: int | None) -> str | None:
        """What undo would take back in an article, None when there is nothing."""
        return self.hand.undo_title(article_id) or self.reader.history.undo_title(article_id)

    @property
    def redo_title(self) -> str | None:
        """What redo would bring again, None when there is nothing."""
        return self.hand.redo_title() or self.reader.redo_title()
