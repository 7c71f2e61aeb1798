"""Linking by key: the holder of a claim, any link to another mark, fragments, removal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import RelationType
from annotator.domain.refusal import Refused
from annotator.editing import holding, linking
from annotator.ui.models.wording import worded
from annotator.ui.strip.links import name_of, option_for
from annotator.ui.strip.question import KEYS, Ask, Option

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

translate = QCoreApplication.translate


def set_holder(window: MainWindow) -> None:
    """Offer the likeliest holders of the selected claim, numbered."""
    selected = _selected(window)
    kind = holding.holder_type(window.opened().codebook, selected)
    if kind is None:
        label = window.opened().codebook.label(selected.label_id)
        raise Refused(
            translate("MainWindow", "The codebook has no link that begins at {0}.").format(
                label.name
            )
        )
    window.view.show_stretch(selected.start, selected.end)
    window.asking.begin(selected, only=name_of(kind))


def link(window: MainWindow) -> None:
    """Link the selected mark: first the type if there are several, then the other end."""
    selected = _selected(window)
    article = window.reading()
    kinds = [
        kind
        for kind in linking.types_from(window.opened().codebook, selected)
        if any(linking.may_end(kind, selected, other) for other in article.annotations)
    ]
    if not kinds:
        raise Refused(
            translate("MainWindow", "The codebook allows no link from this mark to another one.")
        )
    _Linking(window, kinds).begin(selected)


class _Linking:
    """Two questions: which link, and where to."""

    def __init__(self, window: MainWindow, kinds: list[RelationType]) -> None:
        self._window = window
        self._kinds = kinds
        self._kind = kinds[0] if len(kinds) == 1 else None

    def begin(self, annotation: Annotation) -> None:
        """Ask."""
        self._window.view.show_stretch(annotation.start, annotation.end)
        self._window.asking.begin(annotation, sources=(self._questions,))

    def _questions(self, window: MainWindow, annotation: Annotation) -> Iterator[Ask]:
        if len(self._kinds) > 1:
            yield Ask(
                name="link",
                title=translate("Links", "Link"),
                answer=self._choose,
                options=[Option(kind.name, worded(kind.name), detail=kind.definition)
                         for kind in self._kinds],
            )  # fmt: skip
        kind = self._kind
        if kind is not None:
            project, article = window.opened(), window.reading()
            ranked = holding.likeliest(project, article, kind, annotation)
            yield Ask(
                name="other end",
                title=translate("Links", "{0}: to which mark?").format(worded(kind.name)),
                answer=lambda value: self._relate(annotation, value),
                options=[option_for(window, one.id) for one in ranked[: len(KEYS)]],
            )

    def _choose(self, name: str) -> None:
        self._kind = next((kind for kind in self._kinds if kind.name == name), None)

    def _relate(self, annotation: Annotation, value: str) -> None:
        if value and self._kind is not None:
            project, article = self._window.at_work()
            linking.relate(project, article, self._kind, annotation.id, int(value))


def _selected(window: MainWindow) -> Annotation:
    window.at_work()
    selected = window.view.selected_annotation()
    if selected is None:
        raise Refused(translate("MainWindow", "Select a mark first: click it, or press Tab."))
    return selected
