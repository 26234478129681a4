"""The managed policy in the real browser: the office's pages open, everything else is shut.

The browser runs in a mount namespace of its own, so that no other browser of this machine sees the policy.
"""

import http.server
import json
import shutil
import subprocess
import threading

import pytest

from server.ops import kits

pytestmark = pytest.mark.browser
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


def _may_unshare():
    if not (shutil.which("unshare") and shutil.which("chromium")):
        return False
    return subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True).returncode == 0


class Page(http.server.BaseHTTPRequestHandler):
    """A page that says it was opened."""

    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>buka</title><p>RUANG TUNGGU</p>")

    def log_message(self, *args):
        pass


@pytest.fixture
def places():
    """Two servers of this machine: the office's, and another."""
    made = [http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) for _ in range(2)]
    for server in made:
        server.asked = []
        threading.Thread(target=server.serve_forever).start()
    yield made
    for server in made:
        server.shutdown()
        server.server_close()


@pytest.mark.skipif(not _may_unshare(), reason="no mount namespace of our own, or no chromium")
def test_only_the_office_opens(tmp_path, places):
    office, other = places
    kits.screen(tmp_path / "kit", role="kiosk", server=f"http://127.0.0.1:{office.server_port}")
    policy = tmp_path / "kit/files/etc/chromium/policies/managed/pendopo.json"
    rules = json.loads(policy.read_text())
    # --dump-dom looks at the page with the developer's tools, which the policy shuts too
    policy.write_text(json.dumps(rules | {"DeveloperToolsAvailability": 1}))
    secret = tmp_path / "secret.html"
    secret.write_text("<p>RAHASIA</p>")
    urls = [f"http://127.0.0.1:{office.server_port}/perangkat", f"http://127.0.0.1:{other.server_port}/",
            f"http://localhost:{office.server_port}/", f"file://{secret}", "chrome://version/",
            "chrome://policy/"]  # fmt: skip
    seen = {url: _opened(tmp_path, policy.parents[1], url) for url in urls}
    shown, *shut = seen.values()
    assert "RUANG TUNGGU" in shown
    for url, text in list(seen.items())[1:]:
        assert "RUANG TUNGGU" not in text and "RAHASIA" not in text and "Chromium" not in _title(text), url
    assert len(shut) == 5 and other.asked == []
    assert "/perangkat" in office.asked
    (tmp_path / "none").mkdir()
    assert "RAHASIA" in _opened(tmp_path, tmp_path / "none", f"file://{secret}"), (
        "without a policy it would have opened"
    )


def _title(text):
    return text.partition("<title>")[2].partition("</title>")[0]


def _opened(tmp_path, policies, url):
    """What the browser shows at `url` with these policies in force."""
    inside = (
        'mkdir -p /etc/chromium/policies && mount --bind "$1" /etc/chromium/policies && shift && exec chromium "$@"'
    )
    asked = ["unshare", "--mount", "sh", "-c", inside, "sh", str(policies), *FLAGS,
             f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", url]  # fmt: skip
    return subprocess.run(asked, capture_output=True, text=True, timeout=90, check=False).stdout
