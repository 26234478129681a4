"""The example office's plan: every room opens with one press, as that room's officer."""

import pytest

from office.people import sessions
from office.records.founding import EXAMPLE_STAFF
from server.floor_plan.rooms import ROOMS
from tests.surfaces.page_forms import forms_of


def enter(client, key):
    """Press the room's door as it is drawn now."""
    form = next(form for form in forms_of(client.get("/").text) if form.action == f"/floor-plan/{key}")
    return client.post(form.action, data=form.fields)


def test_all_rooms_of_the_hall_are_on_the_plan(client):
    page = client.get("/").text
    keys = [form.action.removeprefix("/floor-plan/") for form in forms_of(page)]
    offices = ["kasi", "operator", "sekcam", "camat", "supervisor"]
    assert keys == ["kiosk", "tv", "loket-1", "loket-2", *offices, "settings", "print-room"]
    assert page.count('target="_blank" rel="noopener"') == len(keys)
    assert "MODE LATIHAN" in page


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.key)
def test_a_room_opens_as_its_officer(client, office, room):
    answer = enter(client, room.key)
    assert (answer.status_code, answer.location) == (303, room.url)
    cookie = answer.headers["Set-Cookie"]
    assert all(part in cookie for part in ("pendopo_session=", "HttpOnly", "SameSite=Strict", "Path=/"))
    seated = office.see(sessions.seated, cookie=client.get_cookie("pendopo_session").value)
    assert [actor.name for actor in seated["actors"]] == [row[1] for row in EXAMPLE_STAFF if row[0] == room.username]
    assert client.get(room.url).status_code == 200


def test_rooms_opened_one_after_the_other_all_stay_open(client):
    for room in ROOMS:
        assert enter(client, room.key).status_code == 303
    for room in ROOMS:
        assert client.get(room.url).status_code == 200, room.key


def test_an_open_room_still_works_after_another_was_opened(client):
    """The session's id changes, its token does not: a page drawn before may still send."""
    enter(client, "loket-1")
    form = next(form for form in forms_of(client.get("/counter/loket/1").text) if "sign-out" in form.action)
    enter(client, "kasi")
    assert client.post(form.action, data=form.fields).status_code == 303
    assert client.get("/counter/kasi").status_code == 200, "only one seat was left"
    assert client.get("/counter/loket/1").status_code == 403


def test_what_an_open_room_has_under_way_is_answered_when_another_opens(app, client, clock):
    """Sent with the cookie that was true when it was sent; soon after, that cookie opens nothing."""
    enter(client, "kasi")
    under_way = app.test_client()
    under_way.set_cookie("pendopo_session", client.get_cookie("pendopo_session").value)
    enter(client, "loket-1")
    assert under_way.get("/counter/kasi").status_code == 200
    clock.forward(seconds=11)
    assert under_way.get("/counter/kasi").status_code == 303
    assert client.get("/counter/kasi").status_code == 200


def test_there_is_no_other_room(client):
    assert client.post("/floor-plan/vault").status_code == 404
