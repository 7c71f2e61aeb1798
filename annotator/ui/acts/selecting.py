"""Selecting by key: edges in and out, sentences, paragraphs, from mark to mark."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from annotator.domain.reading_order import reading_order
from annotator.domain.refusal import Refused
from annotator.editing import marking
from annotator.ui.acts import fragments
from annotator.ui.canvas import motion

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

translate = QCoreApplication.translate


def edge(
    which: Literal["start", "end"], *, out: bool, by_character: bool = False
) -> Callable[[MainWindow], None]:
    """The act that moves one edge of the selected words, or else of the selected mark."""
    move = motion.move_end if which == "end" else motion.move_start

    def run(window: MainWindow) -> None:
        view = window.view
        article = window.reading()
        words = view.selection()
        selected = view.selected_annotation()
        if words is not None:
            start, end = move(article.text, words, out=out, by_character=by_character)
            backward = view.caret() == words[0] and view.anchor() == words[1]
            view.select_words(*((end, start) if backward else (start, end)))
        elif fragments.move_edge(
            window,
            lambda piece: move(article.text, piece, out=out, by_character=by_character),
        ):
            return
        elif selected is not None:
            stretch = (selected.start, selected.end)
            start, end = move(article.text, stretch, out=out, by_character=by_character)
            project, article = window.at_work()
            gesture = window.gesture(f"edge {selected.id}")
            marking.move_edges(project, article, selected.id, start, end, gesture=gesture)
            view.select_words(end, end)
            view.show_stretch(start, end)
        else:
            word = motion.word_or_none(article.text, view.caret())
            if word is not None:
                view.select_words(*word)

    return run


def extend_to_sentence(window: MainWindow) -> None:
    """Grow the selection to its sentence; again, to the next one too."""
    article = window.reading()
    view = window.view
    here = view.selection() or (view.caret(), view.caret())
    _take(window, motion.to_sentence(article.text, here, article.article.language))


def extend_to_paragraph(window: MainWindow) -> None:
    """Grow the selection to its paragraph; again, to the next one too."""
    article = window.reading()
    view = window.view
    here = view.selection() or (view.caret(), view.caret())
    _take(window, motion.to_paragraph(article.text, here))


def _take(window: MainWindow, words: tuple[int, int]) -> None:
    window.view.select_annotation(None)
    window.view.select_words(*words)


def next_mark(window: MainWindow) -> None:
    _hop(window, forward=True)


def previous_mark(window: MainWindow) -> None:
    _hop(window, forward=False)


def _hop(window: MainWindow, *, forward: bool) -> None:
    article = window.reading()
    selected = window.view.selected_annotation()
    caret = window.view.caret()
    here = reading_order(selected) if selected else (caret, -len(article.text) - 1, 0)
    order = article.annotations.order
    found = order.following(here) if forward else order.preceding(here)
    if found is None:
        raise Refused(translate("MainWindow", "This article has no marks yet."))
    window.view.select_annotation(found.id)


def next_overlapping(window: MainWindow) -> None:
    """Step through the marks at the caret, or at the start of the selected one."""
    annotations = window.reading().annotations
    selected = window.view.selected_annotation()
    caret = window.view.caret()
    offset = caret
    if selected is not None and not selected.covers(caret):
        offset = caret - 1 if selected.covers(caret - 1) else selected.start
    stack = annotations.at(offset) or annotations.at(max(0, offset - 1))
    if not stack:
        raise Refused(translate("MainWindow", "No mark lies here."))
    ids = [one.id for one in stack]
    at = (ids.index(selected.id) + 1) % len(ids) if selected and selected.id in ids else 0
    window.view.select_annotation(ids[at], show=False)


def copy_words(window: MainWindow) -> None:
    """Put the selected words, or those of the selected mark, on the clipboard as they stand."""
    article = window.reading()
    words, mark = window.view.selection(), window.view.selected_annotation()
    if words is not None:
        copied = article.text[words[0] : words[1]]
    elif mark is not None:
        copied = article.text_of(mark)
    else:
        raise Refused(translate("MainWindow", "Select words first."))
    QGuiApplication.clipboard().setText(copied)
