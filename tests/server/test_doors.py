"""Who may enter: every address has its mark, every mark is held, for every kind of caller."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from office.office import SYSTEM
from office.people import devices
from office.people.doors import door, door_of
from server import doors, refusals
from tests.server.conftest import ROLES, Served, fresh_key

SAFE = {"GET", "HEAD", "OPTIONS"}
#: something that fits each kind of a URL's argument
ARGUMENTS = {"int": "1", "string": "x", "path": "x.css", "default": "x"}


def rules(served: Served) -> Iterator[Rule]:
    """Every address but plain files."""
    for rule in served.hall.app.url_map.iter_rules():
        if not rule.endpoint.endswith("static"):
            yield rule


def desks_of(served: Served, rule: Rule) -> tuple[str, ...]:
    mark = door_of(served.hall.app.view_functions[rule.endpoint])
    assert mark is not None, f"{rule} has no door mark"
    return mark.desks


def address(rule: Rule) -> str:
    """The rule with arguments that fit: loket 1 wherever a loket is named, ids of nothing else."""

    def fill(found: re.Match[str]) -> str:
        kind, _, name = found[1].rpartition(":")
        if kind.startswith("any("):
            return kind[4:-1].split(",")[0].strip(" '\"")
        return "1" if name == "loket" else {"int": "777"}.get(kind, ARGUMENTS[kind or "default"])

    return re.sub(r"<([^>]+)>", fill, rule.rule) + ("?ticket=777" if "<any('hold'" in rule.rule else "")


def seats_at(name: str, desks: tuple[str, ...]) -> bool:
    return not desks or ROLES[name]["role"] in desks


def test_every_address_has_a_door_mark(served: Served) -> None:
    counted = [rule for rule in rules(served) if desks_of(served, rule) is not None]
    assert len(counted) == len(list(rules(served))) >= 90


def test_a_view_without_a_mark_is_not_served(served: Served) -> None:
    app = Flask("forgotten")
    doors.install(app, served.office)
    refusals.install(app)
    app.add_url_rule("/api/v1/forgotten", "forgotten", lambda: "in")
    app.add_url_rule("/api/v1/open", "open", door()(lambda: "in"))
    for token in ("", *served.tokens.values()):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        assert app.test_client().get("/api/v1/forgotten", headers=headers).status_code == 403
        assert app.test_client().get("/api/v1/open", headers=headers).status_code == 200


def all_methods(served: Served) -> Iterator[tuple[str, Rule]]:
    for rule in rules(served):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, rule


@pytest.mark.parametrize("who", ROLES)
def test_each_machine_enters_where_its_desk_may_and_nowhere_else(served: Served, who: str) -> None:
    """All addresses: 403 unless the mark names the desk; then anything but a closed door."""
    tried = 0
    for method, rule in all_methods(served):
        desks, url = desks_of(served, rule), address(rule)
        answer = served.ask(who, method, url, json={} if method != "GET" else None)
        wrong_loket = who == "loket2" and "loket>" in rule.rule and "loket" in desks
        if rule.endpoint == "counter.signing_in":
            continue  # its 403 is about the password
        if seats_at(who, desks) and not wrong_loket:
            assert answer.status_code not in (401, 403), (method, rule.rule, answer.get_data(as_text=True)[:200])
        else:
            assert answer.status_code == 403, (method, rule.rule, answer.status_code)
        assert answer.status_code < 500, (method, rule.rule, answer.get_data(as_text=True)[:300])
        tried += 1
    assert tried >= 90


def test_nobody_enters_only_open_doors(served: Served) -> None:
    for method, rule in all_methods(served):
        answer = served.ask(None, method, address(rule), json={} if method != "GET" else None)
        if not desks_of(served, rule):
            password = rule.endpoint == "counter.signing_in"
            assert answer.status_code not in (401, 403) or password, (method, rule.rule)
        elif rule.rule.startswith("/api/") or method not in SAFE:
            assert answer.status_code == 401, (method, rule.rule, answer.status_code)
        else:
            assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (303, "/counter/sign-in"), (
                rule.rule
            )
        assert answer.status_code < 500


def test_a_revoked_token_is_worth_nothing(served: Served) -> None:
    given = served.office.do(devices.issue_token, by=SYSTEM, role="display")
    served.tokens["short"] = given["token"]
    assert served.get("short", "/board").status_code == 200
    served.office.do(devices.revoke_token, by=SYSTEM, token_id=given["id"])
    assert served.get("short", "/board").status_code == 401
    assert served.client.get("/api/v1/services", headers={"Authorization": "Bearer nonsense"}).status_code == 401


@pytest.mark.parametrize("header", ["", "Bearer", "Basic Zm9v", "bearer x", "Bearer \t"])
def test_a_header_that_is_no_token_opens_nothing(served: Served, header: str) -> None:
    assert served.client.get("/api/v1/board", headers={"Authorization": header}).status_code == 401


def mutating(served: Served) -> Iterator[tuple[str, Rule]]:
    yield from ((method, rule) for method, rule in all_methods(served) if method not in SAFE)


def test_every_mutating_address_asks_a_session_for_its_csrf_token(served: Served) -> None:
    """Crawled from the URL map, so that a new address is covered the day it comes."""
    client, csrf = served.browser("loket1", "kasi", "operator", "sekcam", "camat", "pengawas", "kios", "tv")
    counted = 0
    for method, rule in mutating(served):
        desks = desks_of(served, rule)
        if (desks and set(desks) <= {"agent"}) or rule.rule == "/counter/sign-out":
            continue
        url = address(rule)
        for given in ({}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "x" * len(csrf)}):
            answer = client.open(url, method=method, json={}, headers={"Idempotency-Key": fresh_key(), **given})
            assert answer.status_code == 400, (method, rule.rule, answer.status_code)
            assert "kedaluwarsa" in answer.get_data(as_text=True)
        ok = client.open(url, method=method, json={}, headers={"Idempotency-Key": fresh_key(), "X-CSRF-Token": csrf})
        assert "sudah kedaluwarsa. Muat ulang" not in ok.get_data(as_text=True), (method, rule.rule)
        counted += 1
        if rule.rule.startswith(("/floor-plan", "/counter/sign-in")):
            client, csrf = served.browser("loket1", "kasi", "operator", "sekcam", "camat", "pengawas", "kios", "tv")
    assert counted >= 55


def test_a_form_carries_the_token_too(served: Served) -> None:
    client, csrf = served.browser("pengawas")
    sent = {"key": fresh_key(), "csrf_token": csrf, "act": "open", "state": "open"}
    assert client.post("/counter/supervisor/day", data=sent).status_code != 400
    assert client.post("/counter/supervisor/day", data=sent | {"csrf_token": "x"}).status_code == 400


def test_a_token_beside_a_session_counts_alone(served: Served) -> None:
    """A browser's cookie lends a machine nothing, and the other way round."""
    client, _csrf = served.browser("camat")
    machine = {"Authorization": f"Bearer {served.tokens['display']}", "Idempotency-Key": fresh_key()}
    assert client.post("/api/v1/files/1/acts/sign", json={"version": 1}, headers=machine).status_code == 403


