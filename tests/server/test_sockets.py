"""The sockets: who may listen, what is pushed and when; a client's own words change nothing."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest.mock import Mock

import pytest
from flask_socketio import SocketIOTestClient

from office.hall import calls, day, tickets
from office.office import SYSTEM, Actor, Seat
from office.people import devices
from office.views import hall_board
from server import sockets
from server.sockets import LISTENERS
from server.tell import NAMESPACES
from tests.server.conftest import ROLES, Served

KIOSK = Actor("token", 1, "kios", (Seat("kiosk"),))
OFFICER = Actor("officer", 1, "petugas", (Seat("loket", 1),))
Listen = Callable[..., SocketIOTestClient]


@pytest.fixture
def listen(served: Served) -> Iterator[Listen]:
    """`listen("/display", "display")`: a connected client, or one that was refused."""
    made: list[tuple[SocketIOTestClient, str]] = []

    def connect(namespace: str, who: str | None = None, *, auth: Any = None, client: Any = None) -> SocketIOTestClient:
        given = {"token": served.tokens[who]} if who else auth
        found = SocketIOTestClient(
            served.hall.app, served.hall.socketio, namespace=namespace, auth=given, flask_test_client=client
        )
        made.append((found, namespace))
        return found

    yield connect
    for client, namespace in made:
        if client.is_connected(namespace):
            client.disconnect(namespace)


def heard(client: SocketIOTestClient, namespace: str) -> list[tuple[str, Any]]:
    """What came since the last look: (event, first argument)."""
    return [(row["name"], row["args"][0]) for row in client.get_received(namespace)]


@pytest.mark.parametrize("namespace", [name for name in LISTENERS if name != "/ticket"])
@pytest.mark.parametrize("who", ROLES)
def test_each_namespace_lets_in_its_listeners(served: Served, listen: Listen, namespace: str, who: str) -> None:
    allowed = ROLES[who]["role"] in LISTENERS[namespace]
    assert listen(namespace, who).is_connected(namespace) is allowed


@pytest.mark.parametrize("namespace", NAMESPACES)
@pytest.mark.parametrize(
    "auth", [None, {}, {"token": ""}, {"token": None}, {"token": "nonsense"}, {"token": {"a": 1}}, "x", [1]]
)
def test_nobody_without_a_token_or_session(listen: Listen, namespace: str, auth: Any) -> None:
    assert not listen(namespace, auth=auth).is_connected(namespace)


@pytest.mark.parametrize("namespace", ["/", "/admin", "/displays"])
def test_other_namespaces_do_not_exist(listen: Listen, namespace: str) -> None:
    assert not listen(namespace, "supervisor").is_connected(namespace)


def test_every_namespace_is_told_and_guarded() -> None:
    assert set(NAMESPACES) == set(LISTENERS)


@pytest.mark.parametrize(("seat", "namespace", "allowed"), [
    ("tv", "/display", True), ("loket1", "/counter", True), ("tv", "/counter", False), ("kios", "/kiosk", True),
    ("camat", "/display", False),
])  # fmt: skip
def test_a_browser_s_seat_is_its_token(
    served: Served, listen: Listen, seat: str, namespace: str, allowed: bool
) -> None:
    client, _csrf = served.browser(seat)
    assert listen(namespace, client=client).is_connected(namespace) is allowed


def test_the_board_on_connect_is_the_one_of_the_api(served: Served, listen: Listen) -> None:
    served.office.do(tickets.issue, by=KIOSK, loket=1)
    ((event, pushed),) = heard(listen("/display", "display"), "/display")
    fetched = served.get("display", "/board").get_json()
    assert event == "board"
    assert {**pushed, "now": ""} == {**fetched, "now": ""}
    assert {"boot", "revision", "now", "open", "lokets", "next", "waiting", "calls", "ticker", "ikm"} <= set(pushed)


def test_screens_that_come_together_cost_one_board_and_one_act(
    served: Served, listen: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand come back at once after a restart: built and noted for each, they would hold everybody up."""
    made = [served.office.do(devices.issue_token, by=SYSTEM, role="display") for _ in range(5)]
    served.office.do(tickets.issue, by=KIOSK, loket=1)
    build, write, all_in = Mock(), Mock(wraps=served.office.database.write), threading.Barrier(len(made))
    monkeypatch.setattr(hall_board, "build", build)
    monkeypatch.setattr(served.office.database, "write", write)
    monkeypatch.setattr(sockets.time, "sleep", lambda _: all_in.wait(20))
    with ThreadPoolExecutor(len(made)) as screens:
        clients = list(screens.map(lambda one: listen("/display", auth={"token": one["token"]}), made))
    assert len({board["revision"] for client in clients for _event, board in heard(client, "/display")}) == 1
    assert (build.call_count, write.call_count) == (0, 1), "the board was told already"
    living = {row["who"] for row in served.office.see(devices.signs_of_life) if row["role"] == "display"}
    assert living >= {f"token:{one['id']}" for one in made}


