"""Several acts, folders and delegations as machines ask for them."""

from typing import Any

from office.procedure import Stage
from tests.server.conftest import Served


def named(served: Served, *ids: int) -> list[dict[str, Any]]:
    rows = [served.walk.row(file_id) for file_id in ids]
    return [{"id": row.id, "file_version": row.version, "version": row.letter_version} for row in rows]


def test_several_files_in_one_request(served: Served) -> None:
    ids = [served.walk.file(at=Stage.SEKCAM_PARAF, service="NP07") for _ in range(2)]
    body = {"files": named(served, *ids)}
    body["files"][1]["file_version"] = 1
    answer = served.post("sekcam", "/files/acts/paraf", body, key="several").get_json()
    assert answer["done"] == 1
    assert [row.get("code") for row in answer["results"]] == [None, "file_has_moved"]
    assert answer["results"][0]["stage"] == Stage.CAMAT_SIGNATURE
    assert served.post("sekcam", "/files/acts/paraf", body, key="several").get_json() == answer
    assert served.walk.row(ids[1]).stage == Stage.SEKCAM_PARAF


def test_consecutive_acts_and_what_is_no_run(served: Served) -> None:
    file_id = served.walk.file(at=Stage.PROCESSING, service="NP01")
    answer = served.post("kasi", "/files/acts/process+paraf", {"files": [{"id": file_id}], "note": "Sesuai."})
    assert answer.get_json()["results"][0]["done"] == ["process", "paraf"]
    assert (
        served.post("kasi", "/files/acts/hand_over", {"files": [{"id": file_id}]}).get_json()["code"] == "no_such_run"
    )
    assert served.post("kasi", "/files/acts/paraf", {"files": []}).status_code == 422
    assert (
        served.post("kasi", "/files/acts/paraf", {"files": [{"id": 1}]}, key=None).get_json()["code"] == "key_missing"
    )


def test_a_session_that_has_not_confirmed_is_refused_where_a_machine_is_not(served: Served) -> None:
    from office.people import staff
    from office.records.tables import Officer

    file_id = served.walk.file(at=Stage.CAMAT_SIGNATURE, service="NP07")
    with served.office.database.write() as session:
        session.query(Officer).filter_by(username="camat").update(
            {"password_hash": staff.hash_password("Slopeng 1234")}
        )
    client, csrf = served.browser("camat")
    headers = {"X-CSRF-Token": csrf, "Idempotency-Key": "a-session"}
    for path, body in (
        (f"/files/{file_id}/acts/sign", {"version": 1}),
        ("/files/acts/sign", {"files": [{"id": file_id}]}),
    ):
        refused = client.post(f"/api/v1{path}", json=body, headers=headers)
        assert (refused.status_code, refused.get_json()["code"]) == (409, "confirm_first")
    assert served.post("camat", f"/files/{file_id}/acts/sign", {"version": 1}).status_code == 200


def test_a_folder_there_and_back(served: Served) -> None:
    file_id = served.walk.file(at=Stage.CAMAT_SIGNATURE, service="NP07")
    assert file_id in [row["file"] for row in served.get("camat", "/folders").get_json()["waiting"]]
    sheets = {"sheets": [{"file": file_id, "version": 1, "sheets": 2}], "bearer": "Moh. Hasan"}
    assert served.post("camat", "/folders", sheets).status_code == 403
    made = served.post("operator", "/folders", sheets, key="folder")
    folder = made.get_json()["id"]
    assert (made.status_code, served.post("operator", "/folders", sheets, key="folder").status_code) == (201, 200)
    back = {"sheets": [{"file": file_id, "state": "signed", "sheets": 1}]}
    assert served.post("sekcam", f"/folders/{folder}/return", back).get_json()["short"] == 1
    told = served.get("kasi", f"/folders/{folder}").get_json()
    assert (told["sheets"], told["sheets_back"], told["signed"]) == (2, 1, [file_id]) and "kurang 1" in told[
        "difference"
    ]
    assert served.get("kasi", f"/folders/{folder}.pdf").data.startswith(b"%PDF")
    assert served.get("kasi", "/folders/99").status_code == 404


def test_delegations_and_who_signs(served: Served) -> None:
    given = {"role": "sekcam", "style": "Plh.", "basis": "SP 1/2026", "to_at": "2030-11-30T16:00"}
    assert served.post("kasi", "/delegations", given).status_code == 403
    made = served.post("sekcam", "/delegations", given)
    assert made.status_code == 201
    assert served.post("admin", "/delegations", given).get_json()["code"] == "overlap"
    signer = served.get("loket1", "/signer").get_json()
    assert (signer["role"], signer["delegated"]) == ("sekcam", True) and signer["words"].startswith("Plh. Camat")
    row = served.get("camat", "/delegations").get_json()[0]
    assert (row["state"], row["to"]) == ("running", "2030-11-30T16:00:00+07:00")
    block = served.get("admin", "/signer/block?role=kasi&style=Plt.").get_json()
    assert block["heading"] == ["Plt. CAMAT AMBUNTEN,"]
    assert served.post("sekcam", f"/delegations/{made.get_json()['id']}/end").status_code == 200
    assert served.get("camat", "/signer").get_json()["delegated"] is False


def test_the_openapi_document_knows_them(served: Served) -> None:
    paths = served.client.get("/api/v1/openapi.json").get_json()["paths"]
    for path in ("/files/acts/{acts}", "/folders", "/folders/{folder_id}/return", "/delegations",
                 "/delegations/{delegation_id}/end", "/signer", "/signer/block"):  # fmt: skip
        assert f"/api/v1{path}" in paths, path
