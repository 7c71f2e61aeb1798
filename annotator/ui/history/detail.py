"""One act of the journal, looked at: what it changed, before and after, on the text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.change import Change, inverse
from annotator.domain.refusal import Refused
from annotator.editing.project import Project
from annotator.store.history import ActKind, JournalRow
from annotator.ui.dialogs.wording import heading, words
from annotator.ui.history import wording
from annotator.ui.history.excerpt import Excerpt

_MOST = 40
"""Changes shown one by one; of more, the first so many and their number."""

_READ = 2000
"""Changes of a large act that are counted."""


class Detail(QScrollArea):
    """Shows an act as cards, one a change."""

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._texts: dict[int, str] = {}
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("What the act changed"))
        self.viewport().setAutoFillBackground(False)
        self.show_act(None)

    def show_act(self, row: JournalRow | None) -> None:
        """Show what an act changed, or nothing."""
        whole = QWidget()
        whole.setAutoFillBackground(False)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        if row is not None:
            self._fill(column, row)
        column.addStretch(1)
        self.setWidget(whole)

    def _fill(self, column: QVBoxLayout, row: JournalRow) -> None:
        try:
            changes, more = self._changes(row)
        except Refused as why:
            column.addWidget(words(str(why), "danger", wrap=True))
            return
        if len(changes) > _MOST or more:
            said = wording.counted(changes)
            said += self.tr(", and more") if more else ""
            column.addWidget(words(said, "quiet", wrap=True))
        self._texts = {}
        for change in changes[:_MOST]:
            column.addWidget(self._card(change, changes))

    def _changes(self, row: JournalRow) -> tuple[list[Change], bool]:
        """What a row did, and whether there is more than is read."""
        history = self._project.reader.history
        undo = row.kind is ActKind.UNDO
        seq = row.seq if row.kind is ActKind.DO else row.target or 0
        found: list[Change] = []
        for part in history.parts(seq, backwards=undo):
            if len(found) >= _READ:
                return found, True
            found += inverse(part) if undo else part
        return found, False

    def _card(self, change: Change, others: list[Change]) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 10, 14, 10)
        inside.setSpacing(5)
        for sentence in wording.sentences(change, self._project.codebook):
            inside.addWidget(words(sentence, wrap=True))
        before, after = change.before, change.after
        if isinstance(change.value, Annotation):
            was = before if isinstance(before, Annotation) else None
            now = after if isinstance(after, Annotation) else None
            text = self._text(change.value.article_id, others)
            if text and was is not None and now is not None and was.fragments != now.fragments:
                inside.addWidget(heading(self.tr("Before")))
                inside.addWidget(self._excerpt(text, was))
                inside.addWidget(heading(self.tr("After")))
                inside.addWidget(self._excerpt(text, now))
            elif text:
                inside.addWidget(self._excerpt(text, change.value))
        return card

    def _excerpt(self, text: str, mark: Annotation) -> Excerpt:
        label = next(
            (one for one in self._project.codebook.labels if one.id == mark.label_id), None
        )
        return Excerpt(text, mark.fragments, label)

    def _text(self, article_id: int, others: list[Change]) -> str:
        """The text of an article, of one that went in the same act too; "" if it is gone."""
        if article_id not in self._texts:
            reader = self._project.reader
            articles = [one.value for one in others if isinstance(one.value, Article)]
            within = next((one for one in articles if one.id == article_id), None)
            try:
                article = within or reader.article(article_id)
                self._texts[article_id] = reader.text(article.text_sha256)
            except Refused:
                self._texts[article_id] = ""
        return self._texts[article_id]