def test_a_change_is_pushed_once_and_only_after_it_is_on_record(served: Served, listen: Listen) -> None:
    display = listen("/display", "display")
    before = heard(display, "/display")[0][1]
    made = served.office.do(tickets.issue, by=KIOSK, key="once", loket=1)
    ((event, board),) = heard(display, "/display")
    assert event == "board" and board["revision"] > before["revision"]
    assert (
        made["number"] in [row["number"] for row in board["next"]]
        or board["waiting"]["1"] == before["waiting"]["1"] + 1
    )
    assert board["revision"] == served.get("display", "/board").get_json()["revision"]
    served.office.do(tickets.issue, by=KIOSK, key="once", loket=1)
    assert heard(display, "/display") == [], "a repeated request tells nobody"
    with pytest.raises(Exception, match="not_now"):
        served.office.do(tickets.resume, by=OFFICER, ticket_id=made["id"])
    assert heard(display, "/display") == [], "nor does a refused one"


def test_the_desks_whose_lists_changed_are_nudged(served: Served, listen: Listen) -> None:
    counter, kiosk = listen("/counter", "kasi"), listen("/kiosk", "kiosk")
    file_id = served.walk.register()["id"]
    nudges = [told for event, told in heard(counter, "/counter") if event == "changed"]
    assert {desk for told in nudges for desk in told["desks"]} >= {"loket"}
    served.walk.file(at="PROCESSING")  # type: ignore[arg-type]
    assert {"desks"} == {key for event, told in heard(counter, "/counter") for key in told}
    assert ("changed", {}) in heard(kiosk, "/kiosk")
    assert file_id


def test_a_ticket_s_feed_tells_of_that_ticket_only(served: Served, listen: Listen) -> None:
    officer = Actor("officer", 55, "petugas", (Seat("loket", 2),))
    mine, other = (served.office.do(tickets.issue, by=KIOSK, loket=2) for _ in range(2))
    phone = listen("/ticket", auth={"token": mine["token"]})
    ((event, shown),) = heard(phone, "/ticket")
    assert (event, shown["number"], shown["state"]) == ("ticket", mine["number"], "waiting")
    assert not {"id", "token", "note", "url", "room"} & set(shown)
    served.office.do(tickets.cancel, by=officer, ticket_id=other["id"])
    assert heard(phone, "/ticket") == []
    served.office.do(tickets.hold, by=officer, ticket_id=mine["id"], reason="Zulaikha ke bank")
    ((event, shown),) = heard(phone, "/ticket")
    assert (shown["state"], "Zulaikha" in str(shown)) == ("held", False)


def test_a_ticket_s_token_opens_a_day(served: Served, listen: Listen) -> None:
    made = served.office.do(tickets.issue, by=KIOSK, loket=2)
    assert listen("/ticket", auth={"token": made["token"]}).is_connected("/ticket")
    served.clock.forward(hours=25)
    assert not listen("/ticket", auth={"token": made["token"]}).is_connected("/ticket")
    assert served.get(None, f"/tickets/{made['token']}").status_code == 404


