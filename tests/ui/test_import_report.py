"""From a row of the import report to the place in the article, and back to the report."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.ui.acts import files
from annotator.ui.dialogs.bring_in import BringIn
from annotator.ui.window import MainWindow

_TEXT = "Nobody came. Aral said that the ministry would guarantee a minimum flow."


def test_a_click_opens_the_article_where_the_mark_was_moved_to(
    main_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    brat = tmp_path / "slipped.txt"
    brat.write_text(_TEXT, encoding="utf-8")
    brat.with_suffix(".ann").write_text("T1\tACTOR 11 15\tAral\n", encoding="utf-8")
    seen: list[str] = []

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BringIn)
        dialog.start()
        qtbot.waitUntil(lambda: dialog.report is not None, timeout=10_000)
        table = dialog.outcome.findings.table
        seen.append(table.findings[0].sentence)
        spot = table.visualRect(table.model().index(0, 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    QTimer.singleShot(0, act)
    files.bring_in(main_window, [brat.with_suffix(".ann")])
    assert "was moved to 13-17" in seen[0]
    assert main_window.article is not None
    assert main_window.article.text == _TEXT
    assert main_window.view.selection() == (13, 17)

    def again() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BringIn)
        seen.append(dialog.outcome.findings.table.findings[0].sentence)
        dialog.accept()

    QTimer.singleShot(0, again)
    main_window.run_named("import-report")
    assert seen[1] == seen[0]
