"""What is shown and how: palette, sheet, zoom, panels, theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.ui import theme

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
    """Put both side panels away, or bring them back."""
    away = window.articles.isVisible() or window.inspector.isVisible()
    window.show_left(not away)
    window.show_right(not away)


def toggle_map(window: MainWindow) -> None:
    """Show the map beside the scroll bar, or put it away, also at the next start."""
    there = not window.view.map_wanted
    window.view.show_map(there)
    window.settings.set(mini_map=there)


def next_part(window: MainWindow) -> None:
    """Move the keyboard from the list to the page to the inspector and round again."""
    window.focus_next_part()
