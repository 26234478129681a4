"""An officer's hands at the loket without a browser: reads what is drawn and presses it as htmx would send it."""

import json
import re
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from office.office import Office
from office.records.tables import PrintJob
from tests.surfaces.page_forms import OFFICERS, sit

PANEL = re.compile(r'<hx-partial hx-target="#([\w-]+)">(.*?)</hx-partial>', re.DOTALL)
NIK = "3529094104880004"
SITTI = {
    "name": "Sitti Aminah", "nik": NIK, "village": "Ambunten Tengah", "address": "Dusun Pasar", "phone": "081234564471",
}  # fmt: skip
PLACES = ("tools", "queue", "current", "said", "acts", "desk")


class Drawn(HTMLParser):
    """What a panel offers: buttons by id, forms by id or address, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.buttons: dict[str, dict[str, str]] = {}
        self.forms: dict[str, tuple[str, MultiDict[str, str]]] = {}
        self.boxes: dict[str, list[str]] = {}
        self.words = ""
        self._form: MultiDict[str, str] | None = None
        self._area = self._select = ""
        self.feed(html)
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = MultiDict()
            self.forms[given.get("id") or given.get("hx-post", "")] = (given.get("hx-post", ""), self._form)
        if tag == "button" and "id" in given:
            self.buttons[given["id"]] = given
        named = self.forms.get(given.get("form", ""), ("", self._form))[1]
        if tag == "input" and named is not None:
            self._input(given, named)
        if self._form is None or tag == "input":
            return
        if tag == "textarea":
            self._area = given["name"]
            self._form[self._area] = ""
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and ("selected" in given or self._select not in self._form):
            self._form[self._select] = given.get("value", "")

    def _input(self, given, form):
        name, value = given.get("name", ""), given.get("value", "")
        if given.get("type") in ("checkbox", "radio"):
            self.boxes.setdefault(name, []).append(value)
            if "checked" not in given:
                return
        form.add(name, value)

    def handle_data(self, data):
        self.words += f" {data}"
        if self._area:
            self._form[self._area] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = ""


class Hands:
    """The officer of Loket `n` before the screen. `panels` is the screen as it stands, by place."""

    def __init__(self, client: FlaskClient, office: Office, n: int) -> None:
        self.client, self.n = sit(client, office, OFFICERS[f"loket{n}"]), n
        self.url = f"/counter/loket/{n}"
        self.status = 200
        self.panels: dict[str, Drawn] = {}
        self.look()

    def look(self) -> None:
        """Load the page anew."""
        page = self.client.get(self.url).text
        self.csrf = re.search(r'name="csrf-token" content="([^"]+)"', page)[1]  # type: ignore[index]
        starts = [(page.index(f'id="{place}"'), place) for place in PLACES]
        ends = [start for start, _ in starts[1:]] + [len(page)]
        self.panels = {place: Drawn(page[start:end]) for (start, place), end in zip(starts, ends, strict=True)}

    def __getattr__(self, place: str) -> Drawn:
        """`hands.queue`, `hands.desk`: one panel."""
        return self.panels[place]

    def press(self, button: str, form: str = "", **typed: Any) -> None:
        """Press a drawn button that is an act of its own; `form` is the id of the form it sends, with what is typed."""
        place = next(place for place, drawn in self.panels.items() if button in drawn.buttons)
        drawn = self.panels[place].buttons[button]
        assert "disabled" not in drawn, f"{button} rests"
        sent = self._filled(form, typed) if form else MultiDict()
        sent.update(json.loads(drawn.get("hx-vals", "{}")))
        self.send(drawn["hx-post"], sent)

    def submit(self, form: str, **typed: Any) -> None:
        """Send a drawn form with what was typed into it."""
        url = next(drawn.forms[form][0] for drawn in self.panels.values() if form in drawn.forms)
        self.send(url, self._filled(form, typed))

    def open(self, button: str) -> None:
        """Follow a button that only draws something."""
        drawn = next(drawn.buttons[button] for drawn in self.panels.values() if button in drawn.buttons)
        self.take(self.client.get(drawn["hx-get"]), drawn.get("hx-target", "").lstrip("#"))

    def send(self, url: str, sent: MultiDict[str, Any], *, csrf: str | None = None) -> None:
        """One POST as the page sends it, and what it redraws."""
        token = self.csrf if csrf is None else csrf
        self.take(self.client.post(url, data=sent, headers={"X-CSRF-Token": token, "HX-Request": "true"}))

    def take(self, answer: Any, target: str = "") -> None:
        """Swap the panels of an answer; the others stay as they are."""
        self.status = answer.status_code
        found = PANEL.findall(answer.text) or ([(target, answer.text)] if target else [])
        self.swapped = [place for place, _ in found]
        self.raw = answer.text
        self.panels |= {place: Drawn(html) for place, html in found}

    def _filled(self, form: str, typed: dict[str, Any]) -> MultiDict[str, Any]:
        fields = next(drawn.forms[form][1] for drawn in self.panels.values() if form in drawn.forms).copy()
        for name, value in typed.items():
            fields.setlist(name.replace("__", "."), value if isinstance(value, list) else [value])
        return fields


def register(hands: Hands, code: str = "NP02", **typed: Any) -> int:
    """A registered file on the desk: its id."""
    hands.submit("register", **{"service": code, **SITTI, **typed})
    assert hands.status == 200, hands.desk.words
    return int(re.search(r'data-file="(\d+)"', hands.raw)[1])  # type: ignore[index]


def slips(office: Office, kind: str) -> list[PrintJob]:
    """What was queued for the printers, of one kind."""
    found: list[PrintJob] = office.see(
        lambda read: list(read.session.scalars(select(PrintJob).where(PrintJob.kind == kind).order_by(PrintJob.id)))
    )
    return found


def asked(hands: Hands) -> list[str]:
    """The papers that the checklist asks for now."""
    return [value for name, value in hands.desk.forms["file-form"][1].items(multi=True) if name == "asked"]
