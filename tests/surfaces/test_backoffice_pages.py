"""Worklists and file pages: what they say, what they keep, and what happens when two officers meet at one file."""

import re

import pytest

from office.procedure import Act, Stage
from office.records.tables import OfficerDesk
from tests.house.places import ROOT
from tests.surfaces.page_forms import OFFICERS, act_forms, press, sit

TEMPLATES = sorted((ROOT / "counter" / "templates" / "counter").rglob("*.html"))


def test_no_template_compares_stages():
    assert len(TEMPLATES) > 30
    named = re.compile(r"\b(" + "|".join(stage.value for stage in Stage) + r")\b")
    compared = re.compile(r"\bstage(_title)?\s*(==|!=|\bin\b)")
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert not named.search(text), f"{path.name} names a stage: buttons come from the table"
        others = text.replace("stage == one.stage", "")  # which filter of the list is on
        assert not compared.search(others), f"{path.name} compares stages"


def test_every_act_has_its_form():
    forms = {path.stem for path in (ROOT / "counter/templates/counter/backoffice/acts").glob("*.html")}
    assert forms == {act.value for act in Act if act != Act.EXPIRE}


def test_two_officers_on_one_file_one_is_told(client, app, office, walk):
    """Both have the page open; the second press finds the file gone and says so, with the note still there."""
    file_id = walk.file(at=Stage.KASI_PARAF)
    first, second = sit(client, office, OFFICERS["kasi"]), sit(app.test_client(), office, OFFICERS["kasi"])
    page = f"/counter/files/{file_id}"
    seen = act_forms(second.get(page).text)[Act.SEND_BACK]
    assert press(first, page, Act.PARAF, {}).status_code == 303
    seen.fields["note"] = "Dusun belum ditulis."
    told = second.post(seen.action, data=seen.fields)
    assert told.status_code == 409
    assert "Dusun belum ditulis." in told.text
    assert walk.row(file_id).stage == Stage.SEKCAM_PARAF
    version = seen.fields["file_version"]
    assert "baru saja diproses Abd. Rahman" in second.get(f"{page}/moved?since={version}").text
    assert second.get(f"{page}/moved?since={walk.row(file_id).version}").text.strip() == ""


def test_a_paraf_names_the_version_that_was_read(client, office, walk):
    """The operator prints anew while the Kasi reads version 1: that paraf is refused and counts for nothing."""
    file_id = walk.file(at=Stage.KASI_PARAF)
    sit(client, office, OFFICERS["kasi"])
    form = act_forms(client.get(f"/counter/files/{file_id}").text)[Act.PARAF]
    walk.act(file_id, "kasi", Act.SEND_BACK, note="Ganti.")
    walk.act(file_id, "operator", Act.PRINT_LETTER)
    refused = client.post(form.action, data=form.fields)
    assert refused.status_code == 409 and walk.row(file_id).stage == Stage.KASI_PARAF
    form.fields.pop("file_version")
    form.fields["key"] = "another"
    assert "tidak berlaku" in client.post(form.action, data=form.fields).text
    assert walk.row(file_id).stage == Stage.KASI_PARAF


def test_a_refused_form_keeps_what_was_typed(client, office, walk):
    file_id = walk.file(at=Stage.FIELD_VISIT, service="IZ05")
    sit(client, office, OFFICERS["kasi"])
    page = f"/counter/files/{file_id}"
    without_result = press(client, page, Act.RECORD_VISIT, {"findings": "Jalan <b>lebar</b> 6 m.", "at.time": "10.00"})
    assert without_result.status_code == 422
    kept = act_forms(without_result.text)[Act.RECORD_VISIT]
    assert (kept.fields["findings"], kept.fields["at.time"]) == ("Jalan <b>lebar</b> 6 m.", "10.00")
    assert "Isi hasil, temuan, dan waktu" in without_result.text and "<b>lebar</b>" not in without_result.text
    wrong_time = press(client, page, Act.RECORD_VISIT, {"result": "sesuai", "findings": "Baik.", "at.time": "pagi"})
    assert wrong_time.status_code == 422 and "Tulis jam, misalnya 10.00." in wrong_time.text
    assert walk.row(file_id).stage == Stage.FIELD_VISIT


