"""What an open project holds in memory: the article being read, and every entity."""

from __future__ import annotations

from functools import partial

from annotator.domain.annotation import Annotation
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.arriving_set import ArrivingSet
from annotator.domain.article import Article
from annotator.domain.change import Step
from annotator.domain.entity import Entity
from annotator.editing.in_hand import Hand
from annotator.store.reader import Reader

_WHOLE_UP_TO = 400_000
"""Articles up to this many code points are read whole at once."""


class OpenArticle:
    """An article being read: its text, and its annotations as they change."""

    def __init__(
        self,
        article: Article,
        text: str,
        annotations: AnnotationSet,
        known: KnownEntities | None = None,
    ) -> None:
        self.article = article
        self.text = text
        self.annotations = annotations
        self._known = known

    @property
    def id(self) -> int:
        return self.article.id

    def text_of(self, annotation: Annotation) -> str:
        """The words an annotation covers, fragments joined by one space."""
        return annotation.text_in(self.text)

    def entity_of(self, annotation_id: int) -> Entity | None:
        """The entity that an annotation means, None for none."""
        known = self._known
        for entity_id in self.annotations.entities_of(annotation_id) if known else ():
            found = known.by_id().get(entity_id) if known else None
            if found is not None:
                return found
        return None


class KnownEntities:
    """Every entity of a project: read when first wanted, and kept up to date from then on."""

    def __init__(self, reader: Reader, hand: Hand) -> None:
        self._reader = reader
        self._hand = hand
        self._by_id: dict[int, Entity] | None = None

    def by_id(self) -> dict[int, Entity]:
        """The entities by id. Not to be changed by whoever asks."""
        if self._by_id is None:
            found = self._hand.over(Entity, self._reader.entities())
            self._by_id = {one.id: one for one in found}
        return self._by_id

    def follow(self, step: Step) -> None:
        """Take over added, changed and removed entities."""
        if step.bulk:
            self._by_id = None
        if self._by_id is None:
            return
        for change in step.changes:
            if isinstance(change.after, Entity):
                self._by_id[change.after.id] = change.after
            elif isinstance(change.before, Entity):
                self._by_id.pop(change.before.id, None)


def read_article(reader: Reader, article_id: int, known: KnownEntities) -> OpenArticle:
    """An article with its text and all that is marked in it.

    Raises Refused when it is gone, or when its text is not what was stored.
    """
    article = reader.article(article_id)
    annotations = AnnotationSet(
        article_id,
        reader.annotations(article_id),
        reader.relations(article_id),
        reader.entity_links(article_id),
    )
    return OpenArticle(article, reader.text(article.text_sha256), annotations, known)


def begin_article(reader: Reader, article_id: int, known: KnownEntities) -> OpenArticle:
    """An article to be read at once; the marks of a long one arrive afterwards.

    Raises as `read_article` does.
    """
    article = reader.article(article_id)
    if article.length <= _WHOLE_UP_TO:
        return read_article(reader, article_id, known)
    annotations = ArrivingSet(
        article_id,
        partial(reader.annotations_meeting, article_id),
        reader.annotations_in_slices(article_id),
        reader.relations(article_id),
        reader.entity_links(article_id),
    )
    annotations.between(0, 1)  # read now, where a fault can be told
    return OpenArticle(article, reader.text(article.text_sha256), annotations, known)
