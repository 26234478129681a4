"""The berita acara of a field visit as a sheet: what is on it, the form for the pen, photos, whatever was typed."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from office.errors import Unknown
from office.files.attachments import About
from office.procedure import Act, Stage
from office.records.tables import Visit
from printer.attachments.desk import AttachmentDesk
from printer.letters.visits import VisitDesk
from tests.letters.samples import read, words
from tests.pictures import jpeg, png

AT = "2026-11-24T10:15:00+07:00"
REPORT = {
    "result": "bersyarat", "at": AT, "findings": "Papan 4 × 6 m di tepi jalan desa.", "place": "Dusun Pasar RT 02",
    "items": [{"id": "titik", "verdict": "sesuai", "note": "Sesuai denah"}, {"id": "ukuran", "verdict": "tidak"}],
    "officers": [{"name": "Abd. Rahman, S.Sos.", "position": "Kepala Seksi", "nip": "197503122000031002"},
                 {"name": "Moh. Hasan", "position": "Staf"}],
    "present": [{"role": "pemohon", "name": "Sahrul Anam"},
                {"role": "perangkat_desa", "name": "H. Mudhar", "position": "Kepala Desa Ambunten Timur"}],
    "conditions": "Ukuran diperkecil menjadi 3 × 4 m.",
}  # fmt: skip


@pytest.fixture
def file_id(walk):
    return walk.file(at=Stage.FIELD_VISIT, service="IZ03")


@pytest.fixture
def papers(letters):
    return VisitDesk(letters)


def visit_of(office, file_id):
    return office.see(lambda read: read.session.scalars(select(Visit.id).where(Visit.file_id == file_id)).all()[-1])


def flat(text):
    return " ".join(text.split())


def test_it_has_everything_that_domain_asks_for(walk, office, papers, file_id):
    """Day and date, place, officers, findings point by point, conclusion, three kinds of hands."""
    walk.act(file_id, "kasi", Act.RECORD_VISIT, **REPORT)
    pdf = papers.pdf(visit_of(office, file_id))
    text = flat(words(pdf))
    for said in ("BERITA ACARA VERIFIKASI LAPANGAN", "KECAMATAN AMBUNTEN", "Selasa tanggal 24 November 2026",
                 "dua puluh empat November dua ribu dua puluh enam", "pukul 10.15", "0001/1/11/2026", "Sahrul Anam",
                 "Dusun Pasar RT 02", "Titik pemasangan", "Sesuai denah", "Papan 4 × 6 m", "Kesimpulan",
                 "Ukuran diperkecil menjadi 3 × 4 m.", "Petugas verifikasi,", "Abd. Rahman, S.Sos.",
                 "NIP. 19750312 200003 1 002", "Moh. Hasan", "Pemohon,", "Perangkat desa,", "H. Mudhar",
                 "Kepala Desa Ambunten Timur", "Ambunten, 24 November 2026"):  # fmt: skip
        assert said in text, said
    facts = read(pdf, "pdfinfo")
    assert "609.449 x 935.433 pts" in facts and "Tagged:          yes" in facts
    assert text.count(" X ") == 3, "two points and the conclusion are crossed"
    assert papers.pdf(visit_of(office, file_id)) == pdf, "the same record gives the same bytes"


def test_before_the_visit_it_is_the_form_for_the_pen(office, papers, file_id):
    text = flat(words(papers.pdf(visit_of(office, file_id))))
    assert "Selasa, 24 November 2026 pukul 10.00" in text and "Isi reklame" in text
    assert " X " not in text and "dua ribu" not in text


def test_photos_stand_on_pages_of_their_own_with_their_words(walk, office, letters, papers, file_id, people):
    desk = AttachmentDesk(letters)
    for n, data in enumerate((jpeg("#a33"), jpeg("#3a3", turned=True), png(), jpeg("#33a"), jpeg("#777"))):
        about = About(kind="visit_photo", name=f"{n}.jpg", caption=f"Tampak {n}")
        desk.take(by=people["kasi"], key=None, file_id=file_id, about=about, data=data)
    walk.act(file_id, "kasi", Act.RECORD_VISIT, **REPORT)
    pages = PdfReader(BytesIO(papers.pdf(visit_of(office, file_id)))).pages
    assert [len(page.images) for page in pages] == [0, 4, 1]
    assert "LAMPIRAN FOTO" in pages[1].extract_text() and "Tampak 4" in pages[2].extract_text()
    assert len(papers.pages_png(visit_of(office, file_id))) == 3


HOSTILE = ['#panic("x") $x$ *tebal* _miring_ `kode`', "@lihat <label> \\u{202e} //bukan komentar", "= Judul\n- butir",
           "‮terbalik‬ #import \"x\": y", "A" * 300, "Foto 😀🎉 siap"]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_was_typed_is_printed_literally(walk, office, papers, file_id, hostile):
    name = hostile.replace("\n", " ")[:120]
    walk.act(file_id, "kasi", Act.RECORD_VISIT, result="sesuai", findings=hostile, at=AT, place=hostile,
             items=[{"id": "titik", "note": hostile}, {"label": name, "verdict": "sesuai"}],
             officers=[{"name": name}], present=[{"name": name, "position": hostile[:80]}],
             conditions=hostile)  # fmt: skip
    text = "".join(words(papers.pdf(visit_of(office, file_id))).split())
    plain = hostile.replace("‮", "").replace("‬", "")
    for kept in (plain, plain.replace("😀", "?").replace("🎉", "?")):
        if "".join(kept.split()) in text:
            return
    raise AssertionError(text)


def test_a_visit_that_was_moved_has_no_sheet(walk, office, papers, file_id):
    moved = visit_of(office, file_id)
    walk.act(file_id, "kasi", Act.RESCHEDULE_VISIT, visit_at="2026-11-25T09:00:00+07:00", note="Hujan.")
    for gone in (moved, 999):
        with pytest.raises(Unknown):
            papers.pdf(gone)
