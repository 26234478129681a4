"""Where is my file? For the resident: stage, ring, due time; the name masked, nothing else about the person."""

import hmac
from typing import Any

from sqlalchemy import select

from office.errors import Unknown
from office.files import catalogue, deadlines, persons
from office.files.case import situation
from office.procedure import RING, RING_POSITION, STAGE_TITLES, Stage, waits_for
from office.records.tables import File
from office.records.vault import tidy_code
from office.records.work import Read

_NEXT = {
    Stage.REGISTERED: "Petugas loket memeriksa kelengkapan berkas.",
    Stage.RETURNED: "Lengkapi syarat yang kurang, lalu bawa lembar kekurangan ke loket.",
    Stage.FIELD_VISIT: "Petugas seksi datang memeriksa ke lapangan.",
    Stage.PROCESSING: "Kepala seksi memproses permohonan.",
    Stage.DRAFTING: "Operator mencetak surat.",
    Stage.KASI_PARAF: "Kepala seksi mengoreksi dan memaraf surat.",
    Stage.SEKCAM_PARAF: "Sekretaris kecamatan mengoreksi dan memaraf surat.",
    Stage.CAMAT_SIGNATURE: "Camat menandatangani surat.",
    Stage.NUMBERING: "Surat diberi nomor.",
    Stage.RELEASING: "Surat distempel dan diserahkan ke loket.",
    Stage.READY: "Ambil surat di loket. Bawa resi dan KTP-el asli.",
    Stage.HANDED_OVER: "Surat sudah diserahkan.",
    Stage.WITHDRAWN: "Permohonan dibatalkan.",
    Stage.EXPIRED: "Berkas tidak dilengkapi sampai batas waktu.",
}


def track(read: Read, *, number: str, code: str) -> dict[str, Any]:
    """A file's status by registration number and code. A wrong number and a wrong code refuse alike (Unknown)."""
    row = read.session.scalars(select(File).where(File.registration_number == number.strip())).one_or_none()
    given = read.vault.index("track", tidy_code(code))
    if not hmac.compare_digest(given, row.track_index if row else "0" * 64) or row is None:
        raise Unknown("Nomor pendaftaran atau kode tidak cocok. Periksa resi Anda.")
    return _status(read, row)


def _status(read: Read, file: File) -> dict[str, Any]:
    service = catalogue.service(read, file.service_code)
    stage = Stage(file.stage)
    desk = waits_for(stage, situation(read, file, service))
    return {
        "registration_number": file.registration_number, "service": service.short_name, "loket": file.loket,
        "applicant": persons.masked(read, file.applicant_id), "stage": stage, "title": STAGE_TITLES[stage],
        "desk": desk, "ring": list(RING), "ring_position": RING_POSITION[stage], "next": _NEXT[stage],
        "outcome": file.outcome, "deadline": file.deadline.isoformat() if file.deadline else None,
        "updated_at": read.iso(file.moved_at), "now": read.iso(read.now), **deadlines.of(read, file),
    }  # fmt: skip
