"""What people type is printed as typed: never markup, never over the margin, never turning its neighbours."""

import pytest

from printer.letters.press import LetterUnprintable
from tests.letters.samples import KINDS, LETTER, bundle, letter, read, rows, skd, words

MARKUP = (
    "#set page(fill: red) $x^2$ *tebal* _miring_ @ref `kode` \\ <label> // komentar /* */ "
    '~ -- ... \'a\' "b" = judul + 1. [x] {y} #read("/etc/passwd")'
)
LONG = "Siti" + "NurhalizahBintiAbdulKarim" * 12


def with_text_everywhere(kind, text):
    """A letter whose every free text is `text`."""
    office = LETTER["office"] | {"address": text, "email": text}
    return bundle(
        kind,
        office=office,
        applicant={"name": text, "nik": "3529101203850001", "address": text, "village": text},
        fields=[{"label": text, "value": text}],
        **dict.fromkeys(("title", "subject", "service_name", "purpose", "validity", "reason"), text),
        **{name: [text] for name in ("body", "legal_basis", "conditions", "tembusan", "addressee")},
        signer={"role": "camat", "heading": [text, text], "name": text, "rank": text, "nip": text},
    )


@pytest.mark.parametrize("kind", KINDS)
def test_markup_is_printed_literally(press, kind):
    text = words(press.bundle(with_text_everywhere(kind, MARKUP)).letter)
    assert text.count(MARKUP) >= 3
    assert MARKUP.upper() in text or kind == "penolakan"  # titles stand in capitals; a refusal has none


def test_markup_on_an_assessment_is_printed_literally(press):
    content = skd(payer={"name": MARKUP, "address": MARKUP, "npwrd": MARKUP}, object=MARKUP, amount_words=MARKUP)
    pdf = press.bundle(bundle("izin").model_copy(update={"skd": content})).skd
    assert words(pdf).count(MARKUP) >= 4


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_of_300_letters_stays_inside_the_margins(press, kind):
    pdf = press.bundle(with_text_everywhere(kind, LONG)).letter
    assert LONG in words(pdf).replace(" ", "")
    for line in read(pdf, "pdftotext", "-bbox").splitlines():
        if "<word " in line:
            left, right = (float(line.split(f'{side}="')[1].split('"')[0]) / 72 * 25.4 for side in ("xMin", "xMax"))
            assert left > 29, line
            assert right < 192, line


def test_marks_that_turn_or_hide_text_are_stripped(press):
    content = letter(applicant={"name": "Anam\u202e gnatnirp\u202c \u2067ط\u2069 a\u200bb\x1b[31m\x00", "nik": "1"})
    assert content.applicant.name == "Anam gnatnirp ط ab[31m"
    assert "Anam gnatnirp" in words(press.bundle(bundle(applicant=content.applicant)).letter)


def test_an_arabic_name_is_printed_and_leaves_its_neighbours_in_place(press):
    who = {"name": "محمد علي", "nik": "3529101203850001"}
    text = rows(press.bundle(bundle("keterangan", applicant=who)).letter)
    assert "\nNIK : 3529101203850001\n" in text
    assert "محمد" in text
    assert "علي" in text


def test_line_breaks_are_kept_in_free_text_only(press):
    content = letter("keterangan", body=["satu\r\ndua\u2028tiga"], applicant={"name": "Sahrul\nAnam"})
    assert content.body == ("satu\ndua\ntiga",)
    assert content.applicant.name == "Sahrul Anam"
    lines = read(press.bundle(bundle("keterangan", body=content.body)).letter).splitlines()
    assert [line for line in lines if line in ("satu", "dua", "tiga")] == ["satu", "dua", "tiga"]


def test_a_character_without_a_glyph_is_refused_by_name(press):
    with pytest.raises(LetterUnprintable) as refused:
        press.bundle(bundle(applicant={"name": "Sahrul 😀 Anam"}))
    assert refused.value.code == "letter_unprintable"
    assert "“😀”" in refused.value.detail
    assert press.bundle(bundle()).letter.startswith(b"%PDF")
