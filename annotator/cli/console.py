"""What a command says, and where: results to standard output, refusals to standard error."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence

from annotator.domain.refusal import BadInput
from annotator.editing.watching import Watch, unwatched

_CLEAR = "\r\x1b[K"
"""Takes a terminal back to the start of an empty line."""

_REDRAW = 0.1
"""Seconds between two drawings of the progress line."""


class Console:
    """One command's voice."""

    def __init__(self, command: str, *, as_json: bool) -> None:
        self._command = command
        self.as_json = as_json
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")

    def done(self, result: Mapping[str, object], sentences: Iterable[str]) -> int:
        """Say what was done; returns the exit status 0."""
        self.tell(result, sentences, status=0)
        return 0

    def tell(self, result: Mapping[str, object], sentences: Iterable[str], *, status: int) -> None:
        """Print the result as JSON, or else the sentences."""
        if self.as_json:
            whole = {"command": self._command, "status": status, **result}
            sys.stdout.write(json.dumps(whole) + "\n")
        else:
            for sentence in sentences:
                sys.stdout.write(printable(sentence) + "\n")
        sys.stdout.flush()

    def refuse(self, refusals: Sequence[BadInput]) -> int:
        """Say why nothing was done, a line for each bad file or line; returns the status 1."""
        self.warn(str(bad) for bad in refusals)
        self.tell({"refusals": refusals_as_plain(refusals)}, (), status=1)
        return 1

    def fail(self, sentence: str) -> int:
        """Say why nothing was done; returns the exit status 1."""
        self.warn([sentence])
        self.tell({"refusals": [{"file": "", "line": None, "reason": sentence}]}, (), status=1)
        return 1

    def warn(self, sentences: Iterable[str]) -> None:
        """Say what stands in the way, over a line of progress if there is one."""
        clear = _CLEAR if sys.stderr.isatty() else ""
        for sentence in sentences:
            sys.stderr.write(f"{clear}annotator: {printable(sentence)}\n")
        sys.stderr.flush()

    def deaf(self) -> int:
        """Nobody reads standard output any more: leave quietly, with status 1."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1

    def watch(self) -> Watch:
        """A line of progress on standard error, where that is a terminal."""
        return _Drawing() if sys.stderr.isatty() else unwatched


class _Drawing:
    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, done: int, total: int, name: str) -> bool:
        now = time.monotonic()
        finished = done >= total
        if finished or now - self._last >= _REDRAW:
            self._last = now
            percent = 100 * done // total if total else 100
            line = "" if finished else f"{percent:3d} %  {printable(name)[:60]}"
            sys.stderr.write(f"{_CLEAR}{line}")
            sys.stderr.flush()
        return True


def refusals_as_plain(refusals: Iterable[BadInput]) -> list[dict[str, object]]:
    """Refusals as JSON has them."""
    return [{"file": one.file, "line": one.line, "reason": one.reason} for one in refusals]


def printable(sentence: str) -> str:
    """One line that cannot steer a terminal, whatever file names and texts hold."""
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in sentence
    )


def count(number: int, thing: str) -> str:
    """A number with its noun: "1 article", "1,200 articles"."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")
