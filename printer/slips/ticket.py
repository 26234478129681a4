"""Karcis antrean, and the slip that keeps a place for tomorrow."""

from office.paper.slips import LeftoverFacts, OfficeFacts, TicketFacts
from printer.slips.elements import QR, Element, Feed, Mark, Rule, Text
from printer.slips.parts import center, dashed, day_text, day_time_text, footer, pairs, time_text, title

PURPOSES = {
    "new": None,
    "complete": "Melengkapi berkas",
    "collect": "Mengambil surat",
    "help": "Bantuan petugas",
}
ONE_LINE = 44


def ticket(facts: TicketFacts, office: OfficeFacts) -> list[Element]:
    """Number, loket with its mark, how long, what to prepare, and the way to follow it by phone."""
    return [
        center("NOMOR ANTREAN ANDA"),
        *_number(facts.number),
        *_priority(facts.priority),
        *_where(facts.loket, facts.loket_name),
        Rule(),
        *pairs(
            ("Layanan", facts.service_name),
            ("Keperluan", PURPOSES[facts.purpose]),
            ("Di depan", f"{facts.ahead} orang" if facts.ahead else "tidak ada, bersiaplah"),
            ("Perkiraan", _wait(facts)),
            ("Diambil", day_time_text(facts.issued_at)),
        ),
        *_follow(facts),
        Rule(),
        center("Silakan tunggu panggilan di layar TV."),
        *_bring(facts.bring),
        center("Nomor antrean gratis.", bold=True),
        *footer(office),
    ]


def _number(number: str) -> list[Element]:
    return [Text(number, align="center", bold=True, width=6, height=6, fit=True)]


def _priority(reason: str | None) -> list[Element]:
    if reason is None:
        return []
    words = "PRIORITAS" if reason in ("", "prioritas") else f"PRIORITAS {reason.upper()}"
    return [Text(words, align="center", bold=True, width=2, height=2), Feed()]


def _where(loket: int | None, name: str) -> list[Element]:
    if loket is None:
        return [title("Meja bantuan"), center("Petugas akan memanggil Anda")]
    return [Mark(loket, big=True), title(f"Loket {loket}"), center(name)]


def _wait(facts: TicketFacts) -> str | None:
    if facts.wait is None:
        return None
    low, high = facts.wait.low, facts.wait.high
    return f"sekitar {high} menit" if low == high else f"+/- {low}-{high} menit"


def _follow(facts: TicketFacts) -> list[Element]:
    if not facts.url:
        return []
    reach = "Pantau dari ponsel Anda" if facts.url_is_public else "Pantau dari ponsel (Wi-Fi kantor)"
    return [QR(facts.url), center(reach)]


def _bring(labels: list[str]) -> list[Element]:
    if not labels:
        return []
    short = f"Siapkan: {', '.join(labels)}."
    return [center(short)] if len(short) <= ONE_LINE else [Feed(), Text("Siapkan:", bold=True), *dashed(labels), Feed()]


def leftover(facts: LeftoverFacts, office: OfficeFacts) -> list[Element]:
    """Who could not be served today is called first on the next working day."""
    return [
        title("DAHULUKAN BESOK"),
        *_number(facts.number),
        *_where(facts.loket, facts.loket_name),
        Rule(),
        *pairs(
            ("Berlaku", day_text(facts.valid_on)),
            ("Paling lambat", day_text(facts.valid_until) if facts.valid_until else None),
            ("Layanan", facts.service_name),
            ("Diambil", time_text(facts.issued_at)),
            bold=("Berlaku",),
        ),
        Rule(),
        Text(facts.reason),
        Feed(),
        Text("Mohon maaf Anda belum terlayani. Anda kami dahulukan."),
        *_code(facts.code),
        *footer(office),
    ]


def _code(code: str) -> list[Element]:
    """Typed at the kiosk or the loket; where there is a scanner, it reads the same letters."""
    return [
        Feed(),
        center("Kode"),
        Text(code, align="center", bold=True, width=3, height=3, fit=True),
        QR(code.replace("-", "")),
        Text(
            'Di kios, sentuh "Saya punya slip dahulukan" lalu ketik kode ini, atau tunjukkan lembar ini kepada '
            "petugas loket. Anda mendapat nomor baru yang dipanggil lebih dahulu."
        ),
    ]
