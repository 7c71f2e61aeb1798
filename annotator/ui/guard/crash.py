"""What went wrong in the program, noted for whoever mends it: a log without words of articles.

An exception is noted by its type and the lines of the program it came through, never
by its message or by values, which may hold what an article says.
"""

from __future__ import annotations

import sys
import threading
import time
import types
from collections.abc import Callable, Iterator
from pathlib import Path

from annotator import __version__, home

LOG = "annotator.log"
_LARGEST = 256 * 1024
"""Bytes of the log, from which on a new one is begun."""

_OLDER = 3
"""Logs that are kept beside the newest."""

_writing = threading.Lock()


def note(heading: str, lines: Iterator[str] | list[str], folder: Path | None = None) -> Path:
    """Write an entry at the end of the log. A log that cannot be written stops nobody."""
    path = (folder or home.logs_folder()) / LOG
    moment = time.strftime("%Y-%m-%d %H:%M:%S%z")
    python = ".".join(str(part) for part in sys.version_info[:3])
    entry = [f"{moment} Annotator {__version__}, Python {python}, {sys.platform}", heading, *lines]
    with _writing:
        try:
            _turn_over(path)
            with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
                log.write("\n".join(entry) + "\n\n")
        except OSError:
            pass
    return path


def note_exception(failure: BaseException, where: str = "", folder: Path | None = None) -> Path:
    """Write what an exception was and where it came through."""
    return note(f"Uncaught in {where or 'the window'}", _lines(failure), folder)


def _lines(failure: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    now: BaseException | None = failure
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        yield f"{type(now).__module__}.{type(now).__qualname__}{_code(now)}"
        yield from _frames(now.__traceback__)
        now = now.__cause__ or now.__context__
        if now is not None:
            yield "which came while dealing with"


def _code(failure: BaseException) -> str:
    """Numbers by which the system or SQLite names a failure; they hold no words."""
    if name := getattr(failure, "sqlite_errorname", ""):
        return f" {name}"
    if isinstance(failure, OSError) and failure.errno is not None:
        return f" errno {failure.errno}"
    return ""


def _frames(trace: types.TracebackType | None) -> Iterator[str]:
    root = Path(__file__).resolve().parents[3]
    while trace is not None:
        code = trace.tb_frame.f_code
        file = Path(code.co_filename)
        shown = file.relative_to(root) if file.is_relative_to(root) else Path(*file.parts[-2:])
        yield f"  {shown.as_posix()}:{trace.tb_lineno} in {code.co_qualname}"
        trace = trace.tb_next


def _turn_over(path: Path) -> None:
    """Begin a new log when the one there has become large."""
    if not path.exists() or path.stat().st_size < _LARGEST:
        return
    for number in range(_OLDER - 1, 0, -1):
        older = path.with_name(f"{LOG}.{number}")
        if older.exists():
            older.replace(path.with_name(f"{LOG}.{number + 1}"))
    path.replace(path.with_name(f"{LOG}.1"))


def listen(tell: Callable[[BaseException], bool]) -> None:
    """Note every exception that nobody caught, in any thread.

    `tell` hears of each first; what it knows to be none of the program's faults, and
    says so, is not noted.
    """

    def heard(failure: BaseException | None, where: str) -> None:
        if failure is None or isinstance(failure, SystemExit):
            return
        if not tell(failure):
            note_exception(failure, where)

    def in_main(
        kind: type[BaseException], failure: BaseException, trace: types.TracebackType | None
    ) -> None:
        heard(failure, "the window")
        sys.__excepthook__(kind, failure, trace)

    def in_thread(said: threading.ExceptHookArgs) -> None:
        heard(said.exc_value, f"thread {said.thread.name if said.thread else ''}")
        threading.__excepthook__(said)

    sys.excepthook = in_main
    threading.excepthook = in_thread
