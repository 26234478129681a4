"""Screens: let in by a code, heard, watched, and shut out at once; their cookie opens one room only."""

import re
from typing import Any

import pytest
from flask_socketio import SocketIOTestClient

from office.office import SYSTEM
from office.people import paired, pairing
from office.people.pairing import Approval
from office.records.tables import Printer
from office.views import supervisor
from server.doors import DEVICE_COOKIE
from tests.server.conftest import Served, fresh_key

WATCH = "a-key-of-this-computer"


def post(served: Served, client: Any, url: str, body: dict[str, Any], **headers: str) -> Any:
    return client.post(f"/api/v1/devices/{url}", json=body, headers={"Idempotency-Key": fresh_key(), **headers})


def code(served: Served, client: Any, **body: Any) -> dict[str, Any]:
    answer = post(served, client, "pairing", body)
    assert answer.status_code == 201
    found: dict[str, Any] = answer.get_json()
    return found


def approve(served: Served, user_code: str, who: str = "admin", **more: Any) -> Any:
    said = {"code": user_code, "name": f"Layar {fresh_key()}", "role": "display"} | more
    return served.ask(who, "POST", "/api/v1/devices/pairing/approve", json=said,
                      headers={"Idempotency-Key": fresh_key()})  # fmt: skip


def paired_screen(served: Served, **more: Any) -> tuple[Any, dict[str, Any]]:
    """A browser of its own with the cookie of a screen, and what the approval answered."""
    client = served.client
    given = code(served, client, watch=WATCH)
    made = approve(served, given["user_code"], **more).get_json()
    answer = post(served, client, "pairing/poll", {"device_code": given["device_code"]})
    assert answer.get_json() == {"state": "approved", "name": made["name"], "url": made["url"]}
    return client, made


def csrf(client: Any, url: str) -> str:
    found = re.search(r'name="csrf-token" content="([^"]+)"', client.get(url).get_data(as_text=True))
    assert found
    return found[1]


def test_a_code_is_shown_typed_and_used_once(served: Served) -> None:
    client = served.client
    given = code(served, client)
    assert re.fullmatch(r"[B-DF-HJ-NP-TV-XZ2-79]{3}-[B-DF-HJ-NP-TV-XZ2-79]{3}", given["user_code"])
    assert (given["interval"], re.fullmatch(r"[0-9A-F]{2}-[0-9A-F]{2}", given["label"]) is not None) == (5, True)
    secret = {"device_code": given["device_code"]}
    assert post(served, client, "pairing/poll", secret).get_json() == {"state": "waiting"}
    assert approve(served, given["user_code"].lower().replace("-", " ")).status_code == 201
    answer = post(served, client, "pairing/poll", secret)
    cookie = {part.strip() for part in answer.headers["Set-Cookie"].split(";")}
    assert {"HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=63072000"} <= cookie
    assert "token" not in answer.get_json()
    assert client.get("/perangkat").headers["Location"] == "/display/"
    assert client.get("/display/").status_code == 200
    assert approve(served, given["user_code"]).status_code == 404


def test_an_answer_that_was_lost_is_given_anew_until_the_screen_was_heard(served: Served) -> None:
    client, _made = paired_screen(served)
    given = code(served, served.client)
    approve(served, given["user_code"])
    lost, found = served.client, served.client
    for browser in (lost, found):
        assert post(served, browser, "pairing/poll", {"device_code": given["device_code"]}).status_code == 200
    assert (lost.get("/display/").status_code, found.get("/display/").status_code) == (303, 200)
    header = {"X-CSRF-Token": csrf(found, "/display/")}
    assert post(served, found, "heartbeat", {"resolution": "1920x1080"}, **header).status_code == 204
    assert post(served, served.client, "pairing/poll", {"device_code": given["device_code"]}).status_code == 404
    assert found.get("/display/").status_code == client.get("/display/").status_code == 200


def test_a_code_lives_ten_minutes(served: Served) -> None:
    client = served.client
    given = code(served, client)
    served.clock.forward(minutes=10, seconds=1)
    assert post(served, client, "pairing/poll", {"device_code": given["device_code"]}).get_json()["state"] == "expired"
    assert approve(served, given["user_code"]).get_json()["code"] == "wrong_code"
    assert post(served, client, "pairing/poll", {"device_code": "x" * 30}).get_json()["state"] == "expired"


