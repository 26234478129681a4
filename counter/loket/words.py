"""How the loket's screen names what it shows."""

from typing import Any

from office.words import text

PRIORITIES = {
    "lansia": "Lansia", "disabilitas": "Disabilitas", "hamil": "Hamil atau menyusui", "balita": "Membawa balita",
    "yes": "Prioritas",
}  # fmt: skip
PURPOSES = ("new", "complete", "collect", "help")
HOLD_REASONS = ("Mengambil fotokopi", "Melengkapi isian", "Menunggu keluarga", "Mengambil uang atau meterai")
SLIPS = {
    "receipt": "resi", "deficiency": "lembar kekurangan", "visit": "jadwal verifikasi",
    "handover": "bukti penyerahan", "ticket": "karcis",
}  # fmt: skip


#: what was done, and what follows
DONE = {
    "accept": ("Berkas diterima lengkap", "Diteruskan ke {section}."),
    "return_incomplete": ("Berkas dikembalikan",
                          "Lembar kekurangan sedang dicetak. Nomor pendaftaran tetap sama saat dilengkapi."),
    "resubmit": ("Kelengkapan diterima", "Berkas kembali ke tempat ia dikembalikan."),
    "hand_over": ("Surat diserahkan",
                  "Bukti penyerahan sedang dicetak dua lembar: satu untuk penerima, satu untuk arsip."),
    "confirm_arrival": ("Surat diterima loket", "Berkas menunggu diambil pemohon."),
    "correct_data": ("Data dibetulkan", "Surat yang sudah tercetak, bila ada, tidak berlaku lagi."),
    "withdraw": ("Permohonan dibatalkan", "Berkas ditutup."),
}  # fmt: skip


def about(ticket: dict[str, Any], loket_name: str = "") -> str:
    """What a person came for: "Lansia · Pengantar KK", "Melengkapi berkas"."""
    purpose = ticket.get("service_name") or loket_name
    if ticket["purpose"] != "new":
        purpose = text(f"purpose.{ticket['purpose']}")
    return " · ".join(part for part in (PRIORITIES.get(ticket["priority"] or ""), purpose) if part)


def slip(debt: dict[str, Any]) -> str:
    """What is to be printed again: "B-012", "lembar kekurangan"."""
    return str(debt["label"] or SLIPS.get(debt["kind"], debt["kind"]))
