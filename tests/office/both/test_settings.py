"""The office's settings changed, kept, taken back and exchanged, on both databases."""

import copy

import pytest
from sqlalchemy import select

from office.configuration import changes, exchange
from office.configuration.yaml_lines import NotReadable
from office.contacts import villages
from office.errors import Invalid, NotNow, NotSignedIn, NotYourDesk, SettingsMoved
from office.files import catalogue, letter_wordings
from office.files.letter_wordings import WordingBody
from office.office import ANYONE, SYSTEM, Actor, Seat
from office.paper import printers
from office.people import sessions, staff
from office.records import parts
from office.records.history import faults
from office.records.tables import HistoryRow, Officer, Printer, SettingsVersion
from office.views import settings_history

ADMIN = Actor("officer", 7, "Dewi Kartika", (Seat("supervisor"), Seat("admin")))
SUPERVISOR = Actor("officer", 7, "Dewi Kartika", (Seat("supervisor"),))


def doc(office, part):
    return office.see(lambda read: copy.deepcopy(parts.read(read.session, part)))


def save(office, part, by=ADMIN, **changed):
    now = doc(office, part)
    return office.do(changes.change, by=by, part=part, seen=parts.fingerprint(now), document={**now, **changed})


def versions(office, part=None):
    rule = (SettingsVersion.part == part,) if part else ()
    return office.see(lambda read: list(read.session.scalars(select(SettingsVersion).where(*rule)
                                                             .order_by(SettingsVersion.id))))  # fmt: skip


def version(office, part):
    return versions(office, part)[-1].id


def told(office, event):
    return office.see(lambda read: [row.facts for row in read.session.scalars(
        select(HistoryRow).where(HistoryRow.event == event).order_by(HistoryRow.seq))])  # fmt: skip


def test_a_part_is_set_told_kept_and_taken_back(office):
    save(office, "letterhead", phone="(0328) 123456")
    assert office.see(lambda read: read.settings.letterhead.phone) == "(0328) 123456"
    row = versions(office, "letterhead")[-1]
    assert (row.before["phone"], row.after["phone"], row.actor) == ("", "(0328) 123456", "officer:7")
    assert told(office, "settings_changed")[-1] == '{"fields":["phone"]}', "history has names of fields, no values"
    office.do(changes.undo, by=SUPERVISOR, version=row.id)
    assert office.see(lambda read: read.settings.letterhead.phone) == ""
    assert versions(office, "letterhead")[-1].undoes == row.id
    assert office.see(lambda read: list(faults(read.session))) == []


def test_what_is_unchanged_is_no_change(office):
    save(office, "queue")
    assert versions(office) == [] and told(office, "settings_changed") == []


def test_an_undo_is_refused_when_something_newer_touched_the_same(office):
    save(office, "ticker", value=["Satu."])
    first = version(office, "ticker")
    save(office, "ticker", value=["Dua."])
    with pytest.raises(NotNow) as refused:
        office.do(changes.undo, by=ADMIN, version=first)
    assert refused.value.code == "changed_since"
    office.do(changes.undo, by=ADMIN, version=version(office, "ticker"))
    office.do(changes.undo, by=ADMIN, version=first)
    assert office.see(lambda read: read.settings.ticker[0]) == "Semua layanan di kantor ini gratis."


def test_the_second_of_two_officers_is_told_who_was_first(office):
    seen = parts.fingerprint(doc(office, "maklumat"))
    save(office, "maklumat", value="Kami melayani sepenuh hati.")
    with pytest.raises(SettingsMoved, match=r"Dewi Kartika mengubah bagian ini pukul 09\.41"):
        office.do(changes.change, by=ADMIN, part="maklumat", seen=seen, document={"value": "Lain."})
    assert office.see(lambda read: read.settings.maklumat) == "Kami melayani sepenuh hati."
    with pytest.raises(SettingsMoved):
        office.do(changes.change, by=ADMIN, part="section:kesra", seen=None, document={"name": "Seksi Lain"})


def test_other_screens_changes_are_kept_too(office):
    office.do(villages.keep, by=ADMIN, body=villages.VillageHead(name="Ambunten Timur", head="H. Moh. Tamam"))
    assert versions(office, "villages")[-1].after["value"][0]["head"] == "H. Moh. Tamam"
    office.do(printers.switch_printer, by=ADMIN, printer=1, enabled=False)
    office.do(changes.undo, by=ADMIN, version=version(office, "printer:1"))
    assert doc(office, "printer:1")["enabled"] is True


