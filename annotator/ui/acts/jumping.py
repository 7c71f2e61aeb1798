"""Jump-marks by key and by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

translate = QCoreApplication.translate


def jump(window: MainWindow) -> None:
    """Show a letter at every likely span on screen."""
    window.jumping.start()


def jump_to_statement(window: MainWindow) -> None:
    """Show a letter at every sentence, part of a sentence and quotation on screen."""
    window.jumping.start(statements=True)


def toggle_keep_jumping(window: MainWindow) -> None:
    """Let jump-marks come again after each mark, or not."""
    wished = not window.jumping.keeps_on
    window.jumping.keep_on(wished)
    window.say(
        translate("MainWindow", "Jump-marks come again after each mark, until Esc.")
        if wished
        else translate("MainWindow", "Jump-marks come when they are asked for.")
    )
