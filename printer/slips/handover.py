"""Bukti penyerahan: proof that the letter was taken, by whom, and the way to the survey (SOP S8d, S8e)."""

from office.paper.slips import HandedFile, HandoverFacts, OfficeFacts, Receiver
from printer.slips.elements import QR, Box, Element, Feed, Rule, Sign, Text
from printer.slips.parts import center, date_text, footer, loket_line, pairs, time_text, title

SHEETS = {"pemohon": "Lembar 1: untuk penerima", "arsip": "Lembar 2: arsip loket"}


def handover(facts: HandoverFacts, office: OfficeFacts) -> list[Element]:
    """One bearer may take several letters: each has its block, the signatures stand once."""
    return [
        title("BUKTI PENYERAHAN"),
        *([center(SHEETS[facts.sheet])] if facts.copies == 2 else []),
        *loket_line(facts.loket, facts.loket_name),
        *pairs(("No. serah", facts.handover_number), bold=("No. serah",)),
        *[element for file in facts.files for element in (*_file(file), Rule())],
        *_receiver(facts.receiver),
        *pairs(("Waktu", time_text(facts.at))),
        Rule(),
        *_signatures(facts),
        *_survey(facts),
        *footer(office),
    ]


def _file(file: HandedFile) -> list[Element]:
    return pairs(
        ("No. daftar", file.registration_number),
        ("No. surat", file.letter_number),
        ("Tgl. surat", date_text(file.letter_date) if file.letter_date else None),
        ("Jenis", file.kind),
        ("Jumlah", f"{file.sheets} lembar asli"),
        ("SKD", file.skd),
    )


def _receiver(receiver: Receiver) -> list[Element]:
    by_proxy = receiver.kind == "kuasa"
    return pairs(
        ("Penerima", "kuasa pemohon" if by_proxy else "pemohon"),
        ("Nama", receiver.name),
        ("Hubungan", receiver.relation),
        ("NIK", receiver.nik),
        ("Surat kuasa", receiver.power_of_attorney),
        ("Tanda", f"cap jempol, disaksikan oleh {receiver.witness or 'saksi'}" if receiver.thumbprint else None),
    )


def _signatures(facts: HandoverFacts) -> list[Element]:
    """Who does not write gives a thumbprint before a witness (cap jempol)."""
    receiver = facts.receiver
    if not receiver.thumbprint:
        return [Sign("Penerima,", f"{facts.officer},")]
    witness = f"Saksi: {receiver.witness}," if receiver.witness else "Saksi,"
    return [Box("Cap jempol penerima"), Feed(), Sign(witness, f"{facts.officer},")]


def _survey(facts: HandoverFacts) -> list[Element]:
    if not (facts.survey_url or facts.survey_code):
        return []
    elements: list[Element] = [Rule(), center("Bagaimana pelayanan kami?", bold=True)]
    if facts.survey_url:
        elements.append(QR(facts.survey_url, 5))
    if facts.survey_code:
        elements += [center("Kode survei"), _big(facts.survey_code)]
    return [
        *elements,
        center("Survei 9 pertanyaan, tanpa nama."),
        center("Berlaku 14 hari, atau isi di kios."),
    ]


def _big(code: str) -> Text:
    return Text(code, align="center", bold=True, width=2, height=2, fit=True)
