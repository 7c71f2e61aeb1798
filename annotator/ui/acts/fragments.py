"""Marks in several pieces, by key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.domain.refusal import Refused
from annotator.domain.span import Fragment
from annotator.editing import fragments
from annotator.ui.models.wording import shortened

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

translate = QCoreApplication.translate


def add_fragment(window: MainWindow) -> None:
    """Add the selected words to the selected mark, or to the one selected before them."""
    project, article = window.at_work()
    words, target = window.view.selection(), window.fragments.target()
    if target is None:
        raise Refused(
            translate("MainWindow", "Select a mark first, then words, then press P to add them.")
        )
    if words is None:
        raise Refused(translate("MainWindow", "Select the words to add to the mark."))
    start, end = _trimmed(article.text, words)
    if start >= end:
        raise Refused(translate("MainWindow", "There are no words to mark in this selection."))
    after = fragments.add(project, article, target.id, (start, end))
    window.view.select_words(end, end)
    window.view.select_annotation(after.id, show=False)
    label = project.codebook.label(after.label_id).name
    window.say(
        translate("MainWindow", "Added to {0} “{1}”.").format(
            label, shortened(article.text_of(after), 60)
        )
    )


def next_fragment(window: MainWindow) -> None:
    """Take the next fragment of the selected mark in hand; after the last, the whole mark."""
    selected = window.view.selected_annotation()
    if selected is None:
        raise Refused(translate("MainWindow", "Select a mark first: click it, or press Tab."))
    count = len(selected.fragments)
    if count == 1:
        raise Refused(translate("MainWindow", "This mark is of one piece."))
    now = window.fragments.chosen()
    which = 0 if now is None else now + 1
    window.fragments.choose(which if which < count else None)
    if which == count:
        window.say(translate("MainWindow", "The whole mark."))
        return
    start, end = selected.fragments[which]
    window.view.show_stretch(start, end)
    words = shortened(window.reading().text[start:end], 60)
    window.say(
        translate(
            "MainWindow", "Piece {0} of {1}: “{2}”. J K move its edges, Delete removes it."
        ).format(which + 1, count, words)
    )


def move_edge(window: MainWindow, move: Callable[[Fragment], Fragment]) -> bool:
    """Move an edge of the fragment in hand; False when there is none."""
    which, stretch = window.fragments.chosen(), window.fragments.stretch()
    selected = window.view.selected_annotation()
    if which is None or stretch is None or selected is None:
        return False
    project, article = window.at_work()
    after = move(stretch)
    gesture = window.gesture(f"fragment {selected.id} {which}")
    fragments.move(project, article, selected.id, which, after, gesture=gesture)
    window.fragments.choose(which)
    window.view.show_stretch(*after)
    return True


def remove_chosen(window: MainWindow) -> bool:
    """Remove the fragment in hand; False when there is none."""
    which, selected = window.fragments.chosen(), window.view.selected_annotation()
    if which is None or selected is None:
        return False
    project, article = window.at_work()
    fragments.remove(project, article, selected.id, which)
    window.fragments.choose(None)
    return True


def _trimmed(text: str, words: tuple[int, int]) -> tuple[int, int]:
    start, end = words
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
