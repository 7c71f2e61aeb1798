"""What is shown and how: palette, sheet, zoom, panels, theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.ui import memory, theme
from annotator.ui.canvas.measures import COLUMN_CHARACTERS, Reading

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow


def show_palette(window: MainWindow) -> None:
    from annotator.ui.finding import open_palette  # noqa: PLC0415  not needed to start

    open_palette(window)


def show_shortcuts(window: MainWindow) -> None:
    from annotator.ui.finding import open_shortcuts  # noqa: PLC0415  not needed to start

    open_shortcuts(window)


def practise(window: MainWindow) -> None:
    """Learn the keys on an article made for it."""
    window.practice.begin()


def change_keys(window: MainWindow) -> None:
    from annotator.ui.dialogs.rebinding import Rebinding  # noqa: PLC0415  not needed to start

    dialog = Rebinding(window)
    dialog.exec()
    dialog.deleteLater()


def zoom(factor: float) -> Callable[[MainWindow], None]:
    """The act that makes letters larger or smaller; 0 for their own size."""

    def run(window: MainWindow) -> None:
        window.view.set_zoom(window.view.zoom * factor if factor else 1.0)

    return run


def choose_theme(choice: str) -> Callable[[MainWindow], None]:
    """The act that puts a theme in force and remembers it."""

    def run(window: MainWindow) -> None:
        window.settings.set(theme=choice)
        theme.apply(choice)

    return run


def toggle_left(window: MainWindow) -> None:
    window.show_left(not window.articles.isVisible())


def toggle_right(window: MainWindow) -> None:
    window.show_right(not window.inspector.isVisible())


def toggle_focus(window: MainWindow) -> None:
    """Put the side panels away, or bring back those that were there."""
    shown = window.articles.isVisible(), window.inspector.isVisible()
    if any(shown):
        window.before_focus = shown
        window.show_left(False)
        window.show_right(False)
        window.view.setFocus()
    else:
        left, right = window.before_focus
        window.show_left(left)
        window.show_right(right)


def letters_and_lines(window: MainWindow) -> None:
    """Choose face, size, line height and column, and see them at once."""
    from annotator.ui.dialogs.reading import ReadingDialog  # noqa: PLC0415  not needed to start

    view = window.view
    dialog = ReadingDialog(window, view.reading, view.zoom)
    dialog.changed.connect(lambda reading: read_as(window, reading))
    dialog.zoomed.connect(view.set_zoom)
    dialog.exec()
    dialog.deleteLater()


def line_height(by: float) -> Callable[[MainWindow], None]:
    """The act that sets lines further apart, or closer."""

    def run(window: MainWindow) -> None:
        now = window.view.reading
        read_as(window, Reading(now.family, now.line_height + by, now.characters))

    return run


def column_width(by: int) -> Callable[[MainWindow], None]:
    """The act that makes the column wider, or narrower."""

    def run(window: MainWindow) -> None:
        now = window.view.reading
        wide = now.characters or COLUMN_CHARACTERS
        if window.view.lane_layout is not None:  # there may be room for less than is wished
            shown = window.view.lane_layout.measures.shown_characters()
            wide = shown if now.characters == 0 else min(wide, shown)
        read_as(window, Reading(now.family, now.line_height, wide + by))

    return run


def read_as(window: MainWindow, reading: Reading) -> None:
    """Read so from now on."""
    reading = reading.within_reason()
    window.view.set_reading(reading)
    memory.remember_reading(window.settings, reading)


def toggle_map(window: MainWindow) -> None:
    """Show the map beside the scroll bar, or put it away, also at the next start."""
    there = not window.view.map_wanted
    window.view.show_map(there)
    window.settings.set(mini_map=there)


def next_part(window: MainWindow) -> None:
    """Move the keyboard from the list to the page to the inspector and round again."""
    window.focus_next_part()
