"""A file as data: the same dictionary serves the page and the API."""

import json

import pytest

from office.errors import NotYourDesk, Unknown
from office.office import Actor, Seat
from office.procedure import Act, Stage
from office.records.tables import Delegation
from office.views import file_page


@pytest.fixture
def seen(office, people):
    return lambda file_id, desk="kasi": office.see(file_page.file, file_id=file_id, actor=people[desk])


def test_it_is_plain_data_with_the_nik_masked(seen, walk):
    found = seen(walk.file(at=Stage.READY, service="IZ05"))
    text = json.dumps(found)
    assert "3529010101010001" not in text and found["applicant"]["nik"] == "352901********01"
    assert found["number"]["number"] and found["levy"]["total_text"] == "Rp60.000"
    assert [(one["kind"], one["desk"], one["valid"]) for one in found["letters"][0]["marks"]] == [
        ("paraf", "kasi", True), ("paraf", "sekcam", True), ("signature", "camat", True)]  # fmt: skip


def test_buttons_say_where_they_lead(seen, walk):
    file_id = walk.file(at=Stage.SEKCAM_PARAF)
    by_act = {button["act"]: button for button in seen(file_id, "sekcam")["buttons"]}
    assert {name: by_act["paraf"][name] for name in ("title", "hint", "rank", "tone", "goes_to", "to_desk",
        "choices")} == {
        "title": "Paraf versi 1", "hint": "lalu ke Camat", "rank": "primary", "tone": "forward",
        "goes_to": "Tanda tangan",
        "to_desk": "Camat", "choices": []}  # fmt: skip
    assert [one["value"] for one in by_act["send_back"]["choices"]] == ["kasi", "operator"]
    assert (by_act["send_back"]["rank"], by_act["send_back"]["tone"]) == ("secondary", "back")
    assert {button["act"]: button["rank"] for button in seen(file_id, "kasi")["buttons"]} == {"correct_data": "rare"}


def test_a_recorders_button_is_no_desks_turn(seen, walk):
    """The Sekcam may record the Camat's wet signature, but never by the key that means "my own next act"."""
    (sign,) = seen(walk.file(at=Stage.CAMAT_SIGNATURE), "sekcam")["buttons"]
    assert (sign["act"], sign["rank"], sign["title"]) == ("sign", "secondary", "Catat tanda tangan Camat")


def test_a_returned_file_is_the_lokets_to_take_back(seen, walk):
    by_act = {button["act"]: button["rank"] for button in seen(walk.file(at=Stage.RETURNED), "loket1")["buttons"]}
    assert by_act["resubmit"] == "primary"


def test_a_kasis_send_back_leaves_no_choice(seen, walk):
    by_act = {button["act"]: button for button in seen(walk.file(at=Stage.KASI_PARAF))["buttons"]}
    assert (by_act["send_back"]["choices"], by_act["send_back"]["to_desk"]) == ([], "Operator")


@pytest.mark.parametrize(("stage", "service", "here", "ahead"), [
    (Stage.REGISTERED, "IZ05", "Menunggu diperiksa loket",
     ["Verifikasi lapangan", "Diproses Kasi", "Konsep surat", "Paraf Kasi", "Paraf Sekcam", "Tanda tangan Camat",
     "Penomoran",
      "Stempel & serah", "Siap diambil di Loket 1", "Diserahkan ke pemohon"]),
    (Stage.PROCESSING, "NP11", "Menunggu diproses Kasi",
     ["Paraf Kasi", "Paraf Sekcam", "Tanda tangan Camat", "Penomoran", "Stempel & serah", "Siap diambil di Loket 2",
      "Diserahkan ke pemohon"]),
    (Stage.READY, "IZ04", "Siap diambil di Loket 1", ["Diserahkan ke pemohon"]),
    (Stage.HANDED_OVER, "IZ04", "Sudah diserahkan", []),
    (Stage.WITHDRAWN, "IZ04", "Permohonan dibatalkan", []),
])  # fmt: skip
def test_the_way_ahead_is_the_tables(seen, walk, stage, service, here, ahead):
    found = seen(walk.file(at=stage, service=service, visit=service == "IZ05"))
    assert (found["here"]["title"], found["ahead"]) == (here, ahead)
    assert found["here"]["ended"] == (stage in (Stage.HANDED_OVER, Stage.WITHDRAWN))


def test_a_returned_file_goes_back_to_where_it_was(seen, walk):
    file_id = walk.file(at=Stage.PROCESSING)
    walk.act(file_id, "kasi", Act.RETURN_TO_APPLICANT, missing=["proposal"], note="Denah buram.")
    found = seen(file_id)
    assert found["ahead"][:2] == ["Diproses Kasi", "Konsep surat"]
    assert found["clock"]["words"] == "Waktu berhenti: di pemohon"
    assert next(one for one in found["checklist"] if one["id"] == "proposal")["present"] is False


