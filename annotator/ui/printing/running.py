"""Printing step by step, so that the window stays alive and a book can be stopped."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QMarginsF, QSizeF, QTimer
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from annotator.domain.codebook import Codebook
from annotator.domain.refusal import Refused
from annotator.editing.held import OpenArticle
from annotator.editing.watching import Cancelled
from annotator.ui.dialogs.work_page import WorkPage
from annotator.ui.printing.paper import Paper

translate = QCoreApplication.translate

_PDF_DPI = 600
_CSS_DPI = 96.0
_POINTS = 72.0
_AT_ONCE = 0.3
"""Seconds that printing may take before a dialog shows it."""
_SLICE = 0.02
"""Seconds of work between two looks at what the user wants."""

Steps = Iterator[tuple[int, int]]
"""Work in small steps: how much of how much is done."""


def pdf_steps(article: OpenArticle, codebook: Codebook, file: Path) -> Steps:
    """Write an article to a PDF file. Nothing is left behind when it does not come to its
    end. Raises Refused where the file cannot be written."""
    making = file.with_name(f".{file.name}.part")
    try:
        making.touch()
    except OSError as fault:
        raise Refused(_unwritten(file, fault)) from fault
    writer = QPdfWriter(str(making))
    writer.setPageSize(QPageSize(_usual_size()))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(_PDF_DPI)
    writer.setTitle(article.article.title or article.article.name)
    writer.setCreator("Annotator")
    try:
        yield from paper_steps(article, codebook, writer, _PDF_DPI)
        del writer
        making.replace(file)
    except OSError as fault:
        raise Refused(_unwritten(file, fault)) from fault
    finally:
        with contextlib.suppress(OSError):
            making.unlink()


def paper_steps(
    article: OpenArticle, codebook: Codebook, device: QPagedPaintDevice, dpi: int
) -> Steps:
    """Draw an article on a device of so many dots an inch. Raises Refused where the device
    cannot be drawn on."""
    points = device.pageLayout().fullRect(QPageLayout.Unit.Point).size()
    scale = _CSS_DPI / _POINTS
    paper = Paper(article, codebook, QSizeF(points.width() * scale, points.height() * scale))
    for done, total in paper.lay_out():
        yield done, total * 2
    painter = QPainter()
    if not painter.begin(device):
        raise Refused(
            translate(
                "Printing", "The article cannot be printed: the printer or file does not open."
            )
        )
    try:
        painter.scale(dpi / _CSS_DPI, dpi / _CSS_DPI)
        for number in range(paper.count):
            if number:
                device.newPage()
            paper.draw(painter, number)
            yield paper.count + number, paper.count * 2
    finally:
        painter.end()


def run(parent: QWidget, title: str, steps: Steps) -> None:
    """Go through the steps; a dialog comes up when they take longer than a moment.

    Raises Refused as the steps do, and Cancelled when the user stopped them.
    """
    began = time.monotonic()
    for _ in steps:
        if time.monotonic() - began > _AT_ONCE:
            break
    else:
        return
    dialog = Printing(parent, title, steps)
    dialog.exec()
    dialog.deleteLater()
    if dialog.refusal is not None:
        raise dialog.refusal


class Printing(QDialog):
    """Shows how far printing is, and a way to stop it."""

    def __init__(self, parent: QWidget, title: str, steps: Steps) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self.refusal: Refused | None = None
        self._steps = steps
        self.page = WorkPage(in_bytes=False)
        self.page.begin(title)
        self.page.cancelled.connect(self._stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.addWidget(self.page)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    def reject(self) -> None:
        self.page.stop()

    def _go_on(self) -> None:
        until = time.monotonic() + _SLICE
        try:
            for done, total in self._steps:
                if time.monotonic() >= until:
                    self.page.show_progress(done, total, "")
                    return
        except Refused as why:
            self.refusal = why
        self._timer.stop()
        self.accept()

    def _stop(self) -> None:
        self._timer.stop()
        close = getattr(self._steps, "close", None)
        if close is not None:
            close()  # what was begun is taken back
        self.refusal = Cancelled()
        super().reject()


def _usual_size() -> QPageSize.PageSizeId:
    """The paper of the country: Letter in North America, A4 elsewhere."""
    inches = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    return QPageSize.PageSizeId.Letter if inches else QPageSize.PageSizeId.A4


def _unwritten(file: Path, fault: OSError) -> str:
    said = translate("Printing", "{0} cannot be written: {1}.")
    return said.format(file, fault.strerror or fault)
