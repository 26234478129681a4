"""Every product of the office as a sheet: the words of its kind, the letterhead, the signature block."""

import pytest
from pydantic import ValidationError

from tests.letters.samples import KINDS, OFFICE, SEKCAM, archive, bundle, letter, pages, read, rows, words

SAID = {
    "izin": ["SURAT IZIN NOMOR :", "TENTANG REKOMENDASI IZIN KERAMAIAN", "Dasar", "MEMBERI IZIN", "Ketentuan",
             "Permohonan Sahrul Anam yang terdaftar dengan nomor 0412/1/11/2026", "Ditetapkan di",
             "pada tanggal"],
    "rekomendasi": ["SURAT REKOMENDASI", "bertanda tangan di bawah ini, Camat Ambunten, Kabupaten Sumenep",
                    "tidak berkeberatan dan merekomendasikan", "untuk keperluan hajatan dengan hiburan musik",
                    "Halaman rumah pemohon"],
    "keterangan": ["SURAT KETERANGAN", "dengan ini menerangkan bahwa:", "3529101203850001",
                   "dipergunakan sebagaimana mestinya"],
    "pengantar": ["SURAT PENGANTAR", "Yth. Kepala Kepolisian Sektor Ambunten",
                  "No. Isi surat/barang yang dikirim",
                  "1 (satu) berkas", "Diterima tanggal", "Penerima,", "Yth. Arsip"],
    "legalisasi": ["LEMBAR LEGALISASI", "Mengetahui,", "Nomor", "Tanggal", "Kebenaran isinya"],
    "pengesahan": ["LEMBAR PENGESAHAN", "Mengesahkan,", "Nomor", "Tanggal", "kami sahkan"],
    "penolakan": ["Hal", "Penolakan permohonan Rekomendasi izin keramaian", "Yth. Sdr. Sahrul Anam",
                  "tidak dapat dikabulkan", "garis sempadan jalan", "Persetujuan tetangga tidak ada",
                  "Saudara berhak", "pengaduan", "SP4N-LAPOR!", "Ombudsman"],
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_says_what_it_is_for(press, kind):
    text = words(press.bundle(bundle(kind)).letter)
    wanted = ["PEMERINTAH KABUPATEN SUMENEP", "KECAMATAN AMBUNTEN", "Kode Pos 69455", "Sahrul Anam",
              "CAMAT AMBUNTEN,", "Drs. H. MOH. RASYIDI, M.Si.", "NIP. 19700101 199503 1 001",
              "Berkas 0412/1/11/2026 · versi 2"]  # fmt: skip
    missing = [phrase for phrase in wanted + SAID[kind] if phrase not in text]
    assert not missing, text


@pytest.mark.parametrize(("paper", "size"), [("F4", "609.449 x 935.433 pts"), ("A4", "595.276 x 841.89 pts")])
def test_paper_is_f4_unless_the_office_wants_a4(press, paper, size):
    facts = read(press.bundle(bundle(paper=paper)).letter, "pdfinfo")
    assert size in facts
    assert "Tagged:          yes" in facts
    assert "Title:           Surat Rekomendasi 0412/1/11/2026" in facts
    assert "Sahrul" not in facts


@pytest.mark.parametrize("kind", KINDS)
def test_fonts_are_embedded_and_text_can_be_selected(press, kind):
    fonts = read(press.bundle(bundle(kind)).letter, "pdffonts").splitlines()[2:]
    assert fonts
    for font in fonts:
        embedded, subset, to_unicode = font.split()[-5:-2]
        assert (embedded, subset, to_unicode) == ("yes", "yes", "yes"), font


def test_a_sheet_for_the_pen_has_neither_number_nor_date(press):
    text = words(press.bundle(bundle()).letter)
    assert "diisi saat" not in text
    assert "November 2026" not in text.replace("28 November 2026", "")


def test_a_delegate_signs_in_the_camats_name(press):
    text = words(press.bundle(bundle(signer=SEKCAM)).letter)
    assert "a.n. CAMAT AMBUNTEN Sekretaris Kecamatan," in text
    assert "di bawah ini, Camat Ambunten" in text


def test_an_acting_camat_speaks_as_such(press):
    acting = {"role": "camat", "heading": ["Plt. CAMAT AMBUNTEN,"], "name": "SITI AMINAH, S.Sos."}
    text = words(press.bundle(bundle(signer=acting)).letter)
    assert "di bawah ini, Plt. Camat Ambunten, Kabupaten Sumenep" in text
    assert "Plt. CAMAT AMBUNTEN," in text


def test_an_unnamed_signer_leaves_room_for_the_pen(press):
    text = words(press.bundle(bundle(signer={"role": "camat", "heading": ["CAMAT AMBUNTEN,"]})).letter)
    assert "CAMAT AMBUNTEN, NIP." in text


def test_a_copy_is_checked_against_its_original(press):
    text = words(press.bundle(bundle("legalisasi", endorsement="sesuai_asli")).letter)
    assert "Sesuai dengan aslinya," in text
    assert "dicocokkan dan sesuai dengan aslinya" in text


def test_an_overprint_holds_the_endorsement_and_nothing_else(press):
    text = rows(press.bundle(bundle("pengesahan", overprint={"left_mm": 100, "top_mm": 200})).letter)
    assert " ".join(text.split()) == (
        "Mengesahkan, Nomor : Tanggal : CAMAT AMBUNTEN, "
        "Drs. H. MOH. RASYIDI, M.Si. Pembina Tingkat I NIP. 19700101 199503 1 001"
    )


def test_an_overprint_stands_where_the_office_measured(press):
    pdf = press.bundle(bundle("pengesahan", overprint={"left_mm": 100, "top_mm": 200})).letter
    line = next(line for line in read(pdf, "pdftotext", "-bbox").splitlines() if ">Mengesahkan,<" in line)
    left, top = (float(line.split(f'{side}="')[1].split('"')[0]) / 72 * 25.4 for side in ("xMin", "yMin"))
    assert abs(left - 100) < 0.5
    assert abs(top - 200) < 2


def test_training_letters_say_so_on_every_page(press):
    office = OFFICE | {"training": True}
    long = [f"Ketentuan {n}: menjaga ketertiban dan kebersihan di sekitar lokasi kegiatan." for n in range(60)]
    sheets = pages(press.bundle(bundle("izin", office=office, conditions=long)).letter)
    assert len(sheets) > 1
    assert all("MODE LATIHAN · CONTOH, TIDAK BERLAKU" in sheet for sheet in sheets)
    assert "MODE LATIHAN" not in words(press.bundle(bundle("izin")).letter)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "pengantar"])
