"""Browser files: what the map names is served, and nothing else of node_modules."""

import re
from pathlib import Path

import pytest

from server import assets
from server.setup import icons
from server.setup.steps import Missing
from tests.house.places import ROOT, files, short

NAMES = [*assets.SERVED, "icons"]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_has_its_file_under_a_url_that_may_be_kept_for_ever(name):
    url = assets.url_of(name)
    assert url.split("/")[:4] == ["", "assets", name, assets.version_of(name)]
    answer = assets.find(url.removeprefix("/assets/"))
    assert answer and answer.path.is_file() and answer.immutable


@pytest.mark.parametrize("font", assets.FONTS)
def test_a_style_sheet_may_ask_for_a_font_without_its_version(font):
    answer = assets.find(font)
    assert answer and not answer.immutable
    assert answer.path.read_bytes()[:4] == b"wOF2"


@pytest.mark.parametrize(
    "below",
    [
        "",
        "htmx",
        "htmx/4.0.1",
        "htmx/0.0.0/htmx.min.js",
        "htmx/4.0.1/htmx.js",
        "htmx/4.0.1/../package.json",
        "htmx.org/4.0.1/package.json",
        "font/nothing.woff2",
        "../package.json",
        "lucide-static/1.62.0/icons/printer.svg",
        "icons/00000000/sprite.svg",
    ],
)
def test_everything_else_is_invisible(below):
    assert assets.find(below) is None


def test_the_socket_client_is_a_module_that_exports_io():
    script = assets.path_of("socket.io").read_text(encoding="utf-8")
    assert re.search(r"export\{[^}]*\bas io\b", script)


def test_every_font_that_a_style_sheet_names_is_served():
    for sheet in (path for path in files(ROOT / "server" / "look") if path.suffix == ".css"):
        for url in re.findall(r"url\(\"?/assets/([^)\"]+)", sheet.read_text(encoding="utf-8")):
            assert assets.find(url), f"{short(sheet)}: /assets/{url} is not in server/assets.py"


def test_every_icon_that_a_page_asks_for_is_in_the_sprite():
    asked = {
        name: short(path)
        for path in files()
        if path.suffix in {".html", ".py"} and not short(path).startswith("tests/")
        for name in re.findall(r"\bicon\(\s*[\"']([a-z0-9-]+)[\"']", path.read_text(encoding="utf-8"))
    }
    missing = {name: where for name, where in asked.items() if name not in icons.names()}
    assert not missing, f"add to server/look/icons.txt: {missing}"


def test_the_sprite_holds_each_listed_icon_once():
    sprite = assets.SPRITE.read_text(encoding="utf-8")
    assert re.findall(r'<symbol id="([^"]+)"', sprite) == icons.names()
    assert "<script" not in sprite


def test_a_name_that_lucide_does_not_know_stops_the_set_up_in_words(tmp_path: Path, monkeypatch):
    (tmp_path / "icons.txt").write_text("printer\nno-such-icon  # a slip of the pen\n", encoding="utf-8")
    monkeypatch.setattr(icons, "ICON_LIST", tmp_path / "icons.txt")
    monkeypatch.setattr(icons, "SPRITE", tmp_path / "sprite.svg")
    with pytest.raises(Missing, match="no-such-icon"):
        icons.build()
    assert not (tmp_path / "sprite.svg").exists()


def test_an_added_icon_is_in_the_next_sprite(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(icons, "ICON_LIST", tmp_path / "icons.txt")
    monkeypatch.setattr(icons, "SPRITE", tmp_path / "made" / "sprite.svg")
    for wanted in (["printer"], ["printer", "users"]):
        (tmp_path / "icons.txt").write_text("\n".join(wanted), encoding="utf-8")
        icons.build()
        sprite = (tmp_path / "made" / "sprite.svg").read_text(encoding="utf-8")
        assert re.findall(r'<symbol id="([^"]+)"', sprite) == wanted
