"""What an officer reads out to the resident who asks: where the file is, until when, what comes next."""

from typing import Any

from sqlalchemy import select

from office.files import catalogue, needs, persons
from office.procedure import Stage
from office.records.tables import File, Handover, HandoverFile
from office.records.work import Read
from office.views import clocks, journey, moments


def of(read: Read, file: File, clock: dict[str, Any], ahead: list[str]) -> str:
    """One or two sentences about `file`; `clock` and `ahead` as `clocks.of` and `journey.ahead` say them."""
    name, service = persons.name(read, file.applicant_id), catalogue.service(read, file.service_code).short_name
    what = f"{service} atas nama Bapak/Ibu {name}, nomor {file.registration_number},"
    since = moments.said(read, file.moved_at)
    match Stage(file.stage):
        case Stage.RETURNED:
            return f"Berkas {what} menunggu dilengkapi sejak {since}{_missing(read, file)}.{_until(read, file)}"
        case Stage.READY:
            told = "Permohonan ini tidak dapat dikabulkan; alasannya di surat. " if file.outcome == "rejected" else ""
            return f"{told}Surat {what} siap diambil di Loket {file.loket} sejak {since}. Bawa resi dan KTP-el asli."
        case Stage.HANDED_OVER:
            return f"Surat {what} sudah diserahkan {since}{_receiver(read, file)}."
        case Stage.WITHDRAWN:
            return f"Permohonan {what} dibatalkan {since}. Permohonan baru dapat didaftarkan di loket."
        case Stage.EXPIRED:
            return f"Permohonan {what} berakhir {since} karena tidak dilengkapi sampai batas waktunya."
    waits = journey.here(file)
    here = f"Berkas {what} {journey.place(file)} sejak {since}, {waits[0].lower()}{waits[1:]}."
    return " ".join(part for part in (here, _due(clock), _next(ahead)) if part)


def _due(clock: dict[str, Any]) -> str:
    if clock["tone"] == "none":
        return ""
    if clock["tone"] == "late":
        return "Tenggatnya sudah lewat; mohon maaf."
    words = clock["due_words"].removeprefix("tenggat ").replace(",", " pukul")
    return f"Tenggatnya {words}."


def _next(ahead: list[str]) -> str:
    return f"Berikutnya: {ahead[0][0].lower()}{ahead[0][1:]}." if ahead else ""


def _missing(read: Read, file: File) -> str:
    labels = catalogue.service(read, file.service_code).labels
    absent = [labels.get(name, name) for name, there in needs.ticked(read, file.id).items() if not there]
    return f", kurang {', '.join(absent)}" if absent else ""


def _until(read: Read, file: File) -> str:
    return f" Mohon dilengkapi paling lambat {clocks.near_day(file.deadline, read.today)}." if file.deadline else ""


def _receiver(read: Read, file: File) -> str:
    handover = of_handover(read, file)
    return f" kepada {persons.name(read, handover.receiver_id)}" if handover else ""


def of_handover(read: Read, file: File) -> Handover | None:
    """The handover in which the file's letter went out, if it did."""
    given = select(Handover).join(HandoverFile, HandoverFile.handover_id == Handover.id)
    return read.session.scalars(given.where(HandoverFile.file_id == file.id).limit(1)).one_or_none()
