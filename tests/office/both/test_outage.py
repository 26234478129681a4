"""An outage: noticed from the silence, replayed with real times, nothing lost when one line is wrong."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from office.errors import AlreadyDone, Invalid, NeedsMissing, NotNow, NotYourDesk, Unknown
from office.files import blocks, catalogue, late
from office.files.late import LateRegister
from office.hall import battery, outages, pad, tickets
from office.hall.pad import PadNumber
from office.office import SYSTEM, Actor, Office, Seat
from office.procedure import Stage
from office.records.tables import BlockNumber, File, HistoryRow, LetterNumber, Outage, PrintJob, Ticket
from office.views import hall_board, supervisor, verify
from tests.conftest import Clock
from tests.walk import Walk

LOKET1 = Actor("officer", 1, "loket1", (Seat("loket", 1),))
LOKET2 = Actor("officer", 2, "loket2", (Seat("loket", 2),))
KASI = Actor("officer", 3, "kasi", (Seat("kasi"),))
BOSS = Actor("officer", 7, "pengawas", (Seat("supervisor"),))
KIOSK = Actor("officer", 8, "kios", (Seat("kiosk"),))
PERSON = {"name": "Sahrul Anam", "nik": "3529010101010001", "village": "Ambunten Timur"}


def whole(office: Office) -> None:
    """Everything that must always hold, holds."""
    faults = [finding.line for finding in office.see(verify.findings) if finding.faults]
    assert not faults, faults


def notice(office: Office) -> int | None:
    found: int | None = office.do(outages.notice, by=SYSTEM)["outage"]
    return found


def row(office: Office, outage: int) -> Outage:
    return office.see(lambda read: read.session.get_one(Outage, outage))


def away(office: Office, clock: Clock, **by: float) -> int:
    """The machine is off for a while; answers the outage noticed at its start."""
    notice(office)
    clock.forward(**by)
    found = notice(office)
    assert found is not None
    return found


def clock_of(office: Office, minutes: float) -> datetime:
    """So many minutes ago, as one writes it on paper: without seconds."""
    return (office.clock() - timedelta(minutes=minutes)).replace(second=0, microsecond=0)


def papers(office: Office, service: str) -> list[str]:
    return [r.id for r in office.see(catalogue.service, code=service).requirements if r.mandatory]


def registration(office: Office, *, ago: float, accepted: float | None = None, **more: Any) -> LateRegister:
    given: dict[str, Any] = {"service": "IZ04", "applicant": PERSON, "registered_at": clock_of(office, ago), **more}
    if accepted is not None:
        given |= {"accepted_at": clock_of(office, accepted), "documents": papers(office, given["service"])}
    return LateRegister.model_validate(given)


# --- noticing -------------------------------------------------------------------------------------------------------


def test_a_first_start_and_a_short_silence_are_no_outage(office: Office, clock: Clock) -> None:
    assert notice(office) is None
    clock.forward(minutes=2, seconds=50)
    assert notice(office) is None
    assert office.see(lambda read: read.session.scalar(select(func.count()).select_from(Outage))) == 0


def test_a_longer_silence_is_noticed_from_the_last_act_to_the_start(office: Office, clock: Clock) -> None:
    notice(office)
    clock.forward(seconds=20)
    office.do(tickets.issue, by=KIOSK, loket=1)
    last = clock.now
    clock.forward(minutes=24)
    outage = notice(office)
    assert outage is not None
    found = row(office, outage)
    assert (found.how, found.state, found.from_at) == ("noticed", "open", last)
    assert found.to_at is not None and found.to_at - found.from_at == pytest.approx(
        timedelta(minutes=24), abs=timedelta(seconds=1)
    )
    assert notice(office) is None, "it is noticed once"


def test_a_command_run_while_the_hall_was_away_is_no_sign_of_life(office: Office, clock: Clock) -> None:
    from office.people import devices

    notice(office)
    clock.forward(minutes=10)
    office.do(devices.issue_token, by=SYSTEM, role="agent")
    clock.forward(minutes=2)
    assert notice(office) is not None


def test_somebody_who_is_faster_than_the_first_mark_hides_nothing(office: Office, clock: Clock) -> None:
    notice(office)
    clock.forward(minutes=10)
    office.do(tickets.issue, by=KIOSK, loket=1)
    assert notice(office) is not None


@pytest.mark.parametrize(
    ("silent", "back", "minutes"),
    [
        # Monday 23 November 2026 in Ambunten (UTC+7); the lokets serve 08.00-15.00, rest 12.00-13.00
        ((23, 8, 1), (24, 0, 30), None),  # off at 15.01, on again at 07.30
        ((23, 7, 58), (24, 1, 2), 4),  # 14.58 to 08.02: four minutes of the lokets' time
        ((23, 5, 0), (23, 6, 0), None),  # the whole break
        ((27, 7, 30), (30, 1, 0), 30),  # Friday 14.30 to Monday 08.00
        ((28, 2, 0), (28, 5, 0), None),  # a Saturday morning
    ],
)  # fmt: skip
def test_only_the_lokets_hours_count(
    office: Office, clock: Clock, silent: tuple[int, int, int], back: tuple[int, int, int], minutes: int | None
) -> None:
    at = lambda day, hour, minute: datetime(2026, 11, day, hour, minute, tzinfo=UTC)  # noqa: E731
    clock.now = at(*silent)
    notice(office)
    clock.now = at(*back)
    found = notice(office)
    assert (found is None) == (minutes is None)
    if found is not None:
        from office.hall import silence

        gap = row(office, found)
        served = office.see(silence.served_time, start=gap.from_at, end=gap.to_at)
        assert round(served.total_seconds() / 60) == minutes


def test_a_clock_set_back_is_no_outage(office: Office, clock: Clock) -> None:
    notice(office)
    clock.forward(hours=-2)
    assert notice(office) is None


# --- by hand --------------------------------------------------------------------------------------------------------


def test_the_supervisor_enters_ends_dismisses_and_reopens(office: Office, clock: Clock) -> None:
    now = office.clock()
    made = office.do(outages.enter, by=BOSS, from_at=now - timedelta(minutes=30), note="Jaringan putus")
    with pytest.raises(NotNow, match="belum berakhir"):
        office.do(pad.enter, by=LOKET1, outage_id=made["id"], body=PadNumber(label="A-901", at=now))
    with pytest.raises(Invalid, match="sudah termasuk gangguan"):
        office.do(outages.enter, by=BOSS, from_at=now - timedelta(minutes=10))
    office.do(outages.end, by=BOSS, outage_id=made["id"])
    assert row(office, made["id"]).to_at is not None
    with pytest.raises(Invalid, match="Tulis mengapa"):
        office.do(outages.dismiss, by=BOSS, outage_id=made["id"], note=" ")
    office.do(outages.dismiss, by=BOSS, outage_id=made["id"], note="Tidak ada yang datang")
    with pytest.raises(NotNow, match="sudah ditandai selesai"):
        office.do(pad.enter, by=LOKET1, outage_id=made["id"], body=PadNumber(label="A-901", at=now))
    office.do(outages.reopen, by=BOSS, outage_id=made["id"])
    assert row(office, made["id"]).state == "open"
    with pytest.raises(NotYourDesk):
        office.do(outages.enter, by=LOKET1, from_at=now - timedelta(minutes=30))


@pytest.mark.parametrize(("begins", "ends", "field"), [(5, -1, "to_at"), (5, 6, "to_at"), (-1, None, "from_at"),
                                                       (60 * 24 * 40, 5, "from_at")])  # fmt: skip
def test_impossible_times_are_refused(office: Office, begins: float, ends: float | None, field: str) -> None:
    now = office.clock()
    to_at = now - timedelta(minutes=ends) if ends is not None else None
    with pytest.raises(Invalid) as refused:
        office.do(outages.enter, by=BOSS, from_at=now - timedelta(minutes=begins), to_at=to_at)
    assert list(refused.value.extra["fields"]) == [field]


# --- the paper pad --------------------------------------------------------------------------------------------------


def test_pad_numbers_are_counted_and_leave_the_day_s_series_alone(office: Office, clock: Clock) -> None:
    office.do(tickets.issue, by=KIOSK, loket=1)
    outage = away(office, clock, minutes=40)
    for n, served in ((901, True), (902, False), (904, True)):
        body = PadNumber(label=f"a{n}", at=clock_of(office, 20), served=served)
        assert office.do(pad.enter, by=LOKET1, outage_id=outage, body=body)["number"] == f"A-{n}"
    office.do(pad.enter, by=BOSS, outage_id=outage, body=PadNumber(label="P-901", at=clock_of(office, 5), loket=2))
    figures = office.see(supervisor.overview)
    assert figures["figures"]["served"] == 3
    assert [one["served"] for one in figures["lokets"]] == [2, 1]
    assert figures["figures"]["wait_minutes"] is None, "nobody knows how long they waited"
    assert office.do(tickets.issue, by=KIOSK, loket=1)["number"] == "A-002"
    whole(office)


def test_service_times_of_the_pad_are_not_estimated_from(office: Office, clock: Clock) -> None:
    outage = away(office, clock, minutes=40)
    for n in range(901, 911):
        body = PadNumber(label=f"A-{n}", at=clock_of(office, 20))
        office.do(pad.enter, by=LOKET1, outage_id=outage, body=body)
    issued = [office.do(tickets.issue, by=KIOSK, loket=1) for _ in range(3)]
    assert issued[-1]["wait_minutes"] is None


@pytest.mark.parametrize(
    ("label", "ago", "more", "field"),
    [
        ("A-012", 20, {}, "label"), ("A-1000", 20, {}, "label"), ("9011", 20, {}, "label"), ("C-901", 20, {}, "label"),
        ("P-901", 20, {}, "loket"), ("A-901", 55, {}, "at"), ("A-901", -3, {}, "at"),
    ],
)  # fmt: skip
def test_a_pad_number_that_cannot_be_is_refused_in_words(
    office: Office, clock: Clock, label: str, ago: float, more: dict[str, Any], field: str
) -> None:
    outage = away(office, clock, minutes=40)
    with pytest.raises(Invalid) as refused:
        body = PadNumber(label=label, at=clock_of(office, ago), **more)
        office.do(pad.enter, by=LOKET1, outage_id=outage, body=body)
    assert list(refused.value.extra["fields"]) == [field]
    whole(office)


def test_a_pad_number_is_entered_once_and_may_be_taken_back(office: Office, clock: Clock) -> None:
    outage = away(office, clock, minutes=40)
    body = PadNumber(label="A-901", at=clock_of(office, 20))
    first = office.do(pad.enter, by=LOKET1, key="k1", outage_id=outage, body=body)
    assert office.do(pad.enter, by=LOKET1, key="k1", outage_id=outage, body=body).repeated
    with pytest.raises(AlreadyDone, match="A-901 sudah dimasukkan"):
        office.do(pad.enter, by=LOKET1, key="k2", outage_id=outage, body=body)
    office.do(pad.take_back, by=LOKET1, outage_id=outage, ticket_id=first["id"])
    assert office.see(lambda read: pad.of(read, outages.find(read, outage))) == []
    again = PadNumber(label="A-901", at=clock_of(office, 10), served=False)
    assert office.do(pad.enter, by=LOKET1, outage_id=outage, body=again)["id"] == first["id"]
    whole(office)


# --- calls that were cut off ----------------------------------------------------------------------------------------


def test_interrupted_numbers_are_offered_and_settled(office: Office, clock: Clock) -> None:
    first, second, third = (office.do(tickets.issue, by=KIOSK, loket=1)["id"] for _ in range(3))
    office.do(tickets.call_next, by=LOKET1, loket=1)
    outage = away(office, clock, minutes=15)
    later = office.do(tickets.issue, by=KIOSK, loket=1)["id"]
    with pytest.raises(NotNow, match="A-001 masih terputus"):
        office.do(outages.finish, by=LOKET1, outage_id=outage)
    calls = len(office.see(hall_board.build)["calls"])
    again = office.do(pad.settle, by=BOSS, outage_id=outage, ticket_id=first, how="call")
    assert again["state"] == "called" and len(office.see(hall_board.build)["calls"]) == calls + 1
    office.do(pad.settle, by=LOKET1, outage_id=outage, ticket_id=first, how="served")
    office.do(pad.settle, by=LOKET1, outage_id=outage, ticket_id=second, how="gone")
    for ticket in (first, later):
        with pytest.raises(NotNow, match="sudah diurus"):
            office.do(pad.settle, by=LOKET1, outage_id=outage, ticket_id=ticket, how="served")
    states = office.see(lambda read: dict(read.session.execute(select(Ticket.id, Ticket.state)).all()))
    assert states == {first: "done", second: "no_show", third: "waiting", later: "waiting"}
    office.do(outages.finish, by=LOKET1, outage_id=outage)
    assert office.do(outages.finish, by=BOSS, outage_id=outage)["state"] == "replayed"
    assert office.do(tickets.call_next, by=LOKET1, loket=1)["id"] == third
    whole(office)


# --- registrations --------------------------------------------------------------------------------------------------


def test_the_file_s_clock_starts_from_its_real_time(office: Office, clock: Clock) -> None:
    """Accepted at 11.50 is due today; entered at 12.10 it would be due tomorrow."""
    block = office.do(blocks.reserve, by=LOKET1, series="registration", count=10)
    assert (block["first"], block["last"]) == (1, 10)
    clock.now = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
    outage = away(office, clock, minutes=40)
    body = registration(office, ago=25, accepted=20, number=3, service="IZ04")
    answer = office.do(late.register, by=LOKET1, outage_id=outage, body=body)
    assert answer["registration_number"] == "0003/1/11/2026"
    file = office.see(lambda read: read.session.get_one(File, answer["id"]))
    assert (file.registered_at, file.accepted_at) == (body.registered_at, body.accepted_at)
    assert (file.outage_id, file.stage, file.moved_at) == (outage, Stage.PROCESSING, body.accepted_at)
    from office.files import deadlines

    assert office.see(lambda read: deadlines.of(read, read.session.get_one(File, answer["id"])))["due_at"] == (
        "2026-11-23T16:00:00+07:00"
    )
    online = office.do(late.register, by=LOKET1, outage_id=outage, body=registration(office, ago=24))
    assert online["registration_number"] == "0011/1/11/2026", "without a sheet it is the next of the computer"
    assert online["stage"] == Stage.REGISTERED
    whole(office)


def test_a_bad_line_leaves_nothing_behind(office: Office, clock: Clock) -> None:
    office.do(blocks.reserve, by=LOKET1, series="registration", count=3)
    office.do(blocks.reserve, by=LOKET2, series="registration", count=2)
    outage = away(office, clock, minutes=40)
    before = office.see(lambda read: read.session.scalar(select(func.max(HistoryRow.seq))))
    wrong = [
        (Invalid, {"ago": 55, "number": 1}), (Invalid, {"ago": -5, "number": 1}),
        (Invalid, {"ago": 20, "accepted": 30, "number": 1}), (Unknown, {"ago": 20, "number": 99}),
        (Invalid, {"ago": 20, "number": 4}), (Unknown, {"ago": 20, "number": 1, "service": "XX99"}),
        (Invalid, {"ago": 20, "number": 1, "pad": "A-955"}),
    ]  # fmt: skip
    for refusal, given in wrong:
        with pytest.raises(refusal):
            office.do(late.register, by=LOKET1, outage_id=outage, body=registration(office, **given))
    with pytest.raises(NeedsMissing):
        lacking = registration(office, ago=20, accepted=10, number=1).model_copy(update={"documents": []})
        office.do(late.register, by=LOKET1, outage_id=outage, body=lacking)
    assert office.see(lambda read: read.session.scalar(select(func.max(HistoryRow.seq)))) == before
    assert office.see(lambda read: read.session.scalar(select(func.count()).select_from(File))) == 0
    office.do(late.register, by=LOKET1, outage_id=outage, body=registration(office, ago=20, number=1))
    with pytest.raises(AlreadyDone, match="Nomor 1 sudah dipakai berkas 0001/1/11/2026"):
        office.do(late.register, by=LOKET1, outage_id=outage, body=registration(office, ago=20, number=1))
    whole(office)


def test_a_resi_written_by_hand_is_not_printed_but_can_be(office: Office, clock: Clock) -> None:
    outage = away(office, clock, minutes=40)
    states = []
    for wanted in (True, False):
        body = registration(office, ago=20, receipt=wanted)
        made = office.do(late.register, by=LOKET1, outage_id=outage, body=body)
        job = select(PrintJob.state).where(PrintJob.kind == "receipt", PrintJob.subject == f"file:{made['id']}")
        states.append(office.see(lambda read, job=job: read.session.scalar(job)))
    assert states == ["queued", "cancelled"]
    whole(office)


def test_a_registration_belongs_to_its_paper_number(office: Office, clock: Clock) -> None:
    outage = away(office, clock, minutes=40)
    number = office.do(pad.enter, by=LOKET1, outage_id=outage, body=PadNumber(label="A-901", at=clock_of(office, 25)))
    made = office.do(late.register, by=LOKET1, outage_id=outage, body=registration(office, ago=20, pad="a-901"))
    assert office.see(lambda read: read.session.get_one(File, made["id"])).ticket_id == number["id"]


def test_a_visit_under_way_now_is_not_the_paper_s(office: Office, clock: Clock) -> None:
    from office.records.tables import TicketFile

    outage = away(office, clock, minutes=40)
    office.do(tickets.issue, by=KIOSK, loket=1)
    called = office.do(tickets.call_next, by=LOKET1, loket=1)
    office.do(tickets.serve, by=LOKET1, ticket_id=called["id"])
    office.do(late.register, by=LOKET1, outage_id=outage, body=registration(office, ago=20, accepted=10))
    assert office.see(lambda read: list(read.session.scalars(select(TicketFile)))) == []


# --- letters --------------------------------------------------------------------------------------------------------


def test_a_letter_numbered_on_paper_keeps_number_and_date(office: Office, clock: Clock, walk: Walk) -> None:
    file_id, other = walk.file(at=Stage.NUMBERING), walk.file(at=Stage.NUMBERING)
    block = office.do(blocks.reserve, by=KASI, series="letter:umum", count=5)
    outage = away(office, clock, hours=23)
    yesterday = datetime(2026, 11, 23).date()
    with pytest.raises(Invalid, match="Pilih tanggal surat di dalam gangguan"):
        office.do(late.number, by=KASI, outage_id=outage, file_id=file_id, number=2, day=datetime(2026, 11, 22).date())
    with pytest.raises(Unknown, match="bukan nomor cadangan"):
        office.do(late.number, by=KASI, outage_id=outage, file_id=file_id, number=77, day=yesterday)
    made = office.do(late.number, by=KASI, outage_id=outage, file_id=file_id, number=block["first"] + 1, day=yesterday)
    assert made["letter_date"] == "2026-11-23" and made["stage"] == Stage.RELEASING
    with pytest.raises(AlreadyDone):
        office.do(late.number, by=KASI, outage_id=outage, file_id=other, number=block["first"] + 1, day=yesterday)
    from office.procedure import Act

    walk.act(other, "kasi", Act.ASSIGN_NUMBER)
    given = office.see(lambda read: dict(read.session.execute(select(LetterNumber.file_id, LetterNumber.seq)).all()))
    assert given == {file_id: block["first"] + 1, other: block["last"] + 1}
    whole(office)


# --- blocks ---------------------------------------------------------------------------------------------------------


def test_unused_numbers_stay_in_the_register_with_their_reason(office: Office, clock: Clock) -> None:
    block = office.do(blocks.reserve, by=LOKET1, series="registration", count=3)
    with pytest.raises(NeedsMissing):
        office.do(blocks.declare_unused, by=LOKET1, block=block["id"], numbers=[2], reason=" ")
    office.do(blocks.declare_unused, by=LOKET1, block=block["id"], numbers=[2], reason="Lembar basah")
    outage = away(office, clock, minutes=40)
    with pytest.raises(AlreadyDone, match="dinyatakan tidak dipakai"):
        office.do(late.register, by=LOKET1, outage_id=outage, body=registration(office, ago=20, number=2))
    with pytest.raises(AlreadyDone):
        office.do(blocks.declare_unused, by=LOKET1, block=block["id"], numbers=[1, 2], reason="Lembar basah")
    states = office.see(lambda read: [(n.number, n.state, n.reason) for n in read.session.scalars(
        select(BlockNumber).order_by(BlockNumber.number))])  # fmt: skip
    assert states == [(1, "open", None), (2, "void", "Lembar basah"), (3, "open", None)]
    whole(office)


@pytest.mark.parametrize(
    ("by", "series", "count", "refusal"),
    [
        (LOKET1, "letter:umum", 5, NotYourDesk), (KASI, "registration", 5, NotYourDesk),
        (KASI, "letter:lain", 5, Unknown),
        (BOSS, "registration", 5, Invalid), (LOKET1, "registration", 0, Invalid), (LOKET1, "registration", 51, Invalid),
        (LOKET1, "ticket:A", 5, Unknown),
    ],
)  # fmt: skip
def test_who_may_reserve_what(office: Office, by: Actor, series: str, count: int, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        office.do(blocks.reserve, by=by, series=series, count=count)
    whole(office)


def test_sheets_are_not_hoarded(office: Office) -> None:
    for _ in range(4):
        office.do(blocks.reserve, by=BOSS, series="registration", count=50, loket=1)
    with pytest.raises(NotNow, match="Masih ada 200 nomor cadangan"):
        office.do(blocks.reserve, by=BOSS, series="registration", count=1, loket=1)


# --- battery --------------------------------------------------------------------------------------------------------


def test_on_battery_each_loket_prints_the_queue_once(office: Office, clock: Clock) -> None:
    for _ in range(3):
        office.do(tickets.issue, by=KIOSK, loket=1)
    called = office.do(tickets.call_next, by=LOKET1, loket=1)
    block = office.do(blocks.reserve, by=LOKET1, series="registration", count=5)["id"]
    office.do(blocks.declare_unused, by=LOKET1, block=block, numbers=[3], reason="Salah tulis")
    first = office.do(battery.battery, by=SYSTEM)
    assert office.do(battery.battery, by=SYSTEM) == {"outage": first["outage"], "slips": []}
    rows = office.see(lambda read: list(read.session.scalars(select(PrintJob).where(PrintJob.kind == "queue_state"))))
    assert len(rows) == 2
    facts = rows[0].facts
    assert facts["lokets"][0] == {"loket": 1, "loket_name": "Perizinan", "serving": called["number"],
                                  "waiting": ["A-002", "A-003"]}  # fmt: skip
    assert (facts["last"], facts["next_registration"]) == (["A-003"], "0006/2026")
    assert facts["reserved"] == ["Loket 1: 0001-0002, 0004-0005"]
    assert office.see(hall_board.build)["power"] == "battery"


def test_mains_again_before_the_machine_went_off(office: Office) -> None:
    outage = office.do(battery.battery, by=SYSTEM)["outage"]
    office.do(battery.mains, by=SYSTEM)
    assert office.do(battery.mains, by=SYSTEM) == {"outage": None}
    assert row(office, outage).state == "dismissed" and office.see(hall_board.build)["power"] == "mains"


def test_a_machine_that_went_off_on_battery_closes_the_same_outage_at_its_start(office: Office, clock: Clock) -> None:
    notice(office)
    outage = office.do(battery.battery, by=SYSTEM)["outage"]
    clock.forward(minutes=1)
    assert notice(office) is None and row(office, outage).to_at is None, "it lives on its battery"
    clock.forward(minutes=30)
    assert notice(office) == outage
    found = row(office, outage)
    assert found.state == "open" and found.to_at is not None and office.see(hall_board.build)["power"] == "mains"
    assert office.see(lambda read: read.session.scalar(select(func.count()).select_from(Outage))) == 1
