"""The search box and its stories: what is typed stays out of addresses, who looks a person up leaves a trace."""

import json
import re

from sqlalchemy import select

from office.contacts import contacts
from office.contacts.occasions import open_of
from office.hall import tickets
from office.procedure import Act, Stage
from office.records.tables import HistoryRow, OfficerDesk
from tests.surfaces.page_forms import OFFICERS, forms_of, sit


def ask(client, q, page="/counter/find"):
    """What the box on a page answers: the address it leads to, and the page there."""
    form = next(form for form in forms_of(client.get(page).text) if "/counter/find" in form.action)
    form.fields["q"] = q
    led = client.post(form.action, data=form.fields).headers["Location"]
    return led, client.get(led).text


def looked_up(office):
    rows = office.see(lambda read: list(read.session.scalars(
        select(HistoryRow).where(HistoryRow.event == "searched_person").order_by(HistoryRow.seq))))  # fmt: skip
    return [(row.actor, row.subject, json.loads(row.facts)) for row in rows]


def test_the_box_stands_on_every_page_and_finds_by_all_that_is_known(client, office, walk, people):
    ticket = office.do(tickets.issue, by=people["kiosk"], loket=1)
    made = walk.register("IZ04", ticket=ticket["id"])
    walk.register("IZ05")
    sit(client, office, OFFICERS["operator"])
    for q in ("sahrul", "3529010101010001", "ambunten timur"):
        _, page = ask(client, q, "/counter/operator")
        assert "2 hasil untuk" in page and made["registration_number"] in page, q
    _, page = ask(client, ticket["number"])
    assert f"/counter/find/tickets/{ticket['id']}" in page and made["registration_number"] in page
    led, page = ask(client, made["registration_number"])
    assert led.startswith(f"/counter/find/files/{made['id']}"), "the only one is opened at once"
    _, page = ask(client, "Zulaikha")
    assert "Tidak ada yang cocok dengan “Zulaikha”" in page and "Periksa ejaan" in page
    led, page = ask(client, "   ")
    assert led == "/counter/find?as=operator" and "Nomor, nama, NIK" in page


def test_what_was_typed_is_in_no_address_and_the_nik_on_no_page(client, office, walk):
    walk.register()
    walk.register()
    sit(client, office, OFFICERS["loket1"])
    for q in ("Sahrul Anam", "3529010101010001"):
        led, page = ask(client, q)
        links = "".join(re.findall(r'(?:href|action|hx-get)="([^"]*)"', page))
        assert q.split()[0] not in led + links and "sahrul" not in (led + links).lower()
        assert "3529010101010001" not in page.replace(f'value="{q}"', "").replace(f"“{q}”", "")
        assert client.get(led).status_code == 200, "the list stays where it is, for Back and for a refresh"
    forged = client.get("/counter/find?s=gAAAAABnonsense").text
    assert "hasil untuk" not in forged and client.get("/counter/find?s=%00").status_code == 200


def test_who_looks_a_person_up_leaves_one_trace_a_day_without_the_name(client, office, walk, clock):
    files = [walk.register()["id"] for _ in range(2)]
    sit(client, office, OFFICERS["kasi"])
    for q in ("0001/1", "0002", "A-001", "IZ", "nobody known"):
        ask(client, q)
    assert looked_up(office) == [], "numbers of the office's own, and nobody found"
    for _ in range(3):
        led, _ = ask(client, "sahrul")
        client.get(led)
    ask(client, "3529010101010001")
    told = looked_up(office)
    assert [(subject, facts["files"]) for _, subject, facts in told] == [
        ("search:name", files[::-1]), ("search:nik", files[::-1])]  # fmt: skip
    assert {actor for actor, _, _ in told} == {f"officer:{OFFICERS['kasi']}"}
    assert "ahrul" not in str(told) and "3529" not in str(told)
    clock.forward(days=1)
    sit(client, office, OFFICERS["kasi"])
    ask(client, "sahrul")
    assert len(looked_up(office)) == 3


