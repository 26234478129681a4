"""The slips about one file on its way: resi pendaftaran, lembar kekurangan, jadwal verifikasi."""

from office.paper.slips import DeficiencyFacts, FileFacts, OfficeFacts, ReceiptFacts, Requirement, VisitFacts
from printer.slips.elements import QR, Element, Feed, Rule, Sign, Text
from printer.slips.parts import (
    GRATIS,
    center,
    dashed,
    day_text,
    day_time_text,
    footer,
    loket_line,
    pairs,
    ticked,
    time_text,
    title,
)


def _about(facts: FileFacts, at: str | None, ticket: str | None = None) -> list[Element]:
    return pairs(
        ("No. daftar", facts.registration_number),
        ("Tanggal", time_text(at) if at else None),
        ("Pemohon", facts.applicant),
        ("Layanan", facts.service_name),
        ("Petugas", None if ticket else facts.officer),
        ("Antrean", ticket),
        bold=("No. daftar",),
    )


def receipt(facts: ReceiptFacts, office: OfficeFacts) -> list[Element]:
    """SOP S2: proof of registration, the checklist, when it is done, and the code to ask with (SOP S2c)."""
    return [
        title("RESI PENDAFTARAN"),
        *loket_line(facts.loket, facts.loket_name),
        *_about(facts, facts.registered_at),
        Rule(),
        *_checklist(facts.requirements),
        Rule(),
        *_promise(facts),
        Rule(),
        *_code(facts, office),
        Rule(),
        Text(f"{GRATIS} Pengaduan: kotak saran atau petugas loket."),
        *footer(office),
    ]


def _checklist(needs: list[Requirement]) -> list[Element]:
    missing = [need for need in needs if need.mandatory and need.present is False]
    if not needs or all(need.present is None for need in needs):
        heading = "Kelengkapan: akan diperiksa petugas"
    else:
        heading = f"Kelengkapan: KURANG {len(missing)}" if missing else "Kelengkapan: LENGKAP"
    return [Text(heading, bold=True), *ticked(needs)]


def _promise(facts: ReceiptFacts) -> list[Element]:
    """A due date is a promise only for a complete file, so it says so while it is not."""
    done = all(need.present for need in facts.requirements if need.mandatory)
    due = day_time_text(facts.due_if_complete) if facts.due_if_complete else "dihitung sejak berkas lengkap"
    lines = pairs(
        ("Selesai", due),
        ("Lama", f"{facts.sla_days} hari kerja"),
        ("Verifikasi", facts.visit),
        ("Biaya", facts.fee),
        bold=("Selesai",),
    )
    if facts.due_if_complete and not done:
        lines.insert(1, Text("bila berkas dinyatakan lengkap hari ini", align="right"))
    return lines


def _code(facts: ReceiptFacts, office: OfficeFacts) -> list[Element]:
    elements: list[Element] = [
        center("Kode berkas"),
        Text(facts.track_code, align="center", bold=True, width=3, height=3, fit=True),
        center("Cek di kios, menu Cek status berkas"),
    ]
    if facts.track_url:
        elements += [QR(facts.track_url, 5), center("atau pindai dengan ponsel Anda")]
    elif office.phone:
        elements.append(center(f"atau telepon {office.phone}"))
    return elements


def deficiency(facts: DeficiencyFacts, office: OfficeFacts) -> list[Element]:
    """SOP R1: what is missing, what need not be brought again, until when the file waits."""
    return [
        title("LEMBAR KEKURANGAN"),
        *loket_line(facts.loket, facts.loket_name),
        *_about(facts, facts.returned_at, facts.ticket_number),
        Rule(),
        Text(f"YANG BELUM ADA ({len(facts.missing)})", bold=True),
        *ticked(facts.missing),
        *_present(facts.present),
        *_note(facts.note),
        Rule(),
        *pairs(("Batas", day_text(facts.deadline) if facts.deadline else None), bold=("Batas",)),
        Text("Nomor pendaftaran tetap sama. Di kios pilih Melengkapi berkas, lalu bawa lembar ini."),
        Rule(),
        Sign("Pemohon,", f"{facts.officer},"),
        *footer(office),
    ]


def _note(note: str | None) -> list[Element]:
    return [Feed(), Text(f"Catatan: {note}")] if note else []


def _present(labels: list[str]) -> list[Element]:
    if not labels:
        return []
    heading = Text(f"Sudah ada ({len(labels)}), tidak diminta lagi", bold=True)
    return [Feed(), heading, *ticked(Requirement(label=label, present=True) for label in labels)]


def visit(facts: VisitFacts, office: OfficeFacts) -> list[Element]:
    """SOP S2e: when and where the section comes to look, and what the applicant has ready."""
    return [
        title("JADWAL VERIFIKASI"),
        *([center("PERUBAHAN JADWAL", bold=True)] if facts.rescheduled else []),
        *loket_line(facts.loket, facts.loket_name),
        *_about(facts, None),
        Rule(),
        title(day_text(facts.visit_at)),
        title(f"pukul {time_text(facts.visit_at)[-5:]}"),
        Feed(),
        *pairs(("Tempat", facts.place), ("Petugas", facts.visitor)),
        *([Feed(), Text("Siapkan di tempat:", bold=True), *dashed(facts.bring)] if facts.bring else []),
        Rule(),
        *pairs(("Selesai", day_time_text(facts.due_at) if facts.due_at else None), bold=("Selesai",)),
        Text("Mohon hadir atau diwakili. Bila berhalangan, beri tahu loket sebelum hari itu."),
        *([Text(f"Telepon: {office.phone}")] if office.phone else []),
        Text("Verifikasi lapangan tidak dipungut biaya."),
        *footer(office),
    ]
