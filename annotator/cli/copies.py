"""`annotator copies`: which articles tell a story that another has told."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from annotator.cli.commands import Commands
from annotator.cli.console import Console
from annotator.cli.opening import opened
from annotator.editing.copies import Copy, copies_in, link_copies, unlink_copies


def add_to(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = commands.add_for_project(
        "copies", run, "list articles that are copies of others, edited or not"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--link", action="store_true", help="have each name the first of its kind")
    what.add_argument("--unlink", action="store_true", help="take all such names away")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """List copies, and link or unlink them if asked to."""
    changes = arguments.link or arguments.unlink
    with opened(arguments.project, to_read=not changes) as project:
        found = copies_in(project.reader, console.watch())
        if arguments.link:
            fresh = [(one.article_id, one.original) for one in found if not one.linked]
            link_copies(project, fresh)
        elif arguments.unlink:
            unlink_copies(project, [one.article_id for one in found if one.linked])
    said = [_linked(one, arguments.link, arguments.unlink) for one in found]
    result = [
        {
            "article": one.name,
            "original": one.original,
            "share": round(one.share, 3),
            "linked": linked,
        }
        for one, linked in zip(found, said, strict=True)
    ]
    return console.done({"copies": result}, _sentences(found, said))


def _linked(one: Copy, link: bool, unlink: bool) -> bool:
    return (one.linked or link) and not unlink


def _sentences(found: Sequence[Copy], linked: Sequence[bool]) -> Iterator[str]:
    yield f"{len(found):,} of the articles are copies." if found else "No article is a copy."
    for one, is_linked in zip(found, linked, strict=True):
        state = ", linked" if is_linked else ""
        yield f"{one.name}: a copy of {one.original}, {one.share:.0%} alike{state}"
