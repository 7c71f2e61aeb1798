"""`annotator new`, `info`, `check`, `backup` and `restore`: a project as a file."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from annotator.cli.commands import Commands
from annotator.cli.console import Console, count
from annotator.cli.opening import opened
from annotator.domain.annotator import Annotator
from annotator.domain.codebook import Codebook
from annotator.domain.refusal import Refused
from annotator.editing.project import Project
from annotator.formats import codebook_json
from annotator.settings import Settings, own_name
from annotator.store.backup import back_up
from annotator.store.check import check
from annotator.store.listing import Counts
from annotator.store.project_file import connect_reading, version_of


def add_new(commands: Commands) -> None:
    """Describe `new` to the parser."""
    new = commands.add_for_project("new", run_new, "make an empty project")
    new.add_argument("--codebook", type=Path, metavar="FILE", help="instead of the usual one")


def add_to(commands: Commands) -> None:
    """Describe the other commands to the parser."""
    commands.add_for_project("info", run_info, "count what a project holds")
    commands.add_for_project("check", run_check, "look for damage")
    saving = commands.add_for_project("backup", run_backup, "copy a project and compare the copy")
    saving.add_argument("out", type=Path, metavar="OUT")
    restoring = commands.add("restore", run_restore, "make a project of a backup")
    restoring.add_argument("backup", type=Path, metavar="BACKUP")
    restoring.add_argument("project", type=Path, metavar="PROJECT")


def run_new(arguments: argparse.Namespace, console: Console) -> int:
    """Make a project with the usual codebook, or with one from a file."""
    book = codebook_json.read(arguments.codebook) if arguments.codebook else None
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


def run_check(arguments: argparse.Namespace, console: Console) -> int:
    """Look for damage; what is found is a refusal's status, so that scripts notice."""
    findings = check(arguments.project)
    status = 1 if findings else 0
    listed = [{"article": one.article, "sentence": one.sentence} for one in findings]
    console.tell(
        {"project": str(arguments.project), "findings": listed},
        [str(one) for one in findings] or [f"{arguments.project} is sound."],
        status=status,
    )
    return status


def run_backup(arguments: argparse.Namespace, console: Console) -> int:
    """Copy a project, also while a window has it open."""
    _see_project(arguments.project)
    back_up(arguments.project, arguments.out)
    return console.done(
        {"project": str(arguments.project), "out": str(arguments.out)},
        [f"Copied {arguments.project} to {arguments.out} and compared the two."],
    )


def run_restore(arguments: argparse.Namespace, console: Console) -> int:
    """Make a project of a backup; the backup stays, and nothing is written over."""
    if arguments.project.exists():
        raise Refused(f"{arguments.project} exists already; a backup gets a name of its own.")
    _see_project(arguments.backup)
    back_up(arguments.backup, arguments.project)
    return console.done(
        {"backup": str(arguments.backup), "project": str(arguments.project)},
        [f"Made {arguments.project} of {arguments.backup}."],
    )


def _see_project(path: Path) -> None:
    """Raises CannotOpen for what is no project, or a newer one; older ones may be copied."""
    with contextlib.closing(connect_reading(path)) as connection:
        version_of(path, connection)
