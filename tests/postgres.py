"""A private PostgreSQL cluster for the tests: in a folder of its own, on a unix socket, never as root."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url
from sqlalchemy.engine import URL

#: Debian keeps the server's programs out of PATH
_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin")
MISSING = "PostgreSQL is not installed (sudo apt install postgresql)"


def programs() -> Path | None:
    """The folder of `initdb` and `postgres`, newest first; None when there is none."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = [folder for place in _PLACES for folder in Path("/").glob(place[1:]) if (folder / "initdb").exists()]
    return max(folders, key=lambda folder: int("".join(filter(str.isdigit, folder.parent.name)) or 0), default=None)


@contextmanager
def cluster() -> Iterator[URL]:
    """A running cluster; the address of its `postgres` database. Durability is off: these tests are about order."""
    bin_folder = programs()
    assert bin_folder is not None, MISSING
    folder = Path(tempfile.mkdtemp(prefix="pendopo-pg-", dir="/tmp"))
    own = _owner(folder)
    try:
        subprocess.run([bin_folder / "initdb", "-D", folder / "data", "-U", "office", "-A", "trust", "-E", "UTF8",
                        "--locale=C", "--no-sync"], check=True, capture_output=True, cwd=folder, **own)  # fmt: skip
        server = subprocess.Popen(
            [bin_folder / "postgres", "-D", folder / "data", "-k", folder, "-h", "", "-c", "fsync=off",
             "-c", "synchronous_commit=off", "-c", "max_connections=120", "-c", "deadlock_timeout=100ms"],
            stdout=subprocess.DEVNULL, stderr=(folder / "log").open("wb"), cwd=folder, **own,
        )  # fmt: skip
        try:
            url = make_url(f"postgresql+psycopg2://office@/postgres?host={folder}")
            _wait(url, server, folder)
            yield url
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(cluster_url: URL, name: str) -> URL:
    """An empty database; its address."""
    engine = create_engine(cluster_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    engine.dispose()
    return cluster_url.set(database=name)


#: the series that number the rows
SERIES = (
    "SELECT pg_get_serial_sequence(format('%%I', table_name), column_name) "
    "FROM information_schema.columns WHERE table_schema = 'public' AND column_default LIKE 'nextval%%'"
)


class Seed:
    """What a database holds now, to be brought back before every test (a new database each costs seconds)."""

    def __init__(self, url: URL, tables: list[str]) -> None:
        self._engine = create_engine(url)
        with self._engine.begin() as connection:
            connection.exec_driver_sql("CREATE SCHEMA seed")
            for name in tables:
                connection.exec_driver_sql(f"CREATE TABLE seed.{name} AS TABLE public.{name}")
            series = connection.exec_driver_sql(SERIES).scalars().all()
            full = [n for n in tables if connection.exec_driver_sql(f"SELECT 1 FROM seed.{n} LIMIT 1").first()]
        # one journey to the server for all of it
        self._way_back = "; ".join([
            "SET LOCAL session_replication_role = replica", *(f"DELETE FROM public.{name}" for name in tables),
            *(f"INSERT INTO public.{name} SELECT * FROM seed.{name}" for name in full),
            *(f"SELECT setval('{name}', 1000)" for name in series),
        ])  # fmt: skip

    def bring_back(self) -> None:
        """All tables and series as they were. Triggers are asleep meanwhile: history refuses to be emptied."""
        with self._engine.begin() as connection:
            connection.exec_driver_sql(self._way_back)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()


def _owner(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses root: the folder and its processes then belong to somebody who is not."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    somebody = known.get("postgres") or known["nobody"]
    os.chown(folder, somebody.pw_uid, somebody.pw_gid)
    folder.chmod(0o755)
    return {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []}


def _wait(url: URL, server: subprocess.Popen[bytes], folder: Path) -> None:
    from tests.conftest import wait_for

    def answers() -> bool:
        assert server.poll() is None, (folder / "log").read_text(errors="replace")[-2000:]
        engine = create_engine(url)
        try:
            with engine.connect():
                return True
        except Exception as error:  # not yet: the words are in the log, should it never come
            assert "psycopg2" in type(error.__cause__ or error).__module__
            return False
        finally:
            engine.dispose()

    wait_for(answers, seconds=30, what="PostgreSQL to answer")
