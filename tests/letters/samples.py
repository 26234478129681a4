"""Letters of a made-up office, and what a reader of the PDF finds in them."""

import subprocess

from printer.letters.content import Archive, BundleContent, LetterContent, SkdContent

OFFICE = {
    "name": "KECAMATAN AMBUNTEN",
    "address": "Jalan Raya Ambunten Nomor 1",
    "phone": "(0328) 000000",
    "email": "kecamatan@ambunten.example",
    "place": "Ambunten",
    "postcode": "69455",
}
CAMAT = {
    "role": "camat",
    "heading": ["CAMAT AMBUNTEN,"],
    "name": "Drs. H. MOH. RASYIDI, M.Si.",
    "rank": "Pembina Tingkat I",
    "nip": "197001011995031001",
}
SEKCAM = {
    "role": "sekcam",
    "heading": ["a.n. CAMAT AMBUNTEN", "Sekretaris Kecamatan,"],
    "name": "SITI AMINAH, S.Sos.",
    "nip": "198002022005012002",
}
SHEET = {
    "office": OFFICE,
    "registration_number": "0412/1/11/2026",
    "signer": CAMAT,
    "version": 2,
    "created_at": "2026-11-23T09:41:07+07:00",
}
LETTER = SHEET | {
    "applicant": {
        "name": "Sahrul Anam",
        "nik": "3529101203850001",
        "address": "Dusun Pasar RT 002 RW 001",
        "village": "Desa Ambunten Timur",
    },
    "service_name": "Rekomendasi izin keramaian",
    "fields": [{"label": "Tempat", "value": "Halaman rumah pemohon"}],
    "purpose": "hajatan dengan hiburan musik",
    "validity": "28 November 2026",
    "legal_basis": ["Surat pengantar Kepala Desa Ambunten Timur."],
    "conditions": ["menjaga ketertiban;", "selesai paling lambat pukul 23.00."],
}
KINDS = ("izin", "rekomendasi", "keterangan", "pengantar", "legalisasi", "pengesahan", "penolakan")
NEEDED = {
    "pengantar": {"addressee": ["Kepala Kepolisian Sektor Ambunten", "di Ambunten"], "tembusan": ["Arsip"]},
    "penolakan": {"reason": "Lokasi berada di garis sempadan jalan.\nPersetujuan tetangga tidak ada."},
}
LEVY = [
    {"code": "4.1.02.01", "label": "Jalan", "volume": "120", "unit": "m²", "rate": 500, "amount": 60_000},
    {
        "code": "4.1.02.02",
        "label": "Kebersihan",
        "volume": "2.5",
        "unit": "hari",
        "rate": 10_000,
        "amount": 25_000,
    },
]


def letter(kind="rekomendasi", **changes):
    """A letter of that kind that could be signed."""
    return LetterContent.model_validate(LETTER | {"kind": kind} | NEEDED.get(kind, {}) | changes)


def skd(**changes):
    """An assessment of two lines with interest."""
    content = SHEET | {
        "period": "Tahun 2026",
        "payer": {"name": "Sahrul Anam", "address": "Dusun Pasar", "npwrd": "R.1.0001"},
        "object": "Penutupan sementara jalan desa",
        "due": "30 (tiga puluh) hari sejak tanggal ketetapan",
        "lines": LEVY,
        "interest": 850,
        "total": 85850,
        "amount_words": "delapan puluh lima ribu delapan ratus lima puluh rupiah",
        "attention": ["Bayar di kas daerah.", "Keterlambatan dikenai bunga sesuai ketentuan."],
    }
    return SkdContent.model_validate(content | changes)


def bundle(kind="rekomendasi", levy=False, **changes):
    """A version: the letter, with an SKD when `levy`."""
    return BundleContent(letter=letter(kind, **changes), skd=skd() if levy else None)


def archive(**changes):
    """What is known after numbering."""
    known = {
        "number": "300.1/0123/435.999/2026",
        "date": "2026-11-24",
        "parafs": [
            {"desk": "Kasi Trantibum", "name": "Abd. Rahman", "at": "2026-11-23T13:04:00+07:00"},
            {"desk": "Sekretaris Kecamatan", "name": "Siti Aminah", "at": "2026-11-23T13:15:00+07:00"},
        ],
        "signed": {"name": "Moh. Rasyidi", "at": "2026-11-23T14:02:00+07:00", "recorder": "Siti Aminah"},
    }
    return Archive.model_validate(known | changes)


def read(pdf, tool="pdftotext", *options):
    """What a poppler tool says of the PDF. A missing tool fails the test: install poppler-utils."""
    ends = ["-", "-"] if tool == "pdftotext" else ["-"]
    return subprocess.run([tool, *options, *ends], input=pdf, capture_output=True, check=True).stdout.decode()


def words(pdf):
    """All text of the PDF with single spaces, as a person would copy it."""
    return " ".join(read(pdf).split())


def rows(pdf):
    """The lines as they stand on the sheet, from the left to the right, with single spaces."""
    return "\n".join(" ".join(line.split()) for line in read(pdf, "pdftotext", "-layout").splitlines())


def pages(pdf):
    """The text of each page in reading order."""
    return [" ".join(page.split()) for page in read(pdf).split("\f")[:-1]]
