"""What is installed is what was read: pinned, hashed, and from wherever the machine gets its packages."""

import json
import re
import tomllib
from importlib import metadata

import pytest
from packaging.requirements import Requirement

from tests.house.places import ROOT

LISTS = ("requirements.txt", "requirements-dev.txt", "server/setup/node.txt")


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def pins(name):
    """The requirement lines of a compiled list, each with its hashes."""
    joined = read(name).replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def normal(name):
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", name).group(0)).lower()


@pytest.mark.parametrize("name", LISTS)
def test_every_package_is_pinned_and_hashed(name):
    assert pins(name)
    for line in pins(name):
        assert re.match(r"[a-z0-9.-]+(\[[a-z,]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", line), line


@pytest.mark.parametrize("name", LISTS)
def test_what_was_asked_for_is_what_was_pinned(name):
    pinned = {normal(line): line.split("==")[1].split()[0] for line in pins(name)}
    asked = [line for line in read(name.replace(".txt", ".in")).splitlines() if re.match(r"\w", line)]
    for line in asked:
        assert pinned[normal(line)] == line.split("==")[1].split(";")[0].strip(), f"{line}: run `make lock`"


@pytest.mark.parametrize("name", (*LISTS, "package-lock.json", ".npmrc"))
def test_no_list_says_where_packages_come_from(name):
    text = read(name).replace("omit-lockfile-registry-resolved", "")
    assert not re.search(r"index-url|find-links|trusted-host|registry|\"resolved\"\s*:|file:", text)


def test_browser_packages_are_pinned_and_hashed():
    lock = json.loads(read("package-lock.json"))["packages"]
    asked = json.loads(read("package.json"))
    own = lock.pop("")
    assert own["dependencies"] == asked["dependencies"]
    assert own["devDependencies"] == asked["devDependencies"]
    assert all(package["integrity"].startswith("sha512-") for package in lock.values())
    assert all(re.fullmatch(r"[\d.]+", version) for version in asked["dependencies"].values())


@pytest.mark.parametrize("name", LISTS)
def test_a_list_names_the_extras_that_its_packages_ask_for(name):
    """A pip that resolves looks for an extra that no line names in the newest release, whose hash no list knows."""
    named = {
        normal(line): set(re.findall(r"[a-z]+", (re.match(r"[^=]*?\[(.*?)\]", line) or ["", ""])[1]))
        for line in pins(name)
    }
    for package in named:
        for text in metadata.requires(package) if has(package) else ():
            asked = Requirement(text)
            wanted = asked.extras if asked.marker is None or asked.marker.evaluate({"extra": ""}) else set()
            assert wanted <= named.get(normal(asked.name), wanted), f"{package} asks for {text}"


def has(package):
    """Whether this machine has it: some are for other systems, some ask for nothing."""
    try:
        return bool(metadata.requires(package))
    except metadata.PackageNotFoundError:
        return False


def test_the_other_package_called_escpos_is_not_here():
    message = "the distribution `escpos` also installs a package escpos; ours is python-escpos"
    assert "escpos" not in {normal(found.metadata["Name"]) for found in metadata.distributions()}, message


def test_a_new_room_of_the_office_is_closed_to_the_procedure():
    contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    contract = next(c for c in contracts if "office.procedure" in c.get("source_modules", []))
    closed = contract["forbidden_modules"]
    inside = {
        path.stem for path in (ROOT / "office").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    rooms = {f"office.{name}" for name in inside - {"__init__"}} - set(contract["source_modules"])
    assert rooms <= set(closed), f"name them in pyproject.toml, last contract: {rooms - set(closed)}"
