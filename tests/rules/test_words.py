"""Words: numbers, dates, masks, clean text, and one phrase per key."""

import re
import string
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office import words
from office.procedure import ACT_TITLES, STAGE_TITLES
from office.words import dates, masks, numerals
from office.words.clean import clean, clean_digits
from tests.rules.places import at, rows


@pytest.mark.parametrize("row", rows("spoken_numbers.csv"), ids=lambda row: row["digits_3"])
def test_spoken_numbers(row):
    n = int(row["n"])
    assert f"{n:03d}" == row["digits_3"]
    assert numerals.spoken_digits(n) == row["spoken_digits"]
    assert numerals.spoken_cardinal(n) == row["spoken_cardinal"]


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "nol"), (11, "sebelas"), (100, "seratus"), (1000, "seribu"), (1100, "seribu seratus"),
        (2026, "dua ribu dua puluh enam"), (11_000, "sebelas ribu"), (100_000, "seratus ribu"),
        (101_101, "seratus satu ribu seratus satu"), (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (1_250_000, "satu juta dua ratus lima puluh ribu"), (10**9, "satu miliar"),
        (10**12, "satu triliun"), (10**15, "seribu triliun"),
        (111_000_111, "seratus sebelas juta seratus sebelas"),
    ],
)  # fmt: skip
def test_terbilang(n, said):
    assert numerals.terbilang(n) == said


@pytest.mark.parametrize("n", [-1, 10**15 + 1])
def test_terbilang_ends_somewhere(n):
    with pytest.raises(ValueError, match="terbilang"):
        numerals.terbilang(n)


VALUES = {word: value for value, word in enumerate(numerals.DIGITS)} | {"sepuluh": 10, "sebelas": 11}
SCALES = {"ribu": 1000, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def read_back(said):
    """The number that Indonesian words say, read the other way round."""
    total = group = last = 0
    for word in said.split():
        if word == "seribu":
            total, group, last = total + (group + 1) * 1000, 0, 0
        elif word in SCALES:
            total, group, last = total + group * SCALES[word], 0, 0
        elif word == "seratus":
            group, last = group + 100, 0
        elif word in ("belas", "puluh", "ratus"):
            group += {"belas": 10, "puluh": last * 9, "ratus": last * 99}[word]
            last = 0
        else:
            last = VALUES[word]
            group += last
    return total + group


@given(st.integers(0, 10**15 - 1))
def test_terbilang_says_the_number(n):
    assert read_back(numerals.terbilang(n)) == n


@pytest.mark.parametrize(
    ("number", "loket", "options", "said"),
    [
        ("A-007", 1, {}, "Nomor antrean A nol nol tujuh, silakan menuju loket satu"),
        ("B-012", 2, {}, "Nomor antrean B nol satu dua, silakan menuju loket dua"),
        ("P-003", 2, {"priority": True}, "Nomor antrean prioritas P nol nol tiga, silakan menuju loket dua"),
        ("A-012", 11, {"cardinal": True}, "Nomor antrean A dua belas, silakan menuju loket sebelas"),
        ("A-1000", 1, {}, "Nomor antrean A satu nol nol nol, silakan menuju loket satu"),
    ],
)
def test_the_call(number, loket, options, said):
    assert numerals.call_sentence(number, loket, **options) == said


@pytest.mark.parametrize("wrong", ["Sitti Aminah", "A-", "007", "AB-007", "A-007; B-008"])
def test_only_a_ticket_number_is_ever_called(wrong):
    with pytest.raises(ValueError, match="not a ticket number"):
        numerals.call_sentence(wrong, 1)


def test_money_and_decimals():
    assert [numerals.rupiah(n) for n in (0, 500, 1_250_000, -60_250)] == [
        "Rp0",
        "Rp500",
        "Rp1.250.000",
        "-Rp60.250",
    ]
    assert numerals.rupiah_words(60_250) == "Enam puluh ribu dua ratus lima puluh rupiah"
    assert numerals.decimal_text(Decimal("86.625"), 2) == "86,63"
    assert numerals.decimal_text(Decimal("1250.5")) == "1.250,5"
    assert numerals.decimal_text(Decimal("87.5"), 2) == "87,50"


NOW = at("2026-11-23T09:41")


def test_dates_and_times():
    assert dates.clock_text(NOW) == dates.clock_text(time(9, 41)) == "09.41"
    assert dates.date_text(NOW) == dates.date_text(NOW.date()) == "Senin, 23 November 2026"
    assert dates.moment_text(NOW) == "Senin, 23 November 2026, 09.41"
    assert dates.slip_moment(NOW) == "23-11-2026 09.41"
    assert dates.short_date(NOW) == "23 Nov"
    assert dates.time_range(time(19), time(23)) == "19.00–23.00"


def test_every_day_and_month_has_its_name():
    week = [dates.date_text(date(2026, 11, 23) + timedelta(days=n)).split(",")[0] for n in range(7)]
    assert week == ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
    assert dates.plain_date(date(2026, 8, 17)) == "17 Agustus 2026"
    assert len({dates.plain_date(date(2026, month, 1)) for month in range(1, 13)}) == 12


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 23), "hari ini"),
        (date(2026, 11, 24), "besok"),
        (date(2026, 11, 22), "kemarin"),
        (date(2026, 11, 26), "Kamis, 26 November 2026"),
    ],
)
def test_days_as_people_name_them(day, said):
    assert dates.day_text(day, NOW) == said


