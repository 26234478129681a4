"""Files: services, persons, the file itself, its papers, visits, letters, numbers and handovers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from office.records.tables.base import Table, column


class Section(Table):
    """A section of the office; a Kasi heads one."""

    __tablename__ = "sections"
    code: Mapped[str] = column("key: trantibum", primary_key=True)
    name: Mapped[str] = column("Seksi Ketenteraman dan Ketertiban Umum")


class ServiceRow(Table):
    """A service of the catalogue. `definition` is the catalogue's model (requirements, fields, levy, wording)."""

    __tablename__ = "services"
    code: Mapped[str] = column("key: IZ01", primary_key=True)
    active: Mapped[bool] = column("offered now")
    loket: Mapped[int] = column("which loket registers it (SOP S1)")
    section: Mapped[str] = column("the processing section")
    name: Mapped[str] = column("full name")
    position: Mapped[int] = column("order on screens")
    definition: Mapped[dict[str, Any]] = column("office.files.catalogue_file.Service as JSON")


class Person(Table):
    """An applicant or a proxy: the only place of personal data beside the letters; blanked by erasure."""

    __tablename__ = "persons"
    id: Mapped[int] = column("key; what history refers to", primary_key=True)
    name: Mapped[str] = column("full name", index=True)
    nik_sealed: Mapped[str | None] = column("NIK, encrypted with the office key", default=None)
    nik_index: Mapped[str | None] = column("HMAC of the NIK, for look-up", index=True, default=None)
    address: Mapped[str | None] = column("address", default=None)
    village: Mapped[str | None] = column("desa", default=None)
    phone: Mapped[str | None] = column("telephone", default=None)
    created_at: Mapped[datetime] = column("first seen (UTC)")
    erased_at: Mapped[datetime | None] = column(
        "blanked at the person's request or by the schedule (UTC)", default=None
    )


class File(Table):
    """An application file (berkas). Stages and moves: office.procedure."""

    __tablename__ = "files"
    id: Mapped[int] = column("key", primary_key=True)
    registration_number: Mapped[str] = column("0412/1/11/2026; yearly gapless series (SOP S2a)", unique=True)
    year: Mapped[int] = column("year of the registration series")
    seq: Mapped[int] = column("number in the year's series")
    track_index: Mapped[str] = column("HMAC of the tracking code on the resi")
    track_sealed: Mapped[str] = column("the tracking code, encrypted, for a copy of the resi")
    service_code: Mapped[str] = column("what was asked for")
    section: Mapped[str] = column("whose Kasi works on it")
    loket: Mapped[int] = column("where it was registered")
    applicant_id: Mapped[int] = column("persons.id", index=True)
    proxy_id: Mapped[int | None] = column("persons.id of who brought it in, if not the applicant", default=None)
    proxy_relation: Mapped[str | None] = column("relation of the proxy", default=None)
    proxy_letter: Mapped[bool | None] = column("the proxy showed a surat kuasa", default=None)
    ticket_id: Mapped[int | None] = column("the visit's ticket", index=True, default=None)
    stage: Mapped[str] = column("where it waits: office.procedure.Stage")
    desk: Mapped[str | None] = column("whose turn it is; none when with the applicant or ended", default=None)
    version: Mapped[int] = column("compare-and-swap: rises with every act", default=1)
    revision: Mapped[int] = column("1, raised by each re-submission (A8)", default=1)
    returned_from: Mapped[str | None] = column("the stage that returned it to the applicant", default=None)
    outcome: Mapped[str] = column("granted | rejected | void", default="granted")
    reason: Mapped[str | None] = column("reason of rejection or withdrawal", default=None)
    fields: Mapped[dict[str, Any]] = column("the service's fields, by id")
    levy: Mapped[list[Any]] = column("levy lines of the SKD: code, label, volume, rate, amount")
    visit_needed: Mapped[bool] = column("a field visit is asked for", default=False)
    visit_recorded: Mapped[bool] = column("a field visit was recorded", default=False)
    accepted_at: Mapped[datetime | None] = column("first accepted complete: the clock starts (UTC)", default=None)
    sla_days: Mapped[int] = column("working days promised: 1, or 4 with a field visit")
    pauses: Mapped[list[Any]] = column("clock pauses while with the applicant: [from, to|null] in ISO (UTC)")
    ready_at: Mapped[datetime | None] = column("released to the loket: the clock stops (UTC)", default=None)
    signer: Mapped[str] = column("role that signs the version in force: camat | sekcam | kasi", default="camat")
    letter_version: Mapped[int | None] = column("number of the version in force", default=None)
    note: Mapped[str | None] = column("the last note of a desk to the next", default=None)
    deadline: Mapped[date | None] = column("last day to complete a returned file", default=None)
    moved_at: Mapped[datetime] = column("since when it waits at this stage (UTC)")
    registered_at: Mapped[datetime] = column("first registered (UTC)")
    ended_at: Mapped[datetime | None] = column("handed over, withdrawn or expired (UTC)", default=None)
    outage_id: Mapped[int | None] = column("outages.id: registered on paper, entered afterwards", default=None)
    clock_told: Mapped[str | None] = column("soon | late: what its desk was told of its clock, each once", default=None)
    __table_args__ = (
        UniqueConstraint("year", "seq"),
        Index("ix_files_worklist", "stage", "section", "id"),
        Index("ix_files_desk", "desk", "section", "id"),
        Index("ix_files_seq", "seq"),
        Index("ix_files_proxy", "proxy_id"),
    )


class FileDocument(Table):
    """A tick on a file's checklist."""

    __tablename__ = "file_documents"
    file_id: Mapped[int] = column("files.id", primary_key=True)
    requirement: Mapped[str] = column("the requirement's id in the service", primary_key=True)
    present: Mapped[bool] = column("seen and complete")
    checked_by: Mapped[str] = column("who ticked it")
    checked_at: Mapped[datetime] = column("when (UTC)")


