"""What an import did, or why it did nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.domain.refusal import BadInput
from annotator.editing.copies import CameAsCopy, Copies
from annotator.editing.exchange import ImportReport, Remark
from annotator.ui import counts
from annotator.ui.dialogs.findings import Finding
from annotator.ui.dialogs.findings_panel import FindingsPanel
from annotator.ui.dialogs.wording import restyle, say, words


class ImportResult(QWidget):
    """Counts in words, and a table of all that needs a look."""

    closed = Signal()
    back = Signal()
    again_without_bad = Signal()
    wanted = Signal(object)
    """A Finding whose article is to be opened."""
    compare = Signal()
    """The copies that came in are to be shown beside their originals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = words("", "title")
        self.sentence = words("", wrap=True)
        self.more = words("", "quiet", wrap=True)
        self.findings = FindingsPanel(self.tr("File"), "import.txt")
        self.findings.table.wanted.connect(self.wanted)
        self.change = self._button(self.tr("Back"), self.back)
        self.without_bad = self._button(self.tr("Import the rest without these"), None)
        self.without_bad.clicked.connect(self.again_without_bad)
        self.compare_button = self._button(self.tr("Compare copies…"), self.compare)
        self.close_button = self._button(self.tr("Close"), self.closed)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.change, self.compare_button, self.without_bad, self.close_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        column.addWidget(self.more)
        column.addWidget(self.findings, 1)
        column.addStretch(0)
        column.addLayout(row)

    def show_report(self, report: ImportReport) -> None:
        """Say what came in."""
        something = bool(report.articles or report.annotations or report.relations)
        self.title.setText(self.tr("Imported") if something else self.tr("Nothing new"))
        say(self.sentence, self._came(report) if something else self._nothing(report))
        say(self.more, self._added(report), "quiet")
        self.findings.show_sorts(
            [
                (self.tr("Not imported"), _refused(report.refusals)),
                (self.tr("Marks not found"), _remarks(report.not_found)),
                (self.tr("Marks moved"), _remarks(report.moved)),
                (self.tr("Copies"), self._copies(report.copies)),
                (self.tr("Renamed"), _remarks(report.renamed)),
                (self.tr("Worth knowing"), _remarks(report.notes)),
                (self.tr("There already"), _remarks(report.unchanged)),
                (self.tr("Passed over"), self._passed_over(report.passed_over)),
            ]
        )
        self._offer(failed=False)
        self.compare_button.setVisible(any(one.article_id for one in report.copies))

    def show_refusals(self, refusals: Sequence[BadInput], *, skipping: bool) -> None:
        """Say what was wrong; nothing was brought in."""
        self.title.setText(self.tr("Nothing was imported"))
        bad = counts.of_refusals(len(refusals))
        if skipping:
            said = self.tr("{0} cannot be used, and nothing else is left.").format(bad)
        else:
            said = self.tr(
                "{0} cannot be used. Mend them and import again, or import the rest without them."
            ).format(bad)
        say(self.sentence, said)
        say(self.more, self.tr("The project is as it was."), "quiet")
        self.findings.show_sorts([(self.tr("Not imported"), _refused(refusals))])
        self._offer(failed=True, skipping=skipping)

    def _offer(self, *, failed: bool, skipping: bool = False) -> None:
        """The buttons that make sense now; the one most likely wanted is marked."""
        self.compare_button.hide()
        self.change.setVisible(failed)
        self.without_bad.setVisible(failed and not skipping)
        primary = self.without_bad if failed and not skipping else self.close_button
        for button in (self.without_bad, self.close_button):
            button.setProperty("role", "primary" if button is primary else "")
            button.setDefault(button is primary and not failed)
            restyle(button)
        (self.change if failed else self.close_button).setFocus()

    def _came(self, report: ImportReport) -> str:
        return self.tr("{0}, {1} and {2} from {3}.").format(
            counts.of_articles(report.articles),
            counts.of_annotations(report.annotations),
            counts.of_relations(report.relations),
            counts.of_files(report.files),
        )

    def _nothing(self, report: ImportReport) -> str:
        if report.copies:
            return self.tr("All of it is copies of what is there; nothing was added.")
        if report.unchanged:
            return self.tr("It is all in the project already; nothing was added.")
        if report.refusals:
            return self.tr("{0} cannot be used; nothing was added.").format(
                counts.of_refusals(len(report.refusals))
            )
        return self.tr("There was nothing to import in what you chose.")

    def _added(self, report: ImportReport) -> str:
        lines = []
        if report.as_they_were or report.moved or report.not_found:
            lines.append(
                self.tr("Offsets: {0} taken as they were, {1} moved, {2} not found").format(
                    f"{report.as_they_were:,}",
                    f"{len(report.moved):,}",
                    f"{len(report.not_found):,}",
                )
            )
        if report.not_looked_at:
            said = self.tr("Copies were not looked for among {0}; the command for copies does.")
            lines.append(said.format(counts.of_articles(report.not_looked_at)))
        if report.added_labels:
            names = ", ".join(report.added_labels)
            lines.append(self.tr("Labels added to the codebook: {0}").format(names))
        if report.added_relation_types:
            names = ", ".join(report.added_relation_types)
            lines.append(self.tr("Relation types added: {0}").format(names))
        return "\n".join(lines)

    def _copies(self, copies: Sequence[CameAsCopy]) -> list[Finding]:
        said = {
            Copies.KEEP: self.tr("{0} is a copy of {1}, {2} alike: kept"),
            Copies.SKIP: self.tr("{0} is a copy of {1}, {2} alike: left out"),
            Copies.LINK: self.tr("{0} is a copy of {1}, {2} alike: linked"),
        }
        return [
            Finding(
                one.file,
                one.line,
                said[one.became].format(one.name, one.original, f"{one.share:.0%}"),
                one.article_id,
            )
            for one in copies
        ]

    def _passed_over(self, files: Sequence[str]) -> list[Finding]:
        said = self.tr("no format reads files with this ending")
        return [Finding(file, None, said) for file in files]

    def _button(self, text: str, signal: object) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        if signal is not None:
            button.clicked.connect(signal)
        return button


def _refused(refusals: Sequence[BadInput]) -> list[Finding]:
    return [Finding(one.file, one.line, one.reason) for one in refusals]


def _remarks(remarks: Sequence[Remark]) -> list[Finding]:
    return [Finding(one.file, one.line, one.sentence, one.article_id, one.at) for one in remarks]
