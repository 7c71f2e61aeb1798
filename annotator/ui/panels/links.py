"""The relations of the selected annotation."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Codebook, Label
from annotator.editing.project import OpenArticle
from annotator.ui import theme
from annotator.ui.models.wording import shortened, tooltip, worded
from annotator.ui.panels.parts import NAME_WIDTH, add_row, emptied, form, quiet

_PAD = 8


class _Link(NamedTuple):
    name: str
    other_id: int
    label: Label
    words: str


class LinkButton(QPushButton):
    """The annotation at the other end, in its label's colours."""

    def __init__(self, link: _Link, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = shortened(link.words, 120)
        self._label = link.label
        self.setProperty("role", "flat")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setToolTip(tooltip(f"{worded(link.label.name)}: {link.words}"))
        self.setAccessibleName(
            self.tr("{0}: {1} {2}").format(link.name, worded(link.label.name), self._words)
        )
        self.setAccessibleDescription(self.tr("Go there"))

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.ui_font())
        wide = metrics.horizontalAdvance(self._words) + 2 * _PAD + 2
        return QSize(round(wide), round(metrics.height()) + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        busy = self.hasFocus() or self.underMouse()
        pen = QPen(now.line(self._label), 1.5) if busy else QPen(Qt.PenStyle.NoPen)
        painter.setPen(pen)
        painter.setBrush(now.tint(self._label))
        painter.drawRoundedRect(box, 5, 5)
        font = theme.ui_font()
        painter.setFont(font)
        painter.setPen(now.ink)
        inner = box.adjusted(_PAD, 0, -_PAD + 1, 0)
        shown = QFontMetricsF(font).elidedText(
            self._words, Qt.TextElideMode.ElideRight, inner.width() + 1
        )
        side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, int(side), shown)
        painter.end()


class Links(QWidget):
    """Each relation with the words at its other end; pressing those goes there."""

    go_to = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form()
        self._form.setVerticalSpacing(6)
        self.setLayout(self._form)
        self._links: list[_Link] = []
        self._buttons: list[LinkButton] = []

    def show_links(self, article: OpenArticle, codebook: Codebook, annotation: Annotation) -> bool:
        """Show the relations of an annotation; whether the rows are new ones."""
        return self._show(_links(article, codebook, annotation, self.tr("{0} of")))

    def show_none(self) -> None:
        """Show no relations."""
        self._show([])

    def buttons(self) -> list[LinkButton]:
        """The buttons, top to bottom."""
        return list(self._buttons)

    def _show(self, links: list[_Link]) -> bool:
        self.setVisible(bool(links))
        if links == self._links:
            return False
        self._links = links
        emptied(self._form)
        self._buttons = []
        for link in links:
            button = LinkButton(link, self)
            button.clicked.connect(
                lambda _checked=False, which=link.other_id: self.go_to.emit(which)
            )
            name = quiet(link.name, self)
            name.setMinimumWidth(NAME_WIDTH)
            add_row(self._form, name, button)
            self._buttons.append(button)
        return True


def _links(
    article: OpenArticle, codebook: Codebook, annotation: Annotation, backwards: str
) -> list[_Link]:
    found = []
    for relation in article.annotations.relations_of(annotation.id):
        outward = relation.head_id == annotation.id
        other = article.annotations.find(relation.child_id if outward else relation.head_id)
        if other is None:
            continue
        name = worded(codebook.relation_type(relation.type_id).name)
        label = codebook.label(other.label_id)
        words = " ".join(article.text_of(other).split())
        found.append(_Link(name if outward else backwards.format(name), other.id, label, words))
    return found
