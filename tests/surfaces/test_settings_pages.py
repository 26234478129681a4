"""The sheets of the office's settings, filled in as an officer would."""

import io
import re

import pytest
from werkzeug.datastructures import FileStorage

from office.configuration import changes
from office.files import catalogue
from office.office import SYSTEM
from office.people import sessions, staff
from office.records import parts
from office.records.tables import Officer
from tests.surfaces.page_forms import OFFICERS, forms_of, sit
from tests.surfaces.test_day_pages import words

BASE = "/counter/settings"
PAGES = ("", "/services", "/services/IZ02", "/services/new", "/services/new?like=IZ02", "/services/IZ02/standard",
         "/people", "/people/3", "/people/new", "/lokets", "/office", "/office/letterhead", "/office/slip_header",
         "/office/slip_footer", "/office/ticker", "/office/maklumat", "/office/queue", "/office/files",
         "/office/survey", "/office/complaints", "/office/outages", "/office/villages", "/machines", "/machines/1",
         "/machines/new", "/devices", "/screen", "/history", "/exchange", "/exchange/pengaturan.yaml")  # fmt: skip


@pytest.fixture
def admin(client, office):
    return sit(client, office, OFFICERS["supervisor"])


def fill(client, url, where, **fields):
    """The form of the page whose action ends with `where`, filled in and sent. None takes a tick away."""
    form = next(form for form in forms_of(client.get(BASE + url).text) if form.action.endswith(where))
    for name, value in fields.items():
        name = name.replace("__", ".")
        form.fields.poplist(name) if value is None else form.fields.setlist(name, [value])
    return client.post(form.action, data=form.fields)


def doc(office, part):
    return office.see(lambda read: parts.read(read.session, part))


def set_part(office, part, **changed):
    now = doc(office, part)
    office.do(changes.change, by=SYSTEM, part=part, seen=parts.fingerprint(now), document={**now, **changed})


@pytest.mark.parametrize("url", PAGES)
def test_every_sheet_opens(admin, url):
    assert admin.get(BASE + url).status_code == 200


@pytest.mark.parametrize("url", [page for page in PAGES if page not in ("/exchange/pengaturan.yaml",)])
def test_an_untouched_form_changes_nothing(admin, office, url):
    """What a sheet shows and sends back is what there was: nothing is lost on the way through its boxes."""
    before = office.see(lambda read: {kind: docs(read.session) for kind, docs in parts.DOCS.items()})
    for form in forms_of(admin.get(BASE + url).text):
        if form.action.startswith(BASE) and not re.search(
            r"(remove|order|test|password|new|state|exchange|devices|media)$", form.action
        ):
            assert admin.post(form.action, data=form.fields).status_code == 303, form.action
    assert office.see(lambda read: {kind: docs(read.session) for kind, docs in parts.DOCS.items()}) == before


def test_every_service_goes_through_its_form_whole(admin, office):
    for code in office.see(lambda read: list(parts.DOCS["service"](read.session))):
        before = doc(office, f"service:{code}")
        assert fill(admin, f"/services/{code}", f"/services/{code}").status_code == 303, code
        assert doc(office, f"service:{code}") == before


def test_a_service_is_edited_and_the_kiosk_follows_at_once(admin, office, client):
    answer = fill(admin, "/services/IZ04", "/services/IZ04", requirements__2__label="", requirements__3__order="1",
                  requirements__8__label="Surat izin keluarga", requirements__8__when_text="bila malam hari",
                  fields__9__label="Jenis hiburan", fields__9__kind="choice", fields__9__options="Orkes, Wayang",
                  fee="1.500", standard__staff="Dua orang")  # fmt: skip
    assert answer.status_code == 303
    service = office.see(catalogue.service, code="IZ04")
    added = service.requirements[-1]
    assert (added.id, added.when, added.mandatory) == ("surat_izin_keluarga", "bila_malam_hari", False)
    assert service.fields[-1].options == ("Orkes", "Wayang") and service.fee == 1500
    sit(client, office, 8)
    shown = client.get("/kiosk/services/IZ04").text
    assert "Surat izin keluarga" in shown and "Rp1.500" in shown
    assert '{"service": "IZ04"}' in shown.replace("&#34;", '"'), "the button below takes a number for it"
    assert "Dua orang" in sit(client, office, OFFICERS["supervisor"]).get(f"{BASE}/services/IZ04/standard").text


