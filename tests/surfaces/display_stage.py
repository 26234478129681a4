"""A TV before a scripted hall: the real page and its files, boards that the test sends, a clock that the test moves."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask.testing import FlaskClient
from playwright.sync_api import Page, Route, WebSocketRoute, expect

START = datetime(2026, 11, 23, 9, 41, 7, tzinfo=ZoneInfo("Asia/Jakarta"))
LISTEN_TO_AUDIO = """
    window.heard = { notes: [], voices: 0, spans: [] };
    const note = OscillatorNode.prototype.start, voice = AudioBufferSourceNode.prototype.start;
    OscillatorNode.prototype.start = function (at) {
      window.heard.notes.push(this.frequency.value);
      return note.call(this, at);
    };
    AudioBufferSourceNode.prototype.start = function (...when) {
      const span = { from: performance.now(), to: null, skipped: when[1] ?? 0, seconds: this.buffer.duration };
      window.heard.voices += 1;
      window.heard.spans.push(span);
      this.addEventListener("ended", () => { span.to = performance.now(); });
      return voice.apply(this, when);
    };
"""
#: what the hall says when nothing was called yet
QUIET: dict[str, Any] = {
    "boot": "first", "revision": 10, "open": True,
    "lokets": [{"loket": 1, "name": "Perizinan", "state": "idle", "number": None, "since": ""},
               {"loket": 2, "name": "Non perizinan", "state": "serving", "number": "B-009", "since": ""}],
    "next": [{"number": "B-010", "loket": 2}], "waiting": {"1": 0, "2": 1}, "calls": [],
    "voice": {"speaker": None, "volume": 80, "repeat": 2},
    "ticker": ["Semua layanan di kantor ini gratis."], "ikm": {"value": 87.5, "grade": "B", "n": 42},
}  # fmt: skip

#: what cannot be read from five metres
UNREADABLE = Path(__file__).with_name("readable.js").read_text("utf-8")


class Stage:
    """One screen. `board(…)` and `pulse(…)` are pushed, `acks` are the calls it reported, `wait(…)` moves its clock."""

    def __init__(self, page: Page, client: FlaskClient, token: str) -> None:
        self.page, self._client, self._token = page, client, token
        self._said: dict[str, Any] = dict(QUIET)
        self._socket: WebSocketRoute | None = None
        self._elapsed = timedelta()
        self.acks: list[tuple[int, str]] = []
        #: statuses the next reports are answered with, before they are taken again
        self.refusals: list[int] = []
        self.fetches = 0
        #: whether the hall sends a board of its own accord
        self.talks = True
        self.beats: list[dict[str, Any]] = []
        self.strangers: list[str] = []
        self.faults: list[str] = []
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.add_init_script(LISTEN_TO_AUDIO)
        page.clock.install(time=START)
        page.clock.pause_at(START + timedelta(seconds=1))
        page.route("**/*", self._serve)
        page.route_web_socket("**/socket.io/**", self._listen)

    def open(self) -> None:
        """Switch the screen on and wait until it believes the hall."""
        self.page.goto("http://hall.test/display/")
        self.link("fresh")

    def board(self, *, send: bool = True, **changes: Any) -> None:
        """The hall changes (its revision rises unless told otherwise); `send=False` keeps the push back."""
        self._said |= {"revision": self._said["revision"] + 1} | changes
        self._give_turn()
        if send:
            self._push("board", self._now_said())

    def pulse(self) -> None:
        """The hall's pulse about its present board."""
        now = self._now_said()
        self._push("pulse", {key: now[key] for key in ("boot", "revision", "now")})

    def call(
        self, number: int, ticket: str, loket: int, *, expires: float | None = None, audio: str | None = None
    ) -> Any:
        """A call made now; `expires` in seconds from now."""
        now = self._time()
        ends = None if expires is None else (now + timedelta(seconds=expires)).isoformat()
        state = "pending" if expires is None or expires > 0 else "expired"
        return {"id": number, "number": ticket, "loket": loket, "at": now.isoformat(), "text": "", "audio": audio,
                "state": state, "expires": ends}  # fmt: skip

    def wait(self, seconds: float) -> None:
        """Let the screen's time pass, with the hall's pulse as long as it is connected."""
        while seconds > 0:
            step = min(seconds, 3)
            self.wait_in_silence(step)
            if self._socket is not None:
                self.pulse()
            seconds -= step

    def wait_in_silence(self, seconds: float) -> None:
        """Let time pass without a pulse."""
        self._elapsed += timedelta(seconds=seconds)
        self.page.clock.run_for(int(seconds * 1000))

    def hang_up(self) -> None:
        """The connection breaks."""
        assert self._socket is not None
        self._socket.close()
        self._socket = None

    def link(self, state: str) -> None:
        """Expect the screen to think of its connection as `state`."""
        expect(self.page.locator("#stage")).to_have_attribute("data-link", state)

    def field(self, mode: str, number: str) -> None:
        """Expect the big field to be in `mode` and show `number`."""
        expect(self.page.locator("#field")).to_have_attribute("data-mode", mode)
        expect(self.page.locator("#field-number")).to_have_text(number)

    def heard(self) -> dict[str, Any]:
        """{notes: frequencies started, voices: how many, spans: when each sounded (ms)} since the page was loaded."""
        found: dict[str, Any] = self.page.evaluate("() => window.heard")
        return found

    def _time(self) -> datetime:
        return START + self._elapsed

    def _now_said(self) -> dict[str, Any]:
        return {**self._said, "now": self._time().isoformat()}

    def _push(self, event: str, payload: dict[str, Any]) -> None:
        assert self._socket is not None, "the screen is not connected"
        self._socket.send("42/display," + json.dumps([event, payload]))

    def _listen(self, socket: WebSocketRoute) -> None:
        """Speak Engine.IO 4: open, join the namespace, send the board."""

        def answer(message: str | bytes) -> None:
            if str(message).startswith("40/display"):
                self._socket = socket
                socket.send('40/display,{"sid":"s"}')
                self._push("board", self._now_said())

        socket.on_message(answer)
        socket.send('0{"sid":"e","upgrades":[],"pingInterval":86400000,"pingTimeout":86400000,"maxPayload":20000}')

    def _serve(self, route: Route) -> None:
        url, method = urlsplit(route.request.url), route.request.method
        if url.hostname != "hall.test":
            self.strangers.append(route.request.url)
            return route.abort()
        if url.path == "/api/v1/board":
            self.fetches += 1
            return route.fulfill(json=self._now_said())
        if method == "POST":
            return route.fulfill(status=self._take(url.path, route.request.post_data_json))
        headers = {"Authorization": f"Bearer {self._token}"}
        answer = self._client.get(f"{url.path}?{url.query}", headers=headers)
        sent = {name: value for name, value in answer.headers.items() if name.lower() != "content-length"}
        return route.fulfill(status=answer.status_code, headers=sent, body=answer.get_data())

    def _take(self, path: str, said: dict[str, Any]) -> int:
        if "/display/calls/" not in path:
            return self._hear(said)
        if self.refusals:
            return self.refusals.pop(0)
        *_, call, outcome = path.split("/")
        self.acks.append((int(call), outcome))
        ended = [row | {"state": outcome} if row["id"] == int(call) else row for row in self._said["calls"]]
        self.board(calls=ended, send=self.talks and self._socket is not None)
        return 204

    def _hear(self, said: dict[str, Any]) -> int:
        """A sign of life: the first screen speaks."""
        self.beats.append(said)
        if self._said["voice"]["speaker"] is None:
            self.board(voice=self._said["voice"] | {"speaker": said["screen"]}, send=self._socket is not None)
        return 204

    def _give_turn(self) -> None:
        """As the server does: one call plays, the oldest of those that wait, once somebody speaks."""
        waiting = [row for row in self._said["calls"] if row["state"] in ("pending", "playing")]
        if self._said["voice"]["speaker"] and waiting and all(row["state"] == "pending" for row in waiting):
            first = min(waiting, key=lambda row: row["id"])["id"]
            calls = self._said["calls"]
            self._said["calls"] = [row | {"state": "playing"} if row["id"] == first else row for row in calls]