def test_signing_out_is_real(served: Served) -> None:
    client, csrf = served.browser("kasi")
    cookie = client.get_cookie("pendopo_session").value
    assert client.get("/counter/kasi").status_code == 200
    assert client.post("/counter/sign-out", headers={"X-CSRF-Token": csrf}).status_code == 303
    thief = served.client
    thief.set_cookie("pendopo_session", cookie)
    assert thief.get("/counter/kasi").status_code == 303, "a copied cookie opens nothing after signing out"


def test_a_session_ends_by_itself(served: Served) -> None:
    client, _csrf = served.browser("kasi")
    served.clock.forward(hours=11)
    assert client.get("/counter/kasi").status_code == 200
    served.clock.forward(hours=2)
    assert client.get("/counter/kasi").status_code == 303


def test_who_left_the_office_sits_nowhere_from_now_on(served: Served) -> None:
    """The cookie and the tokens of an officer who is no longer active open nothing; the way in stays open."""
    from office.records.tables import Officer

    client, _csrf = served.browser("sekcam", "operator")
    given = served.office.do(devices.issue_token, by=SYSTEM, role="sekcam", officer="sekcam")
    served.tokens["sekcams"] = given["token"]
    assert (client.get("/counter/sekcam").status_code, served.get("sekcams", "/board").status_code) == (200, 200)
    _set_active(served, Officer, False)
    assert (client.get("/counter/sekcam").status_code, served.get("sekcams", "/board").status_code) == (403, 401)
    assert client.get("/counter/operator").status_code == 200, "the other seat of the session stays"
    assert client.get("/counter/sign-in").status_code == 200
    _set_active(served, Officer, True)