def test_a_new_service_begins_like_another_and_is_not_offered_yet(admin, office):
    made = fill(admin, "/services/new?like=IZ02", "/services/new", code="iz91", name="Izin uji", short_name="Uji")
    assert made.status_code == 303
    new, old = doc(office, "service:IZ91"), doc(office, "service:IZ02")
    assert (new["active"], new["requirements"], new["levy"]) == (False, old["requirements"], old["levy"])
    assert "IZ91" not in [s.code for s in office.see(catalogue.active)]
    assert fill(admin, "/services/IZ91", "/IZ91/remove").status_code == 303 and doc(office, "service:IZ91") is None


def test_a_refused_service_keeps_what_was_typed(admin, office):
    answer = fill(admin, "/services/IZ04", "/services/IZ04", sla_days="nol", name="<b>Nama</b>", product="Surat baru")
    assert answer.status_code == 409 and "Tulis dengan angka." in answer.text
    assert 'value="Surat baru"' in answer.text and "&lt;b&gt;Nama&lt;/b&gt;" in answer.text
    assert doc(office, "service:IZ04")["product"] != "Surat baru"


def test_the_second_of_two_is_told_and_may_still_save(admin, office):
    form = next(f for f in forms_of(admin.get(f"{BASE}/office/letterhead").text) if f.action.endswith("letterhead"))
    set_part(office, "letterhead", phone="(0328) 5")
    form.fields["address"] = "Jalan Baru 1"
    answer = admin.post(form.action, data=form.fields)
    assert answer.status_code == 409
    assert "Telepon: kosong → (0328) 5" in words(answer.text).replace(" </b>", "")
    again = next(f for f in forms_of(answer.text) if f.action.endswith("letterhead"))
    assert again.fields["address"] == "Jalan Baru 1"
    assert again.fields["phone"] == "(0328) 5", "what this officer left alone follows the other's change"
    assert admin.post(again.action, data=again.fields).status_code == 303
    assert (doc(office, "letterhead")["phone"], doc(office, "letterhead")["address"]) == ("(0328) 5", "Jalan Baru 1")


def test_services_move_up_and_down(admin, office):
    first, second = doc(office, "order:services")["codes"][:2]
    form = [f for f in forms_of(admin.get(BASE).text) if f.action.endswith("/order")][1]
    form.fields["way"] = "up"
    assert admin.post(form.action, data=form.fields).status_code == 303
    assert doc(office, "order:services")["codes"][:2] == [second, first]
    form.fields["key"] = "another"
    assert admin.post(form.action, data=form.fields).status_code == 409, "the list has changed since it was drawn"


def test_an_officer_gets_desks_and_a_password_that_is_told_once(admin, office):
    made = fill(admin, "/people/new", "/people/new", username="RINA", name="Rina Wati", desks__0__place="kasi:kesra",
                desks__1__place="loket:2", desks__1__deputy="1")  # fmt: skip
    officer = int(made.headers["Location"].partition("/people/")[2].partition("?")[0])
    seats = office.see(staff.actor_of, officer_id=officer).seats
    assert {(s.desk, s.loket, s.section) for s in seats} == {("kasi", None, "kesra"), ("loket", 2, None)}
    shown = fill(admin, f"/people/{officer}", "/password").text
    password = re.search(r'settings-secret code">([^<]+)<', shown)[1]
    hashed = office.see(lambda read: read.session.get_one(Officer, officer).password_hash)
    assert staff.check_password(hashed, password) and "RINA" not in shown
    assert password not in admin.get(f"{BASE}/people/{officer}").text
    assert fill(admin, f"/people/{officer}", f"/people/{officer}", active=None).status_code == 303
    assert not doc(office, f"officer:{officer}")["active"]


def test_the_last_admin_and_bad_people_are_refused_in_words(admin, office):
    answer = fill(admin, "/people/7", "/people/7", desks__0__place="operator", desks__1__place="")
    assert answer.status_code == 409 and "admin terakhir" in answer.text
    answer = fill(admin, "/people/4", "/people/4", nip="123", title="Baru")
    assert "bentuknya belum benar" in answer.text.lower() and 'value="Baru"' in answer.text
    assert doc(office, "officer:4")["title"] == "Operator Komputer"


