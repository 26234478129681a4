"""Complaints over the API: who may, what comes back, and nothing that tells a wrong number from a wrong code."""

import pytest

from tests.server.conftest import Served, fresh_key
from tests.server.test_api import problem

STORY = "Menunggu dua jam tanpa dipanggil."


def complain(served: Served, who: str = "kiosk", **body: object) -> dict:
    answer = served.post(who, "/complaints", {"about": "waktu", "words": STORY, **body})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return dict(answer.get_json())


class TestTaking:
    @pytest.mark.parametrize("who", ["kiosk", "loket1", "supervisor"])
    def test_a_number_a_code_and_paper(self, served: Served, who: str) -> None:
        made = complain(served, who)
        assert made["number"].startswith("ADU-") and len(made["code"]) == 9
        assert (made["state"], made["severity"]) == ("open", "ringan")
        assert made["reply_by"] < made["decide_by"] and made["print"]["state"] == "queued"

    def test_one_key_is_one_complaint(self, served: Served) -> None:
        key, body = fresh_key(), {"about": "sikap"}
        first, again = (served.post("kiosk", "/complaints", body, key=key) for _ in range(2))
        assert (first.status_code, again.status_code) == (201, 200) and first.get_json() == again.get_json()
        problem(served.post("kiosk", "/complaints", {"about": "biaya"}, key=key), 409, "key_reused")

    @pytest.mark.parametrize(
        ("who", "body", "status", "code"),
        [
            ("kiosk", {}, 422, "invalid"), ("kiosk", {"about": "cuaca"}, 422, "invalid"),
            ("kiosk", {"about": "sikap", "severity": "berat"}, 422, "invalid"),
            ("kiosk", {"about": "sikap", "words": "x" * 4001}, 422, "invalid"),
            ("kiosk", {"about": "sikap", "service": "XX99"}, 404, "unknown"),
            ("kiosk", {"about": "sikap", "file": "9999/9/99/2026"}, 422, "invalid"),
            ("loket1", {"about": "sikap"}, 409, "needs_missing"),
            ("kasi", {"about": "sikap"}, 403, "not_your_desk"), (None, {"about": "sikap"}, 401, "not_signed_in"),
        ],
    )  # fmt: skip
    def test_refusals(self, served: Served, who: str | None, body: dict, status: int, code: str) -> None:
        problem(served.post(who, "/complaints", body), status, code)

    def test_the_document_describes_it(self, served: Served) -> None:
        spec = served.get(None, "/openapi.json").get_json()
        assert set(spec["paths"]["/api/v1/complaints"]) == {"get", "post"}
        body = spec["paths"]["/api/v1/complaints"]["post"]["requestBody"]["content"]["application/json"]["schema"]
        name = body["$ref"].rpartition("/")[2]
        assert {"about", "words", "name", "confidential"} <= set(spec["components"]["schemas"][name]["properties"])


class TestHandling:
    def test_only_the_supervisor_reads(self, served: Served) -> None:
        made = complain(served, name="Zulaikha", confidential=True)
        for who in ("kiosk", "loket1", "kasi", "camat", "admin"):
            problem(served.get(who, "/complaints"), 403, "not_your_desk")
            problem(served.get(who, f"/complaints/{made['id']}"), 403, "not_your_desk")
        one = served.get("supervisor", f"/complaints/{made['id']}").get_json()
        assert (one["name"], one["confidential"], one["words"]) == ("Zulaikha", True, STORY)
        assert made["id"] in [row["id"] for row in served.get("supervisor", "/complaints").get_json()]

    def test_from_the_reply_to_the_end(self, served: Served) -> None:
        made = complain(served)
        at = f"/complaints/{made['id']}"
        assert served.post("supervisor", f"{at}/grade", {"severity": "berat"}).get_json()["severity"] == "berat"
        assert served.post("supervisor", f"{at}/notes", {"words": "Kami periksa."}).get_json()["state"] == "replied"
        assert served.post("supervisor", f"{at}/settle", {"words": "Loket ditambah."}).get_json()["state"] == "settled"
        problem(served.post("supervisor", f"{at}/withdraw", {"words": "x"}), 409, "complaint_ended")
        assert made["id"] in [row["id"] for row in served.get("supervisor", "/complaints?ended=1").get_json()]
        problem(served.post("supervisor", "/complaints/9999/notes", {"words": "x"}), 404, "unknown")
        problem(served.post("loket1", f"{at}/notes", {"words": "x"}), 403, "not_your_desk")


class TestTracking:
    def test_by_number_and_code(self, served: Served) -> None:
        made = complain(served, name="Zulaikha")
        found = served.get(None, f"/complaints/track?number={made['number']}&code={made['code']}").get_json()
        assert (found["state"], found["answers"]) == ("open", [])
        assert "Zulaikha" not in str(found) and STORY not in str(found)

    def test_wrong_number_and_wrong_code_are_one_answer(self, served: Served) -> None:
        made = complain(served)
        wrong = [f"number={made['number']}&code=AAAABBBB", f"number=ADU-9999/2026&code={made['code']}", "", "number=0"]
        told = [problem(served.get(None, f"/complaints/track?{asked}"), 404, "unknown") for asked in wrong]
        assert all(answer == told[0] for answer in told)

    def test_guessing_is_held_to_a_pace(self, served: Served) -> None:
        answers = [served.get(None, "/complaints/track?number=ADU-0001/2026&code=AAAABBBB") for _ in range(15)]
        assert answers[-1].status_code == 429 and int(answers[-1].headers["Retry-After"]) >= 1
