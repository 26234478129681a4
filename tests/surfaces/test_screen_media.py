"""Pictures and videos of the TV: what is taken, kept, ordered and handed out; and how they stand back for a call."""

import contextlib
import io
import struct

import pytest
import yaml
from playwright.sync_api import expect

from office.configuration import exchange
from office.hall import tickets
from office.office import SYSTEM, Actor, Seat
from office.records import parts
from office.views import hall_board
from printer.attachments import screen_media, videos
from server import limits
from tests import films, pictures
from tests.conftest import wait_for
from tests.surfaces.page_forms import OFFICERS
from tests.surfaces.test_backoffice_browser import AXE, FAULTS
from tests.surfaces.test_settings_pages import BASE, fill, words

LOKET = Actor("officer", OFFICERS["loket1"], "Loket 1", (Seat("loket", 1),))
LEVELS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def admin(client, office):
    from office.office import ANYONE
    from office.people import sessions

    entered = office.do(sessions.enter, by=ANYONE, officer_id=OFFICERS["supervisor"])
    client.set_cookie("pendopo_session", entered["cookie"])
    return client


@pytest.fixture
def tv(browser, small_hall):
    """The hall's own TV, which speaks."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, base_url=small_hall.url)
    assert context.request.post("/floor-plan/tv").ok
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))
    page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
    yield page
    context.close()


def upload(client, data, name="Pasar.jpg"):
    return fill(client, "/screen", "/screen/media", file=(io.BytesIO(data), name))


def alone(client, **fields):
    """Pictures and videos take all the turns."""
    return fill(client, "/screen", "/settings/screen", **{f"sheets.{n}.on": None for n in range(1, 5)}, **fields)


def kept(office):
    return office.see(lambda read: parts.read(read.session, "screen"))


def board(office):
    return office.see(hall_board.build)["media"]


def test_a_picture_and_a_video_are_taken_ordered_and_shown(admin, office):
    assert upload(admin, pictures.jpeg(turned=True)).status_code == 303
    assert upload(admin, films.H264, "Sambutan Camat.mp4").status_code == 303
    assert [(row["name"], row["kind"]) for row in kept(office)["media"]] == [
        ("Pasar", "picture"), ("Sambutan Camat", "video")]  # fmt: skip
    fill(admin, "/screen", "/screen", **{"media.0.order": "2", "media.1.order": "1", "media.0.seconds": "30"})
    assert [item["kind"] for item in board(office)["items"]] == ["video", "picture"]
    assert board(office)["items"][1]["seconds"] == 30 and board(office)["sound"] is False
    fill(admin, "/screen", "/screen", **{"media.0.on": None, "sound": "1"})
    assert ([item["kind"] for item in board(office)["items"]], board(office)["sound"]) == (["picture"], True)
    told = words(admin.get(f"{BASE}/history").text)
    assert "Layar TV" in told and "Sambutan Camat · Tampil" in told and "Video bersuara" in told


def test_what_is_kept_of_a_picture_says_nothing_of_its_maker(admin, office):
    upload(admin, pictures.jpeg())
    url = board(office)["items"][0]["url"]
    shown = admin.get(url)
    assert shown.mimetype == "image/jpeg" and pictures.WITH_PLACE.encode() not in shown.data
    assert "immutable" in shown.headers["Cache-Control"] and shown.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("asked", "status", "told"), [
    ("bytes=0-", 206, slice(0, None)), ("bytes=10-19", 206, slice(10, 20)), ("bytes=-5", 206, slice(-5, None)),
    ("bytes=999999-", 416, None), ("", 200, slice(0, None)),
])  # fmt: skip
def test_a_video_is_handed_out_in_parts(admin, office, asked, status, told):
    upload(admin, films.H264, "a.mp4")
    url = board(office)["items"][0]["url"]
    answer = admin.get(url, headers={"Range": asked} if asked else {})
    assert answer.status_code == status
    if told is not None:
        assert answer.data == films.H264[told] and answer.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("url", ["x.mp4", f"{'0' * 64}.mp4", "..%2foffice.key", f"{'0' * 64}.key"])
def test_nothing_else_is_handed_out(admin, url):
    assert admin.get(f"/display/media/{url}").status_code == 404


@pytest.mark.parametrize(("data", "said"), [
    (b"", "Pilih gambar"), (b"GIF89a....", "JPEG atau PNG, atau video MP4"), (pictures.PDF, "JPEG atau PNG"),
    (films.H265, "H.264"), (films.H264[:-40], "rusak"), (films.box(b"ftyp", b"qt  \0\0\0\0qt  "), "rusak"),
    (pictures.jpeg()[:200], "rusak"), (films.box(b"ftyp", b"isom") + b"\0\0\0\4moov", "rusak"),
])  # fmt: skip
def test_what_a_tv_cannot_show_is_refused_in_words(admin, office, data, said):
    before, answer = kept(office), upload(admin, data, "x.mp4" if data else "")
    assert answer.status_code == 409 and said in answer.text
    assert kept(office) == before


def test_a_long_video_lets_the_others_run_while_it_comes(admin, monkeypatch):
    """Each piece that is read and each that is kept gives way: the server's one thread serves the hall too."""
    gave_way = []
    for module in (limits, screen_media):
        monkeypatch.setattr(module.time, "sleep", gave_way.append)
    film = films.H264 + films.box(b"free", bytes(3 * 1024 * 1024))
    assert upload(admin, film, "a.mp4").status_code == 303
    assert len(gave_way) > 40


