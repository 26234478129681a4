"""What must hold of telling and complaining: gapless numbers, and nobody on the list who has nothing to be told."""

from collections.abc import Iterator

from sqlalchemy import func, select

from office.contacts.occasions import LASTS
from office.records.tables import Complaint, Contact, File, NumberSeries
from office.records.work import Read


def complaints(read: Read) -> Iterator[str]:
    """1…n in every year, and n what the counter says."""
    counters = select(NumberSeries.period, NumberSeries.last).where(NumberSeries.name == "complaint")
    last = dict(read.session.execute(counters).all())
    extent = func.count(), func.min(Complaint.seq), func.max(Complaint.seq)
    for year, count, smallest, largest in read.session.execute(
        select(Complaint.year, *extent).group_by(Complaint.year)
    ):
        n = last.pop(str(year), 0)
        if (smallest, largest, count) != (1, n, n):
            yield f"pengaduan {year}: {count} nomor, {smallest} sampai {largest}, pencacah {n}"
    yield from (f"pengaduan {year}: pencacah {n}, padahal tidak ada nomor" for year, n in last.items())


def contacts(read: Read) -> Iterator[str]:
    """Whoever is to be told has a file that still waits where there is something to tell."""
    rows = select(Contact.id, Contact.why, File.stage).join(File, File.id == Contact.file_id)
    for contact, why, stage in read.session.execute(rows.where(Contact.state == "open")):
        if LASTS.get(why) != stage:
            yield f"hubungi {contact}: {why}, padahal berkasnya {stage}"
