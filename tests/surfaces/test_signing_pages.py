"""The way to the signature on its pages: several at once, who it is, the folder, delegations, what changed."""

import re

import pytest

from office.office import SYSTEM
from office.people import delegations, staff
from office.procedure import Act, Stage
from office.records.tables import File, Mark, Officer, OfficerDesk
from tests.surfaces.page_forms import OFFICERS, act_forms, forms_of, press, sit

CAMAT = "Drs. H. Achmad Fauzi, M.Si."


def password(office, who, words):
    with office.database.write() as session:
        session.query(Officer).filter_by(username=who).update({"password_hash": staff.hash_password(words)})


def review(client, desk, run, *ids):
    """The page between the list and the press, opened as the list's form would."""
    return client.get("/counter/many", query_string={"as": desk, "run": run, "file": ids})


def go(client, page, **typed):
    form = next(form for form in forms_of(page) if "/counter/many" in form.action)
    sent = form.fields.copy()
    for name, value in {"password": "", **typed}.items():
        sent[name] = value
    return client.post(form.action, data=sent)


def boxes(page):
    """Rows that may be chosen: file -> the runs it offers."""
    return {int(n): runs.split() for n, runs in re.findall(r'name="file" value="(\d+)"[^>]*data-runs="([^"]*)"', page)}


def test_a_list_offers_what_each_row_allows(client, office, walk):
    visit, process, paraf, legal = (
        walk.file(at=Stage.FIELD_VISIT, service="IZ05"), walk.file(at=Stage.PROCESSING, service="NP07"),
        walk.file(at=Stage.KASI_PARAF, service="NP07"), walk.file(at=Stage.PROCESSING, service="NP01"))  # fmt: skip
    sit(client, office, OFFICERS["kasi"])
    found = boxes(client.get("/counter/kasi").text)
    assert found == {process: ["process"], paraf: ["paraf"], legal: ["process", "process+paraf"]} and visit not in found


def test_several_in_one_press_and_what_became_of_each(client, office, walk):
    ids = [walk.file(at=Stage.SEKCAM_PARAF, service="NP07") for _ in range(3)]
    sit(client, office, OFFICERS["sekcam"])
    page = review(client, "sekcam", "paraf", *ids).text
    assert "Paraf 3 surat" in page and "Sahrul" not in page
    walk.act(ids[1], "sekcam", Act.SEND_BACK, note="Salah nama.", to="operator")
    told = go(client, page).text
    assert "2 selesai, 1 belum" in told
    assert told.index(walk.row(ids[1]).registration_number) < told.index(walk.row(ids[0]).registration_number)
    assert "baru saja dikerjakan petugas lain" in told and "Sekarang: menunggu dicetak operator" in told
    assert [walk.row(n).stage for n in ids] == [Stage.CAMAT_SIGNATURE, Stage.DRAFTING, Stage.CAMAT_SIGNATURE]
    again = review(client, "sekcam", "paraf", *ids).text
    assert "3 tidak ikut" in again


def test_a_press_with_nothing_chosen_or_an_odd_run_is_told(client, office, walk):
    sit(client, office, OFFICERS["sekcam"])
    assert "Pilih berkas pada daftar" in review(client, "sekcam", "paraf").text
    assert review(client, "sekcam", "hand_over").status_code == 409
    assert client.get("/counter/many?as=sekcam&run=paraf&file=x&file=1.y&file=99999999999999999999").status_code == 200


def test_a_password_is_asked_once_and_for_some_minutes(client, office, walk, clock):
    password(office, "sekcam", "Pelabuhan Slopeng 7")
    one, two, three = (walk.file(at=Stage.SEKCAM_PARAF, service="NP07") for _ in range(3))
    sit(client, office, OFFICERS["sekcam"])
    page = review(client, "sekcam", "paraf", one).text
    assert 'type="password"' in page
    for typed in ({}, {"password": "salah sekali"}):
        refused = go(client, page, **typed)
        assert refused.status_code == 409 and "salah sekali" not in refused.text
        assert walk.row(one).stage == Stage.SEKCAM_PARAF
    assert "1 selesai" in go(client, page, password="Pelabuhan Slopeng 7").text
    assert 'type="password"' not in review(client, "sekcam", "paraf", two).text
    assert press(client, f"/counter/files/{two}?as=sekcam", Act.PARAF, {}).status_code == 303
    clock.forward(minutes=6)
    own = f"/counter/files/{three}?as=sekcam"
    refused = press(client, own, Act.PARAF, {"password": ""})
    assert refused.status_code == 409 and "ketik kata sandi" in refused.text.lower()
    assert press(client, own, Act.PARAF, {"password": "Pelabuhan Slopeng 7"}).status_code == 303


def test_a_kasi_s_own_paraf_of_one_letter_asks_nothing(client, office, walk):
    password(office, "kasi", "Pelabuhan Slopeng 7")
    file_id = walk.file(at=Stage.KASI_PARAF, service="NP07")
    sit(client, office, OFFICERS["kasi"])
    assert press(client, f"/counter/files/{file_id}", Act.PARAF, {}).status_code == 303


