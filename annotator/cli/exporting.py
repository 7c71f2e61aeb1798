"""`annotator export` and `annotator formats`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from annotator.cli import training
from annotator.cli.commands import Commands
from annotator.cli.console import Console, count
from annotator.cli.losses import as_plain, losses_in_words
from annotator.cli.opening import opened
from annotator.domain.refusal import Refused
from annotator.domain.status import Progress
from annotator.editing.project import Project
from annotator.editing.send_out import ExportOptions, ExportReport, send_out
from annotator.formats import FORMATS, format_for
from annotator.formats.format import Can, OffsetUnit

_PROGRESS = {
    "todo": Progress.TODO,
    "in-progress": Progress.IN_PROGRESS,
    "done": Progress.DONE,
    "any": None,
}


def add_to(commands: Commands) -> None:
    """Describe the commands to the parser."""
    parser = commands.add_for_project("export", run_export, "write articles and marks to a file")
    parser.add_argument("out", metavar="OUT", help="a file, a folder, or - for standard output")
    names = [one.name for one in FORMATS if one.writes]
    parser.add_argument(
        "--format",
        choices=names,
        default="",
        metavar="NAME",
        help="instead of going by suffix; see `annotator formats`",
    )
    parser.add_argument(
        "--annotator", action="append", default=[], metavar="NAME", help="only their marks"
    )
    parser.add_argument(
        "--label", action="append", default=[], metavar="NAME", help="only marks so labelled"
    )
    parser.add_argument(
        "--status",
        choices=list(_PROGRESS),
        metavar="NAME",
        help=f"only articles so far along: {', '.join(_PROGRESS)} (done with --training)",
    )
    parser.add_argument(
        "--offsets",
        choices=[str(unit) for unit in OffsetUnit],
        help="what offsets count, instead of what the format usually does",
    )
    parser.add_argument(
        "--option",
        action="append",
        default=[],
        type=_option,
        metavar="NAME=VALUE",
        help="one of the format's choices; see `annotator formats`",
    )
    parser.add_argument(
        "--strip-zones", action="store_true", help="leave furniture out of the texts"
    )
    parser.add_argument(
        "--loss-report", action="store_true", help="list all that the file does not hold"
    )
    training.add_to(parser)
    commands.add("formats", run_formats, "list every format: reads, writes, what it cannot hold")


def run_export(arguments: argparse.Namespace, console: Console) -> int:
    """Export, and say what the file does not hold."""
    to_stdout = arguments.out == "-"
    if to_stdout and console.as_json:
        console.warn(["--json and the OUT - both want standard output"])
        return 2
    far = arguments.status or ("done" if arguments.training else "any")
    options = ExportOptions(
        format=arguments.format or _format_of(arguments.out),
        annotators=tuple(arguments.annotator),
        labels=tuple(arguments.label),
        progress=_PROGRESS[far],
        offsets=OffsetUnit(arguments.offsets) if arguments.offsets else None,
        chosen=tuple(arguments.option),
        strip_zones=arguments.strip_zones,
        list_losses=arguments.loss_report,
    )
    out: Path | BinaryIO = sys.stdout.buffer if to_stdout else Path(arguments.out)
    if arguments.training:
        return training.run(arguments, options, out, console)
    with opened(arguments.project, to_read=True) as project:
        report = _sent(project, out, options, console)
    if to_stdout:
        console.warn(losses_in_words(report))
        return 0
    written = (
        f"{count(report.articles, 'article')}, {count(report.annotations, 'annotation')} "
        f"and {count(report.relations, 'relation')}"
    )
    sentences = (f"Exported {written} to {arguments.out}.", *losses_in_words(report))
    return console.done({"out": arguments.out, **as_plain(report)}, sentences)


def _sent(
    project: Project, out: Path | BinaryIO, options: ExportOptions, console: Console
) -> ExportReport:
    if isinstance(out, Path):
        return send_out(project, out, options, console.watch())
    try:
        report = send_out(project, out, options, console.watch())
        out.flush()
    except BrokenPipeError:
        raise
    except OSError as reason:
        sentence = f"Standard output cannot be written: {reason.strerror or reason}."
        raise Refused(sentence) from reason
    return report


def run_formats(arguments: argparse.Namespace, console: Console) -> int:  # noqa: ARG001  as every command
    """List what is read and written, and what each format cannot hold."""
    formats = [
        {
            "name": one.name,
            "title": one.title,
            "suffixes": list(one.suffixes),
            "reads": one.reads,
            "writes": one.writes,
            "in_folder": one.in_folder,
            "offsets": [str(unit) for unit in one.units],
            "holds": [str(can) for can in Can if can in one.holds],
            "cannot_hold": list(one.cannot_hold),
            "extra": one.extra,
            "installed": one.installed,
            "options": {
                choice.name: [value for value, _ in choice.values] for choice in one.choices
            },
        }
        for one in FORMATS
    ]
    return console.done({"formats": formats}, _format_lines())


def _format_lines() -> Iterator[str]:
    for one in FORMATS:
        does = " and ".join(
            word for word, true in (("reads", one.reads), ("writes", one.writes)) if true
        )
        yield f"{one.name}  {one.title}: {does} {', '.join(one.suffixes)}"
        if one.extra:
            there = "installed" if one.installed else f'pip install "annotator[{one.extra}]"'
            yield f"    needs the extra {one.extra}: {there}"
        for loss in one.cannot_hold:
            yield f"    cannot hold {loss}"
        for choice in one.choices:
            values = "|".join(value for value, _ in choice.values)
            yield f"    --option {choice.name}={values}  {choice.title}"
        if len(one.units) > 1:
            yield f"    --offsets {'|'.join(one.units)}"


def _format_of(out: str) -> str:
    """The format an OUT's suffix tells of, else the native one."""
    form = format_for(Path(out))
    return form.name if form is not None and form.writes else ExportOptions().format


def _option(said: str) -> tuple[str, str]:
    name, equals, value = said.partition("=")
    if not (name and equals and value):
        raise argparse.ArgumentTypeError(f"{said} is not of the form NAME=VALUE")
    return name, value
