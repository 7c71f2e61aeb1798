"""What it means that an article is linked as a copy: a further fact that names the original."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from annotator.domain.article import Article
from annotator.domain.change import Change, Step, replaced
from annotator.editing.project import Project

COPY_OF = "copy of"
"""The further fact of an article that names the article it is a copy of."""


def original_of(more: Iterable[tuple[str, str]]) -> str:
    """The name of the article that further facts link to, "" for none."""
    return next((value for name, value in more if name == COPY_OF), "")


def linked(more: Iterable[tuple[str, str]], original: str) -> tuple[tuple[str, str], ...]:
    """Further facts that link to an original, and to no other."""
    return (*(one for one in more if one[0] != COPY_OF), (COPY_OF, original))


def link_copies(project: Project, pairs: Sequence[tuple[int, str]]) -> int:
    """Link articles, by id, each to an original, by name; returns how many were not yet.

    One act, undoable. Raises Refused when an article is gone.
    """
    changes = list(_changes(project, pairs))
    if changes:
        title = "Link a copy" if len(changes) == 1 else f"Link {len(changes)} copies"
        project.do(Step(title=title, changes=tuple(changes)))
    return len(changes)


def unlink_copies(project: Project, articles: Sequence[int]) -> int:
    """Take the link away from articles; returns how many had one."""
    changes = list(_changes(project, [(one, "") for one in articles]))
    if changes:
        title = "Unlink a copy" if len(changes) == 1 else f"Unlink {len(changes)} copies"
        project.do(Step(title=title, changes=tuple(changes)))
    return len(changes)


def _changes(project: Project, pairs: Sequence[tuple[int, str]]) -> Iterable[Change]:
    for article_id, original in pairs:
        article = project.reader.article(article_id)
        after = _with_link(article, original)
        if after != article:
            yield replaced(article, after)


def _with_link(article: Article, original: str) -> Article:
    if original:
        return msgspec.structs.replace(article, more=linked(article.more, original))
    bare = tuple(one for one in article.more if one[0] != COPY_OF)
    return msgspec.structs.replace(article, more=bare)
