"""`annotator import`: files and folders into a project."""

from __future__ import annotations

import argparse
import codecs
from collections.abc import Iterator
from pathlib import Path

from annotator.cli.commands import Commands
from annotator.cli.console import Console, count, printable, refusals_as_plain
from annotator.cli.opening import opened
from annotator.domain.refusal import Refused
from annotator.editing.bring_in import ImportOptions, ImportReport, bring_in
from annotator.editing.copies import CameAsCopy, Copies
from annotator.editing.merging import Remark
from annotator.editing.previewing import ToldColumns, preview
from annotator.editing.remembered_tables import RememberedColumns, RememberedSheets
from annotator.editing.replacing import replacing
from annotator.formats import FORMATS
from annotator.formats.columns import Part
from annotator.formats.format import OffsetUnit
from annotator.formats.name_pattern import NamePattern
from annotator.settings import Settings


def add_to(commands: Commands) -> None:
    """Describe the command to the parser."""
    parser = commands.add_for_project("import", run, "bring files and folders into a project")
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    names = [one.name for one in FORMATS if one.reads]
    parser.add_argument(
        "--format",
        choices=names,
        default="",
        metavar="NAME",
        help="instead of going by what files look like; see `annotator formats`",
    )
    parser.add_argument(
        "--annotator", default="", metavar="NAME", help="whose the unnamed annotations are"
    )
    parser.add_argument("--encoding", type=_encoding, metavar="NAME", help="of plain text files")
    parser.add_argument(
        "--skip-bad", action="store_true", help="import the good files and lines, list the bad"
    )
    parser.add_argument(
        "--strict", action="store_true", help="refuse labels that the codebook lacks"
    )
    parser.add_argument(
        "--offsets",
        choices=[str(unit) for unit in OffsetUnit],
        help="what offsets count, instead of finding out",
    )
    parser.add_argument(
        "--repair",
        action="store_true",
        help="move marks of the native format to their words instead of refusing them",
    )
    parser.add_argument(
        "--copies",
        choices=[str(one) for one in Copies],
        default=str(Copies.KEEP),
        help="articles that tell a story which is there already, edited or not: list and keep "
        "them (keep), leave those without marks out (skip), have them name the first (link), "
        "or do not look (ignore)",
    )
    _add_telling(parser)
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="save all there is to say as text"
    )


