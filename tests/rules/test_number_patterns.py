"""Patterns of numbers: what is refused, with which words, and that no accepted one writes a number twice."""

import itertools

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from office.files import number_patterns as patterns
from office.files.number_patterns import HANDOVER, LETTER, REGISTRATION, Inserted

GOOD = {
    LETTER: ("{kode}/{urut:03}/{unit}/{tahun}", "{kode}/{urut}/{unit}/{bulan_romawi}/{tahun}", "{urut:04}/{tahun}",
             "{kode}/{urut:04}/433.114/{bulan:02}/{tahun}", "B-{urut}/{kode} ({tahun})"),
    REGISTRATION: ("{urut:04}/{loket}/{bulan:02}/{tahun}", "{tahun}-{urut}"),
    HANDOVER: ("{urut:04}/{tahun}",),
}  # fmt: skip
BAD = (
    (LETTER, "{kode}/{unit}/{tahun}", "harus memuat {urut}"), (LETTER, "{urut}/{kode}", "harus memuat {tahun}"),
    (LETTER, "{urut}/{tahun", "kurawal"), (LETTER, "{urut}/{nama}/{tahun}", "{nama} tidak dikenal"),
    (LETTER, "{urut.__class__}/{tahun}", "tidak dikenal"), (LETTER, "{urut!r}/{tahun}", "Bentuk isian"),
    (LETTER, "{urut:>99}/{tahun}", "Bentuk isian"), (LETTER, "{kode:04}/{urut}/{tahun}", "Bentuk isian"),
    (LETTER, "{urut}/{urut}/{tahun}", "dua kali"), (LETTER, "{kode}{urut}/{tahun}", "pemisah"),
    (LETTER, "{kode}1{urut}/{tahun}", "pemisah"), (LETTER, "{urut}/{tahun}<b>", "hanya huruf"),
    (LETTER, "{}/{urut}/{tahun}", "tidak dikenal"), (LETTER, "{urut}/{tahun} ", "spasi"),
    (LETTER, "{urut}/" + "x" * 90 + "/{tahun}", "terlalu panjang"),
    (LETTER, "{urut}/" + "x" * 60 + "/{tahun}", "huruf"),
    (REGISTRATION, "{kode}/{urut}/{tahun}", "tidak dikenal"), (HANDOVER, "{urut}/{bulan}/{tahun}", "tidak dikenal"),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "pattern"), [(kind, one) for kind, many in GOOD.items() for one in many])
def test_usual_patterns_may_be_used(kind, pattern):
    assert patterns.fault(kind, pattern) == ""


@pytest.mark.parametrize(("kind", "pattern", "said"), BAD)
def test_what_would_go_wrong_is_said_before(kind, pattern, said):
    assert said in patterns.fault(kind, pattern)


def test_books_of_their_own_need_their_code():
    assert "{kode}" in patterns.fault(LETTER, "{urut}/{tahun}", one_book=False)
    assert patterns.fault(LETTER, "{kode}/{urut}/{tahun}", one_book=False) == ""


@pytest.mark.parametrize(("unit", "good"), [("435.404", True), ("A1-2", True), ("", False), ("4 5", False),
                                            ("{urut}", False), ("/1", False), ("x" * 40, False)])  # fmt: skip
def test_unit_codes(unit, good):
    assert (patterns.unit_fault(unit) == "") is good


def test_a_sisipan_is_written_behind_its_number():
    written = "{kode}/{urut:03}/{tahun}".format(kode="470", urut=Inserted(45, "a"), tahun=2026)
    assert written == "470/045.a/2026"


MORE = ["{kode}", "{unit}", "{bulan:02}", "{bulan_romawi}"]
ORDERS = st.sets(st.sampled_from(MORE)).flatmap(lambda more: st.permutations(["{urut}", "{tahun}", *sorted(more)]))
SEPARATORS = st.lists(st.sampled_from(["/", "/", ".", "-", " ", "(", "1", "x", ""]), min_size=6, max_size=6)
CODES, YEARS = ("470", "470.1", "500.16.7.4", "500.16.7"), (2026, 2027)


@settings(max_examples=300, deadline=None)
@given(ORDERS, SEPARATORS, st.booleans())
def test_no_accepted_pattern_writes_a_number_twice(fields, between, one_book):
    pattern = "".join(itertools.chain.from_iterable(zip(fields, between, strict=False))).strip(" ")
    assume(patterns.fault(LETTER, pattern, one_book=one_book) == "")
    places = [*range(1, 40), 111, 470, 1000, Inserted(1, "a"), Inserted(11, "a"), Inserted(11, "b")]
    written = {}
    for year, code, urut in itertools.product(YEARS, CODES, places):
        number = pattern.format(urut=urut, kode=code, unit="435.404", tahun=year, **patterns.month(11))
        # with one book for all, the code is not what tells two numbers apart
        place = (year, urut) if one_book else (year, code, urut)
        assert written.setdefault(number, place) == place
