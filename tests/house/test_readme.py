"""The README says what there is: every make target, every command, the SOP as the program holds it."""

import re
import subprocess
import sys

import pytest

from tests.house.places import ROOT
from tests.house.sop_table import table, written

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE)


def commands() -> list[str]:
    """What `python -m server --help` offers."""
    told = subprocess.run([sys.executable, "-m", "server", "--help"], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    choices = re.search(r"\{([a-z-]+(?:,[a-z-]+)+)\}", told.stdout.replace("\n", "").replace(" ", ""))
    assert choices, f"`python -m server --help` names its commands as {{run,web,…}}; it said:\n{told.stdout}"
    return choices.group(1).split(",")


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_says_what_it_does_and_stands_in_the_readme(target):
    assert re.search(rf"^{target}:.*## \w", MAKEFILE, re.MULTILINE), f"make help must tell what `{target}` does"
    assert target in MAKEFILE.partition(".PHONY:")[2].partition("\n")[0].split(), f"{target} makes no file"
    assert f"make {target}" in README, f"The README must name `make {target}`"


def test_the_readme_names_every_command():
    missing = [command for command in commands() if not re.search(rf"`(python -m server )?{command}\b", README)]
    assert not missing, f"The README must name these commands: {missing}"


def test_the_readme_names_no_command_that_is_not_there():
    table = README.partition("\n## Commands\n")[2].partition("\n## ")[0]
    named = set(re.findall(r"(?:^\| |, )`([a-z-]+)", table, re.MULTILINE))
    assert named, "the README's commands stand in a table below `## Commands`"
    assert named <= set(commands())


def test_the_readmes_sop_is_the_programs():
    assert written(README) == table(), "office/procedure.py changed: run `make readme`, read the difference"


def test_a_newcomer_finds_the_two_commands_first():
    words = README.index("make run"), README.index("make test")
    assert max(words) < README.index("\n## "), "make run and make test belong above the README's first section"


def test_files_that_the_readme_links_to_exist():
    links = re.findall(r"\]\(([^)#:]+)\)|src=\"([^\":]+)\"", README)
    missing = [target for pair in links for target in pair if target and not (ROOT / target).exists()]
    assert not missing, f"The README links to nothing: {missing}"
