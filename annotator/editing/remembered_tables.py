"""What was said of tables: columns, sheets of workbooks; and patterns of file names.

Columns are known again by the set of their names, sheets by the set of their titles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from annotator.formats.columns import Cells, Columns, Part, guessed
from annotator.settings import Settings

_TABLES = "table_columns"
_SHEETS = "table_sheets"
_PATTERNS = "name_patterns"
_MOST = 100
_MOST_PATTERNS = 8


class RememberedColumns:
    """Columns as they were said to be; any other table goes by names and contents.

    It is as it was when it was made, and so may be used beside the window.
    """

    def __init__(self, settings: Settings | None) -> None:
        self._known: dict[frozenset[str], dict[str, Part]] = {}
        found = settings.get(_TABLES) if settings is not None else None
        for one in found if isinstance(found, list) else ():
            if isinstance(one, Mapping) and all(value in set(Part) for value in one.values()):
                self._known[frozenset(one)] = {key: Part(str(one[key])) for key in one}

    def __call__(self, source: Path, names: Sequence[str], rows: Sequence[Cells]) -> Columns:  # noqa: ARG002
        known = self._known.get(frozenset(names))
        if known is None:
            return guessed(names, rows)
        return Columns(tuple((name, known[name]) for name in names))

    def take(self, columns: Iterable[Columns]) -> None:
        """Hear what columns were said to be; the newest are kept the longest."""
        for one in columns:
            names = frozenset(name for name, _ in one.parts)
            self._known.pop(names, None)
            self._known[names] = dict(one.parts)

    def keep(self, settings: Settings | None) -> None:
        """Remember it for the next time."""
        if settings is not None:
            newest = list(self._known.values())[-_MOST:]
            settings.set(
                table_columns=[{key: str(part) for key, part in one.items()} for one in newest]
            )


class RememberedSheets:
    """Sheets of workbooks as they were chosen; of any other workbook, the likeliest.

    It is as it was when it was made, as `RememberedColumns` is.
    """

    def __init__(self, settings: Settings | None) -> None:
        self._known: dict[frozenset[str], str] = {}
        found = settings.get(_SHEETS) if settings is not None else None
        for one in found if isinstance(found, list) else ():
            titles = one.get("titles") if isinstance(one, Mapping) else None
            if isinstance(titles, list) and one["chosen"] in titles:
                self._known[frozenset(map(str, titles))] = str(one["chosen"])

    def __call__(self, source: Path, titles: Sequence[str]) -> str:  # noqa: ARG002
        return self._known.get(frozenset(titles), "")

    def take(self, titles: Sequence[str], chosen: str) -> None:
        """Hear which sheet of a workbook was chosen."""
        self._known.pop(frozenset(titles), None)
        self._known[frozenset(titles)] = chosen

    def keep(self, settings: Settings | None) -> None:
        """Remember it for the next time."""
        if settings is not None:
            newest = list(self._known.items())[-_MOST:]
            settings.set(
                table_sheets=[
                    {"titles": sorted(titles), "chosen": chosen} for titles, chosen in newest
                ]
            )


def patterns(settings: Settings | None) -> list[str]:
    """Patterns of file names that were used, the newest first."""
    return settings.texts(_PATTERNS) if settings is not None else []


def remember_pattern(settings: Settings | None, pattern: str) -> None:
    if settings is not None and pattern:
        others = [one for one in patterns(settings) if one != pattern]
        settings.set(name_patterns=[pattern, *others][:_MOST_PATTERNS])