def test_officers_are_the_admin_s(office):
    now = doc(office, "officer:4")
    body = {"part": "officer:4", "seen": parts.fingerprint(now), "document": {**now, "title": "Operator"}}
    with pytest.raises(NotYourDesk):
        office.do(changes.change, by=SUPERVISOR, **body)
    office.do(changes.change, by=ADMIN, **body)
    with pytest.raises(NotYourDesk):
        office.do(changes.undo, by=SUPERVISOR, version=version(office, "officer:4"))


def test_an_officer_comes_and_leaves_and_is_signed_out_at_once(office):
    made = office.do(changes.change, by=ADMIN, part="officer:new", seen=None, document={
        "username": "rina", "name": "Rina Wati, S.E.", "nip": "1985 0101 201001 2 001",
        "desks": [{"desk": "kasi", "section": "kesra"}, {"desk": "loket", "loket": 2, "deputy": True}]})  # fmt: skip
    officer = int(made["part"].partition(":")[2])
    assert doc(office, made["part"])["nip"] == "198501012010012001"
    cookie = office.do(sessions.enter, by=ANYONE, officer_id=officer)["cookie"]
    assert [a.id for a in office.see(sessions.seated, cookie=cookie)["actors"]] == [officer]
    save(office, made["part"], active=False)
    assert office.see(sessions.seated, cookie=cookie)["actors"] == []
    with pytest.raises(NotSignedIn):
        office.see(staff.actor_of, officer_id=officer)
    assert "Rina" not in "".join(told(office, "officer_added") + told(office, "officer_changed"))
    office.do(changes.undo, by=ADMIN, version=version(office, made["part"]))
    office.do(changes.undo, by=ADMIN, version=versions(office, made["part"])[0].id)
    assert doc(office, made["part"])["active"] is False, "whoever was taken on by mistake stays on record, inactive"


def test_a_deputy_is_not_named_as_the_holder(office):
    now = doc(office, "officer:1")
    save(office, "officer:1", desks=[*now["desks"], {"desk": "camat", "loket": None, "section": None, "deputy": True}])
    assert office.see(lambda read: staff.holder_of(read, "camat").id) == 6
    assert "camat" in office.see(staff.actor_of, officer_id=1).desks
    save(office, "officer:6", active=False)
    assert office.see(lambda read: staff.holder_of(read, "camat").id) == 1


@pytest.mark.parametrize("change", [{"active": False}, {"desks": []}])
def test_the_last_admin_stays(office, change):
    with pytest.raises(NotNow) as refused:
        save(office, "officer:7", **change)
    assert refused.value.code == "last_admin"
    assert doc(office, "officer:7")["active"] and len(doc(office, "officer:7")["desks"]) == 2


@pytest.mark.parametrize(("field", "given", "wrong"), [
    ("nip", "123", "nip"), ("name", "", "name"), ("desks", [{"desk": "loket"}], "desks.0"),
    ("desks", [{"desk": "loket", "loket": 9}], "desks.0"), ("desks", [{"desk": "raja"}], "desks.0.desk"),
    ("desks", [{"desk": "kasi", "section": "hantu"}], "desks.0"), ("username", "lain", "username"),
    ("password_hash", "x", "password_hash"),
])  # fmt: skip
def test_what_no_officer_can_be_is_refused_by_field(office, field, given, wrong):
    with pytest.raises(Invalid) as refused:
        save(office, "officer:4", **{field: given})
    assert wrong in refused.value.extra["fields"]
    assert versions(office) == []


def test_sections_and_lokets_in_use_stay(office):
    with pytest.raises(NotNow, match="masih dipakai"):
        remove(office, "section:kesra")
    office.do(changes.change, by=ADMIN, part="section:arsip", seen=None, document={"name": "Seksi Arsip"})
    remove(office, "section:arsip")
    assert doc(office, "section:arsip") is None
    office.do(changes.undo, by=ADMIN, version=version(office, "section:arsip"))
    assert doc(office, "section:arsip") == {"name": "Seksi Arsip"}
    with pytest.raises(NotNow, match="masih punya layanan"):
        remove(office, "loket:2")


def test_lokets_from_one_to_six(office):
    for letter in "CDEF":
        add_loket(office, letter)
    with pytest.raises(NotNow, match="aling banyak ada 6"):
        add_loket(office, "G")
    for bad in ({"series": "A"}, {"series": "P"}, {"series": "a"}, {"kinds": []}, {"name": ""}):
        with pytest.raises(Invalid):
            save(office, "loket:6", **bad)
    with pytest.raises(NotNow, match="nomor terakhir"):
        remove(office, "loket:3")
    remove(office, "loket:6")
    with pytest.raises(Invalid, match="masih melayani"):
        save(office, "loket:1", kinds=["non_perizinan"])


