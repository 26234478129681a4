"""The database: one engine, opened the safe way.

SQLite: every writing transaction starts with BEGIN IMMEDIATE; `synchronous=FULL` in WAL where the library is free of
the WAL-reset fault (>= 3.51.3), else DELETE with EXTRA; both are read back at start. A short busy timeout, because the
caller waits cooperatively. PostgreSQL (psycopg2) takes the same path without the pragmas.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

#: SQLite: waiting inside the library stops every screen of the process, so it is short; `Office` waits instead
BUSY_MILLISECONDS = 5
#: PostgreSQL: how long a statement may wait for a row that somebody holds
LOCK_MILLISECONDS = 5000
WAL_SAFE = (3, 51, 3)


class UnsafeDatabase(Exception):
    """The database cannot keep its word (journal or synchronous mode not as asked)."""


def sqlite_driver() -> ModuleType:
    """The newest SQLite at hand: pysqlite3's own, else the standard library's."""
    try:
        import pysqlite3.dbapi2 as bundled
    except ImportError:
        return sqlite3
    return bundled if bundled.sqlite_version_info >= sqlite3.sqlite_version_info else sqlite3


def journal_for(version: tuple[int, ...]) -> tuple[str, str]:
    """(journal_mode, synchronous) that lose nothing with this SQLite version."""
    return ("wal", "FULL") if version >= WAL_SAFE else ("delete", "EXTRA")


class Database:
    """An engine and the two ways into it: `read` and `write`."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        #: one SQLite writer at a time within this process, so that nobody ever waits inside SQLite; a plain lock
        #: (under eventlet a green one, since the web process patches threading before anything is imported)
        self._lock: AbstractContextManager[Any] = threading.Lock() if self.is_sqlite else nullcontext()
        self.engine = _sqlite_engine(url) if self.is_sqlite else _server_engine(url)
        self._writer = self.engine.execution_options(writes=True)
        self._reader = self.engine if self.is_sqlite else self.engine.execution_options(**_ONE_MOMENT)
        self._check()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A writing transaction: committed at the end, rolled back when anything is raised."""
        with self._lock:
            yield from self._transaction(self._writer)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A reading transaction: one moment of the database. Whatever it holds is rolled back."""
        with self._reader.connect() as connection, connection.begin(), _session(connection) as session:
            yield session
            session.expunge_all()
            session.rollback()

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    @staticmethod
    def _transaction(engine: Engine) -> Iterator[Session]:
        with engine.connect() as connection, connection.begin(), _session(connection) as session:
            yield session
            session.flush()
            session.expunge_all()

    def _check(self) -> None:
        if not self.is_sqlite or self.url.database in (None, "", ":memory:"):
            return
        journal, synchronous = journal_for(sqlite_driver().sqlite_version_info)
        wanted = (journal, {"FULL": 2, "EXTRA": 3}[synchronous])
        with self.engine.connect() as connection:
            found = tuple(
                connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
            )
        if found != wanted:
            raise UnsafeDatabase(
                f"SQLite berjalan dengan {found}, seharusnya {wanted}: data tidak aman saat listrik padam"
            )


def _session(connection: Connection) -> Session:
    return Session(bind=connection, expire_on_commit=False, join_transaction_mode="rollback_only")


def _sqlite_engine(url: str) -> Engine:
    driver = sqlite_driver()
    # hide_parameters: what a failed statement was given may be somebody's name, and errors end in logs
    engine = create_engine(
        url, module=driver, hide_parameters=True,
        connect_args={"timeout": BUSY_MILLISECONDS / 1000, "check_same_thread": False},
    )  # fmt: skip
    journal, synchronous = journal_for(driver.sqlite_version_info)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (f"journal_mode={journal}", f"synchronous={synchronous}", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


#: PostgreSQL: a reader's statements see one and the same moment, as they do on SQLite
_ONE_MOMENT: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _server_engine(url: str) -> Engine:
    patience = {"options": f"-c lock_timeout={LOCK_MILLISECONDS}"}
    engine = create_engine(
        url, pool_pre_ping=True, pool_size=10, max_overflow=20, connect_args=patience, hide_parameters=True
    )

    @event.listens_for(engine, "handle_error")
    def tell_less(context: ExceptionContext) -> None:
        """PostgreSQL repeats the values of a failed statement below the first line of its message."""
        for error in (context.original_exception, context.sqlalchemy_exception):
            if error is not None:
                error.args = (str(error.args[0] if error.args else "").partition("\n")[0],)

    return engine


_BUSY = ("database is locked", "deadlock detected", "could not serialize", "lock timeout")


def is_busy(error: Exception) -> bool:
    """Whether the database was held by somebody else (worth another try), not broken."""
    words = str(error).lower()
    return any(said in words for said in _BUSY)


def ping(database: Database) -> None:
    """Raise unless the database answers."""
    with database.read() as session:
        session.execute(text("SELECT 1"))