def test_a_deadline_seen_from_now():
    assert dates.due_text(at("2026-11-23T16:00"), NOW) == "hari ini, 16.00"
    assert dates.due_text(at("2026-11-24T07:00"), at("2026-11-23T23:00")) == "besok, 07.00"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-11-28", "2026-11-28", "28 November 2026"),
        ("2026-11-28", "2026-11-30", "28–30 November 2026"),
        ("2026-11-28", "2026-12-02", "28 November – 2 Desember 2026"),
        ("2026-12-31", "2027-01-02", "31 Desember 2026 – 2 Januari 2027"),
    ],
)
def test_date_ranges(first, last, said):
    assert dates.date_range(date.fromisoformat(first), date.fromisoformat(last)) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (319, "Sisa 5 jam kerja"), (180, "Sisa 3 jam kerja"), (179, "Sisa 2 jam 59 menit"),
        (160, "Sisa 2 jam 40 menit"), (60, "Sisa 1 jam"), (5, "Sisa 5 menit"), (0, "Sisa 0 menit"),
        (-65, "Terlambat 1 jam 5 menit"),
    ],
)  # fmt: skip
def test_what_is_left(minutes, said):
    assert dates.remaining_text(timedelta(minutes=minutes)) == said


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_way_of_writing_a_date_reads_the_same(day):
    ways = [
        day.isoformat(),
        dates.slip_date(day),
        f"{day:%d/%m/%Y}",
        dates.plain_date(day),
        dates.date_text(day),
    ]
    assert {dates.parse_date(way) for way in ways} == {day}


@pytest.mark.parametrize("wrong", ["", "32-01-2026", "11-23-2026", "23 Nop 2026", "hari ini"])
def test_what_is_no_date(wrong):
    with pytest.raises(ValueError):
        dates.parse_date(wrong)


def test_times_as_people_type_them():
    typed = ("19.00", "19:00", "19:00:30", "pukul 19.00", "19.00 WIB")
    assert {dates.parse_time(way) for way in typed} == {time(19)}
    for wrong in ("24.00", "19", "jam tujuh", "19.60"):
        with pytest.raises(ValueError):
            dates.parse_time(wrong)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Sitti Aminah", "S*** A***"),
        ("Sahrul", "S***"),
        ("moh. ali fikri", "A*** F***"),
        ("Muhammad Nur Ali Rahman", "M*** R***"),
        ("H. Abdul Karim, S.Pd., M.Si.", "A*** K***"),
        ("Drs. Ec. Budi Santoso", "B*** S***"),
        ("Hj. Maryam", "M***"),
        ("  sri   wahyuni ", "S*** W***"),
        ("Ya'qub", "Y***"),
        ("M.", "M***"),
        ("", "***"),
        ("123", "***"),
    ],
)
def test_masked_names(name, seen):
    assert masks.mask_name(name) == seen


@given(st.text(alphabet=string.ascii_letters + " .,'", max_size=60))
def test_a_masked_name_never_tells_more_than_two_letters(name):
    seen = masks.mask_name(name)
    assert re.fullmatch(r"\*{3}|[A-Z]\*{3}( [A-Z]\*{3})?", seen)


def test_masked_numbers():
    assert masks.mask_nik_slip("3529010101900021") == "3529 **** **** 0021"
    assert masks.mask_nik_register("3529010101900021") == "352901********21"
    assert masks.mask_phone("0812-3456-4471") == "0812 **** 4471"