def test_the_journey_tells_every_act_once_with_who_and_what(seen, walk, office):
    file_id = walk.file(at=Stage.SEKCAM_PARAF)
    walk.act(file_id, "sekcam", Act.SEND_BACK, note="Jam selesai belum ditulis.", to="operator")
    walk.act(file_id, "operator", Act.PRINT_LETTER)
    told = [(one["title"], one["detail"], one["by"], one["tone"], one["ended"]) for one in seen(file_id)["journey"]]
    assert told == [
        ("Terdaftar", "", "Siti Rahma", "done", False),
        ("Diterima lengkap", "", "Siti Rahma", "done", False),
        ("Diverifikasi di lapangan", "sesuai", "Abd. Rahman, S.Sos.", "done", False),
        ("Diproses", "", "Abd. Rahman, S.Sos.", "done", False),
        ("Surat dicetak", "versi 1", "Nur Laila", "done", False),
        ("Paraf Kasi", "versi 1 · sudah batal", "Abd. Rahman, S.Sos.", "done", True),
        ("Dikembalikan Sekcam", "versi 1", "Drs. Moh. Ilyas", "back", False),
        ("Surat dicetak", "versi 2", "Nur Laila", "done", False),
    ]
    notes = {one["title"]: one["note"] for one in seen(file_id)["journey"] if one["note"]}
    assert notes == {
        "Diverifikasi di lapangan": "Sesuai denah.",
        "Diproses": "Layak diterbitkan.",
        "Dikembalikan Sekcam": "Jam selesai belum ditulis.",
    }


def test_reasons_of_rejection_and_of_a_void_letter_are_told(seen, walk):
    rejected = walk.file(at=Stage.PROCESSING)
    walk.act(rejected, "kasi", Act.REJECT, reason="Lokasi sengketa.")
    assert seen(rejected)["warnings"] == ["Permohonan ini ditolak: Lokasi sengketa."]
    assert seen(rejected)["journey"][-1]["note"] == "Lokasi sengketa."
    voided = walk.file(at=Stage.READY)
    number = seen(voided)["number"]["number"]
    walk.act(voided, "kasi", Act.VOID_LETTER, reason="Salah nama.")
    found = seen(voided)
    assert (found["number"], found["void_numbers"]) == (None, [{"number": number, "reason": "Salah nama."}])
    assert found["journey"][-1]["note"] == "Salah nama."


def test_one_person_at_two_desks_is_warned_before_acting(office, walk):
    file_id = walk.file(at=Stage.KASI_PARAF)
    both = Actor("officer", 4, "operator", (Seat("operator"), Seat("kasi")))
    only = Actor("officer", 3, "kasi", (Seat("kasi"),))
    assert "Operator" in office.see(file_page.file, file_id=file_id, actor=both)["warnings"][0]
    same_desk = office.see(file_page.file, file_id=file_id, actor=only)
    assert same_desk["warnings"] == []


def test_a_changed_signer_is_said(office, seen, walk):
    file_id = walk.file(at=Stage.CAMAT_SIGNATURE)
    with office.database.write() as session:
        session.add(Delegation(role="sekcam", officer_id=5, style="Plh.", basis="SP 2/2026", from_at=office.clock()))
    assert "berganti" in seen(file_id)["warnings"][0]
    assert seen(file_id)["signer"] == {"role": "sekcam", "name": "Drs. Moh. Ilyas", "heading": "Plh. CAMAT AMBUNTEN,"}


def test_days_to_choose_from_are_the_offices(seen, walk):
    days = seen(walk.file(at=Stage.PROCESSING))["days"]
    assert days["next"][0] == {"value": "2026-11-23", "title": "Senin, 23 Nov (hari ini)"}
    assert days["next"][1]["title"] == "Selasa, 24 Nov (besok)"
    assert not {"2026-11-28", "2026-11-29"} & {day["value"] for day in days["next"]}, "no visit on a weekend"
    assert days["past"][1]["value"] == "2026-11-22"


def test_another_sections_kasi_and_an_unknown_file_are_refused(office, walk):
    file_id = walk.file(at=Stage.PROCESSING)
    stranger = Actor("officer", 3, "kasi", (Seat("kasi", section="kesra"),))
    with pytest.raises(NotYourDesk):
        office.see(file_page.file, file_id=file_id, actor=stranger)
    with pytest.raises(Unknown):
        office.see(file_page.file, file_id=999, actor=stranger)


def test_who_moved_it_meanwhile(office, walk):
    file_id = walk.file(at=Stage.KASI_PARAF)
    before = walk.row(file_id).version
    assert office.see(file_page.moved, file_id=file_id, since=before) is None
    walk.act(file_id, "kasi", Act.PARAF)
    assert office.see(file_page.moved, file_id=file_id, since=before)["by"] == "Abd. Rahman, S.Sos."