def test_a_supervisor_without_the_admin_desk_reads_people_only(client, office, admin):
    made = fill(admin, "/people/new", "/people/new", username="budi", name="Budi", desks__0__place="supervisor")
    officer = int(made.headers["Location"].partition("/people/")[2].partition("?")[0])
    sit(client, office, officer)
    assert "Petugas baru" not in client.get(f"{BASE}/people").text
    token = client.get(f"{BASE}/office/ticker").text
    csrf = forms_of(token)[0].fields["csrf_token"]
    sent = {"csrf_token": csrf, "key": "k1", "name": "X"}
    assert client.post(f"{BASE}/people/4", data=sent).status_code == 403
    assert client.post(f"{BASE}/exchange", data=sent).status_code == 403
    assert fill(client, "/office/ticker", "/ticker", value="Selamat datang.").status_code == 303


def test_lokets_are_named_added_closed_and_removed(admin, office):
    assert fill(admin, "/lokets", "/lokets/new", name="Cepat").status_code == 303
    assert doc(office, "loket:3") == {"name": "Cepat", "series": "C", "kinds": ["perizinan", "non_perizinan"]}
    assert "Loket 3" in admin.get("/counter/supervisor").text
    assert fill(admin, "/lokets", "/lokets/3/state", state="open").status_code == 303
    answer = fill(admin, "/lokets", "/lokets/3", series="A", name="Lain")
    assert answer.status_code == 409 and "sudah dipakai" in answer.text and 'value="Lain"' in answer.text
    assert fill(admin, "/lokets", "/lokets/3/remove").status_code == 303 and doc(office, "loket:3") is None


def test_sections(admin, office):
    assert fill(admin, "/people", "/sections/new", code="arsip", name="Seksi Arsip").status_code == 303
    assert fill(admin, "/people", "/sections/arsip", name="Seksi Kearsipan").status_code == 303
    assert doc(office, "section:arsip") == {"name": "Seksi Kearsipan"}
    assert "masih dipakai" in fill(admin, "/people", "/sections/kesra/remove").text
    assert "garis bawah" in fill(admin, "/people", "/sections/new", code="A b", name="Seksi X").text


def test_texts_reach_slips_and_the_tv_and_the_preview_shows_them_first(admin, office):
    page = admin.get(f"{BASE}/office/slip_header").text
    form = next(f for f in forms_of(page) if f.action.endswith("slip_header"))
    form.fields["value"] = "Buka <Senin>\nsampai Jumat"
    drawn = admin.post(f"{form.action}/preview", data=form.fields).text
    assert "Buka &lt;Senin&gt;" in drawn and "sampai Jumat" in drawn and doc(office, "slip_header") == {"value": []}
    assert admin.post(form.action, data=form.fields).status_code == 303
    from office.paper.leases import office_facts

    assert office.see(office_facts).header == ["Buka <Senin>", "sampai Jumat"]


@pytest.mark.parametrize(("part", "fields", "wrong"), [
    ("queue", {"most_priority_calls": "99"}, "Terlalu besar."), ("queue", {"kiosk_per_second": "0,5"}, None),
    ("files", {"days_to_complete": "satu"}, "Tulis dengan angka."), ("survey", {"weights": "lain"}, "belum benar"),
    ("complaints", {"reply_days__ringan": "x"}, "Tulis dengan angka."),
    ("outages", {"noticed_after_minutes": "5"}, None),
    ("villages", {"value__0__name": "Ambunten Timur", "value__0__phone": "0812"}, None),
])  # fmt: skip
def test_rules_are_set_or_refused_at_their_box(admin, office, part, fields, wrong):
    before = doc(office, part)
    answer = fill(admin, f"/office/{part}", part, **fields)
    assert answer.status_code == (409 if wrong else 303) and (wrong or "") in answer.text
    assert (doc(office, part) == before) is bool(wrong)


def test_printers_and_devices(admin, office, token):
    made = fill(admin, "/machines/new", "/machines/new", name="Loket 1 baru", at="tcp://192.168.1.9:9100",
                purpose="loket:1")  # fmt: skip
    assert made.status_code == 303 and "192.168.1.9" in admin.get(f"{BASE}/machines").text
    assert "preview:" in fill(admin, "/machines/new", "/machines/new", name="X", at="http://x").text
    assert "sudah dipakai" in fill(admin, "/machines/1", "/machines/1", name="Loket 1").text
    assert fill(admin, "/machines/1", "/machines/1", enabled=None).status_code == 303
    assert doc(office, "printer:1")["enabled"] is False
    assert fill(admin, "/machines", "/machines/2/test").status_code == 303
    given = token("display")
    assert fill(admin, "/devices", "/revoke").status_code == 303
    asked = admin.get("/api/v1/board", headers={"Authorization": f"Bearer {given}"})
    assert asked.status_code == 401