def add_loket(office, letter):
    body = {"name": f"Loket {letter}", "series": letter, "kinds": ["perizinan", "non_perizinan"]}
    return office.do(changes.change, by=ADMIN, part="loket:new", seen=None, document=body)


def remove(office, part):
    return office.do(changes.change, by=ADMIN, part=part, seen=parts.fingerprint(doc(office, part)), document=None)


def test_a_service_moves_to_a_new_loket(office):
    add_loket(office, "C")
    save(office, "service:IZ03", loket=3)
    assert office.see(catalogue.service, code="IZ03").loket == 3
    with pytest.raises(Invalid, match="Loket 1 atau Loket 3"):
        save(office, "service:IZ03", loket=2)


def test_services_are_added_ordered_retired_and_never_lost(office):
    first = doc(office, "service:IZ04")
    new = {**first, "code": "IZ90", "name": "Izin baru", "active": False}
    office.do(changes.change, by=ADMIN, part="service:IZ90", seen=None, document=new)
    codes = doc(office, "order:services")["codes"]
    assert codes[-1] == "IZ90"
    save(office, "order:services", codes=["IZ90", *codes[:-1]])
    save(office, "service:IZ90", active=True)
    assert office.see(catalogue.active)[0].code == "IZ90"
    remove(office, "service:IZ90")
    assert doc(office, "service:IZ90") is None
    with pytest.raises(Invalid, match="setiap layanan"):
        save(office, "order:services", codes=["IZ04"])


@pytest.mark.parametrize("changed", [
    {"sla_days": 0}, {"sla_days": 3, "sla_with_visit": 2}, {"visit": "always"}, {"section": "hantu"}, {"loket": 5},
    {"code": "IZ99"}, {"name": ""}, {"fee": -1}, {"kind": "sertifikat"}, {"requirements": [{"id": "a b", "label": "x",
     "kind": "asli"}]}, {"requirements": [{"id": "a", "label": "x", "kind": "asli", "copies": 0}]},
    {"requirements": [{"id": "a", "label": "x", "kind": "asli", "mandatory": False}]},
    {"fields": [{"id": "a", "label": "x", "kind": "choice", "options": ["satu"]}]}, {"skd": "sometimes"}, {"new": 1},
    {"note": "x" * 5000},
])  # fmt: skip
def test_a_contradictory_service_is_refused_whole(office, changed):
    before = doc(office, "service:IZ04")
    with pytest.raises(Invalid):
        save(office, "service:IZ04", **changed)
    assert doc(office, "service:IZ04") == before


def test_hostile_words_lose_their_controls_and_nothing_else(office):
    save(office, "ticker", value=["<b>#emph[x]</b>\x1b@\u202e'; DROP TABLE files;--"])
    assert office.see(lambda read: read.settings.ticker) == ["<b>#emph[x]</b>@'; DROP TABLE files;--"]


def test_export_and_import_give_the_same_bytes(office):
    save(office, "letterhead", phone="(0328) 1")
    add_loket(office, "C")
    text = office.see(exchange.export)
    assert "argon2" not in text and "password" not in text
    assert office.do(exchange.take_over, by=SYSTEM, text=text)["changes"] == []
    save(office, "letterhead", phone="(0328) 2")
    save(office, "officer:4", title="Lain")
    save(office, "service:IZ04", short_name="Keramaian")
    told_ = office.do(exchange.take_over, by=ADMIN, text=text)["changes"]
    assert {one["part"] for one in told_} == {"letterhead", "officer:4", "service:IZ04"}
    assert office.see(exchange.export) == text


def test_an_import_is_rehearsed_and_refused_as_a_whole(office):
    text = office.see(exchange.export)
    wanted = text.replace("Kecamatan Ambunten\n", "Kecamatan Rubaru\n")
    with pytest.raises(exchange.Rehearsed) as rehearsed:
        office.do(exchange.take_over, by=ADMIN, text=wanted, dry_run=True)
    assert rehearsed.value.result["changes"][0]["lines"][0]["now"] == "Kecamatan Rubaru"
    assert office.see(exchange.export) == text and versions(office) == []
    bad = wanted.replace("short_name: Rekomendasi izin keramaian", "short_name: ''")
    line = 1 + next(n for n, words in enumerate(bad.splitlines()) if words.strip() == "short_name: ''")
    with pytest.raises(NotReadable, match=f"Baris {line}: short_name"):
        office.do(exchange.take_over, by=ADMIN, text=bad)
    assert office.see(exchange.export) == text
    with pytest.raises(NotNow, match="berubah sejak"):
        office.do(exchange.take_over, by=ADMIN, text=wanted, seen="0" * 16)


