"""The kits of the PCs: what is written, whether systemd and the shell can read it, and what the watchdog decides."""

import http.server
import json
import os
import re
import shutil
import subprocess
import threading
from pathlib import Path

import pytest

from office.errors import Invalid
from server.ops import kits
from tests.conftest import environment

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "http://192.168.1.10:8000"


@pytest.fixture
def kit(tmp_path):
    kits.screen(tmp_path / "kit", role="kiosk", server=ADDRESS)
    return tmp_path / "kit"


def scripts(folder):
    return [path for path in folder.rglob("*") if path.is_file() and path.read_bytes().startswith(b"#!")]


def test_the_command_writes_a_folder_to_carry(tmp_path):
    import sys

    asked = [sys.executable, "-m", "server", "screen-pc", "--role", "tv", "--server", f"{ADDRESS}/", "--out"]
    done = subprocess.run([*asked, tmp_path / "tv"], cwd=ROOT, env=environment(tmp_path / "var"), capture_output=True,
                          text=True, check=True)  # fmt: skip
    assert "sudo sh install.sh" in done.stdout
    assert f"SERVER='{ADDRESS}'" in (tmp_path / "tv/files/etc/pendopo-layar/settings").read_text()
    assert not (tmp_path / "tv/files/etc/modprobe.d").exists() and not (tmp_path / "var").exists()


@pytest.mark.parametrize("server", ["kantor", "ftp://kantor", "http://", "http://a b", "http://kantor/x", "http://k:x",
                                    "http://u:p@kantor", "http://kantor'; rm -r /", "http://kantor?x=1"])  # fmt: skip
def test_an_address_that_is_none_is_refused(tmp_path, server):
    with pytest.raises(Invalid, match="alamat server"):
        kits.screen(tmp_path, role="tv", server=server)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["pendopo", "/opt/pen dopo", "/opt/'x", "/opt/%i"])
def test_a_folder_that_is_odd_is_refused(tmp_path, path):
    with pytest.raises(Invalid):
        kits.server_pc(tmp_path, app=path, data="/var/lib/pendopo")


def test_nothing_is_left_to_fill_in_and_the_shell_reads_it(kit, tmp_path):
    kits.server_pc(tmp_path / "server", app="/opt/pendopo", data="/var/lib/pendopo")
    for folder, count in ((kit, 3), (tmp_path / "server", 1)):
        assert len(scripts(folder)) == count
        for path in (path for path in folder.rglob("*") if path.is_file()):
            assert not re.search(r"@[A-Z]+@", path.read_text()), path
        for script in scripts(folder):
            subprocess.run(["sh", "-n", script], check=True)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here")
def test_systemd_can_read_every_unit(kit, tmp_path):
    kits.server_pc(tmp_path / "server", app="/opt/pendopo", data="/var/lib/pendopo")
    units = [path for path in tmp_path.rglob("*") if path.suffix in (".service", ".timer")]
    assert len(units) == 7
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    # the programs are on the PC that the kit is for, not here
    wrong = [line for line in said.stderr.splitlines()
             if any(unit.name in line for unit in units) and "is not executable" not in line]  # fmt: skip
    assert wrong == []
    units[0].write_text(
        units[0].read_text().replace("[Service]\n", "[Service]\nRestrat=always\n", 1) + "\nNonsense=1\n"
    )
    again = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", units[0]], capture_output=True, text=True, check=False
    )
    assert "Unknown key" in again.stderr or "Nonsense" in again.stderr


def test_the_installer_puts_everything_in_its_place_and_keeps_the_key(kit, tmp_path):
    root = tmp_path / "root"
    for _ in range(2):
        subprocess.run(["sh", kit / "install.sh"], env={**os.environ, "PENDOPO_ROOT": str(root)}, check=True)
        key = (root / "etc/pendopo-layar/key").read_text()
        assert re.fullmatch(r"[0-9a-f]{32}", key)
        (root / "etc/pendopo-layar/key").write_text("a" * 32) if key != "a" * 32 else None
    assert key == "a" * 32, "a second run keeps what the office knows the PC by"
    assert os.access(root / "usr/local/lib/pendopo-layar/watch", os.X_OK)
    written = {path.relative_to(kit / "files") for path in (kit / "files").rglob("*") if path.is_file()}
    assert all((root / path).read_bytes() == (kit / "files" / path).read_bytes() for path in written)


