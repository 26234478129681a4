"""How much of a roll is left, and the emblem that stands on every slip."""

import io

import pytest
from PIL import Image, ImageDraw

from office.errors import Invalid
from office.paper import emblem, leases, print_room, printers, rolls, spool
from office.records.tables import SettingsRow
from printer import escpos as encoder
from printer import logo, picture
from printer.layout import Paper, layout
from printer.paper_html import fragment
from printer.rows import Picture, from_json, to_json
from printer.slips import build
from tests.paper.samples import SAMPLES
from tests.paper.telephone import ADMIN, AGENT, LOKET_1
from tests.paper.test_spool import PAYLOAD, ROOM, say, ticket


@pytest.fixture
def place(add_printer):
    return add_printer("tcp://127.0.0.1:9100")


def printed(office, number, millimetres=100, state="printed"):
    job = ticket(office, number)
    office.do(leases.lease_jobs, by=AGENT, worker=ROOM)
    about = {"job": job["job"], "worker": ROOM, "payload_b64": PAYLOAD, "laid_out": [], "millimetres": millimetres}
    office.do(leases.mark_sending, by=AGENT, **about)
    say(office, job, state)
    return job


def shown(office):
    return office.see(print_room.overview)["printers"][0]


def test_paper_is_counted_since_the_roll_was_changed(office, place):
    assert office.do(rolls.new_roll, by=LOKET_1, printer=place["id"], metres=4)["tickets"] == 33
    printed(office, "A-001")
    printed(office, "A-002", state="needs_attention")
    assert shown(office)["roll"]["used_m"] == 0.2
    assert office.do(rolls.new_roll, by=LOKET_1, printer=place["id"])["used_m"] == 0


def test_paper_that_did_not_leave_and_doubts_that_end_are_not_counted_twice(office, place):
    office.do(rolls.new_roll, by=ADMIN, printer=place["id"])
    job = printed(office, "A-001", state="needs_attention")
    office.do(spool.resolve, by=LOKET_1, job=job["job"], came_out=True)
    printed(office, "A-002", state="queued")
    assert shown(office)["roll"]["used_m"] == 0.1


def test_about_thirty_tickets_before_the_end_people_are_told(office, place):
    office.do(rolls.new_roll, by=ADMIN, printer=place["id"], metres=4)
    office.do(printers.report_state, by=AGENT, printer=place["id"], state="ready", reason="siap")
    for number in range(9):
        printed(office, f"A-{number:03}")
    assert not shown(office)["roll"]["low"]
    printed(office, "A-010")
    now = shown(office)
    assert now["roll"]["low"] and now["roll"]["tickets"] == 30
    assert "sekitar 30 karcis" in now["words"]


def test_nobody_is_warned_of_a_roll_that_nobody_reported(office, place):
    printed(office, "A-001", millimetres=5000)
    assert not shown(office)["roll"]["low"]


@pytest.mark.parametrize("metres", [0, 2, 201])
def test_a_roll_of_a_length_that_no_roll_has_is_refused(office, place, metres):
    with pytest.raises(Invalid, match="meter"):
        office.do(rolls.new_roll, by=ADMIN, printer=place["id"], metres=metres)


def drawing(size=(300, 200), kind="PNG"):
    made, out = Image.new("RGBA", size, (0, 0, 0, 0)), io.BytesIO()
    ImageDraw.Draw(made).ellipse((10, 10, size[0] - 10, size[1] - 10), fill=(0, 0, 0, 255))
    made.convert("RGB" if kind == "JPEG" else "RGBA").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("paper", [Paper(), Paper(32, 384)])
def test_the_emblem_stands_on_every_slip_and_on_the_screen(office, paper):
    with office.database.write() as session:
        session.add(SettingsRow(id=1, version=1, document={}))
    office.do(emblem.set_logo, by=ADMIN, logo=logo.from_file(drawing()).model_dump())
    facts = office.see(leases.office_facts)
    rows = layout(build("ticket", SAMPLES["ticket"], facts.model_dump()), paper)
    assert isinstance(rows[0], Picture)
    assert rows[0].width <= 256 and rows[0].height <= 120
    assert from_json(to_json(rows)) == rows
    assert 'src="data:image/png;base64,' in fragment(rows, paper)
    drawn = picture.draw(encoder.encode(rows), paper.dots)
    middle = drawn.getpixel((drawn.width // 2, picture.MARGIN + rows[0].height // 2))
    assert middle == 0, "the middle of the emblem is black on paper"
    office.do(emblem.set_logo, by=ADMIN, logo=None)
    assert office.see(leases.office_facts).logo is None


def test_a_picture_whose_bytes_are_a_printers_command_is_moved():
    """Columns that spell 10 04 at the left edge; a dot further they spell something else."""
    hit = Image.new("1", (64, 32), 1)
    for row in range(32):
        for column in (3, 13):
            hit.putpixel((column, row), 0)
    out = io.BytesIO()
    hit.save(out, "PNG")
    assert not logo.harmless(bytes([0x10, 0x04]))
    made = logo.from_file(out.getvalue())
    assert logo.harmless(made.raster())
    assert made.width > 64


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", drawing()[:60], Image.new("L", (40, 40), 255).tobytes()],
    ids=["empty", "gif", "half", "raw"],
)
def test_what_is_no_picture_is_refused_in_words(data):
    with pytest.raises(Invalid):
        logo.from_file(data)


def test_an_empty_picture_is_refused_and_a_tiny_one_is_taken():
    out = io.BytesIO()
    Image.new("L", (200, 100), 255).save(out, "PNG")
    with pytest.raises(Invalid, match="kosong"):
        logo.from_file(out.getvalue())
    assert logo.from_file(drawing((24, 24), "JPEG")).height >= 8
