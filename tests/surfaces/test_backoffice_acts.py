"""Every button of every stage, pressed on the real page: the file goes where the SOP's table says."""

import pytest

from office.errors import Refusal
from office.files import catalogue
from office.files.bodies import SendBack
from office.files.case import situation
from office.procedure import TABLE, Act, Desk, Stage, find
from office.records.tables import Delegation, File
from tests.surfaces.page_forms import OFFICERS, TICK, act_forms, forms_of, press, sit

#: what an officer types for each act; `TICK` ticks every box of a list
TYPED = {
    Act.ACCEPT: {"documents[]": TICK}, Act.RETURN_INCOMPLETE: {"missing[]": TICK, "note": "Belum lengkap."},
    Act.RESUBMIT: {"documents[]": TICK},
    Act.RECORD_VISIT: {"result": "sesuai", "findings": "Sesuai denah.", "at.time": "10.00"},
    Act.RESCHEDULE_VISIT: {"note": "Hujan deras."}, Act.RETURN_TO_APPLICANT: {"missing[]": TICK,
    "note": "Denah buram."},
    Act.REJECT: {"reason": "Lokasi tidak sesuai."}, Act.PROCESS: {}, Act.REQUEST_VISIT: {"reason": "Perlu dilihat."},
    Act.PRINT_LETTER: {}, Act.PARAF: {}, Act.SEND_BACK: {"note": "Betulkan alamat.", "to": "operator"}, Act.SIGN: {},
    Act.ASSIGN_NUMBER: {}, Act.RELEASE: {"stamped": "true", "archive_location": "Lemari 2"}, Act.CONFIRM_ARRIVAL: {},
    Act.HAND_OVER: {"receiver.id_shown": "true"},
    Act.CORRECT_DATA: {"changes.name": "Sahrul Anam, S.Pd.", "reason": "Salah ketik."},
    Act.WITHDRAW: {"reason": "Dibatalkan pemohon."}, Act.VOID_LETTER: {"reason": "Salah cetak nama."}, Act.REPRINT: {},
}  # fmt: skip
DESKS = {"loket": "loket1", "kasi": "kasi", "operator": "operator", "sekcam": "sekcam", "camat": "camat"}
#: what belongs to no stage is tried where it matters most: the whole table is tried elsewhere, without pages
RARE = {(Stage.REGISTERED, Desk.LOKET, Act.CORRECT_DATA), (Stage.DRAFTING, Desk.OPERATOR, Act.CORRECT_DATA),
        (Stage.SEKCAM_PARAF, Desk.KASI, Act.CORRECT_DATA), (Stage.RETURNED, Desk.LOKET, Act.WITHDRAW),
        (Stage.CAMAT_SIGNATURE, Desk.LOKET, Act.WITHDRAW)}  # fmt: skip
ANYWHERE = (Act.CORRECT_DATA, Act.WITHDRAW, Act.REPRINT)
#: the letter's signer is the Camat, so these rows are another officer's
OTHER_SIGNERS = {(desk, act) for desk in (Desk.KASI, Desk.SEKCAM) for act in (Act.SIGN, Act.SEND_BACK, Act.REJECT)}
MET = sorted(RARE | {
    (step.waits_at, step.desk, step.act) for step in TABLE
    if step.desk != Desk.SYSTEM and step.act not in ANYWHERE
    and not (step.waits_at == Stage.CAMAT_SIGNATURE and (step.desk, step.act) in OTHER_SIGNERS)
})  # fmt: skip


@pytest.mark.parametrize(("stage", "desk", "act"), MET, ids=lambda value: str(value.value))
def test_a_button_does_what_the_table_says(client, office, walk, stage, desk, act):
    file_id = walk.file(at=stage)
    sit(client, office, OFFICERS[DESKS[desk]])
    before = walk.row(file_id)
    answer = press(client, f"/counter/files/{file_id}?as={desk}", act, TYPED[act])
    assert answer.status_code == 303, answer.text[:3000]
    after = walk.row(file_id)
    assert after.version == before.version + 1
    row = [s for s in TABLE if (s.waits_at, s.desk, s.act) == (stage, desk, act)]
    assert after.stage in {step.goes_to or stage for step in row}
    if act == Act.SEND_BACK:
        assert after.stage == Stage.DRAFTING and after.note == "Betulkan alamat."


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.EXPIRED], ids=str)
def test_a_page_offers_exactly_the_tables_acts(client, office, walk, stage):
    file_id = walk.file(at=stage)
    sit(client, office, *OFFICERS.values())
    situations = office.see(situations_of, file_id=file_id)
    for desk in DESKS:
        shown = set(act_forms(client.get(f"/counter/files/{file_id}?as={desk}").text))
        for act in Act:
            assert (act in shown) == offered(stage, situations, act, desk), (stage, desk, act)


def situations_of(read, *, file_id):
    """The file's situation, whatever the form would say about where to."""
    file = read.session.get_one(File, file_id)
    bodies = (None, SendBack(to="kasi"), SendBack(to="operator"))
    return [situation(read, file, catalogue.service(read, file.service_code), body) for body in bodies]