def test_five_wrong_codes_lock_the_guesser(served: Served) -> None:
    served.clock.forward(minutes=11)
    given = code(served, served.client)
    for _ in range(5):
        answer = approve(served, "BBB-BBB")
        assert (answer.status_code, answer.get_json()["code"]) == (404, "wrong_code")
    locked = approve(served, given["user_code"])
    assert (locked.status_code, locked.get_json()["code"]) == (429, "too_many")
    assert int(locked.headers["Retry-After"]) == 600
    served.clock.forward(minutes=11)
    again = code(served, served.client)
    assert approve(served, again["user_code"]).status_code == 201


@pytest.mark.parametrize("who", ["supervisor", "loket1", "kiosk", "display", "camat"])
def test_only_an_admin_lets_in(served: Served, who: str) -> None:
    assert approve(served, "BBB-BBB", who).status_code == 403


@pytest.mark.parametrize(("body", "field"), [
    ({"role": "camat"}, "role"), ({"name": ""}, "name"), ({"role": "loket"}, "loket"),
    ({"role": "loket", "loket": 1}, "officer"), ({"role": "loket", "loket": 1, "officer": "kasi"}, "officer"),
    ({"role": "kiosk", "printer": 777}, "printer"),
])  # fmt: skip
def test_what_is_not_there_is_not_given(served: Served, body: dict[str, Any], field: str) -> None:
    given = code(served, served.client)
    answer = approve(served, given["user_code"], **body)
    assert (answer.status_code, field in str(answer.get_json()["fields"])) == (422, True)
    assert approve(served, given["user_code"]).status_code == 201, "a refused approval uses nothing up"


def test_a_cookie_opens_its_own_room_only(served: Served) -> None:
    """Every role: its page opens; the others' pages, the staff's and the API of other desks do not."""
    rooms = {"kiosk": "/kiosk/", "display": "/display/", "loket": "/counter/loket/1"}
    for role in rooms:
        more = {"loket": 1, "officer": "loket1"} if role == "loket" else {}
        client, made = paired_screen(served, role=role, **more)
        assert made["url"] == rooms[role]
        for other, url in (*rooms.items(), ("", "/counter/loket/2"), ("", "/counter/kasi"), ("", "/counter/settings")):
            wanted = 200 if other == role else 403
            assert client.get(url).status_code == wanted, (role, url)
        token = csrf(client, rooms[role])
        sign = client.post("/api/v1/day/close", json={},
                           headers={"Idempotency-Key": fresh_key(), "X-CSRF-Token": token})  # fmt: skip
        assert sign.status_code == 403


def test_a_screen_s_post_asks_for_its_csrf_token(served: Served) -> None:
    client, _made = paired_screen(served, role="kiosk")
    assert post(served, client, "heartbeat", {}).status_code == 400
    assert post(served, client, "heartbeat", {}, **{"X-CSRF-Token": "x" * 32}).status_code == 400
    token = csrf(client, "/kiosk/")
    assert post(served, client, "heartbeat", {"path": "/kiosk/"}, **{"X-CSRF-Token": token}).status_code == 204
    issued = client.post("/api/v1/tickets", json={"loket": 1},
                         headers={"Idempotency-Key": fresh_key(), "X-CSRF-Token": token})  # fmt: skip
    assert issued.status_code == 201


def test_a_shut_out_screen_is_sent_to_a_new_code_and_its_socket_ends_at_once(served: Served) -> None:
    client, made = paired_screen(served)
    socket = SocketIOTestClient(served.hall.app, served.hall.socketio, namespace="/display", flask_test_client=client)
    assert socket.is_connected("/display")
    served.office.do(paired.revoke, by=SYSTEM, device_id=made["id"])
    assert not socket.is_connected("/display")
    again = SocketIOTestClient(served.hall.app, served.hall.socketio, namespace="/display", flask_test_client=client)
    assert not again.is_connected("/display")
    assert (client.get("/display/").status_code, client.get("/display/").headers["Location"]) == (303, "/perangkat")
    assert client.get("/perangkat").status_code == 200
    assert client.get("/api/v1/board").status_code == 401


def test_a_screen_revoked_by_another_process_is_cut_off_with_the_next_pulse(served: Served) -> None:
    client, made = paired_screen(served)
    socket = SocketIOTestClient(served.hall.app, served.hall.socketio, namespace="/display", flask_test_client=client)
    listeners, served.office._listeners = served.office._listeners, []
    served.office.do(paired.revoke, by=SYSTEM, device_id=made["id"])
    served.office._listeners = listeners
    assert socket.is_connected("/display")
    served.hall.teller.pulse()
    assert not socket.is_connected("/display")


