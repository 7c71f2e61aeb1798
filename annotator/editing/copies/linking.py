"""What it means that an article is linked as a copy: a further fact that names the original."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from annotator.domain.article import Article
from annotator.domain.change import Change, Step, replaced
from annotator.editing.project import Project
from annotator.editing.watching import Cancelled, Watch, unwatched

COPY_OF = "copy of"
"""The further fact of an article that names the article it is a copy of."""

MANY = 200
"""Articles beyond which an act is too large to be listed, and to wait for."""


def original_of(more: Iterable[tuple[str, str]]) -> str:
    """The name of the article that further facts link to, "" for none."""
    return next((value for name, value in more if name == COPY_OF), "")


def linked(more: Iterable[tuple[str, str]], original: str) -> tuple[tuple[str, str], ...]:
    """Further facts that link to an original, and to no other."""
    return (*(one for one in more if one[0] != COPY_OF), (COPY_OF, original))


def link_copies(
    project: Project, pairs: Sequence[tuple[int, str]], watch: Watch = unwatched
) -> int:
    """Link articles, by id, each to an original, by name; returns how many were not yet.

    One act, undoable. More than MANY may be linked in a worker thread. Raises Refused when
    an article is gone, and Cancelled.
    """
    return _written(project, pairs, watch, ("Link a copy", "Link {} copies"))


def unlink_copies(project: Project, articles: Sequence[int], watch: Watch = unwatched) -> int:
    """Take the link away from articles; returns how many had one. As `link_copies`."""
    pairs = [(one, "") for one in articles]
    return _written(project, pairs, watch, ("Unlink a copy", "Unlink {} copies"))


def _written(
    project: Project, pairs: Sequence[tuple[int, str]], watch: Watch, titles: tuple[str, str]
) -> int:
    changes = list(_changes(project, pairs, watch))
    number = len(changes)
    title = titles[0] if number == 1 else titles[1].format(number)
    if number > MANY:
        from annotator.store.parts import Part  # noqa: PLC0415  not needed to start

        project.bulk(title, [Part(tuple(changes))])
    elif changes:
        project.do(Step(title=title, changes=tuple(changes)))
    return number


def _changes(project: Project, pairs: Sequence[tuple[int, str]], watch: Watch) -> Iterator[Change]:
    for done, (article_id, original) in enumerate(pairs):
        if not watch(done, len(pairs), original):
            raise Cancelled
        article = project.reader.article(article_id)
        after = _with_link(article, original)
        if after != article:
            yield replaced(article, after)


def _with_link(article: Article, original: str) -> Article:
    if original:
        return msgspec.structs.replace(article, more=linked(article.more, original))
    bare = tuple(one for one in article.more if one[0] != COPY_OF)
    return msgspec.structs.replace(article, more=bare)