def test_a_files_story_from_the_first_number_to_the_bearer_who_took_it(client, office, walk, people, clock):
    ticket = office.do(tickets.issue, by=people["kiosk"], loket=1)
    made = walk.register(ticket=ticket["id"])
    walk.act(made["id"], "loket", Act.RETURN_INCOMPLETE, missing=[made["requirements"][0]["id"]], note="Belum ada.")
    clock.forward(days=1)
    walk.act(made["id"], "loket", Act.RESUBMIT, documents=[made["requirements"][0]["id"]])
    while (stage := walk.row(made["id"]).stage) != Stage.READY:
        clock.forward(minutes=30)
        walk.step(made["id"], Stage(stage), made, visit=stage == "REGISTERED")
    contact = office.see(lambda read: open_of(read, made["id"]).id)
    body = contacts.Attempt.model_validate({"channel": "phone", "result": "no_answer"})
    office.do(contacts.tick, by=people["loket1"], contact_id=contact, body=body)
    clock.forward(minutes=5)
    receiver = {"kind": "kuasa", "name": "Kurniawati", "id_shown": True, "relation": "menantu", "letter": True}
    walk.act(made["id"], "loket", Act.HAND_OVER, receiver=receiver, payment_proof="STS-1")
    sit(client, office, OFFICERS["supervisor"])
    page = client.get(f"/counter/find/files/{made['id']}").text
    story = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition('id="story"')[2]))
    steps = ("Senin, 23 November 2026", "Datang dengan nomor A-001", "Terdaftar", "Dikembalikan: belum lengkap", 
             "Belum ada.",
             "Selasa, 24 November 2026", "Kelengkapan diterima", "setelah 1 hari kerja di pemohon", "Diterima lengkap",
             "Diverifikasi di lapangan", "Diproses", "Surat dicetak", "Paraf Kasi",
             "Paraf Sekcam", "Ditandatangani", "Diberi nomor", "Distempel", "Pemohon dihubungi: tidak diangkat",
             "lewat telepon", "Diserahkan ke pemohon", "no. serah 0001/2026 · diterima Kurniawati (menantu)",
             "Lama di setiap meja", "Operator 30 menit")  # fmt: skip
    at = -1
    for step in steps:
        assert story.find(step, at + 1) > at, (step, story[at:])
        at = story.find(step, at + 1)
    assert "sudah diserahkan hari ini pukul" in story and "kepada Kurniawati." in story


def test_the_sentence_to_be_read_out_follows_the_file(client, office, walk):
    sit(client, office, OFFICERS["loket1"])

    def said(**at):
        page = client.get(f"/counter/find/files/{walk.file(**at)}").text
        return re.search(r'class="said-words">([^<]*)<', page)[1]

    whose, now = "Rekomendasi izin keramaian atas nama Bapak/Ibu Sahrul Anam, nomor", "hari ini pukul 09.41"
    assert said(at=Stage.SEKCAM_PARAF, visit=False) == (
        f"Berkas {whose} 0001/1/11/2026, di meja Sekcam sejak {now}, menunggu paraf Sekcam. "
        "Tenggatnya hari ini pukul 16.00. Berikutnya: tanda tangan Camat."
    )
    assert f"menunggu dilengkapi sejak {now}, kurang " in said(at=Stage.RETURNED)
    ready = said(at=Stage.READY, visit=False)
    assert ready == f"Surat {whose} 0003/1/11/2026, siap diambil di Loket 1 sejak {now}. Bawa resi dan KTP-el asli."
    assert "dibatalkan hari ini pukul 09.41." in said(at=Stage.WITHDRAWN)


def test_a_numbers_story(client, office, clock, walk, people):
    one, two = (office.do(tickets.issue, by=people["kiosk"], loket=1)["id"] for _ in range(2))
    office.do(tickets.call_next, by=people["loket1"], loket=1)
    clock.forward(seconds=5)
    office.do(tickets.recall, by=people["loket1"], ticket_id=one)
    office.do(tickets.no_show, by=people["loket1"], ticket_id=one)
    sit(client, office, OFFICERS["sekcam"])
    gone, waits = (client.get(f"/counter/find/tickets/{n}").text for n in (one, two))
    assert ("Nomor A-001, hari ini: diambil pukul 09.41, dipanggil ke Loket 1 pukul 09.41, dipanggil lagi pukul 09.41, "
            "dicatat tidak hadir pukul 09.41.") in gone  # fmt: skip
    assert "Sekarang masih menunggu di Loket 1." in waits and "Tidak ada berkas yang didaftarkan" in waits
    assert client.get("/counter/find/tickets/999").status_code == 404


def test_a_kasi_is_told_of_the_own_section_only(client, office, walk):
    umum, mine = walk.file(at=Stage.PROCESSING, service="IZ09"), walk.file(at=Stage.PROCESSING)
    with office.database.write() as session:
        session.query(OfficerDesk).filter_by(officer_id=OFFICERS["kasi"]).update({"section": "trantibum"})
    sit(client, office, OFFICERS["kasi"])
    led, page = ask(client, "sahrul")
    assert f"/counter/find/files/{mine}" in led and walk.row(umum).registration_number not in page
    assert client.get(f"/counter/find/files/{umum}").status_code == 403


def test_only_officers_search(client, office):
    for device in (8, 9):
        sit(client, office, device)
        assert client.get("/counter/find").status_code == 403
    client.delete_cookie("pendopo_session")
    assert client.get("/counter/find").headers["Location"].startswith("/counter/sign-in")
