"""How a screen without a keyboard is let in: it shows a code, an admin types it, the screen gets its token.

The code alone gives nothing: an approval asks for an admin, and only the page that keeps the secret gets the token
(after RFC 8628). Six letters of 27, ten minutes, one use, five wrong tries.
"""

import secrets
from datetime import timedelta
from typing import Any, Literal

from pydantic import Field
from sqlalchemy import delete, func, select

from office.errors import AlreadyDone, Invalid, TooMany, Unknown
from office.hall import zones
from office.hall.bodies import Body, Words
from office.office import Answer, Office, verb
from office.people import paired
from office.records.tables import Device, Loket, Officer, OfficerDesk, Pairing, Printer, SignInTry
from office.records.vault import hash_token, new_token
from office.records.work import Actor, Read, Work

#: no vowel, so no word; nothing that is read as something else
LETTERS = "BCDFGHJKLMNPQRSTVWXZ2345679"
LENGTH, MINUTES, POLL_SECONDS = 6, 10, 5
#: screens that may wait for an approval at once
MOST_WAITING = 40
TRIES, TRY_MINUTES = 5, 10


class Approval(Body):
    """What an admin says about the screen whose code was typed."""

    code: str = Field(max_length=40)
    name: Words = Field(min_length=2, max_length=60)
    role: Literal["kiosk", "display", "loket"]
    zone: Words = Field("", max_length=60)
    loket: int | None = Field(None, ge=1, le=99)
    officer: str | None = Field(None, max_length=80, description="loket only: sign-in name of who answers for it")
    printer: int | None = Field(None, description="kiosk only: the printer beside it")
    speaker: bool = False


@verb("pairing.begin")
def begin(work: Work, *, watch: str | None = None) -> dict[str, Any]:
    """A fresh code for an unknown screen: {device_code, user_code "K7H-R4W", expires_at, interval, label}.

    `watch`: the key its computer's watchdog asks with. Refuses TooMany when too many screens wait.
    """
    work.session.execute(delete(Pairing).where(Pairing.expires_at < work.now - timedelta(days=1)))
    live = select(func.count()).select_from(Pairing).where(Pairing.expires_at > work.now)
    if (work.session.scalar(live) or 0) >= MOST_WAITING:
        raise TooMany("Terlalu banyak layar menunggu kode. Tunggu beberapa menit.", retry_after=60)
    secret, code = new_token() + new_token(), "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    ends = work.now + timedelta(minutes=MINUTES)
    work.session.add(Pairing(code=code, secret_hash=hash_token(secret), expires_at=ends,
                             watch=hash_token(watch) if watch else None))  # fmt: skip
    return {"device_code": secret, "user_code": f"{code[:3]}-{code[3:]}", "expires_at": work.iso(ends),
            "interval": POLL_SECONDS, "label": label_of(secret)}  # fmt: skip


def label_of(secret: str) -> str:
    """Four signs by which two screens that wait side by side are told apart: "3F-A2"."""
    mark = hash_token(secret)[:4].upper()
    return f"{mark[:2]}-{mark[2:]}"


def stands(read: Read, *, device_code: str) -> str:
    """waiting | approved | expired (also for a code that was never given)."""
    row = _of_secret(read, device_code)
    if row is None or row.expires_at <= read.now:
        return "expired"
    return "approved" if row.device_id else "waiting"


@verb("pairing.collect")
def collect(work: Work, *, device_code: str) -> dict[str, Any]:
    """The approved screen's token, {id, name, token, url}. An answer that was lost is given anew, never a used one.

    Refuses Unknown when the code ran out, was not approved, or its screen has come in already.
    """
    row = _of_secret(work, device_code)
    device = work.session.get(Device, row.device_id) if row and row.device_id and row.expires_at > work.now else None
    if device is None or device.revoked_at is not None or paired.heard(work, device):
        raise Unknown("Kode ini sudah tidak berlaku. Muat ulang layar agar muncul kode baru.")
    token = new_token() + new_token()
    device.hash = hash_token(token)
    return {"id": device.id, "name": device.name, "token": token, "url": paired.url_of(device.role, device.loket)}


