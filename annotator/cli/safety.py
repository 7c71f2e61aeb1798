"""`annotator check`, `backup` and `restore`: is it sound, and what if it is not."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path

from annotator.cli.commands import Commands
from annotator.cli.console import Console, count
from annotator.cli.opening import opened
from annotator.domain.refusal import Foreign, InUse, Refused, Unsound
from annotator.editing.backups import Keeper, put_in_place, restore
from annotator.settings import Settings
from annotator.store.backup import back_up
from annotator.store.check import check
from annotator.store.keeping import Kept
from annotator.store.project_file import connect_reading, version_of
from annotator.store.reader import Reader


def add_to(commands: Commands) -> None:
    """Describe the commands to the parser."""
    checking = commands.add_for_project("check", run_check, "look for damage")
    checking.add_argument(
        "--repair",
        action="store_true",
        help="make again what follows from the rest: counts, lengths, search words, indexes",
    )
    saving = commands.add_for_project("backup", run_backup, "copy a project and compare the copy")
    saving.add_argument(
        "out", type=Path, nargs="?", metavar="OUT", help="else among the project's own backups"
    )
    saving.add_argument("--list", action="store_true", help="list the project's own backups")
    restoring = commands.add("restore", run_restore, "make a project of a backup")
    restoring.add_argument("backup", type=Path, metavar="BACKUP")
    restoring.add_argument("project", type=Path, metavar="PROJECT")
    restoring.add_argument(
        "--replace",
        action="store_true",
        help="go back in a project that exists: as one act that can be undone or, "
        "if it cannot be opened, by moving it aside",
    )


def run_check(arguments: argparse.Namespace, console: Console) -> int:
    """Look for damage; what is found is a refusal's status, so that scripts notice."""
    mended = _repaired(arguments.project) if arguments.repair else []
    findings = check(arguments.project)
    status = 1 if findings else 0
    listed = [{"article": one.article, "sentence": one.sentence} for one in findings]
    console.tell(
        {"project": str(arguments.project), "repaired": mended, "findings": listed},
        [*mended, *([str(one) for one in findings] or [f"{arguments.project} is sound."])],
        status=status,
    )
    return status


def _repaired(project: Path) -> list[str]:
    """Repair behind a backup, where one can be made of it as it is."""
    from annotator.store.repair import repair  # noqa: PLC0415  asked for seldom

    with contextlib.suppress(Refused):
        Keeper(project, Settings()).keep("before repair")
    return repair(project)


def run_backup(arguments: argparse.Namespace, console: Console) -> int:
    """Copy a project, also while a window has it open."""
    keeper = Keeper(arguments.project, Settings())
    if arguments.list:
        kept = keeper.kept()
        return console.done(
            {"project": str(arguments.project), "backups": [_as_plain(one) for one in kept]},
            _lines(kept),
        )
    _see_project(arguments.project)
    if arguments.out is not None:
        back_up(arguments.project, arguments.out)
        out = arguments.out
    else:
        made = keeper.keep("by hand")
        out = made.path if made is not None else keeper.kept()[0].path
        if made is None:
            return console.done(
                {"project": str(arguments.project), "out": str(out), "made": False},
                [f"Nothing has changed since {out}."],
            )
    return console.done(
        {"project": str(arguments.project), "out": str(out), "made": True},
        [f"Copied {arguments.project} to {out} and compared the two."],
    )


def _as_plain(one: Kept) -> dict[str, object]:
    at = one.at.isoformat()
    return {"path": str(one.path), "at": at, "reason": one.reason, "bytes": one.size}


def _lines(kept: list[Kept]) -> Iterator[str]:
    if not kept:
        yield "There is no backup yet."
    for one in kept:
        yield f"{one.at:%Y-%m-%d %H:%M} UTC  {one.size / 1e6:9,.1f} MB  {one.reason}  {one.path}"


def run_restore(arguments: argparse.Namespace, console: Console) -> int:
    """Make a project of a backup; the backup stays, and nothing is written over."""
    backup, project = arguments.backup, arguments.project
    if project.exists():
        if not arguments.replace:
            raise Refused(
                f"{project} exists already; a backup gets a name of its own, or --replace."
            )
        sentence = _gone_back(backup, project, console)
    else:
        sentence = _made_of(backup, project, console)
    return console.done({"backup": str(backup), "project": str(project)}, [sentence])


def _made_of(backup: Path, project: Path, console: Console) -> str:
    """A new project of a backup; of a file that brings code of its own, of its rows."""
    _see_project(backup)
    try:
        with contextlib.suppress(InUse):
            Reader.open(backup).close()
    except (Foreign, Unsound) as why:
        from annotator.store.rescue import rescue  # noqa: PLC0415  asked for seldom

        found = rescue(backup, project, console.watch())
        console.warn([str(why), *found.remarks])
        taken = f"{count(found.taken.get('articles', 0), 'article')} and " + count(
            found.taken.get("annotations", 0), "annotation"
        )
        return f"Made {project} of the rows of {backup}: {taken}."
    except Refused:
        pass  # an older version is copied as it is
    back_up(backup, project)
    return f"Made {project} of {backup}."


def _gone_back(backup: Path, project: Path, console: Console) -> str:
    try:
        with opened(project) as there:
            number = restore(there, backup, console.watch())
    except (Foreign, Unsound):
        aside = put_in_place(backup, project, console.watch())
        return f"Put {backup} in the place of {project}, which is kept as {aside}."
    if not number:
        return f"{project} is what {backup} holds already."
    return f"Changed {count(number, 'thing')} back to what {backup} holds; undo takes it back."


def _see_project(path: Path) -> None:
    """Raises CannotOpen for what is no project, or a newer one; older ones may be copied."""
    with contextlib.closing(connect_reading(path)) as connection:
        version_of(path, connection)
