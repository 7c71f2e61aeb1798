"""An open project beside another program that has it: following it, and taking over."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.change import Step
from annotator.domain.refusal import InUse
from annotator.store.lock import ProjectLock
from annotator.store.opening import was_left_open
from annotator.store.reader import Reader

if TYPE_CHECKING:
    from annotator.editing.following import Following


class Beside(ABC):
    """What a project does while another program writes it."""

    path: Path
    reader: Reader
    held_by: InUse | None
    """Why it is open to read only, where another program has it."""
    was_left_open: bool
    _lock: ProjectLock | None
    _following: Following | None

    def follow_others(self) -> int:
        """Tell everyone what another program has written; returns how many acts it was.

        To be called now and then while `held_by` says that there is one.
        """
        steps = self._following.news() if self._following is not None else []
        for step in steps:
            self.tell(step)
        return len(steps)

    def take_over(self, *, by_force: bool = False) -> bool:
        """Become the program that writes, if the one that did is gone; whether it was.

        `by_force` takes a lock that another computer left. Raises CannotOpen when the
        file cannot be written here.
        """
        if self._lock is not None:
            return True
        try:
            lock = ProjectLock.take(self.path, over=by_force)
        except InUse as why:
            self.held_by = why
            return False
        if lock is None:
            return False
        self.was_left_open = was_left_open(self.path)
        try:
            self.follow_others()
        except BaseException:
            lock.release()
            raise
        self._lock, self.held_by, self._following = lock, None, None
        return True

    @abstractmethod
    def tell(self, step: Step) -> None:
        """Let everyone hear of a step that is on disk."""


def following(reader: Reader) -> Following:
    from annotator.editing.following import Following  # noqa: PLC0415  seldom needed

    return Following(reader)
