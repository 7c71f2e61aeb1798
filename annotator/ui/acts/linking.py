"""Linking by key: the holder of a claim, any link to another mark, fragments, removal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QTimer

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import RelationType
from annotator.domain.refusal import Refused
from annotator.editing import holding, linking
from annotator.ui.canvas.jump_marks import Offer, Target
from annotator.ui.models.wording import worded
from annotator.ui.strip.asking import Source
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


def toggle_every_link(window: MainWindow) -> None:
    """Draw the links of all claims on screen, or of the selected one alone."""
    margin = window.view.margin
    margin.show_every_link(not margin.every_link)
    window.say(
        translate("MainWindow", "The links of all claims on screen are drawn.")
        if margin.every_link
        else translate("MainWindow", "Only the links of the selected mark are drawn.")
    )


class _Linking:
    """Which link, and where to: the marks it may end at carry letters on the page."""

    def __init__(self, window: MainWindow, kinds: list[RelationType]) -> None:
        self._window = window
        self._kinds = kinds

    def begin(self, annotation: Annotation) -> None:
        """Ask which link, unless there is but one."""
        self._window.view.show_stretch(annotation.start, annotation.end)
        if len(self._kinds) == 1:
            self._go_to(annotation, self._kinds[0])
        else:
            self._window.asking.begin(annotation, sources=(self._which,))

    def _which(self, window: MainWindow, annotation: Annotation) -> Iterator[Ask]:
        def choose(name: str) -> None:
            chosen = next((kind for kind in self._kinds if kind.name == name), None)
            if chosen is not None:  # once the strip has given the keyboard back
                QTimer.singleShot(0, window, lambda: self._go_to(annotation, chosen))

        yield Ask(
            name="link",
            title=translate("Links", "Link"),
            answer=choose,
            options=[
                Option(kind.name, worded(kind.name), detail=kind.definition) for kind in self._kinds
            ],
        )

    def _go_to(self, annotation: Annotation, kind: RelationType) -> None:
        """Show letters at the marks on screen; with none there, list those elsewhere."""
        window, view = self._window, self._window.view
        if window.article is None or annotation.id not in window.article.annotations:
            return

        def find() -> list[Target]:
            article = window.reading()
            likely = holding.likeliest(window.opened(), article, kind, annotation)
            places = {mark: place for place, one in enumerate(likely) for mark in one.marks}
            first = view.offset_at(QPointF(0, 0))
            last = view.offset_at(QPointF(view.viewport().width(), view.viewport().height()))
            seen = [one for one in article.annotations.between(first, last) if one.id in places]
            seen.sort(key=lambda one: places[one.id])
            return [Target(one.start, one.end, what=one.id) for one in seen]

        if find():
            window.say(
                translate(
                    "Links", "{0}: type the letters of the mark it goes to. Esc leaves."
                ).format(worded(kind.name))
            )
            window.jumping.marks.offer(
                Offer(find=find, choose=lambda target, _longer: self._relate(
                    annotation, kind, target.what))
            )  # fmt: skip
        else:
            window.asking.begin(annotation, sources=(self._elsewhere(kind),))

    def _elsewhere(self, kind: RelationType) -> Source:
        def ends(window: MainWindow, annotation: Annotation) -> Iterator[Ask]:
            ranked = holding.likeliest(window.opened(), window.reading(), kind, annotation)
            yield Ask(
                name="end",
                title=translate("Links", "{0}: to which mark?").format(worded(kind.name)),
                answer=lambda value: self._relate(annotation, kind, int(value)) if value else None,
                options=[option_for(window, one.id) for one in ranked[: len(KEYS)]],
            )

        return ends

    def _relate(self, annotation: Annotation, kind: RelationType, other: object) -> None:
        def relate() -> None:
            project, article = self._window.at_work()
            assert isinstance(other, int)
            linking.relate(project, article, kind, annotation.id, other)

        self._window.attempt(relate)


def _selected(window: MainWindow) -> Annotation:
    window.at_work()
    selected = window.view.selected_annotation()
    if selected is None:
        raise Refused(translate("MainWindow", "Select a mark first: click it, or press Tab."))
    return selected
