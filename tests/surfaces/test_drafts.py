"""Nothing typed at the counter is lost: drafts in a real browser."""

import pytest
from playwright.sync_api import expect

from office.office import ANYONE
from office.people import drafts, sessions
from office.procedure import Act, Stage
from office.records.tables import Draft
from tests.conftest import wait_for
from tests.surfaces.page_forms import OFFICERS

pytestmark = pytest.mark.browser
KEPT = "Tersimpan sementara"


def kept(office, desk="kasi"):
    """{form: {field: values}} of an officer's drafts."""
    found = office.see(drafts.kept, holder=f"officer:{OFFICERS[desk]}", of=["*"])
    return {draft["form"]: {box["name"]: box["values"] for box in draft["boxes"]} for draft in found}


def sign_in(page, office, small_hall, desk="kasi"):
    """A new session in this page's browser, as another tab would begin it."""
    entered = office.do(sessions.enter, by=ANYONE, officer_id=OFFICERS[desk])
    page.context.add_cookies([{"name": "pendopo_session", "value": entered["cookie"], "url": small_hall.url}])


@pytest.fixture
def paraf(walk):
    """A letter that waits for the Kasi's paraf; the Kasi may send it back with a note."""
    return walk.file(at=Stage.KASI_PARAF, visit=False)


@pytest.fixture
def page(sit, paraf):
    """The Kasi at that file."""
    return sit("kasi", f"/counter/files/{paraf}?as=kasi")


def note(page):
    return page.locator("#send_back-note")


def restored(page, words, where=note):
    expect(where(page)).to_have_value(words)
    expect(page.locator(".draft-line--restored")).to_contain_text("Isian terakhir dipulihkan (09.41). Buang")


def test_what_was_typed_survives_a_refresh_and_says_so(page, office, paraf):
    note(page).fill("Jam selesai keliru")
    expect(page.locator(".draft-kept")).to_have_text(KEPT)
    page.reload()
    restored(page, "Jam selesai keliru")
    assert kept(office) == {f"act:{paraf}:send_back": {"note": ["Jam selesai keliru"]}}
    assert page.faults == []


def test_back_and_a_closed_tab_lose_not_even_the_last_letter(page, office, paraf):
    note(page).fill("Jam selesai")
    page.get_by_role("link", name="Kembali ke daftar").click()
    expect(page.locator(f"#row-{paraf}")).to_be_visible()
    page.go_back()
    restored(page, "Jam selesai")
    note(page).press_sequentially(" keliru")
    address, context = page.url, page.context
    page.close(run_before_unload=True)
    wait_for(lambda: kept(office).get(f"act:{paraf}:send_back") == {"note": ["Jam selesai keliru"]}, what="the draft")
    again = context.new_page()
    again.goto(address)
    restored(again, "Jam selesai keliru")


def test_signing_out_in_the_middle_keeps_it_for_this_officer_alone(page, office, small_hall, paraf):
    note(page).fill("Jam selesai keliru")
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_text("MODE LATIHAN")).to_be_visible()
    expect(note(page)).to_have_count(0)
    sign_in(page, office, small_hall, "sekcam")
    page.goto(f"/counter/files/{paraf}?as=sekcam")
    asked = f"/counter/drafts?officer={OFFICERS['kasi']}&of=act:{paraf}:send_back"
    assert page.evaluate("url => fetch(url).then((answer) => answer.status)", asked) == 409
    assert "Jam selesai keliru" not in page.content()
    sign_in(page, office, small_hall)
    page.goto(f"/counter/files/{paraf}?as=kasi")
    restored(page, "Jam selesai keliru")


def test_a_draft_ends_when_its_form_was_sent(page, office, paraf, walk):
    note(page).fill("Jam selesai keliru")
    expect(page.locator(".draft-kept")).to_be_visible()
    page.get_by_role("button", name="Kembalikan").click()
    expect(page.locator(".told")).to_be_visible()
    assert kept(office) == {} and walk.row(paraf).note == "Jam selesai keliru"
    page.go_back()
    expect(page.get_by_role("complementary", name="Tindakan")).to_be_visible()
    expect(page.locator(".draft-line")).to_have_count(0)
    assert page.faults == []


