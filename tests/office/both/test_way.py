"""A resident's whole way on either database: the same answers, a whole chain, and everything that must add up does."""

from pathlib import Path

from office.hall import tickets
from office.office import Actor, Office, Seat
from office.procedure import Stage
from office.records import history
from office.views import verify
from printer.letters.desk import LetterDesk
from printer.letters.press import LetterPress
from printer.letters.store import LetterStore
from tests.office import whole_way
from tests.office.both.crowd import Job
from tests.walk import Walk


def test_the_whole_way(office: Office, press: LetterPress, people: dict[str, Actor], tmp_path: Path) -> None:
    walk = Walk(office, LetterDesk(office, press, LetterStore(tmp_path / "letters")), people)
    came = whole_way.go(walk)
    assert walk.row(came["file"]).stage == Stage.HANDED_OVER
    assert office.see(lambda read: list(history.faults(read.session))) == []
    assert [finding.line for finding in office.see(verify.findings) if finding.faults] == []


def test_desks_that_act_on_one_file_at_once(
    office: Office, press: LetterPress, people: dict[str, Actor], at_once, tmp_path: Path
) -> None:
    """Accepted, returned, withdrawn, corrected at the same moment: one act moves the file, the others are told."""
    from office.files.bodies import BODIES
    from office.procedure import Act

    walk = Walk(office, LetterDesk(office, press, LetterStore(tmp_path / "letters")), people)
    asked = {
        Act.RETURN_INCOMPLETE: {"missing": ["formulir"], "note": "x"}, Act.WITHDRAW: {"reason": "x"},
        Act.CORRECT_DATA: {"changes": {"village": "Tambuko"}, "reason": "x"},
    }  # fmt: skip
    for _ in range(3):
        made = walk.register()
        seen = walk.row(made["id"]).version
        told = at_once([
            Job("office.files.files:act", people["loket1"], {"file_id": made["id"], "act": act,
                "body": BODIES[act].model_validate({**body, "file_version": seen})})
            for act, body in asked.items() for _ in range(2)
        ])  # fmt: skip
        assert sum(t.refused is None for t in told) == 1
        assert {t.refused for t in told} - {None} <= {"file_has_moved", "no_such_step"}
        assert walk.row(made["id"]).version == seen + 1
    assert [finding.line for finding in office.see(verify.findings) if finding.faults] == []


def test_registering_at_once_leaves_no_gap(office: Office, people: dict[str, Actor], at_once) -> None:
    from office.files.bodies import Register
    from office.records.tables import File

    body = Register.model_validate({"service": "IZ04", "applicant": {"name": "Sahrul Anam", "nik": "3529010101010001"}})
    broken = body.model_copy(update={"fields": {"tanggal_acara": "besok"}})
    bodies = [broken if n % 3 == 2 else body for n in range(6)]
    told = at_once([Job("office.files.files:register", people["loket1"], {"body": own}, times=3) for own in bodies])
    assert sum(t.refused is None for t in told) == 12
    numbers = office.see(lambda read: sorted(file.seq for file in read.session.query(File)))
    assert numbers == list(range(1, 13))


def test_an_officer_who_left_holds_nothing_the_next_day(office: Office, clock) -> None:
    """A ticket still called when the day ended does not keep the officer from his first call of the next."""
    kiosk, officer = Actor("token", 1, "kios", (Seat("kiosk"),)), Actor("officer", 1, "petugas", (Seat("loket", 1),))
    office.do(tickets.issue, by=kiosk, loket=1)
    called = office.do(tickets.call_next, by=officer, loket=1)
    office.do(tickets.serve, by=officer, ticket_id=called["id"])
    clock.forward(days=1)
    fresh = office.do(tickets.issue, by=kiosk, loket=1)
    assert office.do(tickets.call_next, by=officer, loket=1)["id"] == fresh["id"]
