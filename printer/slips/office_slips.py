"""Slips of the office itself: complaint receipt, queue after an outage, closing of the day, test print."""

from office.paper.slips import (
    ComplaintFacts,
    DayCloseFacts,
    OfficeFacts,
    QueueLine,
    QueueStateFacts,
    TestFacts,
)
from printer.slips.elements import QR, Element, Feed, Mark, Rule, Sign, Text
from printer.slips.parts import center, day_text, footer, pairs, time_text, title


def complaint(facts: ComplaintFacts, office: OfficeFacts) -> list[Element]:
    """Says that the complaint is on record and how to ask about it; never what it says."""
    return [
        title("TANDA TERIMA PENGADUAN"),
        Feed(),
        Rule(),
        *pairs(
            ("No. aduan", facts.complaint_number),
            ("Diterima", time_text(facts.at)),
            ("Perihal", facts.about),
            ("Dijawab", day_text(facts.answer_by) + " paling lambat" if facts.answer_by else None),
            bold=("No. aduan",),
        ),
        Rule(),
        center("Kode pengaduan"),
        Text(facts.code, align="center", bold=True, width=3, height=3, fit=True),
        *([center(f"Telepon: {office.phone}")] if office.phone else []),
        Feed(),
        Text("Simpan lembar ini. Baca jawabannya di kios: Cek status berkas, nomor dan kode ini.", align="center"),
        *footer(office),
    ]


def queue_state(facts: QueueStateFacts, office: OfficeFacts) -> list[Element]:
    """With this the hall goes on by paper: who is served, who comes next, the last number of each series."""
    return [
        title("KEADAAN ANTREAN"),
        center(time_text(facts.at)),
        *([center(facts.reason)] if facts.reason else []),
        *[element for queue in facts.lokets for element in _queue(queue)],
        Rule(),
        *pairs(
            ("Nomor akhir", ", ".join(facts.last) or "belum ada"),
            ("Daftar berikut", facts.next_registration),
            ("Lembar cadangan", "; ".join(facts.reserved) or None),
        ),
        Feed(),
        Text("Bila komputer mati: karcis kertas mulai 901, nomor daftar dari lembar cadangan, catat jamnya."),
        *footer(office),
    ]


def _queue(queue: QueueLine) -> list[Element]:
    return [
        Rule(),
        Mark(queue.loket),
        Feed(),
        *pairs(
            ("Dilayani", queue.serving or "tidak ada"),
            (f"Menunggu {len(queue.waiting)}", ", ".join(queue.waiting) or "tidak ada"),
        ),
    ]


def day_close(facts: DayCloseFacts, office: OfficeFacts) -> list[Element]:
    """Signed and filed: the end of the history chain on paper is what later proves that nothing was cut off."""
    return [
        title("PENUTUPAN HARI"),
        center(day_text(facts.day), bold=True),
        Feed(),
        Rule(),
        *pairs(*[(count.label, count.value) for count in facts.counts]),
        Rule(),
        *pairs(("Ditutup", time_text(facts.closed_at)), ("Oleh", facts.closed_by)),
        Rule(),
        Text("Ujung catatan riwayat", bold=True),
        *pairs(("Urutan", str(facts.history_seq)), ("Sidik", _grouped(facts.history_hash)), bold=("Sidik",)),
        Text("Simpan lembar ini sebagai arsip. Dengannya catatan hari ini dapat diuji keutuhannya."),
        Rule(),
        Sign(f"{facts.signer_left},", f"{facts.signer_right},"),
        *footer(office),
    ]


def _grouped(digest: str) -> str:
    """The first 16 hexadecimal digits in fours, as people read them out."""
    return " ".join(digest[at : at + 4] for at in range(0, 16, 4))


def test(facts: TestFacts, office: OfficeFacts) -> list[Element]:
    """Everything a printer must be able to do, on one slip."""
    return [
        title("CETAK UJI"),
        Feed(),
        *pairs(("Printer", facts.printer_name), ("Alamat", facts.at), ("Waktu", time_text(facts.printed_at))),
        Rule(),
        Text("Ukuran 1 sampai 3:"),
        Text("A-012", align="center", bold=True, width=1, height=1),
        Text("A-012", align="center", bold=True, width=2, height=2),
        Text("A-012", align="center", bold=True, width=3, height=3),
        Rule(),
        Mark(1),
        Feed(),
        Mark(2),
        Feed(),
        Mark(2, big=True),
        Rule(),
        Text("Huruf: abc ABC 123 é â è Rp1.000 (50%)"),
        QR(facts.qr),
        center("Garis di atas harus penuh selebar kertas"),
        center("dan kertas terpotong setelah baris ini.", bold=True),
        Feed(),
    ]
