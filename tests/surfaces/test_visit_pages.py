"""The Kasi's calendar, berita acara and photos on the file's page, the loket's slots, the archive's to-do."""

import io
import re
from datetime import timedelta

import pytest

from office.files import attachments
from office.procedure import Act, Stage
from office.records.tables import Attachment, Visit
from tests.pictures import PDF, jpeg, other
from tests.surfaces.page_forms import OFFICERS, act_forms, forms_of, press, sit

REKLAME = "IZ03"


@pytest.fixture
def kasi(client, office):
    return sit(client, office, OFFICERS["kasi"])


def accepted(walk, at, service=REKLAME):
    made = walk.register(service)
    papers = [r["id"] for r in made["requirements"] if r["mandatory"]]
    walk.act(made["id"], "loket", Act.ACCEPT, documents=papers, visit_at=at)
    return made


def rows(office, table):
    return office.see(lambda read: list(read.session.query(table).order_by(table.id)))


def form_to(html, ending):
    return next(form for form in forms_of(html) if form.action.partition("?")[0].endswith(ending))


def upload(client, file_id, page, *files, kind="visit_photo", **typed):
    form = next(f for f in forms_of(page) if f.action.partition("?")[0].endswith("/attachments")
                and f.fields["kind"] == kind)  # fmt: skip
    sent = {**form.fields.to_dict(), **typed, "file": [(io.BytesIO(data), name) for name, data in files]}
    return client.post(form.action, data=sent, content_type="multipart/form-data")


class TestCalendar:
    def test_a_week_with_its_conflicts_is_reached_from_the_worklist(self, kasi, walk):
        one, two = accepted(walk, "2026-11-24T10:00:00+07:00"), accepted(walk, "2026-11-24T10:20:00+07:00")
        moved = accepted(walk, "2026-11-25T09:00:00+07:00")
        walk.act(moved["id"], "kasi", Act.RESCHEDULE_VISIT, visit_at="2026-11-26T12:10:00+07:00", note="Dinas luar.")
        assert "/counter/kasi/visits" in kasi.get("/counter/kasi").text
        page = kasi.get("/counter/kasi/visits").text
        assert "4 verlap" not in page and "3 verlap terjadwal" in page and "3 perlu diperhatikan" in page
        for said in (one["registration_number"], two["registration_number"], "Ada verlap lain 20 menit dari jadwal ini",
                     "ke Kamis, 12.10", "jam istirahat", "Sahrul Anam", "07.30–16.00"):  # fmt: skip
            assert (said in page) == (said != "Sahrul Anam"), said
        day = kasi.get("/counter/kasi/visits?span=day&day=2026-11-24").text
        assert "Sahrul Anam" in day and "ke Kamis" not in day
        for odd in ("day=2026-02-30&span=x", "day=&move=abc", "move=99999&to=x"):
            assert kasi.get(f"/counter/kasi/visits?{odd}").status_code in (200, 404)

    def test_a_visit_is_moved_there_by_the_act(self, kasi, walk, office):
        made = accepted(walk, "2026-11-24T10:00:00+07:00")
        other = accepted(walk, "2026-11-25T13:00:00+07:00")
        page = kasi.get(f"/counter/kasi/visits?move={made['id']}&to=2026-11-25T13:30").text
        assert "to=2026-11-26T08:00" in page.replace("%3A", ":"), "free hours are offered"
        form = form_to(page, "/move")
        assert (form.fields["visit_at.day"], form.fields["visit_at.time"]) == ("2026-11-25", "13.30")
        refused = kasi.post(form.action, data=form.fields)
        assert refused.status_code == 422 and "Catatan wajib diisi" in refused.text
        assert form_to(refused.text, "/move").fields["visit_at.time"] == "13.30", "nothing typed is lost"
        form.fields["note"] = "Kasi dinas luar."
        done = kasi.post(form.action, data=form.fields)
        assert done.status_code == 303 and "day=2026-11-25" in done.location
        after = kasi.get(done.location).text
        assert "Jadwal verlap diubah" in after and other["registration_number"] in after
        assert [v.state for v in rows(office, Visit)] == ["moved", "planned", "planned"]
        assert "Jadwal verlap: Ada verlap lain 30 menit" in kasi.get(f"/counter/files/{made['id']}?as=kasi").text
        past = form_to(kasi.get(f"/counter/kasi/visits?move={made['id']}").text, "/move")
        past.fields.update({"visit_at.day": "2026-11-23", "visit_at.time": "08.00", "note": "x"})
        assert "sudah lewat" in kasi.post(past.action, data=past.fields).text

    def test_todays_and_forgotten_visits_stand_on_top_of_the_list(self, kasi, walk, office, clock):
        today, late = accepted(walk, "2026-11-24T10:00:00+07:00"), accepted(walk, "2026-11-23T13:00:00+07:00")
        assert "Verlap hari ini" in kasi.get("/counter/kasi").text
        clock.now += timedelta(days=1)
        sit(kasi, office, OFFICERS["kasi"])
        page = kasi.get("/counter/kasi").text
        top = page.partition("Besok dan sesudahnya")[0]
        assert "1 verlap sudah lewat dan belum dicatat" in top and late["registration_number"] in top
        assert "Verlap hari ini" in top and today["registration_number"] in top.partition("Verlap hari ini")[2]
        empty = kasi.get("/counter/kasi?stage=RELEASING").text
        assert "Tidak ada berkas pada tahap ini" in empty


