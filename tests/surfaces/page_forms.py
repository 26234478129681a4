"""The forms of a page as a browser would send them, and signing in: what page tests share."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from office.office import ANYONE, Office
from office.people import sessions


@dataclass
class PageForm:
    """One form: where it goes, what it would send untouched, and the boxes it offers."""

    action: str
    fields: MultiDict = field(default_factory=MultiDict)
    boxes: dict[str, list[str]] = field(default_factory=dict)
    words: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._form: PageForm | None = None
        self._area = self._select = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self._form = PageForm(given.get("action", ""))
            self.forms.append(self._form)
        elif self._form is None:
            return
        elif tag == "input":
            self._input(given)
        elif tag == "textarea":
            self._area = given["name"]
            self._form.fields[self._area] = ""
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and ("selected" in given or self._select not in self._form.fields):
            self._form.fields[self._select] = given.get("value", "")

    def _input(self, given):
        name, value, kind = given.get("name", ""), given.get("value", "on"), given.get("type", "text")
        if kind in ("checkbox", "radio"):
            self._form.boxes.setdefault(name, []).append(value)
            if "checked" not in given:
                return
        self._form.fields.add(name, value)

    def handle_data(self, data):
        if self._form is not None:
            self._form.words += data
            if self._area:
                self._form.fields[self._area] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = ""


def forms_of(html: str) -> list[PageForm]:
    """All forms of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def act_forms(html: str) -> dict[str, PageForm]:
    """The forms of a file's acts, by act."""
    return {
        form.action.partition("/acts/")[2].partition("?")[0]: form for form in forms_of(html) if "/acts/" in form.action
    }


def sit(client: FlaskClient, office: Office, *officers: int) -> FlaskClient:
    """Seat officers (by id) in this client's browser, one after the other."""
    cookie = None
    for officer in officers:
        entered = office.do(sessions.enter, by=ANYONE, officer_id=officer, cookie=cookie, keep_seats=True)
        cookie = entered["cookie"]
    client.set_cookie("pendopo_session", cookie)
    return client


#: officers of the example office by desk
OFFICERS = {"loket1": 1, "loket2": 2, "kasi": 3, "operator": 4, "sekcam": 5, "camat": 6, "supervisor": 7}
#: typed for a list of boxes: tick them all
TICK = object()


def press(client: FlaskClient, page_url: str, act: str, typed: dict[str, object]):
    """Open the page, fill in the act's form as an officer would, send it."""
    form = act_forms(client.get(page_url).text)[act]
    sent = form.fields.copy()
    for name, value in typed.items():
        sent.setlist(name, form.boxes[name] if value is TICK else [value])
    return client.post(form.action, data=sent)
