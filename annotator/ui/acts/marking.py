"""Marking by key and by mouse: labels, relabelling, notes, the sticky label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Label, unanswered
from annotator.domain.refusal import Refused
from annotator.editing import keeping, marking
from annotator.ui.canvas import motion

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

translate = QCoreApplication.translate

ASK_EVERY = "ask_about_every_mark"
"""Setting: whether new marks are asked about even what need not be answered."""


def press_label_key(window: MainWindow, key: str) -> None:
    """A label's key was pressed."""
    project, _ = window.at_work()
    label = project.codebook.label_for_key(key)
    if label is None:
        raise Refused(
            translate("MainWindow", "No label of the codebook has the key {0}.").format(key)
        )
    press_label(window, label.id)


def press_label(window: MainWindow, label_id: int) -> None:
    """Mark what is selected, relabel the selected mark, or mark the word at the caret.

    With nothing to mark the label becomes sticky.
    """
    project, article = window.at_work()
    label = project.codebook.label(label_id)
    view = window.view
    words = view.selection()
    selected = view.selected_annotation()
    if words is not None:
        mark(window, label, words)
    elif selected is not None:
        relabelled = marking.relabel(project, article, selected.id, label)
        window.last_label_id = label.id
        if relabelled is not None:
            ask_about_new(window, relabelled)
    else:
        word = motion.word_or_none(article.text, view.caret())
        if word is None:
            window.set_sticky(label)
        else:
            mark(window, label, word)


def mark(window: MainWindow, label: Label, words: tuple[int, int]) -> None:
    """Put a label on a stretch of words and select the new mark."""
    project, article = window.at_work()
    start, end = _trimmed(article.text, words)
    if start >= end:
        raise Refused(translate("MainWindow", "There are no words to mark in this selection."))
    answers = keeping.of(window.settings, project).answers(label)
    annotation = marking.mark(project, article, label, ((start, end),), answers=answers)
    window.last_label_id = label.id
    window.view.select_words(end, end)
    window.view.select_annotation(annotation.id, show=False)
    ask_about_new(window, annotation)


def words_chosen(window: MainWindow) -> None:
    """Words were selected by mouse: the sticky label marks them, or labels are offered."""
    words = window.view.selection()
    if words is None or window.project is None or window.project.read_only:
        return
    if window.sticky is not None:
        mark(window, window.sticky, words)
    else:
        window.chip.offer(window.project.codebook)


def edge_moved(window: MainWindow, annotation_id: int, start: int, end: int) -> None:
    """An edge of a mark was dragged by mouse."""
    project, article = window.at_work()
    start, end = _trimmed(article.text, (start, end))
    marking.move_edges(project, article, annotation_id, start, end)


def repeat_label(window: MainWindow) -> None:
    """Mark with the label used last."""
    if window.last_label_id is None:
        raise Refused(translate("MainWindow", "Nothing was marked yet, so there is no last label."))
    press_label(window, window.last_label_id)


def write_note(window: MainWindow) -> None:
    """Put the cursor into the note of the selected mark."""
    if window.view.selected_annotation() is None:
        raise Refused(
            translate("MainWindow", "Select a mark to write a note on it: click it, or press Tab.")
        )
    window.show_right(True)
    window.inspector.edit_note()


def answer(window: MainWindow) -> None:
    """Ask what the codebook asks about the selected mark; with nothing to ask, go to its note."""
    selected = window.view.selected_annotation()
    if selected is not None and not window.opened().read_only:
        window.view.show_stretch(selected.start, selected.end)
        if window.asking.begin(selected):
            return
    answer_in_inspector(window)


def ask_about_new(window: MainWindow, annotation: Annotation) -> None:
    """Ask about a mark just made: all, or what must be answered, as the user likes."""
    every = window.settings.flag(ASK_EVERY, default=False)
    if every or unanswered(window.opened().codebook.label(annotation.label_id), annotation.answers):
        window.asking.begin(annotation, required_only=not every)


def ask_every(window: MainWindow) -> None:
    """Ask all questions about every new mark, or only those that must be answered."""
    every = not window.settings.flag(ASK_EVERY, default=False)
    window.settings.set(**{ASK_EVERY: every})
    window.say(
        translate("MainWindow", "Every new mark is asked about.")
        if every
        else translate("MainWindow", "New marks are asked only what must be answered.")
    )


def answer_in_inspector(window: MainWindow) -> None:
    """Put the cursor on the first question of the selected mark."""
    if window.view.selected_annotation() is None:
        raise Refused(
            translate(
                "MainWindow", "Select a mark to answer its questions: click it, or press Tab."
            )
        )
    window.show_right(True)
    window.inspector.edit_answers()


def choose_sticky(window: MainWindow) -> None:
    """The next label becomes sticky; after the last, none is."""
    project, _ = window.at_work()
    labels = [label for label in project.codebook.labels if not label.retired]
    ids = [label.id for label in labels]
    at = ids.index(window.sticky.id) + 1 if window.sticky and window.sticky.id in ids else 0
    window.set_sticky(labels[at] if at < len(labels) else None)


def let_go(window: MainWindow) -> None:
    """Escape: close what is open, then let go of words, mark and sticky label in turn."""
    view = window.view
    window.hide_chip()
    if view.hand.let_go():
        return
    if window.search.is_open:
        window.search.close()
    elif view.selection() is not None:
        view.select_words(view.caret(), view.caret())
    elif window.sticky is not None:
        window.set_sticky(None)
    else:
        view.select_annotation(None)


def _trimmed(text: str, words: tuple[int, int]) -> tuple[int, int]:
    start, end = words
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
