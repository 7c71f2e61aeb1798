"""Acts that the disk did not take: said, kept, tried again, or saved elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer

from annotator.domain.refusal import NotSaved, Refused
from annotator.editing.project import Project

if TYPE_CHECKING:
    from annotator.ui.guard.set_aside import Aside
    from annotator.ui.window import MainWindow

_AGAIN_MS = 2000
_SOON_MS = 200
"""The same, while all it waits for is a longer act of this program, as an import."""

_PATIENCE_MS = 300
"""How long one act may hold the window up, when another program has the file."""

_NAME = "unsaved"


class Saving(QObject):
    """Tries again now and then, as long as acts are in hand."""

    def __init__(self, window: MainWindow, aside: Aside) -> None:
        super().__init__(window)
        self._window = window
        self._aside = aside
        self._project: Project | None = None
        self._again = QTimer(self)
        self._again.timeout.connect(self.try_again)
        self._aloud = ""
        """Why the oldest act is not saved, as it was last said aloud."""

    def show_project(self, project: Project | None) -> None:
        """Another project is open, or none is."""
        self._project = project
        if project is not None:
            project.be_quick(_PATIENCE_MS)
            project.on_unsaved = self._refused
        self.look()

    def look(self) -> None:
        """Say what is in hand, or that nothing is any more."""
        project = self._project
        hand = project.hand if project is not None else None
        window = self._window
        if not hand or hand.why is None:
            self._aside.follow()
            if self._again.isActive():
                self._again.stop()
                self._aloud = ""
                window.notices.put_away(_NAME)
                if project is not None:
                    window.status.show_saved(read_only=project.read_only)
            return
        every = _SOON_MS if hand.waits else _AGAIN_MS
        if not self._again.isActive() or self._again.interval() != every:
            self._again.start(every)
        count = QLocale().toString(len(hand))
        if len(hand) == 1:
            short = self.tr("Not saved: {0}").format(hand.steps[0].title)
            said = self.tr(
                "{0} It is kept in hand, and written as soon as that can be done; go on working."
            ).format(hand.why)
        else:
            short = self.tr("Not saved: {0} acts").format(count)
            said = self.tr(
                "{0} acts are not saved{1} They are kept in hand, and written as soon as that can "
                "be done; go on working."
            ).format(count, hand.why.because)
        window.status.show_unsaved(short)
        if hand.waits:  # it is done by itself, and the line below says so
            window.notices.put_away(_NAME)
            return
        self._aside.follow()
        window.notices.show_notice(
            _NAME,
            "danger",
            said,
            (
                (self.tr("Try again"), self.try_again),
                (self.tr("Save a copy elsewhere…"), self.save_elsewhere),
            ),
            closes=False,
            aloud=str(hand.why) != self._aloud,  # not at every act that comes to it
        )
        self._aloud = str(hand.why)

    def try_again(self) -> None:
        """Write what is in hand."""
        try:
            if self._project is not None:
                self._project.try_again()
        except NotSaved:
            pass  # as the notice says
        except Refused as why:
            self._window.status.show_message(str(why), "warning")
        self.look()

    def _refused(self, why: NotSaved) -> None:
        self._window.refused(str(why))

    def save_elsewhere(self) -> None:
        """Ask where, and save the project there, with what is in hand."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415  seldom needed

        project = self._project
        if project is None:
            return
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save a copy elsewhere"),
            str(Path.home() / project.path.name),
            self.tr("Annotator projects (*.annotator)"),
        )
        if chosen:
            self._window.attempt(lambda: self.save_to(Path(chosen)))

    def save_to(self, target: Path) -> None:
        """Save a copy with what is in hand, and go on in it. Raises Refused."""
        from annotator.editing.saving import save_copy  # noqa: PLC0415  seldom needed
        from annotator.ui.dialogs.working import work_through  # noqa: PLC0415

        project = self._project
        if project is None:
            return
        remarks = work_through(
            self._window,
            self.tr("Saving a copy"),
            lambda watch: save_copy(project, target, watch),
        )
        project.hand.let_go()
        self._aside.forget()
        self._window.open_project(target)
        said = self.tr("You are working in the copy {0} now.").format(target)
        self._window.notices.show_notice("copy", "quiet", " ".join([said, *remarks]))
