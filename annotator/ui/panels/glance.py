"""What a label means, at one glance: definition, rules, examples."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotator.domain.codebook import Label
from annotator.ui.dialogs.wording import say, words
from annotator.ui.models.wording import shortened

_LONG = 600
_EXAMPLES = 3


class Glance(QFrame):
    """Shows one label's meaning; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._label: Label | None = None
        self.title = words("", "project", wrap=True)
        self.definition = words("", wrap=True)
        self.includes = words("", "quiet", wrap=True)
        self.excludes = words("", "quiet", wrap=True)
        self.examples = words("", "quiet", wrap=True)
        self.counterexamples = words("", "quiet", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(5)
        for part in (
            self.title,
            self.definition,
            self.includes,
            self.excludes,
            self.examples,
            self.counterexamples,
        ):
            column.addWidget(part)
        self.hide()

    def show_label(self, label: Label | None) -> None:
        """Show what a label means, None for nothing."""
        if label == self._label:
            return
        self._label = label
        if label is None or not _has_meaning(label):
            self.hide()
            return
        self.title.setText(label.name)
        say(self.definition, shortened(label.definition, _LONG))
        say(self.includes, _said(self.tr("Include: {0}"), label.includes), "quiet")
        say(self.excludes, _said(self.tr("Leave out: {0}"), label.excludes), "quiet")
        say(self.examples, _listed(self.tr("For example {0}"), label.examples), "quiet")
        say(self.counterexamples, _listed(self.tr("But not {0}"), label.counterexamples), "quiet")
        self.setAccessibleName(self.tr("Meaning of {0}").format(label.name))
        self.setAccessibleDescription(label.definition)
        self.show()


def _has_meaning(label: Label) -> bool:
    told = (label.definition, label.includes, label.excludes)
    return any(told) or bool(label.examples or label.counterexamples)


def _said(frame: str, text: str) -> str:
    return frame.format(shortened(text, _LONG)) if text else ""


def _listed(frame: str, examples: tuple[str, ...]) -> str:
    shown = [f"“{shortened(one, 70)}”" for one in examples[:_EXAMPLES]]
    return frame.format(", ".join(shown)) if shown else ""