def test_a_form_sent_twice_counts_once(client, office, walk):
    file_id = walk.file(at=Stage.DRAFTING)
    sit(client, office, OFFICERS["operator"])
    form = act_forms(client.get(f"/counter/files/{file_id}").text)[Act.PRINT_LETTER]
    assert [client.post(form.action, data=form.fields).status_code for _ in range(2)] == [303, 303]
    row = walk.row(file_id)
    assert (row.stage, row.letter_version) == (Stage.KASI_PARAF, 1)


def test_a_form_without_the_sessions_token_is_refused(client, office, walk):
    file_id = walk.file(at=Stage.DRAFTING)
    sit(client, office, OFFICERS["operator"])
    form = act_forms(client.get(f"/counter/files/{file_id}").text)[Act.PRINT_LETTER]
    form.fields["csrf_token"] = "guess"
    assert client.post(form.action, data=form.fields).status_code == 400
    assert walk.row(file_id).stage == Stage.DRAFTING


@pytest.mark.parametrize(("desk", "stage"), [("kasi", Stage.PROCESSING), ("operator", Stage.DRAFTING),
                                             ("sekcam", Stage.SEKCAM_PARAF),
                                             ("camat", Stage.CAMAT_SIGNATURE)])  # fmt: skip
def test_a_list_shows_its_desks_files_and_no_other(client, office, walk, desk, stage):
    mine = walk.row(walk.file(at=stage)).registration_number
    other = walk.row(walk.file(at=Stage.READY)).registration_number
    sit(client, office, OFFICERS[desk])
    rows = client.get(f"/counter/{desk}").text.partition("Arsip belum lengkap")[0]
    assert mine in rows and other not in rows
    assert ("Sahrul Anam" in rows) == (desk in ("kasi", "operator")), "a list that is read in public names nobody"


def test_only_its_desk_opens_a_list(client, office, walk):
    sit(client, office, OFFICERS["sekcam"])
    answers = {desk: client.get(f"/counter/{desk}").status_code for desk in ("kasi", "operator", "camat", "sekcam")}
    assert answers == {"kasi": 403, "operator": 403, "camat": 403, "sekcam": 200}
    client.delete_cookie("pendopo_session")
    assert client.get("/counter/kasi").headers["Location"].startswith("/counter/sign-in")


def test_a_kasi_sees_and_does_only_his_sections_files(client, office, walk):
    trantibum, umum = walk.file(at=Stage.PROCESSING, service="IZ04"), walk.file(at=Stage.PROCESSING, service="IZ09")
    with office.database.write() as session:
        session.query(OfficerDesk).filter_by(officer_id=OFFICERS["kasi"]).update({"section": "trantibum"})
    sit(client, office, OFFICERS["kasi"])
    page = client.get("/counter/kasi").text
    assert walk.row(trantibum).registration_number in page and walk.row(umum).registration_number not in page
    assert "Kasi Ketenteraman dan Ketertiban Umum" in page
    assert client.get(f"/counter/files/{umum}").status_code == 403
    assert client.get(f"/counter/files/{trantibum}").status_code == 200


def test_the_letter_is_shown_and_printed_by_whoever_may_see_the_file(client, office, walk):
    file_id = walk.file(at=Stage.KASI_PARAF, service="IZ05")
    sit(client, office, OFFICERS["kasi"])
    page = client.get(f"/counter/files/{file_id}").text
    pages, letter, skd = (re.search(pattern, page)[1].replace("&amp;", "&") for pattern in (
        r'hx-get="(/counter/letters/\d+/pages[^"]*)"', r'href="(/counter/letters/\d+/surat\.pdf[^"]*)"',
        r'href="(/counter/letters/\d+/skd\.pdf[^"]*)"'))  # fmt: skip
    assert client.get(pages).text.count("data:image/png;base64,") > 1, "letter and SKD"
    for url in (letter, skd):
        answer = client.get(url)
        assert answer.data.startswith(b"%PDF-") and answer.headers["Cache-Control"] == "no-store"
    client.delete_cookie("pendopo_session")
    assert client.get(letter).status_code == 303


def test_the_operator_sees_the_draft_before_printing(client, office, walk):
    file_id = walk.file(at=Stage.DRAFTING)
    sit(client, office, OFFICERS["operator"])
    page = client.get(f"/counter/files/{file_id}").text
    assert "Konsep berikutnya" in page and f"/counter/files/{file_id}/draft" in page
    assert "data:image/png" in client.get(f"/counter/files/{file_id}/draft").text
    assert walk.row(file_id).letter_version is None, "looking at a draft makes no version"


