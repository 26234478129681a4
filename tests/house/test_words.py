"""What must not stand in any file of ours."""

import re

import pytest

from tests.house.places import ROOT, files, short

THIS = "tests/house/test_words.py"
FORBIDDEN = {
    "a path of somebody's machine": re.compile(r"(?<![\w.])/(?:home|root|tmp|work)/[a-z]"),
    "the address of a package registry": re.compile(r"(pypi|npmjs|pythonhosted|deb\.debian)\.(org|com)"),
    "a paper outside this repository, cited for a rule (say the rule itself)": re.compile(
        r"design decision|README \d+\b|\b(contract|architecture|reliability|realtime|recipes)\.md"
    ),
    "work promised but not done": re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError|lorem ipsum)\b"),
    "an error that is swallowed": re.compile(r"except( Base)?Exception:\s*\n?\s*pass\b|except:\s*\n?\s*pass\b"),
}


@pytest.mark.parametrize("path", [path for path in files() if short(path) != THIS], ids=short)
def test_a_file_says_nothing_that_belongs_elsewhere(path):
    text = path.read_text(encoding="utf-8")
    for what, pattern in FORBIDDEN.items():
        found = pattern.search(text)
        assert not found, f"{short(path)} holds {what}: {found.group(0)!r}"


@pytest.mark.parametrize("path", [path for path in files() if path.suffix in {".html", ".css", ".js"}], ids=short)
def test_a_page_asks_no_host_but_the_server(path):
    told = re.sub(r"http://www\.w3\.org/[\w/]+", "", path.read_text(encoding="utf-8"))
    assert not re.search(r"(https?:)?//[a-z0-9-]+\.[a-z]", re.sub(r"(?m)^\s*//.*$|\s//\s.*$", "", told)), short(path)


def test_every_file_ends_with_one_newline():
    wrong = [short(path) for path in files() if (text := path.read_bytes()) and not text.endswith(b"\n")]
    assert not wrong


def test_the_empty_page_stays_empty():
    message = "`python -m server` reads server/__init__.py before __main__ can patch: it must hold nothing"
    assert (ROOT / "server" / "__init__.py").read_bytes() == b"", message
