"""`annotator codebook`: show it, write it to a file, take one over from a file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from annotator.cli.commands import Commands
from annotator.cli.console import Console
from annotator.cli.opening import opened
from annotator.domain.codebook import Codebook
from annotator.editing.codebook_exchange import bring_in_codebook, send_out_codebook
from annotator.formats import codebook_json


def add_to(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = commands.add_for_project("codebook", run, "show, export or import a codebook")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--export", type=Path, metavar="FILE", help="write it as JSON")
    way.add_argument("--import", type=Path, metavar="FILE", dest="source", help="merge one in")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Show, export or import."""
    if arguments.source is not None:
        return _bring_in(arguments, console)
    with opened(arguments.project, to_read=True) as project:
        book = project.codebook
        if arguments.export is not None:
            send_out_codebook(project, arguments.export)
    if arguments.export is None:
        return console.done(json.loads(codebook_json.to_bytes(book)), _lines(book))
    return console.done(
        {"out": str(arguments.export), "labels": len(book.labels)},
        [f"Wrote the codebook to {arguments.export}."],
    )


def _bring_in(arguments: argparse.Namespace, console: Console) -> int:
    with opened(arguments.project) as project:
        report = bring_in_codebook(project, arguments.source)
    result = {
        "added": list(report.added),
        "changed": list(report.changed),
        "freed_keys": list(report.freed_keys),
    }
    sentences = [
        *(f"Added {name}." for name in report.added),
        *(f"Changed {name}." for name in report.changed),
        *(f"Another label now has the key {freed}." for freed in report.freed_keys),
    ]
    return console.done(result, sentences or ["Nothing to change: the codebook says so already."])


def _lines(book: Codebook) -> Iterator[str]:
    for label in book.labels:
        retired = " (retired)" if label.retired else ""
        yield f"{label.key or ' '}  {label.name}{retired}  {label.definition}".rstrip()
        for asked in label.attributes:
            choices = f": {', '.join(asked.choices)}" if asked.choices else ""
            yield f"     {asked.name} ({asked.kind}){choices}"
    names = {label.id: label.name for label in book.labels}
    for kind in book.relation_types:
        heads = " or ".join(names[one] for one in kind.heads) or "any label"
        children = " or ".join(names[one] for one in kind.children) or "any label"
        yield f"   {kind.name}: {heads} → {children}"