def test_the_archive_is_a_to_do_and_its_copy_carries_the_number(client, office, walk):
    file_id = walk.file(at=Stage.READY)
    sit(client, office, OFFICERS["kasi"])
    assert "Arsip belum lengkap" in client.get("/counter/kasi").text
    page = client.get(f"/counter/files/{file_id}").text
    action = f"/counter/files/{file_id}/archive?as=kasi"
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    refused = client.post(action, data={"csrf_token": csrf, "key": "k1", "location": ""})
    assert refused.status_code == 422 and "Wajib diisi" in refused.text
    assert client.post(action, data={"csrf_token": csrf, "key": "k2", "location": "Lemari 2"}).status_code == 303
    assert "Lemari 2" in client.get(f"/counter/files/{file_id}").text
    assert "belum ada tempat arsip" not in client.get("/counter/kasi").text
    assert client.get(f"/counter/files/{file_id}/arsip.pdf").data.startswith(b"%PDF-")


def test_the_journey_keeps_struck_out_parafs_and_the_reason(client, office, walk):
    file_id = walk.file(at=Stage.SEKCAM_PARAF)
    walk.act(file_id, "sekcam", Act.SEND_BACK, note="Jam selesai belum ditulis.", to="operator")
    walk.act(file_id, "operator", Act.PRINT_LETTER)
    sit(client, office, OFFICERS["kasi"])
    page = client.get(f"/counter/files/{file_id}").text
    assert re.search(r'station--ended">.*?Paraf Kasi.*?versi 1 · sudah batal', page, re.DOTALL)
    assert "“Jam selesai belum ditulis.”" in page and "Paraf batal" in page
    assert "TIDAK BERLAKU" in client.get(f"/counter/files/{file_id}?version=1").text


def test_one_person_at_two_desks_is_warned_and_may(client, office, walk):
    """Allowed in a small office, told to the person, recorded as two acts."""
    with office.database.write() as session:
        session.add(OfficerDesk(officer_id=OFFICERS["operator"], desk="kasi"))
    file_id = walk.file(at=Stage.DRAFTING)
    sit(client, office, OFFICERS["operator"])
    page = f"/counter/files/{file_id}?as=operator"
    pressed = press(client, page, Act.PRINT_LETTER, {})
    assert pressed.headers["Location"].startswith(f"/counter/files/{file_id}"), "more to do here: stay"
    again = client.get(pressed.headers["Location"]).text
    assert "Anda sudah bertindak sebagai Operator" in again and "versi 1" in again
    assert press(client, page, Act.PARAF, {}).headers["Location"].startswith("/counter/operator")
    assert walk.row(file_id).stage == Stage.SEKCAM_PARAF


def test_a_browser_with_several_seats_acts_as_the_one_it_came_from(client, office, walk):
    file_id = walk.file(at=Stage.KASI_PARAF)
    sit(client, office, OFFICERS["loket1"], OFFICERS["kasi"], OFFICERS["camat"])
    assert set(act_forms(client.get(f"/counter/files/{file_id}?as=camat").text)) == set()
    assert Act.PARAF in act_forms(client.get(f"/counter/files/{file_id}?as=kasi").text)
    pressed = press(client, f"/counter/files/{file_id}?as=kasi", Act.PARAF, {})
    assert pressed.headers["Location"].startswith("/counter/kasi?done=")
    assert walk.row(file_id).stage == Stage.SEKCAM_PARAF


def test_what_was_done_is_told_on_the_next_page(client, office, walk):
    file_id = walk.file(at=Stage.KASI_PARAF)
    sit(client, office, OFFICERS["kasi"])
    onward = press(client, f"/counter/files/{file_id}", Act.PARAF, {}).headers["Location"]
    told = client.get(onward).text
    assert "Paraf Kasi · versi 1" in told and "Menunggu paraf Sekcam" in told


def test_unknown_files_and_acts_are_told_in_words(client, office, walk):
    sit(client, office, OFFICERS["kasi"])
    answer = client.get("/counter/files/999")
    assert answer.status_code == 404 and "Berkas tidak ditemukan" in answer.text
    file_id = walk.file(at=Stage.KASI_PARAF)
    form = act_forms(client.get(f"/counter/files/{file_id}").text)[Act.PARAF]
    assert client.post(f"/counter/files/{file_id}/acts/dance", data=form.fields).status_code == 409
    stolen = client.post(f"/counter/files/{file_id}/acts/sign", data=form.fields)
    assert stolen.status_code == 409 and "Tindakan" in stolen.text and walk.row(file_id).stage == Stage.KASI_PARAF
