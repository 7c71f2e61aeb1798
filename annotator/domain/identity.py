"""Identifiers made by the program, not by the database.

An id is made before the row is written, so undo and redo bring back the *same*
annotation. It is a positive 63-bit integer: 41 bits of milliseconds since 2020,
then 22 random bits, and always greater than the last one this process made. Two
machines that never met therefore do not make the same id, and rows added
together lie together in the file.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator

_EPOCH_MS = 1_577_836_800_000  # 2020-01-01T00:00:00Z
_RANDOM_BITS = 22
_RUN = 64
_lock = threading.Lock()
_last = 0


def _random() -> int:
    """Random bits below the clock's, the highest left free for ids made in a burst."""
    return int.from_bytes(os.urandom(3), "big") >> 3


def new_id() -> int:
    """A fresh id, greater than every id this process made before."""
    return _run(1)


def new_ids() -> Iterator[int]:
    """Endless fresh ids, each greater than the one before, taken in runs that follow each other."""
    while True:
        first = _run(_RUN)
        yield from range(first, first + _RUN)


def _run(length: int) -> int:
    """The first of so many ids, all greater than any made before; nobody else gets them."""
    global _last
    now = max(0, int(time.time() * 1000) - _EPOCH_MS) << _RANDOM_BITS
    with _lock:
        first = max(_last + 1, now | _random())
        _last = first + length - 1
    return first
