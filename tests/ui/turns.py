"""How often tests of random cases draw them anew.

Once in the suite, so that it stays quick and tells the same each time. A longer run
draws other cases every turn: ``ANNOTATOR_TURNS=40 pytest tests/ui/canvas/test_pixels.py``.
"""

from __future__ import annotations

import os
import random

TURNS = range(max(1, int(os.environ.get("ANNOTATOR_TURNS", "1"))))


def chance_of(turn: int, *of: object) -> random.Random:
    """The random numbers of a case in one turn, the same in every run."""
    seed = "".join(str(one) for one in of)
    return random.Random(f"{seed} {turn}" if turn else seed)
