"""Import every annotation set of the shared data, and count what became of it.

    python tests/consumers/shared_data.py [--list] [FOLDER ...]

One line a folder: files, articles, marks, and of the marks whose offsets are given how
many were taken as they were, moved, not found; then refusals. Every mark that is in the
project afterwards is checked against the words its file gives. --list shows every
remark and refusal.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_CHECKOUT))

from annotator.editing.exchange import ImportOptions, ImportReport, bring_in
from annotator.editing.project import Project
from annotator.store.check import check

NO_SOURCES = ("MANIFEST.tsv", "README.md", "LICENSE", "LICENSE.md", "LICENSE.txt")
"""What tells of a folder and is not part of the set."""


def folders_of(shared: Path) -> list[str]:
    """Every set."""
    return sorted(one.name for one in shared.iterdir() if one.is_dir())


def brought_in(folder: Path) -> tuple[ImportReport, int]:
    """What an import of a whole folder says, and how many faults the project then has."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "shared.annotator"
        project = Project.create(path, own_name="bench")
        try:
            report = bring_in(project, [folder], ImportOptions(skip_bad=True))
        finally:
            project.close()
        return report, len(list(check(path)))


def rows(shared: Path, folders: Sequence[str], *, listing: bool = False) -> Iterator[str]:
    """The table, line by line. Raises AssertionError where a project came out unsound."""
    heads = ["folder", "files", "articles", "marks"]
    heads += ["as they were", "moved", "not found", "refused"]
    yield "| " + " | ".join(heads) + " |"
    yield "|---" + "|---:" * (len(heads) - 1) + "|"
    for name in folders:
        report, faults = brought_in(shared / name)
        assert not faults, f"{name}: {faults} faults in the project"
        numbers = (
            report.files,
            report.articles,
            report.annotations,
            report.as_they_were,
            len(report.moved),
            len(report.not_found),
            len(report.refusals),
        )
        yield f"| {name} | " + " | ".join(f"{one:,}" for one in numbers) + " |"
        if listing:
            for one in (*report.moved, *report.not_found, *report.notes, *report.refusals):
                yield f"    {one}"
            passed = Counter(Path(one).suffix for one in report.passed_over)
            yield f"    passed over: {dict(passed)}"


def main(arguments: list[str]) -> int:
    """Print the table."""
    shared = Path(os.environ.get("ANNOTATOR_SHARED") or _CHECKOUT.parent / "shared") / "data"
    chosen = [one for one in arguments if not one.startswith("-")] or folders_of(shared)
    for row in rows(shared, chosen, listing="--list" in arguments):
        print(row, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
