"""What an export wrote and did not write, as JSON has it and in words."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.editing.send_out import ExportReport


def as_plain(report: ExportReport) -> dict[str, object]:
    """The report as JSON has it."""
    return {
        "articles": report.articles,
        "annotations": report.annotations,
        "relations": report.relations,
        "losses": dict(report.losses),
        "examples": [
            {"article": one.article, "sort": one.sort, "detail": one.detail}
            for one in report.examples
        ],
        "listed_losses": [
            {"article": one.article, "sort": one.sort, "detail": one.detail}
            for one in report.listed
        ],
    }


def losses_in_words(report: ExportReport) -> Iterator[str]:
    """What is not in the file: by sort, then one by one where that was asked for."""
    for sort, number in report.losses:
        yield f"Not in the file: {sort} ({number:,})"
    for loss in report.listed:
        yield f"{loss.article}: {loss.sort}: {loss.detail}"
