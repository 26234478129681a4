"""The schema's step to zones, there and back, on both databases; one call plays in each."""

import random

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from office.hall import calls, tickets, voice_trial
from office.office import SYSTEM, Actor, Office, Seat
from office.records import schema
from office.records.tables import Call, Table
from office.views import hall_board
from tests.conftest import Clock
from tests.office.call_days import KIOSK, LOKETS, Hall, in_zones

SUPERVISOR = Actor("officer", 8, "pengawas", (Seat("supervisor"),))


def test_an_older_office_keeps_its_calls_and_goes_back_without_the_tests(office: Office, clock: Clock) -> None:
    hall = Hall(office, clock, random.Random(1))
    hall.beat()
    office.do(tickets.issue, by=KIOSK, loket=1)
    office.do(tickets.call_next, by=LOKETS[1], loket=1)
    office.do(voice_trial.begin, by=SUPERVISOR)
    config = schema._config(office.database)
    command.downgrade(config, "0012")
    command.upgrade(config, "head")
    (call,) = hall.rows()
    assert (call.zone, call.state, call.loket) == ("utama", "pending", 1)
    hall.beat()
    assert [row["state"] for row in office.see(hall_board.build)["calls"]] == ["playing"]
    with office.database.engine.connect() as connection:
        left = compare_metadata(MigrationContext.configure(connection), Table.metadata)
    assert not [one for one in left if "calls" in str(one) or "lokets" in str(one)]


def test_one_call_plays_in_each_zone_and_the_database_itself_refuses_a_second(office: Office, clock: Clock) -> None:
    in_zones(office, "lantai 1", "lantai 2")
    hall = Hall(office, clock, random.Random(1), ("lantai 1", "lantai 2"))
    for zone in hall.zones:
        hall.beat(screen=zone, zone=zone)
    for number in (1, 2):
        office.do(tickets.issue, by=KIOSK, loket=number)
        office.do(tickets.call_next, by=LOKETS[number], loket=number)
    assert [row.state for row in hall.rows()] == ["playing", "playing"]
    office.do(calls.expire, by=SYSTEM)
    first = hall.rows()[0]
    row = {"day": first.day, "number": "A-009", "loket": 1, "zone": first.zone, "text": "", "again": True,
           "state": "playing", "at": first.at}  # fmt: skip
    with pytest.raises(IntegrityError), office.database.write() as session:
        session.execute(insert(Call).values(**row))
