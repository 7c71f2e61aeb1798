"""What a change would touch, shown before it is made; then the change, watched."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from annotator.domain.change import Step
from annotator.domain.refusal import Refused
from annotator.editing.project import Project
from annotator.editing.safe_change import (
    Example,
    Plan,
    Touched,
    carry_out,
    is_large,
    preview,
    write,
)
from annotator.ui import counts
from annotator.ui.dialogs.buttons import ending
from annotator.ui.dialogs.elided import Elided
from annotator.ui.dialogs.wording import heading, say, words
from annotator.ui.dialogs.work import Work
from annotator.ui.dialogs.work_page import WorkPage
from annotator.ui.models.wording import shortened

translate = QCoreApplication.translate


class SafeChange(QDialog):
    """One change, with what it touches. Accepted once it is made."""

    def __init__(self, parent: QWidget, project: Project, plan: Plan) -> None:
        super().__init__(parent)
        self._project, self._plan = project, plan
        self._work: Work | None = None
        self.setWindowTitle(plan.title)
        self.resize(560, 460)
        self.touched: Touched | None = None
        self.counts = words("", wrap=True)
        self.remarks = words("", "quiet", wrap=True)
        self.lost = words("", "danger", wrap=True)
        self.trouble = words("", "danger", wrap=True)
        self._examples = QVBoxLayout()
        self._examples.setSpacing(8)
        self._examples_title = heading(self.tr("For example"))
        self.progress = WorkPage(in_bytes=False)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._question_page())
        self.pages.addWidget(self.progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.addWidget(self.pages)
        self._count()

    def _question_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(words(self._plan.title, "project", wrap=True))
        for part in (self.counts, self.lost, self.remarks, self._examples_title):
            column.addWidget(part)
        column.addLayout(self._examples)
        column.addStretch(1)
        column.addWidget(self.trouble)
        row, self.act = ending(self, yes=self.tr("Do it"), no=self.tr("Cancel"))
        row.accepted.connect(self.start)
        (self.out,) = (
            button
            for button in row.buttons()
            if button is not self.act and isinstance(button, QPushButton)
        )
        column.addWidget(row)
        say(self.trouble, "")
        return page

    # -- counting ---------------------------------------------------------------------

    def _count(self) -> None:
        self.counts.setText(self.tr("Counting what it touches…"))
        self._examples_title.hide()
        self.act.setEnabled(False)
        self._work = Work(lambda _watch: preview(self._project, self._plan), self)
        self._work.finished.connect(self._show_counts)
        self._work.refused.connect(lambda why: say(self.trouble, str(why), "danger"))
        self._work.start()

    def _show_counts(self, touched: Touched) -> None:
        self.touched = touched
        self.counts.setText("\n".join(told(touched)))
        say(self.lost, "\n".join(losses(touched)), "danger")
        say(self.remarks, "\n".join(self._plan.remarks), "quiet")
        self._examples_title.setVisible(bool(touched.examples))
        for example in touched.examples[:4]:
            self._examples.addWidget(example_card(example))
        self.act.setEnabled(True)
        self.act.setFocus()
        if touched.removed:
            self.act.setDefault(False)  # Enter must not delete what a hasty hand did not mean
            self.act.setAutoDefault(False)
            self.out.setDefault(True)
            self.out.setFocus()
            self.act.setText(self.tr("Delete {0}").format(counts.of_marks(touched.removed)))

    # -- doing ------------------------------------------------------------------------

    def start(self) -> None:
        """Make the change; a large one is watched."""
        if self.touched is None or not is_large(self.touched):
            try:
                carry_out(self._project, self._plan)
            except Refused as why:
                self._refused(why)
                return
            self.accept()
            return
        self.pages.setCurrentIndex(1)
        self.progress.begin(self._plan.title)
        self._work = work = Work(lambda watch: write(self._project, self._plan, watch), self)
        work.progressed.connect(self.progress.show_progress)
        work.finished.connect(self._written)
        work.refused.connect(self._refused)
        work.broke.connect(self.reject)
        self.progress.cancelled.connect(work.cancel)
        work.start()

    def _written(self, step: Step) -> None:
        self._project.tell(step)
        self.accept()

    def _refused(self, why: Refused) -> None:
        self.pages.setCurrentIndex(0)
        say(self.trouble, str(why), "danger")

    def reject(self) -> None:
        """Leave, unless something is being written: that is stopped first."""
        if self.pages.currentIndex() == 1 and self._work is not None and self._work.running:
            self.progress.stop()
            return
        super().reject()


def told(touched: Touched) -> Iterator[str]:
    """What a change touches, a sentence each."""
    if not touched.annotations:
        yield translate("SafeChange", "No annotation has this label.")
        return
    said = translate("SafeChange", "This label has {0} in {1}.")
    yield said.format(
        counts.of_annotations(touched.annotations), counts.of_articles(touched.articles)
    )
    for name, count in touched.moved:
        yield translate("SafeChange", "{0} of them will become {1}.").format(f"{count:,}", name)
    if touched.rewritten:
        said = translate("SafeChange", "Answers that will be written anew: {0}.")
        yield said.format(f"{touched.rewritten:,}")
    if touched.doubled:
        said = translate(
            "SafeChange",
            "Spans then marked twice alike by the same annotator: {0}; both marks are kept.",
        )
        yield said.format(f"{touched.doubled:,}")
    if not touched.removed:
        yield translate("SafeChange", "No annotation is deleted.")


def losses(touched: Touched) -> Iterator[str]:
    """What would be lost, a sentence each."""
    if touched.removed:
        said = translate("SafeChange", "{0} will be deleted.")
        yield said.format(counts.of_annotations(touched.removed))
    if touched.removed_relations:
        said = translate("SafeChange", "With them, {0}.")
        yield said.format(counts.of_relations(touched.removed_relations))
    if touched.removed_links:
        said = translate("SafeChange", "With them, links to entities: {0}.")
        yield said.format(f"{touched.removed_links:,}")


def example_card(example: Example) -> QWidget:
    """A place with the words around it."""
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(10, 6, 10, 6)
    column.setSpacing(2)
    column.addWidget(words(shortened(example.article, 80), "quiet"))
    marked = shortened(example.marked, 44)
    said = Elided()
    said.show_text(f"…{example.before[-18:]}⟦{marked}⟧{example.after[:16]}…")
    column.addWidget(said)
    return card


def change_safely(parent: QWidget, project: Project, plan: Plan) -> bool:
    """Show what a change touches and make it if the user still wants; whether it was made.

    A change of a label that nothing is marked with is made at once.
    """
    if not plan.changes:
        return False
    if plan.touches and not project.reader.labelled.usage(plan.touches).annotations:
        carry_out(project, plan)
        return True
    asking = SafeChange(parent, project, plan)
    made = asking.exec() == QDialog.DialogCode.Accepted
    asking.deleteLater()
    return made