def _set_active(served: Served, table: Any, active: bool) -> None:
    from sqlalchemy import update

    with served.office.database.write() as session:
        session.execute(update(table).where(table.username == "sekcam").values(active=active))


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200), ("127.0.0.1:8000", 200), ("evil.example", 400), ("evil.example:8000", 400),
        ("127.0.0.1.evil.example", 400), ("localhost@evil.example", 400),
    ],
)  # fmt: skip
def test_the_example_office_answers_to_this_machine_s_names_only(served: Served, host: str, status: int) -> None:
    for url in ("/", "/api/v1/services", "/counter/sign-in"):
        assert served.client.get(url, headers={"Host": host}).status_code == status


def test_the_session_s_id_changes_with_every_seat(served: Served) -> None:
    client = served.client
    seen = set()
    for room in ("loket-1", "kasi", "kasi"):
        session = client.get_cookie("pendopo_session")
        data = {"csrf_token": _csrf_of(served, session.value)} if session else {}
        assert client.post(f"/floor-plan/{room}", data=data).status_code == 303
        seen.add(client.get_cookie("pendopo_session").value)
    assert len(seen) == 3


def _csrf_of(served: Served, cookie: str) -> str:
    from office.people import sessions

    return str(served.office.see(sessions.seated, cookie=cookie)["csrf"])


def test_the_cookie_s_flags(served: Served) -> None:
    plain = served.client.post("/floor-plan/kasi").headers["Set-Cookie"]
    secure = served.client.post("/floor-plan/kasi", base_url="https://localhost").headers["Set-Cookie"]
    for cookie in (plain, secure):
        assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "Secure" in secure and "Secure" not in plain


def test_the_way_back_after_signing_in_stays_in_this_hall(served: Served) -> None:
    from counter.signin.pages import _onward

    with served.hall.app.test_request_context():
        assert _onward("/counter/kasi") == "/counter/kasi"
        for wanted in (
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "/counter/\\\\evil",
            "javascript:alert(1)",
            "/counter//evil.example",
            "counter/kasi",
            "",
            "/api/v1/board",
            "\n/counter/kasi",
        ):
            assert _onward(wanted) == "/counter/", wanted


def test_a_kasi_reads_his_section_s_files_and_letters_only(served: Served) -> None:
    from office.procedure import Stage

    file_id = served.walk.file(at=Stage.RELEASING, service="IZ04")
    version = served.walk.row(file_id).letter_version
    for url in (
        f"/files/{file_id}",
        f"/letters/{_letter(served, file_id, version)}.pdf",
        f"/files/{file_id}/archive.pdf",
    ):
        assert served.get("kasi", url).status_code == 200, url
        assert served.get("kasi_kesra", url).status_code == 403, url
    listed: list[dict[str, Any]] = served.get("kasi_kesra", "/files").get_json()
    assert [row for row in listed if row["id"] == file_id] == []
    assert [row["id"] for row in served.get("kasi", "/files").get_json()] == [file_id]
    for who, status in (("kasi", 200), ("kasi_kesra", 403)):
        url = f"/counter/letters/{_letter(served, file_id, version)}/surat.pdf"
        assert served.ask(who, "GET", url).status_code == status


def _letter(served: Served, file_id: int, n: int | None) -> int:
    from office.files import letters

    found = served.office.see(lambda read: letters.version_of(read, file_id, n or 0))
    assert found is not None
    return int(found.id)


def test_who_does_nothing_on_paper_sees_no_slip_s_secrets(served: Served) -> None:
    """The kiosk may ask about a slip, but neither the tracking code nor the survey code stands in the answer."""
    made = served.walk.register()
    found = served.get("kiosk", f"/print-jobs/{made['print']['job']}")
    assert found.status_code == 200
    assert made["track_code"] not in found.get_data(as_text=True)
    assert made["track_code"][:4] not in found.get_data(as_text=True)
