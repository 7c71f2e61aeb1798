"""The open article on paper, or as a PDF."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

translate = QCoreApplication.translate


def save_pdf(window: MainWindow) -> None:
    """Ask where, and write the article as a PDF there."""
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415  not needed to start

    article = window.reading().article
    name = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", article.title or article.name).strip()[:80]
    folder = Path(window.settings.text("last_folder") or Path.home())
    chosen, _ = QFileDialog.getSaveFileName(
        window,
        translate("MainWindow", "Save as PDF"),
        str(folder / f"{name or 'article'}.pdf"),
        translate("MainWindow", "PDF documents (*.pdf)"),
    )
    if chosen:
        file = Path(chosen)
        write_pdf(window, file if file.suffix else file.with_suffix(".pdf"))


def write_pdf(window: MainWindow, file: Path) -> None:
    """Write the open article as a PDF. Raises Refused where that cannot be."""
    from annotator.ui.printing import running  # noqa: PLC0415  not needed to start

    steps = running.pdf_steps(window.reading(), window.opened().codebook, file)
    running.run(window, translate("MainWindow", "Saving the PDF"), steps)
    window.settings.set(last_folder=str(file.parent))
    window.say(translate("MainWindow", "Saved as {0}").format(file.name))


def print_article(window: MainWindow) -> None:
    """Ask for a printer, and print the article."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415  not needed to start

    from annotator.ui.printing import running  # noqa: PLC0415

    article = window.reading()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(article.article.title or article.article.name)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, window)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=False)
    agreed = dialog.exec()
    dialog.deleteLater()
    if not agreed:
        return
    steps = running.paper_steps(article, window.opened().codebook, printer, printer.resolution())
    running.run(window, translate("MainWindow", "Printing"), steps)
    window.say(translate("MainWindow", "Sent to the printer."))
