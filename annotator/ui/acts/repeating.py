"""The same words marked wherever they stand: in the article, or in the project."""

from __future__ import annotations

from contextlib import closing
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog

from annotator.domain.codebook import Label
from annotator.domain.refusal import Refused
from annotator.editing.found_places import MOST, Place, exactly, places_in, places_in_project
from annotator.editing.watching import Watch
from annotator.store.reader import Reader
from annotator.ui import counts

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

translate = QCoreApplication.translate

_LONGEST = 300
"""Longer stretches do not stand anywhere twice."""


def mark_all_here(window: MainWindow) -> None:
    """Mark all other occurrences of the selected words in the article."""
    from annotator.editing.repeating import covered, mark_places, unmarked  # noqa: PLC0415

    project, article = window.at_work()
    words, label = _wanted(window)
    title = article.article.title or article.article.name
    found = list(places_in(article.id, title, article.text, exactly(words)))
    there = list(article.annotations)
    waiting = unmarked(project, label, found, there)
    chosen = _reviewed(window, words, waiting, label, off=set(covered(label, waiting, there)))
    if chosen is not None:
        label, places = chosen
        count = mark_places(project, article, label, places)
        window.say(
            translate("MainWindow", "{0} at {1}.").format(label.name, counts.of_places(count))
        )


def mark_all_everywhere(window: MainWindow) -> None:
    """Mark all other occurrences of the selected words in every article."""
    from annotator.editing.repeating import (  # noqa: PLC0415
        covered,
        mark_places_everywhere,
        unmarked,
    )
    from annotator.ui.dialogs.working import work_through  # noqa: PLC0415  not needed to start

    project, _ = window.at_work()
    words, label = _wanted(window)

    off: set[Place] = set()

    def look(watch: Watch) -> list[Place]:
        found: list[Place] = []
        waiting: list[Place] = []
        with closing(Reader.open(project.path)) as reader:
            places_in_project(reader, exactly(words), watch, found=found.extend)
            for article_id, some in groupby(found, key=lambda one: one.article_id):
                there = reader.annotations(article_id)
                mine = unmarked(project, label, some, there)
                waiting += mine
                off.update(covered(label, mine, there))
        return waiting

    found = work_through(window, translate("MainWindow", "Looking through the articles…"), look)
    chosen = _reviewed(window, words, found, label, off=off)
    if chosen is None:
        return
    label, places = chosen
    count = work_through(
        window,
        translate("MainWindow", "Marking…"),
        lambda watch: mark_places_everywhere(project, label, places, watch),
    )
    window.say(translate("MainWindow", "{0} at {1}.").format(label.name, counts.of_places(count)))


def _wanted(window: MainWindow) -> tuple[str, Label]:
    """The words to look for, and the label they get unless another one is chosen."""
    project, article = window.at_work()
    view = window.view
    selected, chosen = view.selected_annotation(), view.selection()
    book = project.codebook
    if chosen is not None:
        words = article.text[chosen[0] : chosen[1]].strip()
        labels = [one for one in book.labels if not one.retired]
        if not labels:
            raise Refused(translate("MainWindow", "The codebook has no label to mark with."))
        last = next((one for one in labels if one.id == window.last_label_id), labels[0])
        known = window.jumping.label_of(words)
        label = next((one for one in labels if one.id == known), last)
    elif selected is not None:
        if len(selected.fragments) > 1:
            raise Refused(
                translate("MainWindow", "Words in several pieces cannot be looked for as one.")
            )
        words, label = article.text_of(selected), book.label(selected.label_id)
    else:
        raise Refused(
            translate("MainWindow", "Select a mark or words first, to mark the same words again.")
        )
    if not words or len(words) > _LONGEST:
        raise Refused(translate("MainWindow", "These words are too long to stand anywhere else."))
    return words, label


def _reviewed(
    window: MainWindow, words: str, places: list[Place], label: Label, *, off: set[Place]
) -> tuple[Label, list[Place]] | None:
    """What the user wants marked after a look; None when called off."""
    from annotator.ui.dialogs.repeat import Repeat  # noqa: PLC0415  not needed to start

    short = words if len(words) <= 60 else f"{words[:59]}…"
    if not places:
        raise Refused(
            translate("MainWindow", "“{0}” stands nowhere else unmarked as {1}.").format(
                short, label.name
            )
        )
    said = (
        translate("MainWindow", "“{0}”: also at {1}")
        if len(places) < MOST
        else translate("MainWindow", "“{0}”: also at the first {1}")
    ).format(short, counts.of_places(len(places)))
    dialog = Repeat(window, said, places, window.opened().codebook, label, off=off)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = (dialog.chosen_label(), dialog.model.ticked()) if accepted else None
    dialog.deleteLater()
    return chosen
