"""What a command is: its name, title, keys, and what it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

Scope = Literal["page", "window"]
Run = Callable[["MainWindow"], None]


@dataclass(frozen=True)
class Command:
    """One thing an editor can ask for."""

    name: str
    title: str
    group: str
    keys: tuple[str, ...]
    run: Run
    scope: Scope = "page"
    needs: Literal["", "project", "article", "writing"] = ""
    """What must be there for the command to apply."""

    @property
    def label_key(self) -> str:
        """The key of the label that this marks with, "" for what does something else."""
        digit = self.name.removeprefix("mark-")
        return digit if digit.isdigit() else ""

    @property
    def shown_title(self) -> str:
        return QCoreApplication.translate("Commands", self.title)

    @property
    def shown_group(self) -> str:
        return QCoreApplication.translate("Commands", self.group)
