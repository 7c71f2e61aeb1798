"""Jump-marks over what an editor will likely mark next.

Holds what candidates are found with: what the article shows of its words, and the
names marked before in the project, which are read in a thread of their own. Both
grow while the window idles; a key press uses what there is by then.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QTimer, Signal

from annotator.domain.annotation import Annotation
from annotator.domain.change import Step
from annotator.domain.refusal import Refused
from annotator.editing.known_names import LONGEST, KnownNames, known_in
from annotator.editing.project import Project
from annotator.store.reader import Reader
from annotator.text.likely.candidate import Candidate
from annotator.text.likely.evidence import Evidence
from annotator.text.likely.ranking import MARKED, ranked, spans_likely, statements_likely
from annotator.text.zones import Zone, ZoneKind
from annotator.ui.acts import marking
from annotator.ui.canvas.hint_letters import HintKeys
from annotator.ui.canvas.jump_marks import JumpMarks, Offer, Target
from annotator.ui.keymap import label_letters

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

_LATER_MS = 250
_SLICE = 500
"""Marks whose names are taken up in one go: some milliseconds."""

_LOOK_MS = 8
_MOST = 60
_FURNITURE = 12.0
_LONGER_MARKED = 15.0
_WITHIN_MARK = 6.0


class Jumping(QObject):
    """Offers spans or statements on screen, and goes on doing so where that is wished."""

    _names_read = Signal(object, object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.marks = JumpMarks(window.view, self.keys)
        self.marks.shown_changed.connect(window.keyboard.listen)
        self._evidence = Evidence("")
        self._known = KnownNames()
        self._unlearned: Iterator[Annotation] = iter(())
        """Marks of the open article whose names are still to be taken up."""
        self._statements = False
        self._going_on = False
        self._worked_at: tuple[int, int] | None = None
        """Scroll value and caret after the last choice: where the eye is."""
        self._project: Project | None = None
        self._stop = threading.Event()
        self._reading: threading.Thread | None = None
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._look_on)
        self._names_read.connect(self._take_names)
        window.opened_project.connect(self._take_project)
        window.opened_article.connect(self._take_article)
        window.arrival.over.connect(self._begin_looking)
        window.view.annotation_selected.connect(self._marked)
        window.view.verticalScrollBar().valueChanged.connect(self._look_later)
        self._take_project(window.project)
        self._take_article()

    @property
    def keeps_on(self) -> bool:
        """Whether jump-marks come again after each mark."""
        return self._window.settings.flag("keep_jumping", default=False)

    @property
    def at_statements(self) -> bool:
        """Whether jump-marks stand, or stood last, at statements rather than spans."""
        return self._statements

    def keep_on(self, wished: bool) -> None:
        """Say whether jump-marks come again after each mark, and remember it."""
        self._window.settings.set(keep_jumping=wished)
        self._going_on = False

    def keys(self) -> HintKeys:
        """The keys of jump-marks: those of the keyboard and the hand, but for letters
        that mark."""
        window = self._window
        return HintKeys(
            window.settings.text("key_map", "both"),
            window.keyboard.layout,
            label_letters(window.commands, window.project.codebook if window.project else None),
        )

    def label_of(self, words: str) -> int | None:
        """The label that some words were marked with most often, None when never."""
        return self._known.label_of(words) or None

    def start(self, *, statements: bool = False) -> None:
        """Show jump-marks over spans, or over statements."""
        self._window.reading()
        self._statements = statements
        self._going_on = False
        self._show()
        if not self.marks.active:
            raise Refused(self.tr("Nothing on screen looks like something to mark."))
        if self._window.view.hasFocus() is False:
            self._window.view.setFocus()

    # -- offering -------------------------------------------------------------------------

    def _show(self) -> None:
        self.marks.offer(
            Offer(
                find=self.candidates,
                choose=self._choose,
                label=self._label,
                toggle=self._toggle,
                left=self._leave,
            )
        )

    def candidates(self) -> Sequence[Target]:
        """What is on screen and likely now, best first."""
        return self.offered(statements=self._statements)

    def offered(self, *, statements: bool) -> Sequence[Target]:
        """The spans on screen, or the statements, best first."""
        article = self._window.article
        if article is None:
            return []
        seen = self.seen()
        language = article.article.language
        if statements:
            found = statements_likely(article.text, seen, language)
        else:
            self._evidence.look_at(*seen)
            found = spans_likely(article.text, seen, self._evidence, self._known.between, language)
        marks = article.annotations.between(*seen)
        zones = [
            zone
            for zone in article.article.zones
            if zone.kind is not ZoneKind.HEADING and zone.start < seen[1] and seen[0] < zone.end
        ]
        best = ranked(found, self._place(seen), lambda one: self._put_back(one, zones, marks))[
            :_MOST
        ]
        return [Target(one.start, one.end, one.longer, one.kind) for one in best]

    def _put_back(
        self, one: Candidate, zones: Sequence[Zone], marks: Sequence[Annotation]
    ) -> float:
        """How far a candidate goes back for the marks and the furniture it lies in."""
        back = 0.0
        for zone in zones:
            if zone.start < one.end and one.start < zone.end:
                back = _FURNITURE
                break
        for mark in marks:
            if mark.start >= one.end:
                break
            if mark.end <= one.start:
                continue
            stretch = mark.start, mark.end
            if stretch == one.stretch:
                return MARKED
            if stretch == one.longer:
                back = max(back, _LONGER_MARKED)
            elif mark.start <= one.start and one.end <= mark.end <= mark.start + LONGEST:
                back = max(back, _WITHIN_MARK)
        return back

    def seen(self) -> tuple[int, int]:
        """First and last code point whose lines are wholly on screen."""
        view = self._window.view
        assert view.lane_layout is not None
        measures = view.lane_layout.measures
        height = view.viewport().height()
        sides = (measures.left + 1, measures.left + measures.column - 1)
        first = min(view.offset_at(QPointF(x, 4.0)) for x in sides)
        last = max(view.offset_at(QPointF(x, height - 4.0)) for x in sides)
        return first, max(first, last)

    def _place(self, seen: tuple[int, int]) -> int:
        """Where the eye is: at the caret, or at the top once the page was scrolled away."""
        view = self._window.view
        caret = view.caret()
        words = view.selection()
        place = words[1] if words is not None else caret
        selected = view.selected_annotation()
        if words is None and selected is not None:
            place = max(place, selected.end)
        scrolled = (
            self._worked_at is not None
            and abs(self._worked_at[0] - view.verticalScrollBar().value())
            > view.viewport().height() // 3
        )
        return seen[0] if scrolled or not seen[0] <= place <= seen[1] else place

    # -- what was chosen ------------------------------------------------------------------

    def _choose(self, target: Target, longer: bool) -> None:
        view = self._window.view
        view.select_annotation(None)
        view.select_words(*target.stretch(longer=longer))
        self._remember()
        self._going_on = self.keeps_on

    def _label(self, key: str, first: Target) -> bool:
        window = self._window
        if window.project is None or window.project.codebook.label_for_key(key) is None:
            window.attempt(lambda: marking.press_label_key(window, key))
            return False
        self._choose(first, False)
        window.attempt(lambda: marking.press_label_key(window, key))
        self._remember()
        return True

    def _toggle(self) -> None:
        self._statements = not self._statements
        self._show()

    def _leave(self) -> None:
        self._going_on = False

    def _remember(self) -> None:
        view = self._window.view
        self._worked_at = view.verticalScrollBar().value(), view.caret()

    def _marked(self, annotation_id: object) -> None:
        if annotation_id is None:
            return
        self._remember()
        if self._going_on and not self.marks.active:
            QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        if self._going_on and self._window.article is not None:
            self._show()

    # -- getting to know ------------------------------------------------------------------

    def _take_article(self) -> None:
        self._look.stop()
        if self.marks.active:
            self.marks.leave()
        self._going_on = False
        self._worked_at = None
        self._unlearned = iter(())
        article = self._window.article
        self._evidence = Evidence(article.text if article else "")
        if article is not None:
            QTimer.singleShot(_LATER_MS, self, self._begin_looking)

    def _begin_looking(self) -> None:
        article = self._window.article
        if article is not None and article.annotations.is_whole:
            self._unlearned = iter(article.annotations.unordered())
            self._look.start()

    def _look_later(self) -> None:
        if self._window.article is not None:
            self._look.start()

    def _look_on(self) -> None:
        article = self._window.article
        if article is not None and self._known.learn_some(article, self._unlearned, _SLICE):
            return
        if not self._evidence.look_around(self._window.view.place()[0]):
            self._look.stop()
            for statements in (False, True):  # so that the first key press finds all loaded
                self.offered(statements=statements)

    def _take_project(self, project: object) -> None:
        self.rest()
        self._stop = threading.Event()
        self._known = KnownNames()
        self._project = project if isinstance(project, Project) else None
        if self._project is not None:
            self._project.subscribe(self._hear)
            stop, path = self._stop, self._project.path
            QTimer.singleShot(_LATER_MS, self, lambda: self._read_names(stop, path))

    def rest(self) -> None:
        """Stop reading names, and wait until the project is let go of."""
        self._stop.set()
        if self._reading is not None:
            self._reading.join()
            self._reading = None

    def _read_names(self, stop: threading.Event, path: object) -> None:
        if stop.is_set() or self._project is None or self._project.path != path:
            return
        self._reading = threading.Thread(
            target=self._read, args=(stop, self._project.path), name="annotator names", daemon=True
        )
        self._reading.start()

    def _read(self, stop: threading.Event, path: Path) -> None:
        try:
            reader = Reader.open(path)  # its own, so that the window's is never waited for
        except Refused:
            return
        try:
            found = known_in(reader, stop.is_set)
        except Refused:
            return
        finally:
            reader.close()
        if not stop.is_set():
            self._names_read.emit(stop, found)

    def _take_names(self, stop: object, found: object) -> None:
        if stop is self._stop and isinstance(found, KnownNames):
            self._known = found
            if self._window.article is not None:
                self._unlearned = iter(self._window.article.annotations.unordered())
                self._look.start()

    def _hear(self, step: Step) -> None:
        article = self._window.article
        if article is None:
            return
        for change in step.changes:
            one = change.after
            if (
                isinstance(one, Annotation)
                and one.article_id == article.id
                and len(one.fragments) == 1
                and one.end - one.start <= LONGEST
            ):
                self._known.learn(article.text[one.start : one.end], one.label_id)
