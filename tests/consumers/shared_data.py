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
import time
from collections import Counter
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_CHECKOUT))

from annotator.editing.exchange import ImportOptions, ImportReport, bring_in
from annotator.editing.project import Project
from annotator.store.check import check

FOLDERS = (
    "argunsc",
    "brat-tutorials",
    "btc-gate-xml",
    "dna",
    "doccano-samples",
    "ecbplus",
    "europeana-ner-fr",
    "format-fixtures",
    "geovirus",
    "gum-news",
    "label-studio-samples",
    "nif",
    "prodigy-news-headlines",
    "refi-qda",
    "spacy-examples",
    "turkish-wiki-ner",
    "uima-cas",
    "uner-pud",
    "w3c-web-annotation",
    "webanno-tsv-suite",
    "wnut17",
)
"""The sets that hold annotations."""


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


def main(arguments: list[str]) -> int:
    """Print the table; the exit status is 1 where a project came out unsound."""
    shared = Path(os.environ.get("ANNOTATOR_SHARED") or _CHECKOUT.parent / "shared") / "data"
    chosen = [one for one in arguments if not one.startswith("-")] or FOLDERS
    heads = [
        "folder",
        "files",
        "articles",
        "marks",
        "as they were",
        "moved",
        "not found",
        "refused",
    ]
    print("| " + " | ".join(heads) + " | s |")
    print("|---" + "|---:" * len(heads) + "|")
    unsound = 0
    for name in chosen:
        began = time.monotonic()
        report, faults = brought_in(shared / name)
        unsound += faults
        numbers = (
            report.files,
            report.articles,
            report.annotations,
            report.as_they_were,
            len(report.moved),
            len(report.not_found),
            len(report.refusals),
        )
        seconds = time.monotonic() - began
        print(f"| {name} | " + " | ".join(f"{one:,}" for one in numbers) + f" | {seconds:.1f} |")
        if "--list" in arguments:
            for one in (*report.moved, *report.not_found, *report.notes, *report.refusals):
                print(f"    {one}")
            passed = Counter(Path(one).suffix for one in report.passed_over)
            print(f"    passed over: {dict(passed)}")
    return 1 if unsound else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
