"""Merging two labels of many annotations: the preview, the act, and its undoing.

A project of ARTICLES articles with MARKS annotations of each of two labels, every
third with an answer, is previewed, merged, and undone; rows are compared to the
byte before and after. The floor is one bare UPDATE of the same rows by `sqlite3`,
without journal or check.

    python tests/bench/codebook.py [MARKS] [ARTICLES]
"""

from __future__ import annotations

import hashlib
import itertools
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, ArticleText
from annotator.domain.change import added
from annotator.domain.identity import new_ids
from annotator.editing import regrouping, safe_change
from annotator.editing.project import Project
from annotator.store.parts import Part

_Found = TypeVar("_Found")
_TEXT = "The minister said the dam will be finished. " * 200


def main(marks: int, articles: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.annotator"
        with closing(Project.create(path, own_name="bench")) as project:
            project.bulk("Fill", _filling(project, marks, articles))
            before = _digest(path)
            _, source, target = project.codebook.labels
            plan = regrouping.merge(project.codebook, [source], target)
            for _ in range(3):
                touched = _timed("preview", lambda: safe_change.preview(project, plan))
            print(touched.moved, "doubled", touched.doubled, "articles", touched.articles)
            copy = Path(folder) / "copy.annotator"
            project.writer().checkpoint()
            shutil.copy(path, copy)
            _timed("floor: bare UPDATE", lambda: _floor(copy, source.id, target.id))
            told: list[float] = []

            def watch(_done: int, _total: int, _name: str) -> bool:
                told.append(time.perf_counter())
                return True

            _timed("merge", lambda: safe_change.carry_out(project, plan, watch))
            gaps = [b - a for a, b in itertools.pairwise(told)]
            print(f"progress told {len(told)} times, at most {max(gaps) * 1000:.0f} ms apart")
            after = _digest(path)
            _timed("undo", project.undo)
            print("undone to the same rows:", _digest(path) == before)
            _timed("redo", project.redo)
            print("done again to the same rows:", _digest(path) == after)


def _filling(project: Project, marks: int, articles: int) -> Iterator[Part]:
    digest = hashlib.sha256(_TEXT.encode()).hexdigest()
    ids = new_ids()
    _, location, claim = project.codebook.labels
    for number in range(articles):
        article = Article(
            id=next(ids), name=f"a{number}", title=f"Article {number}", text_sha256=digest,
            length=len(_TEXT),
        )  # fmt: skip
        share = range(number * marks // articles, (number + 1) * marks // articles)
        changes = [added(article)]
        for place, _ in enumerate(share):
            for offset, label in enumerate((location, claim)):
                start = (place * 7 + offset * 3) % (len(_TEXT) - 10)
                changes.append(
                    added(
                        Annotation(
                            id=next(ids), article_id=article.id, label_id=label.id,
                            annotator_id=project.me.id, fragments=((start, start + 5),),
                            number=2 * place + offset, name=f"s{2 * place + offset}",
                            answers=(("stance", "pro"),) if place % 3 == 0 else (),
                        )
                    )
                )  # fmt: skip
        texts = (ArticleText(digest, _TEXT),) if number == 0 else ()
        yield Part(changes, texts)


def _floor(path: Path, source: int, target: int) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE annotations SET label_id = ? WHERE label_id = ?", (target, source))
        raw.commit()


def _digest(path: Path) -> str:
    seen = hashlib.sha256()
    with closing(sqlite3.connect(path)) as raw:
        for table in ("labels", "relation_types", "annotations", "annotation_answers"):
            for row in raw.execute(f"SELECT * FROM {table} ORDER BY 1, 2"):
                seen.update(repr(row).encode())
    return seen.hexdigest()


def _timed(what: str, act: Callable[[], _Found]) -> _Found:
    start, began = time.perf_counter(), time.process_time()
    found = act()
    taken, worked = time.perf_counter() - start, time.process_time() - began
    print(f"{what:<20} {taken:8.3f} s, {worked:.3f} s of it at work")
    return found


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    main(*(given + [100_000, 2_000][len(given) :]))
