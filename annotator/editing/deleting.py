"""Taking articles out of a project, with all that is in them, as one act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.domain.change import Change, Value, removed
from annotator.editing.project import Project
from annotator.editing.watching import Cancelled, Watch, unwatched

if TYPE_CHECKING:
    from annotator.store.parts import Part


def marks_in(project: Project, articles: Sequence[int]) -> int:
    """How many annotations, by anyone, would go with articles."""
    return sum(row.marks for row in project.reader.rows(articles, project.me.id))


def delete_articles(project: Project, articles: Sequence[int], watch: Watch = unwatched) -> None:
    """Take articles out, and everything in them. Undo brings all of it back.

    Their texts stay in the file for that. May run in a worker thread. Raises Refused,
    and Cancelled when `watch` stops it; nothing is changed then.
    """
    from annotator.store.parts import Part as Some  # noqa: PLC0415  not needed to start

    names = [project.reader.article(one).name for one in articles[:1]]
    title = (
        f"Delete article {names[0]}" if len(articles) == 1 else f"Delete {len(articles)} articles"
    )

    def parts() -> Iterator[Part]:
        for done, article_id in enumerate(articles):
            if not watch(done, len(articles), ""):
                raise Cancelled
            yield Some(changes_of_deleting(project, article_id))

    project.bulk(title, parts())
    watch(len(articles), len(articles), "")


def changes_of_deleting(project: Project, article_id: int) -> list[Change]:
    """What goes with an article, each thing before what it hangs on."""
    reader = project.reader
    going: list[Value] = [
        *reader.relations(article_id),
        *reader.entity_links(article_id),
        *reader.annotations(article_id),
        *reader.article_answers(article_id),
        *reader.statuses(article_id),
        reader.article(article_id),
    ]
    return [removed(one) for one in going]
