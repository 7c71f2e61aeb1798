"""Whom marks mean, by key: one mark, all marks of the same words, the list of places."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.domain.annotation import Annotation
from annotator.domain.refusal import Refused
from annotator.editing import entities

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

translate = QCoreApplication.translate


def set_entity(window: MainWindow) -> None:
    """Ask whom the selected mark means."""
    from annotator.ui.strip.whom import whom  # noqa: PLC0415  not needed to start

    selected = _selected(window)
    window.view.show_stretch(selected.start, selected.end)
    window.asking.begin(selected, sources=(whom,))


def link_same_words(window: MainWindow) -> None:
    """Link every mark of the same words in the article to what the selected one means."""
    selected = _selected(window)
    project, article = window.at_work()
    entity = article.entity_of(selected.id)
    if entity is None:
        raise Refused(translate("MainWindow", "The selected mark means nobody yet: press E first."))
    others = [
        one.id
        for one in entities.same_words(article, selected)
        if entity.id not in article.annotations.entities_of(one.id)
    ]
    if not others:
        raise Refused(
            translate("MainWindow", "No other mark of these words is left to link in this article.")
        )
    entities.link(project, article, others, entity)
    window.say(
        translate("MainWindow", "{0} more marks linked to {1}.").format(len(others), entity.name)
    )


def import_places(window: MainWindow, file: Path | None = None) -> None:
    """Take up another list of places, a file in the format of GeoNames."""
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415  not needed to start

    from annotator.store.gazetteer import make  # noqa: PLC0415
    from annotator.ui.dialogs.working import work_through  # noqa: PLC0415

    if file is None:
        chosen, _ = QFileDialog.getOpenFileName(
            window,
            translate("MainWindow", "Import a list of places"),
            "",
            translate("MainWindow", "Lists of places (*.txt *.tsv);;All files (*)"),
        )
        if not chosen:
            return
        file = Path(chosen)
    source, target = file, window.meaning.places_file()
    window.meaning.let_go_of_places()
    count = work_through(
        window,
        translate("MainWindow", "Reading the list of places…"),
        lambda watch: make(source, target, watch),
        in_bytes=True,
    )
    window.say(translate("MainWindow", "{0} places can be looked up.").format(f"{count:,}"))


def show_entities(window: MainWindow) -> None:
    """Open or close the panel of entities, at the one the selected mark means."""
    window.opened()
    window.drawer.toggle("entities")
    selected = window.view.selected_annotation()
    entity = window.article.entity_of(selected.id) if window.article and selected else None
    if entity is not None and window.drawer.is_open:
        window.drawer.entities.choose(entity.id)


def show_checks(window: MainWindow) -> None:
    """Open or close the panel of checks."""
    window.opened()
    window.drawer.toggle("checks")


def check_project(window: MainWindow) -> None:
    """Look at every article of the project by the rules."""
    window.opened()
    window.drawer.open("checks")
    window.drawer.checks.check_everywhere()


def _selected(window: MainWindow) -> Annotation:
    window.at_work()
    selected = window.view.selected_annotation()
    if selected is None:
        raise Refused(translate("MainWindow", "Select a mark first: click it, or press Tab."))
    return selected
