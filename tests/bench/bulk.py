"""Rows by the million into either database: executemany on SQLite, COPY on PostgreSQL, indexes made afterwards."""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Engine

from office.records.tables import Table

Row = Sequence[Any]


class Filler:
    """Fills the tables of a founded office. Use as a context manager; at the end the indexes stand again."""

    def __init__(self, engine: Engine, names: Sequence[str]) -> None:
        self._engine, self._sqlite = engine, engine.dialect.name == "sqlite"
        self._indexes = [index for name in names for index in Table.metadata.tables[name].indexes]

    def __enter__(self) -> "Filler":
        for index in self._indexes:
            index.drop(self._engine)
        self._wire: Any = self._engine.raw_connection()
        if self._sqlite:
            # a bench's database may be lost with the power; what is built again is cheap
            for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000", "secure_delete=OFF"):
                self._wire.cursor().execute(f"PRAGMA {pragma}")
        return self

    def fill(self, table: str, columns: str, rows: Iterable[Row]) -> None:
        """`columns`: their names, with spaces between."""
        names, cursor = columns.split(), self._wire.cursor()
        if self._sqlite:
            cursor.execute("BEGIN")
            marks = ", ".join("?" * len(names))
            cursor.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)
            cursor.execute("COMMIT")
        else:
            cursor.copy_expert(f"COPY {table} ({', '.join(names)}) FROM STDIN", _Lines(rows))
            self._wire.commit()

    def __exit__(self, kind: object, *_: object) -> None:
        self._wire.close()
        self._engine.dispose()  # the connection with the careless pragmas goes with it
        for index in self._indexes if kind is None else ():
            index.create(self._engine)
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as wire:
            if not self._sqlite:
                _catch_up(wire)
            wire.exec_driver_sql("ANALYZE" if not self._sqlite else "PRAGMA wal_checkpoint(TRUNCATE)")


def _catch_up(wire: Any) -> None:
    """PostgreSQL's own series continue after what was copied in."""
    for name, column in wire.exec_driver_sql(
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND column_default LIKE 'nextval%%'"
    ).all():
        wire.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{name}', '{column}'), (SELECT coalesce(max({column}), 0) + 1 "
            f"FROM {name}), false)"
        )


class _Lines(io.TextIOBase):
    """Rows as COPY reads them, a piece at a time."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: Iterator[Row] = iter(rows)
        self._rest = ""

    def read(self, size: int | None = -1) -> str:
        parts, length = [self._rest], len(self._rest)
        while length < (size or 1) or size == -1:
            row = next(self._rows, None)
            if row is None:
                break
            line = "\t".join("\\N" if value is None else str(value) for value in row) + "\n"
            parts.append(line)
            length += len(line)
        whole = "".join(parts)
        cut = len(whole) if size in (-1, None) else size
        self._rest = whole[cut:]
        return whole[:cut]
