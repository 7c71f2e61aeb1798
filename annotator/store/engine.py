"""SQLAlchemy on one connection that is open already."""

from __future__ import annotations

import sqlite3

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool


def engine_on(connection: sqlite3.Connection) -> Engine:
    """An engine whose every transaction begins by taking the right to write.

    A transaction that reads first and asks for that right later is turned away at
    once when anything was committed in between, whatever the timeout.
    """
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(begun: Connection) -> None:
        begun.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
