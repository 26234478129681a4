"""The list "Hubungi": whom to tell, the most urgent first; a telephone in full only for the one that is opened."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from office.contacts import villages, wording
from office.contacts.occasions import LASTS
from office.errors import Unknown
from office.files import catalogue, persons
from office.procedure import Stage
from office.records.tables import Contact, ContactTry, File, Person, Visit
from office.records.work import Read
from office.views import missing
from office.words.dates import DAYS, clock_text, date_text, day_text, short_date
from office.words.masks import mask_phone
from office.words.phones import chat_link, spaced

WHY = {
    "visit_moved": "Jadwal verlap berubah", "visit_planned": "Verlap dijadwalkan",
    "returned": "Berkas perlu dilengkapi",
    "rejected": "Ditolak, surat siap diambil", "ready": "Surat siap diambil", "uncollected": "Surat belum diambil",
}  # fmt: skip
CHANNELS = {"phone": "Telepon", "whatsapp": "WhatsApp", "kades": "Lewat kepala desa", "in_person": "Bertemu langsung"}
RESULTS = {"told": "Sudah diberi tahu", "message_left": "Pesan dititipkan", "no_answer": "Tidak dijawab",
           "wrong_number": "Nomor salah"}  # fmt: skip
#: a matter is pressing when its day comes this soon
SOON = timedelta(days=2)
MOST = 300
_ORDER = {why: n for n, why in enumerate(LASTS)}


def count(read: Read, *, loket: int | None = None) -> int:
    """How many people there are to tell (of one loket's files)."""
    found = select(func.count()).select_from(Contact).where(Contact.state == "open")
    if loket is not None:
        found = found.join(File, File.id == Contact.file_id).where(File.loket == loket)
    return read.session.scalar(found) or 0


def listing(read: Read, *, loket: int | None = None) -> dict[str, Any]:
    """{rows, later, counts}: `rows` to be tried now, `later` tried today; counts by loket (None: all).

    A row: id, why, title, since, name, phone (masked), village, number, service, loket, by (a day in words), soon,
    tries, last (how the last attempt went, in words).
    """
    found = list(read.session.execute(_open(loket).limit(MOST)))
    visits = _visits(read, [file.id for _, file, _ in found])
    tries = _tries(read, [contact.id for contact, _, _ in found])
    rows = [_row(read, contact, file, person, visits.get(file.id), tries.get(contact.id, []))
            for contact, file, person in found]  # fmt: skip
    rows.sort(key=lambda row: (not row["soon"], _ORDER[row["why"]], row["due"] or row["since"], row["id"]))
    return {"rows": [row for row in rows if not row["tried_today"]],
            "later": [row for row in rows if row["tried_today"]], "counts": _counts(read)}  # fmt: skip


def one(read: Read, *, contact_id: int) -> dict[str, Any]:
    """One person to tell: the row, everybody's telephones, the words to say or send, all attempts. Refuses Unknown."""
    found = read.session.execute(_open(None).where(Contact.id == contact_id)).one_or_none()
    if found is None:
        raise Unknown("Orang ini sudah tidak perlu dihubungi. Pilih orang lain di daftar.")
    contact, file, person = found
    visit = _visits(read, [file.id]).get(file.id)
    tried = _tries(read, [contact.id]).get(contact.id, [])
    matter = _matter(read, contact, file, person, visit)
    return {
        **_row(read, contact, file, person, visit, tried), "file": file.id,
        "note": _note(read, contact, file), "people": _people(read, file, person, matter),
        "phone_words": wording.phone(matter), "phone_other": wording.phone_other(matter),
        "whatsapp": wording.whatsapp(matter), "kades": _kades(read, person, matter),
        "attempts": [_attempt(read, row) for row in tried],
    }  # fmt: skip


def _note(read: Read, contact: Contact, file: File) -> str | None:
    """What the Kasi wrote for the loket: why the file came back, why the visit is wanted or moved."""
    if contact.why == "returned":
        return file.note
    planned = select(Visit.reason).where(Visit.file_id == file.id, Visit.state == "planned")
    return read.session.scalar(planned) if LASTS[contact.why] == Stage.FIELD_VISIT else None


def _open(loket: int | None) -> Select[Contact, File, Person]:
    rows = (
        select(Contact, File, Person).join(File, File.id == Contact.file_id)
        .join(Person, Person.id == File.applicant_id).where(Contact.state == "open").order_by(Contact.since, Contact.id)
    )  # fmt: skip
    return rows if loket is None else rows.where(File.loket == loket)


def _counts(read: Read) -> dict[int | None, int]:
    rows = read.session.execute(
        select(File.loket, func.count()).join(Contact, Contact.file_id == File.id)
        .where(Contact.state == "open").group_by(File.loket)
    )  # fmt: skip
    found: dict[int | None, int] = {None: 0}
    for loket, n in rows:
        found[loket] = n
        found[None] += n
    return found


def _visits(read: Read, files: Iterable[int]) -> dict[int, datetime]:
    rows = select(Visit.file_id, Visit.visit_at).where(Visit.file_id.in_(files), Visit.state == "planned")
    return dict(read.session.execute(rows).all())


def _tries(read: Read, contacts: Iterable[int]) -> dict[int, list[ContactTry]]:
    rows = select(ContactTry).where(ContactTry.contact_id.in_(contacts)).order_by(ContactTry.id)
    found: dict[int, list[ContactTry]] = {}
    for row in read.session.scalars(rows):
        found.setdefault(row.contact_id, []).append(row)
    return found


def _row(read: Read, contact: Contact, file: File, person: Person, visit: datetime | None,
         tried: list[ContactTry]) -> dict[str, Any]:  # fmt: skip
    due, by = _due(read, contact, file, visit)
    last = tried[-1] if tried else None
    return {
        "id": contact.id, "why": contact.why, "title": WHY[contact.why], "since": read.iso(contact.since),
        "since_words": _day(read, contact.since), "name": person.name,
        "phone": mask_phone(person.phone) if person.phone else None, "village": villages.tidy(person.village or ""),
        "number": file.registration_number, "service": catalogue.service(read, file.service_code).short_name,
        "loket": file.loket, "due": read.iso(due), "by": by,
        "soon": due is not None and due <= read.now + SOON, "tries": len(tried),
        "tried_today": last is not None and last.at.astimezone(read.zone).date() == read.today,
        "last": f"{CHANNELS[last.channel]}: {RESULTS[last.result].lower()}" if last else None,
    }  # fmt: skip


def _due(read: Read, contact: Contact, file: File, visit: datetime | None) -> tuple[datetime | None, str]:
    """Until when telling is of use, and that in words."""
    if contact.why in ("visit_moved", "visit_planned") and visit is not None:
        at = visit.astimezone(read.zone)
        return visit, f"verlap {_day(read, visit)}, {clock_text(at)}"
    if contact.why == "returned" and file.deadline is not None:
        ends = datetime.combine(file.deadline, datetime.max.time(), read.zone)
        return ends, f"lengkapi paling lambat {_day(read, ends)}"
    if file.ready_at is not None:
        return None, f"siap sejak {_day(read, file.ready_at)}"
    return None, ""


def _day(read: Read, moment: datetime) -> str:
    """A near day as people name it, else short: "besok", "Rabu, 23 Des"."""
    day = moment.astimezone(read.zone).date()
    near = abs((day - read.today).days) <= 1
    return day_text(day, read.today) if near else f"{DAYS[day.weekday()]}, {short_date(day)}"


def _matter(read: Read, contact: Contact, file: File, person: Person, visit: datetime | None) -> wording.Matter:
    service, head = catalogue.service(read, file.service_code), read.settings.letterhead
    return wording.Matter(
        why=contact.why, now=read.local, office=head.office, regency=head.regency, office_phone=head.phone,
        name=person.name, number=file.registration_number, service=service.short_name, loket=file.loket,
        village=villages.tidy(person.village or ""), levy=bool(file.levy), by=file.deadline,
        missing=missing.names(read, file),
        at=visit.astimezone(read.zone) if visit else None,
        ready=file.ready_at.astimezone(read.zone) if file.ready_at else None,
    )  # fmt: skip


def _people(read: Read, file: File, person: Person, matter: wording.Matter) -> list[dict[str, Any]]:
    """Whom to call: the applicant, and who brought the file in for him: {role, name, phone, chat}."""
    known = [("Pemohon", persons.full(read, person.id))]
    if file.proxy_id is not None:
        known.append((f"Kuasa ({file.proxy_relation or 'pembawa berkas'})", persons.full(read, file.proxy_id)))
    return [{"role": role, "name": who["name"], "phone": spaced(who["phone"]) if who["phone"] else None,
             "chat": chat_link(who["phone"], wording.whatsapp(matter))} for role, who in known]  # fmt: skip


def _kades(read: Read, person: Person, matter: wording.Matter) -> dict[str, Any]:
    """The head of the applicant's village: {village, head, phone, chat, words}."""
    known = villages.head_of(read, person.village)
    words = wording.kades(matter, known.head if known else "")
    phone = known.phone if known else ""
    return {"village": matter.village, "head": known.head if known else "", "phone": spaced(phone) if phone else None,
            "chat": chat_link(phone, words), "words": words}  # fmt: skip


def _attempt(read: Read, row: ContactTry) -> dict[str, Any]:
    at = row.at.astimezone(read.zone)
    return {"channel": CHANNELS[row.channel], "result": RESULTS[row.result], "note": row.note, "at": read.iso(row.at),
            "day": date_text(at)}  # fmt: skip