def test_the_recorder_and_the_signer_are_both_named(client, office, walk, letters):
    ids = [walk.file(at=Stage.CAMAT_SIGNATURE, service="NP07") for _ in range(2)]
    sit(client, office, OFFICERS["sekcam"])
    listed = client.get("/counter/sekcam?stage=record").text
    assert "2 surat menunggu tanda tangan" in listed and set(boxes(listed)) == set(ids)
    page = review(client, "sekcam", "sign", *ids).text
    assert "nama Anda tercatat sebagai pencatatnya" in page and f'value="{CAMAT}"' in page
    assert "Bukan tanda tangan elektronik tersertifikasi" in page
    assert "2 selesai" in go(client, page).text
    shown = client.get(f"/counter/files/{ids[0]}?as=sekcam").text
    assert shown.count(f"oleh {CAMAT}, dicatat Drs. Moh. Ilyas") == 3, "journey, mark and version"
    told = client.get(f"/api/v1/files/{ids[0]}").get_json()["letters"][0]["marks"][-1]
    assert (told["signed_by"], told["recorded_by"]) == (CAMAT, "Drs. Moh. Ilyas")


def test_a_signing_list_is_read_without_going_back(client, office, walk):
    ids = [walk.file(at=Stage.CAMAT_SIGNATURE, service="NP07") for _ in range(3)]
    sit(client, office, OFFICERS["camat"])
    page = client.get(f"/counter/files/{ids[1]}?as=camat").text
    assert "2 dari 3" in page
    assert f'href="/counter/files/{ids[0]}?as=camat" rel="prev"' in page
    assert f'href="/counter/files/{ids[2]}?as=camat" rel="next"' in page
    assert press(client, f"/counter/files/{ids[1]}?as=camat", Act.SIGN, {}).status_code == 303
    assert "Surat berikutnya" in client.get(f"/counter/camat?done={ids[1]}").text


def test_consecutive_desks_of_one_person_in_one_press(client, office, walk):
    with office.database.write() as session:
        session.add(OfficerDesk(officer_id=OFFICERS["kasi"], desk="operator"))
    file_id = walk.file(at=Stage.PROCESSING, service="NP07")
    sit(client, office, OFFICERS["kasi"])
    page = client.get(f"/counter/files/{file_id}?as=kasi").text
    assert "Proses sampai paraf Kasi" in page and "Anda bertindak sebagai Kasi dan Operator sekaligus" in page
    form = act_forms(page)[Act.PROCESS]
    assert client.post(form.action, data={**form.fields, "run": "process+print_letter+paraf"}).status_code == 303
    assert walk.row(file_id).stage == Stage.SEKCAM_PARAF
    assert "Paraf Kasi" in client.get(f"/counter/files/{file_id}?as=kasi").text


def test_a_run_that_stops_says_how_far_it_came(client, office, walk):
    file_id = walk.file(at=Stage.PROCESSING, service="NP01")
    sit(client, office, OFFICERS["kasi"])
    form = act_forms(client.get(f"/counter/files/{file_id}?as=kasi").text)[Act.PROCESS]
    stopped = client.post(form.action, data={**form.fields, "run": "process+print_letter"})
    assert stopped.status_code == 409 and "Sudah dilakukan: proses." in stopped.text
    assert walk.row(file_id).stage == Stage.KASI_PARAF


def test_what_changed_stands_beside_the_letter(client, office, walk):
    file_id = walk.file(at=Stage.KASI_PARAF, service="IZ04")
    walk.act(file_id, "kasi", Act.SEND_BACK, note="Nama dusun belum ada.")
    walk.act(file_id, "operator", Act.CORRECT_DATA, changes={"address": "Dusun <b>Tambak</b>"}, reason="Alamat.")
    walk.act(file_id, "operator", Act.PRINT_LETTER)
    sit(client, office, OFFICERS["kasi"])
    page = client.get(f"/counter/files/{file_id}?as=kasi").text
    assert "Beda dari versi 1" in page and "Nama dusun belum ada." in page
    assert "</span>Dusun &lt;b&gt;Tambak&lt;/b&gt;</ins>" in page
    sit(client, office, OFFICERS["operator"])
    assert "Beda dari versi" not in client.get(f"/counter/files/{file_id}?as=operator").text


