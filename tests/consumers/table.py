"""Write packaging/formats.md: what each format holds, and what its consumer made of it.

    python tests/consumers/table.py             all of it
    python tests/consumers/table.py --real      what needs no consumer: real files and articles

Runs every check of `checks.py` with the consumers that are installed beside it (the lock
`packaging/lock/consumers.txt` has them all), and trains spaCy for one epoch.
"""

from __future__ import annotations

import os
import sys
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_CHECKOUT))

from annotator.formats import FORMATS
from annotator.formats.format import Can
from tests.consumers import checks, outside, said_of_articles, shared_data, training

OUT = _CHECKOUT / "packaging" / "formats.md"
_SHORT = {
    Can.OVERLAPS: "overlaps",
    Can.FRAGMENTS: "pieces",
    Can.EDGES: "any edge",
    Can.RELATIONS: "relations",
    Can.ATTRIBUTES: "answers",
    Can.NOTES: "notes",
    Can.ENTITIES: "entities",
    Can.ANNOTATORS: "annotators",
    Can.NAMES: "names",
    Can.UNMARKED: "unmarked articles",
    Can.REJECTED: "rejected articles",
    Can.TEXT: "exact text",
}
_HEAD = """# Formats

What each format of annotations holds, and what the program it is for made of an export
of two articles (one with emoji, combining marks, CR LF, Arabic and Chinese, overlaps,
marks in several pieces, relations, answers and notes). Marks, piece by piece, are compared
by label, place and words, relations by label and ends where the program reads any; `spacy
convert` and `seqeval` see tokens, and are compared by label. Written by
`python tests/consumers/table.py`.

| format | reads | writes | holds | consumer | result |
|---|---|---|---|---|---|
"""
_IMPORTED = """
## Real files

Every file of the shared test data, articles and annotations, brought into a project by
`python tests/consumers/shared_data.py` (--list names each remark and refusal). Marks on
tokens have no offsets that could be wrong, so they are not among those "as they were";
marks not found are empty ones, which the program does not keep, and links of them. Files
that are refused are named with the reason in `tests/consumers/meant_to_fail.py`; any other
would be counted as "though valid". Files that no format reads are passed over, for the
reasons below the table (`tests/consumers/passed_over.py`).

"""
_SAID = """
## What articles say of themselves

Title, place, date, author, keywords and furniture, as they were written down by reading the
files (`tests/consumers/real_articles.py`), and how many are taken right, by
`python tests/consumers/said_of_articles.py`; then each that is not.

"""


def _results(shared: Path) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for check in checks.CHECKS:
        name = check.read.__name__.removeprefix("with_").replace("_", " ")
        shown = f"{check.package} {check.version or '(not installed)'}"
        if name not in check.package.casefold():
            shown += f" ({name})"
        result = "not run"
        if check.version:
            with tempfile.TemporaryDirectory() as place:
                try:
                    result = checks.run(check, Path(place), shared)
                except Exception as fault:  # noqa: BLE001  the table says what went wrong
                    result = f"FAILED: {type(fault).__name__} {str(fault)[:120]}"
        print(check.format, shown, result)
        found.setdefault(check.format, []).append((shown, result))
    with tempfile.TemporaryDirectory() as place:
        score = training.score(Path(place), shared / "prodigy-news-headlines")
    found.setdefault("spacy", []).append(("spacy train, one epoch", f"F {score:.2f}"))
    for name, others in outside.results().items():
        found.setdefault(name, []).extend(others.items())
    return found


def _rows(results: dict[str, list[tuple[str, str]]]) -> Iterator[str]:
    for form in FORMATS:
        if not form.holds - {Can.TEXT, Can.UNMARKED}:
            continue
        holds = ", ".join(short for can, short in _SHORT.items() if can in form.holds)
        reads, writes = ("yes" if one else "" for one in (form.reads, form.writes))
        for at, (consumer, result) in enumerate(results.get(form.name, [("", "")])):
            first = f"{form.name}: {form.title}" if not at else ""
            own = [first, reads, writes, holds] if not at else ["", "", "", ""]
            yield f"| {' | '.join([*own, consumer, result])} |\n"


def _passed(folders: Iterable[shared_data.Imported]) -> Iterator[str]:
    """Why files of each folder are passed over."""
    for folder in folders:
        for reason, count in folder.reasons.items():
            yield f"- {folder.folder}: {count} passed over: {reason}"


def _lines(rows: Iterable[str]) -> str:
    return "".join(f"{row}\n" for row in rows)


def main() -> int:
    """Write the table; the exit status is 1 where a check failed."""
    warnings.simplefilter("ignore")
    shared = Path(os.environ.get("ANNOTATOR_SHARED") or _CHECKOUT.parent / "shared") / "data"
    results = {} if "--real" in sys.argv else _results(shared)
    folders = list(shared_data.imported(shared, shared_data.folders_of(shared)))
    imported = _lines((*shared_data.HEADING, *(one.row for one in folders), "", *_passed(folders)))
    said = _lines(said_of_articles.rows(shared))
    head = _HEAD + "".join(_rows(results))
    if "--real" in sys.argv:
        head = OUT.read_text(encoding="utf-8").partition(_IMPORTED.partition("\n\n")[0])[0]
    OUT.write_text(head + _IMPORTED + imported + _SAID + said, encoding="utf-8")
    return int(any("FAILED" in result for several in results.values() for _, result in several))


if __name__ == "__main__":
    sys.exit(main())