def test_a_refused_form_stays_a_draft(sit, office, walk):
    file_id = walk.file(at=Stage.FIELD_VISIT, service="IZ05")
    page = sit("kasi", f"/counter/files/{file_id}?as=kasi")
    page.locator("#record_visit-findings").fill("Sesuai denah")
    page.get_by_role("radio", name="Bersyarat").locator("xpath=..").click()
    page.locator("#record_visit-at-time").fill("pagi")
    page.get_by_role("button", name="Catat verifikasi lapangan").click()
    expect(page.locator("[data-refused]")).to_be_visible()
    page.locator("#record_visit-findings").fill("Sesuai denah, jalan terbuka")
    expect(page.locator(".draft-kept")).to_be_visible()
    page.goto(f"/counter/files/{file_id}?as=kasi")
    restored(page, "Sesuai denah, jalan terbuka", lambda page: page.locator("#record_visit-findings"))
    expect(page.get_by_role("radio", name="Bersyarat")).to_be_checked()
    expect(page.locator("#record_visit-at-time")).to_have_value("pagi")


def test_every_kind_of_field_comes_back_and_added_rows_too(sit, walk):
    file_id = walk.file(at=Stage.PROCESSING, service="IZ05")
    page = sit("kasi", f"/counter/files/{file_id}?as=kasi")
    page.locator("summary", has_text="Retribusi (SKD)").click()
    page.locator("#process-levy-0-label").fill("Pemakaian jalan")
    page.get_by_role("button", name="Tambah baris").click()
    expect(page.locator("#process-levy-1-code")).to_be_focused()
    page.locator("#process-levy-1-rate").fill("1.000")
    page.get_by_text("Kembalikan ke pemohon").first.click()
    boxes = page.locator("#act-return_to_applicant input[type=checkbox]")
    boxes.nth(1).check()
    page.get_by_text("Minta verifikasi").first.click()
    day = page.locator("#request_visit-visit_at-day")
    day.select_option(index=3)
    page.reload()
    expect(page.locator("#process-levy-0-label")).to_have_value("Pemakaian jalan")
    expect(page.locator("#process-levy-1-rate")).to_have_value("1.000")
    expect(page.locator("#process-levy-1-rate")).to_be_visible()
    expect(boxes.nth(1)).to_be_checked()
    expect(boxes.nth(0)).not_to_be_checked()
    assert day.evaluate("it => it.selectedIndex") == 3
    assert page.faults == []


def test_thrown_away_and_taken_back(page, office, paraf):
    note(page).fill("Jam selesai keliru")
    page.reload()
    restored(page, "Jam selesai keliru")
    page.get_by_role("button", name="Buang").click()
    expect(note(page)).to_have_value("")
    wait_for(lambda: kept(office) == {}, what="the draft to go")
    page.get_by_role("button", name="Kembalikan", exact=True).first.click()
    expect(note(page)).to_have_value("Jam selesai keliru")
    wait_for(lambda: kept(office), what="the draft to come back")
    page.reload()
    page.get_by_role("button", name="Buang").click()
    wait_for(lambda: kept(office) == {}, what="the draft to go")
    page.reload()
    expect(note(page)).to_have_value("")


def test_a_draft_for_an_act_that_the_file_can_no_longer_take_can_be_copied(page, office, paraf, walk):
    note(page).fill("Jam selesai keliru")
    expect(page.locator(".draft-kept")).to_be_visible()
    walk.act(paraf, "kasi", Act.PARAF)
    page.goto(f"/counter/files/{paraf}?as=kasi")
    lost = page.locator(".draft-line--homeless")
    expect(lost).to_contain_text("(09.41) belum terkirim, dan berkas ini sudah berpindah.")
    expect(lost).to_contain_text("Terakhir: paraf Kasi oleh Abd. Rahman, S.Sos., 09.41. Salin yang masih perlu")
    expect(lost.locator("dd")).to_have_text("Jam selesai keliru")
    lost.get_by_role("button", name="Buang").click()
    expect(lost).to_have_count(0)
    assert kept(office) == {}
    assert page.faults == []


def test_two_officers_and_one_file_at_once(page, office, paraf, walk):
    """The other was faster while this one was typing: told, and the words are still there."""
    note(page).fill("Jam selesai keliru")
    walk.act(paraf, "kasi", Act.PARAF)
    page.get_by_role("button", name="Kembalikan").click()
    expect(page.get_by_role("alert").filter(has_text="dikerjakan petugas lain")).to_be_visible()
    expect(page.locator(".draft-line--homeless dd")).to_have_text("Jam selesai keliru")
    assert walk.row(paraf).stage == Stage.SEKCAM_PARAF and walk.row(paraf).note != "Jam selesai keliru"


