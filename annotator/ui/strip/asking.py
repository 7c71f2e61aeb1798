"""Which question comes next, and where the strip stands.

Questions come from `SOURCES`, asked anew after every answer: an answer may call for
further questions, or for fewer. A question is passed by once it was answered or
skipped, and comes again only by going back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPoint
from PySide6.QtGui import QKeyEvent

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import SEPARATOR, AttributeKind
from annotator.domain.refusal import Refused
from annotator.ui.strip.attributes import attributes
from annotator.ui.strip.frame import Strip
from annotator.ui.strip.links import links
from annotator.ui.strip.on_page import KeysOnPage
from annotator.ui.strip.question import Ask, Option

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

Source = Callable[["MainWindow", Annotation], Iterator[Ask]]

SOURCES: tuple[Source, ...] = (attributes, links)
"""What is asked about a mark, in this order."""


class Asking(QObject):
    """Leads through the questions about one mark."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._mark: int | None = None
        self._passed: list[str] = []
        self._only = ""
        self._asked: Ask | None = None
        self._sources = SOURCES
        self.keys_on_page = KeysOnPage(window.view)
        self.strip = strip = Strip(window.view.viewport())
        strip.taken.connect(self._take)
        strip.typed.connect(self._typed)
        strip.cleared.connect(lambda: self._answer(""))
        strip.onward.connect(self._onward)
        strip.back.connect(self._back)
        strip.closed.connect(self.close)
        strip.keep_pressed.connect(self._keep)
        strip.passed.connect(self._pass_on)
        strip.refused.connect(window.inspector.refused)
        window.view.annotation_selected.connect(self._selected)
        window.view.verticalScrollBar().valueChanged.connect(self._stand)

    @property
    def is_open(self) -> bool:
        return self._asked is not None

    def begin(
        self,
        annotation: Annotation,
        *,
        only: str = "",
        required_only: bool = False,
        sources: tuple[Source, ...] = SOURCES,
    ) -> bool:
        """Ask about a mark, beginning with what is not answered; False when nothing is asked.

        `only` asks that one question, answered or not; `required_only` asks nothing where
        all that must be answered is; other `sources` ask something else.
        """
        self._only, self._sources = only, sources
        found = self._questions(annotation)
        waiting = [ask for ask in found if not ask.answers]
        if not found or (required_only and not any(ask.required for ask in waiting)):
            return False
        self._mark = annotation.id
        self._passed = [ask.name for ask in found if ask.answers] if waiting else []
        self._next()
        return True

    def close(self) -> None:
        """End asking and give the keyboard back to the page."""
        was_open, self._asked, self._mark = self.is_open, None, None
        self.strip.hide()
        self.keys_on_page.show_keys([])
        if was_open:
            self._window.view.setFocus()

    # -- answering --------------------------------------------------------------------

    def _take(self, option: Option) -> None:
        ask = self._asked
        if ask is None:
            return
        if ask.kind is not AttributeKind.CHOICES:
            if self._answer(option.value):
                self._onward()
            return
        taken = list(ask.answers)
        if option.value in taken:
            taken.remove(option.value)
        else:
            taken.append(option.value)
        order = [one.value for one in ask.options]
        taken.sort(key=lambda value: order.index(value) if value in order else len(order))
        self._answer(SEPARATOR.join(taken))

    def _typed(self, value: str) -> None:
        if self._answer(value):
            self._onward()

    def _answer(self, value: str) -> bool:
        """Write an answer; the strip then shows it. False when it was refused."""
        ask = self._asked
        if ask is None:
            return False
        try:
            ask.answer(value)
        except Refused as why:
            self._window.inspector.refused.emit(str(why))
            return False
        self._show_again(ask.name)
        return True

    def _keep(self) -> None:
        ask = self._asked
        if ask is not None and ask.keep is not None:
            ask.keep(not ask.kept)
            self._show_again(ask.name)
            assert self._asked is not None
            words = (
                QCoreApplication.translate("Asking", "{0}: the answer is kept for marks to come.")
                if self._asked.kept
                else QCoreApplication.translate("Asking", "{0}: the answer is not kept any more.")
            )
            self._window.say(words.format(ask.title))

    def _show_again(self, name: str) -> None:
        """Take over what the question says of itself now."""
        mark = self._marked()
        found = self._questions(mark) if mark else []
        now = next((ask for ask in found if ask.name == name), None)
        if now is not None:
            self._asked = now
            self.strip.show_answers(now.answers)
            self.strip.show_kept(now.kept)

    # -- going on ---------------------------------------------------------------------

    def _onward(self) -> None:
        if self._asked is not None:
            self._passed.append(self._asked.name)
            self._next()

    def _back(self) -> None:
        mark = self._marked()
        if mark is None:
            return
        there = {ask.name for ask in self._questions(mark)}
        while self._passed:
            last = self._passed.pop()
            if last in there:
                break
        self._next()

    def _next(self) -> None:
        mark = self._marked()
        found = self._questions(mark) if mark else []
        ask = next((ask for ask in found if ask.name not in self._passed), None)
        if ask is None:
            self.close()
            return
        self._asked = ask
        self.strip.show_question(ask, number=found.index(ask) + 1, of=len(found))
        self.keys_on_page.show_keys([button.option for button in self.strip.buttons])
        self._stand()

    def _questions(self, annotation: Annotation) -> list[Ask]:
        """What is asked now. Where something must be answered, that comes first, then who
        says it to whom, then the rest."""
        found = [
            ask
            for source in self._sources
            for ask in source(self._window, annotation)
            if self._only in ("", ask.name)
        ]
        if any(ask.required for ask in found):
            found.sort(key=lambda ask: (not ask.required, not ask.soon))
        return found

    def _marked(self) -> Annotation | None:
        article = self._window.article
        if article is None or self._mark is None:
            return None
        return article.annotations.find(self._mark)

    # -- where it stands --------------------------------------------------------------

    def _selected(self, annotation_id: int | None) -> None:
        if self.is_open and annotation_id != self._mark:
            self.close()

    def _pass_on(self, event: QKeyEvent) -> None:
        copy = event.clone()
        self.close()
        QCoreApplication.sendEvent(self._window.view, copy)

    def _stand(self) -> None:
        mark = self._marked()
        if not self.is_open or mark is None:
            return
        view, strip = self._window.view, self.strip
        room = view.viewport()
        box = view.cursor_box(mark.end, before=True)
        x = max(4, min(int(box.left()) - 12, room.width() - strip.width() - 4))
        y = int(box.bottom()) + 16
        if y + strip.height() > room.height():
            y = int(view.cursor_box(mark.start).top()) - strip.height() - 8
        strip.move(QPoint(x, max(4, min(y, room.height() - strip.height() - 4))))
