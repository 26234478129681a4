"""The door: one act is one transaction, answered once by key, in history, told after the commit and not before."""

from typing import Any

import pytest
from pydantic import BaseModel
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from office.errors import KeyReused, NotNow, NotYourDesk, Refusal
from office.hall import tickets
from office.office import ANYONE, SYSTEM, Actor, Office, Seat, forget_requests, verb
from office.records import history
from office.records.tables import Call, HistoryHead, HistoryRow, NumberSeries, PrintJob, Request, Table, Ticket
from office.records.work import Work
from tests.conftest import Clock

KIOSK = Actor("token", 1, "kios", (Seat("kiosk"),))
OTHER = Actor("token", 2, "kios dua", (Seat("kiosk"),))
MINE = Actor("officer", 1, "petugas", (Seat("loket", 1),))


def count(office: Office, table: type[Table]) -> int:
    return int(office.see(lambda read: read.session.scalar(select(func.count()).select_from(table))))


def everything(office: Office) -> dict[str, list[Any]]:
    """Every row of every table, to see that nothing at all was left behind."""
    return office.see(
        lambda read: {name: sorted(map(repr, read.session.execute(table.select()).all()))
                      for name, table in Table.metadata.tables.items()}
    )  # fmt: skip


class Facts(BaseModel):
    """A body."""

    words: str


@verb("test.note")
def note(work: Work, *, body: Facts, aside: str = "") -> dict[str, Any]:
    """Records and answers; `aside` is no part of what was asked."""
    work.record("day_opened", subject=("test", 1), words=body.words)
    return {"words": body.words, "aside": aside, "at": work.iso(work.now), "nested": {"list": [1, 2.5, None, True]}}


@verb("test.trouble", "loket")
def trouble(work: Work, *, refuse: bool) -> dict[str, Any]:
    """Writes into several tables, records, then ends badly."""
    made = tickets.issue(work, loket=1, count=2)
    work.session.flush()
    if refuse:
        raise NotNow("Tidak sekarang.")
    raise ZeroDivisionError(made["number"])


def test_the_same_key_and_body_give_the_first_answer_again(office: Office, clock: Clock) -> None:
    first = office.do(tickets.issue, by=KIOSK, key="k1", loket=1)
    clock.forward(hours=2)
    again = office.do(tickets.issue, by=KIOSK, key="k1", loket=1)
    assert (dict(again), first.repeated, again.repeated) == (dict(first), False, True)
    assert (count(office, Ticket), count(office, PrintJob), count(office, Request)) == (1, 1, 1)


def test_an_answer_survives_being_remembered_unchanged(office: Office) -> None:
    asked = {"by": ANYONE, "key": "k", "body": Facts(words="“tanda” ü\n")}
    assert dict(office.do(note, **asked)) == dict(office.do(note, **asked))


def test_the_same_key_with_another_body_is_refused(office: Office) -> None:
    office.do(tickets.issue, by=KIOSK, key="k1", loket=1)
    before = everything(office)
    with pytest.raises(KeyReused):
        office.do(tickets.issue, by=KIOSK, key="k1", loket=2)
    with pytest.raises(KeyReused):
        office.do(note, by=KIOSK, key="k1", body=Facts(words="lain"))
    assert everything(office) == before


def test_a_model_s_content_counts_and_what_lies_aside_does_not(office: Office) -> None:
    first = office.do(note, by=ANYONE, key="k", body=Facts(words="a"), aside={"aside": "satu"})
    again = office.do(note, by=ANYONE, key="k", body=Facts(words="a"), aside={"aside": "dua"})
    assert (again["aside"], again.repeated) == (first["aside"], True)
    with pytest.raises(KeyReused):
        office.do(note, by=ANYONE, key="k", body=Facts(words="b"))


def test_a_key_belongs_to_who_used_it(office: Office) -> None:
    first = office.do(tickets.issue, by=KIOSK, key="k1", loket=1)
    other = office.do(tickets.issue, by=OTHER, key="k1", loket=1)
    assert (first["number"], other["number"], other.repeated) == ("A-001", "A-002", False)


def test_without_a_key_every_press_counts(office: Office) -> None:
    assert [office.do(tickets.issue, by=KIOSK, loket=1)["number"] for _ in range(2)] == ["A-001", "A-002"]
    assert count(office, Request) == 0


def test_a_remembered_answer_cannot_be_read_from_the_database(office: Office) -> None:
    answer = office.do(tickets.issue, by=KIOSK, key="k1", loket=1)
    kept = office.see(lambda read: read.session.scalars(select(Request)).one())
    for secret in (answer["token"], answer["number"], "number"):
        assert secret.encode() not in kept.answer
    assert answer["token"] in office.vault.unseal(kept.answer)


def test_remembered_answers_are_forgotten_after_a_day_and_not_before(office: Office, clock: Clock) -> None:
    office.do(tickets.issue, by=KIOSK, key="k1", loket=1)
    clock.forward(hours=23)
    assert office.do(forget_requests, by=SYSTEM) == {"forgotten": 0}
    clock.forward(hours=2)
    assert office.do(forget_requests, by=SYSTEM) == {"forgotten": 1}


@pytest.mark.parametrize("refuse", [True, False])
def test_what_ends_badly_leaves_nothing_behind(office: Office, refuse: bool) -> None:
    told: list[list[history.Event]] = []
    office.tell(told.append)
    office.do(tickets.issue, by=KIOSK, loket=1)
    told.clear()
    before = everything(office)
    with pytest.raises(NotNow if refuse else ZeroDivisionError):
        office.do(trouble, by=MINE, key="k", refuse=refuse)
    assert everything(office) == before
    assert told == []
    assert office.do(tickets.issue, by=KIOSK, loket=1)["number"] == "A-002", "the numbers were taken back"


