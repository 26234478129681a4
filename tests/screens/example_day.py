"""An example office in the middle of its week: files at every stage, some of them late, and people in the hall."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import update

from office.feedback import survey
from office.feedback.questionnaire import questionnaire
from office.files import catalogue
from office.hall import tickets
from office.office import ANYONE, Actor, Office
from office.people import staff
from office.procedure import Stage
from office.records.founding import EXAMPLE_STAFF
from office.records.tables import PrintJob
from office.records.vault import Vault
from printer.letters.desk import LetterDesk
from printer.letters.press import LetterPress
from printer.letters.store import LetterStore
from server.commands import opening
from server.config import Config
from tests.screens.written import WRITTEN
from tests.walk import VALUES, Walk

NAMES = (
    "Sahrul Ghozali", "Halimatus Sakdiyah", "Burhanuddin", "Mohammad Rifa'i", "Nurul Aini", "H. Abd. Karim",
    "Siti Maimunah", "Zainal Arifin", "Ummi Kulsum", "Fathorrahman", "Raudlatul Jannah", "Ach. Fauzan",
)  # fmt: skip
VILLAGES = ("Ambunten Timur", "Tambaagung Tengah", "Keles", "Belluk Ares", "Campor Timur", "Sogian")
#: (days ago, service, the stage where it waits now), the oldest first: the clock only goes forward
COLLECTED = ("IZ08", "NP03", "NP07", "NP11", "IZ04", "NP15", "NP04", "NP09", "NP12", "NP02")
FILES = (
    *[(6, service, Stage.HANDED_OVER) for service in COLLECTED],
    (6, "IZ04", Stage.PROCESSING), (5, "NP12", Stage.CAMAT_SIGNATURE), (4, "IZ02", Stage.FIELD_VISIT),
    (4, "IZ05", Stage.CAMAT_SIGNATURE), (3, "IZ03", Stage.DRAFTING), (3, "NP07", Stage.SEKCAM_PARAF),
    (2, "NP06", Stage.READY), (2, "IZ01", Stage.RETURNED), (2, "IZ04", Stage.KASI_PARAF),
    (1, "NP03", Stage.CAMAT_SIGNATURE), (1, "IZ05", Stage.READY), (1, "IZ08", Stage.NUMBERING),
    (1, "NP04", Stage.DRAFTING), (0, "NP11", Stage.KASI_PARAF), (0, "IZ07", Stage.FIELD_VISIT),
    (0, "IZ06", Stage.SEKCAM_PARAF), (0, "NP09", Stage.RELEASING), (0, "NP08", Stage.PROCESSING),
    (0, "IZ04", Stage.READY), (0, "NP01", Stage.CAMAT_SIGNATURE),
)  # fmt: skip
#: whoever collected this letter has not yet filled in the survey
UNJUDGED = "NP02"


class Clock:
    """Time as the example needs it: never backwards."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def at_least(self, moment: datetime) -> None:
        """Let time pass until `moment`."""
        self.now = max(self.now, moment)


@dataclass
class Example:
    """What the tour needs to know of the office: files by (service, stage), with their codes."""

    office: Office
    letters: LetterDesk
    walk: Walk
    files: dict[tuple[str, Stage], dict[str, Any]] = field(default_factory=dict)


@contextmanager
def example_office(data: Path) -> Iterator[Example]:
    """Found it in `data`, fill it, and close it again, so that a hall can be opened on it."""
    config = Config(data=data, _env_file=None)
    opening.found_office(config, example=True)
    clock = Clock(datetime.now(UTC) - timedelta(days=6, hours=3))
    office = Office(opening.connect(config), Vault.open_file(config.key_file), zone=config.zone, clock=clock)
    with LetterPress() as press:
        letters = LetterDesk(office, press, LetterStore(data / "letters"))
        example = Example(office, letters, Walk(office, letters, officers(office)))
        for row in FILES:
            _file(example, clock, *row)
        clock.at_least(_this_morning(office))
        _hall(example, clock)
        with office.database.write() as session:  # the print room was not there, but all of this came out
            session.execute(update(PrintJob).values(state="printed"))
        yield example
    office.database.close()


