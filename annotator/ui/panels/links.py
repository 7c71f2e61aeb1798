"""The relations of the selected annotation."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QEnterEvent,
    QFontMetricsF,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Codebook, Label
from annotator.domain.entity import Entity
from annotator.editing.linking import may_end, unmarked_end
from annotator.editing.project import OpenArticle
from annotator.ui import theme
from annotator.ui.canvas.cards import spoken_end
from annotator.ui.models.wording import button_text, shortened, tooltip, worded
from annotator.ui.panels.forms import NAME_WIDTH, add_row, emptied, form
from annotator.ui.panels.parts import quiet

_PAD = 8


class _Link(NamedTuple):
    name: str
    other_id: int
    label: Label
    words: str
    relation_id: int
    others: tuple[tuple[int, str], ...]
    """Types that it could have instead, by id and name."""


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
    """Each relation with the words at its other end; pressing those goes there.

    The menu of a row, or Delete on it, takes the relation away; the menu also gives it
    another type. An end that is no mark, and the entity meant, are shown in words.
    """

    go_to = Signal(object)
    removed = Signal(object)
    """A relation is to go: its id."""
    retyped = Signal(object, object)
    """A relation is to have another type: its id and the type's."""
    entity_pressed = Signal(object)
    """The entity that is meant was pressed: its id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form()
        self._form.setVerticalSpacing(6)
        self.setLayout(self._form)
        self._shown: tuple[list[_Link], list[tuple[str, str]], Entity | None] = ([], [], None)
        self._buttons: list[QPushButton] = []

    def show_links(
        self,
        article: OpenArticle,
        codebook: Codebook,
        annotation: Annotation,
        *,
        read_only: bool = False,
    ) -> bool:
        """Show the relations of an annotation; whether the rows are new ones."""
        links = _links(article, codebook, annotation, self.tr("{0} of"))
        ends = [
            (worded(kind.name), spoken_end(said))
            for kind in codebook.relation_types
            if (said := unmarked_end(annotation, kind))
        ]
        return self._show(links, ends, article.entity_of(annotation.id), read_only=read_only)

    def show_none(self) -> None:
        """Show no relations."""
        self._show([], [], None)

    def buttons(self) -> list[QPushButton]:
        """The buttons, top to bottom."""
        return list(self._buttons)

    def _show(
        self,
        links: list[_Link],
        ends: list[tuple[str, str]],
        entity: Entity | None,
        *,
        read_only: bool = True,
    ) -> bool:
        self.setVisible(bool(links or ends or entity))
        if (links, ends, entity) == self._shown:
            return False
        self._shown = (links, ends, entity)
        emptied(self._form)
        self._buttons = []
        if entity is not None:
            self._add_entity(entity)
        for link in links:
            button = LinkButton(link, self)
            button.clicked.connect(
                lambda _checked=False, which=link.other_id: self.go_to.emit(which)
            )
            if not read_only:
                self._add_menu(button, link)
            self._buttons.append(button)
            self._add(link.name, button)
        for name, words in ends:
            self._add(name, quiet(words, self))
        return True

    def _add_entity(self, entity: Entity) -> None:
        button = QPushButton(button_text(shortened(entity.name, 60)), self)
        button.setProperty("role", "flat")
        button.setStyleSheet("text-align: left;")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(tooltip("; ".join((entity.name, *entity.aliases))))
        button.setAccessibleName(self.tr("Means {0}").format(entity.name))
        button.setAccessibleDescription(self.tr("Show in the list of entities"))
        button.clicked.connect(lambda: self.entity_pressed.emit(entity.id))
        self._buttons.append(button)
        self._add(self.tr("Means"), button)

    def _add_menu(self, button: LinkButton, link: _Link) -> None:
        """What can be done to a relation besides going there."""
        for type_id, name in link.others:
            action = QAction(self.tr("Make it {0}").format(button_text(name)), button)
            action.triggered.connect(
                lambda _on=False, one=link.relation_id, kind=type_id: self.retyped.emit(one, kind)
            )
            button.addAction(action)
        remove = QAction(self.tr("Remove the link"), button)
        remove.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        remove.triggered.connect(lambda: self.removed.emit(link.relation_id))
        button.addAction(remove)
        button.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        button.setAccessibleDescription(self.tr("Go there; Delete removes the link"))

    def _add(self, name: str, field: QWidget) -> None:
        label = quiet(name, self)
        label.setMinimumWidth(NAME_WIDTH)
        add_row(self._form, label, field)


def _links(
    article: OpenArticle, codebook: Codebook, annotation: Annotation, backwards: str
) -> list[_Link]:
    found = []
    for relation in article.annotations.relations_of(annotation.id):
        outward = relation.head_id == annotation.id
        other = article.annotations.find(relation.child_id if outward else relation.head_id)
        if other is None:
            continue
        head, child = (annotation, other) if outward else (other, annotation)
        name = worded(codebook.relation_type(relation.type_id).name)
        others = tuple(
            (kind.id, worded(kind.name))
            for kind in codebook.relation_types
            if kind.id != relation.type_id and not kind.retired and may_end(kind, head, child)
        )
        label = codebook.label(other.label_id)
        words = " ".join(article.text_of(other).split())
        found.append(
            _Link(name if outward else backwards.format(name), other.id, label, words,
                  relation.id, others)
        )  # fmt: skip
    return found
