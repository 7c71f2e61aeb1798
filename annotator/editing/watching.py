"""Long work that can be watched and stopped."""

from __future__ import annotations

from collections.abc import Callable

from annotator.domain.refusal import Refused

Watch = Callable[[int, int, str], bool]
"""Told how much is done, of how much, and what is being worked on; False stops the work."""


class Cancelled(Refused):
    """The user stopped it; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("Stopped; nothing was changed.")


def unwatched(done: int, total: int, name: str) -> bool:  # noqa: ARG001  the shape of a Watch
    """For work that nobody looks at."""
    return True
