"""Cold start: from the process to a painted, usable window on the sample project.

Runs in turn an empty PySide6 main window (the floor) and the program on the sample
project, each as a process of its own that ends the moment its window is painted.
Prints minimum, median and maximum of wall and CPU time, and the ratio pair by pair.
With --cold nothing of either is in memory yet, as after the computer was switched on:
that takes Linux and root, which may empty the page cache. Otherwise all of it is.

    python tests/bench/start.py [RUNS] [--cold]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]

_FLOOR = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: os._exit(0))

app = QApplication([])
window = Window()
window.resize(1440, 900)
window.show()
app.exec()
"""

_PROGRAM = """
import os, sys
from pathlib import Path
from annotator.ui.app import make_application, open_window  # first, as the program has it
from annotator.settings import Settings
from PySide6.QtCore import QTimer

def look():
    assert window.article is not None and window.articles.first() is not None
    os._exit(0)

settings = Settings()
app = make_application(settings)
window = open_window(settings, Path(sys.argv[1]))
window.view.painted.connect(lambda: QTimer.singleShot(0, look))
app.exec()
"""


def _forget_files() -> None:
    """Empty the page cache, so that every file comes from the disk again."""
    os.sync()
    Path("/proc/sys/vm/drop_caches").write_text("3", encoding="ascii")


def _run(code: str, *arguments: str, cold: bool = False) -> tuple[float, float]:
    """Wall and CPU seconds of one process."""
    if cold:
        _forget_files()
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code, *arguments], cwd=_CHECKOUT)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"a start failed with status {process.returncode}")
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime


def _row(name: str, seconds: list[float]) -> None:
    low, middle, high = min(seconds), statistics.median(seconds), max(seconds)
    print(f"{name:<28} {low * 1e3:7.0f} {middle * 1e3:7.0f} {high * 1e3:7.0f} ms")


def main() -> None:
    cold = "--cold" in sys.argv
    numbers = [one for one in sys.argv[1:] if one != "--cold"]
    runs = int(numbers[0]) if numbers else 11
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # every start but the first finds them
    with tempfile.TemporaryDirectory() as home:
        os.environ["ANNOTATOR_HOME"] = home
        sys.path.insert(0, str(_CHECKOUT))
        from annotator.editing.sample import sample_project  # noqa: PLC0415  after the home is set

        project = str(sample_project("bench"))
        for code, more in ((_FLOOR, ()), (_PROGRAM, (project,))):
            _run(code, *more)  # warm the page cache
        pairs = [(_run(_FLOOR, cold=cold), _run(_PROGRAM, project, cold=cold)) for _ in range(runs)]
    how = f"{os.environ['QT_QPA_PLATFORM']}, {'cold' if cold else 'warm'}"
    print(f"{f'{runs} runs, {how}':<28} minimum  median maximum")
    for index, kind in enumerate(("wall", "CPU")):
        floor = [one[index] for one, _ in pairs]
        program = [one[index] for _, one in pairs]
        _row(f"empty window, {kind}", floor)
        _row(f"sample project, {kind}", program)
        ratios = [ours / empty for ours, empty in zip(program, floor, strict=True)]
        print(
            f"  ratio, {kind}: median {statistics.median(ratios):.2f},"
            f" {min(ratios):.2f} to {max(ratios):.2f}"
        )


if __name__ == "__main__":
    main()
