"""The codebook: editing it, choosing a label by its letters, and taking examples from the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication, QPoint

from annotator.domain.refusal import Refused
from annotator.editing import codebook_edits

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

translate = QCoreApplication.translate


def edit(window: MainWindow, label_id: int | None = None) -> None:
    """Open the codebook editor, at a label if one is given, else at that of the selected mark."""
    from annotator.ui.codebook.editor import CodebookEditor  # noqa: PLC0415  not needed to start

    project = window.opened()
    if project.read_only:
        raise Refused(translate("MainWindow", "This project is open for reading only."))
    selected = window.view.selected_annotation()
    at = label_id or (selected.label_id if selected else window.last_label_id)
    editor = CodebookEditor(
        window,
        project,
        command_of=lambda key: command_of(window, key),
        undo=lambda: window.run_named("undo"),
        redo=lambda: window.run_named("redo"),
    )
    labels = project.codebook.labels
    if at is None and labels:
        at = labels[0].id
    if at is not None:
        editor.choose(at)
    editor.exec()
    editor.deleteLater()


def compare_versions(window: MainWindow) -> None:
    """Show what changed between versions of the codebook."""
    from annotator.ui.codebook.versions import Versions  # noqa: PLC0415  seldom needed

    Versions(window, window.opened()).exec()


def command_of(window: MainWindow, key: str) -> str:
    """What the page does on a letter or digit besides marking, "" for nothing."""
    for command in window.commands:
        if key.upper() in command.keys and not command.label_key:
            return command.shown_title
    return ""


def take_example(window: MainWindow, *, counter: bool = False) -> None:
    """Make the selected words, or the selected mark, an example in the codebook.

    Of the label of the selected mark; without one, of the label used last.
    """
    project, article = window.at_work()
    words, selected = window.view.selection(), window.view.selected_annotation()
    label_id = selected.label_id if selected else window.last_label_id
    if label_id is None or (words is None and selected is None):
        raise Refused(
            translate("MainWindow", "Select words and a mark, or a mark alone, to take an example.")
        )
    if words is not None:
        taken = article.text[words[0] : words[1]].strip()
    else:
        assert selected is not None
        taken = article.text_of(selected)
    label = project.codebook.label(label_id)
    field = "counterexamples" if counter else "examples"
    known = getattr(label, field)
    if taken in known:
        raise Refused(translate("MainWindow", "{0} has this example already.").format(label.name))
    after = msgspec.structs.replace(label, **{field: (*known, taken)})
    title = translate("MainWindow", "Example of {0}").format(label.name)
    codebook_edits.write_label(project, label, after, title)
    said = (
        translate("MainWindow", "Taken as an example of what {0} is not.")
        if counter
        else translate("MainWindow", "Taken as an example of {0}.")
    )
    window.say(said.format(label.name))


def take_counterexample(window: MainWindow) -> None:
    """Make the selected words an example of what the label is not."""
    take_example(window, counter=True)


def choose_label(window: MainWindow) -> None:
    """Offer every label beside the words to be marked, each with its two letters."""
    project, article = window.at_work()
    view, chooser = window.view, window.chooser
    words, selected = view.selection(), view.selected_annotation()
    at = words[1] if words else selected.end if selected else view.caret()
    view.show_stretch(max(0, at - 1), min(len(article.text), at))
    chooser.offer(list(project.codebook.labels))
    box = view.cursor_box(at, before=True)
    chooser.stand_at(QPoint(int(box.left()) - 12, int(box.bottom()) + 14))
