"""Identifiers made by the program, not by the database.

An id is made before the row is written, so undo and redo bring back the *same*
annotation. It is a positive 63-bit integer: 41 bits of milliseconds since 2020,
then 22 random bits, and always greater than the last one this process made. Two
machines that never met therefore do not make the same id, and rows added
together lie together in the file.
"""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Iterator

_EPOCH_MS = 1_577_836_800_000  # 2020-01-01T00:00:00Z
_RANDOM_BITS = 22
_lock = threading.Lock()
_last = 0


def _random() -> int:
    """Random bits below the clock's, the highest left free for ids made in a burst."""
    return int.from_bytes(os.urandom(3), "big") >> 3


def new_id() -> int:
    """A fresh id, greater than every id this process made before."""
    return next(new_ids())


def new_ids() -> Iterator[int]:
    """Endless fresh ids, rising by one as long as the clock stands still."""
    global _last
    for _ in itertools.count():
        now = max(0, int(time.time() * 1000) - _EPOCH_MS) << _RANDOM_BITS
        with _lock:
            _last = max(_last + 1, now | _random())
            made = _last
        yield made
