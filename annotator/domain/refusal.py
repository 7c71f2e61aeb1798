"""Refusals: why not, in one sentence the user reads.

A refusal is a named thing the world or the user caused; a bug is never dressed
as one. Whoever raises it has changed nothing.
"""

from __future__ import annotations


class Refused(Exception):
    """The act cannot be done; the message is a whole sentence for the user."""


class BadInput(Refused):
    """A file, or a line of it, cannot be used.

    `file` is the name as the user gave it, `line` is 1-based or None where lines
    mean nothing. Printed as ``<file>:<line>: <reason>``. What a file brings into its
    `reason` is made to stand in one line.
    """

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        self.file = file
        self.line = line
        self.reason = "".join(
            one if one.isprintable() else one.encode("unicode_escape").decode() for one in reason
        )
        where = f"{file}:{line}" if line is not None else file
        super().__init__(f"{where}: {self.reason}")

    def __reduce__(self) -> tuple[type[BadInput], tuple[object, ...]]:
        return BadInput, (self.file, self.line, self.reason)


class Stale(Refused):
    """Someone else changed the value since it was read; the act was not done."""


class Busy(Refused):
    """A longer act of this very program is being written; it will be done by itself."""


class NotSaved(Refused):
    """An act could not be written; it is kept in hand and can be tried again."""

    def __init__(self, title: str, why: Refused) -> None:
        self.title = title
        self.why = why
        reason = getattr(why, "reason", "")
        self.because = f": {reason}." if reason else f". {why}"
        """How the sentence goes on that says what is not saved."""
        super().__init__(f"“{title}” is not saved{self.because}")

    def later(self, acts: int) -> str:
        """A sentence for what has to wait until that many acts are saved, this one first."""
        what = f"“{self.title}” is" if acts == 1 else f"{acts:,} acts are"
        return f"This has to wait until {what} saved{self.because}"


class CannotOpen(Refused):
    """A project file cannot be opened: not one, damaged, newer, or not readable."""


class InUse(CannotOpen):
    """Another program has the project open for writing.

    `elsewhere`: it said so from another computer, and nobody here can tell whether it
    still runs.
    """

    def __init__(self, sentence: str, *, elsewhere: bool = False) -> None:
        self.elsewhere = elsewhere
        super().__init__(sentence)


class Foreign(CannotOpen):
    """A project file brings code or tables of its own; only its rows can be taken."""


class Unsound(CannotOpen):
    """A project file is damaged so that it cannot be opened; a backup may be better."""
