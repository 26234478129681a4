"""What `pip install` of this repository brings: every page, style and table that the code opens."""

import shutil
import subprocess
import sys
import zipfile

import pytest

from tests.house.places import CACHES, MADE, ROOMS, ROOT, files, short


@pytest.fixture(scope="module")
def contents(tmp_path_factory):
    """The names in a wheel that is built from a copy, without the internet."""
    copy = tmp_path_factory.mktemp("wheel") / "pendopo"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*MADE, *CACHES))
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "--wheel-dir", copy.parent, copy], check=True, capture_output=True)
    with zipfile.ZipFile(next(copy.parent.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


def test_a_wheel_holds_every_file_of_the_rooms(contents):
    missing = [short(path) for room in ROOMS for path in files(ROOT / room) if short(path) not in contents]
    missing = [name for name in missing if not name.endswith(".in")]
    assert not missing, f"an __init__.py or a line of package-data in pyproject.toml is wanted: {missing}"


def test_a_wheel_holds_the_rooms_only(contents):
    assert {name.partition("/")[0] for name in contents if ".dist-info/" not in name} == set(ROOMS)
