"""The questions of a label's attributes, for the strip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import SEPARATOR, Attribute, AttributeKind, asked_of
from annotator.editing import keeping, marking
from annotator.ui.models.wording import worded
from annotator.ui.strip.question import Ask, Option

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow


def attributes(window: MainWindow, annotation: Annotation) -> Iterator[Ask]:
    """What the codebook asks about a mark, given the answers it has."""
    label = window.opened().codebook.label(annotation.label_id)
    for attribute in asked_of(label, annotation.answers):
        yield _ask(window, annotation, attribute)


def _ask(window: MainWindow, annotation: Annotation, attribute: Attribute) -> Ask:
    project, article = window.opened(), window.reading()
    said = annotation.answer(attribute.name)
    several = attribute.kind is AttributeKind.CHOICES
    kept = keeping.of(window.settings, project)
    place = (annotation.label_id, attribute.name)

    def answer(value: str) -> None:
        marking.set_answer(project, article, annotation.id, attribute.name, value)
        kept.follow(*place, value)

    def keep(on: bool) -> None:
        now = article.annotations.find(annotation.id)
        kept.keep(*place, now.answer(attribute.name) if on and now else None)

    return Ask(
        name=attribute.name,
        title=worded(attribute.name),
        answer=answer,
        kind=attribute.kind,
        options=options_of(attribute),
        answers=said.split(SEPARATOR) if several and said else [said] if said else [],
        required=attribute.required,
        definition=attribute.definition,
        keep=keep,
        kept=kept.is_kept(*place),
        soon=bool(attribute.shown_when),
    )


def options_of(attribute: Attribute) -> list[Option]:
    """The answers that an attribute offers; none where one types."""
    if attribute.kind is AttributeKind.YES_NO:
        yes = QCoreApplication.translate("ChoiceBox", "yes")
        no = QCoreApplication.translate("ChoiceBox", "no")
        return [Option("yes", yes, "y"), Option("no", no, "n")]
    if attribute.kind in (AttributeKind.CHOICE, AttributeKind.CHOICES):
        return [Option(choice, choice) for choice in attribute.choices]
    return []