def test_the_history_says_what_changed_and_takes_it_back(admin, office):
    fill(admin, "/office/letterhead", "letterhead", phone="(0328) 5")
    fill(admin, "/services/IZ04", "/services/IZ04", short_name="Keramaian")
    shown = words(admin.get(f"{BASE}/history").text)
    assert "Layanan IZ04" in shown and "Nama pendek Rekomendasi izin keramaian Keramaian" in shown
    assert "Kop surat 09.41 · Dewi Kartika" in shown and "Telepon kosong (0328) 5" in shown
    forms = [f for f in forms_of(admin.get(f"{BASE}/history").text) if f.action.endswith("/undo")]
    assert admin.post(forms[-1].action, data=forms[-1].fields).status_code == 303
    assert doc(office, "letterhead")["phone"] == ""
    again = {**forms[-1].fields.to_dict(), "key": "another"}
    assert "sudah diubah lagi" in admin.post(forms[-1].action, data=again).text


def test_a_file_is_compared_then_taken_over(admin, office):
    text = admin.get(f"{BASE}/exchange/pengaturan.yaml").text
    wanted = text.replace("Kecamatan Ambunten\n", "Kecamatan Rubaru\n")
    page = upload(admin, wanted)
    assert "1 bagian akan berubah" in page.text and "Kecamatan Rubaru" in page.text
    assert doc(office, "letterhead")["office"] == "Kecamatan Ambunten"
    form = next(f for f in forms_of(page.text) if "go" in f.fields)
    assert form.fields["text"].lstrip("\n") == wanted
    assert admin.post(form.action, data=form.fields).status_code == 303
    assert admin.get(f"{BASE}/exchange/pengaturan.yaml").text == wanted
    bad = upload(admin, wanted.replace("sla_days: 1", "sla_days: satu", 1))
    assert bad.status_code == 409 and re.search(r"Baris \d+: sla_days", bad.text)
    assert "UTF-8" in upload(admin, b"\xff\xfe").text


def upload(client, text):
    form = next(f for f in forms_of(client.get(f"{BASE}/exchange").text) if f.action.endswith("/exchange"))
    raw = text if isinstance(text, bytes) else text.encode()
    sent = {**form.fields.to_dict(), "file": FileStorage(io.BytesIO(raw), "pengaturan.yaml")}
    return client.post(form.action, data=sent, content_type="multipart/form-data")


def test_who_left_is_out_of_an_open_page_at_once(client, office, admin):
    cookie = office.do(sessions.enter, by=SYSTEM, officer_id=4)["cookie"]
    fill(admin, "/people/4", "/people/4", active=None)
    client.set_cookie("pendopo_session", cookie)
    assert client.get("/counter/operator").status_code == 303


def test_the_api_reads_sets_and_takes_back(client, office, token):
    head = {"Authorization": f"Bearer {token('admin')}"}
    found = client.get("/api/v1/settings", headers=head).json["ticker"]
    sent = {"seen": found["seen"], "document": {"value": ["Halo."]}}
    answer = client.put("/api/v1/settings/ticker", json=sent, headers={**head, "Idempotency-Key": "a"})
    assert answer.status_code == 200 and doc(office, "ticker") == {"value": ["Halo."]}
    late = client.put("/api/v1/settings/ticker", json=sent, headers={**head, "Idempotency-Key": "b"})
    assert (late.status_code, late.json["code"]) == (409, "settings_moved")
    change = client.get("/api/v1/settings/history", headers=head).json["days"][0][1][0]
    url = f"/api/v1/settings/history/{change['id']}/undo"
    assert client.post(url, headers={**head, "Idempotency-Key": "c"}).status_code == 200
    assert doc(office, "ticker") == found["document"]
    spec = client.get("/api/v1/openapi.json").json["paths"]
    assert "put" in spec["/api/v1/settings/{part}"]
    assert (
        client.get("/api/v1/settings", headers={"Authorization": f"Bearer {token('loket', loket=1)}"}).status_code
        == 403
    )
