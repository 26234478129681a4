"""History: append-only, one chain, found out when touched, complete in its words, and free of anybody's data."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import LargeBinary, select, update

from office.office import Office
from office.records import history
from office.records.database import Database
from office.records.history import EVENTS
from office.records.tables import HistoryHead, HistoryRow, Table
from office.records.vault import Vault
from office.views import hall_board
from office.views import tickets as ticket_views
from printer.letters.desk import LetterDesk
from printer.letters.press import LetterPress
from printer.letters.store import LetterStore
from tests.conftest import ROOT, Clock
from tests.office import whole_way
from tests.walk import Walk


@dataclass
class Walked:
    """An office where a whole way was walked, and what came of it."""

    office: Office
    path: Path
    came: dict[str, Any]


@pytest.fixture(scope="module")
def walked(founded: Path, tmp_path_factory: pytest.TempPathFactory, press: LetterPress) -> Iterator[Walked]:
    from tests.conftest import people

    folder = tmp_path_factory.mktemp("walked")
    (folder / "office.db").write_bytes(founded.read_bytes())
    database = Database(f"sqlite:///{folder / 'office.db'}")
    office = Office(database, Vault.open_file(folder / "office.key"), zone=ZoneInfo("Asia/Jakarta"), clock=Clock())
    letters = LetterDesk(office, press, LetterStore(folder / "letters"))
    came = whole_way.go(Walk(office, letters, people.__wrapped__()))
    yield Walked(office, folder / "office.db", came)
    database.close()


@pytest.fixture
def touched(walked: Walked, tmp_path: Path) -> Iterator[Database]:
    """A copy of the walked database, its guards taken away: what an intruder with the file would have."""
    with walked.office.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = tmp_path / "touched.db"
    copy.write_bytes(walked.path.read_bytes())
    database = Database(f"sqlite:///{copy}")
    with database.write() as session:
        for name in ("history_no_update", "history_no_delete"):
            session.connection().exec_driver_sql(f"DROP TRIGGER {name}")
    yield database
    database.close()


def faults(database: Database) -> list[str]:
    with database.read() as session:
        return list(history.faults(session))


def rows(walked: Walked) -> list[HistoryRow]:
    return walked.office.see(lambda read: list(read.session.scalars(select(HistoryRow).order_by(HistoryRow.seq))))


def test_the_chain_is_whole_after_a_whole_way(walked: Walked) -> None:
    assert faults(walked.office.database) == []
    found = rows(walked)
    assert [row.seq for row in found] == list(range(1, len(found) + 1))
    assert len(found) > 80


#: another value for a column of each kind
OTHER: dict[str, Any] = {
    "seq": 100_000,
    "at": "2020-01-01 00:00:00.000000",
    "day": "2020-01-01",
    "event": "ticket_called",
    "actor": "officer:99",
    "subject": "file:99",
    "facts": '{"x":1}',
    "on_board": None,
    "prev_hash": "f" * 64,
    "hash": "e" * 64,
}


def test_every_column_of_history_has_another_value_here() -> None:
    assert set(OTHER) == {column.name for column in HistoryRow.__table__.columns}


@pytest.mark.parametrize("column", OTHER)
@pytest.mark.parametrize("where", ["first", "middle", "last"])
def test_a_changed_column_is_found(touched: Database, column: str, where: str) -> None:
    assert faults(touched) == []
    with touched.write() as session:
        last = session.scalars(select(HistoryHead.seq)).one()
        seq = {"first": 1, "middle": last // 2, "last": last}[where]
        value = "NOT on_board" if column == "on_board" else repr(OTHER[column])
        before = session.connection().exec_driver_sql(f"SELECT {column} FROM history WHERE seq = {seq}").scalar()
        session.connection().exec_driver_sql(f"UPDATE history SET {column} = {value} WHERE seq = {seq}")
        after_seq = OTHER["seq"] if column == "seq" else seq
        after = session.connection().exec_driver_sql(f"SELECT {column} FROM history WHERE seq = {after_seq}").scalar()
        assert before != after
    assert faults(touched) != []


@pytest.mark.parametrize("statement", [
    "DELETE FROM history WHERE seq = 5",
    "DELETE FROM history WHERE seq = (SELECT max(seq) FROM history)",
    "DELETE FROM history",
    "UPDATE history_head SET hash = 'x'",
    "UPDATE history_head SET seq = seq + 1",
    "INSERT INTO history SELECT seq + 1, at, day, event, actor, subject, facts, on_board, hash, hash FROM history "
    "ORDER BY seq DESC LIMIT 1",
    "DELETE FROM history_head",
])  # fmt: skip
def test_rows_taken_away_or_added_are_found(touched: Database, statement: str) -> None:
    with touched.write() as session:
        session.connection().exec_driver_sql(statement)
    assert faults(touched) != []


def test_a_row_made_right_again_does_not_hide_among_the_others(touched: Database) -> None:
    """Who changes a row and computes its hash anew breaks the link of the next one."""
    with touched.write() as session:
        row = session.get_one(HistoryRow, 7)
        row.actor = "officer:99"
        fresh = history.row_hash(row)
        session.expunge_all()
        session.execute(update(HistoryRow).where(HistoryRow.seq == 7).values(actor="officer:99", hash=fresh))
    assert faults(touched) == ["baris 8 tidak menyambung baris sebelumnya"]


def test_two_rows_never_read_alike() -> None:
    """Length prefixes: moving a letter from one column to the next changes the hash."""
    at = Clock()()
    common = {"seq": 1, "at": at, "day": at.date(), "facts": "{}", "on_board": False, "prev_hash": history.GENESIS}
    one = HistoryRow(**common, event="ab", actor="c", subject="x")
    two = HistoryRow(**common, event="a", actor="bc", subject="x")
    assert history.row_hash(one) != history.row_hash(two)


def test_the_head_knows_the_newest_row_of_the_board(walked: Walked) -> None:
    newest = max(row.seq for row in rows(walked) if row.on_board)
    assert walked.office.see(lambda read: history.newest_board_seq(read.session)) == newest


def application_strings() -> Iterator[tuple[Path, ast.AST]]:
    for package in ("office", "server", "printer", "counter", "kiosk", "display"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts and path.name != "history.py":
                yield path, ast.parse(path.read_text("utf-8"))


def test_every_declared_event_is_used() -> None:
    used = {node.value for _, tree in application_strings() for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)}  # fmt: skip
    assert set(EVENTS) - used == set()


def test_every_recorded_event_is_declared() -> None:
    recorded = {}
    for path, tree in application_strings():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "record":
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    recorded[first.value] = path
    assert set(recorded) - set(EVENTS) == set()


def test_the_way_raises_most_events(walked: Walked) -> None:
    """So that the search for anybody's data below looks at real rows of nearly every kind."""
    silent = set(EVENTS) - {row.event for row in rows(walked)}
    assert len(silent) <= 16, ", ".join(sorted(silent))


