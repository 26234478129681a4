"""The way of a file through the simulated office: what happens at each stage, and how it ends."""

from collections.abc import Callable
from typing import Any

from office.procedure import Stage
from server.simulation.client import Refused
from server.simulation.hall import Steps, Wait
from server.simulation.journeys import Journey, Part
from server.simulation.people import RELATIONS

MOST_ACTS = 80


def walk(journey: Journey) -> Steps:
    """All of it; answers how it ended."""
    if journey.resident.happens("help"):
        yield from journey.turn("help")
        yield Wait(2)
        return "bantuan"
    yield from journey.registers()
    for _ in range(MOST_ACTS):
        stage = Stage(journey.file["stage"])
        if stage not in WAY:
            return OUTCOMES.get(stage, stage.value) if not journey.rejected else "ditolak"
        yield from WAY[stage](journey)
    return "tidak selesai"


def registered_file(journey: Journey) -> Part:
    """Complete or not: accepted, or back to the resident with a list."""
    if journey.resident.happens("withdrawn"):
        journey.act("loket", "withdraw", reason="Pemohon membatalkan sendiri.")
    elif journey.resident.happens("incomplete") and journey.mandatory():
        journey.returned("loket", "return_incomplete")
    else:
        journey.act("loket", "accept", documents=journey.papers(), **_visit(journey))
    yield Wait(journey.resident.chance.uniform(1, 2))
    yield from journey.leaves()


def _visit(journey: Journey) -> dict[str, str]:
    usual = journey.resident.service["field_visit"]
    if usual == "always" or (usual == "conditional" and journey.resident.happens("visit")):
        return {"visit_at": journey.in_hours(24)}
    return {}


def returned(journey: Journey) -> Part:
    """The resident fetches what was missing and comes again."""
    yield from journey.leaves()
    yield Wait(journey.resident.chance.uniform(30, 120))
    yield from journey.turn("complete")
    journey.act("loket", "resubmit", documents=journey.missing)
    yield Wait(1)
    if journey.file["stage"] != Stage.REGISTERED:
        yield from journey.leaves()


def field_visit(journey: Journey) -> Part:
    """The Kasi goes and looks."""
    yield Wait(journey.resident.chance.uniform(60, 180))
    if journey.resident.happens("visit_moved"):
        journey.act("kasi", "reschedule_visit", visit_at=journey.in_hours(48), note="Hujan deras.")
        return
    result = "tidak_sesuai" if "rejected" in journey.resident.plan else "sesuai"
    journey.act("kasi", "record_visit", result=result, findings="Lokasi sesuai permohonan.", at=journey.in_hours(0))


def processing(journey: Journey) -> Part:
    """The Kasi decides."""
    yield Wait(journey.resident.chance.uniform(5, 30))
    if journey.resident.happens("kasi_returns"):
        journey.returned("kasi", "return_to_applicant")
    elif journey.resident.happens("rejected"):
        journey.rejected = True
        journey.act("kasi", "reject", reason="Tidak memenuhi ketentuan.")
    elif journey.resident.service["field_visit"] == "conditional" and journey.resident.happens("kasi_wants_visit"):
        journey.act("kasi", "request_visit", visit_at=journey.in_hours(24), reason="Perlu dilihat.")
    else:
        fields = journey.resident.fields(journey.registered["fields"], journey.now().date())
        journey.act("kasi", "process", note="", fields=fields)


def drafting(journey: Journey) -> Part:
    """The operator prints the letter."""
    yield Wait(journey.resident.chance.uniform(3, 15))
    if journey.resident.happens("data_wrong"):
        journey.act("operator", "correct_data", changes={"address": "RT 01 RW 02"}, reason="Salah ketik alamat.")
    else:
        journey.act("operator", "print_letter")


def _corrected(journey: Journey, desk: str, **to: str) -> bool:
    if not journey.resident.happens(f"{desk}_corrects"):
        return False
    journey.act(desk, "send_back", note="Perbaiki penulisan.", **to)
    return True


