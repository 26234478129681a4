"""The API's manners: keys, problems, headers, its own description, and nothing hostile that brings it down."""

import json
import logging
import re
from typing import Any

import pytest
from flask import Flask, abort
from werkzeug.test import TestResponse

from office.errors import Busy
from office.hall import tickets
from office.people.doors import door
from office.procedure import Act
from server import refusals
from server.doors import BadCsrf
from tests.server.conftest import ROLES, Served, fresh_key

APPLICANT = {"name": "Raden Ayu Zulaikha", "nik": "3529017112850042", "phone": "081999888777"}


def problem(answer: TestResponse, status: int, code: str) -> dict[str, Any]:
    """The answer as an RFC 9457 problem, checked."""
    assert answer.status_code == status, answer.get_data(as_text=True)[:300]
    assert answer.content_type == "application/problem+json"
    told: dict[str, Any] = answer.get_json()
    assert {"type", "title", "status", "code", "detail"} <= set(told)
    assert (told["status"], told["code"]) == (status, code)
    assert len(told["detail"]) > 10 and told["detail"][0].isupper(), "a sentence for a person"
    return told


class TestKeys:
    def test_first_201_then_200_with_the_same_answer(self, served: Served) -> None:
        key = fresh_key()
        first = served.post("kiosk", "/tickets", {"loket": 1}, key=key)
        again = served.post("kiosk", "/tickets", {"loket": 1}, key=key)
        assert (first.status_code, again.status_code) == (201, 200)
        assert first.get_json() == again.get_json()

    def test_another_body_under_the_same_key(self, served: Served) -> None:
        key = fresh_key()
        served.post("kiosk", "/tickets", {"loket": 1}, key=key)
        problem(served.post("kiosk", "/tickets", {"loket": 2}, key=key), 409, "key_reused")

    def test_every_mutating_address_asks_for_a_key(self, served: Served) -> None:
        spec = served.get(None, "/openapi.json").get_json()
        asked = 0
        for path, item in spec["paths"].items():
            for method in set(item) & {"post", "put", "patch", "delete"}:
                for who in ROLES:
                    answer = served.ask(who, method.upper(), _fill(path), key=None, json=_minimal(spec, item[method]))
                    if answer.status_code == 400:
                        problem(answer, 400, "key_missing")
                        asked += 1
                        break
                    assert answer.status_code in (401, 403, 404, 422), (path, answer.status_code)
                else:
                    assert path.endswith("/acts/{act}"), f"{path} was served without a key"
        assert asked >= 45

    @pytest.mark.parametrize("key", ["", "x" * 201])
    def test_a_key_that_is_none(self, served: Served, key: str) -> None:
        answer = served.client.post("/api/v1/tickets", json={"loket": 1}, headers={
            "Authorization": f"Bearer {served.tokens['kiosk']}", "Idempotency-Key": key})  # fmt: skip
        problem(answer, 400, "key_missing")

    def test_a_refused_request_may_be_repeated_under_its_key(self, served: Served) -> None:
        key = fresh_key()
        problem(served.post("kiosk", "/tickets", {"loket": 77}, key=key), 404, "unknown")
        problem(served.post("kiosk", "/tickets", {"loket": 77}, key=key), 404, "unknown")


def _fill(path: str) -> str:
    values = {"loket": "1", "outcome": "played", "act": "open", "token": "x"}
    return re.sub(r"\{([^}]+)\}", lambda found: values.get(found[1], "777"), path)


