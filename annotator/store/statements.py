"""Statements for many rows at a time, written once as SQL that the driver takes as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Table, bindparam, delete, insert, update
from sqlalchemy.dialects import sqlite

_DIALECT = sqlite.dialect(paramstyle="qmark")


def adding(table: Table, names: Sequence[str]) -> str:
    """Add a row. Takes the values of `names`."""
    return _written(insert(table).values(_given(names)), names)


def removing(table: Table, names: Sequence[str]) -> str:
    """Remove a row that still has all of these values."""
    return _written(_where(delete(table), table, names), names)


def replacing(table: Table, names: Sequence[str], found: Sequence[str]) -> str:
    """Replace a row. Takes the new values of `names`, then the old values of `found`."""
    statement = update(table).values(_given(names, "new_"))
    return _written(_where(statement, table, found), [*(f"new_{one}" for one in names), *found])


def _given(names: Iterable[str], prefix: str = "") -> dict[str, Any]:
    return {name: bindparam(prefix + name) for name in names}


def _where(statement: Any, table: Table, names: Iterable[str]) -> Any:
    for name in names:
        column = table.c[name]
        given: BindParameter[Any] = bindparam(name)
        same = column.is_not_distinct_from(given) if column.nullable else column == given
        statement = statement.where(same)
    return statement


def _written(statement: Any, names: Sequence[str]) -> str:
    compiled = statement.compile(dialect=_DIALECT)
    assert compiled.positiontup == list(names), f"{names} stand in another order in the table"
    return str(compiled)
