"""Every form of the counter in which somebody writes keeps a draft; and the server's side of drafts."""

import re

import pytest

from office.people import drafts
from office.procedure import Stage
from tests.conftest import ROOT
from tests.surfaces.page_forms import OFFICERS, act_forms, sit

FOLDER = ROOT / "counter" / "templates"
FORM = re.compile(r"<form\b(?P<head>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>(?P<inside>.*?)</form>", re.DOTALL)
#: {% include "a/" ~ name ~ ".html" %}: every template that the name may stand for
INCLUDE = re.compile(r"""{%-?\s*include\s+"([^"]+)"(?:\s*~\s*[\w.]+\s*~\s*"([^"]+)")?""")
TYPED = re.compile(r"<textarea|<input(?![^>]*type=\"(?:hidden|checkbox|radio|submit|search|file)\")")
MACRO = re.compile(r"{%-?\s*macro (\w+)\([^%]*%}(.*?){%-?\s*endmacro", re.DOTALL)
#: forms that are no work of anybody's: (template, what its head holds) -> why nothing is kept
EXCEPTIONS = {
    ("counter/backoffice/writing.html", "data-writing"): "what is typed is kept at once as the file's letter text",
    ("counter/backoffice/centre.html", "data-writing"): "the same",
    ("counter/backoffice/file.html", "data-writing"): "the same",
    ("counter/books/page.html", "book-filter"): "a period stands in the address",
    ("counter/office_settings/exchange.html", "settings_import"): "a file; nothing is typed",
    ("counter/office_settings/devices.html", "device-add"): "a code on another screen that lives ten minutes",
    ("counter/office_settings/voice.html", "voice_pack_add"): "a pack's name, one box",
    (
        "counter/office_settings/voice.html",
        "voice_trim",
    ): "two numbers over a whole that is kept",
    ("counter/signin/form.html", "sign_in"): "name and password are typed anew",
}


def whole(text: str) -> str:
    """The template with its parts in it."""

    def parts(found: re.Match[str]) -> str:
        first, last = found[1], found[2]
        paths = sorted(FOLDER.glob(f"{first}*{last}")) if last else [FOLDER / first]
        return "".join(whole(path.read_text(encoding="utf-8")) for path in paths)

    return INCLUDE.sub(parts, text)


def boxes():
    """Macros that draw something to write in, with those that use them."""
    found = {name: body for path in FOLDER.rglob("*.html") for name, body in MACRO.findall(path.read_text("utf-8"))}
    names = {name for name, body in found.items() if TYPED.search(body)}
    while more := {name for name, body in found.items() if name not in names and called(names).search(body)}:
        names |= more
    return names


def called(macros):
    return re.compile(rf"\b(?:{'|'.join(sorted(macros))})\(")


def forms():
    """(template, head, inside) of every form that the counter's templates open."""
    for path in sorted(FOLDER.rglob("*.html")):
        for found in FORM.finditer(whole(path.read_text(encoding="utf-8"))):
            yield str(path.relative_to(FOLDER)), found["head"], found["inside"]


def test_every_form_that_somebody_writes_in_keeps_a_draft():
    asks = called(boxes())
    written = [(name, head) for name, head, inside in forms() if TYPED.search(inside) or asks.search(inside)]
    assert len({head for _, head in written}) > 8, "the forms are found"
    bare = {
        (name, head.strip()) for name, head in written
        if "data-draft=" not in head and not any(name == n and mark in head for n, mark in EXCEPTIONS)
    }  # fmt: skip
    assert not bare, "add data-draft to these forms, or say here why nothing of them is kept"


def test_the_exceptions_are_still_there():
    seen = {(name, mark) for name, head, _ in forms() for n, mark in EXCEPTIONS if name == n and mark in head}
    assert seen == set(EXCEPTIONS)


@pytest.mark.parametrize("folder", ["kiosk", "display"])
def test_public_screens_keep_nothing(folder):
    pages = [path.read_text(encoding="utf-8") for kind in ("*.html", "*.js") for path in (ROOT / folder).rglob(kind)]
    assert pages and not any("data-draft" in page or "drafts.js" in page or "counter/drafts" in page for page in pages)


@pytest.fixture
def kasi(client, office):
    return sit(client, office, OFFICERS["kasi"])


@pytest.fixture
def token(kasi):
    """The session's CSRF token, from a page."""
    return re.search(r'name="csrf-token" content="([^"]+)"', kasi.get("/counter/kasi").text)[1]


def keep(client, token, officer=OFFICERS["kasi"], **more):
    typed = {"officer": officer, "form": "act:1:process", "drawn": "k1", "n": 1,
             "boxes": [{"name": "note", "label": "Catatan", "values": ["Layak."]}], **more}  # fmt: skip
    return client.post("/counter/drafts", json=typed, headers={"X-CSRF-Token": token})


