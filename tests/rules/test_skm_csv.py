"""Survey answers from a CSV as offices write them."""

from decimal import Decimal

import pytest

from office.feedback.skm import AnswersInvalid, compute
from office.feedback.skm_csv import parse_csv


def ikm(text, means=False, weights="exact"):
    return compute(parse_csv(text, means), weights).ikm


@pytest.mark.parametrize(
    "text",
    [
        "U1,U2,U3\n4,3,2\n4,3,4\n",
        "U1;U2;U3\n4;3;2\n4;3;4\n",
        "u1\tu 2\tU3\n4\t3\t2\n4\t3\t4",
        "\ufeffU1,U2,U3\r\n4,3,2\r\n4,3,4\r\n",
        "4,3,2\n4,3,4\n",
        "No,Tanggal,U1,U2,U3,Layanan\n1,2026-11-23,4,3,2,SKU\n2,2026-11-24,4,3,4,SKTM\n",
        '"U1","U2","U3"\n"4","3","2"\n\n4,3,4\n,,\n',
        "U3,U1,U2\n2,4,3\n4,4,3\n",
    ],
)
def test_one_table_in_many_hands(text):
    answers = parse_csv(text)
    assert answers.n == 2
    assert dict(zip(answers.elements, answers.counts, strict=True)) == {"U1": 2, "U2": 2, "U3": 2}
    assert compute(answers).ikm == Decimal("83.33")


def test_columns_may_be_named_by_key():
    skm = compute(parse_csv("responden,waktu,Biaya\n1,4,2\n2,3,\n"))
    assert (skm.means, skm.counts) == (
        {"waktu": Decimal("3.5"), "biaya": Decimal(2)},
        {"waktu": 2, "biaya": 1},
    )


def test_any_number_of_elements():
    fourteen = ",".join(f"U{n}" for n in range(1, 15))
    assert ikm(f"{fourteen}\n{','.join('3' * 14)}\n") == Decimal("75.00")
    assert ikm("U1\n4\n") == Decimal("100.00")


@pytest.mark.parametrize(
    "text",
    ["U1,U2,U3\n3.70,3.80,3.00\n", "U1;U2;U3\n3,70;3,80;3,00\n", "3.70,3.80,3.00", '"3,70","3,80","3,00"'],
)
def test_one_row_of_means(text):
    assert ikm(text, means=True, weights="r2") == Decimal("86.63")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Berkas CSV kosong"),
        ("\n , ,\n", "Berkas CSV kosong"),
        ("U1,U2\n", "Belum ada jawaban"),
        ("U1,U2\n4,4\n4,5\n", "Baris 3, kolom U2: nilai 5 bukan 1, 2, 3, atau 4."),
        ("4,4\n0,4\n", "Baris 2, kolom U1: nilai 0 bukan"),
        ("U1,U2\n4,baik\n", "Baris 2, kolom U2: nilai baik bukan"),
        ("U1,U2\n4,3.5\n", "Baris 2, kolom U2: nilai 3.5 bukan"),
        ("U1,U2\n4,4,4\n", "Baris 2: ada 3 kolom, padahal baris pertama 2."),
        ("U1,U2\n4,\n3,\n", "Unsur U2 tidak punya jawaban"),
        ("U1,U3\n4,4\n", "harus U1 sampai U3 tanpa yang terlewat"),
        ("U1,U1\n4,4\n", "unsur yang sama dua kali"),
        ("Nama,Umur\nAli,40\n", "tidak memuat kolom unsur"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_line(text, said):
    with pytest.raises(AnswersInvalid) as refused:
        parse_csv(text)
    assert said in refused.value.detail


def test_the_first_five_problems_are_told_and_the_others_counted():
    with pytest.raises(AnswersInvalid) as refused:
        parse_csv("U1\n" + "9\n" * 8)
    assert refused.value.detail.count("Baris") == 5
    assert "Masih ada 3 lagi." in refused.value.detail
    assert len(refused.value.extra["problems"]) == 8


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("U1,U2\n3.5,4.1\n", "Baris 2, kolom U2: rata-rata 4.1 bukan angka 1 sampai 4."),
        ("U1,U2\n3.5,\n", "Baris 2, kolom U2: rata-rata kosong bukan"),
        ("U1,U2\n3.5,nan\n", "Baris 2, kolom U2: rata-rata nan bukan"),
        ("U1,U2\n3,3\n3,3\n", "satu baris nilai, bukan 2"),
        ("U1,U2\n", "satu baris nilai, bukan 0"),
    ],
)
def test_means_that_cannot_be_used(text, said):
    with pytest.raises(AnswersInvalid) as refused:
        parse_csv(text, means=True)
    assert said in refused.value.detail
