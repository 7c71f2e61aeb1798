"""What an open project holds in memory: the article being read, and an act not written yet."""

from __future__ import annotations

from typing import NamedTuple

from annotator.domain.annotation import Annotation
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.article import Article, ArticleText
from annotator.domain.change import Step


class OpenArticle:
    """An article being read: its text, and its annotations as they change."""

    def __init__(self, article: Article, text: str, annotations: AnnotationSet) -> None:
        self.article = article
        self.text = text
        self.annotations = annotations

    @property
    def id(self) -> int:
        return self.article.id

    def text_of(self, annotation: Annotation) -> str:
        """The words an annotation covers, fragments joined by one space."""
        return annotation.text_in(self.text)


class InHand(NamedTuple):
    """An act that could not be written yet, the texts that come with it, and why not."""

    step: Step
    texts: tuple[ArticleText, ...] = ()
    why: str = ""
