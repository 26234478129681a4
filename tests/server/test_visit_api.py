"""One visit by the API: the same person, the same bearer, several letters, a thumbprint."""

from typing import Any

import pytest

from office.procedure import Stage
from tests.server.conftest import Served

SITTI = {"name": "Sitti Aminah", "nik": "3529094104880004"}
RIDWAN = {"name": "Moh. Ridwan", "relation": "Kepala Desa", "letter": True}


def register(served: Served, **more: Any) -> dict[str, Any]:
    answer = served.post("loket2", "/files", {"service": "NP02", **more})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    found: dict[str, Any] = answer.get_json()
    return found


def test_somebody_already_here_is_named_by_a_file(served: Served) -> None:
    one = register(served, applicant=SITTI, proxy=RIDWAN)["id"]
    two = register(served, service="NP01", applicant_of=one, same_bearer={"file": one, "relation": "Kepala Desa"})["id"]
    rows = [served.walk.row(each) for each in (one, two)]
    assert rows[0].applicant_id == rows[1].applicant_id
    assert rows[0].proxy_id == rows[1].proxy_id


@pytest.mark.parametrize("body", [{}, {"applicant_of": 1, "same_bearer": {}}, {"applicant": {}}])
def test_nobody_named_is_unreadable(served: Served, body: dict[str, Any]) -> None:
    answer = served.post("loket2", "/files", {"service": "NP02", **body})
    assert answer.status_code == 422
    assert answer.get_json()["code"] == "invalid"


def test_several_letters_with_a_thumbprint_are_one_act(served: Served) -> None:
    ids = [served.walk.file(at=Stage.READY, service=code) for code in ("NP01", "NP02")]
    body: dict[str, Any] = {
        "files": ids, "receiver": {"kind": "pemohon", "id_shown": True}, "mark": "cap_jempol",
        "sheet_counts": {str(ids[0]): 2},
    }  # fmt: skip
    refused = served.post("loket2", "/handovers", body)
    assert (refused.status_code, refused.get_json()["missing"]) == (409, ["witness"])
    done = served.post("loket2", "/handovers", {**body, "witness": {"name": "Suharto Adi"}})
    assert done.status_code == 201, done.get_data(as_text=True)
    assert [file["stage"] for file in done.get_json()["files"]] == [Stage.HANDED_OVER] * 2


def test_the_description_names_the_new_fields(served: Served) -> None:
    schemas = served.get(None, "/openapi.json").get_json()["components"]["schemas"]
    assert {"applicant_of", "same_bearer"} <= schemas["Register"]["properties"].keys()
    assert {"mark", "witness", "sheet_counts"} <= schemas["HandOverMany"]["properties"].keys()
