"""`.env.example` and the program know the same settings."""

import re

from server.config import Config
from tests.house.places import ROOT

EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
SHOWN = dict(re.findall(r"^#?\s?(PENDOPO_[A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))


def test_env_example_names_every_setting_and_no_other():
    assert set(SHOWN) == {f"PENDOPO_{name.upper()}" for name in Config.model_fields}


def test_the_readme_names_every_setting():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert not [name for name in SHOWN if name not in readme]


def test_every_line_is_a_remark_so_that_a_copy_changes_nothing():
    assert not re.findall(r"^PENDOPO_", EXAMPLE, re.MULTILINE)


def test_what_env_example_shows_is_accepted_when_its_marks_are_taken_away(tmp_path, monkeypatch):
    for name in SHOWN:
        monkeypatch.delenv(name, raising=False)
    file = tmp_path / ".env"
    file.write_text("".join(f"{name}={value}\n" for name, value in SHOWN.items()), encoding="utf-8")
    shown, default = Config(_env_file=file), Config(_env_file=None)
    assert shown.model_dump() == default.model_dump(), "what .env.example shows is the default"
