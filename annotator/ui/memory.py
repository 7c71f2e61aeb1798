"""What the window remembers: its shape, the projects, and the place in each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray

from annotator.settings import Plain, Settings
from annotator.ui.canvas.measures import Reading

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

_MOST_RECENT = 8
_SIZE = (1440, 900)
_WIDTHS = (288, 836, 316)
"""Window, and in it list, page and inspector, when nothing is remembered; in pixels."""
_LEAST_PAGE = 360
_FRAME = 40
"""Room kept for what a desktop puts around a window."""


def remember_shape(window: MainWindow) -> None:
    """Keep size, panes and the open project for the next start."""
    window.settings.set(
        shape=bytes(window.saveGeometry().toBase64().data()).decode("ascii"),
        panes=[int(size) for size in window.parts.splitter.sizes()],
        left_shown=window.articles.isVisibleTo(window),
        right_shown=window.inspector.isVisibleTo(window),
        **({} if window.is_practising else {"last_project": _path_of(window)}),
    )


def _path_of(window: MainWindow) -> str:
    return str(window.project.path) if window.project else ""


def restore_shape(window: MainWindow) -> None:
    """Take up the shape the window was closed with."""
    settings = window.settings
    shape = settings.text("shape")
    if shape:
        window.restoreGeometry(QByteArray.fromBase64(shape.encode("ascii")))
    else:
        room = window.screen().availableSize()
        window.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height() - _FRAME))
    window.articles.setVisible(settings.flag("left_shown", default=True))
    window.inspector.setVisible(settings.flag("right_shown", default=True))


def lay_panes(window: MainWindow) -> None:
    """Give list, page and inspector their widths: as they were left, or their own."""
    panes = window.settings.get("panes")
    left = [one for one in panes if isinstance(one, int)] if isinstance(panes, list) else []
    if len(left) == len(_WIDTHS):
        window.parts.splitter.setSizes(left)
        return
    if window.width() < sum(_WIDTHS) - _WIDTHS[1] + _LEAST_PAGE and (
        window.settings.get("right_shown") is None
    ):
        window.inspector.hide()  # on a small screen, or a doubled one, the page comes first
    window.parts.splitter.setSizes(list(_WIDTHS))


def reading_of(settings: Settings) -> Reading:
    """How the reader liked to read last time."""
    usual = Reading()
    return Reading(
        settings.text("reading_family"),
        settings.number("reading_line_height", usual.line_height),
        round(settings.number("reading_characters", usual.characters)),
    ).within_reason()


def remember_reading(settings: Settings, reading: Reading) -> None:
    """Keep how the reader likes to read."""
    settings.set(
        reading_family=reading.family,
        reading_line_height=reading.line_height,
        reading_characters=reading.characters,
    )


def remember_place(window: MainWindow) -> None:
    """Keep the open article and the place in it, by project."""
    if window.project is None or window.article is None or window.is_practising:
        return
    place: Plain = {"article": window.article.id, "place": list(window.view.place())}
    window.settings.set(**{f"place {window.project.path}": place})


def go_to_place(window: MainWindow) -> bool:
    """Open the article that was being read, where it was read; whether there was one."""
    project = window.opened()
    left = window.settings.get(f"place {project.path}")
    article = left.get("article") if isinstance(left, dict) else None
    if not isinstance(left, dict) or not isinstance(article, int):
        return False
    if not project.reader.has_article(article):
        return False
    window.show_article(article)
    place = left.get("place")
    if isinstance(place, list) and len(place) == 3:
        top, pixels, caret = (one if isinstance(one, int) else 0 for one in place)
        window.view.go_to_place((top, pixels, caret))
    return True


def remember_recent(settings: Settings, path: Path) -> None:
    """Put a project first among the recent ones."""
    recent = [one for one in settings.texts("recent") if one != str(path)]
    settings.set(recent=[str(path), *recent][:_MOST_RECENT], last_project=str(path))
