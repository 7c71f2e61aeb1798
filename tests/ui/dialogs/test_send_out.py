"""Exporting in the window: choose, know what is lost, write whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.domain.status import Progress
from annotator.editing.exchange import bring_in
from annotator.editing.project import Project
from annotator.editing.training import Part
from annotator.formats.format import OffsetUnit
from annotator.ui.dialogs.send_out import SendOut
from tests.ui.dialogs.conftest import Window

_CHOOSE, _WORK, _OUTCOME = range(3)


@pytest.fixture
def dialog(window: Window, project: Project, good: Path, qtbot: QtBot) -> Iterator[SendOut]:
    bring_in(project, [good])
    dialog = SendOut(window, project)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.preview.stop()


def _looked(dialog: SendOut, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.preview.report is not None, timeout=5000)


def _export(dialog: SendOut, qtbot: QtBot) -> list[dict[str, object]]:
    QTest.mouseClick(dialog.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == _OUTCOME, timeout=10_000)
    lines = dialog.path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_it_offers_the_last_folder_under_the_projects_name(dialog: SendOut, tmp_path: Path) -> None:
    assert dialog.path == tmp_path / "River talks.jsonl"
    assert dialog.start_button.text() == "Export"


def test_the_file_holds_everything_unless_asked(
    dialog: SendOut, tmp_path: Path, qtbot: QtBot
) -> None:
    _looked(dialog, qtbot)
    assert dialog.preview.holds.text() == "2 articles, 3 annotations and 0 relations"
    assert dialog.preview.loses.text() == "Nothing that was asked for is lost."
    written = _export(dialog, qtbot)
    assert [line["id"] for line in written] == ["talks", "dam"]
    assert dialog.outcome.path.text() == str(tmp_path / "River talks.jsonl")
    assert not dialog.outcome.findings.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_choices_reach_the_export_and_the_preview(dialog: SendOut, qtbot: QtBot) -> None:
    choices = dialog.choices
    choices.labels.choose(["ACTOR"])
    choices.annotators.choose(["mehmet"])
    choices.offsets.setCurrentIndex(1)
    choices.strip_zones.setChecked(True)
    options = choices.options
    assert options.labels == ("ACTOR",)
    assert options.annotators == ("mehmet",)
    assert options.offsets is OffsetUnit.UTF16
    assert options.strip_zones
    _looked(dialog, qtbot)
    assert dialog.preview.holds.text() == "2 articles, 1 annotation and 0 relations"
    choices.status.setCurrentIndex(choices.status.findData(str(Progress.TODO)))
    assert choices.options.progress is Progress.TODO
    _looked(dialog, qtbot)
    assert dialog.preview.holds.text() == "No article is as you ask."


def test_all_labels_again_lets_go_of_the_others(dialog: SendOut) -> None:
    labels = dialog.choices.labels
    labels.choose(["ACTOR", "CLAIM"])
    labels._all.click()
    assert not labels.names
    labels._chips["CLAIM"].click()
    assert labels.names == ("CLAIM",)
    assert not labels._all.isChecked()
    labels._chips["CLAIM"].click()
    assert labels._all.isChecked()


def test_a_file_that_exists_is_replaced_only_knowingly(
    dialog: SendOut, tmp_path: Path, qtbot: QtBot
) -> None:
    there = tmp_path / "there.jsonl"
    there.write_text("old", encoding="utf-8")
    dialog.file.setText(str(there))
    assert dialog.start_button.text() == "Replace"
    assert dialog.remark.text() == "This file exists and will be replaced."
    assert len(_export(dialog, qtbot)) == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Name the file to write."),
        ("{here}", "This is a folder; name a file in it."),
        ("{here}/nowhere/out.jsonl", "This folder does not exist."),
    ],
)
def test_a_place_that_cannot_be_is_said_at_once(
    dialog: SendOut, tmp_path: Path, typed: str, said: str
) -> None:
    dialog.file.setText(typed.format(here=tmp_path))
    assert dialog.remark.text() == said
    assert not dialog.start_button.isEnabled()


def test_the_project_itself_is_not_written_over(
    dialog: SendOut, project: Project, qtbot: QtBot
) -> None:
    dialog.file.setText(str(project.path))
    QTest.mouseClick(dialog.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "is the project itself" in dialog.remark.text(), timeout=5000)
    assert dialog.pages.currentIndex() == _CHOOSE
    assert project.reader.counts().articles == 2


def test_the_folder_is_remembered(dialog: SendOut, window: Window, qtbot: QtBot) -> None:
    folder = Path(window.settings.text("last_folder")) / "out"
    folder.mkdir()
    dialog.file.setText(str(folder / "x.jsonl"))
    _export(dialog, qtbot)
    assert window.settings.text("last_folder") == str(folder)


def test_a_format_of_several_files_offers_its_choices_and_makes_a_folder(
    qtbot: QtBot, window: Window, project: Project, tmp_path: Path
) -> None:
    source = Path(__file__).resolve().parents[2] / "data" / "native.jsonl"
    bring_in(project, [source])
    opened: list[int] = []
    window.show_article = opened.append  # type: ignore[attr-defined]
    dialog = SendOut(window, project)
    qtbot.addWidget(dialog)
    dialog.show()
    choices = dialog.choices
    choices.format.setCurrentIndex(choices.format.findData("conll"))
    scheme = choices.own.box("scheme")
    scheme.setCurrentIndex(scheme.findData("iobes"))
    assert choices.options.chosen == (("scheme", "iobes"),)
    assert dialog.path.suffix == ""
    qtbot.waitUntil(lambda: dialog.preview.report is not None, timeout=10_000)
    assert "fixture-1: s1 role: speaker" in dialog.preview.loses.text()
    dialog.start()
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=10_000)
    names = sorted(one.name for one in dialog.path.iterdir())
    assert names == ["ACTOR.conll", "CLAIM.conll", "LOCATION.conll"]
    assert "\tE-ACTOR" in (dialog.path / "ACTOR.conll").read_text(encoding="utf-8")
    table = dialog.outcome.findings.table
    table.setCurrentIndex(table.model().index(0, 0))
    table.activated.emit(table.currentIndex())
    (article,) = project.reader.articles()
    assert opened == [article.id]


def test_parts_for_training_go_to_a_folder(
    dialog: SendOut, project: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    training = dialog.choices.training
    assert not training.shares[Part.DEV].isVisible()
    training.tick.click()
    assert training.shares[Part.DEV].isVisible()
    assert dialog.path == tmp_path / "River talks"
    assert dialog.choices.status.currentData() == str(Progress.DONE)
    training.shares[Part.DEV].setValue(0)
    training.shares[Part.TEST].setValue(0)
    training.licence.setCurrentText("cc-by-4.0")
    _looked(dialog, qtbot)
    said = dialog.preview.holds.text().splitlines()
    assert said[1] == "train: 2 articles (0 without marks), 3 annotations"
    assert said[2].startswith("Seed 0: ")
    QTest.mouseClick(dialog.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == _OUTCOME, timeout=10_000)
    names = {one.name for one in dialog.path.iterdir()}
    assert names == {"README.md", "SHA256SUMS", "load.py", "split.jsonl", "train.jsonl"}
    assert 'license: "cc-by-4.0"' in (dialog.path / "README.md").read_text("utf-8")
    assert "train: 2 articles" in dialog.outcome.sentence.text()


def test_what_cannot_be_parted_is_told_before_it_is_begun(dialog: SendOut) -> None:
    training = dialog.choices.training
    training.tick.click()
    for box in training.shares.values():
        box.setValue(0)
    assert not dialog.start_button.isEnabled()
    assert dialog.remark.text() == "One of the parts at least must have a share."
    training.shares[Part.TRAIN].setValue(1)
    assert dialog.start_button.isEnabled()
    dialog.choices.format.setCurrentIndex(dialog.choices.format.findData("brat"))
    assert not dialog.start_button.isEnabled()
    assert dialog.remark.text().startswith("This format is several files")
    training.tick.click()
    assert dialog.start_button.isEnabled()