def offered(stage, situations, act, desk):
    """Whether the table lets `desk` do `act` here."""
    for here in situations:
        try:
            find(stage, act, [Desk(desk)], here)
            return True
        except Refusal:
            continue
    return False


def test_an_endorsement_is_set_by_processing_itself(client, office, walk):
    file_id = walk.file(at=Stage.PROCESSING, service="NP11")
    sit(client, office, OFFICERS["kasi"])
    assert press(client, f"/counter/files/{file_id}", Act.PROCESS, {}).status_code == 303
    row = walk.row(file_id)
    assert (row.stage, row.letter_version) == (Stage.KASI_PARAF, 1)


def test_levy_lines_are_typed_as_people_write_numbers(client, office, walk):
    file_id = walk.file(at=Stage.PROCESSING, service="IZ05")
    sit(client, office, OFFICERS["kasi"])
    line = {"levy.0.code": "1.02", "levy.0.label": "Pemakaian jalan", "levy.0.volume": "12,5", "levy.0.unit": "m²",
            "levy.0.rate": "1.000"}  # fmt: skip
    assert press(client, f"/counter/files/{file_id}", Act.PROCESS, line).status_code == 303
    assert [one["amount"] for one in walk.row(file_id).levy] == [12500]


def test_untouched_levy_lines_come_from_the_tariff(client, office, walk):
    file_id = walk.file(at=Stage.PROCESSING, service="IZ05")
    sit(client, office, OFFICERS["kasi"])
    press(client, f"/counter/files/{file_id}", Act.PROCESS, {})
    assert [one["code"] for one in walk.row(file_id).levy] == ["CONTOH-01"]


def test_a_handover_waits_for_the_payment_proof(client, office, walk):
    file_id = walk.file(at=Stage.READY, service="IZ05")
    sit(client, office, OFFICERS["loket1"])
    page = f"/counter/files/{file_id}?as=loket"
    refused = press(client, page, Act.HAND_OVER, {"receiver.id_shown": "true"})
    assert refused.status_code == 422 and "bukti bayar" in refused.text
    assert walk.row(file_id).stage == Stage.READY
    paid = {"receiver.id_shown": "true", "payment_proof": "STS-0007"}
    assert press(client, page, Act.HAND_OVER, paid).status_code == 303
    assert walk.row(file_id).stage == Stage.HANDED_OVER


def test_only_what_differs_is_corrected(client, office, walk):
    file_id = walk.file(at=Stage.KASI_PARAF)
    sit(client, office, OFFICERS["kasi"])
    typed = {"changes.village": "Ambunten Barat", "changes.fields.tempat": "Balai desa", "reason": "Salah tulis."}
    assert press(client, f"/counter/files/{file_id}", Act.CORRECT_DATA, typed).status_code == 303
    row = walk.row(file_id)
    assert (row.fields["tempat"], row.fields["tanggal_acara"], row.letter_version) == ("Balai desa", "2026-11-28", None)
    refused = press(client, f"/counter/files/{file_id}", Act.CORRECT_DATA, {"reason": "Tidak ada yang diubah."})
    assert refused.status_code == 422 and "data yang dibetulkan" in refused.text


def test_a_recorder_names_who_signed(client, office, walk):
    file_id = walk.file(at=Stage.CAMAT_SIGNATURE)
    sit(client, office, OFFICERS["sekcam"])
    page = f"/counter/files/{file_id}"
    form = act_forms(client.get(page).text)[Act.SIGN]
    assert form.fields["recorded_for"] == "Drs. H. Achmad Fauzi, M.Si."
    assert press(client, page, Act.SIGN, {"recorded_for": ""}).status_code == 422
    assert press(client, page, Act.SIGN, {}).status_code == 303
    assert "oleh Drs. H. Achmad Fauzi" in client.get(page).text


def test_a_changed_signer_means_one_press_for_all_letters(client, office, walk):
    ids = [walk.file(at=Stage.CAMAT_SIGNATURE), walk.file(at=Stage.KASI_PARAF, service="NP07")]
    with office.database.write() as session:
        session.add(Delegation(role="sekcam", officer_id=5, style="a.n.", basis="SP 1/2026", from_at=office.clock()))
    sit(client, office, OFFICERS["operator"])
    page = client.get("/counter/operator").text
    assert "2 surat perlu dicetak ulang" in page
    assert Act.REPRINT in act_forms(client.get(f"/counter/files/{ids[0]}?as=operator").text)
    form = next(form for form in forms_of(page) if "reprints" in form.action)
    assert client.post(form.action, data=form.fields).status_code == 303
    assert [(walk.row(n).stage, walk.row(n).letter_version, walk.row(n).signer) for n in ids] == [
        (Stage.KASI_PARAF, 2, "sekcam")] * 2  # fmt: skip
    assert "perlu dicetak ulang" not in client.get("/counter/operator").text
