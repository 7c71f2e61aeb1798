"""What tells two files of one project apart, as changes that make one of them the other.

SQLite itself finds the rows that only one of them has; values are made of those rows
alone, so two large files that differ little are compared in little memory.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from annotator.domain.article import Article, ArticleText
from annotator.domain.change import Change, Value
from annotator.store import kinds, rows
from annotator.store.asking import Asking
from annotator.store.failures import Damaged, refusal_for
from annotator.store.kinds import KINDS, Kind, Part
from annotator.store.originals import unpacked
from annotator.store.project_file import check_current, connect_reading
from annotator.store.rows import Row, grouped

_SLICE = 200

_MADE: dict[str, Callable[..., Value]] = {
    kinds.ARTICLE.name: rows.article_from,
    kinds.ANNOTATOR.name: rows.annotator_from,
    kinds.LABEL.name: rows.label_from,
    kinds.RELATION_TYPE.name: rows.relation_type_from,
    kinds.QUESTION.name: rows.question_from,
    kinds.CODEBOOK_VERSION.name: rows.codebook_version_from,
    kinds.ANNOTATION.name: lambda row, *parts: rows.annotations_from([row], *parts)[0],
    kinds.RELATION.name: rows.relation_from,
    kinds.STATUS.name: rows.status_from,
    kinds.ARTICLE_ANSWER.name: rows.article_answer_from,
    kinds.ENTITY.name: rows.entity_from,
    kinds.ENTITY_LINK.name: rows.link_from,
}
"""How a value of each kind is made of its row and the rows of its parts."""


class Differs(msgspec.Struct, frozen=True):
    """How many values of one kind would come, go, and be other ones."""

    come: int = 0
    go: int = 0
    other: int = 0

    def __bool__(self) -> bool:
        return bool(self.come or self.go or self.other)


class Comparison:
    """A project as it is now beside what it was. Close it when done."""

    def __init__(self, now: Path, then: Path) -> None:
        """Raises CannotOpen when one of the files cannot be read as a project of today."""
        self._connection = connect_reading(now)
        self._ask = Asking(then, self._connection)
        self._keys: dict[str, list[Row]] = {}
        try:
            check_current(now, self._connection)
            with contextlib.closing(connect_reading(then)) as other:
                check_current(then, other)
            address = f"file:{quote(str(then.resolve()))}?mode=ro"
            self._connection.execute("ATTACH ? AS was", (address,))
        except sqlite3.Error as failure:
            self.close()
            refusal = refusal_for(then, failure)
            if refusal is None:
                raise
            raise refusal from failure
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End reading."""
        self._connection.close()

    def differs(
        self, told: Callable[[int, int, str], bool] = lambda *_: True
    ) -> dict[str, Differs]:
        """How many values of each kind differ; kinds without any are left out."""
        found = {}
        for done, kind in enumerate(KINDS):
            if not told(done, len(KINDS), kind.name):
                break
            keys = self._differing(kind)
            come = go = 0
            for part in _sliced(keys):
                now, then = self._there(kind, part, "main"), self._there(kind, part, "was")
                come += len(then - now)
                go += len(now - then)
            one = Differs(come, go, len(keys) - come - go)
            if one:
                found[kind.name] = one
        return found

    def changes(self) -> Iterator[tuple[list[Change], list[ArticleText]]]:
        """The changes that make the project what it was, a part at a time, in a good order.

        What goes, goes first, and a value whose name changes goes and comes, so that no
        two things have one name at any time.
        """
        for kind in reversed(KINDS):
            for part in _sliced(self._differing(kind)):
                now, then = self._values(kind, part, "main"), self._values(kind, part, "was")
                gone = [Change(one, None) for key, one in now.items() if _goes(one, then.get(key))]
                if gone:
                    yield gone, []
        for kind in KINDS:
            for part in _sliced(self._differing(kind)):
                now, then = self._values(kind, part, "main"), self._values(kind, part, "was")
                coming: list[Change] = []
                for key, one in then.items():
                    before = now.get(key)
                    if before is None or _goes(before, one):
                        coming.append(Change(None, one))
                    elif before != one:
                        coming.append(Change(before, one))
                if coming:
                    yield coming, self._texts(coming)

    # -- looking ----------------------------------------------------------------------

    def _differing(self, kind: Kind) -> list[Row]:
        """Keys of the values that are not the same in both, in order. Found once."""
        if kind.name not in self._keys:
            keys = _names(kind.columns[: kind.keys])
            found: set[Row] = set()
            for one, other in (("main", "was"), ("was", "main")):
                apart = _apart(kind.table, kind.columns, one, other)
                found.update(self._ask.all(f"SELECT DISTINCT {keys} FROM ({apart})"))  # noqa: S608
                for part in kind.parts:
                    owner = _names(part.columns[:1])
                    apart = _apart(part.table, part.columns, one, other)
                    asked = f"SELECT DISTINCT {owner} FROM ({apart})"  # noqa: S608
                    found.update(self._ask.all(asked))
            self._keys[kind.name] = sorted(found)
        return self._keys[kind.name]

    def _there(self, kind: Kind, keys: Sequence[Row], where: str) -> set[Row]:
        return set(self._ask.all(*_among(kind, kind.columns[: kind.keys], keys, where)))

    def _values(self, kind: Kind, keys: Sequence[Row], where: str) -> dict[Row, Value]:
        made = _MADE[kind.name]
        parts = [self._parts(part, keys, where) for part in kind.parts]
        found = self._ask.all(*_among(kind, kind.columns, keys, where))
        return {row[: kind.keys]: self._ask.value(made, row, *parts) for row in found}

    def _parts(self, part: Part, keys: Sequence[Row], where: str) -> Any:
        places = ", ".join("?" * len(keys))
        owner = part.columns[0]
        asked = (
            f'SELECT {_names(part.columns)} FROM {where}."{part.table}" '  # noqa: S608
            f'WHERE "{owner}" IN ({places}) ORDER BY 1, 2'
        )
        return grouped(self._ask.all(asked, [key[0] for key in keys]))

    def _texts(self, changes: Sequence[Change]) -> list[ArticleText]:
        """The texts that come with articles, and are not there."""
        wanted = {one.after.text_sha256 for one in changes if isinstance(one.after, Article)}
        texts = []
        for sha256 in sorted(wanted):
            if self._ask.one("SELECT 1 FROM main.texts WHERE sha256 = ?", (sha256,)):
                continue
            row = self._ask.one(
                "SELECT text, kept, original FROM was.texts WHERE sha256 = ?", (sha256,)
            )
            if row is None:
                raise Damaged(
                    f"{self._ask.path.name} is damaged: the text of an article is missing."
                )
            texts.append(ArticleText(sha256, row[0], unpacked(row[1], row[2], row[0])))
        return texts


def _goes(before: Value, after: Value | None) -> bool:
    """Whether a value has to go before what it becomes can come."""
    if after is None:
        return True
    names = getattr(before, "name", None), getattr(after, "name", None)
    return names[0] != names[1] and not hasattr(before, "article_id")


def _apart(table: str, columns: Sequence[str], one: str, other: str) -> str:
    names = _names(columns)
    return (
        f'SELECT {names} FROM {one}."{table}" EXCEPT '  # noqa: S608
        f'SELECT {names} FROM {other}."{table}"'
    )


def _among(
    kind: Kind, columns: Sequence[str], keys: Sequence[Row], where: str
) -> tuple[str, list[object]]:
    """The question for rows by their keys, and its values."""
    names = kind.columns[: kind.keys]
    one = "(" + ", ".join("?" * kind.keys) + ")"
    listed = ", ".join([one] * len(keys))
    asked = (
        f'SELECT {_names(columns)} FROM {where}."{kind.table}" '  # noqa: S608
        f"WHERE ({_names(names)}) IN (VALUES {listed})"
    )
    return asked, [value for key in keys for value in key]


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{one}"' for one in columns)


def _sliced(keys: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for first in range(0, len(keys), _SLICE):
        yield keys[first : first + _SLICE]
