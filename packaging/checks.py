"""The checks of the house, in the order in which they fail soonest."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import screen
from bootstrap import CHECKOUT, say

_NO_TESTS = 5
"""What pytest exits with when no test was left: fine only where the user chose some."""


@dataclass(frozen=True)
class Choice:
    """What the command line asked for."""

    quick: bool = False
    consumers: bool = False
    pytest: tuple[str, ...] = ()

    @classmethod
    def of(cls, arguments: Sequence[str]) -> Choice:
        """Own options by name; everything else is pytest's."""
        own = ("--quick", "--consumers")
        return cls(
            quick="--quick" in arguments,
            consumers="--consumers" in arguments,
            pytest=tuple(argument for argument in arguments if argument not in own),
        )


@dataclass(frozen=True)
class Outcome:
    """How one check ended, after how many seconds."""

    title: str
    passed: bool
    seconds: float


def run_all(python: Path, choice: Choice) -> int:
    """Run every check, print how each went, and give the exit status."""
    began = time.monotonic()
    outcomes = list(_static(python))
    with _runtime_folder() as environment:
        outcomes += _tests(python, choice, environment)
    say("")
    for outcome in outcomes:
        say(
            f"{'ok    ' if outcome.passed else 'FAILED'}  {outcome.seconds:7.1f} s  {outcome.title}"
        )
    failed = [outcome.title for outcome in outcomes if not outcome.passed]
    seconds = time.monotonic() - began
    say(f"In {seconds:.0f} s: " + (f"failed: {', '.join(failed)}" if failed else "all is well."))
    return 1 if failed else 0


def _static(python: Path) -> Iterator[Outcome]:
    """Format, lint, types, contracts: quiet unless something is wrong."""
    ruff = str(python.parent / "ruff")
    for title, command in (
        ("format", [ruff, "format", "--check", "."]),
        ("lint", [ruff, "check", "."]),
        ("types", [str(python), "-m", "mypy"]),
        ("contracts", [str(python.parent / "lint-imports")]),
    ):
        began = time.monotonic()
        done = subprocess.run(
            command,
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        outcome = Outcome(title, done.returncode == 0, time.monotonic() - began)
        if not outcome.passed:
            say(done.stdout.rstrip())
        say(f"{title}: {'ok' if outcome.passed else 'FAILED'}, {outcome.seconds:.1f} s")
        yield outcome


def _tests(python: Path, choice: Choice, environment: dict[str, str]) -> Iterator[Outcome]:
    """The tests without a screen, those in real windows, and if asked the consumers'."""
    unseen = environment | {"QT_QPA_PLATFORM": "offscreen"}
    quick = ["--ignore=tests/bench"] if choice.quick else []
    which = ["-m", "not window and not consumer", *quick, *choice.pytest]
    yield _pytest(python, "tests", which, unseen, narrowed=bool(choice.pytest))
    if choice.consumers:
        only = ["-m", "consumer", *choice.pytest]
        yield _pytest(python, "consumers", only, unseen, narrowed=bool(choice.pytest))
    if choice.quick:
        return
    if not sys.platform.startswith("linux"):
        say("window tests: left out, they need Linux and Xvfb")
        return
    with screen.virtual() as display:
        seen = environment | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        seen.pop("WAYLAND_DISPLAY", None)
        only = ["-m", "window", *choice.pytest]
        yield _pytest(python, "window tests", only, seen, narrowed=bool(choice.pytest))


def _pytest(
    python: Path,
    title: str,
    arguments: Sequence[str],
    environment: dict[str, str],
    *,
    narrowed: bool,
) -> Outcome:
    """Run pytest with its words going straight to the terminal."""
    say(f"\n{title}")
    began = time.monotonic()
    status = subprocess.call([python, "-m", "pytest", *arguments], cwd=CHECKOUT, env=environment)
    fine = (0, _NO_TESTS) if narrowed else (0,)
    return Outcome(title, status in fine, time.monotonic() - began)


@contextmanager
def _runtime_folder() -> Iterator[dict[str, str]]:
    """The environment for tests, with the runtime folder that Qt warns about the lack of."""
    environment = dict(os.environ)
    if environment.get("XDG_RUNTIME_DIR"):
        yield environment
        return
    with tempfile.TemporaryDirectory(prefix="annotator-test-") as folder:
        yield environment | {"XDG_RUNTIME_DIR": folder}
