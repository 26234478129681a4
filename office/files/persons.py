"""Applicants and proxies: found again by NIK, masked wherever they are shown."""

from typing import Any

from sqlalchemy import select

from office.files.bodies import Applicant, Receiver
from office.records.tables import Person
from office.records.work import Read, Work
from office.words.masks import mask_name, mask_nik_register


def keep(work: Work, given: Applicant) -> Person:
    """The person of `given`: the known one with this NIK, brought up to date, or a new one."""
    index = work.vault.index("nik", given.nik) if given.nik else None
    known = work.session.scalars(
        select(Person).where(Person.nik_index == index, Person.erased_at.is_(None)).order_by(Person.id.desc()).limit(1)
    ).one_or_none() if index else None  # fmt: skip
    person = known or Person(name=given.name, created_at=work.now)
    person.name = given.name
    person.address, person.village = given.address or person.address, given.village or person.village
    person.phone = given.phone or person.phone
    if given.nik and index:
        person.nik_sealed, person.nik_index = work.vault.seal(given.nik), index
    work.session.add(person)
    work.session.flush()
    return person


def proxy(given: Receiver) -> Applicant:
    """The bearer of a letter as a person to be kept."""
    return Applicant(name=given.name or "Kuasa pemohon", nik=given.nik)


def full(read: Read, person_id: int) -> dict[str, Any]:
    """Name, NIK, address, village, phone as they stand on letters."""
    person = read.session.get_one(Person, person_id)
    nik = read.vault.unseal(person.nik_sealed) if person.nik_sealed else ""
    return {"name": person.name, "nik": nik, "address": person.address or "", "village": person.village or "",
            "phone": person.phone or ""}  # fmt: skip


def masked(read: Read, person_id: int) -> str:
    """The name for paper and public screens: S*** A***."""
    return mask_name(read.session.get_one(Person, person_id).name)


def on_screen(read: Read, person_id: int) -> dict[str, Any]:
    """For staff screens: everything but the NIK, which is masked."""
    person = full(read, person_id)
    return {**person, "nik": mask_nik_register(person["nik"]) if person["nik"] else ""}


def by_nik(read: Read, *, nik: str) -> dict[str, Any] | None:
    """The newest person with this NIK, for a returning applicant; None when unknown."""
    rule = (Person.nik_index == read.vault.index("nik", nik), Person.erased_at.is_(None))
    person = read.session.scalars(select(Person).where(*rule).order_by(Person.id.desc()).limit(1)).one_or_none()
    return full(read, person.id) if person else None
