"""Colours and letters of the window, light and dark.

The tokens stand in ``resources/themes``; widgets ask for them by name and repaint
when `changes` speaks. Qt's own colour scheme switch does nothing on plain X11, so
the program brings its palettes and lays them over the Fusion style.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import QApplication

from annotator import home
from annotator.domain.codebook import Label

NAMES = ("light", "dark", "light-contrast", "dark-contrast")
"""The themes there are, by their files."""
_LEGIBLE = 4.5
_SERIF_FAMILIES = ["Noto Serif", "Source Serif 4", "Charter", "Georgia", "DejaVu Serif"]
_SANS_FAMILIES = ["Inter", "Noto Sans", "Segoe UI", "SF Pro Text", "DejaVu Sans"]


class Theme(msgspec.Struct, frozen=True):
    """One set of colours. `labels` holds line and tint of the safe palette, in order."""

    name: str
    dark: bool
    window: QColor
    pane: QColor
    page: QColor
    ink: QColor
    quiet: QColor
    hairline: QColor
    accent: QColor
    chosen: QColor
    selection: QColor
    suggestion: QColor
    good: QColor
    warning: QColor
    danger: QColor
    labels: tuple[tuple[QColor, QColor], ...]

    @property
    def strong(self) -> bool:
        """Whether this is a theme of high contrast."""
        return self.name.endswith("-contrast")

    def line(self, label: Label) -> QColor:
        """The colour of a label's line: its own, else the palette's at its position."""
        own = label.dark if self.dark else label.light
        if own and self.strong:
            return legible(QColor(own), self)
        return QColor(own) if own else self.labels[label.position % len(self.labels)][0]

    def tint(self, label: Label) -> QColor:
        """The colour behind marked words: the palette's, or the own line mixed into the page."""
        own = label.dark if self.dark else label.light
        if not own:
            return self.labels[label.position % len(self.labels)][1]
        for line, tint in self.labels:
            if line.name() == own:
                return tint
        return mixed(QColor(own), self.page, 0.22 if self.dark else 0.15)


class _Changes(QObject):
    changed = Signal()


changes = _Changes()
"""Speaks when another theme is in force."""

_current: Theme | None = None
_lent: Theme | None = None
_chosen = "system"


def current() -> Theme:
    """The theme in force."""
    return _lent or _current or _load("light")


@contextmanager
def lent(name: str) -> Iterator[None]:
    """Another theme for what is drawn within the block: paper is light whatever the window is."""
    global _lent
    before, _lent = _lent, _load(name)
    try:
        yield
    finally:
        _lent = before


def named(name: str) -> Theme:
    """The theme of that name ("light", "dark"), in force or not."""
    return _load(name)


def mixed(ink: QColor, ground: QColor, share: float) -> QColor:
    """`share` of `ink` on `ground`, opaque."""
    return QColor.fromRgbF(
        ink.redF() * share + ground.redF() * (1 - share),
        ink.greenF() * share + ground.greenF() * (1 - share),
        ink.blueF() * share + ground.blueF() * (1 - share),
    )


def legible(color: QColor, theme: Theme) -> QColor:
    """A colour brought towards the ink until it has 4.5:1 on the page of a theme."""
    from annotator.ui.contrast import least_contrast  # noqa: PLC0415  not needed to paint

    share = 1.0
    found = color
    while share > 0 and least_contrast(found.name(), (theme.page.name(),)) < _LEGIBLE:
        share -= 0.05
        found = mixed(color, theme.ink, max(0.0, share))
    return found


_brushes: dict[int, QBrush] = {}


def solid(color: QColor) -> QBrush:
    """A brush of one colour, made in the way that sets up no gradients and pictures."""
    brush = _brushes.get(color.rgba())
    if brush is None:
        brush = QBrush()
        brush.setColor(color)
        brush.setStyle(Qt.BrushStyle.SolidPattern)
        _brushes[color.rgba()] = brush
    return brush


def fill(painter: QPainter, box: QRectF | QRect, color: QColor) -> None:
    """Paint a box in one colour, as `QPainter.fillRect` does.

    Asked for the first time with a colour, that one sets up all the gradients there
    are, which takes as long as painting the page.
    """
    painter.setBackground(solid(color))
    painter.eraseRect(box)