def look(client, *of, officer=OFFICERS["kasi"]):
    return client.get("/counter/drafts", query_string=[("officer", officer), *(("of", name) for name in of)])


def test_a_page_keeps_and_looks(kasi, token):
    told = keep(kasi, token)
    assert (told.status_code, told.json["clock"], told.json["overtook"]) == (200, "09.41", None)
    (draft,) = look(kasi, "act:1:*").json["drafts"]
    assert draft["boxes"][0]["values"] == ["Layak."] and draft["at"] == told.json["at"]
    assert look(kasi).json == look(kasi, "act:2:process").json == {"drafts": []}


@pytest.mark.parametrize(
    ("officer", "given", "status"),
    [(OFFICERS["camat"], {}, 409), (OFFICERS["kasi"], {"form": "Sahrul Anam"}, 422), (None, {}, 422),
     (OFFICERS["kasi"], {"boxes": [{"name": "note", "values": ["x" * 40_000]}]}, 422)],
)  # fmt: skip
def test_what_cannot_be_kept_is_told(kasi, token, officer, given, status):
    told = keep(kasi, token, officer, **given)
    assert told.status_code == status and told.json["detail"]
    assert "Sahrul" not in told.text, "what was typed is not repeated"
    assert look(kasi, "*").json == {"drafts": []}


def test_nobody_looks_into_another_officer_s_drafts(kasi, token):
    keep(kasi, token)
    assert look(kasi, "*", officer=OFFICERS["camat"]).status_code == 409
    kasi.delete_cookie("pendopo_session")
    assert look(kasi, "*").status_code == 303
    assert keep(kasi, token).status_code == 401


def test_keeping_needs_the_page_s_token(kasi, token):
    assert keep(kasi, "").json["code"] == keep(kasi, "falsch").json["code"] == "csrf"


def test_each_seat_of_a_browser_has_drafts_of_its_own(client, office):
    both = sit(client, office, OFFICERS["kasi"], OFFICERS["operator"])
    token = re.search(r'name="csrf-token" content="([^"]+)"', both.get("/counter/kasi").text)[1]
    keep(both, token, OFFICERS["operator"])
    assert look(both, "*").json == {"drafts": []}
    assert len(look(both, "*", officer=OFFICERS["operator"]).json["drafts"]) == 1


def sent(client, office, file_id, act, **typed):
    """Send an act's form as it is drawn, with its draft; answers the status and what is still kept."""
    page = client.get(f"/counter/files/{file_id}?as=kasi").text
    form = act_forms(page)[act]
    token, name = form.fields["csrf_token"], f"act:{file_id}:{act}"
    assert f'data-draft="{name}"' in page
    keep(client, token, form=name, drawn=form.fields["key"])
    for field, value in typed.items():
        form.fields[field] = value
    form.fields["draft"] = name
    answer = client.post(form.action, data=form.fields)
    return answer.status_code, look(client, name).json["drafts"]


def test_a_draft_ends_with_its_act_and_not_with_a_refusal(kasi, office, walk):
    file_id = walk.file(at=Stage.KASI_PARAF, visit=False)
    status, left = sent(kasi, office, file_id, "send_back", note="")
    assert status == 422 and len(left) == 1
    assert sent(kasi, office, file_id, "send_back", note="Jam keliru.") == (303, [])


def test_an_act_of_htmx_names_its_draft_in_a_header(client, office, people):
    from office.hall import tickets
    from tests.surfaces.loket_hands import Hands

    hands = Hands(client, office, 1)
    made = office.do(tickets.issue, by=people["kiosk"], loket=1)
    name = f"ticket:{made['id']}:cancel"
    keep(client, hands.csrf, OFFICERS["loket1"], form=name)
    ends = {"X-CSRF-Token": hands.csrf, "X-Draft": name}
    url = f"{hands.url}/tickets/{made['id']}/cancel"
    assert client.post(url, data={"key": "k1", "reason": "Pulang"}, headers=ends).status_code == 200
    assert look(client, "*", officer=OFFICERS["loket1"]).json == {"drafts": []}


def test_an_odd_name_of_a_draft_harms_no_act(kasi, office, walk):
    file_id = walk.file(at=Stage.KASI_PARAF, visit=False)
    form = act_forms(kasi.get(f"/counter/files/{file_id}?as=kasi").text)["paraf"]
    form.fields["draft"] = "Sahrul Anam"
    answer = kasi.post(form.action, data=form.fields)
    assert answer.status_code == 303 and walk.row(file_id).stage == Stage.SEKCAM_PARAF
    assert office.see(drafts.kept, holder=f"officer:{OFFICERS['kasi']}", of=["*"]) == []
