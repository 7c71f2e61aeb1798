"""Bringing in and sending out native training data in bulk, beside bare `sqlite3`.

A file of ARTICLES articles with 25.5 annotations each (`bulk_corpus`) is imported into a
new project and exported again, each in a process of its own, ROUNDS times in turn with the
floors, which write the same bytes to the same kind of file:

- import: `sqlite3.executemany` of all rows of the imported project (those of the journal
  too), which lie in memory before the clock starts, into the same tables with the same
  indexes, and then the same FTS5 index, in one transaction; nothing is read or checked;
- import, from the file: the same, and the lines are read by `orjson` and made rows of;
- export: rows read by `sqlite3`, article by article, written as lines by `orjson`.

    python tests/bench/bulk.py [ARTICLES] [ROUNDS]
    python tests/bench/bulk.py memory MEGABYTES...

The program reads a large file in a second process while the first one writes: processor
time and memory are those of both together.

The second form imports files of these sizes and prints the peak of memory of each.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import orjson

_CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_CHECKOUT))


from annotator.editing.bring_in import bring_in  # noqa: E402
from annotator.editing.project import Project  # noqa: E402
from annotator.editing.send_out import send_out  # noqa: E402
from tests.bench.bulk_corpus import Corpus, write  # noqa: E402

_TABLES = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
_SCHEMA = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'search%'"
_INDEX = "SELECT sql FROM sqlite_schema WHERE name = 'search'"
_SETTING = "INSERT INTO search(search, rank) VALUES ('hashsize', 16777216)"
_SEARCH = "INSERT INTO search(rowid, text) SELECT id, text FROM texts"


def main(articles: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = write(Path(folder) / "bulk.jsonl", articles, articles * 51 // 2)
        project = Path(folder) / "bulk.annotator"
        out, raw = Path(folder) / "out.jsonl", Path(folder) / "raw"
        print(f"{articles:,} articles, {source.stat().st_size / 1e6:.0f} MB of JSON lines")
        names = ("import", "import: rows", "import: rows from the file", "export", "export: rows")
        found: dict[str, list[dict[str, float]]] = {name: [] for name in names}
        for _ in range(rounds):
            _clear(project, raw, out)
            found["import"].append(_apart("import_into", source, project))
            found["import: rows"].append(_apart("rows_into", project, raw))
            _clear(raw)
            found["import: rows from the file"].append(_apart("lines_into", project, source, raw))
            found["export"].append(_apart("export", project, out))
            found["export: rows"].append(_apart("rows_out", project, raw.with_suffix(".jsonl")))
        _tell(found)


def _tell(found: dict[str, list[dict[str, float]]]) -> None:
    floors = {"import": ("import: rows", "import: rows from the file"), "export": ("export: rows",)}
    for name, runs in found.items():
        cpu, wall, rss = (
            statistics.median(run[one] for run in runs) for one in ("cpu", "wall", "rss")
        )
        print(f"{name:28} CPU {cpu:6.2f} s   wall {wall:6.2f} s   memory {rss:5.0f} MB")
    for name, against in floors.items():
        for floor in against:
            for clock in ("cpu", "wall"):
                pairs = zip(found[name], found[floor], strict=True)
                ratio = statistics.median(one[clock] / two[clock] for one, two in pairs)
                print(f"{name} / {floor}, {clock}: {ratio:.2f}")


def memory(sizes: Sequence[int]) -> None:
    """The peak of memory of an import, by the size of its file in MB."""
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            source, project = Path(folder) / "bulk.jsonl", Path(folder) / "bulk.annotator"
            _clear(project, source)
            number, lines = 0, Corpus().lines(25)
            with source.open("wb") as file:
                while file.tell() < size * 1_000_000:
                    file.write(next(lines))
                    number += 1
            run = _apart("import_into", source, project)
            print(f"{size:6} MB, {number:,} articles: {run['rss']:.0f} MB, CPU {run['cpu']:.0f} s")


# -- what is measured, each in a process of its own ----------------------------------------


def import_into(source: Path, project: Path) -> None:
    """The program."""
    with contextlib.closing(Project.create(project, own_name="bench")) as opened:
        opened.writer()
        _measured(lambda: bring_in(opened, [source]))


def export(project: Path, out: Path) -> None:
    """The program."""
    with contextlib.closing(Project.open(project, own_name="bench")) as opened:
        _measured(lambda: send_out(opened, out))


def rows_into(project: Path, raw: Path) -> None:
    """The floor of importing."""
    with contextlib.closing(sqlite3.connect(project)) as there:
        tables = {
            name: there.execute(f'SELECT * FROM "{name}"').fetchall()
            for (name,) in there.execute(_TABLES).fetchall()
            if not name.startswith("sqlite_")
        }
    _measured(lambda: _insert(project, raw, lambda: tables))


def lines_into(project: Path, source: Path, raw: Path) -> None:
    """The floor of importing, reading the lines too."""
    with contextlib.closing(sqlite3.connect(project)) as there:
        journal = there.execute("SELECT * FROM journal_part").fetchall()

    def tables() -> dict[str, list[tuple[Any, ...]]]:
        found = _rows_of(source)
        found["journal_part"] = journal
        return found

    _measured(lambda: _insert(project, raw, tables))


def _insert(
    project: Path, raw: Path, tables: Callable[[], dict[str, list[tuple[Any, ...]]]]
) -> None:
    with contextlib.closing(sqlite3.connect(project)) as there:
        schema = [one for (one,) in there.execute(_SCHEMA)]
        (index,) = there.execute(_INDEX).fetchone()
    with contextlib.closing(sqlite3.connect(raw, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        for one in (*schema, index, _SETTING):
            connection.execute(one)
        connection.execute("BEGIN IMMEDIATE")
        for name, rows in tables().items():
            if rows:
                places = ", ".join("?" * len(rows[0]))
                connection.executemany(f'INSERT INTO "{name}" VALUES ({places})', rows)
        connection.execute(_SEARCH)
        connection.execute("COMMIT")


def _rows_of(source: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of the lines of a file, without looking at any of them twice."""
    texts, articles, marks, answers, links, statuses = [], [], [], [], [], []
    labels = {"ACTOR": 1, "LOCATION": 2, "CLAIM": 3}
    mark = link = 0
    with source.open("rb") as file:
        for number, line in enumerate(file, 1):
            one = orjson.loads(line)
            text, meta = one["text"], one["meta"]
            digest = hashlib.sha256(text.encode()).hexdigest()
            texts.append((number, digest, text, "nothing", None))
            articles.append(
                (number, one["id"], digest, len(text), meta["title"], meta["source"],
                 meta["published"], "", "", meta["language"], "", meta["url"],
                 orjson.dumps(meta["keywords"]).decode(), "[]", 0, one["id"], "",
                 meta["title"].lower())
            )  # fmt: skip
            names = {}
            for place, span in enumerate(one["spans"], 1):
                mark += 1
                names[span["id"]] = mark
                said = span["attributes"]
                marks.append(
                    (mark, number, labels[span["label"]], 1, span["start"], span["end"], 1, place,
                     span["id"], len(said), span["note"], "import", 1)
                )  # fmt: skip
                for at, answer in enumerate(said):
                    answers.append((mark, at, answer["name"], answer["value"]))
            for place, each in enumerate(one["relations"], 1):
                link += 1
                head, child = names[each["head"]], names[each["child"]]
                links.append((link, number, 1, head, child, 1, place, each["id"]))
            statuses.append((number, 1, "done", 0, "", one["answer"]))
    return {
        "texts": texts,
        "articles": articles,
        "annotations": marks,
        "annotation_answers": answers,
        "relations": links,
        "statuses": statuses,
    }


