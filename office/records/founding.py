"""Founding an office: the rows without which there is none. An office of its own starts without a password."""

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from office.files.calendar_file import load_holidays
from office.files.catalogue_file import load_catalogue
from office.hall.hours import HallHours
from office.records.database import Database
from office.records.history import GENESIS
from office.records.settings import FileRules, QueueRules, Settings, SurveyRules
from office.records.tables import (
    CalendarDay,
    HistoryHead,
    Installation,
    Loket,
    Officer,
    OfficerDesk,
    Printer,
    Section,
    ServiceRow,
    SettingsRow,
)
from office.records.vault import new_token

DATA = Path(__file__).parent.parent / "data"

#: (user name, name, title, NIP, rank, desks) of the example office: one officer per desk
EXAMPLE_STAFF: tuple[tuple[str, str, str, str | None, str | None, list[tuple[str, int | None, str | None]]], ...] = (
    ("loket1", "Siti Rahma", "Petugas Loket 1", None, None, [("loket", 1, None)]),
    ("loket2", "Moh. Hasan", "Petugas Loket 2", None, None, [("loket", 2, None)]),
    ("kasi", "Abd. Rahman, S.Sos.", "Kepala Seksi", "197503122000031002", "Penata Tingkat I (III/d)",
     [("kasi", None, None)]),
    ("operator", "Nur Laila", "Operator Komputer", None, None, [("operator", None, None)]),
    ("sekcam", "Drs. Moh. Ilyas", "Sekretaris Kecamatan", "197101051996031003", "Pembina (IV/a)",
     [("sekcam", None, None)]),
    ("camat", "Drs. H. Achmad Fauzi, M.Si.", "Camat Ambunten", "196809171994031004", "Pembina Tingkat I (IV/b)",
     [("camat", None, None)]),
    ("pengawas", "Dewi Kartika", "Pengawas", None, None, [("supervisor", None, None), ("admin", None, None)]),
    ("kios", "Kios pintu masuk", "Kios", None, None, [("kiosk", None, None)]),
    ("tv", "TV ruang tunggu", "TV", None, None, [("display", None, None)]),
)  # fmt: skip
LOKETS = ((1, "Perizinan", "A", "perizinan"), (2, "Non perizinan", "B", "non_perizinan"))


def is_founded(database: Database) -> bool:
    """Whether this database holds an office."""
    with database.read() as session:
        return session.scalar(select(Installation.id)) is not None


def found(database: Database, *, example: bool, now: datetime, settings: Settings | None = None) -> None:
    """Make an office: settings, lokets, catalogue, calendar and preview printers; in the example also its staff."""
    with database.write() as session:
        session.add(Installation(id=1, boot=new_token(), example=example, created_at=now))
        session.add(HistoryHead(id=1, seq=0, hash=GENESIS, board_seq=0))
        document = settings or (example_settings() if example else Settings())
        session.add(SettingsRow(id=1, version=1, document=document.model_dump(mode="json")))
        session.add_all(
            Loket(number=n, name=name, series=series, state="open", since=now, kinds=[kind])
            for n, name, series, kind in LOKETS
        )
        _add_catalogue(session)
        _add_calendar(session)
        _add_printers(session, now)
        for staff in EXAMPLE_STAFF if example else ():
            _add_officer(session, now, *staff)


def example_settings() -> Settings:
    """MODE LATIHAN: always open, no limits, the index from the first answer."""
    return Settings(
        hours=HallHours(enforced=False), queue=QueueRules(rate_limits=False), survey=SurveyRules(shown_from=1),
        files=FileRules(),
        ticker=["Semua layanan di kantor ini gratis.", "MODE LATIHAN: nomor dan surat di sini bukan yang sebenarnya."],
    )  # fmt: skip


def _add_catalogue(session: Session) -> None:
    catalogue = load_catalogue(DATA / "catalogue.yaml")
    session.add_all(Section(code=section.key, name=section.name) for section in catalogue.sections)
    for position, service in enumerate(sorted(catalogue.services, key=lambda s: s.popular or 99)):
        session.add(ServiceRow(code=service.code, active=service.active, loket=service.loket, section=service.section,
                               name=service.name, position=position,
                               definition=service.model_dump(mode="json")))  # fmt: skip


def _add_calendar(session: Session) -> None:
    for day, holiday in load_holidays().items():
        session.add(CalendarDay(day=day, kind=holiday.kind, name=holiday.name, closes=None, source="daftar bawaan",
                                estimated=holiday.estimated))  # fmt: skip


def _add_printers(session: Session, now: datetime) -> None:
    for name, purpose in (("Kios", "kiosk"), ("Loket 1", "loket:1"), ("Loket 2", "loket:2")):
        session.add(Printer(name=name, at="preview:", purpose=purpose, state="ready", state_at=now, created_at=now))


def _add_officer(session: Session, now: datetime, username: str, name: str, title: str, nip: str | None,
                 rank: str | None, desks: list[tuple[str, int | None, str | None]]) -> None:  # fmt: skip
    officer = Officer(username=username, name=name, title=title, nip=nip, rank=rank, active=True, created_at=now)
    session.add(officer)
    session.flush()
    for desk, loket, section in desks:
        extra: dict[str, Any] = {"loket": loket, "section": section}
        session.add(OfficerDesk(officer_id=officer.id, desk=desk, **extra))