@pytest.mark.parametrize("wrong", ["", "352901010190002", "35290101019000211", "3529 0101 0190 0021", "\u0663" * 16])
def test_what_is_no_nik_is_all_stars(wrong):
    assert set(masks.mask_nik_slip(wrong)) == {"*", " "}
    assert masks.mask_nik_register(wrong) == "*" * 16
    assert masks.mask_phone("12345") == "****"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Sitti  Aminah ", "Sitti Aminah"),
        ("Sitti\x1b@\x1dV0Aminah", "Sitti@V0Aminah"),  # a printer's reset and cut
        ("A\x00\x07\x7f\x80\x9bB", "AB"),
        ("Dusun\tPasar\nRT 02", "Dusun Pasar RT 02"),
        ("\u202egnp.exe\u2066x\u200b", "gnp.exex"),  # bidi overrides, zero width
        ("Mad\u0075\u0302\u0300ra", "Madû̀ra"),
        ("cafe\u0301", "café"),
        ("a\u00a0\u3000b", "a b"),
        ("\ud800x\ue000", "x"),  # half a surrogate, private use
        ("", ""),
    ],
)
def test_clean_text(typed, kept):
    assert clean(typed) == unicodedata.normalize("NFC", kept)


def test_clean_lines_keep_their_breaks_only():
    typed = "  satu \r\n\x1b dua\u2028tiga\x0bempat\n\n\n\n lima\t"
    assert clean(typed, lines=True) == "satu\ndua\ntiga\nempat\n\nlima"


def test_clean_text_has_an_end():
    assert clean("a" * 300) == "a" * 200
    assert clean("ab cd", limit=3) == "ab"


def test_clean_digits():
    assert clean_digits("3529 0101-0190.0021") == "3529010101900021"
    assert clean_digits("\u0663\u0665abc12") == "12"


@given(st.text(max_size=80), st.booleans())
def test_clean_text_holds_no_control_character_and_cleaning_twice_changes_nothing(typed, lines):
    kept = clean(typed, lines=lines)
    allowed = {"\n"} if lines else set()
    assert all(unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co") or char in allowed for char in kept)
    assert clean(kept, lines=lines) == kept


ID, EN, MAD = (words.phrases(lang) for lang in ("id", "en", "mad"))


def names(phrase):
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None}


@pytest.mark.parametrize("lang", ["en", "mad"])
def test_a_language_adds_no_keys_and_no_values(lang):
    for key, phrase in words.phrases(lang).items():
        assert key in ID
        assert names(phrase) <= names(ID[key]), key


def test_english_knows_everything_that_a_resident_sees():
    seen = (
        "kiosk.",
        "ticket.",
        "phone.",
        "status.",
        "survey.",
        "common.",
        "ring.",
        "stage.",
        "priority.",
        "purpose.",
    )
    assert {key for key in ID if key.startswith(seen)} - set(EN) == set()


def test_a_missing_phrase_is_said_in_indonesian():
    assert words.text("kiosk.track_file", "mad") == "Cek status berkas"
    assert words.text("kiosk.welcome", "mad") == MAD["kiosk.welcome"] != ID["kiosk.welcome"]
    assert words.text("act.paraf", "en") == "Paraf"
    assert words.text("common.yes", "xx") == "Ya"


def test_values_fill_a_phrase_and_are_never_read_as_one():
    assert words.text("hours.open_until", time="15.00") == "Buka sampai 15.00"
    assert words.text("kiosk.requirements_of", service="{n} {0.__class__}") == "Syarat {n} {0.__class__}"


def test_an_unknown_key_or_a_missing_value_is_a_defect():
    for wrong in (lambda: words.text("kiosk.nothing"), lambda: words.text("hours.open_until")):
        with pytest.raises(KeyError):
            wrong()
    with pytest.raises(KeyError):
        words.phrases("../id")


def test_madurese_is_off_until_the_office_switches_it_on():
    assert words.offered() == ("id", "en")
    assert words.offered(madurese=True) == ("id", "en", "mad")


def test_stages_and_acts_are_called_as_in_the_procedure():
    assert {stage: words.stage_name(stage) for stage in STAGE_TITLES} == STAGE_TITLES
    assert {act: words.act_name(act) for act in ACT_TITLES} == ACT_TITLES


@pytest.mark.parametrize("phrase", sorted(set(ID.values())))
def test_indonesian_is_spelt_as_the_dictionary_does(phrase):
    wrong = re.compile(r"\b(antrian|silahkan|merubah|resiko|ijin|kwitansi|kuisioner|jum'at|sholat|di pakai)\b", re.I)
    assert not wrong.search(phrase)
    assert not re.search(r"\d:\d\d", phrase), "24-hour time is written 09.41"


def test_a_moment_before_utc_midnight_keeps_its_office_day():
    assert dates.day_text(datetime(2026, 11, 24, 0, 5), datetime(2026, 11, 23, 23, 55)) == "besok"
