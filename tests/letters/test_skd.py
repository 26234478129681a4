"""The levy's assessment: lines, sanctions, the total in figures and words, the cashier's part."""

import pytest
from pydantic import ValidationError

from tests.letters.samples import bundle, read, rows, skd, words


def test_the_assessment_adds_up_and_tears_off(press):
    rendered = press.bundle(bundle("izin", levy=True))
    text = f"{rows(rendered.skd)}\n{words(rendered.skd)}"
    for phrase in ("SURAT KETETAPAN RETRIBUSI DAERAH", "(SKD/SKRD)", "Tahun 2026", "NPWRD : R.1.0001",
                   "Kode rekening", "120 m² × Rp500", "2,5 hari × Rp10.000",
                   "Jumlah ketetapan pokok 85.000\n", "a. bunga 850\n", "b. kenaikan 0\n",
                   "Jumlah keseluruhan 85.850\n",
                   "Dengan huruf: delapan puluh lima ribu delapan ratus lima puluh rupiah", "PERHATIAN",
                   "potong di sini", "Ruang teraan kas register", "Diterima oleh petugas tempat pembayaran",
                   "Penyetor", "TANDA TERIMA", "Rp85.850", "Yang menerima,", "CAMAT AMBUNTEN,"):  # fmt: skip
        assert phrase in text
    assert "Pages:           1" in read(rendered.skd, "pdfinfo")


def test_an_assessment_always_says_where_and_when_to_pay(press):
    content = skd().model_dump(exclude={"attention"})
    text = words(press.bundle(bundle("izin").model_copy(update={"skd": type(skd()).model_validate(content)})).skd)
    assert "tempat pembayaran yang ditunjuk" in text
    assert "setelah jatuh tempo" in text


def test_a_number_of_its_own_series_stands_on_both_parts(press):
    content = bundle("izin").model_copy(update={"skd": skd(number="974/007/2026")})
    assert words(press.bundle(content).skd).count("974/007/2026") == 2


@pytest.mark.parametrize("total", [85_849, 85_000, 0])
def test_a_total_that_is_not_the_sum_is_refused(total):
    with pytest.raises(ValidationError, match="the total is not the sum"):
        skd(total=total)


def test_no_levy_no_assessment(press):
    rendered = press.bundle(bundle("izin"))
    assert rendered.skd is None
    assert rendered.skd_sha is None


def test_a_long_assessment_goes_on_over_the_page_with_its_head(press):
    line = {
        "code": "4.1.02.01",
        "label": "Pemakaian jalan",
        "volume": "1",
        "unit": "m²",
        "rate": 10,
        "amount": 10,
    }
    content = skd(lines=[line] * 40, interest=0, total=400, amount_words="empat ratus rupiah")
    text = rows(press.bundle(bundle("izin").model_copy(update={"skd": content})).skd)
    assert text.count("Kode rekening") == 2
    assert "Jumlah keseluruhan 400\n" in text
