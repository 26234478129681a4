"""Ready-made words for telling applicants: what to say on the telephone, what to write, what a village head may know.

Nobody but the applicant learns what it is about (UU 27/2022): the spoken words ask first who is there, the written
ones name no person, and the village head learns only whom to ask to call the office.
"""

from dataclasses import dataclass
from datetime import date, datetime

from office.words.dates import date_text, moment_text

NEVER_ASKS = "Petugas kami tidak pernah meminta uang, kata sandi, atau kode rahasia."


@dataclass(frozen=True)
class Matter:
    """What there is to tell. `missing`: papers; `place`: the loket; `by`: last day; `at`: the visit's time."""

    why: str
    now: datetime
    office: str
    regency: str
    office_phone: str
    name: str
    number: str
    service: str
    loket: int
    village: str = ""
    section: str = ""
    levy: bool = False
    missing: tuple[str, ...] = ()
    by: date | None = None
    at: datetime | None = None
    ready: datetime | None = None


def greeting(now: datetime) -> str:
    """By the hour of the day."""
    for until, words in ((11, "Selamat pagi"), (15, "Selamat siang"), (18, "Selamat sore")):
        if now.hour < until:
            return words
    return "Selamat malam"


def phone(matter: Matter) -> list[str]:
    """What to say, sentence by sentence: the name is asked first, the matter is for the applicant's ears."""
    return [
        f"{greeting(matter.now)}, saya dari {matter.office}. Apakah saya berbicara dengan Bapak/Ibu {matter.name}?",
        f"Ini tentang permohonan {matter.service}, nomor {matter.number}. {told(matter, spoken=True)}",
        "Apakah sudah jelas? Terima kasih.",
    ]


def phone_other(matter: Matter) -> str:
    """What to say when somebody else takes the call."""
    return (
        f"Mohon sampaikan agar Bapak/Ibu {matter.name} menghubungi {_where_to_ask(matter)}. "
        "Keterangannya hanya untuk yang bersangkutan. Terima kasih."
    )


def whatsapp(matter: Matter) -> str:
    """To be sent by hand; names nobody, so that a wrong number learns nothing about a person."""
    asked = f"Ada pertanyaan? Telepon {matter.office_phone}.\n" if matter.office_phone else ""
    return (
        f"{greeting(matter.now)}. Ini pesan dari {matter.office}, {matter.regency}.\n\n"
        f"Permohonan nomor {matter.number} ({matter.service}):\n{told(matter)}\n\n"
        f"{asked}{NEVER_ASKS}"
    )


def kades(matter: Matter, head: str = "") -> str:
    """For the village head: whom to ask to call, and nothing of what it is about."""
    village = f" warga Desa {matter.village}," if matter.village else ""
    visit = f" Petugas kecamatan akan datang ke lokasi pada {moment_text(matter.at)}." if matter.at else ""
    return (
        f"{greeting(matter.now)}, {head or 'Bapak/Ibu Kepala Desa'}. Kami dari {matter.office}. Mohon bantu "
        f"menyampaikan kepada{village} Bapak/Ibu {matter.name}: ada kabar tentang permohonannya di kantor "
        f"kecamatan.{visit} Mohon yang bersangkutan menghubungi {_where_to_ask(matter)}. Terima kasih."
    )


def told(matter: Matter, *, spoken: bool = False) -> str:
    """The matter itself. A rejection is told in words only to the applicant's ears."""
    take = (
        f"di Loket {matter.loket} pada jam pelayanan. Bawa resi dan KTP-el asli{_receipt(matter)}. "
        "Bila diwakilkan, bawa surat kuasa dan KTP-el asli penerima kuasa."
    )
    decided = "Mohon maaf, permohonan belum dapat dikabulkan; alasannya tertulis di surat." if spoken else (
        "Permohonan Anda sudah diputus.")  # fmt: skip
    since = f" sejak {date_text(matter.ready)}" if matter.ready else ""
    sentences = {
        "ready": f"Surat Anda sudah siap diambil {take}",
        "rejected": f"{decided} Silakan ambil suratnya {take}",
        "uncollected": f"Surat Anda siap{since} dan belum diambil. Silakan ambil {take}",
        "returned": _returned(matter),
        "visit_planned": f"{_visit(matter, 'Petugas akan datang memeriksa lokasi pada')}",
        "visit_moved": f"{_visit(matter, 'Jadwal pemeriksaan lokasi berubah menjadi')}",
    }
    return sentences[matter.why]


def _receipt(matter: Matter) -> str:
    return ", juga bukti bayar retribusi" if matter.levy else ""


def _returned(matter: Matter) -> str:
    what = f": {'; '.join(matter.missing)}" if matter.missing else ""
    until = f" paling lambat {date_text(matter.by)}" if matter.by else ""
    return (
        f"Berkas Anda perlu dilengkapi{what}. Bawa kekurangannya ke Loket {matter.loket}{until}. "
        "Nomor pendaftaran Anda tetap sama."
    )


def _visit(matter: Matter, begins: str) -> str:
    when = moment_text(matter.at) if matter.at else "waktu yang akan dijadwalkan lagi"
    return f"{begins} {when}. Mohon Anda atau wakil Anda ada di tempat. Pemeriksaan ini tidak dipungut biaya."


def _where_to_ask(matter: Matter) -> str:
    number = f" di {matter.office_phone}" if matter.office_phone else ""
    return f"{matter.office}{number} atau datang ke Loket {matter.loket} dengan membawa resi"