def apply(choice: str = "system") -> None:
    """Put a theme in force: "light", "dark", either with "-contrast", or "system" for what
    the desktop asks for."""
    global _current, _chosen
    _chosen = choice
    if choice == "system":
        choice = _wanted_by_desktop()
    elif choice not in NAMES:
        choice = "light"
    theme = _load(choice)
    if theme is _current:
        return
    _current = theme
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setPalette(_palette(theme))
        if app.styleSheet():
            app.setStyleSheet(_stylesheet(theme))
    changes.changed.emit()


def _wanted_by_desktop() -> str:
    hints = QGuiApplication.styleHints()
    name = "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
    strong = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    return f"{name}-contrast" if strong else name


def dress() -> None:
    """Lay the style sheet over the widgets there are and those to come.

    A widget is styled anew each time it is put into another: a window that is
    dressed when it is built costs half the time of one dressed before.
    """
    app = QApplication.instance()
    if isinstance(app, QApplication) and not app.styleSheet():
        app.setStyleSheet(_stylesheet(current()))


def follow_system() -> None:
    """Change with the desktop as long as the user has not chosen."""
    hints = QGuiApplication.styleHints()
    for changed in (hints.colorSchemeChanged, hints.accessibility().contrastPreferenceChanged):
        changed.connect(lambda _wanted: apply("system") if _chosen == "system" else None)


def ui_font(*, larger: float = 0.0, bold: bool = False) -> QFont:
    """The quiet sans serif of the chrome, `larger` by so many pixels than usual."""
    font = QFont(QGuiApplication.font())
    font.setPixelSize(max(7, round(font.pixelSize() + larger)))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def serif_font(pixels: float, family: str = "") -> QFont:
    """The reading face at a size in device-independent pixels."""
    font = QFont(_there(family, *_SERIF_FAMILIES))
    font.setPixelSize(max(6, round(pixels)))
    return font


def install_fonts() -> None:
    """Give the application the chrome's face."""
    font = QFont(_there(*_SANS_FAMILIES))
    font.setPixelSize(13)
    QApplication.setFont(font)


def _there(*families: str) -> list[str]:
    """Those families that are installed, all if none is.

    For each that is not, Qt would sort all fonts by how well they stand in for it.
    """
    installed = set(QFontDatabase.families())
    return [one for one in families if one in installed] or [one for one in families if one]


@cache
def _load(name: str) -> Theme:
    folder = home.resources() / "themes"
    tokens = _read(folder / f"{name}.json")
    strong = name.endswith("-contrast")
    palette = _read(folder / ("labels-contrast.json" if strong else "labels.json"))
    key = "dark" if tokens["dark"] else "light"
    return Theme(
        name=tokens.pop("name"),
        dark=tokens.pop("dark"),
        labels=tuple((QColor(one[key]), QColor(one[f"{key}_tint"])) for one in palette),
        **{token: QColor(value) for token, value in tokens.items()},
    )


def _read(path: Path) -> Any:
    return msgspec.json.decode(path.read_bytes())


def _stylesheet(theme: Theme) -> str:
    sheet = (home.resources() / "themes" / "window.qss").read_text(encoding="utf-8")
    colors = {
        name: value
        for name, value in msgspec.structs.asdict(theme).items()
        if isinstance(value, QColor)
    }
    colors["on_accent"] = theme.page
    colors["faint"] = mixed(theme.quiet, theme.pane, 0.6)
    colors["scroll"] = mixed(theme.quiet, theme.pane, 0.35)
    sheet = sheet.replace("@icons@", (home.resources() / "icons").as_posix())
    for name, color in colors.items():
        sheet = sheet.replace(f"@{name}@", color.name())
    return sheet


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, color in (
        (roles.Window, theme.pane),
        (roles.WindowText, theme.ink),
        (roles.Base, theme.page),
        (roles.AlternateBase, theme.pane),
        (roles.Text, theme.ink),
        (roles.Button, theme.page),
        (roles.ButtonText, theme.ink),
        (roles.Highlight, theme.accent),
        (roles.HighlightedText, theme.page),
        (roles.ToolTipBase, theme.page),
        (roles.ToolTipText, theme.ink),
        (roles.PlaceholderText, theme.quiet),
        (roles.Link, theme.accent),
        (roles.Mid, theme.hairline),
        (roles.Dark, theme.hairline),
        (roles.Light, theme.page),
        (roles.Accent, theme.accent),
    ):
        palette.setColor(role, color)
    disabled = QPalette.ColorGroup.Disabled
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(disabled, role, mixed(theme.quiet, theme.pane, 0.7))
    return palette