def kasi_paraf(journey: Journey) -> Part:
    """Initials, or back to the operator."""
    yield Wait(journey.resident.chance.uniform(2, 20))
    if not _corrected(journey, "kasi"):
        journey.act("kasi", "paraf", version=journey.file["version"])


def sekcam_paraf(journey: Journey) -> Part:
    """The same, one desk up."""
    yield Wait(journey.resident.chance.uniform(2, 30))
    if not _corrected(journey, "sekcam", to=journey.resident.chance.choice(("kasi", "operator"))):
        journey.act("sekcam", "paraf", version=journey.file["version"])


def signature(journey: Journey) -> Part:
    """The signer signs the sheet: the Camat, or whom a delegation names."""
    yield Wait(journey.resident.chance.uniform(5, 60))
    if _corrected(journey, "camat", to="operator"):
        return
    try:
        journey.act("camat", "sign", version=journey.file["version"])
    except Refused as refused:
        if refused.code != "not_your_desk":
            raise
        journey.act("sekcam", "sign", version=journey.file["version"])


def numbering(journey: Journey) -> Part:
    """Number and date."""
    yield Wait(journey.resident.chance.uniform(1, 10))
    journey.act("kasi", "assign_number")


def releasing(journey: Journey) -> Part:
    """Stamped and down to the loket; now and then the numbered letter was wrong after all."""
    yield Wait(journey.resident.chance.uniform(1, 10))
    if journey.resident.happens("letter_void"):
        journey.act("kasi", "void_letter", reason="Tanggal acara berubah.")
    else:
        journey.act("kasi", "release", stamped=True, archive_location="Lemari 1")


def ready(journey: Journey) -> Part:
    """The resident, or somebody sent, collects the letter and answers the survey."""
    journey.act("loket", "confirm_arrival")
    yield Wait(journey.resident.chance.uniform(10, 120))
    if journey.resident.happens("tracks"):
        _tracks(journey)
    yield from journey.turn("collect")
    receiver: dict[str, Any] = {"kind": "pemohon", "id_shown": True}
    if journey.resident.happens("bearer_collects"):
        relation = journey.resident.chance.choice(RELATIONS)
        receiver = {"kind": "kuasa", "id_shown": True, "name": journey.resident.person()["name"], "relation": relation}
    _hand_over(journey, receiver)
    yield Wait(journey.resident.chance.uniform(1, 3))
    token = journey.file["survey_token"]
    yield from journey.leaves()
    if journey.resident.happens("survey"):
        yield Wait(2)
        answered = {"token": token, "answers": journey.resident.answers()}
        journey.server.post("kiosk", "POST /surveys", "/api/v1/surveys", answered)


def _hand_over(journey: Journey, receiver: dict[str, Any]) -> None:
    try:
        journey.act("loket", "hand_over", receiver=receiver)
    except Refused as refused:
        if refused.code != "payment_missing":
            raise
        proof = f"SSRD-{journey.resident.number:05}"
        journey.act("loket", "hand_over", receiver=receiver, payment_proof=proof)


def _tracks(journey: Journey) -> None:
    asked = {"number": journey.registered["registration_number"], "code": journey.registered["track_code"]}
    try:
        journey.server.get("kiosk", "GET /track", "/api/v1/track", **asked)
    except Refused as refused:
        if refused.status != 429:  # guessing is limited, in the example office too
            raise


WAY: dict[Stage, Callable[[Journey], Part]] = {
    Stage.REGISTERED: registered_file, Stage.RETURNED: returned, Stage.FIELD_VISIT: field_visit,
    Stage.PROCESSING: processing, Stage.DRAFTING: drafting, Stage.KASI_PARAF: kasi_paraf,
    Stage.SEKCAM_PARAF: sekcam_paraf, Stage.CAMAT_SIGNATURE: signature,
    Stage.NUMBERING: numbering, Stage.RELEASING: releasing, Stage.READY: ready,
}  # fmt: skip
OUTCOMES = {Stage.HANDED_OVER: "diserahkan", Stage.WITHDRAWN: "dibatalkan pemohon", Stage.EXPIRED: "kedaluwarsa"}