def rows_out(project: Path, out: Path) -> None:
    """The floor of exporting."""
    _measured(lambda: _write_rows(project, out))


def _write_rows(project: Path, out: Path) -> None:
    with contextlib.closing(sqlite3.connect(project)) as connection, out.open("wb") as file:
        names = dict(connection.execute("SELECT id, name FROM labels"))
        kinds = dict(connection.execute("SELECT id, name FROM relation_types"))
        people = dict(connection.execute("SELECT id, name FROM annotators"))
        spans = _by_article(
            connection.execute(
                'SELECT article_id, id, name, start, "end", label_id, note, annotator_id '
                "FROM annotations ORDER BY article_id, number"
            )
        )
        answers = _by_article(
            connection.execute(
                "SELECT article_id, annotation_id, w.name, value FROM annotation_answers AS w "
                "JOIN annotations AS n ON n.id = annotation_id ORDER BY article_id, 2, w.number"
            )
        )
        links = _by_article(
            connection.execute(
                "SELECT article_id, name, type_id, head_id, child_id FROM relations "
                "ORDER BY article_id, number"
            )
        )
        for (
            key,
            name,
            text,
            digest,
            title,
            source,
            url,
            published,
            language,
            keywords,
        ) in connection.execute(
            "SELECT a.id, name, text, sha256, title, source, url, published, language, "
            "keywords FROM articles AS a JOIN texts ON sha256 = text_sha256 ORDER BY a.id"
        ):
            said: dict[int, list[dict[str, str]]] = {}
            for _, mark, asked, value in answers(key):
                said.setdefault(mark, []).append({"name": asked, "value": value})
            called, marks = {}, []
            for _, mark, own, start, end, label, note, annotator in spans(key):
                called[mark] = own
                marks.append(
                    {
                        "id": own,
                        "start": start,
                        "end": end,
                        "label": names[label],
                        "text": text[start:end],
                        "fragments": [[start, end]],
                        "attributes": said.get(mark, []),
                        "note": note,
                        "annotator": people[annotator],
                    }
                )
            line = {
                "format": "article-annotations/1",
                "id": name,
                "text": text,
                "annotator": "anna",
                "spans": marks,
                "relations": [
                    {"id": own, "label": kinds[kind], "head": called[head], "child": called[child]}
                    for _, own, kind, head, child in links(key)
                ],
                "meta": {
                    "title": title,
                    "source": source,
                    "url": url,
                    "published": published,
                    "language": language,
                    "keywords": json.loads(keywords),
                    "text_sha256": digest,
                },
                "answer": "accept",
            }
            file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))


