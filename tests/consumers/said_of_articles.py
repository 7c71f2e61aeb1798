"""Count what real articles say of themselves and is taken right, and list what is not.

    python tests/consumers/said_of_articles.py

A line for each sort of source: articles, then title, place, date, author, keywords and
zones right, of how many; then each thing that is not, with what should be and what is.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_CHECKOUT))

from annotator.formats import format_of
from annotator.formats.format import ReadOptions
from annotator.formats.record import Record
from annotator.text.zones import ZoneKind
from tests.consumers.real_articles import REAL, Told


class Wrong(NamedTuple):
    """Something that is not as the file says."""

    sort: str
    file: str
    number: int
    what: str
    wanted: object
    found: object

    def __str__(self) -> str:
        where = f"{self.sort}: {self.file}#{self.number}"
        return f"{where} {self.what}: wanted {self.wanted!r}, found {self.found!r}"


def wrongs(shared: Path, sort: str) -> Iterator[Wrong]:
    """What is not right in the articles of one sort of source."""
    for file, told in REAL[sort].items():
        records = _read(shared / file)
        if len(records) != len(told):
            yield Wrong(sort, file, 0, "articles", len(told), len(records))
        for number, (wanted, record) in enumerate(zip(told, records, strict=False), 1):
            found = _told(record)
            for what in Told._fields:
                one, other = getattr(wanted, what), getattr(found, what)
                # Headings of long pages are not all written down.
                if what == "zones" and not one:
                    other = tuple(zone for zone in other if zone[0] != "heading")
                if one != other:
                    yield Wrong(sort, file, number, what, one, other)


def _read(path: Path) -> list[Record]:
    form = format_of(path)
    assert form is not None
    assert form.read is not None
    return list(form.read(path, ReadOptions()))


def _told(record: Record) -> Told:
    zones = tuple(
        (zone.kind.value, record.text[zone.start : zone.end])
        for zone in record.zones
        if zone.kind is not ZoneKind.TITLE
    )
    return Told(record.title, record.place, record.published, record.author, record.keywords, zones)


def shared_data() -> Path:
    """Where the shared test data lies."""
    return Path(os.environ.get("ANNOTATOR_SHARED") or _CHECKOUT.parent / "shared") / "data"


def rows(shared: Path) -> Iterator[str]:
    """The table, then what is not right, line by line."""
    yield f"| source | articles | {' | '.join(Told._fields)} |"
    yield "|---" + "|---:" * (len(Told._fields) + 1) + "|"
    listed: list[Wrong] = []
    for sort, files in REAL.items():
        found = list(wrongs(shared, sort))
        listed += found
        count = sum(map(len, files.values()))
        right = [count - sum(one.what == what for one in found) for what in Told._fields]
        yield f"| {sort} | {count} | {' | '.join(f'{one} of {count}' for one in right)} |"
    yield ""
    yield from (f"- {one}" for one in listed)


def main() -> int:
    """Print the table."""
    for row in rows(shared_data()):
        print(row)
    return 0


if __name__ == "__main__":
    sys.exit(main())