def test_two_windows_are_told_of_each_other(page, office, paraf):
    other = page.context.new_page()
    other.goto(page.url)
    note(other).fill("dari jendela dua")
    expect(other.locator(".draft-kept")).to_be_visible()
    note(page).fill("dari jendela satu")
    expect(page.locator(".draft-line--other")).to_contain_text("juga diketik di jendela lain (09.41)")
    assert kept(office)[f"act:{paraf}:send_back"] == {"note": ["dari jendela satu"]}
    expect(note(other)).to_have_value("dari jendela dua")


def test_a_session_that_ends_in_the_middle_of_a_plain_form_takes_nothing(page, office, small_hall, paraf, walk):
    page.context.clear_cookies()
    note(page).fill("Jam selesai keliru")
    page.get_by_role("button", name="Kembalikan").click()
    line = page.locator(".draft-line--unkept")
    expect(line).to_contain_text("Sesi Anda sudah berakhir, jadi isian ini belum tersimpan.")
    expect(note(page)).to_have_value("Jam selesai keliru")
    assert walk.row(paraf).stage == Stage.KASI_PARAF
    with page.context.expect_page() as opened:
        line.get_by_role("link", name="Masuk di jendela baru").click()
    expect(opened.value.get_by_text("Masuk ke meja Anda")).to_be_visible()
    sign_in(page, office, small_hall)
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator(".draft-kept")).to_be_visible()
    expect(line).to_have_count(0)
    page.get_by_role("button", name="Kembalikan").click()
    expect(page.locator(".told")).to_be_visible()
    assert kept(office) == {} and walk.row(paraf).note == "Jam selesai keliru"


def test_the_way_back_in_waits_for_a_slow_finger(page):
    """Pressing it leaves the field, which is tried once more: the line says the same and stays under the finger."""
    page.context.clear_cookies()
    note(page).fill("Jam selesai keliru")
    way = page.get_by_role("link", name="Masuk di jendela baru")
    expect(way).to_be_visible()
    way.hover()
    with page.expect_response("**/counter/drafts") as asked:
        page.mouse.down()
    asked.value.finished()
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))")
    with page.context.expect_page() as opened:
        page.mouse.up()
    expect(opened.value.get_by_text("Masuk ke meja Anda")).to_be_visible()


def test_what_is_on_screen_is_not_kept_for_somebody_else_who_signed_in(page, office, small_hall, paraf, walk):
    sign_in(page, office, small_hall, "sekcam")
    note(page).fill("Jam selesai keliru")
    expect(page.locator(".draft-line--unkept")).to_contain_text("milik petugas lain")
    page.get_by_role("button", name="Kembalikan").click()
    expect(page.locator(".draft-line--unkept")).to_be_visible()
    assert walk.row(paraf).stage == Stage.KASI_PARAF, "and nobody sends it in another's name"
    assert kept(office, "sekcam") == kept(office) == {}


def test_too_much_is_told_and_may_still_be_sent(page, office, paraf, walk):
    note(page).fill("keliru " * 5_000)
    expect(page.locator(".draft-line--unkept")).to_contain_text("terlalu panjang untuk disimpan sementara")
    note(page).fill("Jam selesai keliru")
    expect(page.locator(".draft-kept")).to_be_visible()
    expect(page.locator(".draft-line--unkept")).to_have_count(0)


def test_a_reason_in_the_print_room_survives_a_refresh(sit, office, people):
    from office.hall import tickets
    from office.paper import spool

    ticket = office.do(tickets.issue, by=people["kiosk"], loket=1)
    office.do(spool.cancel, by=people["loket1"], job=ticket["print"]["job"], reason="orangnya pergi")
    page = sit("supervisor", "/counter/print-room")
    page.locator("details.again summary").click()
    page.get_by_label("Alasan").fill("Karcis robek")
    page.reload()
    expect(page.get_by_label("Alasan")).to_be_visible()
    expect(page.get_by_label("Alasan")).to_have_value("Karcis robek")


def test_no_address_and_no_row_gives_the_words_away(page, office):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    note(page).fill("Sahrul 3529010101850001")
    page.reload()
    restored(page, "Sahrul 3529010101850001")
    assert any("/counter/drafts" in url for url in asked) and not any("Sahrul" in url or "3529" in url for url in asked)
    assert all(b"Sahrul" not in row.sealed for row in office.see(lambda read: read.session.query(Draft).all()))


