"""Calls into Qt that return nothing leave the count of None alone.

PySide6 6.12.0 on Python 3.11 loses one reference at each and aborts the interpreter
after some 6,000, so ten thousand calls tell. A child process, as it may die.
"""

from __future__ import annotations

import subprocess
import sys

_CALLS = """
import sys
from PySide6.QtCore import QObject, QTimer
thing, timer = QObject(), QTimer()
before = sys.getrefcount(None)
for number in range(5_000):
    thing.setObjectName("x")
    timer.setInterval(number)
print(sys.getrefcount(None) - before)
"""


def test_ten_thousand_void_calls_leave_none_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CALLS], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert abs(int(done.stdout)) < 100
