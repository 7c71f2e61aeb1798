"""The questions about a mark's links, for the strip: who holds a claim, whom it is addressed to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import RelationType
from annotator.editing import holding, linking
from annotator.editing.holders import Ranked
from annotator.ui.models.wording import shortened, worded
from annotator.ui.strip.question import Ask, Option

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

_OFFERED = 9
_SHORT = 40


def name_of(kind: RelationType) -> str:
    """What the question about a link of this type is called."""
    return f"relation {kind.name}"


def links(window: MainWindow, annotation: Annotation) -> Iterator[Ask]:
    """One question for each link that may begin at a mark and has somewhere to go."""
    project = window.opened()
    holder = holding.holder_type(project.codebook, annotation)
    for kind in linking.types_from(project.codebook, annotation):
        ranked = window.meaning.likeliest(kind, annotation)
        if ranked or kind == holder:
            people = holder is not None and kind.children == holder.children
            yield _ask(window, annotation, kind, ranked, holds=kind == holder, soon=people)


def _ask(
    window: MainWindow,
    annotation: Annotation,
    kind: RelationType,
    ranked: list[Ranked],
    *,
    holds: bool,
    soon: bool,
) -> Ask:
    project, article = window.opened(), window.reading()
    options = [option_for(window, one.id) for one in ranked[:_OFFERED]]
    if holds:
        words = QCoreApplication.translate("Links", "the author")
        options.append(Option(linking.AUTHOR, words, "a", article.article.author))
    nobody = QCoreApplication.translate("Links", "no one named")
    options.append(Option(linking.NOBODY, nobody, "0"))

    def answer(value: str) -> None:
        if value == "" or value in linking.UNMARKED:
            linking.leave_unmarked(project, article, kind, annotation.id, value)
        else:
            linking.relate(project, article, kind, annotation.id, int(value), instead=True)

    return Ask(
        name=name_of(kind),
        title=worded(kind.name),
        answer=answer,
        options=options,
        answers=_answers(window, annotation, kind, ranked),
        definition=kind.definition,
        soon=soon,
    )


def option_for(window: MainWindow, annotation_id: int) -> Option:
    """A mark as an option: its words, the entity it means, where it stands."""
    project, article = window.opened(), window.reading()
    mark = article.annotations.find(annotation_id)
    assert mark is not None
    meant = [
        project.entities[one].name
        for one in article.annotations.entities_of(annotation_id)
        if one in project.entities
    ]
    words = shortened(" ".join(article.text_of(mark).split()), _SHORT)
    detail = f"→ {meant[0]}" if meant and meant[0] != words else ""
    return Option(str(mark.id), words, detail=detail, at=(mark.start, mark.end))


def _answers(
    window: MainWindow, annotation: Annotation, kind: RelationType, ranked: list[Ranked]
) -> list[str]:
    """The options that are the answer: the mark offered for whoever is linked."""
    unmarked = linking.unmarked_end(annotation, kind)
    if unmarked:
        return [unmarked]
    article = window.reading()
    linked = {one.child_id for one in linking.ends_of(article, kind, annotation.id)}
    if not linked:
        return []
    offered = [str(one.id) for one in ranked if linked.intersection(one.marks)]
    return offered or [str(one) for one in linked]
