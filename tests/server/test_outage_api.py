"""Outages, number blocks, Hubungi, complaints in the search and the file clock through the API, as on the screens."""

import pytest

from office.feedback import complaints
from office.feedback.bodies import Complain
from office.hall import outages
from office.office import SYSTEM
from office.procedure import Act, Stage
from tests.server.conftest import Served

AWAY = {"from_at": "2026-11-23T08:30:00+07:00", "to_at": "2026-11-23T09:30:00+07:00", "note": "Jaringan"}


def test_an_outage_from_its_entry_to_its_end(served: Served) -> None:
    made = served.ask("supervisor", "POST", "/api/v1/outages", json=AWAY)
    assert made.status_code == 201 and made.json["state"] == "open"
    place = f"/api/v1/outages/{made.json['id']}"
    assert [row["id"] for row in served.ask("kasi", "GET", "/api/v1/outages").json] == [made.json["id"]]
    entered = served.ask("loket1", "POST", f"{place}/pad", json={"label": "A-901", "at": "2026-11-23T09:00:00"})
    assert entered.status_code == 201 and entered.json["number"] == "A-901"
    seen = served.ask("loket1", "GET", place).json
    assert [row["number"] for row in seen["pad"]] == ["A-901"] and seen["lokets"] == [1, 2] and seen["cut"] == []
    assert served.ask("loket1", "POST", f"{place}/pad/{entered.json['id']}/back").status_code == 200
    given = {"service": "IZ04", "applicant": {"name": "Sahrul Anam"}, "registered_at": "2026-11-23T08:50:00+07:00"}
    late = served.ask("loket1", "POST", f"{place}/registrations", json=given)
    assert late.status_code == 201 and late.json["stage"] == "REGISTERED"
    assert served.ask("loket1", "POST", f"{place}/finish").json["state"] == "replayed"
    again = served.ask("supervisor", "POST", f"{place}/reopen").json
    assert again["state"] == "open"
    assert served.ask("supervisor", "POST", f"{place}/dismiss", json={}).json["code"] == "invalid"
    assert served.ask("supervisor", "POST", f"{place}/dismiss", json={"note": "Salah"}).json["state"] == "dismissed"


def test_an_outage_that_goes_on_is_ended(served: Served) -> None:
    made = served.ask("supervisor", "POST", "/api/v1/outages", json={"from_at": "2026-11-23T09:00:00"})
    assert made.json["to_at"] is None and made.json["from_at"] == "2026-11-23T09:00:00+07:00", "office time"
    place = f"/api/v1/outages/{made.json['id']}"
    wrong = served.ask("supervisor", "POST", f"{place}/end", json={"at": "2026-11-23T08:00:00"})
    assert (wrong.status_code, wrong.json["code"]) == (422, "invalid")
    assert served.ask("supervisor", "POST", f"{place}/end").json["to_at"].startswith("2026-11-23T09:4")
    assert served.ask("loket1", "POST", place + "/end").status_code == 403
    assert served.ask("supervisor", "POST", "/api/v1/outages/777/end").status_code == 404


def test_a_number_that_the_power_cut_off_is_settled(served: Served) -> None:
    ticket = served.ask("kiosk", "POST", "/api/v1/tickets", json={"loket": 1}).json["id"]
    served.ask("loket1", "POST", "/api/v1/lokets/1/call-next")
    served.office.do(outages.notice, by=SYSTEM)
    served.clock.forward(minutes=30)
    outage = served.office.do(outages.notice, by=SYSTEM)["outage"]
    place = f"/api/v1/outages/{outage}"
    assert [row["id"] for row in served.ask("supervisor", "GET", place).json["cut"]] == [ticket]
    assert served.ask("loket1", "POST", f"{place}/finish").json["code"] == "not_now", "its call still hangs"
    assert served.ask("loket1", "POST", f"{place}/cut/{ticket}", json={"how": "maybe"}).status_code == 422
    assert served.ask("loket1", "POST", f"{place}/cut/{ticket}", json={"how": "served"}).status_code == 200


def test_numbers_set_aside_and_given_up(served: Served) -> None:
    asked = {"series": "registration", "count": 3, "loket": 1}
    made = served.ask("loket1", "POST", "/api/v1/number-blocks", json=asked)
    assert made.status_code == 201 and made.json["last"] - made.json["first"] == 2
    place = f"/api/v1/number-blocks/{made.json['id']}"
    assert [row["id"] for row in served.ask("admin", "GET", "/api/v1/number-blocks").json] == [made.json["id"]]
    gone = {"numbers": [made.json["last"]], "reason": "Lembar sobek"}
    assert served.ask("loket1", "POST", f"{place}/unused", json=gone).status_code == 200
    seen = served.ask("loket1", "GET", place).json
    assert seen["void"] == [made.json["last"]] and len(seen["lines"]) == 3
    assert served.ask("loket1", "POST", f"{place}/unused", json=gone).json["code"] == "already_done"
    assert served.ask("loket1", "POST", "/api/v1/number-blocks", json={**asked, "count": 0}).status_code == 422