def _minimal(spec: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    """A body with the required fields only, so that nothing but the key is missing."""
    schema = _body_schema(spec, operation)
    return {name: _sample(spec, schema["properties"][name]) for name in schema.get("required", ())} if schema else {}


def _body_schema(spec: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return _resolve(spec, content.get("schema", {}))


def _resolve(spec: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        found = spec
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def _sample(spec: dict[str, Any], schema: dict[str, Any]) -> Any:
    schema = _resolve(spec, schema)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        return {name: _sample(spec, schema["properties"][name]) for name in schema.get("required", ())}
    return {"string": "Abcdef", "integer": 1, "number": 1, "boolean": True, "array": [1]}.get(str(kind), "x")


class TestProblems:
    def test_400_csrf(self, served: Served) -> None:
        client, _csrf = served.browser("loket1")
        problem(
            client.post("/api/v1/tickets", json={"loket": 1}, headers={"Idempotency-Key": fresh_key()}), 400, "csrf"
        )

    def test_401_403_404_405(self, served: Served) -> None:
        problem(served.get(None, "/board"), 401, "not_signed_in")
        problem(served.post("display", "/tickets", {"loket": 1}), 403, "not_your_desk")
        problem(served.get(None, "/nothing-here"), 404, "not_found")
        problem(served.get("loket1", "/files/777"), 404, "unknown")
        problem(served.get(None, "/tickets/no-such-token"), 404, "unknown")
        answer = served.ask("kiosk", "DELETE", "/api/v1/tickets")
        problem(answer, 405, "method_not_allowed")

    def test_409_says_why(self, served: Served) -> None:
        made = served.post("kiosk", "/tickets", {"loket": 1}).get_json()
        problem(served.post("loket1", f"/tickets/{made['id']}/serve"), 409, "not_now")
        problem(served.post("loket2", "/files", {"service": "IZ04", "applicant": APPLICANT}), 409, "wrong_loket")

    def test_413_415(self, served: Served) -> None:
        huge = served.ask(
            "kiosk", "POST", "/api/v1/tickets", data=b" " * (8 * 1024 * 1024 + 1), content_type="application/json"
        )
        assert problem(huge, 413, "http_error")["detail"] == "Kiriman terlalu besar."
        app = Flask("types")
        refusals.install(app)
        app.add_url_rule("/api/v1/upload", "upload", door()(lambda: abort(415)), methods=["POST"])
        problem(app.test_client().post("/api/v1/upload", data=b"x"), 415, "http_error")

    @pytest.mark.parametrize(
        "body", [b"{", b"[1,2]", b'"x"', b"null", b"\xff\xfe", b"[" * 100_000, b'{"loket":' * 5000, b"NaN"]
    )
    def test_422_for_what_is_no_object(self, served: Served, body: bytes) -> None:
        answer = served.ask("kiosk", "POST", "/api/v1/tickets", data=body, content_type="application/json")
        problem(answer, 422, "invalid")

    def test_422_names_the_field_in_indonesian(self, served: Served) -> None:
        answer = served.post(
            "loket1", "/files", {"service": "IZ04", "applicant": {"name": "S", "nik": "12"}, "typo": 1}
        )
        told = problem(answer, 422, "invalid")
        assert set(told["fields"]) == {"applicant.name", "applicant.nik", "typo"}
        assert (
            told["fields"]["applicant.nik"] == "NIK harus 16 angka. Periksa KTP-el, atau kosongkan bila tidak dibawa."
        )
        for words in told["fields"].values():
            assert not re.search(r"\b(should|must|field|input|valid|extra)\b", words, re.IGNORECASE), words

    def test_a_crash_is_told_with_an_id_that_is_in_the_log(
        self, served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def broken(*_: Any, **__: Any) -> None:
            raise ZeroDivisionError("boom")

        monkeypatch.setattr("office.files.catalogue.public", broken)
        monkeypatch.setattr(served.office, "see", broken)
        with caplog.at_level(logging.ERROR):
            told = problem(served.get(None, "/services"), 500, "crash")
        assert re.fullmatch(r"[0-9A-F]{4}", told["reference"])
        assert told["reference"] in told["detail"] and f"crash {told['reference']}" in caplog.text
        assert "ZeroDivisionError" in caplog.text and "boom" not in json.dumps(told)

    def test_503_when_the_database_is_held(self, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
        def busy(*_: Any, **__: Any) -> None:
            raise Busy

        monkeypatch.setattr(served.office, "do", busy)
        answer = served.post("kiosk", "/tickets", {"loket": 1})
        problem(answer, 503, "busy")
        assert int(answer.headers["Retry-After"]) >= 1

    def test_every_refusal_has_a_status_and_a_sentence(self) -> None:
        from office import errors

        kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.Refusal)]
        assert len(kinds) >= 20
        for kind in [*kinds, BadCsrf]:
            refusal = kind(["x"]) if kind is errors.NeedsMissing else kind()
            assert refusals.status_of(refusal) in (400, 401, 403, 404, 409, 422, 429, 503)
            assert refusal.detail.endswith((".", "?", "!")) and refusal.code.islower(), kind

    def test_people_get_a_page_and_scripts_a_problem(self, served: Served) -> None:
        page = served.client.get("/no-such-page")
        assert (page.status_code, page.mimetype) == (404, "text/html") and "tidak ditemukan" in page.get_data(
            as_text=True
        )
        script = served.client.get("/no-such-page", headers={"Accept": "application/json"})
        problem(script, 404, "not_found")


class TestDescription:
    def test_it_describes_every_address_of_the_api(self, served: Served) -> None:
        spec = served.get(None, "/openapi.json").get_json()
        described = {(method.upper(), path) for path, item in spec["paths"].items() for method in item}
        there = set()
        for rule in served.hall.app.url_map.iter_rules():
            if rule.rule.startswith("/api/") and rule.endpoint != "openapi.spec":
                path = re.sub(r"<(?:[^:>]+:)?([^>]+)>", r"{\1}", rule.rule)
                there |= {(method, path) for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
        assert described == there

    def test_it_holds_together(self, served: Served) -> None:
        """OpenAPI 3: references resolve, path arguments are declared, every answer has words, ids are unique."""
        spec = served.get(None, "/openapi.json").get_json()
        assert spec["openapi"].startswith("3.") and spec["info"]["title"] == "Pendopo"
        for reference in re.findall(r'"\$ref": "([^"]+)"', json.dumps(spec)):
            assert _resolve(spec, {"$ref": reference})
        names = []
        for path, item in spec["paths"].items():
            wanted = set(re.findall(r"\{([^}]+)\}", path))
            for method, operation in item.items():
                if method not in ("get", "post", "put", "patch", "delete"):
                    continue
                declared = [*item.get("parameters", []), *operation.get("parameters", [])]
                assert {p["name"] for p in declared if p["in"] == "path"} == wanted, path
                assert all(p.get("required") for p in declared if p["in"] == "path"), path
                assert operation["responses"] and all(a["description"] for a in operation["responses"].values()), path
                names += [operation["operationId"]] if "operationId" in operation else []
        assert len(names) == len(set(names))
        assert {"Token", "Session"} <= set(spec["components"]["securitySchemes"])

    def test_every_act_of_the_procedure_has_its_body_there(self, served: Served) -> None:
        spec = served.get(None, "/openapi.json").get_json()
        for act in Act:
            operation = spec["paths"][f"/api/v1/files/{{file_id}}/acts/{act}"]["post"]
            assert "file_version" in _body_schema(spec, operation)["properties"], act


class TestHeaders:
    @pytest.mark.parametrize("url", ["/", "/counter/sign-in", "/api/v1/services", "/no-such-page", "/api/v1/board"])
    def test_pages_keep_to_themselves(self, served: Served, url: str) -> None:
        answer = served.client.get(url)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "object-src 'none'" in policy and "base-uri 'none'" in policy
        assert "unsafe" not in policy and "http:" not in policy and "*" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "no-store" in answer.headers["Cache-Control"]
        assert "Access-Control-Allow-Origin" not in answer.headers

    def test_files_may_be_kept_and_pages_not(self, served: Served) -> None:
        page = served.client.get("/counter/sign-in").get_data(as_text=True)
        file = re.search(r'href="(/look/[^"]+)"', page)
        assert file and "?v=" in file[1]
        assert "immutable" in served.client.get(file[1]).headers["Cache-Control"]
        unnamed = served.client.get(file[1].partition("?")[0]).headers["Cache-Control"]
        assert "no-cache" in unnamed and "immutable" not in unnamed, "without its fingerprint it is asked for again"

    def test_a_path_that_climbs_finds_nothing(self, served: Served) -> None:
        for url in (
            "/assets/../server/app.py",
            "/assets/%2e%2e/server/app.py",
            "/look/../../app.py",
            "/kiosk/static/..%2f..%2fpages.py",
            "/assets//etc/passwd",
            "/look/....//app.py",
        ):
            assert served.client.get(url, follow_redirects=True).status_code in (400, 404), url


#: what nobody should send
HOSTILE: list[Any] = [
    None,
    True,
    -1,
    0,
    10**19,
    10**30,
    1.5,
    "",
    " ",
    "x" * 5000,
    "\x00",
    "a\x00b",
    "\ud800",
    "'; DROP TABLE history; --",
    "\r\nX: y",
    "\x1b@",
    "{{7*7}}",
    [],
    {},
    [[]],
    {"a": {"b": []}},
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59-14:00",
    "NaN",
    "1e400",
    "-0",
    "\u202e",
]


class TestHostile:
    def test_no_field_of_any_body_brings_the_server_down(self, served: Served) -> None:
        spec = served.get(None, "/openapi.json").get_json()
        tried = 0
        for path, item in spec["paths"].items():
            if "post" not in item or path.endswith("/print-jobs/lease"):
                continue
            schema = _body_schema(spec, item["post"])
            who = _who(served, path)
            fields = dict(schema.get("properties", {}))
            bodies = [{**_minimal(spec, item["post"]), name: value} for name in fields for value in HOSTILE]
            for body in bodies:
                data = json.dumps(body)
                answer = served.ask(who, "POST", _fill(path), data=data, content_type="application/json")
                assert answer.status_code < 500, (path, data[:200], answer.get_data(as_text=True)[:200])
                tried += 1
        assert tried > 1500

    @pytest.mark.parametrize(
        "value", ["%00", "%ff", "%F0%9F%98%80", "99999999999999999999999", "-1", "'", "%0d%0aX:1", "x" * 3000]
    )
    def test_no_address_does_either(self, served: Served, value: str) -> None:
        tried = 0
        for rule in served.hall.app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or rule.endpoint.endswith("static"):
                continue
            url = re.sub(r"<[^>]+>", value, rule.rule)
            for who in ("loket1", "kasi", "kiosk", None):
                names = ("q", "number", "code", "from", "to", "stage", "limit", "ticket", "service")
                query = "?" + "&".join(f"{name}={value}" for name in names)
                answer = served.ask(who, "GET", url + query)
                assert answer.status_code < 500, (url[:80], who, answer.get_data(as_text=True)[:300])
                tried += 1
        assert tried > 100

    @pytest.mark.parametrize(
        ("stage", "desk", "act", "body"),
        [
            ("REGISTERED", "loket1", "accept", {"visit_at": "0001-01-01T00:00:00+14:00"}),
            ("REGISTERED", "loket1", "accept", {"visit_at": "9999-12-31T23:59:59-14:00"}),
            ("REGISTERED", "loket1", "accept", {"visit_at": "0001-01-01"}),
            ("FIELD_VISIT", "kasi", "record_visit", {"result": "sesuai", "findings": "x", "at": "0001-01-01T00:00:00"}),
            (
                "FIELD_VISIT",
                "kasi",
                "record_visit",
                {"result": "sesuai", "findings": "x", "at": "9999-12-31T23:59:59-12:00"},
            ),
            ("FIELD_VISIT", "kasi", "reschedule_visit", {"visit_at": "9999-12-31T23:59:59-12:00", "note": "x"}),
            ("PROCESSING", "kasi", "process", {"fields": {"jam_mulai": "99:99"}}),
            ("PROCESSING", "kasi", "process", {"fields": {"tanggal_acara": "31-02-2026"}}),
            ("PROCESSING", "kasi", "process", {"fields": {"x" * 500: "y"}}),
            ("DRAFTING", "operator", "print_letter", {"version": 10**30}),
            ("KASI_PARAF", "kasi", "paraf", {"version": 10**30}),
            ("KASI_PARAF", "kasi", "paraf", {"file_version": 10**30, "version": 1}),
            ("CAMAT_SIGNATURE", "sekcam", "sign", {"version": 1, "recorded_for": "\x1b@\r\n"}),
        ],
    )
    def test_no_act_s_body_brings_a_file_into_disorder(
        self, served: Served, stage: str, desk: str, act: str, body: dict[str, Any]
    ) -> None:
        file_id = served.walk.file(at=stage)  # type: ignore[arg-type]
        if act == "accept":
            body = {**body, "documents": [r["id"] for r in served.walk.register()["requirements"]]}
        answer = served.post(desk, f"/files/{file_id}/acts/{act}", body)
        assert answer.status_code < 500, answer.get_data(as_text=True)[:300]
        if answer.status_code >= 400:
            assert served.walk.row(file_id).stage == stage
        assert served.get("loket1", f"/files/{file_id}").status_code == 200, "the file can still be looked at"
        assert served.get("loket1", "/files").status_code == 200

    @pytest.mark.parametrize(
        "levy",
        [
            [{"code": "a", "label": "b", "volume": "1e400", "rate": "1"}],
            [{"code": "a", "label": "b", "volume": "NaN", "rate": 1}],
            [{"code": "a", "label": "b", "volume": "0.0000001", "rate": "0.0000001"}],
            [{"code": "a", "label": "b", "volume": -1, "rate": 1}],
            [{"code": "a", "label": "b", "volume": "1e15", "rate": "1e15"}],
            [{}],
            [],
            [{"code": "\x00", "label": "\x1b@", "volume": "1", "rate": "1"}],
        ],
    )
    def test_no_levy_does(self, served: Served, levy: list[dict[str, Any]]) -> None:
        file_id = served.walk.file(at="PROCESSING", service="IZ05")  # type: ignore[arg-type]
        answer = served.post("kasi", f"/files/{file_id}/acts/process", {"levy": levy})
        assert answer.status_code in (200, 422), answer.get_data(as_text=True)[:300]
        assert served.get("kasi", f"/files/{file_id}").status_code == 200
        if answer.status_code == 200:
            assert served.post("operator", f"/files/{file_id}/acts/print_letter").status_code in (200, 409, 422)


def _who(served: Served, path: str) -> str:
    """A machine that may enter, so that the body is looked at."""
    from office.people.doors import door_of

    for rule in served.hall.app.url_map.iter_rules():
        if re.sub(r"<(?:[^:>]+:)?([^>]+)>", r"{\1}", rule.rule) == path and "POST" in (rule.methods or ()):
            mark = door_of(served.hall.app.view_functions[rule.endpoint])
            assert mark is not None
            return next((name for name, how in ROLES.items() if how["role"] in mark.desks), "kiosk")
    raise AssertionError(path)


class TestLimits:
    def test_looking_for_a_file_cannot_be_guessed(self, served: Served) -> None:
        """Wrong number and wrong code read alike, and after ten tries a minute nobody is answered."""
        made = served.walk.register()
        right = {"number": made["registration_number"], "code": made["track_code"]}
        client = served.client
        client.environ_base = {"REMOTE_ADDR": "10.7.7.7"}
        seen = [
            client.get("/api/v1/track", query_string=right | wrong)
            for wrong in ({"code": "ZZZZZZZZ"}, {"number": "9/9/9/9"})
        ]
        assert {answer.get_data() for answer in seen} == {seen[0].get_data()} and seen[0].status_code == 404
        answers = [client.get("/api/v1/track", query_string=right | {"code": f"X{n}"}).status_code for n in range(20)]
        assert answers.count(404) <= 10 and answers[-1] == 429
        blocked = client.get("/api/v1/track", query_string=right)
        problem(blocked, 429, "too_many")
        assert int(blocked.headers["Retry-After"]) >= 1

    def test_the_example_office_lets_a_kiosk_press_on(self, served: Served) -> None:
        assert {served.post("kiosk", "/tickets", {"loket": 1}).status_code for _ in range(12)} == {201}

    def test_an_office_s_own_kiosk_is_slowed_down(self, served: Served) -> None:
        from server.limits import Rate

        rate = Rate(5, 1)
        took = 0
        from office.errors import TooMany

        for _ in range(50):
            try:
                rate.take("kiosk")
                took += 1
            except TooMany as refusal:
                assert refusal.extra["retry_after"] >= 1
        assert took == 5
        rate.take("another kiosk")


def test_nothing_personal_stands_in_addresses_or_answers_of_the_hall(served: Served) -> None:
    made = served.post("loket1", "/files", {"service": "IZ04", "applicant": APPLICANT}).get_json()
    ticket = served.post("kiosk", "/tickets", {"loket": 1}).get_json()
    public = [
        served.get(None, f"/tickets/{ticket['token']}"),
        served.get("display", "/board"),
        served.get(None, "/services"),
    ]
    for answer in public:
        text = answer.get_data(as_text=True)
        assert not re.search(r"\b\d{16}\b|08\d{9}|Zulaikha", text)
    for rule in served.hall.app.url_map.iter_rules():
        assert not re.search(r"\b(nik|applicant|phone|nama)\b", rule.rule), rule.rule
    assert ticket["url"].endswith(ticket["token"]) and made["track_code"] not in ticket["url"]
    assert "Zulaikha" not in json.dumps(made) and APPLICANT["nik"] not in json.dumps(made)


def test_what_is_typed_never_forges_a_line_of_the_log(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    """A crash over somebody's input: the log names the place, not the person, and is one record."""
    forged = 'Zulaikha\n2026-11-23 root INFO everything is fine "3529017112850042"'
    with caplog.at_level(logging.DEBUG):
        served.post("loket1", "/files", {"service": forged, "applicant": {"name": forged, "nik": forged}})
        served.get("loket1", f"/files?q={forged.replace(chr(10), '%0A')}")
        served.client.get("/api/v1/track", query_string={"number": forged, "code": forged})
    for record in caplog.records:
        if not record.name.startswith(("hypothesis", "asyncio")):
            assert "Zulaikha" not in record.getMessage() and "3529017112850042" not in record.getMessage()


def test_help_from_the_kiosk_needs_no_loket(served: Served) -> None:
    made = served.post("kiosk", "/tickets", {"purpose": "help"})
    assert made.status_code == 201 and made.get_json()["purpose"] == "help"
    told = problem(served.post("kiosk", "/tickets", {}), 422, "invalid")
    assert "loket" in told["fields"]


def test_nobody_waits_is_204(served: Served) -> None:
    while served.post("loket2", "/lokets/2/call-next").status_code == 200:
        at_hand = served.office.see(lambda read: tickets.turns.at_hand(read, "token:4"))
        served.post("loket2", f"/tickets/{at_hand.id}/serve")
    assert served.post("loket2", "/lokets/2/call-next").status_code == 204
