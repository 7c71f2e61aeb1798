"""What the tables of each version of a project file look like, as one hash.

A file from elsewhere is trusted only when its own description of its tables is the
one this program writes; blanks and quotes aside, to the letter. The hash of a
version that was released never changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotator.text.digest import sha256_hex

FINGERPRINTS = {
    1: "467a84cfa3b0a453951979088eec2d8c0c10ae00b4ffd198d528aa531e346cc8",
    2: "372fd84f333001344c2ef136fc8be04e84a895ee735e2c65191bc9cf5b2985b8",
    3: "3fbf24e6225ba6e5c923c7cc6f7e837bea990cb196d86a1467688056392aa569",
}
"""Schema version: hash of its tables and indexes."""

SchemaRow = tuple[str, str, str, str | None]
"""Type, name, table and SQL of one thing in `sqlite_schema`."""

_LOOSE = re.compile(r'[\s"`\[\]]+')


def fingerprint(rows: Iterable[SchemaRow]) -> str:
    """The hash of a schema. SQLite's own tables and indexes do not count."""
    lines = sorted(
        f"{kind} {name} {table} {_LOOSE.sub('', sql or '')}"
        for kind, name, table, sql in rows
        if not (name.startswith("sqlite_") and kind in ("table", "index"))
    )
    return sha256_hex("\n".join(lines).encode())
