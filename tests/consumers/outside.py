"""What consumers made of exports that are too large, or too odd, to be installed for tests.

Each has a command of its own beside this file, which records its last result here.
"""

from __future__ import annotations

import json
from pathlib import Path

_FILE = Path(__file__).with_name("outside.json")

Results = dict[str, dict[str, str]]
"""By format: consumers, and what came of them."""


def results() -> Results:
    """The last result of each."""
    if not _FILE.exists():
        return {}
    found: Results = json.loads(_FILE.read_text(encoding="utf-8"))
    return found


def record(form: str, consumer: str, result: str) -> None:
    """Keep a result for the table."""
    every = results()
    every.setdefault(form, {})[consumer] = result
    _FILE.write_text(json.dumps(every, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
