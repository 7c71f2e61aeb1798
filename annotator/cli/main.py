"""The acts of the window for scripts and servers.

A command does its work and hands a plain result and its sentences to the console,
which prints the one or, with --json, the other. Refusals come here as exceptions.
Exit status: 0 done, 1 refused or failed and nothing changed, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

import annotator
from annotator.cli import codebook, copies, exporting, importing, safety, upkeep
from annotator.cli.commands import Commands
from annotator.cli.console import Console
from annotator.cli.invocation import SAMPLE
from annotator.domain.refusal import BadInput, Refused, Unsound
from annotator.editing.bring_in import NotBroughtIn


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit status."""
    try:
        chosen = parser().parse_args(arguments)
    except SystemExit as leaving:  # argparse has said what is wrong, or given help
        return leaving.code if isinstance(leaving.code, int) else 2
    console = Console(chosen.command, as_json=chosen.json)
    try:
        status: int = chosen.run(chosen, console)
    except Refused as refusal:
        project = None if chosen.command == "restore" else getattr(chosen, "project", None)
        return _refused(refusal, console, project)
    except BrokenPipeError:
        return console.deaf()
    except KeyboardInterrupt:
        return console.fail("Stopped; nothing was changed.")
    return status


def parser() -> argparse.ArgumentParser:
    """Every command with its arguments."""
    whole = argparse.ArgumentParser(
        prog="annotator",
        description="Mark actors, locations and claims in news articles, and export training data.",
        epilog=f"annotator [PROJECT | {SAMPLE}] opens the window.",
    )
    whole.add_argument("--version", action="version", version=f"annotator {annotator.__version__}")
    commands = Commands(whole.add_subparsers(dest="command", metavar="COMMAND", required=True))
    upkeep.add_new(commands)
    importing.add_to(commands)
    copies.add_to(commands)
    exporting.add_to(commands)
    upkeep.add_to(commands)
    safety.add_to(commands)
    codebook.add_to(commands)
    return whole


def _refused(refusal: Refused, console: Console, project: Path | None) -> int:
    if isinstance(refusal, NotBroughtIn):
        return console.refuse(refusal.refusals)
    if isinstance(refusal, BadInput):
        return console.refuse([refusal])
    if isinstance(refusal, Unsound) and project is not None:
        return console.fail(" ".join((str(refusal), *_better(project))))
    return console.fail(str(refusal))


def _better(project: Path) -> Iterator[str]:
    """What to do instead of opening a project that is damaged."""
    from annotator.editing.backups import newest_good  # noqa: PLC0415  asked for seldom
    from annotator.settings import Settings  # noqa: PLC0415

    good = newest_good(project, Settings())
    if good is not None:
        yield f"The newest good backup is {good.path} ({good.at:%Y-%m-%d %H:%M} UTC); put it"
        yield f"in place with: annotator restore --replace {shlex.quote(str(good.path))}"
        yield shlex.quote(str(project))
