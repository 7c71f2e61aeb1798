"""Names of files made from names of articles: safe on every system, each used once."""

from __future__ import annotations

import re

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST = 120


class FileNames:
    """Remembers the names it gave; those that differ in case only are the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, name: str) -> str:
        """A file name without suffix for an article."""
        stem = _UNSAFE.sub("_", name).strip(". ")
        while len(stem.encode()) > _LONGEST:
            stem = stem[:-1]
        if not stem or _RESERVED.fullmatch(stem):
            stem = f"_{stem}"
        found, number = stem, 1
        while found.casefold() in self._taken:
            number += 1
            found = f"{stem}-{number}"
        self._taken.add(found.casefold())
        return found