def test_the_same_one_is_not_there_twice_and_names_differ(admin, office):
    upload(admin, pictures.jpeg("#111"))
    assert "sudah ada di daftar" in upload(admin, pictures.jpeg("#111")).text
    upload(admin, pictures.jpeg("#999"))
    assert [row["name"] for row in kept(office)["media"]] == ["Pasar", "Pasar (2)"]


def test_at_most_twenty_and_one_may_go(admin, office):
    for n in range(20):
        upload(admin, pictures.jpeg(f"#{n:03}", (40, 30)))
    assert "Hapus satu dari daftar dahulu" in upload(admin, pictures.jpeg("#fff")).text
    gone = kept(office)["media"][3]
    assert fill(admin, "/screen", "/settings/screen", drop=gone["file"]).status_code == 303
    assert len(kept(office)["media"]) == 19 and gone not in kept(office)["media"]


def test_the_office_s_yaml_carries_order_and_seconds_but_no_files(admin, office):
    upload(admin, pictures.jpeg())
    text = office.see(exchange.export)
    whole = yaml.safe_load(text)
    (row,) = whole["settings"]["screen"]["media"]
    assert (row["name"], row["seconds"], row["on"]) == ("Pasar", 12, True)
    row["seconds"], row["name"] = 45, "Pasar Ambunten"
    office.do(exchange.take_over, by=SYSTEM, text=yaml.safe_dump(whole))
    assert (board(office)["items"][0]["seconds"], kept(office)["media"][0]["name"]) == (45, "Pasar Ambunten")
    row["file"] = "../../office.key"
    with pytest.raises(Exception, match="Baris"):
        office.do(exchange.take_over, by=SYSTEM, text=yaml.safe_dump(whole))


def _film(entry):
    table = films.box(b"stsd", struct.pack(">II", 0, 1) + entry)
    handler = films.box(b"hdlr", b"\0" * 8 + b"vide" + b"\0" * 12)
    media = films.box(b"mdia", handler + films.box(b"minf", films.box(b"stbl", table)))
    return (films.box(b"ftyp", b"isom\0\0\0\0mp42") + films.box(b"moov", films.box(b"trak", media))
            + films.box(b"mdat", b"\0" * 8))  # fmt: skip


