"""A resident's whole way with every detour, on one office: what the tests of history and secrecy look through."""

from datetime import timedelta
from typing import Any

from office.contacts import contacts, villages
from office.feedback import complaints, survey
from office.feedback.bodies import Complain, Decide, Note
from office.files import attachments, blocks, late, nudges
from office.files.attachments import About
from office.files.bodies import HandOverMany, Proxy
from office.hall import calls, closing, day, helping, leftovers, outages, pad, speakers, tickets, voice, voice_trial
from office.office import ANYONE, SYSTEM, Actor, Office, Seat
from office.paper import leases, spool
from office.people import devices, paired, pairing, sessions, staff
from office.procedure import Act, Stage
from office.views import contacts as contact_views
from office.views import hall_board
from office.views import outages as outage_view
from printer.attachments.desk import AttachmentDesk
from tests.office import way_of_letters
from tests.pictures import jpeg
from tests.walk import RECEIVER, Walk

#: names, numbers and places of people: none of them may be found where they do not belong
PERSON = {
    "name": "Raden Ayu Zulaikha",
    "nik": "3529017112850042",
    "address": "Gang Melati 77 Tambaagung",
    "village": "Tambuko",
    "phone": "081999888777",
}
PROXY = {"name": "Bambang Pramudya", "nik": "3529011203770008", "relation": "keponakan", "phone": "087700112233"}
BEARER = {
    "kind": "kuasa",
    "name": "Kurniawati Sastro",
    "id_shown": True,
    "relation": "menantu",
    "nik": "3529014507900011",
}
RECORDED_FOR = "Hartono Wiryo"
SECRETS = (
    "Zulaikha",
    "3529017112850042",
    "Melati 77",
    "Tambuko",
    "081999888777",
    "Bambang",
    "Pramudya",
    "3529011203770008",
    "087700112233",
    "Kurniawati",
    "Sastro",
    "3529014507900011",
    "Hartono",
    "rahasia-sekali",
    "Suka-suka",
)
KIOSK = Actor("officer", 8, "kios", (Seat("kiosk"),))
MACHINE = Actor("token", 971, "loket 1", (Seat("loket", 1),))
ANSWERS = dict.fromkeys(
    ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana", "pengaduan"), 4
)


def _scanned(walk: Walk, file_id: int) -> None:
    """Two scans for the archive, one of them taken off again; their names and words speak of people."""
    desk, kasi = AttachmentDesk(walk.letters), walk.people["kasi"]
    about = About(kind="archive_scan", name="Surat Zulaikha.jpg", caption="milik Zulaikha")
    for colour in ("#a33", "#3a3"):
        made = desk.take(by=kasi, key=None, file_id=file_id, about=about, data=jpeg(colour))
    walk.office.do(attachments.detach, by=kasi, attachment_id=made["id"], reason="Bukan surat Zulaikha.")


def go(walk: Walk) -> dict[str, Any]:
    """Ticket, registration by a proxy, every return, visit, letter, paraf, recorded signature, number, handover."""
    office, people = walk.office, walk.people
    _clock_turns(walk)
    ticket = _hall(office, people)
    made = walk.register(applicant=PERSON, proxy=Proxy.model_validate(PROXY).model_dump(), ticket=ticket["id"])
    office.do(tickets.finish, by=people["loket1"], ticket_id=ticket["id"])
    file_id = int(made["id"])
    _returned(walk, file_id, made)
    walk.act(
        file_id,
        "loket",
        Act.CORRECT_DATA,
        changes={"phone": PERSON["phone"], "address": PERSON["address"]},
        reason="Salah tulis.",
    )
    while walk.row(file_id).stage != Stage.KASI_PARAF:
        walk.step(file_id, Stage(walk.row(file_id).stage), made)
    _to_the_number(walk, file_id)
    second = walk.file(at=Stage.READY, service="NP01")
    _talk(office, people)
    asked = HandOverMany.model_validate({"files": [file_id, second], "receiver": BEARER, "sheets": 2})
    handed = office.do(_files().hand_over_many, by=people["loket1"], key="serah", body=asked)
    office.do(_files().archive, by=people["kasi"], file_id=file_id, location="Lemari 2")
    _scanned(walk, file_id)
    office.do(
        survey.answer, by=ANYONE, token=handed["survey_token"], answers=_answers(office), comment="Suka-suka saya"
    )
    _machines(office)
    way_of_letters.go(walk)
    _paper_hour(walk)
    _evening(office, people)
    return {"file": file_id, "made": made, "handed": handed, "ticket": ticket}


