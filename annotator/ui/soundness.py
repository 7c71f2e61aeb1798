"""Refusing the one pair of Python and Qt that looks well and then dies.

PySide6 6.12.0 on Python 3.11 gives back a reference to None that it never took, at
every call that returns nothing; after some 6,000 of them the interpreter aborts, in
the middle of work. From Python 3.12 on None cannot be used up. The package's own
requirements keep the pair apart; an installation put together by hand may not.
"""

from __future__ import annotations

import sys

import PySide6


def refuse_unsound_pair() -> None:
    """Leave at once, with a sentence, where this Python and this Qt do not go together.

    To be called before the first window is made. Raises SystemExit.
    """
    qt = PySide6.__version_info__
    if is_unsound(sys.version_info[:2], (qt[0], qt[1])):
        raise SystemExit(
            f"annotator: PySide6 {PySide6.__version__} on Python 3.{sys.version_info[1]} aborts in "
            "the middle of work: use Python 3.12 or newer, or PySide6 6.11."
        )


def is_unsound(python: tuple[int, int], qt: tuple[int, int]) -> bool:
    """Whether this Python (major, minor) and this PySide6 (major, minor) are the bad pair."""
    return python < (3, 12) and qt >= (6, 12)