@pytest.mark.parametrize(("name", "size", "wrong"), [
    (b"avc1", (1920, 1080), ""), (b"avc1", (3840, 2160), "large"), (b"hev1", (640, 360), "codec"),
    (b"av01", (640, 360), "codec"), (b"avc1", (0, 0), "large"),
])  # fmt: skip
def test_a_film_is_judged_by_its_own_tables(name, size, wrong):
    entry = films.box(name, b"\0" * 24 + struct.pack(">HH", *size) + b"\0" * 50)
    film = _film(entry)
    if not wrong:
        videos.check(io.BytesIO(film), len(film))
        return
    with pytest.raises(videos.BadVideo, match=wrong):
        videos.check(io.BytesIO(film), len(film))


@pytest.mark.parametrize("cut", range(0, len(films.H264), 97))
def test_a_cut_or_spoilt_film_never_crashes_the_look(cut):
    for film in (films.H264[:cut], films.H264[:cut] + b"\xff" * 8 + films.H264[cut + 8 :]):
        with contextlib.suppress(videos.BadVideo):
            videos.check(io.BytesIO(film), len(film))


@pytest.mark.browser
def test_a_video_plays_and_a_call_covers_it_at_once(tv, admin, office, clock):
    upload(admin, films.H264, "a.mp4")
    alone(admin)
    tv.goto("/display/")
    media, video = tv.locator("#media"), tv.locator("#media video")
    expect(media).to_be_visible()
    expect(video).to_have_js_property("muted", True)
    wait_for(lambda: video.evaluate("one => one.currentTime > 0.2"), what="the video to run")
    expect(tv.locator("#notice-label")).to_be_visible()
    office.do(tickets.issue, by=SYSTEM_KIOSK, loket=1)
    office.do(tickets.call_next, by=LOKET, loket=1)
    expect(tv.locator("#field")).to_have_attribute("data-mode", "call")
    expect(media).to_be_hidden()
    expect(tv.locator("#field-number")).to_have_text("A-001")
    clock.forward(seconds=21)  # it is no news any more
    expect(media).to_be_visible()
    expect(tv.locator("#field-number")).to_be_visible()
    tv.evaluate(AXE.read_text("utf-8"))
    assert tv.evaluate(FAULTS, LEVELS) == []
    assert tv.faults == []


@pytest.mark.browser
def test_a_video_with_sound_is_ducked_while_somebody_speaks(sit, admin, office):
    upload(admin, films.H264, "a.mp4")
    alone(admin, sound="1")
    tv = sit("supervisor", "/display/", {"width": 1920, "height": 1080})
    video = tv.locator("#media video")
    expect(video).to_have_js_property("muted", False)
    speaking = "on => document.dispatchEvent(new CustomEvent('speaking', { detail: on }))"
    tv.evaluate(speaking, True)
    wait_for(lambda: abs(video.evaluate("one => one.volume") - 0.15) < 0.001, what="a quiet video")
    expect(tv.locator("#media")).to_be_hidden()
    tv.evaluate(speaking, False)
    wait_for(lambda: video.evaluate("one => one.volume") == 1, what="the video as it was")


@pytest.mark.browser
def test_what_cannot_be_shown_is_passed_over(sit, admin, office):
    upload(admin, pictures.jpeg("#1a6348"), "a.jpg")
    upload(admin, pictures.jpeg("#8a1820"), "b.jpg")
    first, second = board(office)["items"]
    doc = kept(office)
    doc["media"][0]["file"] = "0" * 64
    from office.configuration import changes

    office.do(changes.change, by=SYSTEM, part="screen", seen=parts.fingerprint(kept(office)), document=doc)
    alone(admin)
    tv = sit("supervisor", "/display/", {"width": 1920, "height": 1080})
    expect(tv.locator("#media img")).to_have_attribute("src", second["url"])
    expect(tv.locator("#media")).to_be_visible()
    assert first["url"] != second["url"]


SYSTEM_KIOSK = Actor("token", 1, "kios", (Seat("kiosk"),))
