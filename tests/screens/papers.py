"""Slips drawn from the bytes that came out of the printers, and letters from their PDFs."""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image
from sqlalchemy import select

from office.procedure import Stage
from office.records.tables import LetterVersion, Visit
from printer import picture
from printer.letters.visits import VisitDesk
from tests.screens.example_day import Example
from tests.screens.looking import Album
from tests.stories.street import Street

KINDS = {
    "ticket": "NOMOR ANTREAN", "receipt": "RESI PENDAFTARAN", "deficiency": "LEMBAR KEKURANGAN",
    "visit": "JADWAL VERIFIKASI", "handover-1": "Lembar 1: untuk penerima", "handover-2": "Lembar 2: arsip loket",
}  # fmt: skip
LETTERS = {
    "letter-rekomendasi": ("IZ04", Stage.KASI_PARAF), "letter-izin": ("IZ05", Stage.CAMAT_SIGNATURE),
    "letter-keterangan": ("NP12", Stage.CAMAT_SIGNATURE), "letter-pengantar": ("NP03", Stage.CAMAT_SIGNATURE),
    "letter-endorsement": ("NP01", Stage.CAMAT_SIGNATURE),
}  # fmt: skip
DOTS_PER_INCH = 100


def slips(street: Street, album: Album) -> None:
    """One of each kind, as far as the tour had them printed."""
    printed = [slip for tray in street.paper.values() for slip in tray.printer.slips]
    for name, words in KINDS.items():
        found = next((slip for slip in printed if words in slip.text), None)
        if found is not None:
            album.keep(f"slip-{name}", picture.draw(found.raw))


def letters(example: Example, album: Album) -> None:
    """The newest version of some letters, an SKD, and an archive copy with its number."""
    for name, key in LETTERS.items():
        draw(example.letters.pdf(version(example, *key)), name, album)
    draw(example.letters.skd_pdf(version(example, "IZ05", Stage.CAMAT_SIGNATURE)), "letter-skd", album)
    ready = example.files["IZ04", Stage.READY]["id"]
    draw(example.letters.archive_pdf(ready), "letter-archive", album)
    visited = select(Visit.id).where(Visit.state == "recorded").limit(1)
    visit = example.office.see(lambda read: read.session.scalars(visited).one())
    draw(VisitDesk(example.letters).pdf(visit), "visit-report", album)


def version(example: Example, service: str, stage: Stage) -> int:
    """The id of a file's version in force."""
    row = example.walk.row(example.files[service, stage]["id"])
    rule = (LetterVersion.file_id == row.id, LetterVersion.n == row.letter_version)
    return int(example.office.see(lambda read: read.session.query(LetterVersion.id).filter(*rule).scalar()))


def draw(pdf: bytes, name: str, album: Album) -> None:
    """The first page of a PDF."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page"
        asked = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-f", "1", "-l", "1", "-singlefile", "-png", "-", str(page)]
        subprocess.run(asked, input=pdf, check=True)
        album.keep(name, Image.open(page.with_suffix(".png")))