@pytest.mark.parametrize("lines", range(2, 44, 7))
def test_nobody_signs_an_empty_page(press, kind, lines):
    body = [f"Alinea {n} menerangkan keadaan lapangan menurut berita acara pemeriksaan." for n in range(lines)]
    sheets = pages(press.bundle(bundle(kind, body=body, tembusan=["Bupati Sumenep"])).letter)
    signed = [sheet for sheet in sheets if "CAMAT AMBUNTEN, Drs. H. MOH. RASYIDI" in sheet]
    assert len(signed) == 1
    before = signed[0].split("CAMAT AMBUNTEN, Drs.")[0]
    assert "mestinya" in before or "terima kasih." in before or "pembuat surat." in before


def test_pages_are_numbered_from_the_second(press):
    body = [f"Alinea {n} menerangkan keadaan lapangan menurut hasil pemeriksaan." for n in range(60)]
    sheets = pages(press.bundle(bundle("keterangan", body=body)).letter)
    assert ["–2–" in sheet for sheet in sheets] == [False, True, False]
    assert ["–1–" in sheet for sheet in sheets] == [False, False, False]
    assert [f"{number}/3" in sheet for number, sheet in enumerate(sheets, 1)] == [True, True, True]


def test_the_archive_copy_carries_number_date_paraf_and_its_mark(press):
    text = words(press.archive_copy(letter(), archive(version_sha="7f3a" * 16)))
    for phrase in ("SALINAN ARSIP", "Nomor : 300.1/0123/435.999/2026", "Ambunten, 24 November 2026", "ttd.",
                   "PARAF HIERARKI", "Kasi Trantibum", "Sekretaris Kecamatan", "Abd. Rahman Siti Aminah",
                   "23 November 2026, 13.04 23 November 2026, 13.15",
                   "oleh Moh. Rasyidi (dicatat oleh Siti Aminah) pada 23 November 2026 pukul 14.02",
                   "bukan tanda tangan elektronik tersertifikasi"):  # fmt: skip
        assert phrase in text
    assert "7f3a" * 16 in text.replace(" ", "")
    sheet = words(press.bundle(bundle()).letter)
    assert "SALINAN" not in sheet
    assert "PARAF" not in sheet


def shape(page):
    """The words of a page without what only the archive copy says, in no order."""
    for words_of_the_copy in ("SALINAN ARSIP", "ttd.", "300.1/0123/435.999/2026", "24 November 2026"):
        page = page.replace(words_of_the_copy, "")
    return sorted(page.split("PARAF HIERARKI")[0].split("Berkas 0412")[0].split())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lines", [0, 11, 14, 30])
def test_an_archive_copy_breaks_its_pages_as_the_signed_sheet_did(press, kind, lines):
    body = [f"Alinea {n} menerangkan keadaan lapangan menurut berita acara pemeriksaan." for n in range(lines)]
    signed = pages(press.bundle(bundle(kind, body=body)).letter)
    copied = pages(press.archive_copy(letter(kind, body=body), archive()))
    assert all("SALINAN ARSIP" in page for page in copied)
    assert "300.1/0123/435.999/2026" in " ".join(copied)
    assert [shape(page) for page in copied] == [shape(page) for page in signed]


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("penolakan", {"reason": ""}),
        ("pengantar", {"addressee": []}),
        ("izin", {"overprint": {}}),
        ("izin", {"unknown": "field"}),
        ("izin", {"created_at": "2026-11-23T09:41:07"}),
        ("izin", {"registration_number": "\u202e"}),
    ],
)
def test_content_that_would_print_a_wrong_letter_is_not_content(kind, changes):
    with pytest.raises(ValidationError):
        letter(kind, **changes)
