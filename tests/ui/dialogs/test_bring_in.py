"""Importing in the window: choose, watch, see what came of it. Nothing is ever raised."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.refusal import Refused
from annotator.editing.exchange import ImportReport, Watch
from annotator.editing.project import Project
from annotator.editing.watching import Cancelled
from annotator.ui.dialogs.bring_in import BringIn

_CHOOSE, _WORK, _OUTCOME = range(3)


@pytest.fixture
def dialog(window: QWidget, project: Project, qtbot: QtBot) -> Iterator[BringIn]:
    dialog = BringIn(window, project)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.encoding.stop()


def _import(dialog: BringIn, qtbot: QtBot, *paths: Path) -> None:
    dialog.files.add(paths)
    QTest.mouseClick(dialog.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == _OUTCOME, timeout=10_000)


def test_nothing_can_be_started_before_something_is_chosen(dialog: BringIn, good: Path) -> None:
    assert not dialog.start_button.isEnabled()
    assert dialog.files.empty.isVisible()
    dialog.files.add([good, good.parent, good])
    assert dialog.files.paths == [good, good.parent]
    assert dialog.files.count.text() == "1 file, 1 folder"
    assert dialog.start_button.isEnabled()


def test_what_is_chosen_can_be_taken_back_by_key(dialog: BringIn, good: Path, bad: Path) -> None:
    dialog.files.add([good, bad])
    dialog.files.list.setFocus()
    dialog.files.list.setCurrentIndex(dialog.files.list.model().index(0, 0))
    QTest.keyClick(dialog.files.list, Qt.Key.Key_Delete)
    assert dialog.files.paths == [bad]


def test_files_can_be_dropped(dialog: BringIn, good: Path) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(good)), QUrl("https://example.org/x.txt")])
    dialog.files.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            dropped,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert dialog.files.paths == [good]


def test_counts_and_new_labels_are_told_in_words(
    dialog: BringIn, project: Project, good: Path, qtbot: QtBot
) -> None:
    _import(dialog, qtbot, good)
    assert dialog.report is not None
    assert dialog.outcome.sentence.text() == (
        "2 articles, 3 annotations and 0 relations from 1 file."
    )
    assert dialog.outcome.more.text() == "Labels added to the codebook: WORKS"
    assert project.codebook.label_named("WORKS") is not None
    assert not dialog.outcome.findings.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_the_same_again_adds_nothing_and_says_so(
    window: QWidget, project: Project, good: Path, dialog: BringIn, qtbot: QtBot
) -> None:
    _import(dialog, qtbot, good)
    again = BringIn(window, project, [good])
    qtbot.addWidget(again)
    again.show()
    _import(again, qtbot)
    assert again.outcome.title.text() == "Nothing new"
    assert [finding.line for finding in again.outcome.findings.table.findings] == [1, 2]


def test_one_bad_line_keeps_all_out_and_is_named(
    dialog: BringIn, project: Project, good: Path, bad: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    _import(dialog, qtbot, good, bad)
    assert dialog.outcome.title.text() == "Nothing was imported"
    (finding,) = dialog.outcome.findings.table.findings
    assert (finding.file, finding.line) == (str(bad), 2)
    assert "400" in finding.sentence
    assert project.reader.counts().articles == 0
    dialog.outcome.findings.copy.click()
    assert QGuiApplication.clipboard().text() == f"{bad}:2: {finding.sentence}\n"
    dialog.outcome.findings.save_to(tmp_path / "refused.txt")
    assert (tmp_path / "refused.txt").read_text(encoding="utf-8") == f"{finding}\n"
    dialog.outcome.findings.save_to(tmp_path / "no such folder" / "refused.txt")
    assert "cannot be written" in dialog.outcome.findings.remark.text()


def test_the_rest_can_be_imported_without_the_bad(
    dialog: BringIn, project: Project, good: Path, bad: Path, qtbot: QtBot
) -> None:
    _import(dialog, qtbot, good, bad)
    dialog.outcome.without_bad.click()
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=10_000)
    assert project.reader.counts().articles == 3
    assert dialog.outcome.sentence.text().startswith("3 articles")
    assert len(dialog.outcome.findings.table.findings) == 1


def test_unknown_labels_can_be_refused(
    dialog: BringIn, project: Project, good: Path, qtbot: QtBot
) -> None:
    dialog.strict.setChecked(True)
    _import(dialog, qtbot, good)
    (finding,) = dialog.outcome.findings.table.findings
    assert finding.line == 2
    assert "WORKS" in finding.sentence
    assert project.reader.counts().articles == 0
    dialog.outcome.change.click()
    assert dialog.pages.currentIndex() == _CHOOSE


def test_a_guessed_encoding_is_shown_and_can_be_set_right(
    dialog: BringIn, tmp_path: Path, qtbot: QtBot
) -> None:
    sure, unsure = tmp_path / "a.txt", tmp_path / "b.txt"
    sure.write_text("Görüşme bitti.", encoding="utf-8")
    unsure.write_bytes("Iğdır’da şehir ışıkları söndü, çiftçiler üzgün.".encode("windows-1254"))
    with qtbot.waitSignal(dialog.encoding.looked):
        dialog.files.add([sure, unsure])
    assert dialog.encoding.preview.isVisible()
    assert dialog.encoding.preview.toPlainText() == (
        "Iğdır’da şehir ışıkları söndü, çiftçiler üzgün."
    )
    assert dialog.encoding.remark.text().startswith("b.txt was taken for Turkish")
    choice = dialog.encoding.choice
    choice.setCurrentIndex(choice.findData("windows-1251"))
    assert "Iрdэr" in dialog.encoding.preview.toPlainText()
    assert dialog.options.encoding == "windows-1251"
    choice.setCurrentIndex(choice.findData("utf-8"))
    assert not dialog.encoding.preview.isVisible()
    assert "not valid utf-8" in dialog.encoding.remark.text()


def test_every_encoding_offered_can_be_read(dialog: BringIn) -> None:
    choice = dialog.encoding.choice
    names = [choice.itemData(row) for row in range(1, choice.count())]
    assert all("".encode(name) is not None for name in names)
    assert len(set(names)) == len(names) > 15


def test_cancelling_changes_nothing_and_is_said(dialog: BringIn, good: Path, qtbot: QtBot) -> None:
    def run(watch: Watch) -> ImportReport:
        while watch(10, 100, "good.jsonl"):
            QTest.qSleep(1)
        raise Cancelled

    dialog.files.add([good])
    dialog._begin(run)
    qtbot.waitUntil(lambda: "good.jsonl" in dialog.progress.detail.whole)
    assert dialog.progress.bar.value() == 100
    dialog.reject()
    assert dialog.isVisible()  # until all is taken back
    assert not dialog.progress.cancel.isEnabled()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == _CHOOSE)
    assert dialog.remark.text() == "Cancelled; nothing was imported."
    dialog.reject()
    assert not dialog.isVisible()


def test_a_refusal_stands_in_the_dialog(dialog: BringIn, good: Path, qtbot: QtBot) -> None:
    def run(_watch: Watch) -> ImportReport:
        raise Refused("The disk is full.")

    dialog.files.add([good])
    dialog._begin(run)
    qtbot.waitUntil(dialog.remark.isVisible)
    assert dialog.remark.text() == "The disk is full."
    assert dialog.pages.currentIndex() == _CHOOSE


def test_a_file_that_is_gone_is_named(dialog: BringIn, tmp_path: Path, qtbot: QtBot) -> None:
    _import(dialog, qtbot, tmp_path / "gone.txt")
    (finding,) = dialog.outcome.findings.table.findings
    assert (finding.file, finding.sentence) == (str(tmp_path / "gone.txt"), "does not exist")
