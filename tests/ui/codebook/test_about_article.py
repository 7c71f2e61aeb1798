"""The inspector asks about the article and lists what must still be answered."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import Attribute, AttributeKind
from annotator.editing import answering, codebook_edits, marking
from annotator.ui.panels.answers import ChoiceBox
from annotator.ui.window import MainWindow


def test_articles_are_asked_about_and_open_questions_listed(
    window: MainWindow, qtbot: QtBot
) -> None:
    project, article = window.at_work()
    about = window.inspector.come()._about
    assert not about.isVisible()
    genre = Attribute(name="genre", kind=AttributeKind.CHOICE, choices=("news", "comment"),
                      required=True)  # fmt: skip
    question = codebook_edits.add_question(project, "genre")
    codebook_edits.write_question(project, question, msgspec.structs.replace(question, asked=genre))
    qtbot.waitUntil(about.isVisible)
    (field,) = about.questions.fields()
    assert isinstance(field, ChoiceBox)
    claim = project.codebook.labels[2]
    stance = msgspec.structs.replace(claim.attributes[1], required=True)
    after = msgspec.structs.replace(claim, attributes=(stance,))
    codebook_edits.write_label(project, claim, after, "Require")
    mark = marking.mark(project, article, after, ((0, 8),))
    qtbot.waitUntil(lambda: len(about.buttons) == 2)
    row = window.articles.model.index(0, 0)
    assert "to answer: 2" in row.data(Qt.ItemDataRole.AccessibleTextRole)
    about.buttons[1].click()
    qtbot.waitUntil(lambda: window.view.selected_annotation() is not None)
    selected = window.view.selected_annotation()
    assert selected is not None
    assert selected.id == mark.id
    field.setCurrentIndex(1)
    field.activated.emit(1)
    qtbot.waitUntil(lambda: len(about.buttons) == 1)
    assert answering.said_of(project, article.id) == {"genre": "news"}
    window.run_named("undo")
    qtbot.waitUntil(lambda: len(about.buttons) == 2)