def test_the_browser_is_started_with_every_flag_and_the_pc_s_key(kit):
    conf = kit / "files/etc/pendopo-layar"
    (conf / "key").write_text("k" * 32)
    own = {**os.environ, "PENDOPO_LAYAR": str(conf), "PENDOPO_LAYAR_SHELL": "echo"}
    start = kit / "files/usr/local/lib/pendopo-layar/start"
    shown = subprocess.run([start], check=True, capture_output=True, text=True, env=own)
    words = shown.stdout.split()
    assert (words[0], words[-1]) == ("chromium", f"{ADDRESS}/perangkat?jaga={'k' * 32}")
    assert {"--kiosk", "--autoplay-policy=no-user-gesture-required", "--disable-pinch"} <= set(words)
    assert "--no-sandbox" not in words and not [word for word in words if word.startswith("#")]


def test_the_policy_names_this_server_alone(kit):
    policy = json.loads((kit / "files/etc/chromium/policies/managed/pendopo.json").read_text())
    assert (policy["URLAllowlist"], policy["URLBlocklist"][0]) == (["192.168.1.10:8000"], "*")
    assert policy["AutoplayAllowed"] is True and policy["DeveloperToolsAvailability"] == 2


class Says(http.server.BaseHTTPRequestHandler):
    """Answers every watchdog with what the test wants said."""

    status, body = 200, b'{"age": 5}'

    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *args):
        pass


@pytest.fixture
def office_says():
    made = []

    def say(body, status=200):
        handler = type("Says", (Says,), {"body": body.encode(), "status": status})
        server = http.server.HTTPServer(("127.0.0.1", 0), handler)
        server.asked = []
        threading.Thread(target=server.serve_forever).start()
        made.append(server)
        return server

    yield say
    for server in made:
        server.shutdown()
        server.server_close()


def watched(kit, tmp_path, port):
    """Run the watchdog once against the office on `port`; whether it started the browser again."""
    conf, sign = kit / "files/etc/pendopo-layar", tmp_path / "restarted"
    (conf / "key").write_text("k" * 32)
    (conf / "settings").write_text(f"SERVER='http://127.0.0.1:{port}'\nROLE='tv'\n")
    sign.unlink(missing_ok=True)
    own = {"PENDOPO_LAYAR": str(conf), "PENDOPO_LAYAR_MARK": str(tmp_path / "mark"),
           "PENDOPO_LAYAR_RESTART": f"touch {sign}"}  # fmt: skip
    subprocess.run([kit / "files/usr/local/lib/pendopo-layar/watch"], env={**os.environ, **own}, check=True)
    return sign.exists()


@pytest.mark.parametrize(("body", "status", "restarts"), [
    ('{"age": 5}', 200, False), ('{"age": 90}', 200, False), ('{"age":91}\n', 200, True), ('{"age": 4000}', 200, True),
    ('{"age": null}', 200, False), ('{"code": "unknown"}', 404, False), ("busy", 503, False), ("", 200, False),
    ('{"age": "; reboot"}', 200, False),
])  # fmt: skip
def test_the_watchdog_s_decision(kit, tmp_path, office_says, body, status, restarts):
    server = office_says(body, status)
    assert watched(kit, tmp_path, server.server_port) is restarts
    assert server.asked == [f"/api/v1/devices/watch/{'k' * 32}"]


def test_the_watchdog_waits_three_minutes_before_it_restarts_again(kit, tmp_path, office_says):
    port = office_says('{"age": 200}').server_port
    assert watched(kit, tmp_path, port)
    assert not watched(kit, tmp_path, port)
    (tmp_path / "mark").write_text(str(int((tmp_path / "mark").read_text()) - 181))
    assert watched(kit, tmp_path, port)


def test_a_server_that_is_away_is_no_fault_of_the_browser(kit, tmp_path, office_says):
    server = office_says('{"age": 200}')
    port = server.server_port
    server.shutdown()
    server.server_close()
    assert not watched(kit, tmp_path, port)