def _clock_turns(walk: Walk) -> None:
    """Files of last week: one due then and overdue now, its desk is told of both; one whose letter has its number."""
    for days in (-4, 4):
        walk.office.clock.forward(days=days)  # type: ignore[attr-defined]
        if days < 0:
            walk.file(at=Stage.PROCESSING, visit=False)
            walk.file(at=Stage.RELEASING, service="NP03")
        walk.office.do(nudges.nudge, by=SYSTEM)


def _files() -> Any:
    from office.files import files

    return files


def _answers(office: Office) -> dict[str, int]:
    from office.feedback.questionnaire import questionnaire

    return dict.fromkeys(questionnaire().keys, 4)


def _hall(office: Office, people: dict[str, Actor]) -> dict[str, Any]:
    loket = people["loket1"]
    first, second, third = (office.do(tickets.issue, by=KIOSK, key=f"n{n}", loket=1, priority=n == 1) for n in range(3))
    # a machine's call: it may be said again at once
    called = office.do(tickets.call_next, by=MACHINE, loket=1)
    office.do(tickets.recall, by=MACHINE, ticket_id=called["id"])
    office.do(tickets.no_show, by=MACHINE, ticket_id=called["id"])
    office.do(tickets.restore, by=loket, ticket_id=called["id"])
    office.do(tickets.transfer, by=loket, ticket_id=called["id"], loket=2, reason="Suka-suka")
    office.do(tickets.hold, by=loket, ticket_id=third["id"], reason="Suka-suka")
    office.do(tickets.resume, by=loket, ticket_id=third["id"])
    office.do(tickets.cancel, by=loket, ticket_id=third["id"], reason="Suka-suka")
    office.do(day.set_loket, by=people["loket2"], loket=2, state="break", reason="Suka-suka")
    ring = office.do(helping.ring, by=KIOSK)["ring"]
    office.do(helping.answer, by=loket, ring_id=ring)
    at_hand = office.do(tickets.call_next, by=loket, loket=1)
    office.do(calls.expire, by=SYSTEM)
    office.do(calls.played, by=people["display"], call_id=office.see(hall_board.build)["calls"][-1]["id"])
    office.do(speakers.beat, by=people["display"], screen="tv", sound=True)
    office.do(voice_trial.begin, by=people["supervisor"])
    assert second["id"] in (called["id"], at_hand["id"]) or first["id"] in (called["id"], at_hand["id"])
    return dict(at_hand)


def _returned(walk: Walk, file_id: int, made: dict[str, Any]) -> None:
    missing = [made["requirements"][0]["id"]]
    walk.act(file_id, "loket", Act.RETURN_INCOMPLETE, missing=missing, note="Suka-suka: belum ada.")
    walk.act(file_id, "loket", Act.RESUBMIT, documents=missing)


def _to_the_number(walk: Walk, file_id: int) -> None:
    walk.act(file_id, "kasi", Act.SEND_BACK, note="Suka-suka: salah ketik.")
    walk.act(file_id, "operator", Act.PRINT_LETTER)
    walk.act(file_id, "kasi", Act.PARAF)
    walk.act(file_id, "sekcam", Act.PARAF)
    walk.act(file_id, "sekcam", Act.SIGN, recorded_for=RECORDED_FOR)
    walk.act(file_id, "kasi", Act.ASSIGN_NUMBER)
    walk.act(file_id, "kasi", Act.VOID_LETTER, reason="Suka-suka: salah nomor.")
    made: dict[str, Any] = {"requirements": []}
    while walk.row(file_id).stage != Stage.READY:
        walk.step(file_id, Stage(walk.row(file_id).stage), made)
    walk.act(file_id, "loket", Act.CONFIRM_ARRIVAL)


def _talk(office: Office, people: dict[str, Actor]) -> None:
    """Somebody is called, somebody is given up, somebody complains and is answered; all of it names people."""
    first, second = office.see(contact_views.listing)["rows"]
    tried = contacts.Attempt(channel="phone", result="no_answer", note="Suka-suka: Zulaikha tidak menjawab")
    office.do(contacts.tick, by=people["loket1"], contact_id=first["id"], body=tried)
    gone = contacts.GiveUp(reason="Bambang pindah")
    office.do(contacts.give_up, by=people["loket1"], contact_id=second["id"], body=gone)
    head = villages.VillageHead(name=PERSON["village"], head="Hartono Wiryo", phone=PROXY["phone"])
    office.do(villages.keep, by=people["loket1"], body=head)
    told = Complain(about="sikap", words="Suka-suka: Kurniawati marah", name=PERSON["name"], phone=PERSON["phone"])
    complaint = {"complaint_id": office.do(complaints.receive, by=KIOSK, body=told)["id"]}
    office.do(complaints.note, by=people["supervisor"], **complaint, body=Note(words="Zulaikha, kami periksa"))
    office.do(complaints.settle, by=people["supervisor"], **complaint, body=Decide(words="Kurniawati ditegur"))


