"""The loket's desk: register, check, return, complete, accept, hand over; nothing typed is lost."""

import re

import pytest
from sqlalchemy import select

from office.files import case, catalogue, needs
from office.hall import tickets
from office.procedure import Act, Stage, steps_at
from office.records.tables import File, Person, Ticket, Visit
from tests.surfaces.loket_hands import NIK, SITTI, Drawn, Hands, asked, register, slips


@pytest.fixture
def hands(client, office):
    return Hands(client, office, 2)


@pytest.fixture
def first(app, office):
    return Hands(app.test_client(), office, 1)


def test_a_refused_registration_keeps_every_word_and_marks_what_is_wrong(office, hands):
    hands.submit("register", service="NP02", nik="12345", village="Ambunten Tengah", brought_by="proxy",
                 proxy_name="R", proxy_nik="99", field__jenis_perubahan="tambah anggota")  # fmt: skip
    assert hands.status == 409
    kept = hands.desk.forms["register"][1]
    assert kept["nik"] == "12345" and kept["village"] == "Ambunten Tengah" and kept["brought_by"] == "proxy"
    assert kept["proxy_nik"] == "99" and kept["service"] == "NP02"
    wrong = re.findall(r'id="([\w-]+)-problem"', hands.raw)
    assert {"name", "nik", "proxy_name", "proxy_nik"} <= set(wrong)
    assert "NIK harus 16 angka" in hands.desk.words
    assert not office.see(lambda read: list(read.session.scalars(select(File.id))))


def test_registering_serves_the_ticket_gives_a_number_and_a_resi(office, people, hands):
    number = office.do(tickets.issue, by=people["kiosk"], service="NP02")["id"]
    hands.look()
    hands.press("act-call-next")
    hands.take(hands.client.get(f"{hands.url}/desk"))
    assert hands.desk.forms["register"][1]["service"] == "NP02"
    file_id = register(hands)
    row = office.see(lambda read: read.session.get_one(File, file_id))
    assert row.ticket_id == number and row.registration_number in hands.desk.words
    assert re.search(r"kode berkas [A-Z0-9]{4}-[A-Z0-9]{4}", hands.desk.words)
    assert office.see(lambda read: read.session.get_one(Ticket, number).state) == "serving"
    assert "Sedang dilayani B-001" in hands.current.words
    assert len(slips(office, "receipt")) == 1


def test_the_same_form_sent_twice_registers_once(office, hands):
    drawn = dict(hands.panels)
    once = register(hands)
    hands.panels = drawn
    assert register(hands) == once
    assert len(office.see(lambda read: list(read.session.scalars(select(File.id))))) == 1


def test_a_service_of_the_other_loket_is_refused_with_the_way(hands):
    hands.submit("register", service="IZ04", **SITTI)
    assert hands.status == 409 and "Loket 1" in hands.desk.words


def test_no_nik_is_ever_shown_whole(office, hands):
    register(hands)
    pages = [hands.raw, hands.client.get(hands.url).text]
    hands.submit("find-form", q="Sitti")
    pages.append(hands.raw)
    hands.open("aside-correct_data")
    pages.append(hands.raw)
    assert all(NIK not in page for page in pages)
    assert "352909********04" in pages[0] and "081234564471" not in pages[0]


def test_a_known_nik_brings_what_is_known(hands):
    register(hands)
    hands.take(hands.client.get(f"{hands.url}/desk?new=1"))
    nik = hands.desk.forms["register"][1]
    assert nik["name"] == ""
    hands.send(f"{hands.url}/person", hands._filled("register", {"nik": "3529 0941 0488 0004"}))
    assert hands.swapped == ["known"] and 'data-name="Sitti Aminah"' in hands.raw
    hands.send(f"{hands.url}/person", hands._filled("register", {"nik": "3529094104889999"}))
    assert hands.known.words == ""


def test_terima_waits_for_every_mandatory_paper(office, hands):
    file_id = register(hands)
    hands.press("do-accept", "file-form", documents=asked(hands)[:1], visit="yes", note="Sedang dicari")
    assert hands.status == 409 and "Syarat ini belum ada" in hands.desk.words
    kept = hands.desk.forms["file-form"][1]
    assert kept.getlist("documents") == asked(hands)[:1] and kept["note"] == "Sedang dicari"
    assert office.see(lambda read: read.session.get_one(File, file_id).stage) == Stage.REGISTERED


def test_returned_completed_and_accepted_with_the_same_number(office, hands):
    file_id = register(hands)
    papers = asked(hands)
    hands.press("do-return_incomplete", "file-form", documents=papers[:2])
    assert hands.status == 409 and "Catatan wajib diisi" in hands.desk.words
    assert hands.desk.forms["file-form"][1].getlist("documents") == papers[:2]
    hands.press("do-return_incomplete", "file-form", note="KK asli belum dibawa.")
    assert "Berkas dikembalikan" in hands.desk.words
    assert [row["label"] for row in slips(office, "deficiency")[0].facts["missing"]] == ["KK lama"]
    hands.open("same-file")
    assert asked(hands) == papers[2:], "only what was missing is asked again"
    hands.press("do-resubmit", "file-form", documents=papers[2:])
    assert "Kelengkapan diterima" in hands.desk.words and asked(hands) == []
    hands.press("do-accept", "file-form")
    assert "Berkas diterima lengkap" in hands.desk.words
    row = office.see(lambda read: read.session.get_one(File, file_id))
    assert (row.stage, row.revision) == (Stage.PROCESSING, 2)