class TestReport:
    def test_point_by_point_from_the_form_to_the_paper(self, kasi, walk, office):
        file_id = accepted(walk, "2026-11-24T10:00:00+07:00")["id"]
        page = f"/counter/files/{file_id}"
        form = act_forms(kasi.get(f"{page}?as=kasi").text)[Act.RECORD_VISIT]
        proposed = [form.fields[name] for name in ("officers.0.name", "present.0.name")]
        assert proposed == ["Abd. Rahman, S.Sos.", "Sahrul Anam"]
        typed = {"items.0.verdict": "sesuai", "items.1.verdict": "tidak", "items.1.note": "Terlalu besar <b>",
                 "items.4.label": "Akses jalan", "items.4.note": "baik", "result": "bersyarat", "at.time": "10.15",
                 "conditions": "Diperkecil.", "present.1.name": "H. Mudhar"}  # fmt: skip
        short = press(kasi, f"{page}?as=kasi", Act.RECORD_VISIT, {**typed, "officers.1.name": "X"})
        assert short.status_code == 422
        kept = act_forms(short.text)[Act.RECORD_VISIT].fields
        assert kept["items.1.note"] == "Terlalu besar <b>" and kept["items.1.verdict"] == "tidak"
        assert press(kasi, f"{page}?as=kasi", Act.RECORD_VISIT, typed).status_code == 303
        (visit,) = rows(office, Visit)
        assert [(i["label"], i["verdict"], i["note"]) for i in visit.report["items"]] == [
            ("Titik pemasangan", "sesuai", ""), ("Ukuran dan jumlah", "tidak", "Terlalu besar <b>"),
            ("Akses jalan", None, "baik")]  # fmt: skip
        assert [one["name"] for one in visit.report["present"]] == ["Sahrul Anam", "H. Mudhar"]
        data = kasi.get(f"{page}?as=kasi&view=data").text
        assert "Terlalu besar &lt;b&gt;" in data and "berita-acara.pdf" in data
        sheet = kasi.get(re.search(r'href="([^"]*berita-acara\.pdf[^"]*)"', data)[1].replace("&amp;", "&"))
        assert sheet.data.startswith(b"%PDF-") and sheet.headers["Content-Disposition"] == "inline"
        pages = kasi.get(re.search(r'hx-get="([^"]*/pages[^"]*)"', kasi.get(f"{page}?as=kasi&view=visit").text)[1])
        assert 'src="data:image/png;base64,' in pages.text

    def test_photos_are_added_told_and_taken_off(self, kasi, walk, office):
        file_id = accepted(walk, "2026-11-24T10:00:00+07:00")["id"]
        page = kasi.get(f"/counter/files/{file_id}?as=kasi").text
        mixed = upload(kasi, file_id, page, ("satu.jpg", jpeg()), ("dua.gif", other("GIF")), ("tiga.jpg", jpeg("#123")),
                       caption="Tampak depan")  # fmt: skip
        assert mixed.status_code == 422
        assert "2 lampiran lainnya tersimpan. “dua.gif”: Jenis berkas ini tidak diterima." in mixed.text
        assert [one.name for one in rows(office, Attachment)] == ["satu.jpg", "tiga.jpg"]
        assert upload(kasi, file_id, page).status_code == 422
        shown = kasi.get(f"/counter/files/{file_id}?as=kasi").text
        source = re.search(r'<img src="([^"]*/attachments/\d+[^"]*)"', shown)[1].replace("&amp;", "&")
        assert kasi.get(source).mimetype == "image/jpeg"
        form = form_to(shown, "/remove")
        assert kasi.post(form.action, data=form.fields).status_code == 422, "a reason is asked for"
        form.fields["reason"] = "Foto orang lain."
        assert kasi.post(form.action, data=form.fields).status_code == 303
        assert kasi.get(source).status_code == 404
        assert "2 lampiran" in kasi.get(f"/counter/files/{file_id}?as=kasi").text, "two photos are one line of the way"

    def test_a_photo_and_a_berita_acara_are_not_for_strangers(self, kasi, app, office, walk):
        file_id = accepted(walk, "2026-11-24T10:00:00+07:00")["id"]
        upload(kasi, file_id, kasi.get(f"/counter/files/{file_id}?as=kasi").text, ("a.jpg", jpeg()))
        stranger = app.test_client()
        (photo,), (visit,) = rows(office, Attachment), rows(office, Visit)
        for url in (f"/counter/attachments/{photo.id}", f"/counter/files/{file_id}/visits/{visit.id}/berita-acara.pdf"):
            assert stranger.get(url).status_code == 303
            assert kasi.get(url).status_code == 200
        other_file = accepted(walk, "2026-11-25T10:00:00+07:00")["id"]
        assert kasi.get(f"/counter/files/{other_file}/visits/{visit.id}/berita-acara.pdf").status_code == 404


