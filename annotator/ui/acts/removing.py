"""Removing a mark: what hangs on it is said first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.domain.annotation import Annotation
from annotator.domain.refusal import Refused
from annotator.editing import marking
from annotator.ui.acts import fragments
from annotator.ui.models.wording import shortened

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

translate = QCoreApplication.translate
_SHORT = 30
_SAID = 3


def remove_mark(window: MainWindow) -> None:
    """Remove the selected mark; where something hangs on it, only when pressed again."""
    project, article = window.at_work()
    selected = window.view.selected_annotation()
    if selected is None:
        raise Refused(
            translate("MainWindow", "Select a mark to remove it: click it, or press Tab.")
        )
    if fragments.remove_chosen(window):
        return
    hanging = _hanging(window, selected)
    if hanging and window.about_to_remove != (selected, len(hanging)):
        window.about_to_remove = (selected, len(hanging))
        said = ", ".join(hanging[:_SAID]) + (", …" if len(hanging) > _SAID else "")
        raise Refused(
            translate("MainWindow", "With this mark go: {0}. Press Delete again.").format(said)
        )
    window.about_to_remove = None
    marking.unmark(project, article, selected.id)


def _hanging(window: MainWindow, mark: Annotation) -> list[str]:
    """What goes with a mark, each in a few words."""
    project, article = window.opened(), window.reading()
    found = []
    for relation in article.annotations.relations_of(mark.id):
        outward = relation.head_id == mark.id
        other = article.annotations.find(relation.child_id if outward else relation.head_id)
        name = project.codebook.relation_type(relation.type_id).name
        words = shortened(article.text_of(other), _SHORT) if other else ""
        backwards = translate("Links", "{0} of").format(name)
        found.append(f"{name if outward else backwards} “{words}”")
    entity = article.entity_of(mark.id)
    if entity is not None:
        found.append(translate("MainWindow", "the link to {0}").format(entity.name))
    return found
