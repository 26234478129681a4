"""The sentences of a letter: shipped, written anew, left out; a keputusan as one that decides."""

import pytest
from pydantic import ValidationError

from office.errors import Invalid
from office.files import letter_parts
from office.words.numerals import rupiah_words
from printer.letters.content import SkdContent
from tests.letters.samples import KINDS, LEVY, bundle, letter, skd, words

LONG = "Siti" + "NurhalizahBintiAbdulKarim" * 12
SENTENCES = {"izin": "closing", "rekomendasi": "opening", "keterangan": "closing", "pengantar": "note",
             "legalisasi": "statement", "pengesahan": "opening", "penolakan": "opening"}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_sentence_is_written_anew_or_left_out(press, kind):
    part = SENTENCES[kind]
    shipped = getattr(letter(kind), part)
    assert shipped[:30] in words(press.letter(letter(kind)))
    written = words(press.letter(letter(kind, **{part: "Kalimat kami sendiri, #strong[apa adanya]."})))
    assert "Kalimat kami sendiri, #strong[apa adanya]." in written and shipped[:30] not in written
    assert shipped[:30] not in words(press.letter(letter(kind, **{part: ""})))


def test_a_decision_weighs_recalls_and_decides(press):
    text = words(press.letter(letter("izin", title="Keputusan Camat Ambunten", tembusan=["Bupati Sumenep"])))
    order = ["KEPUTUSAN CAMAT AMBUNTEN", "NOMOR :", "TENTANG", "CAMAT AMBUNTEN,", "Menimbang", "a. bahwa Sahrul Anam",
             "Mengingat", "Memperhatikan", "MEMUTUSKAN:", "Menetapkan", "KEPUTUSAN CAMAT AMBUNTEN TENTANG", "KESATU",
             "3529101203850001", "KEDUA", "KETIGA", "KEEMPAT", "Ditetapkan di", "CAMAT AMBUNTEN, Drs.",
             "Tembusan", "Yth. Bupati Sumenep"]  # fmt: skip
    found = [text.find(words_) for words_ in order[1:]]
    assert order[0] in text and -1 not in found, dict(zip(order[1:], found, strict=True))
    assert "MEMBERI IZIN" not in text


def test_an_ordinary_permit_weighs_nothing(press):
    text = words(press.letter(letter("izin")))
    assert "MEMBERI IZIN" in text and "Menimbang" not in text and "MEMUTUSKAN" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_words_in_every_sentence_are_literal(press, kind):
    odd = '#read("/etc/passwd") *tebal* {nama} $x$ \u202eterbalik\u202c \x07' + LONG
    text = words(press.letter(letter(kind, **{SENTENCES[kind]: odd})))
    assert '#read("/etc/passwd") *tebal* {nama} $x$ terbalik' in text
    assert LONG in text.replace(" ", "")


def test_edited_text_gives_the_same_bytes_again(press):
    def once():
        return press.bundle(bundle("keterangan", opening="Pembuka kami:", body=["Satu.", "Dua."], closing="Sekian."))

    assert once() == once()


def test_names_in_braces_are_filled_in_once():
    known = {"nama": "{nik}", "nik": "rahasia", "keperluan": ""}
    assert letter_parts.fill("{nama} {apa}", known) == "{nik} {apa}"
    assert letter_parts.fill("mengurus izin: {keperluan}", known) == "mengurus izin"
    assert letter_parts.unknown_names("{nama} {apa} {apa}", known) == ["apa"]


@pytest.mark.parametrize(("part", "text"), [("title", "x" * 601), ("body", "x" * 6001), ("conditions", "x\n" * 90),
                                            ("conditions", "x" * 1300), ("margin", "x")])  # fmt: skip
def test_too_much_is_refused_in_words_and_not_cut(part, text):
    with pytest.raises(Invalid) as refused:
        letter_parts.tidy("izin", {part: text})
    assert refused.value.extra["fields"][part]


@pytest.mark.parametrize(("amount", "said"), [
    (0, "Nol rupiah"), (1, "Satu rupiah"), (10, "Sepuluh rupiah"), (11, "Sebelas rupiah"), (100, "Seratus rupiah"),
    (1000, "Seribu rupiah"), (10**6, "Satu juta rupiah"), (10**9, "Satu miliar rupiah"),
    (10**12 - 1, "Sembilan ratus sembilan puluh sembilan miliar sembilan ratus sembilan puluh sembilan juta "
                 "sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan rupiah"),
])  # fmt: skip
def test_the_amount_stands_in_figures_and_in_words(press, amount, said):
    assert rupiah_words(amount) == said
    line = {**LEVY[0], "volume": "1", "rate": amount, "amount": amount}
    content = skd(lines=[line], interest=0, total=amount, amount_words=said)
    text = words(press.bundle(bundle("izin").model_copy(update={"skd": content})).skd)
    assert f"Dengan huruf: {said}" in text
    assert f"{amount:,}".replace(",", ".") in text


def test_a_rate_may_have_a_fraction_and_a_sheet_has_all_its_rows(press):
    line = {**LEVY[0], "volume": "12.5", "rate": "1250.5", "amount": 15_631}
    content: SkdContent = skd(lines=[line], interest=0, total=15_631, amount_words=rupiah_words(15_631))
    text = words(press.bundle(bundle("izin").model_copy(update={"skd": content})).skd)
    for row in ("12,5 m² × Rp1.250,5", "NPWRD", "Objek/lokasi", "Jatuh tempo", "Kode rekening",
                "Jumlah ketetapan pokok", "a. bunga", "b. kenaikan", "Jumlah keseluruhan", "PERHATIAN",
                "Ruang teraan kas register", "Penyetor", "potong di sini", "TANDA TERIMA",
                "Yang menerima,"):  # fmt: skip
        assert row in text, row


def test_content_that_adds_up_wrongly_is_no_assessment():
    with pytest.raises(ValidationError):
        skd(total=1)