def officers(office: Office) -> dict[str, Actor]:
    """The example office's people by user name, named as `Walk` names desks."""
    names = [row[0] for row in EXAMPLE_STAFF]
    return {name: office.see(staff.actor_of, officer_id=n) for n, name in enumerate(names, 1)}


def _file(example: Example, clock: Clock, days_ago: int, service: str, stage: Stage) -> None:
    clock.at_least(datetime.now(UTC) - timedelta(days=days_ago, hours=5))
    person = len(example.files)
    applicant = {
        "name": NAMES[person % len(NAMES)], "nik": f"35290145069{person:05}", "phone": f"0819876543{person:02}",
        "village": VILLAGES[person % len(VILLAGES)], "address": f"Dusun Bindang RT {person % 9 + 1}",
    }  # fmt: skip
    asked = example.office.see(catalogue.service, code=service).fields
    fields = {field.id: WRITTEN.get(field.id, VALUES[field.kind]) for field in asked}
    made = dict(example.walk.register(service, applicant=applicant, fields=fields))
    example.files[service, stage] = made
    _walk(example, clock, made, stage)
    if stage == Stage.HANDED_OVER and service != UNJUDGED:
        _judge(example, made, person)


def _walk(example: Example, clock: Clock, made: dict[str, Any], stage: Stage) -> None:
    walk, file_id = example.walk, int(made["id"])
    if stage == Stage.RETURNED:
        made["requirements"] = made["requirements"][:2]
        walk.act(file_id, "loket", "return_incomplete", missing=[made["requirements"][0]["id"]], note="Belum dibawa.")
        return
    while (now := Stage(walk.row(file_id).stage)) != stage:
        clock.now += timedelta(minutes=2)
        made["answer"] = walk.step(file_id, now, made)


def _judge(example: Example, made: dict[str, Any], person: int) -> None:
    chance = random.Random(person)
    answers = {element.key: chance.choice((3, 3, 4, 4, 4)) for element in questionnaire().elements}
    example.office.do(survey.answer, by=ANYONE, token=made["answer"]["survey_token"], answers=answers)


def _this_morning(office: Office) -> datetime:
    """Some time ago, but still today."""
    local = datetime.now(office.zone)
    midnight = local.replace(hour=0, minute=0, second=1, microsecond=0)
    return max(local - timedelta(minutes=75), midnight).astimezone(UTC)


def _hall(example: Example, clock: Clock) -> None:
    """Six people were served at Loket 1 and four at Loket 2; some wait, one is not there, one fetches a copy."""
    step = (datetime.now(UTC) - clock.now) / 40
    for loket, served in ((1, 6), (2, 4)):
        for _ in range(served + 3):
            _take(example, loket=loket)
        for n in range(served + 2):
            clock.now += step
            _serve(example, loket, absent=n == served, held=n == served + 1)
    for more in ({"priority": "lansia"}, {"service": "IZ04"}, {"service": "IZ02"}, {"loket": 1, "purpose": "collect"}):
        _take(example, **{"loket": 1, **more})
    for more in ({"priority": "hamil"}, {"service": "NP01"}, {"service": "NP03"}, {"loket": 2, "purpose": "complete"}):
        _take(example, **{"loket": 2, **more})
    clock.at_least(datetime.now(UTC) - timedelta(seconds=20))


def _take(example: Example, **wanted: Any) -> None:
    if "service" in wanted:
        wanted.pop("loket")
    example.office.do(tickets.issue, by=example.walk.people["kios"], **wanted)


def _serve(example: Example, loket: int, *, absent: bool, held: bool) -> None:
    officer, office = example.walk.people[f"loket{loket}"], example.office
    ticket = int(office.do(tickets.call_next, by=officer, loket=loket)["id"])
    if absent:
        office.do(tickets.no_show, by=officer, ticket_id=ticket)
        return
    office.do(tickets.serve, by=officer, ticket_id=ticket)
    if held:
        office.do(tickets.hold, by=officer, ticket_id=ticket, reason="Mengambil fotokopi")
    else:
        office.do(tickets.finish, by=officer, ticket_id=ticket)