@verb("pairing.approve", "admin", "system")
def approve(work: Work, *, given: Approval) -> dict[str, Any]:
    """Let in the screen that shows this code; answers {id, name, role, url}.

    Refuses TooMany after five wrong codes, Unknown (`wrong_code`), AlreadyDone (name taken) and Invalid fields.
    """
    _not_guessing(work)
    code = "".join(letter for letter in given.code.upper() if letter in LETTERS)
    row = work.session.scalars(select(Pairing).where(Pairing.code == code)).one_or_none()
    if row is None or row.expires_at <= work.now or row.device_id is not None:
        raise Unknown("Kode itu tidak ada atau sudah lewat waktunya. Lihat kode di layar, lalu ketik lagi.",
                      code="wrong_code", fields={"code": "Tidak cocok dengan layar mana pun."})  # fmt: skip
    owner = _checked(work, given)
    kiosk = given.role == "kiosk"
    device = Device(name=given.name, role=given.role, loket=given.loket if given.role == "loket" else None,
                    officer_id=owner, zone=given.zone, printer_id=given.printer if kiosk else None,
                    speaker=given.speaker and given.role == "display", watch=row.watch, paired_at=work.now,
                    paired_by=work.actor.ref)  # fmt: skip
    work.session.add(device)
    work.session.flush()
    row.device_id = device.id
    work.record("device_paired", subject=("device", device.id), desks=paired.TOLD, role=device.role)
    return {"id": device.id, "name": device.name, "role": device.role, "url": paired.url_of(device.role, device.loket)}


@verb("pairing.wrong_code", "admin", "system")
def note_wrong_code(work: Work) -> dict[str, Any]:
    """Remember that this person typed a code that no screen shows."""
    work.session.execute(delete(SignInTry).where(SignInTry.at < work.now - timedelta(days=1)))
    work.session.add(SignInTry(who=_guesser(work), at=work.now))
    work.record("sign_in_failed", subject=("pairing", "failed"))
    return {}


def _guesser(work: Work) -> str:
    return work.vault.index("pairing", work.actor.ref)


def _not_guessing(work: Work) -> None:
    rule = (SignInTry.who == _guesser(work), SignInTry.at > work.now - timedelta(minutes=TRY_MINUTES))
    if (work.session.scalar(select(func.count()).select_from(SignInTry).where(*rule)) or 0) >= TRIES:
        raise TooMany(f"Lima kode salah. Tunggu {TRY_MINUTES} menit, lalu ketik kode yang sedang tampil di layar.",
                      retry_after=TRY_MINUTES * 60)  # fmt: skip


def _of_secret(read: Read, secret: str) -> Pairing | None:
    return read.session.scalars(select(Pairing).where(Pairing.secret_hash == hash_token(secret))).one_or_none()


def _checked(work: Work, given: Approval) -> int | None:
    """The officer of a loket tablet; None for other screens. Refuses what does not exist."""
    taken = select(Device.id).where(Device.name == given.name, Device.revoked_at.is_(None))
    if work.session.scalar(taken) is not None:
        raise AlreadyDone(f"Nama {given.name} sudah dipakai perangkat lain. Pilih nama lain.",
                          fields={"name": "Sudah dipakai."})  # fmt: skip
    if given.role == "kiosk" and given.printer is not None and work.session.get(Printer, given.printer) is None:
        raise Invalid("Printer itu tidak ada. Pilih printer dari daftar.", fields={"printer": "Pilih dari daftar."})
    if given.role == "display" and given.zone and len(there := zones.names(work)) > 1:
        _of_the_hall(there, given.zone)
    return _officer(work, given) if given.role == "loket" else None


def _of_the_hall(there: list[str], zone: str) -> None:
    """Where there are several zones, a TV stands in one of them; in an office with one its place is only words."""
    if zones.match(there, zone) is None:
        raise Invalid(f"Pilih salah satu zona suara: {', '.join(there)}.", fields={"zone": "Pilih dari daftar."})


def _officer(work: Work, given: Approval) -> int:
    if given.loket is None or work.session.get(Loket, given.loket) is None:
        raise Invalid("Pilih loket tempat tablet ini dipakai.", fields={"loket": "Pilih loket."})
    owner = work.session.scalar(
        select(Officer.id).join(OfficerDesk, OfficerDesk.officer_id == Officer.id)
        .where(Officer.username == given.officer, Officer.active, OfficerDesk.desk == "loket").limit(1)
    )  # fmt: skip
    if owner is None:
        raise Invalid("Pilih petugas loket yang bertanggung jawab atas tablet ini.",
                      fields={"officer": "Pilih petugas loket."})  # fmt: skip
    return owner


def let_in(office: Office, given: Approval, *, by: Actor, key: str) -> Answer:
    """Approve a screen; a wrong code is remembered against whoever typed it. Refuses as `approve` does."""
    try:
        return office.do(approve, by=by, key=key, given=given)
    except Unknown as refusal:
        if refusal.code == "wrong_code":
            office.do(note_wrong_code, by=by)
        raise
