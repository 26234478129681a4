"""Applicants and proxies: found again by NIK, masked wherever they are shown."""

from typing import Any

from sqlalchemy import select

from office.errors import Invalid, Unknown
from office.files import finding
from office.files.bodies import Applicant, Proxy, Register, SameBearer
from office.records.tables import File, Person
from office.records.work import Read, Work
from office.words.masks import mask_name, mask_nik_register


def keep(work: Work, given: Applicant) -> Person:
    """The person of `given`: the known one with this NIK, brought up to date, or a new one."""
    index = work.vault.index("nik", given.nik) if given.nik else None
    known = work.session.scalars(
        select(Person).where(Person.nik_index == index, Person.erased_at.is_(None)).order_by(Person.id.desc()).limit(1)
    ).one_or_none() if index else None  # fmt: skip
    person = known or Person(name=given.name, created_at=work.now)
    before = _found_by(person)
    person.name = given.name
    person.address, person.village = given.address or person.address, given.village or person.village
    person.phone = given.phone or person.phone
    if given.nik and index:
        person.nik_sealed, person.nik_index = work.vault.seal(given.nik), index
    work.session.add(person)
    work.session.flush()
    if known and _found_by(person) != before:
        finding.of_person(work, person.id)
    return person


def _found_by(person: Person) -> tuple[str | None, ...]:
    return person.name, person.village, person.phone


def applicant(work: Work, body: Register) -> Person:
    """Who asks: as written, or the applicant of the file that the body names. Refuses with Invalid, Unknown."""
    if body.applicant is not None:
        return keep(work, body.applicant)
    if body.applicant_of is None:
        raise Invalid("Isi data pemohon.", fields={"applicant": "wajib diisi"})
    return _somebody(work, _named(work, body.applicant_of).applicant_id)


def bearer(work: Work, body: Register) -> dict[str, Any]:
    """Who brings it, as columns of the file: proxy_id, proxy_relation, proxy_letter; empty for the applicant himself.

    A bearer who is already here with another file is named by it: its proxy, or its applicant. Refuses with Unknown.
    """
    if body.proxy is not None:
        return _bringing(keep(work, body.proxy), body.proxy)
    if body.same_bearer is None:
        return {}
    file = _named(work, body.same_bearer.file)
    return _bringing(_somebody(work, file.proxy_id or file.applicant_id), body.same_bearer)


def _bringing(person: Person, given: Proxy | SameBearer) -> dict[str, Any]:
    return {"proxy_id": person.id, "proxy_relation": given.relation, "proxy_letter": given.letter}


def _named(work: Work, file_id: int | None) -> File:
    file = work.session.get(File, file_id)
    if file is None:
        raise Unknown("Berkas sebelumnya tidak ditemukan. Isi data orangnya di formulir ini.")
    return file


def _somebody(work: Work, person_id: int | None) -> Person:
    person = work.session.get(Person, person_id) if person_id else None
    if person is None or person.erased_at is not None:
        raise Unknown("Data orang ini tidak tersimpan lagi. Isi datanya di formulir ini.")
    return person


def who(read: Read, person_id: int) -> str:
    """What tells people apart: the NIK's index, or the name of who gave none."""
    person = read.session.get_one(Person, person_id)
    return person.nik_index or person.name.casefold()


def full(read: Read, person_id: int) -> dict[str, Any]:
    """Name, NIK, address, village, phone as they stand on letters."""
    person = read.session.get_one(Person, person_id)
    nik = read.vault.unseal(person.nik_sealed) if person.nik_sealed else ""
    return {"name": person.name, "nik": nik, "address": person.address or "", "village": person.village or "",
            "phone": person.phone or ""}  # fmt: skip


def masked(read: Read, person_id: int) -> str:
    """The name for paper and public screens: S*** A***."""
    return mask_name(read.session.get_one(Person, person_id).name)


def name(read: Read, person_id: int) -> str:
    """The name alone, for staff."""
    return read.session.get_one(Person, person_id).name


def on_screen(read: Read, person_id: int) -> dict[str, Any]:
    """For staff screens: everything but the NIK, which is masked."""
    person = full(read, person_id)
    return {**person, "nik": mask_nik_register(person["nik"]) if person["nik"] else ""}


def ids_by_nik(read: Read, *, nik: str) -> list[int]:
    """Everybody known with this NIK: one person, unless records were made before it was known."""
    rule = (Person.nik_index == read.vault.index("nik", nik), Person.erased_at.is_(None))
    return list(read.session.scalars(select(Person.id).where(*rule)))


def by_nik(read: Read, *, nik: str) -> dict[str, Any] | None:
    """The newest person with this NIK, for a returning applicant; None when unknown."""
    rule = (Person.nik_index == read.vault.index("nik", nik), Person.erased_at.is_(None))
    person = read.session.scalars(select(Person).where(*rule).order_by(Person.id.desc()).limit(1)).one_or_none()
    return full(read, person.id) if person else None
