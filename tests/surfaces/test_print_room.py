"""The print room's page: paper as it leaves the printer, and what a person decides about it."""

import base64
import re

import pytest

from office.hall import tickets
from office.office import SYSTEM
from office.paper import leases, printers, spool
from office.procedure import Stage
from printer import slips
from printer.layout import Paper, layout
from printer.rows import to_json
from tests.surfaces.page_forms import OFFICERS, forms_of, sit


@pytest.fixture
def page(client, office):
    sit(client, office, OFFICERS["supervisor"])
    return lambda path="/counter/print-room": client.get(path).text


def form(html, ending):
    return next(form for form in forms_of(html) if form.action.endswith(ending))


def paper(html):
    """Only what stands on paper."""
    return "".join(re.findall(r'<article class="paper.*?</article>', html, re.DOTALL))


def leave(office, *, end="printed", reason=None):
    """One slip through the print room, as its process does it; `end` None leaves it sending."""
    job = office.do(leases.lease_jobs, by=SYSTEM, worker="print-room:1")["jobs"][0]
    width = Paper(**{name: job["printer"][name] for name in ("columns", "dots", "codepage", "native_qr")})
    rows = to_json(layout(slips.build(job["kind"], job["facts"], job["office"], copy_no=job["copy_no"]), width))
    office.do(leases.mark_sending, by=SYSTEM, job=job["id"], worker="print-room:1",
        payload_b64=base64.b64encode(b"x").decode(),
              laid_out=rows)  # fmt: skip
    if end:
        office.do(leases.report_result, by=SYSTEM, job=job["id"], worker="print-room:1", state=end, reason=reason)
    return job["id"]


def test_a_ticket_is_on_paper_before_any_printer_had_it(office, people, page):
    office.do(tickets.issue, by=people["kiosk"], loket=2, priority="lansia")
    html = page()
    assert "P-001" in html and 'class="paper paper-48"' in html and "Karcis antrean" in html
    assert re.search(r"Menunggu dicetak <span[^>]*>1<", html)


def test_what_was_printed_is_shown_as_it_was_laid_out(office, people, page):
    office.do(tickets.issue, by=people["kiosk"], loket=1)
    with_facts = paper(page())
    leave(office)
    assert "A-001" in with_facts and paper(page()) == with_facts
    assert "tercetak" in page() and "Tidak ada lembar yang menunggu" in page()


def test_names_on_slips_are_masked_and_text_cannot_become_markup(office, walk, page):
    walk.register(applicant={"name": "<script>alert(1)</script> Anam", "nik": "3529010101010009"})
    html = page()
    assert "<script>alert" not in html and "RESI PENDAFTARAN" in html and "3529010101010009" not in html


def test_a_copy_needs_a_reason_and_says_so_on_paper(client, office, people, page):
    office.do(tickets.issue, by=people["kiosk"], loket=1)
    job = leave(office)
    again = form(page(), f"/jobs/{job}/again")
    refused = client.post(again.action, data=again.fields)
    assert refused.status_code == 409 and "Tulis alasan cetak ulang dahulu." in refused.text
    assert "SALINAN" not in paper(refused.text)
    again = form(refused.text, f"/jobs/{job}/again")
    again.fields["reason"] = "Karcis robek"
    assert client.post(again.action, data=again.fields).status_code == 303
    assert "SALINAN" in paper(page()) and "salinan ke-1" in page()
    assert client.post(again.action, data=again.fields).status_code == 303, "the same press once more"
    assert page().count("salinan ke-1") == 1


@pytest.mark.parametrize(("came_out", "state", "copies"), [("yes", "printed", 0), ("no", "failed", 1)])
def test_an_unclear_end_waits_for_a_person(client, office, people, page, came_out, state, copies):
    office.do(tickets.issue, by=people["kiosk"], loket=1)
    job = leave(office, end="needs_attention", reason="kertas habis saat mencetak")
    html = page()
    assert "Apakah lembar ini keluar?" in html and "Kertas habis saat mencetak." in html
    asked = form(html, f"/jobs/{job}/resolve")
    asked.fields["came_out"] = came_out
    assert client.post(asked.action, data=asked.fields).status_code == 303
    assert "Apakah lembar ini keluar?" not in page()
    assert office.see(lambda read: spool.get(read, job).state) == state
    assert paper(page()).count("SALINAN") == copies


def test_a_test_slip_comes_out_where_it_was_asked_for(client, office, page):
    printer = office.see(printers.list_printers)[1]
    asked = form(page(), f"/printers/{printer['id']}/test")
    assert client.post(asked.action, data=asked.fields).status_code == 303
    shown = page(f"/counter/print-room?printer={printer['id']}")
    assert "Cetak uji" in shown and "Lembar terakhir di Loket 1" in shown
    assert client.post(asked.action, data={**asked.fields, "key": "new", "csrf_token": "guess"}).status_code == 400


def test_printers_say_their_state_in_words(office, page):
    printer = office.see(printers.list_printers)[0]["id"]
    office.do(printers.report_state, by=SYSTEM, printer=printer, state="paper_out")
    html = page()
    assert "kertas habis" in html and "Periksa" in html


def test_a_lokets_officer_may_look_and_print_again_but_not_test(client, office, people, page):
    office.do(tickets.issue, by=people["kiosk"], loket=1)
    leave(office)
    sit(client, office, OFFICERS["loket1"])
    html = client.get("/counter/print-room").text
    actions = [form.action for form in forms_of(html)]
    assert any("/again" in action for action in actions) and not any("/test" in action for action in actions)
    sit(client, office, OFFICERS["camat"])
    assert client.get("/counter/print-room").status_code == 403


def test_survey_codes_of_a_printed_handover_are_gone(office, walk, page):
    """On real paper the secret is forgotten; a preview is the paper, so there it stays until tomorrow."""
    handed = walk.act(walk.file(at=Stage.READY), "loket", "hand_over",
                      receiver={"kind": "pemohon", "name": "Sahrul Anam", "id_shown": True})  # fmt: skip
    assert handed["survey_token"] in page(), "the example's printer is the page itself"


def test_the_papers_style_is_ours(client, page):
    page()
    sheet = client.get("/counter/print-room/paper.css")
    assert sheet.mimetype == "text/css" and ".paper-cut" in sheet.text


def test_a_printer_is_stopped_and_goes_on_and_its_roll_is_counted(client, office, page):
    row = office.do(printers.add_printer, by=SYSTEM, name="Depan", at="tcp://10.0.0.9:9100", purpose="kiosk")
    stopped, goes_on = ("switch", "no", "dihentikan; lembarnya menunggu"), ("switch", "yes", "belum diketahui")
    for ending, field, words in (stopped, goes_on, ("roll", "", "Rol terpakai 0")):
        asked = form(page(), f"/printers/{row['id']}/{ending}")
        assert client.post(asked.action, data={**asked.fields, "enabled": field}).status_code == 303
        assert words in page()
    sit(client, office, OFFICERS["loket1"])
    actions = [form.action for form in forms_of(page())]
    assert any(action.endswith(f"/{row['id']}/roll") for action in actions)
    assert not any(action.endswith("/switch") for action in actions)


def test_a_slip_that_waits_is_taken_out_of_the_queue(client, office, people, page):
    office.do(tickets.issue, by=people["kiosk"], loket=1)
    asked = form(page(), "/cancel")
    assert client.post(asked.action, data=asked.fields).status_code == 303
    assert "Tidak ada lembar yang menunggu" in page() and "dibatalkan" in page()