def test_the_watchdog_hears_how_long_its_screen_was_silent(served: Served) -> None:
    client = served.client
    given = code(served, client, watch="of-another-computer")
    assert client.get("/api/v1/devices/watch/of-another-computer").status_code == 404
    made = approve(served, given["user_code"]).get_json()
    post(served, client, "pairing/poll", {"device_code": given["device_code"]})
    asks = served.client
    assert asks.get("/api/v1/devices/watch/of-another-computer").get_json() == {"age": None}
    header = {"X-CSRF-Token": csrf(client, "/display/")}
    said = {"version": "v1", "resolution": "1920x1080", "last_call": 3, "path": "/display/"}
    assert post(served, client, "heartbeat", said, **header).status_code == 204
    served.clock.forward(seconds=95)
    assert asks.get("/api/v1/devices/watch/of-another-computer").get_json() == {"age": 95}
    assert client.get("/perangkat?jaga=a-new-key-after-set-up").headers["Location"] == "/display/"
    assert asks.get("/api/v1/devices/watch/a-new-key-after-set-up").get_json() == {"age": 95}
    (row,) = [row for row in served.office.see(paired.listed) if row["id"] == made["id"]]
    assert row["said"].items() >= said.items()


def test_a_kiosk_prints_beside_itself(served: Served) -> None:
    from office.paper import printers

    own = served.office.do(
        printers.add_printer, by=SYSTEM, name=f"Teras {fresh_key()}", at="preview:", purpose="loket:2"
    )
    client, _made = paired_screen(served, role="kiosk", printer=own["id"])
    token = csrf(client, "/kiosk/")
    issued = client.post("/api/v1/tickets", json={"loket": 1},
                         headers={"Idempotency-Key": fresh_key(), "X-CSRF-Token": token}).get_json()  # fmt: skip
    job = issued["print"]["job"]
    assert served.office.see(lambda read: _printer_of(read, job)) == own["id"]


def _printer_of(read: Any, job: int) -> int:
    from office.records.tables import PrintJob

    found = read.session.get_one(PrintJob, job)
    return int(read.session.get_one(Printer, found.printer_id).id)


def test_unknown_screens_cannot_fill_the_office(served: Served) -> None:
    for _ in range(pairing.MOST_WAITING):
        try:
            served.office.do(pairing.begin, by=SYSTEM)
        except pairing.TooMany:
            break
    with pytest.raises(pairing.TooMany):
        served.office.do(pairing.begin, by=SYSTEM)
    served.clock.forward(minutes=11)
    assert served.office.do(pairing.begin, by=SYSTEM)["user_code"]


def test_the_api_describes_it(served: Served) -> None:
    paths = served.client.get("/api/v1/openapi.json").get_json()["paths"]
    for name in ("pairing", "pairing/poll", "pairing/approve", "heartbeat"):
        assert "requestBody" in paths[f"/api/v1/devices/{name}"]["post"], name
    assert Approval.model_fields.keys() >= {"code", "role", "zone", "printer", "speaker", "name"}
    assert DEVICE_COOKIE


def test_the_tv_s_page_opened_by_a_supervisor_lives_and_speaks_beside_other_seats(served: Served) -> None:
    served.clock.forward(minutes=1)
    client, token = served.browser("loket1", "pengawas")
    assert client.get("/display/").status_code == 200
    said = {"screen": "of-the-supervisor", "sound": True, "socket": "s", "resolution": "1920x1080"}
    headers = {"X-CSRF-Token": token}
    assert post(served, client, "heartbeat", said, **headers).status_code == 204
    board = client.get("/api/v1/board").get_json()
    assert board["voice"]["speaker"] == "of-the-supervisor"
    tvs = [row for row in served.office.see(supervisor.overview)["devices"] if row["role"] == "display"]
    assert [row["tone"] for row in tvs if row["name"] == "Dewi Kartika"] == ["ready"]
    served.clock.forward(seconds=20)
    plain, token = served.browser("loket1")
    assert post(served, plain, "heartbeat", said | {"screen": "b"}, **{"X-CSRF-Token": token}).status_code == 204
    assert client.get("/api/v1/board").get_json()["voice"]["speaker"] == "of-the-supervisor", "a loket is no TV"