@pytest.fixture
def loket(sit):
    return sit("loket1", "/counter/loket/1")


def begin(page):
    """Half a registration: a service with fields, an applicant, a proxy."""
    page.locator("#service-filter").fill("keramaian")
    page.keyboard.press("Enter")
    expect(page.locator("#change-service")).to_be_visible()
    page.locator("#name").fill("Sitti Aminah")
    page.locator("#brought-by").select_option("proxy")
    page.locator("#proxy_name").fill("Sahrul")
    page.locator("#field-tempat").fill("Dusun Pasar")
    expect(page.locator(".draft-kept")).to_have_text(KEPT)


def half_typed(page):
    expect(page.locator("#field-tempat")).to_have_value("Dusun Pasar")
    expect(page.locator("#name")).to_have_value("Sitti Aminah")
    expect(page.locator("#proxy_name")).to_have_value("Sahrul")
    expect(page.locator("#proxy_name")).to_be_visible()
    expect(page.locator(".service strong")).to_contain_text("keramaian")
    expect(page.locator(".draft-line--restored")).to_contain_text("Isian terakhir dipulihkan (09.41). Buang")


def test_half_a_registration_survives_a_refresh_and_another_panel(loket):
    begin(loket)
    loket.reload()
    half_typed(loket)
    loket.locator("#find").fill("tidak ada")
    loket.keyboard.press("Enter")
    loket.locator("#new-file").click()
    half_typed(loket)
    assert loket.faults == []


def test_a_registration_thrown_away_and_taken_back(loket, office):
    begin(loket)
    loket.reload()
    half_typed(loket)
    loket.get_by_role("button", name="Buang").click()
    expect(loket.locator("#name")).to_have_value("")
    expect(loket.locator("#service-filter")).to_be_visible()
    assert kept(office, "loket1") == {}
    loket.get_by_role("button", name="Kembalikan").click()
    expect(loket.locator("#field-tempat")).to_have_value("Dusun Pasar")
    wait_for(lambda: kept(office, "loket1"), what="the draft to come back")
    assert loket.faults == []


def test_registered_and_nothing_of_it_comes_back(loket, office):
    begin(loket)
    loket.locator("#register-go").click()
    expect(loket.locator(".checklist")).to_be_visible()
    assert kept(office, "loket1") == {}
    loket.locator("#new-file").click()
    expect(loket.locator("#name")).to_have_value("")
    expect(loket.locator(".draft-line")).to_have_count(0)


def test_ticks_and_the_note_of_a_checklist_come_back(loket, office, walk):
    file_id = walk.file(at=Stage.REGISTERED)
    loket.locator("#find").fill(walk.row(file_id).registration_number)
    loket.keyboard.press("Enter")
    boxes = loket.locator("[data-must]")
    boxes.nth(1).locator("xpath=..").click()
    loket.locator("#note").fill("KK asli belum dibawa")
    loket.reload()
    loket.locator("#find").fill(walk.row(file_id).registration_number)
    loket.keyboard.press("Enter")
    expect(loket.locator("#note")).to_have_value("KK asli belum dibawa")
    expect(boxes.nth(1)).to_be_checked()
    expect(boxes.nth(0)).not_to_be_checked()
    expect(loket.locator("#lack-words")).to_contain_text(f"{boxes.count() - 1} syarat wajib belum ada")
    loket.locator("#do-return_incomplete").click()
    expect(loket.locator("#outcome")).to_be_visible()
    assert kept(office, "loket1") == {} and loket.faults == []


def test_a_session_that_ends_at_the_loket_takes_nothing(loket, office, small_hall):
    begin(loket)
    loket.context.clear_cookies()
    loket.locator("#name").fill("Sitti Aminah binti Ahmad")
    loket.locator("#register-go").click()
    expect(loket.locator("#trouble-words")).to_contain_text("Silakan masuk")
    expect(loket.locator(".draft-line--unkept")).to_contain_text("Sesi Anda sudah berakhir")
    sign_in(loket, office, small_hall, "loket1")
    loket.evaluate("dispatchEvent(new Event('focus'))")
    expect(loket.locator(".draft-line--unkept")).to_have_count(0)
    loket.locator("#register-go").click()
    expect(loket.locator(".checklist")).to_be_visible()
    expect(loket.locator(".who")).to_contain_text("Sitti Aminah binti Ahmad")
    assert kept(office, "loket1") == {}
