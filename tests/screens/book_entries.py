"""What stands in the example office's books: a voided number, a sisipan, spoilt lines, letters that came in."""

from datetime import timedelta

from sqlalchemy import update

from office.feedback import complaints
from office.feedback.bodies import Complain, Note
from office.files import blocks, incoming, insertions
from office.files.incoming import Dispose, Receive
from office.files.insertions import Insert
from office.office import Actor, Seat
from office.procedure import Act, Stage
from office.records.tables import PrintJob
from tests.screens.example_day import Example

LETTERS = (
    ("Dinas Kesehatan Kabupaten Sumenep", "Undangan rapat koordinasi penurunan stunting", "400.7/812/435.102/2026"),
    ("Kepala Desa Tambaagung Tengah", "Permohonan pendampingan musyawarah desa", "140/27/435.404.109/2026"),
    ("Bagian Pemerintahan Setda Sumenep", "Permintaan data batas desa paling lambat akhir bulan", "100.2/1193/2026"),
    ("Kepala Desa Keles", "Laporan realisasi dana desa", ""),
)  # fmt: skip


def write(example: Example) -> None:
    """By the office's own acts, at the example's present moment."""
    office, walk = example.office, example.walk
    people, today = walk.people, office.clock().astimezone(office.zone).date()
    admin = Actor("officer", people["pengawas"].id, people["pengawas"].name, (Seat("admin"), Seat("supervisor")))
    voided = walk.file(at=Stage.RELEASING, service="NP07")
    walk.act(voided, "kasi", Act.VOID_LETTER, reason="Nama pada surat salah")
    block = office.do(blocks.reserve, by=admin, series="registration", count=3, loket=1)
    office.do(blocks.declare_unused, by=admin, block=block["id"], numbers=[block["first"]], reason="Lembar basah")
    told = Insert(letter_date=today - timedelta(days=2), reason="Lupa dicatat pada harinya", service="NP03",
                  subject="Pengantar pindah keluarga", recipient="Dinas Dukcapil Kabupaten Sumenep")  # fmt: skip
    place = office.see(insertions.look, body=told)
    office.do(insertions.insert, by=admin, body=told.model_copy(update={"seen": place.number}))
    for n, (sender, subject, number) in enumerate(LETTERS):
        came = Receive(sender=sender, subject=subject, letter_number=number, letter_date=today)
        made = office.do(incoming.receive, by=people["operator"], body=came)
        if n < 2:
            office.do(incoming.dispose, by=people["camat"], letter=made["id"],
                      body=Dispose(disposition="Kasi Kesra: hadiri, laporkan hasilnya."))  # fmt: skip
    office.do(incoming.void, by=people["operator"], letter=made["id"], reason="Tercatat dua kali")
    for hidden in (True, False):
        said = Complain(about="waktu", words="Menunggu dua jam padahal nomor saya sudah dekat.", name="Ahmad Zaini",
                        confidential=hidden)  # fmt: skip
        given = office.do(complaints.receive, by=people["loket1"], body=said)
    office.do(complaints.note, by=admin, complaint_id=given["id"], body=Note(kind="reply", words="Loket ditambah."))
    with office.database.write() as session:  # the print room was not there, but all of this came out
        session.execute(update(PrintJob).values(state="printed"))
