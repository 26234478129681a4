"""Every kind of slip, on wide and narrow paper: the same words on screen and on paper, nothing but our commands."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.paper.slips import KINDS
from printer import decode, picture
from printer import escpos as encoder
from printer.clean import clean
from printer.layout import Paper, layout
from printer.logo import REAL_TIME
from printer.paper_html import STYLESHEET, fragment
from printer.rows import Code, End, Line, as_text, from_json, to_json
from printer.slips import LAYOUTS, build
from printer.slips import elements as el
from tests.paper.samples import OFFICE, SAMPLES

PAPERS = [Paper(48, 576), Paper(42, 512), Paper(32, 384), Paper(32, 384, native_qr=False)]
OURS = {"GS v", "ESC @", "ESC t", "ESC E", "ESC a", "GS !", "GS B", "GS ( k", "GS V", "LF", "text"}
ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=60) | st.binary(max_size=40).map(
    lambda b: b.decode("latin-1")
)
SIZE = st.integers(1, 8)
ELEMENTS = st.one_of(
    st.builds(
        el.Text,
        ANY_TEXT,
        align=st.sampled_from(["left", "center", "right"]),
        bold=st.booleans(),
        width=SIZE,
        height=SIZE,
        reverse=st.booleans(),
        fit=st.booleans(),
    ),
    st.builds(el.Pair, ANY_TEXT, ANY_TEXT, st.booleans()),
    st.builds(el.Item, ANY_TEXT, ANY_TEXT),
    st.builds(el.Rule, ANY_TEXT),
    st.builds(el.Mark, st.integers(1, 9), st.booleans()),
    st.builds(el.QR, ANY_TEXT, st.integers(1, 16)),
    st.builds(el.Feed, st.integers(0, 3)),
    st.just(el.Logo(16, 3, b"\xff\x01\x80\x01\x10\x00")),
    st.builds(el.Sign, ANY_TEXT, ANY_TEXT),
    st.builds(el.Box, ANY_TEXT),
)


class Preview(HTMLParser):
    """The words of a preview, one line per row, as a reader of the page has them."""

    def __init__(self, html):
        super().__init__()
        self.lines = []
        self.classes = set()
        self.attributes = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.attributes |= set(found)
        self.classes |= set(found.get("class", "").split())
        if {"paper-line", "paper-code"} & set(found.get("class", "").split()):
            self.lines.append("")

    def handle_data(self, data):
        self.lines[-1] += data


def width_of(row):
    return sum(run.cells for run in row.runs)


def check(rows, payload, paper):
    """What holds for every slip."""
    assert decode.rows(payload) == rows
    assert decode.text(payload) == as_text(rows)
    assert {token.name for token in decode.tokens(payload)} <= OURS
    assert sum(isinstance(row, End) for row in rows) == 1
    assert isinstance(rows[-1], End)
    assert payload.endswith(encoder.FEED_AND_CUT_PARTIAL)
    assert not REAL_TIME.search(payload)
    assert all(width_of(row) <= paper.columns for row in rows if isinstance(row, Line))
    assert from_json(to_json(rows)) == rows
    preview = Preview(fragment(rows, paper))
    shown = [as_text([row]) if isinstance(row, Line) else "" for row in rows[:-1]]
    assert preview.lines == shown
    assert "style" not in preview.attributes


@pytest.mark.parametrize("paper", PAPERS, ids=["48", "42", "32", "32-no-qr"])
@pytest.mark.parametrize("kind", SAMPLES)
def test_every_kind_is_the_same_on_screen_and_on_paper(kind, paper):
    rows = layout(build(kind, SAMPLES[kind], OFFICE), paper)
    check(rows, encoder.encode(rows), paper)


@pytest.mark.parametrize("paper", PAPERS, ids=["48", "42", "32", "32-no-qr"])
def test_a_receipt_leads_home_only_where_the_office_can_be_reached_from_there(paper):
    page = "https://antrean.example.go.id/kiosk/file#0412/1/11/2026.B4TK9XMP"
    for facts in ({}, {"track_url": page}):
        rows = layout(build("receipt", {**SAMPLES["receipt"], **facts}, OFFICE), paper)
        check(rows, encoder.encode(rows), paper)
        codes = [row.data for row in rows if isinstance(row, Code)]
        assert codes == ([page] if facts and paper.native_qr else [])
        said = " ".join(as_text(rows).split())
        assert ("atau telepon (0328) 000000" in said) != bool(facts)
        assert "Cek di kios, menu Cek status berkas" in said


def test_every_kind_has_facts_a_layout_and_a_sample():
    assert set(KINDS) == set(LAYOUTS) == set(SAMPLES)


@settings(max_examples=400, deadline=None)
@given(st.lists(ELEMENTS, max_size=8), st.sampled_from(PAPERS))
def test_random_slips_say_the_same_on_screen_and_on_paper(elements, paper):
    rows = layout(el.Slip("random", (*elements, el.Cut())), paper)
    check(rows, encoder.encode(rows), paper)


@pytest.mark.prove
@settings(max_examples=5000, deadline=None)
@given(st.lists(ELEMENTS, max_size=8), st.sampled_from(PAPERS))
def test_thousands_of_random_slips(elements, paper):
    rows = layout(el.Slip("random", (*elements, el.Cut())), paper)
    check(rows, encoder.encode(rows), paper)


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT)
def test_no_name_speaks_to_the_printer(name):
    facts = {**SAMPLES["receipt"], "applicant": name, "service_name": name}
    payload = encoder.encode(layout(build("receipt", facts, {**OFFICE, "name": name}), Paper()))
    plain = encoder.encode(layout(build("receipt", SAMPLES["receipt"], OFFICE), Paper()))
    kinds = [{token.name for token in decode.tokens(found)} for found in (payload, plain)]
    assert kinds[0] <= kinds[1]


def test_commands_in_a_name_are_gone_and_the_name_is_still_there():
    evil = "Budi\x1b@\x1dV\x00\x10\x04\x01\x1bp\x00\x19\x19\n\x9b31m\u200bSantoso"
    assert clean(evil) == "Budi@Vp 31mSantoso"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("“Sahîh” – l’été…", '"Sahîh" - l\'été...'),
        ("e\u0301", "é"),
        ("Ṣāliḥ", "Salih"),
        ("北京 🙂", "?? ?"),
        ("a\u00a0b\tc", "a b c"),
        ("\u202eabc", "abc"),
    ],
)
def test_text_is_cleaned_kindly(text, printed):
    assert clean(text) == printed


def test_ascii_paper_has_no_high_bytes():
    rows = layout(el.Slip("x", (el.Text("Madhurâ é"), el.Cut())), Paper(codepage="ASCII"))
    assert as_text(rows) == "Madhura e"
    assert all(byte < 0x80 for byte in encoder.encode(rows, codepage="ASCII"))


def test_the_ticket_is_laid_out_as_drawn():
    rows = layout(build("ticket", SAMPLES["ticket"], OFFICE), Paper())
    styles = {run.text: run.style for row in rows if isinstance(row, Line) for run in row.runs}
    assert (styles["B-012"].width, styles["B-012"].height) == (6, 6)
    assert (styles[" 2 "].width, styles[" 2 "].height, styles[" 2 "].reverse) == (3, 4, True)
    assert "Layanan      : Pengantar Kartu Keluarga" in as_text(rows)
    assert "Diambil      : Senin, 23-11-2026 09.41" in as_text(rows)
    assert sum(isinstance(row, Code) for row in rows) == 1


def test_a_copy_and_the_example_office_are_marked_on_every_kind():
    for kind, facts in SAMPLES.items():
        text = as_text(layout(build(kind, facts, {**OFFICE, "training": True}, copy_no=3), Paper(32, 384)))
        assert "SALINAN ke-3" in text
        assert "MODE LATIHAN" in text


def test_a_printer_without_qr_prints_the_address_in_words():
    rows = layout(build("ticket", SAMPLES["ticket"], OFFICE), Paper(48, native_qr=False))
    assert not any(isinstance(row, Code) for row in rows)
    assert SAMPLES["ticket"]["url"].replace("http://", "") in as_text(rows).replace("\n", "").replace(" ", "")


def test_two_sheets_of_the_handover_only_one_with_the_survey():
    first, second = KINDS["handover"].model_validate(SAMPLES["handover"]).sheets()
    texts = [as_text(layout(build("handover", sheet.model_dump(), OFFICE), Paper())) for sheet in (first, second)]
    assert ["K7P2-M4QX" in text for text in texts] == [True, False]
    assert ["arsip" in text for text in texts] == [False, True]


def test_who_does_not_write_gives_a_thumbprint_before_a_witness():
    facts = SAMPLES["handover"]
    receiver = {**facts["receiver"], "thumbprint": True, "witness": "Kepala Dusun"}
    text = as_text(layout(build("handover", {**facts, "receiver": receiver}, OFFICE), Paper()))
    assert "Cap jempol" in text
    assert "Saksi: Kepala Dusun," in text


@pytest.mark.parametrize(("cut", "end"), [("full", b"\x1dVA\x00"), ("partial", b"\x1dVB\x00"), ("none", b"\x1bd\x06")])
def test_the_cut_is_the_printers_own(cut, end):
    rows = layout(build("test", SAMPLES["test"], OFFICE), Paper())
    payload = encoder.encode(rows, cut=cut)
    assert payload.endswith(end)
    assert decode.rows(payload) == rows


def test_every_class_in_a_preview_has_its_look():
    css = STYLESHEET.read_text()
    rows = [row for kind, facts in SAMPLES.items() for row in layout(build(kind, facts, OFFICE), Paper())]
    looks = Preview(fragment(rows, Paper())).classes
    assert not {name for name in looks if f".{name}" not in css} - {"paper-w1", "paper-h1"}


def test_a_slip_can_be_drawn_from_its_bytes():
    payload = encoder.encode(layout(build("ticket", SAMPLES["ticket"], OFFICE), Paper()))
    drawn = picture.draw(payload)
    assert drawn.size[0] == 576 + 2 * picture.MARGIN
    assert drawn.getextrema() == (0, 255)


def test_importing_the_encoder_leaves_no_trace(tmp_path):
    import subprocess
    import sys

    code = "import logging, printer.escpos; print(len(logging.getLogger().handlers))"
    ran = subprocess.run(
        [sys.executable, "-c", code], env={"TMPDIR": str(tmp_path), "PYTHONPATH": "."}, capture_output=True, text=True
    )
    assert ran.stdout == "0\n", ran.stderr
    assert list(tmp_path.iterdir()) == []