class TestLoket:
    def test_the_form_shows_the_sections_calendar_and_warns(self, client, office, walk):
        accepted(walk, "2026-11-24T10:00:00+07:00")
        made = walk.register(REKLAME)
        sit(client, office, OFFICERS["loket1"])
        panel = client.get(f"/counter/loket/1/files/{made['id']}").text
        assert 'value="2026-11-24T09:00"' in panel and 'data-visit-slot="2026-11-24T11:00"' in panel
        assert 'data-visit-slot="2026-11-24T10:00"' not in panel and "terisi" in panel
        look = f"/counter/loket/1/files/{made['id']}/visit-look?visit_at="
        for at, said in (("2026-11-24T10:30", "Ada verlap lain 30 menit"), ("2026-11-24T13:00", "Jam ini kosong"),
                         ("2026-11-28T09:00", "bukan hari kerja"), ("2026-11-20T09:00", "sudah lewat"),
                         ("kapan-kapan", "belum lengkap"), ("0001-01-01T00:00", "tidak mungkin")):  # fmt: skip
            assert said in client.get(look + at).text, at
        without = walk.register("NP11")
        assert "data-visit-slot" not in client.get(f"/counter/loket/2/files/{without['id']}").text

    def test_a_close_visit_is_accepted_with_a_warning_and_a_past_one_is_not(self, client, office, walk):
        accepted(walk, "2026-11-24T10:00:00+07:00")
        made = walk.register(REKLAME)
        papers = [r["id"] for r in made["requirements"] if r["mandatory"]]
        sit(client, office, OFFICERS["loket1"])

        def accept(at):
            panel = client.get(f"/counter/loket/1/files/{made['id']}").text
            form = next(form for form in forms_of(panel) if "file_version" in form.fields)
            form.fields.setlist("documents", papers)
            form.fields["visit_at"] = at
            headers = {"X-CSRF-Token": csrf(client)}
            url = f"/counter/loket/1/files/{made['id']}/acts/accept"
            return client.post(url, data=form.fields, headers=headers)

        past = accept("2026-11-20T09:00")
        assert past.status_code == 409 and "sudah lewat" in past.text and walk.row(made["id"]).stage == Stage.REGISTERED
        done = accept("2026-11-24T10:30")
        assert done.status_code == 200 and "Ada verlap lain 30 menit dari jadwal ini" in done.text
        assert walk.row(made["id"]).stage == Stage.FIELD_VISIT


def csrf(client):
    return re.search(r'name="csrf[^"]*" (?:content|value)="([^"]+)"', client.get("/counter/loket/1").text)[1]


def test_the_archive_is_a_to_do_until_place_and_scan_are_there(kasi, walk, office):
    file_id = walk.file(at=Stage.READY, visit=False)
    listed = kasi.get("/counter/kasi").text.partition("Arsip belum lengkap")[2]
    assert "belum ada tempat arsip" in listed and "belum ada scan surat" in listed
    page = kasi.get(f"/counter/files/{file_id}?as=kasi").text
    assert "Arsip belum lengkap: tempat arsip dan scan surat." in page
    place = form_to(page, "/archive")
    place.fields["location"] = "Lemari 2"
    assert kasi.post(place.action, data=place.fields).status_code == 303
    page = kasi.get(f"/counter/files/{file_id}?as=kasi").text
    assert "Arsip belum lengkap: scan surat." in page
    assert upload(kasi, file_id, page, ("scan.pdf", PDF), kind="archive_scan").status_code == 303
    page = kasi.get(f"/counter/files/{file_id}?as=kasi").text
    assert "Arsip lengkap." in page and "scan.pdf" in page
    assert "Arsip belum lengkap" not in kasi.get("/counter/kasi").text
    scan = rows(office, Attachment)[0]
    assert kasi.get(f"/counter/attachments/{scan.id}").headers["Content-Disposition"].startswith("attachment")
    assert office.see(attachments.of_file, file_id=file_id, kind="archive_scan")[0].original_sha == scan.sha256