def _add_telling(parser: argparse.ArgumentParser) -> None:
    """What can be told of tables and names of files, and a look at what they are taken for."""
    parser.add_argument(
        "--map",
        action="append",
        type=_told,
        default=[],
        metavar="PART=COLUMN",
        help="what a column of a table of articles is, instead of going by its name: "
        f"{', '.join(Part)}",
    )
    parser.add_argument(
        "--guess-columns",
        action="store_true",
        help="go by the names and contents of columns, whatever was once said of such tables "
        "in the window",
    )
    parser.add_argument(
        "--sheet",
        default="",
        metavar="TITLE",
        help="the sheet of a workbook that holds the articles, instead of the one chosen in the "
        "window or the first that seems to; --preview lists all",
    )
    parser.add_argument(
        "--names",
        type=_pattern,
        metavar="PATTERN",
        help="what names of files say, as in '{date:%%Y-%%m-%%d}_{source}_{title}.txt'",
    )
    parser.add_argument(
        "--preview",
        action="store_true",
        help="bring in nothing; show what tables, names and letters would be taken for",
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Import, and say what came in and what did not."""
    settings = None if arguments.guess_columns else Settings()
    sheet: str = arguments.sheet
    options = ImportOptions(
        format=arguments.format,
        annotator=arguments.annotator,
        encoding=arguments.encoding or "",
        skip_bad=arguments.skip_bad,
        strict=arguments.strict,
        offsets=OffsetUnit(arguments.offsets) if arguments.offsets else None,
        repair=arguments.repair,
        copies=Copies(arguments.copies),
        columns=ToldColumns(arguments.map, RememberedColumns(settings)),
        sheet=(lambda *_: sheet) if sheet else RememberedSheets(settings),
        names=arguments.names,
    )
    if arguments.preview:
        looks = list(preview(arguments.paths, options))
        lines = (line for look in looks for line in look.lines)
        return console.done({"files": [one.plain for one in looks]}, lines)
    with opened(arguments.project) as project:
        report = bring_in(project, arguments.paths, options, console.watch())
    console.warn(str(bad) for bad in report.refusals)
    came = report.articles + report.annotations + report.relations + len(report.unchanged)
    came += len(report.copies)
    status = 1 if report.refusals and not came else 0
    if arguments.report is not None:
        _save(report, arguments.report)
    console.tell(_as_plain(report), _sentences(report), status=status)
    return status


def _as_plain(report: ImportReport) -> dict[str, object]:
    return {
        "files": report.files,
        "articles": report.articles,
        "annotations": report.annotations,
        "relations": report.relations,
        "added_labels": list(report.added_labels),
        "added_relation_types": list(report.added_relation_types),
        "as_they_were": report.as_they_were,
        "moved": _remarks(report.moved),
        "not_found": _remarks(report.not_found),
        "unchanged": _remarks(report.unchanged),
        "renamed": _remarks(report.renamed),
        "notes": _remarks(report.notes),
        "passed_over": list(report.passed_over),
        "refusals": refusals_as_plain(report.refusals),
        "not_looked_at": report.not_looked_at,
        "copies": [
            {
                "file": one.file,
                "line": one.line,
                "article": one.name,
                "original": one.original,
                "share": round(one.share, 3),
                "became": str(one.became),
            }
            for one in report.copies
        ],
    }


_BECAME = {
    Copies.KEEP: "kept",
    Copies.SKIP: "skipped",
    Copies.LINK: "linked",
}


def _copy(one: CameAsCopy) -> str:
    said = f"{one.name} is a copy of {one.original}, {one.share:.0%} alike: {_BECAME[one.became]}"
    return str(Remark(one.file, one.line, said))


def _remarks(remarks: tuple[Remark, ...]) -> list[dict[str, object]]:
    return [{"file": one.file, "line": one.line, "sentence": one.sentence} for one in remarks]


def _sentences(report: ImportReport) -> Iterator[str]:
    nothing = not (report.articles or report.annotations or report.relations)
    if report.unchanged and nothing and not report.copies:
        yield "Nothing was added: it is all there already."
    else:
        came = f"{count(report.articles, 'article')}, {count(report.annotations, 'annotation')}"
        links = count(report.relations, "relation")
        yield f"Imported {came} and {links} from {count(report.files, 'file')}."
        if report.unchanged:
            yield f"Already there, so nothing was added: {count(len(report.unchanged), 'record')}."
    for name in report.added_labels:
        yield f"Added the label {name} to the codebook."
    for name in report.added_relation_types:
        yield f"Added the relation type {name} to the codebook."
    if report.as_they_were or report.moved or report.not_found:
        yield (
            f"Offsets: {report.as_they_were:,} taken as they were, "
            f"{len(report.moved):,} moved, {len(report.not_found):,} not found."
        )
    for remark in (*report.moved, *report.not_found, *report.renamed, *report.notes):
        yield str(remark)
    if report.copies:
        yield f"Copies of articles that were there: {len(report.copies):,}."
        yield from map(_copy, report.copies)
    if report.not_looked_at:
        many = count(report.not_looked_at, "article")
        yield f"Not looked at for copies: {many}; `annotator copies` looks at all."
    for path in report.passed_over:
        yield f"{path}: passed over, no format reads it"
    if report.refusals:
        yield f"Not imported: {count(len(report.refusals), 'refusal')}."


def _save(report: ImportReport, path: Path) -> None:
    lines = (*_sentences(report), *map(str, report.refusals))
    with replacing(path) as file:
        file.writelines(f"{printable(line)}\n".encode() for line in lines)


def _told(said: str) -> tuple[Part, str]:
    name, equals, column = said.partition("=")
    if not equals or name not in set(Part) or not column:
        raise argparse.ArgumentTypeError(
            f"{said} is not of the form PART=COLUMN; a part is one of {', '.join(Part)}"
        )
    return Part(name), column


def _pattern(said: str) -> NamePattern:
    try:
        return NamePattern(said)
    except Refused as why:
        raise argparse.ArgumentTypeError(str(why)) from None


def _encoding(name: str) -> str:
    try:
        codecs.lookup(name)
    except (LookupError, ValueError):
        raise argparse.ArgumentTypeError(f"there is no encoding {name}") from None
    return name
