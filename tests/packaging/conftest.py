"""The modules of the two commands, importable by their own names.

At the end of the path: in front, their `test` would hide the standard library's.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))
