"""Columns of tables and patterns of file names, told in the import dialog and remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.editing.project import Project
from annotator.formats.columns import Part
from annotator.ui.dialogs.bring_in import BringIn
from annotator.ui.dialogs.columns import ColumnsDialog
from tests.formats import samples

_OUTCOME = 2


@pytest.fixture
def dialog(window: QWidget, project: Project, qtbot: QtBot) -> Iterator[BringIn]:
    yield from _open(window, project, qtbot)


def _open(window: QWidget, project: Project, qtbot: QtBot) -> Iterator[BringIn]:
    dialog = BringIn(window, project)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.encoding.stop()
    dialog.told.stop()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "news.csv"
    path.write_text("a,b,when\nOne,Words of one.,2024-05-01\nTwo,Words of two.,\n", "utf-8")
    return path


def _add(dialog: BringIn, qtbot: QtBot, *paths: Path) -> None:
    with qtbot.waitSignal(dialog.told.looked, timeout=10_000):
        dialog.files.add(paths)


def _answer(answers: dict[str, Part]) -> list[str]:
    """Answers the dialog of columns by keys alone, as soon as it is there."""
    seen: list[str] = []

    def act() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, ColumnsDialog)
        for name, part in answers.items():
            box = shown.boxes[name]
            box.setFocus()
            QTest.keyClick(box, Qt.Key.Key_Home)
            for _ in range(list(Part).index(part)):
                QTest.keyClick(box, Qt.Key.Key_Down)
        seen.append(shown.preview.toPlainText())
        seen.append(shown.facts.text())
        QTest.keyClick(shown, Qt.Key.Key_Return)

    QTimer.singleShot(0, act)
    return seen


def test_what_no_name_tells_is_asked_before_the_import_and_remembered(
    dialog: BringIn, window: QWidget, project: Project, table: Path, qtbot: QtBot
) -> None:
    _add(dialog, qtbot, table)
    assert dialog.told.tables.text() == "Which column of news.csv is the text?"
    seen = _answer({"b": Part.TEXT, "a": Part.TITLE, "when": Part.DATE})
    dialog.start()
    assert seen == ["Words of one.", "Title: One\nDate: 2024-05-01"]
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == _OUTCOME, timeout=10_000)
    assert [(one.title, one.published) for one in project.reader.articles()] == [
        ("One", "2024-05-01"),
        ("Two", ""),
    ]
    other = table.with_name("more.csv")
    other.write_text("when,b,a\n2024-05-03,Words of three.,Three\n", "utf-8")
    for again in _open(window, project, qtbot):
        _add(again, qtbot, other)
        assert not again.told.lacks_text
        assert "Text in “b”" in again.told.tables.text()


def test_another_sheet_is_chosen_and_remembered(
    dialog: BringIn, window: QWidget, project: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    book = samples.workbook(tmp_path / "news.xlsx")
    _add(dialog, qtbot, book)
    assert dialog.told.tables.text() == "news.xlsx (May): Title in “title”, Text in “text”"
    seen: list[str] = []

    def act() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, ColumnsDialog)
        seen.extend(shown.sheet.itemText(at) for at in range(shown.sheet.count()))
        QTest.keyClick(shown.sheet, Qt.Key.Key_End)
        seen.append(str(shown.yes.isEnabled()))
        QTest.keyClick(shown.sheet, Qt.Key.Key_Up)
        seen.append(shown.preview.toPlainText())
        shown.yes.click()

    QTimer.singleShot(0, act)
    assert dialog.told.ask()
    assert seen == ["About", "May", "June", "Empty", "False", "Words of June."]
    assert dialog.told.tables.text() == "news.xlsx (June): Title in “title”, Text in “text”"
    dialog.start()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == _OUTCOME, timeout=10_000)
    assert [one.title for one in project.reader.articles()] == ["In June"]
    for again in _open(window, project, qtbot):
        _add(again, qtbot, book)
        assert again.told.tables.text().startswith("news.xlsx (June)")


def test_a_pattern_shows_what_it_would_say_and_is_offered_again(
    dialog: BringIn, window: QWidget, project: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "2024-05-01_Post.txt").write_text("Words.", "utf-8")
    (folder / "notes.txt").write_text("Others.", "utf-8")
    _add(dialog, qtbot, folder)
    dialog.told.pattern.setCurrentText("{date:%Y-%m-%d}_{source")
    assert "brace" in dialog.told.names.text()
    dialog.start()
    assert "brace" in dialog.remark.text()
    dialog.told.pattern.setCurrentText("{date:%Y-%m-%d}_{source}")
    assert dialog.told.names.text() == (
        "2024-05-01_Post.txt: date = 2024-05-01, source = Post\n"
        "notes.txt: does not follow the pattern"
    )
    dialog.start()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == _OUTCOME, timeout=10_000)
    assert {one.source for one in project.reader.articles()} == {"Post", ""}
    for again in _open(window, project, qtbot):
        assert again.told.pattern.currentText() == ""
        assert again.told.pattern.itemText(1) == "{date:%Y-%m-%d}_{source}"


def test_a_row_of_the_report_asks_for_its_article(
    dialog: BringIn, project: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes("Şehirde bugün açıklama yapıldı, ülke için önemli.".encode("windows-1254"))
    dialog.files.add([path])
    dialog.start()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == _OUTCOME, timeout=10_000)
    table = dialog.outcome.findings.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert dialog.wanted is not None
    (article,) = project.reader.articles()
    assert dialog.wanted.article_id == article.id
    assert not dialog.isVisible()
