"""`annotator export --training`: parts to learn from, to tune by and to be judged by."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from annotator.cli.console import Console, count
from annotator.cli.losses import as_plain, losses_in_words
from annotator.cli.opening import opened
from annotator.domain.refusal import Refused
from annotator.editing.send_out import ExportOptions
from annotator.editing.training import (
    Grouping,
    Shares,
    TrainingOptions,
    TrainingReport,
    send_out_parts,
)
from annotator.formats.edges import Edges


def add_to(parser: argparse.ArgumentParser) -> None:
    """Describe to `export` what it takes for training."""
    group = parser.add_argument_group("for training")
    group.add_argument(
        "--training",
        action="store_true",
        help="write a folder: train, dev and test, which articles are in which, a loader, a card",
    )
    group.add_argument(
        "--shares",
        type=_shares,
        default=Shares(),
        metavar="TRAIN/DEV/TEST",
        help="how much goes to each part (80/10/10)",
    )
    group.add_argument(
        "--group",
        choices=[str(one) for one in Grouping],
        default=str(Grouping.COPIES),
        help="what stays in one part: copies of a story, articles of a source, or of a day",
    )
    seed = group.add_mutually_exclusive_group()
    seed.add_argument(
        "--seed",
        type=int,
        default=0,
        metavar="NUMBER",
        help="draws the parts; the same seed keeps every article where it was (0)",
    )
    seed.add_argument(
        "--balance",
        action="store_true",
        help="choose the seed that spreads labels most evenly, and say which it is",
    )
    group.add_argument(
        "--edges",
        choices=[str(one) for one in Edges],
        default=str(Edges.TRIM),
        help="of marks: without blanks, widened or narrowed to whole tokens, or as they are",
    )
    group.add_argument(
        "--no-negatives",
        action="store_true",
        help="leave out articles that are done and have no marks",
    )
    group.add_argument(
        "--licence", default="", metavar="NAME", help="for the card, as the Hugging Face hub has it"
    )


def run(
    arguments: argparse.Namespace, export: ExportOptions, out: Path | BinaryIO, console: Console
) -> int:
    """Export the parts, and say how large they are."""
    options = TrainingOptions(
        export=export,
        shares=arguments.shares,
        grouping=Grouping(arguments.group),
        seed=None if arguments.balance else arguments.seed,
        edges=Edges(arguments.edges),
        negatives=not arguments.no_negatives,
        licence=arguments.licence,
    )
    with opened(arguments.project, to_read=True) as project:
        report = send_out_parts(project, out, options, console.watch())
    if not isinstance(out, Path):
        console.warn(_sentences(report))
        return 0
    return console.done({"out": arguments.out, **_as_plain(report)}, _sentences(report))


def _as_plain(report: TrainingReport) -> dict[str, object]:
    agreed = report.agreement
    return {
        **as_plain(report.whole),
        "seed": report.seed,
        "parts": {
            str(one.part): {
                "articles": one.articles,
                "groups": one.groups,
                "unmarked": one.unmarked,
                "annotations": one.annotations,
                "labels": dict(one.labels),
            }
            for one in report.parts
        },
        "aside": list(report.aside),
        "copies_in_other_parts": report.leaks,
        "agreement": None if agreed is None else round(agreed.f1, 4),
        "files": {one.name: one.sha256 for one in report.files},
    }


def _sentences(report: TrainingReport) -> Iterator[str]:
    for one in report.parts:
        yield (
            f"{one.part}: {count(one.articles, 'article')} ({one.unmarked:,} without marks), "
            f"{count(one.annotations, 'annotation')}"
        )
    yield f"Seed {report.seed}: with --seed {report.seed} every article stays in its part."
    if report.leaks:
        copies = count(report.leaks, "article")
        yield f"{copies} with a copy in another part; --group copies has none."
    yield from losses_in_words(report.whole)


def _shares(said: str) -> Shares:
    train, dev, test, *more = (*said.split("/"), "", "", "")
    try:
        if not any(more):
            return Shares(int(train), int(dev), int(test))
    except (ValueError, Refused):
        pass
    raise argparse.ArgumentTypeError(f"{said} is not of the form TRAIN/DEV/TEST, as 80/10/10")
