"""`annotator new` and `info`: a project as a file."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from annotator.cli.commands import Commands
from annotator.cli.console import Console, count
from annotator.cli.opening import opened
from annotator.domain.annotator import Annotator
from annotator.domain.codebook import Codebook
from annotator.editing.project import Project
from annotator.editing.shipped import codebook_of
from annotator.settings import Settings, own_name
from annotator.store.totals import Counts


def add_new(commands: Commands) -> None:
    """Describe `new` to the parser."""
    new = commands.add_for_project("new", run_new, "make an empty project")
    new.add_argument(
        "--codebook",
        type=Path,
        metavar="FILE",
        help="instead of the usual one; or the name of one that comes with the program: "
        "conflict-events, political-claims",
    )


def add_to(commands: Commands) -> None:
    """Describe `info` to the parser."""
    commands.add_for_project("info", run_info, "count what a project holds")


def run_new(arguments: argparse.Namespace, console: Console) -> int:
    """Make a project with the usual codebook, or with one from a file."""
    book = codebook_of(arguments.codebook) if arguments.codebook else None
    project = Project.create(arguments.project, own_name=own_name(Settings()), codebook=book)
    labels = len(project.codebook.labels)
    project.close()
    return console.done(
        {"project": str(arguments.project), "labels": labels},
        [f"Made {arguments.project} with {count(labels, 'label')}."],
    )


def run_info(arguments: argparse.Namespace, console: Console) -> int:
    """Count articles, and annotations by label and by annotator."""
    with opened(arguments.project, to_read=True) as project:
        counts = project.reader.counts()
        version = project.reader.schema_version()
        labels = _by_label(counts, project.codebook)
        annotators = _by_annotator(counts, project.annotators)
    result = {
        "project": str(arguments.project),
        "schema_version": version,
        "articles": counts.articles,
        "annotations": counts.annotations,
        "todo": counts.todo,
        "in_progress": counts.in_progress,
        "done": counts.done,
        "flagged": counts.flagged,
        "labels": labels,
        "annotators": annotators,
    }
    far = (
        f"{counts.todo:,} to do, {counts.in_progress:,} in progress, "
        f"{counts.done:,} done, {counts.flagged:,} flagged"
    )
    sentences = (
        f"{arguments.project}: schema version {version}",
        f"{count(counts.articles, 'article')}: {far}",
        count(counts.annotations, "annotation"),
        *_table("by label", labels),
        *_table("by annotator", annotators),
    )
    return console.done(result, sentences)


def _by_label(counts: Counts, book: Codebook) -> dict[str, int]:
    return {label.name: counts.by_label.get(label.id, 0) for label in book.labels}


def _by_annotator(counts: Counts, annotators: Mapping[int, Annotator]) -> dict[str, int]:
    return {one.name: counts.by_annotator.get(one.id, 0) for one in annotators.values()}


def _table(title: str, rows: Mapping[str, int]) -> Iterator[str]:
    if rows:
        yield f"{title}:"
    for name, number in rows.items():
        yield f"  {number:8,}  {name or '(unnamed)'}"
