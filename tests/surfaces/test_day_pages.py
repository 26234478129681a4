"""The supervisor's rooms behind the office today: calendar, hours, the end of the day; and promises at kiosk, loket."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from office.files import calendar_days
from office.files.calendar_days import CalendarEntry
from office.hall import closing, day, hours_setting, tickets
from office.hall.opening import HallHours
from office.office import SYSTEM
from office.records.tables import CalendarDay, Leftover, PrintJob, Ticket
from tests.surfaces.page_forms import OFFICERS, forms_of, sit
from tests.surfaces.test_kiosk_pages import Kiosk

CALENDAR, HOURS, CLOSE = "/counter/supervisor/calendar", "/counter/supervisor/hours", "/counter/supervisor/close"


@pytest.fixture
def supervisor(client, office):
    return sit(client, office, OFFICERS["supervisor"])


def send(client, url, where, **fields):
    """Fill in the form of the page at `url` whose action ends with `where`, and send it."""
    form = next(form for form in forms_of(client.get(url).text) if form.action.partition("?")[0].endswith(where))
    for name, value in fields.items():
        form.fields.setlist(name, value if isinstance(value, list) else [value])
    return client.post(form.action, data=form.fields)


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def entries(office):
    return office.see(lambda read: {row.day: row.kind for row in read.session.scalars(select(CalendarDay))})


def test_the_year_shows_every_entry_with_its_source_and_estimates(supervisor, office):
    html = supervisor.get(f"{CALENDAR}?year=2027").text
    assert "Hari Raya Idul Fitri" in html and "Perkiraan" in words(html)
    assert "8 Februari – 9 Maret 2027" in words(html), "Ramadan, as shipped"
    assert html.count('class="month"') == 12
    assert 'aria-current="date"' in supervisor.get(f"{CALENDAR}?day=2027-03-10").text


def test_a_day_is_entered_changed_and_removed(supervisor, office):
    saved = send(supervisor, f"{CALENDAR}?day=2026-11-26", "/calendar", kind="tutup_awal", name="Rapat", closes="11.00")
    assert saved.status_code == 303 and "Kalender disimpan." in supervisor.get(saved.headers["Location"]).text
    assert "Tutup awal 11.00" in words(supervisor.get(f"{CALENDAR}?day=2026-11-26").text)
    assert send(supervisor, f"{CALENDAR}?day=2026-11-26", "/calendar", kind="tutup").status_code == 303
    assert entries(office)[date(2026, 11, 26)] == "tutup"
    assert send(supervisor, f"{CALENDAR}?day=2026-11-26", "/remove").status_code == 303
    assert date(2026, 11, 26) not in entries(office)


def test_a_listed_day_comes_back_by_name(supervisor, office):
    send(supervisor, f"{CALENDAR}?day=2026-12-25", "/calendar", kind="buka", name="Tetap melayani")
    html = supervisor.get(f"{CALENDAR}?day=2026-12-25").text
    assert "Hapus, kembali ke Hari Raya Natal" in html
    send(supervisor, f"{CALENDAR}?day=2026-12-25", "/remove")
    assert entries(office)[date(2026, 12, 25)] == "libur_nasional"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"kind": "tutup_awal", "closes": ""}, "Isi jam tutupnya, misalnya 11.00."),
        ({"kind": "tutup_awal", "closes": "sore"}, "Tulis seperti 11.00."),
        ({"kind": "tutup", "last": "2026-11-01"}, "Tulis tanggal akhir sesudah tanggal awal"),
        ({"kind": "tutup", "name": ""}, "Wajib diisi."),
        ({"kind": "tutup", "source": "daftar bawaan"}, "Tulis dari mana Anda tahu"),
    ],
)
def test_what_cannot_be_entered_is_told_and_nothing_typed_is_lost(supervisor, office, typed, told):
    before = entries(office)
    refused = send(supervisor, f"{CALENDAR}?day=new", "/calendar", **{"first": "2026-11-26", "name": "Rapat", **typed})
    assert refused.status_code == 409 and told in words(refused.text) and entries(office) == before
    form = next(form for form in forms_of(refused.text) if "name" in form.fields)
    assert form.fields["name"] == typed.get("name", "Rapat")


def test_ramadan_is_entered_and_taken_out(supervisor, office):
    page = f"{CALENDAR}?year=2028&ramadan=new"
    assert "Diusulkan 30 hari sebelum Idul Fitri" in supervisor.get(page).text
    assert send(supervisor, page, "/ramadan", source="perkiraan kantor").status_code == 303
    shown = words(supervisor.get(f"{CALENDAR}?year=2028").text)
    assert "28 Januari – 26 Februari 2028" in shown and "Perkiraan" in shown
    assert send(supervisor, f"{CALENDAR}?year=2028&ramadan=2028-01-28", "/ramadan/remove").status_code == 303
    assert "Tanggalnya belum diisi" in supervisor.get(f"{CALENDAR}?year=2028").text
    wrong = send(supervisor, page, "/ramadan", source="kantor", last="2028-02-01")
    assert wrong.status_code == 409 and "29 atau 30 hari" in wrong.text


def test_a_year_is_imported_as_ticked(supervisor, office):
    page = f"{CALENDAR}/import?year=2028"
    form = next(form for form in forms_of(supervisor.get(page).text) if "days" in form.boxes)
    ticked = form.boxes["days"]
    assert len(ticked) > 10
    done = send(supervisor, page, "/import", days=ticked[:3])
    assert done.status_code == 303 and sum(on.year == 2028 for on in entries(office)) == 3
    assert f"{len(ticked) - 3} tanggal berbeda" in supervisor.get(page).text
    same = words(supervisor.get(f"{CALENDAR}/import?year=2026").text)
    assert "Kalender 2026 sudah sama dengan daftar" in same and "Salin yang dicentang" not in same


def test_hours_are_previewed_and_then_hold(supervisor, office, people, clock):
    form = next(form for form in forms_of(supervisor.get(HOURS).text) if form.action.endswith("/hours"))
    form.fields["enforced"], form.fields["loket_close"] = "1", "14.30"
    seen = words(supervisor.post(f"{HOURS}/preview", data=form.fields).text)
    assert "Buka sampai 14.30" in seen and not office.see(lambda read: read.settings.hours.enforced)
    assert supervisor.post(form.action, data=form.fields).status_code == 303
    assert office.see(day.state)["hours"] == "Buka sampai 14.30"
    clock.forward(hours=5)
    form.fields["kiosk_open"] = "pagi"
    assert "belum terbaca" in words(supervisor.post(f"{HOURS}/preview", data=form.fields).text)
    refused = supervisor.post(form.action, data=form.fields)
    assert refused.status_code == 409 and "Tulis seperti 08.00." in refused.text and 'value="pagi"' in refused.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"loket_open": "16.00"}, "Urutkan jam: kios buka, loket buka, loket tutup."),
        ({"rest_to": ""}, "Isi mulai dan selesai, atau kosongkan keduanya."),
        ({"rest_from": "13.30"}, "Jam istirahat harus mulai sebelum berakhir."),
        ({"quota": "0"}, "Terlalu kecil."),
        ({"last_ticket_minutes": "banyak"}, "Tulis dengan angka."),
    ],
)
def test_hours_that_make_no_sense_are_told(supervisor, office, typed, told):
    refused = send(supervisor, HOURS, "/hours", **typed)
    assert refused.status_code == 409 and told in words(refused.text)
    assert office.see(lambda read: read.settings.hours) == HallHours(enforced=False)


def test_empty_boxes_mean_no_break_no_quota_no_closing_by_itself(supervisor, office):
    assert send(supervisor, HOURS, "/hours", rest_from="", rest_to="", close_minutes_after="").status_code == 303
    hours = office.see(lambda read: read.settings.hours)
    assert (hours.rest, hours.quota, hours.close_minutes_after) == (None, None, None)


def test_closing_asks_about_who_is_served_and_prints_where_it_was_asked(supervisor, office, people):
    for _ in range(3):
        office.do(tickets.issue, by=people["kiosk"], loket=1)
    served = office.do(tickets.call_next, by=people["loket1"], loket=1)
    office.do(tickets.serve, by=people["loket1"], ticket_id=served["id"])
    asked = words(supervisor.get(CLOSE).text)
    assert "2 orang masih menunggu" in asked and "A-001 di Loket 1 (Siti Rahma)" in asked
    assert "Selasa, 24 November 2026" in asked
    assert send(supervisor, CLOSE, "/close", serving="finish", print_at="kiosk").status_code == 303
    assert office.see(lambda read: read.session.get_one(Ticket, served["id"]).state) == "done"
    jobs = office.see(lambda read: list(read.session.scalars(select(PrintJob))))
    assert [job.printer_id for job in jobs if job.kind == "day_close"] == [
        next(job.printer_id for job in jobs if job.kind == "ticket")
    ]
    assert "Hari ini sudah ditutup" in supervisor.get(CLOSE).text


def test_the_sheet_may_come_later(supervisor, office, people):
    send(supervisor, CLOSE, "/close", print_at="none")
    assert "Cetak lembar penutupan" in supervisor.get("/counter/supervisor").text
    assert send(supervisor, CLOSE, "/close/slip", print_at="loket:2").status_code == 303
    assert "Cetak lembar penutupan" not in supervisor.get("/counter/supervisor").text
    kinds = office.see(lambda read: list(read.session.scalars(select(PrintJob.kind))))
    assert kinds == ["day_close"]


def test_the_voice_rests_from_the_supervisors_page_and_from_the_loket(client, office):
    sit(client, office, OFFICERS["supervisor"], OFFICERS["loket1"])
    assert send(client, "/counter/supervisor", "/quiet").status_code == 303
    assert "Suara diam" in client.get("/counter/supervisor").text and office.see(day.quiet_until)
    assert "09.51" in client.get("/counter/loket/1").text
    key = {"minutes": 0, "key": "again"}
    csrf = re.search(r'name="csrf-token" content="([^"]+)"', client.get("/counter/loket/1").text)[1]
    drawn = client.post("/counter/loket/1/quiet", data=key, headers={"X-CSRF-Token": csrf})
    assert drawn.status_code == 200 and "Diam 10 menit" in drawn.text and office.see(day.quiet_until) is None


def test_a_promise_is_kept_at_the_kiosk_and_at_the_loket(client, office, people, clock, token):
    for _ in range(3):
        office.do(tickets.issue, by=people["kiosk"], loket=1)
    kiosk = Kiosk(client, token("kiosk"))
    assert "Saya punya slip dahulukan" not in kiosk.read("/kiosk/")
    office.do(closing.close_day, by=people["supervisor"])
    phone = kiosk.read(f"/kiosk/t/{office.see(lambda read: read.session.get_one(Ticket, 1).token)}")
    first, second, third = office.see(lambda read: list(read.session.scalars(select(Leftover).order_by(Leftover.id))))
    told = f"Selasa, 24 November Anda didahulukan: tunjukkan slip atau ketik kode {first.code[:4]}-{first.code[4:]} di"
    assert told in phone
    clock.forward(days=1)
    assert "Saya punya slip dahulukan" in kiosk.read("/kiosk/")
    kept = kiosk.press("/kiosk/leftover", {"code": first.code}, "slip-1")
    assert (kept.status_code, kept.json["number"], kept.json["said"]) == (201, "A-001", None)
    assert kiosk.press("/kiosk/leftover", {"code": first.code}, "slip-1").status_code == 200
    twice = kiosk.press("/kiosk/leftover", {"code": first.code}, "slip-2")
    assert twice.status_code == 409 and "sudah dipakai hari ini: nomor A-001" in twice.json["detail"]
    assert kiosk.press("/kiosk/leftover", {"code": "QQQQ-QQQQ"}, "slip-3").status_code == 404
    sit(client, office, OFFICERS["loket1"])
    sheet = client.get("/counter/loket/1/promises").text
    assert "A-002" in sheet and "A-001 ·" not in words(sheet)
    csrf = {"X-CSRF-Token": re.search(r'name="csrf-token" content="([^"]+)"', client.get("/counter/loket/1").text)[1]}
    given = client.post("/counter/loket/1/promises", data={"leftover": second.id, "key": "one"}, headers=csrf)
    assert "Nomor A-002 dipanggil lebih dahulu di Loket 1." in given.text
    clock.forward(days=1)
    late = kiosk.press("/kiosk/leftover", {"code": third.code}, "slip-4")
    assert late.status_code == 201 and "tidak dapat didahulukan lagi" in late.json["said"]


def test_only_the_supervisor_and_the_admin_keep_the_calendar(client, office):
    sit(client, office, OFFICERS["loket1"])
    for page in (CALENDAR, f"{CALENDAR}/import", HOURS, CLOSE):
        assert client.get(page).status_code == 403


def test_the_kiosk_the_tv_and_the_board_say_the_same(office, hall_parts, client, token, people):
    office.do(hours_setting.change, by=SYSTEM, hours=HallHours(enforced=True))
    entry = CalendarEntry(first=date(2026, 11, 23), kind="tutup", name="Banjir")
    office.do(calendar_days.set_days, by=people["supervisor"], entry=entry)
    said = "Kantor tutup: Banjir. Silakan datang lagi besok mulai pukul 07.00."
    assert said in Kiosk(client, token("kiosk")).read("/kiosk/")
    board = hall_parts.teller.board()
    assert (board["open"], board["hall"]["detail"], board["hall"]["hours"]) == (False, said, "Tutup")
    asked = client.post("/api/v1/tickets", json={"loket": 1},
                        headers={"Authorization": f"Bearer {token('kiosk')}", "Idempotency-Key": "1"})  # fmt: skip
    assert (asked.status_code, asked.json["code"], asked.json["detail"]) == (409, "closed", said)
    hours = client.get("/api/v1/hours", headers={"Authorization": f"Bearer {token('display')}"}).json
    assert hours["now"]["detail"] == said
