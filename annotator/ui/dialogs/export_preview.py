"""What an export would hold, and what it would lose: the export itself, written to nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from io import RawIOBase
from typing import BinaryIO, cast

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotator.domain.refusal import Refused
from annotator.editing.exchange import (
    Cancelled,
    ExportOptions,
    ExportReport,
    TrainingOptions,
    TrainingReport,
    Watch,
    send_out,
    send_out_parts,
)
from annotator.editing.project import Project
from annotator.ui import counts
from annotator.ui.dialogs.looking import Looking
from annotator.ui.dialogs.wording import heading, say, words

_LONGEST_EXAMPLE = 90

_PAUSE_MS = 150
"""Choices made in quick succession are looked at once."""


class _Nowhere(RawIOBase):
    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        return memoryview(data).nbytes  # type: ignore[arg-type]


def _short(example: str) -> str:
    line = " ".join(example.split())
    return line if len(line) <= _LONGEST_EXAMPLE else line[: _LONGEST_EXAMPLE - 1] + "…"


def in_parts(report: TrainingReport) -> Iterator[str]:
    """How large each part is, and what keeps it so, in sentences."""
    said = QCoreApplication.translate("ExportPreview", "{0}: {1} ({2} without marks), {3}")
    for one in report.parts:
        articles, marks = counts.of_articles(one.articles), counts.of_annotations(one.annotations)
        yield said.format(one.part, articles, f"{one.unmarked:,}", marks)
    kept = QCoreApplication.translate(
        "ExportPreview", "Seed {0}: exported again with it, every article stays in its part."
    )
    yield kept.format(report.seed)
    if report.leaks:
        leak = QCoreApplication.translate("ExportPreview", "{0} with a copy in another part.")
        yield leak.format(counts.of_articles(report.leaks))


class ExportPreview(QFrame):
    """Counts beside the window, anew whenever `look_at` is told of other choices."""

    looked = Signal()

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._wish: ExportOptions | TrainingOptions = ExportOptions()
        self._looking = Looking(self)
        self._looking.found.connect(self._found)
        self._looking.refused.connect(self._refused)
        self.report: ExportReport | None = None
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("What the file will hold"))
        self.holds = words("", wrap=True)
        self.loses = words("", "quiet", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(heading(self.tr("The file")))
        column.addWidget(self.holds)
        column.addWidget(self.loses)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self._look)

    def look_at(self, wish: ExportOptions | TrainingOptions) -> None:
        """Find out what an export with these options holds."""
        self.stop()
        self._wish = wish
        self.report = None
        self.holds.setText(self.tr("Looking…"))
        self._later.start()

    def show_nothing(self) -> None:
        """Look no more, and show nothing: what was chosen cannot be written."""
        self.stop()
        self.report = None
        self.holds.setText("")
        say(self.loses, "")

    def stop(self) -> None:
        """Look no more."""
        self._later.stop()
        self._looking.stop()

    def _look(self) -> None:
        project, wish = self._project, self._wish

        def run(watch: Watch) -> ExportReport | TrainingReport:
            out = cast("BinaryIO", _Nowhere())
            if isinstance(wish, TrainingOptions):
                return send_out_parts(project, out, wish, watch)
            return send_out(project, out, wish, watch)

        self._looking.begin(run)

    def _found(self, found: object) -> None:
        report = found.whole if isinstance(found, TrainingReport) else found
        assert isinstance(report, ExportReport)
        self.report = report
        holds = self.tr("{0}, {1} and {2}").format(
            counts.of_articles(report.articles),
            counts.of_annotations(report.annotations),
            counts.of_relations(report.relations),
        )
        if isinstance(found, TrainingReport):
            holds = "\n".join([holds, *in_parts(found)])
        self.holds.setText(holds if report.articles else self.tr("No article is as you ask."))
        first: dict[str, str] = {}
        for loss in report.examples:
            first.setdefault(loss.sort, f"{loss.article}: {loss.detail}" if loss.detail else "")
        lines = [
            self.tr("Not in the file: {0} ({1} times)").format(sort, f"{times:,}")
            + (f"\n    {_short(first[sort])}" if first.get(sort) else "")
            for sort, times in report.losses
        ]
        if lines:
            say(self.loses, "\n".join(lines), "warning")
        else:
            say(self.loses, self.tr("Nothing that was asked for is lost."), "quiet")
        self.looked.emit()

    def _refused(self, why: Refused) -> None:
        if isinstance(why, Cancelled):
            return
        self.holds.setText("")
        say(self.loses, str(why), "danger")
        self.looked.emit()
