"""How many planted copies are found among thousands of articles, and how soon.

    python tests/bench/copies.py [ARTICLES] [COPIES]

Writes articles and edited copies of a tenth of them (0 to 20 % of the words changed,
sentences dropped, headline and by-line new) as text files, brings them in twice, once
without and once with looking for copies, and prints recall, precision and seconds; then
looks through the whole project. The floor is the same import without looking.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

_CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_CHECKOUT))


from annotator.editing.copies import Copies, copies_in  # noqa: E402
from annotator.editing.exchange import ImportOptions, bring_in  # noqa: E402
from annotator.editing.project import Project  # noqa: E402
from tests.bench.story_corpus import Stories  # noqa: E402

_T = TypeVar("_T")
_MOST_EDITED = 0.2
_SHARED = Path(os.environ.get("ANNOTATOR_SHARED") or _CHECKOUT.parent / "shared") / "data"


def planted(folder: Path, articles: int, copies: int) -> dict[str, str]:
    """Writes the files; returns the name of each copy's original by the copy's name."""
    stories = Stories(_SHARED)
    chance = random.Random(2)
    texts = stories.articles(articles - copies)
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"a{number:05}.txt").write_text(text, encoding="utf-8", newline="")
    found: dict[str, str] = {}
    for number in range(copies):
        original = chance.randrange(len(texts))
        text = stories.copy(texts[original], _MOST_EDITED * number / max(copies - 1, 1))
        (folder / f"c{number:05}.txt").write_text(text, encoding="utf-8", newline="")
        found[f"c{number:05}"] = f"a{original:05}"
    return found


def brought_in(place: Path, folder: Path, how: Copies) -> tuple[float, Project, dict[str, str]]:
    """CPU seconds of an import, the project, and the copies it told of."""
    project = Project.create(place, own_name="bench")
    seconds, report = _timed(lambda: bring_in(project, [folder], ImportOptions(copies=how)))
    return seconds, project, {one.name: one.original for one in report.copies}


def _timed(work: Callable[[], _T]) -> tuple[float, _T]:
    before = time.process_time()
    found = work()
    return time.process_time() - before, found


def told(what: str, found: dict[str, str], true: dict[str, str]) -> None:
    """Print recall and precision: a copy counts where it is said of the right original."""
    right = sum(found.get(copy) == original for copy, original in true.items())
    recall, precision = right / len(true), right / len(found) if found else 0.0
    print(f"{what}: {len(found)} told, recall {recall:.3f}, precision {precision:.3f}")
    for copy, original in sorted(found.items()):
        if copy not in true:
            print(f"  not planted: {copy} of {original}")


def main(arguments: list[str]) -> int:
    """Print the figures."""
    articles = int(arguments[0]) if arguments else 5000
    copies = int(arguments[1]) if len(arguments) > 1 else articles // 10
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "news")
        true = planted(folder, articles, copies)
        floor, plain, _ = brought_in(Path(place, "plain.annotator"), folder, Copies.IGNORE)
        plain.close()
        seconds, project, found = brought_in(Path(place, "p.annotator"), folder, Copies.KEEP)
        print(f"{articles} articles, {copies} of them copies with 0 to 20 % edits")
        told("import", found, true)
        print(f"import: {seconds:.1f} s CPU, {floor:.1f} s without looking (floor)")
        looking, listed = _timed(lambda: copies_in(project.reader))
        told("whole project", {one.name: one.original for one in listed}, true)
        print(f"whole project: {looking:.1f} s CPU")
        project.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
