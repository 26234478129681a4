"""Alembic's way in. Its own engine: on SQLite foreign keys must be off while tables are rebuilt, and checked after."""

from typing import Any

from alembic import context
from sqlalchemy import create_engine, event

from office.records.database import sqlite_driver
from office.records.tables import Table


def run() -> None:
    """Upgrade over a connection of our own."""
    url = context.config.attributes["url"]
    sqlite = url.get_backend_name() == "sqlite"
    engine = create_engine(url, module=sqlite_driver()) if sqlite else create_engine(url)
    if sqlite:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Table.metadata, render_as_batch=True,
                          transactional_ddl=True, transaction_per_migration=True)  # fmt: skip
        with context.begin_transaction():
            context.run_migrations()
        if sqlite and (orphans := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
            raise RuntimeError(f"migration left rows without their parent: {orphans[:5]}")
    engine.dispose()


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=OFF")


run()
