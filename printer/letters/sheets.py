"""What comes out of the laser printer: a version's letter and SKD, and the number printed onto the signed sheet."""

from hashlib import sha256
from typing import Any

from sqlalchemy import select

from office.errors import NoSuchStep, Refusal, VersionVoid
from office.files import letter_prints, letters
from office.files.letter_prints import PrintBody
from office.office import Actor, Answer, Office
from office.records.letter_rules import BROWSER
from office.records.tables import File, LetterNumber
from office.records.work import Read
from printer.letters.content import BundleContent, Filled
from printer.letters.laser import Laser, PrinterTrouble
from printer.letters.press import LetterPress
from printer.letters.store import LetterStore


class SetDifferently(Refusal):
    """The program sets this letter otherwise than when it was printed, so nobody knows where its blanks are."""

    code = "set_differently"
    detail = (
        "Susunan surat pada program sudah berubah sejak lembar ini dicetak, jadi letak titik-titiknya tidak pasti. "
        "Tulis nomor dan tanggalnya dengan pena."
    )


class Sheets:
    """Sheets to be printed from a browser or on a laser printer; every copy is on record."""

    def __init__(self, office: Office, press: LetterPress, store: LetterStore, laser: Laser) -> None:
        self._office, self._press, self._store, self.laser = office, press, store, laser

    def pdf(self, version_id: int, piece: str, printer: str = BROWSER) -> bytes:
        """A version's letter (`surat`), its `skd`, or number and date alone (`nomor`), shifted for `printer`.

        Refuses with Unknown, LetterTampered; `nomor` with NoSuchStep before the numbering, SetDifferently.
        """
        stored: dict[str, Any] = self._office.see(letters.stored, version_id=version_id)
        if piece == "nomor":
            return self._overprint(stored, printer)
        sha = stored["letter_sha"] if piece == "surat" else stored["skd_sha"]
        if sha is None:
            raise NoSuchStep("Versi ini tidak memuat SKD. Cetak suratnya saja.")
        return self._store.get(sha)

    def print(self, *, by: Actor, key: str | None, version_id: int, body: PrintBody) -> Answer:
        """Put it on record and, for a laser printer, on paper; a repeated key prints nothing twice.

        Refuses as `pdf` does, a void version with VersionVoid, and with PrinterTrouble: then history says it failed.
        """
        if self._office.see(letters.stored, version_id=version_id)["state"] == "void":
            raise VersionVoid("Versi surat ini sudah tidak berlaku, jadi tidak dicetak lagi. Buka versi terbaru.")
        pdf = self.pdf(version_id, body.piece, body.printer)
        if body.printer != BROWSER and body.printer not in self.laser.printers():
            raise PrinterTrouble(f"Printer “{body.printer}” tidak ditemukan. Periksa apakah printernya menyala, atau "
                                 "cetak lewat peramban.")  # fmt: skip
        answer = self._office.do(letter_prints.note, by=by, key=key, version_id=version_id, body=body)
        if body.printer == BROWSER or answer.repeated:
            return answer
        content = self._content(self._office.see(letters.stored, version_id=version_id)).letter
        try:
            self.laser.send(pdf, printer=body.printer, copies=body.copies, paper=content.paper,
                            title=f"{content.registration_number} versi {answer['version']}")  # fmt: skip
        except PrinterTrouble:
            self._office.do(letter_prints.fail, by=by, version_id=version_id, body=body)
            raise
        return answer

    def _overprint(self, stored: dict[str, Any], printer: str) -> bytes:
        filled: Filled = self._office.see(_filled, stored=stored, printer=printer)
        letter = self._content(stored).letter
        if sha256(self._press.letter(letter)).hexdigest() != stored["letter_sha"]:
            raise SetDifferently
        return self._press.overprint(letter, filled)

    def _content(self, stored: dict[str, Any]) -> BundleContent:
        return BundleContent.model_validate_json(self._store.content(stored["letter_sha"], stored["content_sha"]))


def _filled(read: Read, *, stored: dict[str, Any], printer: str) -> Filled:
    """Number and date of the file's letter; only the version that was signed has them."""
    file = read.session.get_one(File, stored["file_id"])
    rule = (LetterNumber.file_id == file.id, LetterNumber.state == "used")
    number = read.session.scalars(select(LetterNumber).where(*rule)).one_or_none()
    if number is None or number.version_id != stored["id"]:
        raise NoSuchStep(
            "Versi ini belum bernomor. Beri nomor dahulu, lalu cetak nomornya pada lembar bertanda tangan."
        )
    shift = read.settings.letters.shift(printer)
    return Filled(number=number.number, date=number.letter_date, x_mm=shift.x_mm, y_mm=shift.y_mm)