class FileNote(Table):
    """What a desk wrote with an act: kept for the file's journey, outside the chain, because it may name people."""

    __tablename__ = "file_notes"
    id: Mapped[int] = column("key", primary_key=True)
    file_id: Mapped[int] = column("files.id", index=True)
    file_version: Mapped[int] = column("the act it was written with: files.version after it")
    words: Mapped[str] = column("note or reason, control characters stripped")


class Visit(Table):
    """A field visit (verifikasi lapangan), planned or recorded (berita acara)."""

    __tablename__ = "visits"
    id: Mapped[int] = column("key", primary_key=True)
    file_id: Mapped[int] = column("files.id", index=True)
    visit_at: Mapped[datetime] = column("planned time (UTC)")
    state: Mapped[str] = column("planned | moved | recorded | cancelled", default="planned")
    reason: Mapped[str | None] = column("why it was asked for or moved", default=None)
    done_at: Mapped[datetime | None] = column("when it took place (UTC)", default=None)
    result: Mapped[str | None] = column("sesuai | tidak_sesuai | bersyarat", default=None)
    findings: Mapped[str | None] = column("what was found", default=None)
    by: Mapped[str | None] = column("who recorded it", default=None)
    report: Mapped[dict[str, Any] | None] = column(
        "berita acara: items, officers, present, place, conditions", default=None
    )
    __table_args__ = (Index("ix_visits_state_at", "state", "visit_at"),)


class LetterVersion(Table):
    """A rendered bundle {letter, SKD}. Paraf and signature name its SHA-256."""

    __tablename__ = "letter_versions"
    id: Mapped[int] = column("key", primary_key=True)
    file_id: Mapped[int] = column("files.id")
    n: Mapped[int] = column("1, 2, … in the file")
    sha256: Mapped[str] = column("of the bundle")
    letter_sha: Mapped[str] = column("content address of the letter's PDF")
    skd_sha: Mapped[str | None] = column("content address of the SKD's PDF, when a levy applies", default=None)
    content_sha: Mapped[str] = column("content address of what it was rendered from")
    kind: Mapped[str] = column("izin, rekomendasi, …, penolakan")
    signer: Mapped[str] = column("role that signs: camat | sekcam | kasi")
    signer_officer: Mapped[int | None] = column("officers.id of the signer named on it", default=None)
    signer_line: Mapped[str] = column("how the signature block begins: CAMAT AMBUNTEN")
    state: Mapped[str] = column("rendered | filed | void", default="rendered")
    made_by: Mapped[str] = column("who rendered it")
    made_at: Mapped[datetime] = column("when (UTC)")
    filed_at: Mapped[datetime | None] = column("when it was printed and filed (UTC)", default=None)
    voided_at: Mapped[datetime | None] = column("when it lost its force (UTC)", default=None)
    __table_args__ = (UniqueConstraint("file_id", "n"),)


class Mark(Table):
    """A paraf or a signature on one version (SOP S5-S7). Paper is the master: this records what was done on it."""

    __tablename__ = "marks"
    id: Mapped[int] = column("key", primary_key=True)
    file_id: Mapped[int] = column("files.id", index=True)
    version_id: Mapped[int] = column("letter_versions.id")
    sha256: Mapped[str] = column("the bundle it names")
    kind: Mapped[str] = column("paraf | signature")
    desk: Mapped[str] = column("kasi | sekcam | camat: in whose role")
    by: Mapped[str] = column("who recorded it")
    name: Mapped[str] = column("the officer's name, for the paraf box")
    recorded_for: Mapped[str | None] = column(
        "the signer, when another officer records his wet signature", default=None
    )
    at: Mapped[datetime] = column("when (UTC)")
    ended_at: Mapped[datetime | None] = column("withdrawn or voided with its version (UTC)", default=None)
    ended_why: Mapped[str | None] = column("why", default=None)


class Archive(Table):
    """Where the office keeps the copy (SOP S8c)."""

    __tablename__ = "archives"
    file_id: Mapped[int] = column("files.id", primary_key=True)
    location: Mapped[str] = column("cupboard, box, folder")
    by: Mapped[str] = column("who")
    at: Mapped[datetime] = column("when (UTC)")


class Handover(Table):
    """One act of handing over: one bearer, one slip, one or several files (SOP S8d)."""

    __tablename__ = "handovers"
    id: Mapped[int] = column("key", primary_key=True)
    number: Mapped[str] = column("No. serah: 0388/2026", unique=True)
    receiver_kind: Mapped[str] = column("pemohon | kuasa")
    receiver_id: Mapped[int] = column("persons.id", index=True)
    relation: Mapped[str | None] = column("relation of a proxy", default=None)
    proxy_letter: Mapped[bool | None] = column("the proxy showed a surat kuasa or surat tugas", default=None)
    mark: Mapped[str | None] = column("tanda_tangan | cap_jempol: how the receiver marked the slip", default=None)
    witness_id: Mapped[int | None] = column("persons.id of who witnessed a cap jempol", default=None)
    loket: Mapped[int | None] = column("at which loket", default=None)
    by: Mapped[str] = column("who")
    at: Mapped[datetime] = column("when (UTC)")


class HandoverFile(Table):
    """A file in a handover."""

    __tablename__ = "handover_files"
    handover_id: Mapped[int] = column("handovers.id", primary_key=True)
    file_id: Mapped[int] = column("files.id", primary_key=True, index=True)
    sheets: Mapped[int] = column("number of sheets", default=1)
    payment_proof: Mapped[str | None] = column("number of the payment proof of its SKD", default=None)
