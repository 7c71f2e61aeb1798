"""Which fragment of the selected mark is meant, and which mark was selected last.

Selecting words lets go of the mark that was selected; the one to which they are to be
added is therefore remembered here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.domain.annotation import Annotation
from annotator.domain.span import Fragment

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow


class Fragments(QObject):
    """The fragment in hand: none, or one of the selected mark's by its number."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._last: int | None = None
        self._chosen: int | None = None
        window.view.annotation_selected.connect(self._selected)
        window.opened_article.connect(self._forget)
        self._selected(self._window.view.page and self._window.view.page.marks.selected)

    def target(self) -> Annotation | None:
        """The mark that further words are added to: the selected one, or the last that was."""
        window = self._window
        selected = window.view.selected_annotation()
        if selected is not None or window.article is None or self._last is None:
            return selected
        return window.article.annotations.find(self._last)

    def chosen(self) -> int | None:
        """The number of the fragment in hand, counted from 0; None for the whole mark."""
        selected = self._window.view.selected_annotation()
        if selected is None or self._chosen is None or self._chosen >= len(selected.fragments):
            return None
        return self._chosen

    def stretch(self) -> Fragment | None:
        """The code points of the fragment in hand."""
        which, selected = self.chosen(), self._window.view.selected_annotation()
        return selected.fragments[which] if selected is not None and which is not None else None

    def choose(self, which: int | None) -> None:
        """Take a fragment in hand, or the whole mark."""
        self._chosen = which
        self._window.view.margin.show_outline(self.stretch())

    def _selected(self, annotation_id: object) -> None:
        if isinstance(annotation_id, int):
            self._last = annotation_id
        self.choose(None)

    def _forget(self) -> None:
        self._last = None
        self.choose(None)