def test_history_holds_nobody_s_data(walked: Walked) -> None:
    for row in rows(walked):
        text = " ".join((row.event, row.actor, row.subject, row.facts))
        assert not [secret for secret in whole_way.SECRETS if secret.lower() in text.lower()], (row.event, row.facts)
        for fact in _plain(json.loads(row.facts)):
            assert not re.search(r"(?<![0-9a-f])\d{16}(?![0-9a-f])", fact), f"a NIK? {row.facts}"
            assert not re.search(r"\b(\+62|08)\d{8,}", fact), f"a telephone number? {row.facts}"


def _plain(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _plain(item)
    elif isinstance(value, str):
        yield value


def test_the_board_and_the_tickets_name_nobody(walked: Walked) -> None:
    board = json.dumps(walked.office.see(hall_board.build))
    ticket = walked.came["ticket"]
    shown = json.dumps(walked.office.see(ticket_views.by_token, token=ticket["token"]))
    for text in (board, shown):
        assert not [secret for secret in whole_way.SECRETS if secret.lower() in text.lower()]


def test_keys_and_secrets_are_not_in_the_database_in_the_clear(walked: Walked) -> None:
    """NIK, tracking code and remembered answers: only sealed or as keyed hashes, in no column of any table."""
    code = walked.came["made"]["track_code"]
    looked = 0
    for name, table in Table.metadata.tables.items():
        found = walked.office.see(lambda read, t=table: read.session.execute(t.select()).all())
        for row in found:
            for column, value in zip(table.columns, row, strict=True):
                text = value.decode("latin-1") if isinstance(column.type, LargeBinary) and value else str(value)
                looked += 1
                assert whole_way.PERSON["nik"] not in text and whole_way.PROXY["nik"] not in text, (name, column.name)
                assert name == "print_jobs" or code not in text, (name, column.name)
    assert looked > 1000


def test_the_survey_is_linked_to_nobody(walked: Walked) -> None:
    token = walked.came["handed"]["survey_token"]
    dump = {name: walked.office.see(lambda read, t=table: read.session.execute(t.select()).all())
            for name, table in Table.metadata.tables.items()}  # fmt: skip
    holding = {name for name, found in dump.items() if token in repr(found) or token.replace("-", "") in repr(found)}
    assert holding <= {"print_jobs"}, "only the slip that is still to be printed knows the code"
    answer = dump["survey_answers"][0]
    assert set(answer._mapping) == {"id", "day", "service_code", "answers", "profile", "comment", "assisted"}
    assert not [row for row in rows(walked) if row.event == "survey_answered" and row.facts != "{}"]


def test_slips_on_their_way_name_people_masked(walked: Walked) -> None:
    """A queue ticket names nobody; what is printed about a file shows initials and the end of a number."""
    found = walked.office.see(lambda read: read.session.execute(Table.metadata.tables["print_jobs"].select()).all())
    assert {job.kind for job in found} >= {"ticket", "receipt", "deficiency", "visit", "handover"}
    people = (whole_way.PERSON, whole_way.PROXY, whole_way.BEARER)
    secrets = [str(who[key]) for who in people for key in ("name", "nik", "phone", "address") if key in who]
    for job in found:
        assert not [secret for secret in secrets if secret in json.dumps(job.facts)], (job.kind, job.facts)
