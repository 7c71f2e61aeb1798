"""What every command of the command line has in common."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from annotator.cli.console import Console

Run = Callable[[argparse.Namespace, Console], int]
"""Does a command and says so; returns the exit status. Refusals are raised."""


class _Parsers(Protocol):
    def add_parser(
        self,
        name: str,
        *,
        parents: list[argparse.ArgumentParser],
        help: str,  # noqa: A002  argparse's word
        description: str,
    ) -> argparse.ArgumentParser: ...


class Commands:
    """Where commands are described to the parser."""

    def __init__(self, parsers: _Parsers) -> None:
        self._parsers = parsers
        self._every = argparse.ArgumentParser(add_help=False)
        self._every.add_argument(
            "--json", action="store_true", help="print one JSON object to standard output"
        )

    def add(self, name: str, run: Run, purpose: str) -> argparse.ArgumentParser:
        """Add a command; its own arguments are added to the parser returned."""
        parser = self._parsers.add_parser(
            name,
            parents=[self._every],
            help=purpose,
            description=purpose[:1].upper() + purpose[1:] + ".",
        )
        parser.set_defaults(run=run)
        return parser

    def add_for_project(self, name: str, run: Run, purpose: str) -> argparse.ArgumentParser:
        """Add a command whose first argument is a project."""
        parser = self.add(name, run, purpose)
        parser.add_argument("project", type=Path, metavar="PROJECT")
        return parser
