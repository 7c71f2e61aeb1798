"""A list of places on this computer, looked up as one types.

Made from a file in the format of GeoNames: tab-separated UTF-8 with 19 columns, of
which id, name, other names (with commas between), latitude, longitude, class, code,
country, the two widest administrative codes and population are used; see "readme.txt"
at https://download.geonames.org/export/dump/. The list is a file of its own beside
the projects, never part of one. Names are compared as `fold_key` folds them.

Short beginnings have too many names to sort while one types: for every beginning that
more than `_MANY` names share, the places with most people are noted when the list is
made.
"""

from __future__ import annotations

import contextlib
import heapq
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotator.domain.refusal import BadInput, Refused
from annotator.text.folding import fold_key

_MANY = 150
_SMALL = 100_000
"""Names that are quickly looked through, however many share a beginning."""
_DEEPEST = 12
_KEPT = 24
_COLUMNS = 19
_BATCH = 20_000
_MAIN = 10**12
"""Weighs more than any population: a place's own name comes before other names."""
_VERSION = 1

_TABLES = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA user_version = {_VERSION};
CREATE TABLE places (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, latitude REAL, longitude REAL,
    code TEXT NOT NULL, country TEXT NOT NULL, first TEXT NOT NULL, second TEXT NOT NULL,
    population INTEGER NOT NULL
) STRICT;
CREATE TABLE names (
    key TEXT NOT NULL, place INTEGER NOT NULL, weight INTEGER NOT NULL
) STRICT;
CREATE TABLE areas (code TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE heads (
    head TEXT NOT NULL, place INTEGER NOT NULL, weight INTEGER NOT NULL
) STRICT;
"""

_PLACE = "p.id, p.name, p.latitude, p.longitude, p.code, p.country, p.first, p.second, p.population"
_EXACT = f"""
SELECT {_PLACE} FROM (
    SELECT place, max(weight) AS weight FROM names INDEXED BY by_key WHERE key = ?
    GROUP BY place ORDER BY 2 DESC LIMIT ?
) AS n CROSS JOIN places AS p ON p.id = n.place ORDER BY n.weight DESC, p.id
"""  # noqa: S608  constants of this room
_BEGUN = f"""
SELECT {_PLACE} FROM (
    SELECT place, max(weight) AS weight FROM names INDEXED BY by_key WHERE key >= ? AND key < ?
    GROUP BY place ORDER BY 2 DESC LIMIT ?
) AS n CROSS JOIN places AS p ON p.id = n.place ORDER BY n.weight DESC, p.id
"""  # noqa: S608
_NOTED = f"""
SELECT {_PLACE} FROM heads AS h CROSS JOIN places AS p ON p.id = h.place
WHERE h.head = ? ORDER BY h.weight DESC, p.id LIMIT ?
"""  # noqa: S608

_WEIGHED = "SELECT key, weight, place FROM names ORDER BY key"

Watch = Callable[[int, int, str], bool]


class Place(msgspec.Struct, frozen=True):
    """One place. `chain` are the administrative areas it lies in, the widest first;
    coordinates are WGS 84 degrees, None where the list has none."""

    id: int
    name: str
    latitude: float | None
    longitude: float | None
    code: str
    """The GeoNames feature code: PPLC a capital, ADM1 a province, PCLI a country."""
    country: str
    chain: tuple[str, ...]
    population: int


class Stopped(Refused):
    """The user stopped making the list; the one before is still there."""

    def __init__(self) -> None:
        super().__init__("Stopped; the list of places is as it was.")


class Gazetteer:
    """An open list. Close it when done."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> Gazetteer | None:
        """The list at `path`, None where there is none that can be read."""
        if not path.is_file():
            return None
        try:
            connection = sqlite3.connect(
                f"file:{path.resolve().as_posix()}?mode=ro", uri=True, check_same_thread=False
            )
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == _VERSION:
                return cls(connection)
            connection.close()
        except sqlite3.DatabaseError:
            pass
        return None

    def close(self) -> None:
        self._connection.close()

    def count(self) -> int:
        """How many places there are."""
        (found,) = self._connection.execute("SELECT count(*) FROM places").fetchone()
        return int(found)

    def begin_with(self, typed: str, *, limit: int = 10) -> list[Place]:
        """Places called so, then those whose name begins so, the most peopled first.

        A place's own name comes before what it is called otherwise.
        """
        key = fold_key(typed).strip()
        if not key:
            return []
        ask = self._connection.execute
        found = {row[0]: row for row in ask(_EXACT, (key, limit))}
        if len(found) < limit:
            noted = ask(_NOTED, (key, limit)).fetchall() if len(key) <= _DEEPEST else []
            begun = noted or ask(_BEGUN, (key, key + "\U0010ffff", limit)).fetchall()
            for row in begun:
                found.setdefault(row[0], row)
        return [self._place(row) for row in list(found.values())[:limit]]

    def called(self, name: str, *, limit: int = 5) -> list[Place]:
        """Places of exactly this name, the most peopled first."""
        key = fold_key(name).strip()
        return [self._place(row) for row in self._connection.execute(_EXACT, (key, limit))]

    def _place(self, row: tuple[int, str, float, float, str, str, str, str, int]) -> Place:
        number, name, latitude, longitude, code, country, first, second, population = row
        codes = [f"{country}.{first}", f"{country}.{first}.{second}"]
        names = [
            found[0]
            for one in codes
            for found in self._connection.execute("SELECT name FROM areas WHERE code = ?", (one,))
        ]
        chain = tuple(area for area in names if area != name)
        return Place(number, name, latitude, longitude, code, country, chain, population)


# -- making ---------------------------------------------------------------------------


class _Row(NamedTuple):
    place: tuple[int, str, float | None, float | None, str, str, str, str, int]
    names: tuple[str, ...]


def make(source: Path, target: Path, watch: Watch | None = None) -> int:
    """Make the list at `target` from a file; returns how many places it has.

    The list there before stays until the new one is whole. Raises BadInput naming the
    line that cannot be read, Stopped when `watch` says so.
    """
    making = target.with_name(f"making {target.name}")
    making.unlink(missing_ok=True)
    connection = sqlite3.connect(making)
    try:
        connection.executescript(_TABLES)
        count = _fill(connection, source, watch)
        _note_heads(connection)
        connection.executescript("CREATE INDEX by_head ON heads (head, weight DESC); ANALYZE;")
        connection.commit()
        connection.close()
        making.replace(target)
    except BaseException:
        connection.close()
        with contextlib.suppress(OSError):
            making.unlink(missing_ok=True)
        raise
    return count


def _fill(connection: sqlite3.Connection, source: Path, watch: Watch | None) -> int:
    try:
        total = source.stat().st_size
    except OSError as fault:
        raise BadInput(source.name, None, f"cannot be read: {fault.strerror}") from fault
    count = 0
    for rows, done in _batches(source):
        if watch is not None and not watch(done, total, source.name):
            raise Stopped
        count += len(rows)
        connection.executemany(
            "INSERT OR REPLACE INTO places VALUES (?,?,?,?,?,?,?,?,?)", [one.place for one in rows]
        )
        connection.executemany(
            "INSERT INTO names VALUES (?,?,?)",
            [
                (key, one.place[0], one.place[8] + (0 if number else _MAIN))
                for one in rows
                for number, key in enumerate(one.names)
            ],
        )
        connection.executemany(
            "INSERT OR IGNORE INTO areas VALUES (?,?)",
            [
                (
                    ".".join(map(str, one.place[5 : 7 if one.place[4] == "ADM1" else 8])),
                    one.place[1],
                )
                for one in rows
                if one.place[4] in ("ADM1", "ADM2")
            ],
        )
    if not count:
        raise BadInput(source.name, None, "has no places")
    connection.execute("CREATE INDEX by_key ON names (key, weight, place)")
    return count


def _batches(source: Path) -> Iterator[tuple[list[_Row], int]]:
    rows: list[_Row] = []
    done = 0
    with source.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            done += len(line)
            if line.strip():
                rows.append(_row(source.name, number, line))
            if len(rows) >= _BATCH:
                yield rows, done
                rows = []
    if rows:
        yield rows, done


def _row(file: str, number: int, line: bytes) -> _Row:
    try:
        fields = line.decode().rstrip("\r\n").split("\t")
    except UnicodeDecodeError:
        raise BadInput(file, number, "is not UTF-8") from None
    if len(fields) < _COLUMNS:
        reason = f"has {len(fields)} columns; a list of places has {_COLUMNS}, with tabs between"
        raise BadInput(file, number, reason)
    name = fields[1].strip()
    try:
        identity, population = int(fields[0]), int(fields[14] or 0)
        latitude = float(fields[4]) if fields[4] else None
        longitude = float(fields[5]) if fields[5] else None
    except ValueError:
        raise BadInput(file, number, "id, coordinates and population must be numbers") from None
    if not name:
        raise BadInput(file, number, "has no name")
    if latitude is not None and not -90 <= latitude <= 90:
        raise BadInput(file, number, f"latitude {latitude} is not between -90 and 90")
    if longitude is not None and not -180 <= longitude <= 180:
        raise BadInput(file, number, f"longitude {longitude} is not between -180 and 180")
    others = (name, fields[2], *fields[3].split(","))
    keys = tuple(dict.fromkeys(key for key in (fold_key(one).strip() for one in others) if key))
    place = (identity, name, latitude, longitude, fields[7], fields[8], fields[10], fields[11],
             population)  # fmt: skip
    return _Row(place, keys)


def _note_heads(connection: sqlite3.Connection) -> None:
    """Note the most peopled places of every beginning that many names share."""
    (names,) = connection.execute("SELECT count(*) FROM names").fetchone()
    if names <= _SMALL:
        return
    counts = [0] * (_DEEPEST + 1)
    best: list[list[tuple[int, int]]] = [[] for _ in counts]
    heads = [""] * (_DEEPEST + 1)
    noted: list[tuple[str, int, int]] = []

    def close(length: int) -> None:
        if counts[length] > _MANY:
            kept: dict[int, int] = {}
            for weight, place in sorted(best[length], reverse=True):
                kept.setdefault(place, weight)
            noted.extend((heads[length], *one) for one in list(kept.items())[:_KEPT])
        counts[length], best[length] = 0, []

    for key, weight, place in connection.execute(_WEIGHED):
        for length in range(1, min(len(key), _DEEPEST) + 1):
            if key[:length] != heads[length]:
                for deeper in range(length, _DEEPEST + 1):
                    close(deeper)
                    heads[deeper] = key[:deeper]
                break
        for length in range(1, min(len(key), _DEEPEST) + 1):
            counts[length] += 1
            if len(best[length]) < 2 * _KEPT:
                heapq.heappush(best[length], (weight, place))
            elif weight > best[length][0][0]:
                heapq.heapreplace(best[length], (weight, place))
    for length in range(1, _DEEPEST + 1):
        close(length)
    connection.executemany("INSERT INTO heads VALUES (?,?,?)", noted)
