"""The copies of a project: each article that tells what an earlier one has told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

import msgspec

from annotator.domain.article import Article
from annotator.editing.copies.likeness import Likeness, Sketch, sketch
from annotator.editing.copies.linking import original_of
from annotator.editing.watching import Cancelled, Watch, unwatched
from annotator.store.reader import Reader

_SLICE = 100


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """An article and the first one whose story it tells again.

    `share` is how alike the two texts are, 0 to 1 (see `text.shingles`), as their
    sketches tell it. `linked` says that the article names that original.
    """

    article_id: int
    name: str
    original_id: int
    original: str
    share: float
    linked: bool = False


def copies_in(reader: Reader, watch: Watch = unwatched) -> list[Copy]:
    """Every copy, in the order in which articles came; `watch` counts articles.

    An article that is linked is a copy whatever its words are, as long as the original
    is there. May run in a worker thread. Raises Cancelled.
    """
    total = reader.count_articles()
    texts = Likeness()
    ids: dict[str, int] = {}
    names: dict[int, str] = {}
    found: list[Copy] = []
    for done, (article, one) in enumerate(sketched(reader)):
        if not watch(done, total, article.name):
            raise Cancelled
        ids[article.name], names[article.id] = article.id, article.name
        linked = ids.get(original_of(article.more), 0)
        like = texts.first_like(one)
        if linked and linked != article.id:
            found.append(_copy(article, linked, names, texts.share(linked, one), linked=True))
        elif like is not None:
            found.append(_copy(article, like.key, names, like.share))
        texts.add(article.id, one)
    watch(total, total, "")
    return found


def sketched(reader: Reader) -> Iterator[tuple[Article, Sketch]]:
    """Every article with the sketch of its text, in the order in which they came."""
    articles = reader.articles()
    while some := list(islice(articles, _SLICE)):
        texts = {one: text for one, _, text in reader.texts_of([each.id for each in some])}
        for article in some:
            yield article, sketch(texts.get(article.id, ""))


def indexed(reader: Reader, go_on: Callable[[], object]) -> Likeness:
    """The texts of a project, to be asked. `go_on` is called at each and may raise."""
    texts = Likeness()
    for article, one in sketched(reader):
        go_on()
        texts.add(article.id, one)
    return texts


def _copy(
    article: Article, original: int, names: dict[int, str], share: float, *, linked: bool = False
) -> Copy:
    return Copy(
        article_id=article.id,
        name=article.name,
        original_id=original,
        original=names[original],
        share=share,
        linked=linked,
    )
