"""The folder that file dialogs open in: where the user was last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from annotator.settings import Settings


def last_folder(parent: QWidget, otherwise: Path) -> Path:
    """The folder remembered in the settings of the window, if it is still there."""
    settings = _settings(parent)
    named = settings.text("last_folder") if settings is not None else ""
    folder = Path(named) if named else otherwise
    return folder if folder.is_dir() else otherwise


def remember_folder(parent: QWidget, folder: Path) -> None:
    settings = _settings(parent)
    if settings is not None:
        settings.set(last_folder=str(folder))


def _settings(parent: QWidget) -> Settings | None:
    """Those of the window that a dialog belongs to; none of a bare widget."""
    found = getattr(parent.window(), "settings", None)
    return found if isinstance(found, Settings) else None
