"""Changing a part of the settings, and taking a change back. One verb for every sheet, the API and the import."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from office.configuration import days, document, machines, people, places, services
from office.configuration.tidy import tidy
from office.errors import NotNow, NotYourDesk, SettingsMoved, Unknown
from office.files import letter_wordings
from office.office import verb
from office.people import staff
from office.records import kept, parts
from office.records.parts import Doc, fingerprint
from office.records.tables import SettingsRow, SettingsVersion
from office.records.work import Read, Work
from office.words import dates

DESKS = ("supervisor", "admin", "system")
TOLD = ("loket", "kasi", "operator", "supervisor", "admin")


@dataclass(frozen=True)
class Kind:
    """How a kind of part is written. `tells`: its writer records its own event."""

    write: Callable[[Work, str, Doc | None], str]
    tells: bool = False
    admin_only: bool = False


KINDS: dict[str, Kind] = {
    parts.SETTINGS: Kind(document.write), "section": Kind(places.write_section), "loket": Kind(places.write_loket),
    "service": Kind(services.write), "order": Kind(services.write_order),
    "officer": Kind(people.write, tells=True, admin_only=True), "printer": Kind(machines.write, tells=True),
    "wording": Kind(letter_wordings.write_wording, tells=True),
    "calendar": Kind(days.write_day, tells=True), "ramadan": Kind(days.write_ramadan, tells=True),
}  # fmt: skip


@verb("settings.change", *DESKS)
def change(work: Work, *, part: str, seen: str | None, document: Doc | None) -> dict[str, Any]:
    """Set a part of the settings (`service:IZ01`, `letterhead`, …) to `document`; None takes it out.

    `seen` is the fingerprint of what the form was drawn from; None: a new part (its name may be `new`).
    Answers {part, seen}. Refuses SettingsMoved when somebody changed it meanwhile, NotYourDesk for officers by
    anybody but the admin, and what the part itself refuses. Unchanged, nothing is written.
    """
    _one_at_a_time(work)
    now = parts.read(work.session, part)
    if fingerprint(now) != (seen or fingerprint(None)):
        raise SettingsMoved(_who_moved(work, part, seen))
    part = put(work, part, document)
    return {"part": part, "seen": fingerprint(parts.read(work.session, part))}


@verb("settings.undo", *DESKS)
def undo(work: Work, *, version: int) -> dict[str, Any]:
    """Put a part back as it was before the change `version`: a new change of its own.

    Refuses when something newer touched the same part, and when it cannot be as it was any more.
    """
    _one_at_a_time(work)
    row = work.session.get(SettingsVersion, version)
    if row is None:
        raise Unknown("Perubahan itu tidak ada. Muat ulang riwayat pengaturan.")
    if parts.read(work.session, row.part) != row.after:
        raise NotNow("Setelah perubahan ini, bagian yang sama sudah diubah lagi. Batalkan dahulu perubahan yang lebih "
                     "baru, atau ubah langsung di lembarnya.", code="changed_since")  # fmt: skip
    kept.undoing(work.session, version)
    return {"part": put(work, row.part, row.before)}


def put(work: Work, part: str, doc: Doc | None) -> str:
    """Write one part and tell it; answers its key (a new officer or printer gets its number)."""
    kind, name = parts.split(part)
    if kind not in KINDS:
        raise Unknown(f"Pengaturan {part} tidak dikenal. Muat ulang halaman pengaturan.")
    if KINDS[kind].admin_only and not {"admin", "system"} & work.actor.desks:
        raise NotYourDesk("Petugas dan mejanya diatur oleh admin kantor. Minta admin.")
    was = parts.read(work.session, part)
    name = KINDS[kind].write(work, name, tidy(doc))
    work.session.flush()
    part = parts.key(kind, name)
    now = parts.read(work.session, part)
    if was != now and not KINDS[kind].tells:
        work.record("settings_changed", subject=("settings", part), desks=TOLD, fields=_fields(was, now))
    return part


def _fields(was: Doc | None, now: Doc | None) -> list[str]:
    """Which fields differ: names only, for history knows no words of the office's."""
    old, new = was or {}, now or {}
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def _one_at_a_time(work: Work) -> None:
    """Writers of settings queue at one row, so that what was compared is what is swapped."""
    work.session.execute(select(SettingsRow.version).where(SettingsRow.id == 1).with_for_update())


def _who_moved(read: Read, part: str, seen: str | None) -> str:
    row = read.session.scalars(select(SettingsVersion).where(SettingsVersion.part == part)
                               .order_by(SettingsVersion.id.desc()).limit(1)).first()  # fmt: skip
    if row is None:
        return SettingsMoved.detail
    clock = dates.clock_text(row.at.astimezone(read.zone))
    who = staff.name_of(read, row.actor)
    return (f"{who} mengubah bagian ini pukul {clock}, sesudah Anda membukanya. Isian Anda masih ada di bawah; "
            "periksa, lalu simpan lagi.")  # fmt: skip


def state_before(read: Read, part: str, seen: str) -> Doc | None:
    """The part as a form with this fingerprint was drawn from, if it is on record."""
    rows = read.session.scalars(select(SettingsVersion).where(SettingsVersion.part == part)
                                .order_by(SettingsVersion.id.desc()).limit(50))  # fmt: skip
    return next((row.before for row in rows if fingerprint(row.before) == seen), None)
