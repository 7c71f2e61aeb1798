"""Import every set of the shared data, and count what became of it.

    python tests/consumers/shared_data.py [--list] [FOLDER ...]

One line a folder: files, articles, marks, and of the marks whose offsets are given how
many were taken as they were, moved, not found; then files with refusals, those among them
that are not in `meant_to_fail.py`, and files that no format reads. Every mark that is in
the project afterwards is checked against the words its file gives. --list shows every
remark and refusal. The exit status is 1 where a file was refused that is meant to be valid.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

_CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_CHECKOUT))

from annotator.domain.refusal import BadInput
from annotator.editing.exchange import ImportOptions, ImportReport, bring_in
from annotator.editing.project import Project
from annotator.store.check import check
from tests.consumers.meant_to_fail import is_meant
from tests.consumers.passed_over import NO_REASON, why

_ABOUT = ("MANIFEST.tsv", "README.md", "LICENSE", "LICENSE.md", "LICENSE.txt")
"""What tells of a set and is no part of it."""

_COUNTED = ("files", "articles", "marks", "as they were", "moved", "not found")
_REFUSED = ("refused", "though valid", "passed over")
HEADING = (
    f"| {' | '.join(('folder', *_COUNTED, *_REFUSED))} |",
    "|---" + "|---:" * len((*_COUNTED, *_REFUSED)) + "|",
)


class Imported(NamedTuple):
    """What became of a folder; `though_valid` are refusals of what is meant to be valid.

    `reasons` count why files are passed over.
    """

    folder: str
    report: ImportReport
    though_valid: list[BadInput]
    passed_over: list[str]
    reasons: Counter[str]

    @property
    def row(self) -> str:
        """It as a row of the table."""
        report = self.report
        numbers = (
            report.files,
            report.articles,
            report.annotations,
            report.as_they_were,
            len(report.moved),
            len(report.not_found),
            len({one.file for one in report.refusals}),
            len({one.file for one in self.though_valid}),
            len(self.passed_over),
        )
        return f"| {self.folder} | " + " | ".join(f"{one:,}" for one in numbers) + " |"

    @property
    def remarks(self) -> Iterator[str]:
        """All there is to say, line by line."""
        report = self.report
        yield from map(str, (*report.moved, *report.not_found, *report.notes, *report.refusals))
        yield from (f"refused though valid: {one}" for one in self.though_valid)
        yield from (f"{one}: passed over" for one in self.passed_over)


def folders_of(shared: Path) -> list[str]:
    """Every set."""
    return sorted(one.name for one in shared.iterdir() if one.is_dir())


def imported(shared: Path, folders: Iterable[str]) -> Iterator[Imported]:
    """Import folder by folder. Raises AssertionError where a project came out unsound."""
    for name in folders:
        report, faults = _brought_in(shared / name)
        assert not faults, f"{name}: {faults} faults in the project"
        valid = [
            one
            for one in report.refusals
            if not is_meant(Path(one.file).relative_to(shared).as_posix(), one.reason)
        ]
        passed = [one for one in report.passed_over if Path(one).name not in _ABOUT]
        reasons = Counter(why(Path(one).relative_to(shared).as_posix()) for one in passed)
        yield Imported(name, report, valid, passed, reasons)


def _brought_in(folder: Path) -> tuple[ImportReport, int]:
    """What an import of a whole folder says, and how many faults the project then has."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "shared.annotator"
        project = Project.create(path, own_name="bench")
        try:
            report = bring_in(project, [folder], ImportOptions(skip_bad=True))
        finally:
            project.close()
        return report, len(list(check(path)))


def main(arguments: list[str]) -> int:
    """Print the table."""
    shared = Path(os.environ.get("ANNOTATOR_SHARED") or _CHECKOUT.parent / "shared") / "data"
    chosen = [one for one in arguments if not one.startswith("-")] or folders_of(shared)
    status = 0
    print("\n".join(HEADING))
    for one in imported(shared, chosen):
        print(one.row, flush=True)
        if "--list" in arguments:
            for remark in one.remarks:
                print(f"    {remark}")
        status |= bool(one.though_valid) or NO_REASON in one.reasons
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