def test_the_folder_goes_out_and_comes_back(client, office, walk, letters):
    ids = [walk.file(at=Stage.CAMAT_SIGNATURE, service="NP07") for _ in range(2)]
    sit(client, office, OFFICERS["operator"])
    form = next(form for form in forms_of(client.get("/counter/folders?as=operator").text) if "folders" in form.action)
    assert client.post(form.action, data={"key": "none", "csrf_token": form.fields["csrf_token"]}).status_code == 409
    sent = form.fields.copy()
    sent["bearer"] = "Moh. Hasan"
    assert client.post(form.action, data=sent).headers["Location"] == "/counter/folders/1?as=operator"
    assert client.get("/counter/folders/1.pdf?as=operator").data.startswith(b"%PDF")
    assert "lembar di" in client.get(f"/counter/files/{ids[0]}?as=operator").text
    back = next(form for form in forms_of(client.get("/counter/folders/1?as=operator").text) if "back" in form.action)
    incomplete = client.post(back.action, data={**back.fields, f"state.{ids[0]}": "signed"})
    assert incomplete.status_code == 409 and "Belum disebut" in incomplete.text
    told = {**back.fields, "key": "again", f"state.{ids[0]}": "signed", f"state.{ids[1]}": "missing"}
    assert client.post(back.action, data=told).status_code == 303
    assert "Keluar 2 lembar, kembali 1: kurang 1 lembar" in client.get("/counter/folders/1?as=operator").text
    sit(client, office, OFFICERS["sekcam"])
    page = client.get("/counter/folders/1?as=sekcam").text
    assert "Catat 1 tanda tangan" in page and f"run=sign&amp;file={ids[0]}" in page


@pytest.mark.parametrize("desk", ["kasi", "operator", "sekcam", "camat"])
def test_every_list_says_who_signs_now(client, office, desk):
    sit(client, office, OFFICERS[desk])
    assert f"Penanda tangan sekarang: <b>Camat · {CAMAT}</b>" in client.get(f"/counter/{desk}").text
    office.do(delegations.begin, by=SYSTEM, role="sekcam", style="a.n.", basis="SP 1/2026")
    assert (
        "<b>a.n. Camat · Drs. Moh. Ilyas (Sekretaris Kecamatan)</b>, sampai diakhiri"
        in client.get(f"/counter/{desk}").text
    )


def delegation(client, **typed):
    form = next(
        form
        for form in forms_of(client.get("/counter/delegations").text)
        if form.action.split("?")[0].endswith("delegations")
    )
    return client.post(form.action, data={**form.fields, **typed})


@pytest.mark.parametrize("desk", ["supervisor", "sekcam"])
def test_a_delegation_is_made_and_ended_on_its_page(client, office, walk, desk):
    walk.file(at=Stage.CAMAT_SIGNATURE, service="NP07")
    sit(client, office, OFFICERS[desk])
    refused = delegation(client, style="Plt.", from_day="2026-11-20", from_time="pagi")
    assert (
        refused.status_code == 409 and "Tulis tanggal dan jam" in refused.text and "surat perintahnya" in refused.text
    )
    assert 'value="Plt." checked' in refused.text and 'value="2026-11-20"' in refused.text
    assert delegation(client, style="Plh.", basis="800/1/2026", to_day="2026-11-28").status_code == 303
    page = client.get("/counter/delegations").text
    assert "Plh. Camat · Drs. Moh. Ilyas" in page and "1 surat perlu dicetak ulang" in page
    overlapping = delegation(client, style="a.n.", basis="800/2/2026")
    assert overlapping.status_code == 409 and "sudah ada pelimpahan Plh." in overlapping.text
    end = next(form for form in forms_of(page) if form.action.split("?")[0].endswith("/end"))
    assert client.post(end.action, data=end.fields).status_code == 303
    assert "berakhir" in client.get("/counter/delegations").text


def test_the_signature_block_is_shown_before_it_is_made(client, office):
    sit(client, office, OFFICERS["supervisor"])
    form = next(
        form
        for form in forms_of(client.get("/counter/delegations").text)
        if form.action.split("?")[0].endswith("delegations")
    )
    asked = {**form.fields, "style": "Plt.", "who": "kasi:kasi"}
    block = client.post("/counter/delegations/preview", data=asked).text
    assert "Plt. CAMAT AMBUNTEN," in block and "Abd. Rahman, S.Sos." in block


def test_a_reprint_that_fails_is_told_by_number_and_the_others_are_done(client, office, walk):
    ids = [walk.file(at=Stage.CAMAT_SIGNATURE, service="NP07"), walk.file(at=Stage.SEKCAM_PARAF, service="NP01")]
    office.do(delegations.begin, by=SYSTEM, role="sekcam", style="Plh.", basis="SP 1/2026")
    sit(client, office, OFFICERS["operator"])
    form = next(form for form in forms_of(client.get("/counter/operator").text) if "reprints" in form.action)
    with office.database.write() as session:  # a letter that no embedded font can set
        session.query(File).filter_by(id=ids[0]).update({"fields": {"keperluan": "Pesta 😀"}})
    told = client.post(form.action, data=form.fields).text
    assert "1 selesai, 1 belum" in told and "tidak dapat dicetak" in told
    assert walk.row(ids[0]).registration_number in told
    assert [walk.row(n).stage for n in ids] == [Stage.CAMAT_SIGNATURE, Stage.KASI_PARAF]


def test_nobody_s_name_is_on_a_signing_page(client, office, walk):
    file_id = walk.file(at=Stage.CAMAT_SIGNATURE, service="NP07")
    sit(client, office, OFFICERS["camat"])
    for path in ("/counter/camat", "/counter/folders?as=camat", f"/counter/many?as=camat&run=sign&file={file_id}"):
        assert "Sahrul" not in client.get(path).text, path
    assert office.see(lambda read: read.session.query(Mark).filter_by(kind="signature").count()) == 0