def test_a_refused_key_may_be_used_again(office: Office) -> None:
    office.do(tickets.issue, by=KIOSK, loket=1)
    with pytest.raises(NotNow):
        office.do(tickets.resume, by=MINE, key="k", ticket_id=_only(office))
    office.do(tickets.hold, by=MINE, ticket_id=_only(office))
    assert office.do(tickets.resume, by=MINE, key="k", ticket_id=_only(office))["state"] == "waiting"


def _only(office: Office) -> int:
    return int(office.see(lambda read: read.session.scalars(select(Ticket.id)).one()))


def test_listeners_are_told_after_the_commit_what_is_then_on_record(office: Office) -> None:
    seen: list[tuple[list[int], list[int]]] = []

    def listen(events: list[history.Event]) -> None:
        on_record = office.see(lambda read: list(read.session.scalars(select(HistoryRow.seq).order_by(HistoryRow.seq))))
        seen.append(([event.seq for event in events], on_record))

    office.tell(listen)
    office.do(tickets.issue, by=KIOSK, key="k", loket=1)
    office.do(tickets.issue, by=KIOSK, key="k", loket=1)
    office.do(tickets.call_next, by=MINE, loket=1)
    assert len(seen) == 2, "the repeated request tells nobody"
    for told, on_record in seen:
        assert told and set(told) <= set(on_record)
    every = [seq for told, _ in seen for seq in told]
    assert every == list(range(1, len(every) + 1))


def test_nothing_is_told_when_nothing_was_recorded(office: Office) -> None:
    told: list[Any] = []
    office.tell(told.append)
    assert office.do(tickets.call_next, by=MINE, loket=1) == {}
    assert told == []


def test_a_listener_that_fails_takes_nothing_from_who_asked(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    told: list[Any] = []

    def broken(_events: list[history.Event]) -> None:
        raise ConnectionError("redis")

    office.tell(broken)
    office.tell(told.append)
    assert office.do(tickets.issue, by=KIOSK, key="k", loket=1)["number"] == "A-001"
    assert len(told) == 1, "the next listener is told"
    assert "a listener failed" in caplog.text


@pytest.mark.parametrize("by", [ANYONE, KIOSK, Actor("officer", 3, "camat", (Seat("camat"),))])
def test_a_desk_that_may_not_is_refused_before_anything_is_opened(office: Office, by: Actor) -> None:
    before = everything(office)
    with pytest.raises(NotYourDesk, match="loket"):
        office.do(tickets.call_next, by=by, key="k", loket=1)
    assert everything(office) == before


def test_what_is_seen_is_one_moment(office: Office) -> None:
    """A reader that looks twice while somebody writes sees the same office twice."""

    def look_twice(read: Any) -> tuple[int, int]:
        once = read.session.scalar(select(func.count()).select_from(Ticket))
        office.do(tickets.issue, by=KIOSK, loket=1)
        return once, read.session.scalar(select(func.count()).select_from(Ticket))

    assert office.see(look_twice) == (0, 0)
    assert count(office, Ticket) == 1


def test_what_a_reader_changes_is_not_kept(office: Office) -> None:
    def meddle(read: Any) -> None:
        read.session.scalars(select(HistoryHead)).one().seq = 99

    office.see(meddle)
    assert office.see(lambda read: read.session.scalars(select(HistoryHead.seq)).one()) == 0


def test_history_refuses_change_and_deletion(office: Office) -> None:
    office.do(tickets.issue, by=KIOSK, loket=1)
    for statement in (
        "UPDATE history SET actor = 'x'",
        "DELETE FROM history",
        "UPDATE history SET facts = facts WHERE seq = 1",
        "DELETE FROM history WHERE seq = 1",
    ):
        with pytest.raises(Exception, match="append-only"), office.database.write() as session:
            session.connection().exec_driver_sql(statement)
    if not office.database.is_sqlite:
        with pytest.raises(Exception, match="append-only"), office.database.write() as session:
            session.connection().exec_driver_sql("TRUNCATE history")
    assert office.see(lambda read: list(history.faults(read.session))) == []


def test_an_unknown_event_cannot_be_recorded(office: Office) -> None:
    @verb("test.unknown")
    def unknown(work: Work) -> dict[str, Any]:
        work.record("nobody_declared_this", subject=("x", 1))
        return {}

    with pytest.raises(KeyError):
        office.do(unknown, by=ANYONE)


def test_series_are_raised_inside_the_transaction(office: Office) -> None:
    for n in range(3):
        with pytest.raises(Refusal):
            office.do(trouble, by=MINE, refuse=True)
        assert office.do(tickets.issue, by=KIOSK, loket=1)["number"] == f"A-{n + 1:03}"
    assert office.see(lambda read: read.session.scalars(select(NumberSeries.last)).all()) == [3]
    assert count(office, Call) == 0


def test_a_failing_statement_does_not_tell_what_it_was_given(office: Office) -> None:
    """Errors end in logs; what a statement was given may be somebody's name."""
    with pytest.raises(SQLAlchemyError) as failed, office.database.write() as session:
        session.execute(text("INSERT INTO persons (no_such_column) VALUES (:name)"), {"name": "Zulaikha"})
    assert "no_such_column" in str(failed.value) and "Zulaikha" not in str(failed.value)
