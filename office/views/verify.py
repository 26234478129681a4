"""Everything that must always hold of the records: one check, used by the office, by backups and by the tests.

Each check is a query that yields what is wrong, in words, and yields nothing when all is well.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from sqlalchemy import func, select

from office.errors import Refusal
from office.records import history
from office.records.tables import (
    File,
    HistoryRow,
    LetterNumber,
    LetterVersion,
    Mark,
    Person,
    Printer,
    PrintJob,
    Ticket,
)
from office.records.work import Read
from office.views import attachment_invariants, block_invariants, invariants, register_invariants, talk_invariants

Check = Callable[[Read], Iterable[str]]
MOST_TOLD = 5


@dataclass(frozen=True)
class Finding:
    """One invariant: its name, and what is wrong with it (nothing: it holds)."""

    name: str
    faults: tuple[str, ...]

    @property
    def line(self) -> str:
        """The finding on one line, for a person."""
        if not self.faults:
            return f"[baik]  {self.name}"
        more = f"; dan {len(self.faults) - MOST_TOLD} lagi" if len(self.faults) > MOST_TOLD else ""
        return f"[SALAH] {self.name}: {'; '.join(self.faults[:MOST_TOLD])}{more}"


def findings(
    read: Read, *, stored: Callable[..., object] | None = None, anchors: Iterable[tuple[int, str]] = ()
) -> list[Finding]:
    """All invariants, checked within one consistent view.

    `stored` fetches a letter by its SHA-256 and refuses when its bytes are not those; `anchors` are (seq, hash) of the
    chain as backups noted them.
    """
    checks = dict(CHECKS)
    checks["Rantai riwayat sesuai catatan cadangan"] = partial(_anchors, anchors=tuple(anchors))
    if stored is not None:
        checks["Isi surat tersimpan sesuai sidiknya"] = partial(_letters, stored=stored)
        checks["Isi lampiran tersimpan sesuai sidiknya"] = partial(attachment_invariants.kept, stored=stored)
    return [Finding(name, tuple(check(read))) for name, check in checks.items()]


def _chain(read: Read) -> Iterable[str]:
    return history.faults(read.session)


def _anchors(read: Read, *, anchors: Iterable[tuple[int, str]]) -> Iterator[str]:
    for seq, digest in anchors:
        row = read.session.get(HistoryRow, seq)
        if row is None or row.hash != digest:
            yield f"baris {seq} bukan yang dicatat cadangan"


def _references(read: Read) -> Iterator[str]:
    for column, target in ((File.applicant_id, Person.id), (File.proxy_id, Person.id), (File.ticket_id, Ticket.id),
                           (LetterVersion.file_id, File.id), (Mark.version_id, LetterVersion.id),
                           (LetterNumber.version_id, LetterVersion.id), (PrintJob.printer_id, Printer.id)):  # fmt: skip
        lost = select(func.count()).where(column.is_not(None), column.not_in(select(target)))
        if count := read.session.scalar(lost):
            yield f"{column}: {count} menunjuk ke yang tidak ada"


def _database(read: Read) -> Iterator[str]:
    connection = read.session.connection()
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check").all():
        if said != "ok":
            yield str(said)
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        yield f"tabel {row[0]} baris {row[1]} menunjuk ke {row[2]} yang tidak ada"


def _letters(read: Read, *, stored: Callable[[str], object]) -> Iterator[str]:
    for row in read.session.scalars(select(LetterVersion).order_by(LetterVersion.id)):
        for sha in filter(None, (row.letter_sha, row.skd_sha)):
            try:
                stored(sha)
            except Refusal as refusal:
                yield f"berkas {row.file_id} versi {row.n}: {refusal.code}"


CHECKS: dict[str, Check] = {
    "Database utuh": _database,
    "Rantai riwayat utuh": _chain,
    "Nomor antrean urut tanpa celah dan tanpa ganda": invariants.ticket_numbers,
    "Nomor pendaftaran urut tanpa celah dan tanpa ganda": invariants.registrations,
    "Nomor surat urut tanpa celah, terpakai atau BATAL": invariants.letter_numbers,
    "Nomor sisipan berdiri di belakang nomornya dan beralasan": register_invariants.insertions,
    "Nomor agenda surat masuk urut tanpa celah": register_invariants.incoming,
    "Nomor cadangan di lembar kertas terhitung": block_invariants.blocks,
    "Nomor penyerahan urut tanpa celah": invariants.handovers,
    "Setiap petugas memegang paling banyak satu nomor": invariants.at_hand,
    "Setiap nomor, pendaftaran, dan penyerahan punya lembarnya": invariants.slips,
    "Keadaan nomor antrean sama dengan riwayatnya": invariants.ticket_states,
    "Tahap berkas sama dengan riwayatnya": invariants.file_stages,
    "Berkas yang bernomor sudah ditandatangani": invariants.signatures,
    "Sidik versi surat sama dengan riwayatnya": invariants.versions,
    "Rekap survei sama dengan jawabannya": invariants.surveys,
    "Nomor pengaduan urut tanpa celah": talk_invariants.complaints,
    "Daftar Hubungi hanya berisi yang masih perlu diberi tahu": talk_invariants.contacts,
    "Tidak ada catatan yang menunjuk ke ruang kosong": _references,
}
