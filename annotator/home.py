"""Where things live: this computer's folders for the user's data and settings, and
the program's own resources and sample articles.

The only room that knows appdirs. ``ANNOTATOR_HOME`` moves data and settings into
one folder of the user's choosing (a portable installation, a test).
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import appdirs

_APP = "Annotator"
_PACKAGE = Path(__file__).resolve().parent


def data_folder() -> Path:
    """Where the sample project, logs and backups go; made when missing."""
    return _made(_chosen("data") or Path(appdirs.user_data_dir(_APP, appauthor=False)))


def backups_folder() -> Path:
    """Where backups of projects go, a folder for each; made when the first is made."""
    return data_folder() / "backups"


def logs_folder() -> Path:
    """Where the program notes what went wrong in it; made when missing."""
    return _made(data_folder() / "logs")


def settings_folder() -> Path:
    """Where settings and key bindings go; made when missing."""
    return _made(_chosen("settings") or Path(appdirs.user_config_dir(_APP, appauthor=False)))


def practice_folder() -> Path:
    """Where the practice article is made anew each time; made when missing."""
    return _made(data_folder() / "practice")


def resources() -> Path:
    """Icons, themes and translations: inside an installed package, or beside a checkout."""
    return _beside_or_within("resources")


def seeds() -> Path:
    """The sample articles: inside an installed package, or beside a checkout."""
    return _beside_or_within("seeds")


def _chosen(part: str) -> Path | None:
    own = os.environ.get("ANNOTATOR_HOME")
    return Path(own) / part if own else None


def _made(folder: Path) -> Path:
    """Make a folder; one that cannot be made is found out by whoever writes into it."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def _beside_or_within(name: str) -> Path:
    within = _PACKAGE / name
    return within if within.is_dir() else _PACKAGE.parent / name
