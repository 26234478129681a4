"""The queue's acts for machine clients: hold with a timer, call back, take over, correct, leave a loket."""

import pytest

from tests.server.conftest import Served


@pytest.fixture(autouse=True)
def _fresh(served: Served) -> None:
    """Nothing is at hand at loket 1, which is open."""
    served.post("loket1", "/lokets/1/break", {"at_hand": "finish"})
    served.post("loket1", "/lokets/1/open")


def _called(served: Served, *states: str) -> int:
    served.post("kiosk", "/tickets", {"loket": 1})
    ticket = served.post("loket1", "/lokets/1/call-next").get_json()["id"]
    for state in states:
        assert served.post("loket1", f"/tickets/{ticket}/{state}").status_code == 200
    return int(ticket)


def test_hold_with_minutes_and_call_back(served: Served) -> None:
    first = _called(served, "serve")
    held = served.post("loket1", f"/tickets/{first}/hold", {"reason": "fotokopi", "minutes": 10})
    assert (held.status_code, held.get_json()["state"]) == (200, "held")
    assert served.post("loket1", f"/tickets/{first}/hold", {"minutes": 0}).status_code == 422
    second = _called(served, "serve")
    asked = served.post("loket1", f"/tickets/{first}/call-back")
    assert (asked.status_code, asked.get_json()["code"], asked.get_json()["ticket"]) == (409, "at_hand", second)
    back = served.post("loket1", f"/tickets/{first}/call-back", {"at_hand": "return"})
    assert (back.status_code, back.get_json()["state"]) == (200, "called")


def test_correct_transfer_by_service_and_give_back(served: Served) -> None:
    ticket = _called(served)
    fixed = served.post("loket1", f"/tickets/{ticket}/correct", {"purpose": "collect", "priority": "balita"}).get_json()
    assert (fixed["purpose"], fixed["priority"], fixed["state"]) == ("collect", "balita", "called")
    assert served.post("loket1", f"/tickets/{ticket}/correct", {"priority": False}).get_json()["priority"] is None
    elsewhere = served.post("loket1", f"/tickets/{ticket}/correct", {"service": "NP02"})
    assert (elsewhere.status_code, elsewhere.get_json()["code"], elsewhere.get_json()["loket"]) == (
        409,
        "wrong_loket",
        2,
    )
    assert served.post("loket1", f"/tickets/{ticket}/give-back").get_json()["state"] == "waiting"
    assert served.post("loket1", f"/tickets/{ticket}/transfer", {}).status_code == 422
    assert served.post("loket1", f"/tickets/{ticket}/transfer", {"service": "NP02"}).get_json()["loket"] == 2


def test_a_pause_asks_what_becomes_of_the_number_at_hand(served: Served) -> None:
    _called(served, "serve")
    asked = served.post("loket1", "/lokets/1/break", {"reason": "salat"})
    assert (asked.status_code, asked.get_json()["code"]) == (409, "at_hand")
    done = served.post("loket1", "/lokets/1/break", {"reason": "salat", "at_hand": "finish"})
    assert (done.status_code, done.get_json()["state"]) == (200, "break")
    assert served.get("display", "/board").get_json()["lokets"][0]["state"] == "break"


def test_the_acts_are_described(served: Served) -> None:
    spec = served.get(None, "/openapi.json").get_json()
    for act in ("take-over", "give-back", "call-back", "correct", "hold"):
        assert "post" in spec["paths"][f"/api/v1/tickets/{{ticket_id}}/{act}"]
    assert {"purpose", "priority", "service"} <= set(spec["components"]["schemas"]["Correction"]["properties"])
    assert {"reason", "minutes"} <= set(spec["components"]["schemas"]["Hold"]["properties"])