def _by_article(rows: sqlite3.Cursor) -> Callable[[int], list[tuple[Any, ...]]]:
    """Gives the rows of articles that are asked for in the order of their ids."""
    groups = groupby(rows, key=itemgetter(0))
    ahead: list[tuple[int, list[tuple[Any, ...]]]] = []

    def of(key: int) -> list[tuple[Any, ...]]:
        if not ahead:
            ahead.extend((one, list(some)) for one, some in (next(groups, (0, iter(()))),))
        return ahead.pop()[1] if ahead[0][0] == key else []

    return of


# -- the rest ------------------------------------------------------------------------------


def _measured(work: Callable[[], object]) -> None:
    cpu, wall = _cpu(), time.perf_counter()
    work()
    here, beside = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    found = {
        "cpu": _cpu() - cpu,
        "wall": time.perf_counter() - wall,
        "rss": (here.ru_maxrss + beside.ru_maxrss) / 1024,
    }
    print(json.dumps(found))


def _cpu() -> float:
    """Seconds of processor time, with those of processes that were started and have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _apart(what: str, *paths: Path) -> dict[str, float]:
    command = [sys.executable, __file__, what, *map(str, paths)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(ran.stdout)
    return found


def _clear(*paths: Path) -> None:
    for path in paths:
        for suffix in ("", "-wal", "-shm", ".lock"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


_PARTS = {one.__name__: one for one in (import_into, export, rows_into, lines_into, rows_out)}

if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in _PARTS:
        _PARTS[sys.argv[1]](*map(Path, sys.argv[2:]))
    elif sys.argv[1:2] == ["memory"]:
        memory([int(one) for one in sys.argv[2:]])
    else:
        main(
            int(sys.argv[1]) if len(sys.argv) > 1 else 10_000,
            int(sys.argv[2]) if len(sys.argv) > 2 else 3,
        )
