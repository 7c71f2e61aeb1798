"""Runs a harness as its command does, for the tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]


def run(name: str, *words: str, seconds: float = 110) -> str:
    """What a harness prints; fails with what it says went wrong."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{name}", *words],
        cwd=_CHECKOUT, capture_output=True, text=True, check=False, timeout=seconds,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