def test_a_visit_that_is_always_made_is_planned_when_the_file_is_accepted(office, first):
    file_id = register(first, "IZ02")
    papers = asked(first)
    first.press("do-accept", "file-form", documents=papers, visit_at="")
    assert first.status == 409 and "jadwal verifikasi" in first.desk.words.lower()
    first.press("do-accept", "file-form", documents=papers, visit_at="2026-11-25T09:00")
    assert "Rabu, 25 November 2026, 09.00" in first.desk.words
    planned = office.see(lambda read: read.session.scalars(select(Visit).where(Visit.file_id == file_id)).one())
    assert planned.visit_at.isoformat() == "2026-11-25T02:00:00+00:00"
    assert len(slips(office, "visit")) == 1


@pytest.mark.parametrize(("wanted", "stage"), [({}, Stage.PROCESSING), ({"visit": "yes"}, Stage.FIELD_VISIT)])
def test_a_conditional_visit_is_made_only_when_it_is_ticked(office, first, wanted, stage):
    file_id = register(first, "IZ01")
    assert first.desk.boxes["visit"] == ["yes"]
    first.press("do-accept", "file-form", documents=asked(first), **wanted)
    assert office.see(lambda read: read.session.get_one(File, file_id).stage) == stage


def test_a_proxy_must_bring_the_power_of_attorney(hands):
    register(hands, brought_by="proxy", proxy_name="Rusdi", proxy_relation="Anak")
    assert "surat_kuasa" in asked(hands) and "Rusdi (Anak)" in hands.desk.words


def test_data_is_corrected_by_what_was_written_anew_only(office, hands):
    file_id = register(hands)
    hands.open("aside-correct_data")
    form = f"{hands.url}/files/{file_id}/acts/correct_data"
    hands.submit(form, reason="Periksa saja")
    assert hands.status == 409 and "Sebutkan data yang dibetulkan" in hands.panels["sheet-body"].words
    assert hands.panels["sheet-body"].forms[form][1]["reason"] == "Periksa saja"
    hands.submit(form, name="Siti Aminah", reason="Salah ketik")
    person = office.see(lambda read: read.session.scalars(select(Person)).one())
    assert (person.name, person.village, person.phone) == ("Siti Aminah", "Ambunten Tengah", "081234564471")
    assert "Siti Aminah" in hands.desk.words and hands.panels["sheet-body"].words == ""


def test_a_withdrawal_needs_its_reason(office, hands):
    file_id = register(hands)
    hands.open("aside-withdraw")
    form = f"{hands.url}/files/{file_id}/acts/withdraw"
    hands.submit(form)
    assert hands.status == 409 and "Alasan wajib diisi" in hands.panels["sheet-body"].words
    hands.submit(form, reason="Pindah kecamatan")
    assert office.see(lambda read: read.session.get_one(File, file_id).stage) == Stage.WITHDRAWN


def test_a_file_that_moved_meanwhile_is_drawn_as_it_is_with_the_reason(walk, hands):
    file_id = register(hands)
    walk.act(file_id, "loket", Act.WITHDRAW, reason="lewat meja lain")
    hands.press("do-return_incomplete", "file-form", note="x")
    assert hands.status == 409
    assert "do-return_incomplete" not in hands.desk.buttons and "Dibatalkan" in hands.desk.words


UNREACHED = (Stage.HANDED_OVER, Stage.EXPIRED)
STAGES = [stage for stage in Stage if stage not in UNREACHED]


@pytest.mark.parametrize("stage", STAGES)
def test_the_desk_offers_exactly_what_the_table_offers_a_loket(office, walk, first, stage):
    file_id = walk.file(at=stage)
    first.take(first.client.get(f"{first.url}/files/{file_id}"))
    drawn = {name.partition("-")[2] for name in first.desk.buttons if name.startswith(("do-", "aside-"))}
    assert drawn == office.see(_offered, file_id=file_id)


def _offered(read, *, file_id):
    row = read.session.get_one(File, file_id)
    kind = catalogue.service(read, row.service_code)
    return {step.act.value for step in steps_at(Stage(row.stage), ["loket"], case.situation(read, row, kind))}


def test_an_unknown_act_is_refused_in_words(hands):
    file_id = register(hands)
    hands.send(f"{hands.url}/files/{file_id}/acts/approve", hands._filled("file-form", {}))
    assert hands.status in (404, 409) and "tidak dikenal" in Drawn(hands.raw).words


def test_ticks_given_once_stay(office, hands):
    file_id = register(hands)
    papers = asked(hands)
    hands.press("do-return_incomplete", "file-form", documents=papers[:1], note="Dua belum ada.")
    ticked = office.see(lambda read: needs.ticked(read, file_id))
    assert [name for name in papers if ticked[name]] == papers[:1]
    hands.open("same-file")
    assert papers[0] in hands.desk.forms["file-form"][1].getlist("documents")