@pytest.mark.parametrize(("text", "said"), [
    ("", "kosong"), ("- a", "kosong"), ("pendopo: {bentuk: 2}", "bukan berkas pengaturan"),
    ("pendopo: {bentuk: 1}\nhantu: 1", "hantu"), ("pendopo: {bentuk: 1}\nsections: [1]", "Baris 2"),
    ("pendopo: {bentuk: 1}\na: &x 1\nb: *x", "Baris 3"), ("pendopo: {bentuk: 1}\n  x: : 1", "Baris 2"),
    ("pendopo: {bentuk: 1}\npendopo: {bentuk: 1}", "Baris 2"),
    ("pendopo: {bentuk: 1}\nservices:\n- {code: 1}", "Baris 3"),
    ("!!python/object/apply:os.system ['true']", "bukan YAML"), ("[" * 3000, "YAML"),
    ("pendopo: {bentuk: 1}\nsettings: {letterhead: {office: [1]}}", "Baris 2: office"),
])  # fmt: skip
def test_what_is_no_settings_file_is_refused_by_line(office, text, said):
    with pytest.raises(NotReadable, match=said):
        office.do(exchange.take_over, by=SYSTEM, text=text)


def test_an_import_can_neither_lock_out_nor_give_a_password(office):
    text = office.see(exchange.export).replace("desk: admin", "desk: operator")
    with pytest.raises(NotReadable, match="admin terakhir"):
        office.do(exchange.take_over, by=ADMIN, text=text)
    assert office.see(lambda read: [o.password_hash for o in read.session.scalars(select(Officer))]) == [None] * 9
    with pytest.raises(NotYourDesk):
        office.do(exchange.take_over, by=SUPERVISOR, text=text)


def write_closing(office, text, seen=0):
    body = WordingBody(parts={"closing": text}, seen=seen)
    return office.do(letter_wordings.change, by=SUPERVISOR, service="IZ04", kind="rekomendasi", body=body)


def test_a_wording_is_told_in_words_undone_and_taken_over_from_a_file(office):
    part = "wording:IZ04/rekomendasi"
    write_closing(office, "Satu.")
    write_closing(office, "Dua.", seen=1)
    newest = office.see(settings_history.changes_made)["days"][0][1][0]
    assert newest["title"] == "Naskah IZ04/rekomendasi" and newest["may_undo"]
    assert [(line.label, line.was, line.now) for line in newest["lines"]] == [("Penutup", "Satu.", "Dua.")]
    whole = office.see(exchange.export)
    for row, left in ((newest["id"], {"closing": "Satu."}), (versions(office, part)[0].id, None)):
        office.do(changes.undo, by=SUPERVISOR, version=row)
        assert doc(office, part) == left
    first = office.see(settings_history.changes_made)["days"][0][1][0]["lines"][0]
    assert (first.was, first.now) == ("Satu.", "seperti bawaan")
    office.do(exchange.take_over, by=ADMIN, text=whole)
    assert doc(office, part) == {"closing": "Dua."}
    assert told(office, "letter_wording_changed"), "its own event, as before"


def test_a_wording_that_cannot_be_is_refused_by_its_line(office):
    write_closing(office, "Satu.")
    bad = office.see(exchange.export).replace("closing: Satu.", "closing: '{siapa}'")
    with pytest.raises(NotReadable) as refused:
        office.do(exchange.take_over, by=ADMIN, text=bad)
    assert "{siapa} tidak dikenal" in str(refused.value.detail)
    assert doc(office, "wording:IZ04/rekomendasi") == {"closing": "Satu."}


def test_a_printer_that_moved_is_asked_again_and_another_paper_is_another_roll(office):
    made = office.do(printers.add_printer, by=ADMIN, name="Loket uji", at="tcp://10.0.0.9:9100", purpose="loket:1",
                     completion_class="B")  # fmt: skip
    part = f"printer:{made['id']}"
    save(office, part, native_qr=False)
    assert printer(office, made["id"]).completion_class == "B", "it stands where it stood"
    for at, known in (("usb://04b8:0e15", "?"), ("file:///dev/usb/lp0", "?"), ("preview:", "D")):
        save(office, part, at=at)
        assert printer(office, made["id"]).completion_class == known, at
    save(office, part, columns=32)
    row = printer(office, made["id"])
    assert (row.dots, row.roll_m, row.roll_since) == (384, 15, None)


def printer(office, printer_id):
    return office.see(lambda read: read.session.get_one(Printer, printer_id))