def _paper_hour(walk: Walk) -> None:
    """The system is away; what was done on paper is entered, by name; another outage is dismissed."""
    office, people = walk.office, walk.people
    sheet = office.do(blocks.reserve, by=people["loket1"], series="registration", count=3)
    office.do(outages.notice, by=SYSTEM)
    walk.office.clock.forward(minutes=30)  # type: ignore[attr-defined]
    at = office.clock() - timedelta(minutes=10)
    outage = {"outage_id": office.do(outages.notice, by=SYSTEM)["outage"]}
    office.do(pad.enter, by=people["loket1"], **outage, body=pad.PadNumber(label="A-901", at=at))
    given = {"service": "IZ04", "applicant": PERSON, "proxy": PROXY, "number": sheet["first"], "registered_at": at}
    office.do(late.register, by=people["loket1"], **outage, body=late.LateRegister.model_validate(given))
    unused = {"block": sheet["id"], "numbers": [sheet["last"]], "reason": "Suka-suka: Zulaikha salah tulis"}
    office.do(blocks.declare_unused, by=people["loket1"], **unused)
    for row in office.see(lambda read: outage_view.replay(read, **outage))["cut"]:
        office.do(pad.settle, by=people["loket1"], **outage, ticket_id=row["id"], how="served")
    office.do(outages.finish, by=people["loket1"], **outage)
    entered = office.do(outages.enter, by=people["supervisor"], from_at=at, note="Suka-suka: kata Hartono")
    office.do(outages.dismiss, by=people["supervisor"], outage_id=entered["id"], note="Suka-suka: Bambang keliru")


def _evening(office: Office, people: dict[str, Actor]) -> None:
    """A quiet quarter, a wrong button, a call nobody heard; who is left goes first when the hall opens again."""
    loket = people["loket1"]
    office.do(day.quiet, by=loket)
    office.do(day.speak_again, by=loket)
    for state in ("closed", "open"):
        office.do(day.set_loket, by=people["loket2"], loket=2, state=state)
    late_comer = office.do(tickets.issue, by=KIOSK, key="petang", loket=1)
    office.do(tickets.correct, by=loket, ticket_id=late_comer["id"], priority="lansia")
    office.do(voice.report, by=SYSTEM, seconds={"nol": 0.5})
    office.do(devices.heartbeat, by=people["display"], role="display")
    for sound in (False, True):
        office.do(speakers.beat, by=people["display"], screen="tv", sound=sound)
    office.do(tickets.call_next, by=loket, loket=1)
    office.do(calls.failed, by=people["display"], call_id=office.see(hall_board.build)["calls"][-1]["id"])
    office.do(closing.close_day, by=people["supervisor"])
    office.do(day.open_day, by=people["supervisor"])
    for left in office.see(leftovers.open_ones):
        office.do(leftovers.honour, by=loket, leftover=left["id"])


def _machines(office: Office) -> None:
    token = office.do(devices.issue_token, by=SYSTEM, role="display", label="Suka-suka")
    office.do(devices.revoke_token, by=SYSTEM, token_id=token["id"])
    code = office.do(pairing.begin, by=ANYONE)["user_code"]
    said = pairing.Approval(code=code, name="TV Zulaikha", role="display")
    device = office.do(pairing.approve, by=SYSTEM, given=said)
    office.do(paired.move, by=SYSTEM, device_id=device["id"], zone="utama")
    office.do(paired.revoke, by=SYSTEM, device_id=device["id"])
    office.do(staff.add, by=SYSTEM, username="baru", name="Hartono Wiryo", desks=[("loket", 1, None)])
    office.do(staff.reset, by=SYSTEM, username="baru", password_hash="rahasia-sekali")
    office.do(staff.note_failure, by=ANYONE, who="Zulaikha 10.0.0.7")
    entered = office.do(sessions.enter, by=ANYONE, officer_id=1)
    office.do(sessions.leave, by=ANYONE, cookie=entered["cookie"])
    agent = Actor("token", 5, "ruang cetak", (Seat("agent"),))
    for job in office.do(leases.lease_jobs, by=agent, worker="print-room:1")["jobs"]:
        office.do(leases.mark_sending, by=agent, job=job["id"], worker="print-room:1", payload_b64="AAAA", laid_out=[])
        office.do(leases.report_result, by=agent, job=job["id"], worker="print-room:1", state="printed")
        office.do(
            spool.reprint, by=Actor("officer", 1, "petugas", (Seat("loket", 1),)), job=job["id"], reason="kertas sobek"
        )


__all__ = ["ANSWERS", "BEARER", "PERSON", "PROXY", "RECEIVER", "SECRETS", "go"]
