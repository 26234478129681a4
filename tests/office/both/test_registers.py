"""Number rules, sisipan and the agenda of incoming letters through their verbs, on both databases."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from office.errors import AlreadyDone, Invalid, NeedsMissing, NoSuchStep, NotNow, NotYourDesk, Unknown
from office.files import blocks, incoming, insertions, number_setting
from office.files.incoming import Dispose, Receive
from office.files.insertions import Insert
from office.files.number_setting import Numbers
from office.office import Actor, Seat
from office.procedure import Act, Stage
from office.records.tables import HistoryRow, IncomingLetter, LetterNumber
from office.views import verify
from printer.letters.desk import LetterDesk
from printer.letters.store import LetterStore
from tests.walk import Walk

ADMIN = Actor("officer", 7, "Dewi", (Seat("admin"), Seat("supervisor")))


@pytest.fixture
def walk(office, press, people, tmp_path):
    return Walk(office, LetterDesk(office, press, LetterStore(tmp_path / "letters")), people)


def rules(office, **changes):
    now = office.see(lambda read: read.settings.numbers)
    return Numbers(**{**now.model_dump(), **changes})


def letters(office):
    rows = select(LetterNumber).order_by(LetterNumber.id)
    return office.see(lambda read: read.session.scalars(rows).all())


def events(office, name):
    rows = select(HistoryRow).where(HistoryRow.event == name).order_by(HistoryRow.seq)
    return [json.loads(row.facts) for row in office.see(lambda read: read.session.scalars(rows).all())]


def faults(office):
    """All that is wrong, but for slips that no print room took and the way that was shortened here."""
    return [line for one in office.see(verify.findings) for line in one.faults]


@pytest.fixture
def numbered(walk, clock):
    """Letters 1 (Monday) and 2 (Thursday)."""
    first = walk.file(at=Stage.RELEASING, service="NP07")
    clock.forward(days=3)
    second = walk.file(at=Stage.RELEASING, service="NP07")
    return first, second


def forgotten(**more):
    given = {"letter_date": date(2026, 11, 24), "reason": "Lupa dicatat", "service": "NP03", "subject": "Pengantar",
             "recipient": "Dinas Dukcapil"}  # fmt: skip
    return Insert(**{**given, **more})


def insert(office, body):
    place = office.see(insertions.look, body=body)
    return office.do(insertions.insert, by=ADMIN, body=body.model_copy(update={"seen": place.number}))


def test_a_new_pattern_counts_on_and_changes_nothing_that_was_written(office, walk):
    walk.file(at=Stage.RELEASING, service="NP07")
    changed = rules(office, letter="{kode}/{urut:04}/{unit}/{bulan_romawi}/{tahun}", unit="435.404")
    assert office.do(number_setting.change, by=ADMIN, body=changed)["changed"] == ["letter", "unit"]
    walk.file(at=Stage.RELEASING, service="NP07")
    assert [row.number for row in letters(office)] == ["400.12.2.1/001/435.000/2026", "400.12.2.1/0002/435.404/XI/2026"]
    assert events(office, "settings_changed")[-1] == {"letter": changed.letter, "unit": "435.404"}
    assert faults(office) == []


def test_unchanged_rules_write_no_row(office):
    assert office.do(number_setting.change, by=ADMIN, body=rules(office)) == {"changed": []}
    assert events(office, "settings_changed") == []


@pytest.mark.parametrize(("field", "value"), [("letter", "{kode}/{tahun}"), ("registration", "{urut}/{kode}"),
                                              ("handover", "{urut}"), ("unit", "{x}")])  # fmt: skip
def test_a_pattern_that_cannot_be_is_refused_where_it_was_typed(office, field, value):
    with pytest.raises(Invalid) as refused:
        office.do(number_setting.change, by=ADMIN, body=rules(office, **{field: value}))
    assert list(refused.value.extra["fields"]) == [field]
    assert office.see(lambda read: getattr(read.settings.numbers, field)) != value


def test_books_are_not_divided_within_a_year_that_has_letters(office, walk, clock):
    walk.file(at=Stage.RELEASING, service="NP07")
    with pytest.raises(NotNow, match="awal tahun"):
        office.do(number_setting.change, by=ADMIN, body=rules(office, one_book=False))
    clock.now += timedelta(days=60)
    office.do(number_setting.change, by=ADMIN, body=rules(office, one_book=False))
    walk.file(at=Stage.RELEASING, service="NP07")
    assert [(row.book, row.year, row.seq) for row in letters(office)] == [("umum", 2026, 1), ("400.12.2.1", 2027, 1)]


def test_a_printed_sheet_of_numbers_keeps_its_pattern(office):
    office.do(blocks.reserve, by=ADMIN, series="letter:umum", count=2)
    for change in ({"letter": "{urut}/{kode}/{tahun}"}, {"unit": "435.404"}):
        with pytest.raises(NotNow, match="lembar cadangan"):
            office.do(number_setting.change, by=ADMIN, body=rules(office, **change))
    office.do(number_setting.change, by=ADMIN, body=rules(office, registration="{urut}/{tahun}"))


def test_the_example_shows_the_next_number_of_every_service(office, walk):
    walk.file(at=Stage.RELEASING, service="NP07")
    seen = office.see(number_setting.preview, body=rules(office, letter="{urut:03}/{kode}/{bulan_romawi}/{tahun}"))
    shown = {row["code"]: row for row in seen["rows"]}
    assert shown["NP07"]["letter"] == "002/400.12.2.1/XI/2026"
    assert shown["NP07"]["registration"] == "0002/2/11/2026"
    assert seen["handover"] == "0001/2026"


def test_a_letter_whose_written_number_exists_is_refused_in_words(office, walk):
    walk.file(at=Stage.RELEASING, service="NP07")
    with office.database.write() as session:  # a register kept by hand before, say
        session.scalars(select(LetterNumber)).one().number = "400.12.2.1/002/435.000/2026"
    with pytest.raises(NotNow, match="sudah ada di register"):
        walk.file(at=Stage.RELEASING, service="NP07")


def test_a_forgotten_letter_stands_behind_the_number_of_its_day(office, numbered):
    first = insert(office, forgotten())
    second = insert(office, forgotten(letter_date=date(2026, 11, 25)))
    assert [first["number"], second["number"]] == ["400.12.2.2/001.a/435.000/2026", "400.12.2.2/001.b/435.000/2026"]
    assert [(row.seq, row.suffix, row.state) for row in letters(office)] == [
        (1, "", "used"), (2, "", "used"), (1, "a", "used"), (1, "b", "used")]  # fmt: skip
    told = events(office, "number_inserted")[0]
    assert (told["after"], told["number"], told["file"]) == (1, first["number"], None)
    assert "Lupa" not in json.dumps(told), "a reason may name people, and history does not"
    assert faults(office) == []


def test_it_needs_the_admin_a_reason_and_a_second_look(office, numbered, people):
    body = forgotten(seen=office.see(insertions.look, body=forgotten()).number)
    for who in ("kasi", "operator", "supervisor"):
        with pytest.raises(NotYourDesk):
            office.do(insertions.insert, by=people[who], body=body)
    with pytest.raises(NeedsMissing):
        office.do(insertions.insert, by=ADMIN, body=forgotten(reason=" "))
    with pytest.raises(NotNow, match="sekali lagi") as refused:
        office.do(insertions.insert, by=ADMIN, body=forgotten())
    assert refused.value.extra["number"] == body.seen
    office.do(insertions.insert, by=ADMIN, body=body)
    with pytest.raises(NotNow, match=r"001\.b"):
        office.do(insertions.insert, by=ADMIN, body=body)
    assert len(letters(office)) == 3


@pytest.mark.parametrize(("more", "refusal"), [
    ({"letter_date": date(2026, 11, 26)}, Invalid), ({"letter_date": date(2026, 11, 20)}, Invalid),
    ({"letter_date": date(2025, 11, 20)}, Invalid), ({"service": None}, Invalid), ({"service": "XX"}, Unknown),
    ({"subject": ""}, NeedsMissing), ({"file": "9999/1/11/2026"}, Invalid),
])  # fmt: skip
def test_what_is_no_place_for_a_sisipan(office, numbered, more, refusal):
    with pytest.raises(refusal):
        office.see(insertions.look, body=forgotten(**more))


def test_a_waiting_file_is_numbered_by_its_kasi_with_the_number_set_aside(office, numbered, walk):
    waiting = walk.file(at=Stage.NUMBERING, service="NP07")
    number = walk.row(waiting).registration_number
    made = insert(office, forgotten(file=number, service=None, subject="", recipient=""))
    assert made["state"] == "open"
    with pytest.raises(AlreadyDone):
        office.see(insertions.look, body=forgotten(file=number))
    answer = walk.act(waiting, "kasi", Act.ASSIGN_NUMBER)
    assert (answer["letter_number"], answer["letter_date"]) == ("400.12.2.1/001.a/435.000/2026", "2026-11-24")
    assert faults(office) == []
    with pytest.raises(NotNow):
        office.do(insertions.void, by=ADMIN, letter=made["id"], reason="Tidak jadi")
    walk.act(waiting, "kasi", Act.VOID_LETTER, reason="Salah nama")
    assert letters(office)[-1].state == "void"
    with pytest.raises(NoSuchStep):
        office.see(insertions.look, body=forgotten(file=number))
    walk.step(waiting, Stage.DRAFTING, {})
    for stage in (Stage.KASI_PARAF, Stage.SEKCAM_PARAF, Stage.CAMAT_SIGNATURE, Stage.NUMBERING):
        walk.step(waiting, stage, {})
    assert letters(office)[-1].number == "400.12.2.1/003/435.000/2026", "a voided sisipan is not used again"
    assert faults(office) == []


def test_a_sisipan_that_is_not_needed_stays_as_void(office, numbered):
    made = insert(office, forgotten())
    with pytest.raises(NeedsMissing):
        office.do(insertions.void, by=ADMIN, letter=made["id"], reason=" ")
    office.do(insertions.void, by=ADMIN, letter=made["id"], reason="Ternyata sudah bernomor")
    with pytest.raises(AlreadyDone):
        office.do(insertions.void, by=ADMIN, letter=made["id"], reason="Lagi")
    with pytest.raises(Unknown):
        office.do(insertions.void, by=ADMIN, letter=letters(office)[0].id, reason="Nomor biasa")
    assert insert(office, forgotten())["number"].endswith("/001.b/435.000/2026")
    assert faults(office) == []


@pytest.mark.parametrize("broken", [{"suffix": "c"}, {"seq": 9}, {"inserted_why": None}])
def test_verify_finds_a_sisipan_that_was_tampered_with(office, numbered, broken):
    insert(office, forgotten())
    with office.database.write() as session:
        row = session.scalars(select(LetterNumber).where(LetterNumber.suffix == "a")).one()
        for name, value in broken.items():
            setattr(row, name, value)
    assert faults(office)


def received(**more):
    return Receive(**{"sender": "Dinas Kesehatan", "subject": "Undangan rapat", "letter_number": "400/1/2026", **more})


def test_incoming_letters_are_numbered_without_gap_year_by_year(office, people, clock):
    made = [office.do(incoming.receive, by=people["operator"], body=received()) for _ in range(2)]
    office.do(incoming.void, by=people["sekcam"], letter=made[1]["id"], reason="Tercatat dua kali")
    clock.forward(days=60)
    made.append(office.do(incoming.receive, by=people["supervisor"], body=received(received_on=date(2026, 12, 30))))
    rows = office.see(lambda read: read.session.scalars(select(IncomingLetter).order_by(IncomingLetter.id)).all())
    assert [(row.year, row.seq, row.state) for row in rows] == [(2026, 1, "used"), (2026, 2, "void"), (2027, 1, "used")]
    assert faults(office) == []
    assert "Dinas" not in str(events(office, "incoming_received"))


def test_the_camat_disposes_of_it(office, people):
    made = office.do(incoming.receive, by=people["operator"], body=received())
    with pytest.raises(NotYourDesk):
        office.do(incoming.dispose, by=people["loket1"], letter=made["id"], body=Dispose(disposition="x"))
    with pytest.raises(NeedsMissing):
        office.do(incoming.dispose, by=people["camat"], letter=made["id"], body=Dispose(disposition="  "))
    office.do(incoming.dispose, by=people["camat"], letter=made["id"], body=Dispose(disposition="Kasi Kesra\nhadiri"))
    row = office.see(lambda read: read.session.get(IncomingLetter, made["id"]))
    assert (row.disposition, row.disposed_by) == ("Kasi Kesra\nhadiri", people["camat"].ref)
    office.do(incoming.void, by=people["operator"], letter=made["id"], reason="Salah alamat")
    with pytest.raises(NotNow):
        office.do(incoming.dispose, by=people["camat"], letter=made["id"], body=Dispose(disposition="Lagi"))
    with pytest.raises(AlreadyDone):
        office.do(incoming.void, by=people["operator"], letter=made["id"], reason="Lagi")


@pytest.mark.parametrize("more", [{"received_on": date(2026, 11, 24)}, {"received_on": date(2020, 1, 1)},
                                  {"letter_date": date(2026, 11, 25)}])  # fmt: skip
def test_days_that_cannot_be_are_refused(office, people, more):
    with pytest.raises(Invalid):
        office.do(incoming.receive, by=people["operator"], body=received(**more))
    assert office.do(incoming.receive, by=people["operator"], body=received())["agenda_number"] == 1