def test_the_pulse_goes_everywhere_with_boot_and_revision(served: Served, listen: Listen) -> None:
    made = served.office.do(tickets.issue, by=KIOSK, loket=1)
    listeners = {
        "/display": listen("/display", "display"),
        "/counter": listen("/counter", "loket1"),
        "/kiosk": listen("/kiosk", "kiosk"),
        "/ticket": listen("/ticket", auth={"token": made["token"]}),
    }
    for namespace, client in listeners.items():
        heard(client, namespace)
    served.hall.teller.pulse()
    board = served.get("display", "/board").get_json()
    for namespace, client in listeners.items():
        ((event, beat),) = heard(client, namespace)
        assert event == "pulse" and set(beat) == {"boot", "revision", "now", "assets"}
        assert (beat["boot"], beat["revision"]) == (board["boot"], board["revision"])


def test_a_pulse_brings_what_another_process_changed(served: Served, listen: Listen) -> None:
    from office.office import Office

    display = listen("/display", "display")
    served.hall.teller.pulse()
    heard(display, "/display")
    other = Office(served.office.database, served.office.vault, zone=served.office.zone, clock=served.clock)
    made = other.do(tickets.issue, by=KIOSK, loket=2)
    assert heard(display, "/display") == []
    served.hall.teller.pulse()
    told = heard(display, "/display")
    assert [event for event, _ in told] == ["board", "pulse"]
    assert told[0][1]["revision"] == told[1][1]["revision"] and made["number"]
    served.hall.teller.pulse()
    assert [event for event, _ in heard(display, "/display")] == ["pulse"], "a pulse alone when nothing changed"


def test_what_a_client_says_changes_nothing(served: Served, listen: Listen) -> None:
    display = listen("/display", "display")
    heard(display, "/display")
    before = served.get("display", "/board").get_json()
    for event in ("board", "pulse", "call_next", "message", "played"):
        display.emit(event, {"loket": 1, "revision": 10**9}, namespace="/display")
    assert heard(display, "/display") == []
    assert {**served.get("display", "/board").get_json(), "now": ""} == {**before, "now": ""}


def test_the_hour_that_closes_the_hall_reaches_the_screen(served: Served, listen: Listen) -> None:
    """No act closes the hall at four o'clock: timed work notes it, once, and the board is sent."""
    from office.records.tables import SettingsRow

    with served.office.database.write() as session:
        row = session.get_one(SettingsRow, 1)
        kept = row.document
        row.document = {**kept, "hours": {**kept["hours"], "enforced": True}}
        row.version += 1
    display = listen("/display", "display")
    assert heard(display, "/display")
    served.clock.now = served.clock.now.replace(hour=3, minute=0)  # ten in the morning in Ambunten
    while served.office.see(lambda read: read.local.weekday()) != 0:
        served.clock.forward(days=1)
    served.office.do(day.notice, by=SYSTEM)
    opened = [told for event, told in heard(display, "/display") if event == "board"][-1]
    assert opened["open"] is True
    served.office.do(day.notice, by=SYSTEM)
    assert heard(display, "/display") == [], "noted once"
    served.clock.forward(hours=9)
    served.office.do(day.notice, by=SYSTEM)
    closed = [told for event, told in heard(display, "/display") if event == "board"][-1]
    assert closed["open"] is False and closed["revision"] > opened["revision"]
    assert served.post("kiosk", "/tickets", {"loket": 1}).status_code == 409
    with served.office.database.write() as session:
        row = session.get_one(SettingsRow, 1)
        row.document, row.version = kept, row.version + 1


def test_a_call_is_shown_until_it_was_played_and_then_withdrawn_from_nobody(served: Served, listen: Listen) -> None:
    officer = Actor("officer", 56, "petugas", (Seat("loket", 1),))
    served.office.do(tickets.issue, by=KIOSK, loket=1)
    display = listen("/display", "display")
    called = served.office.do(tickets.call_next, by=officer, loket=1)
    board = heard(display, "/display")[-1][1]
    call = board["calls"][-1]
    assert (call["number"], call["loket"]) == (called["number"], 1)
    assert call["expires"] is None, "no clock runs while a screen listens"
    assert served.post("display", f"/display/calls/{call['id']}/played").status_code == 204
    assert [event for event, _ in heard(display, "/display")] == ["board"]
    assert served.post("display", f"/display/calls/{call['id']}/played").status_code == 204, "said twice is harmless"
    assert heard(display, "/display") == []
    assert served.office.see(lambda read: read.session.get(calls.Call, call["id"]).state) == "played"