def test_a_letter_numbered_on_paper(served: Served) -> None:
    file_id = served.walk.file(at=Stage.NUMBERING, service="NP01")
    served.office.do(outages.notice, by=SYSTEM)
    served.clock.forward(minutes=40)
    outage = served.office.do(outages.notice, by=SYSTEM)["outage"]
    waiting = served.ask("kasi", "GET", f"/api/v1/outages/{outage}").json["to_number"]
    assert [row["id"] for row in waiting] == [file_id] and waiting[0]["left"].startswith("Sisa")
    given = {"number": 1, "day": "2026-11-23"}
    refused = served.ask("kasi", "POST", f"/api/v1/outages/{outage}/letters/{file_id}", json=given)
    assert refused.json["code"] in ("unknown", "invalid"), "no block was set aside"


def test_people_to_tell(served: Served) -> None:
    file_id = served.walk.file(at=Stage.PROCESSING, visit=False)
    served.walk.act(file_id, "kasi", Act.RETURN_TO_APPLICANT, missing=["proposal"], note="Denah buram.")
    found = served.ask("loket1", "GET", "/api/v1/contacts?loket=1").json
    (row,) = found["rows"]
    assert row["why"] == "returned" and {"loket": 1, "count": 1} in found["counts"]
    place = f"/api/v1/contacts/{row['id']}"
    assert served.ask("loket1", "GET", place).json["file"] == file_id
    assert served.ask("loket1", "POST", f"{place}/give-up", json={}).json["code"] == "needs_missing"
    tried = served.ask("loket1", "POST", f"{place}/tries", json={"channel": "phone", "result": "told"})
    assert tried.json["state"] == "told"
    assert served.ask("loket1", "POST", f"{place}/tries", json={"channel": "phone", "result": "told"}).json["code"] == (
        "contact_ended"
    )
    head = {"name": "Ambunten Timur", "head": "H. Moh. Saleh", "phone": "0817 1234 567"}
    assert served.ask("loket1", "PUT", "/api/v1/villages", json=head).status_code == 200


@pytest.mark.parametrize("typed", ["ADU-{:04}/2026", "adu {}", "ADU{}", "adu-{:03}"])
def test_a_complaint_is_found_by_its_number_by_who_handles_it_only(served: Served, typed: str) -> None:
    told = Complain(about="biaya", words="Diminta uang.", name="Bambang", phone="081233334444")
    made = served.office.do(complaints.receive, by=served.walk.people["loket1"], body=told)
    asked = {"q": typed.format(int(made["number"][4:8]))}
    found = served.ask("supervisor", "POST", "/api/v1/search", json=asked)
    assert [(row["kind"], row["number"]) for row in found.json["rows"]] == [("complaint", made["number"])]
    assert "Bambang" not in found.text and "uang" not in found.text
    for who in ("loket1", "kasi", "camat", "admin"):
        assert served.ask(who, "POST", "/api/v1/search", json=asked).json["rows"] == []
    assert served.ask("supervisor", "POST", "/api/v1/search", json={"q": "ADU-0001/2025"}).json["rows"] == []


def test_the_file_clock(served: Served) -> None:
    file_id = served.walk.file(at=Stage.PROCESSING, visit=False)
    hours = served.ask("supervisor", "GET", "/api/v1/file-clock").json
    assert hours["regular"]["5"]["closes"] == "16:30:00" and "6" not in hours["regular"]
    hours["regular"]["1"]["closes"] = "15:00"
    seen = served.ask("admin", "POST", "/api/v1/file-clock/preview", json=hours).json
    assert seen["moved"] == seen["earlier"] >= 1 and seen["rows"][0]["will"] == "Senin 23 Nov, 15.00"
    assert served.ask("supervisor", "PUT", "/api/v1/file-clock", json=hours).json["moved"] == seen["moved"]
    (row,) = (row for row in served.ask("kasi", "GET", "/api/v1/files?desk=kasi").json if row["id"] == file_id)
    assert row["clock"]["due_at"] == "2026-11-23T15:00:00+07:00"
    served.clock.forward(days=2)
    (late,) = (row for row in served.ask("supervisor", "GET", "/api/v1/files/overdue").json if row["id"] == file_id)
    assert late["id"] == row["id"] and late["applicant"] == "" and late["desk"] == "kasi"
    assert served.ask("supervisor", "GET", "/api/v1/desk-times?days=7").json["desks"][0]["key"] == "loket"
    assert served.ask("supervisor", "GET", "/api/v1/desk-times?days=0").status_code == 422


def test_all_of_it_is_described(served: Served) -> None:
    paths = served.ask("kiosk", "GET", "/api/v1/openapi.json").json["paths"]
    for path in ("/outages", "/outages/{outage_id}/pad", "/number-blocks/{block}/unused",
                 "/contacts/{contact_id}/tries", "/file-clock", "/desk-times"):  # fmt: skip
        assert f"/api/v1{path}" in paths, path
