"""What narrows the list of articles: chips for how far they are, and words."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.status import Progress
from annotator.store.listing import Listing
from annotator.store.totals import Reached
from annotator.ui.models.wording import tooltip

_TYPING_MS = 120
_ALL, _TO_DO, _DONE, _FLAGGED = range(4)


class ArticleFilter(QWidget):
    """Says which articles are wanted."""

    changed = Signal()
    """Other articles are wanted."""
    taken = Signal()
    """Enter was pressed: the first article found is wanted."""
    down = Signal()
    """The keyboard should go on to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = (
            self.tr("All articles"),
            self.tr("Articles to do"),
            self.tr("Articles done"),
            self.tr("Flagged articles"),
        )
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(6)
        column.addLayout(self._made_chips())
        column.addWidget(self._made_words())

    def _made_chips(self) -> QHBoxLayout:
        self._chips = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(6)
        for number, name in enumerate(self._names):
            chip = QPushButton(self)
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.setChecked(number == _ALL)
            chip.setAccessibleName(name)
            chip.setText(self._words_of(number, ""))
            self._chips.addButton(chip, number)
            row.addWidget(chip)
        row.addStretch(1)
        self._chips.idToggled.connect(lambda _which, on: self._now() if on else None)
        return row

    def _made_words(self) -> QLineEdit:
        self._words = QLineEdit(self)
        self._words.setPlaceholderText(self.tr("Filter articles…"))
        self._words.setAccessibleName(self.tr("Filter articles"))
        self._words.textChanged.connect(lambda _words: self._typing.start())
        self._words.returnPressed.connect(self._take)
        return self._words

    def listing(self, me: int) -> Listing:
        """What is wanted, for an annotator."""
        which = self._chips.checkedId()
        return Listing(
            contains=self._words.text().strip(),
            progress=Progress.DONE if which == _DONE else None,
            not_done=which == _TO_DO,
            flagged=which == _FLAGGED,
            me=me,
        )

    def narrows(self) -> bool:
        """Whether anything but all articles is wanted."""
        return bool(self._words.text().strip()) or self._chips.checkedId() != _ALL

    def clear(self) -> None:
        """Want all articles."""
        self._words.clear()
        self._chips.button(_ALL).setChecked(True)
        self._typing.stop()

    def show_counts(self, reached: Reached) -> None:
        """Say how many articles there are behind each chip."""
        counts = (
            reached.articles,
            reached.articles - reached.done,
            reached.done,
            reached.flagged,
        )
        for number, (name, count) in enumerate(zip(self._names, counts, strict=True)):
            chip = self._chips.button(number)
            said = self.tr("{0}: {1}").format(name, QLocale().toString(count))
            chip.setText(self._words_of(number, _short(count)))
            chip.setToolTip(tooltip(said))
            chip.setAccessibleName(said)

    def wake(self) -> None:
        """Offer what the first picture does without."""
        from annotator.ui.clearing import let_clear  # noqa: PLC0415  not needed to paint
        from annotator.ui.panels.keys import listen  # noqa: PLC0415  not needed to paint

        let_clear(self._words)
        listen(self._words, Qt.Key.Key_Down, self.down.emit)
        listen(self._words, Qt.Key.Key_Escape, self._leave)

    def focus_words(self) -> None:
        """Take the keyboard, ready to type over what is there."""
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._words.selectAll()

    def _words_of(self, number: int, count: str) -> str:
        words = (self.tr("All {0}"), self.tr("To do {0}"), self.tr("Done {0}"), "⚑ {0}")
        return words[number].format(count).strip()

    def _now(self) -> None:
        self._typing.stop()
        self.changed.emit()

    def _take(self) -> None:
        self._now()
        self.taken.emit()

    def _leave(self) -> None:
        if self._words.text():
            self._words.clear()
            self._now()
        else:
            self.down.emit()


def _short(count: int) -> str:
    """A count in few letters: from ten thousand on in thousands."""
    return QLocale().toString(count) if count < 10_000 else f"{count // 1000}k"
