"""From the form of an act to its body: dots in names nest, names ending in [] are lists, days and times are joined."""

from typing import Any

from werkzeug.datastructures import MultiDict

from office.errors import Invalid, NeedsMissing, Refusal
from office.words import dates, numerals
from office.words.unreadable import WORDS, sentence

META = ("csrf_token", "key", "draft", "run", "password")
#: kept even when empty: an emptied field of a letter is an answer
KEPT_EMPTY = "fields."
NUMBERS = ("volume", "rate")
#: rows of a berita acara; a row in which nobody wrote anything is none
ROWS = ("items", "officers", "present")
UNWRITTEN = {"id", "role"}


def read(form: MultiDict[str, str], page: dict[str, Any]) -> dict[str, Any]:
    """The form as the body's model takes it. `page`: the file as it stands, to see what a correction changes.

    Refuses with Invalid when a day comes with a time that is none.
    """
    body: dict[str, Any] = {}
    for name in form:
        if name.endswith("[]"):
            body[name.removesuffix("[]")] = [value for value in form.getlist(name) if value]
        elif name not in META and (form[name].strip() or name.startswith(KEPT_EMPTY)):
            _put(body, name.split("."), form[name])
    for name in [key for key, value in body.items() if isinstance(value, dict) and value.keys() <= {"day", "time"}]:
        body[name] = _moment(name, body[name])
    if "levy" in body:
        body["levy"] = [_line(row) for _, row in sorted(body["levy"].items(), key=lambda row: (len(row[0]), row[0]))]
    for name in ROWS:
        if name in body:
            body[name] = _rows(body[name])
    if "changes" in body:
        body["changes"] = _changes(body["changes"], page)
    return {name: value for name, value in body.items() if value is not None}


def flat(form: MultiDict[str, str], without: tuple[str, ...]) -> dict[str, Any]:
    """What was filled in, as it stands: for a body that many files share."""
    return {name: form[name] for name in form if name not in without and form[name].strip()}


def problems(refusal: Refusal | None) -> dict[str, str]:
    """Form field -> what is wrong with it."""
    if refusal is None:
        return {}
    found = refusal.extra.get("fields") or {}
    if isinstance(refusal, NeedsMissing):
        found = dict.fromkeys(refusal.extra["missing"], WORDS["missing"])
    named = {str(name): sentence(str(words)) for name, words in found.items()}
    return {**{f"fields.{name}": words for name, words in named.items()}, **named}


def _put(body: dict[str, Any], path: list[str], value: str) -> None:
    for part in path[:-1]:
        body = body.setdefault(part, {})
    body[path[-1]] = value


def _moment(name: str, given: dict[str, str]) -> str | None:
    """A chosen day and a typed time as one local time; None without a day."""
    if "day" not in given:
        return None
    try:
        return f"{given['day']}T{dates.parse_time(given.get('time', '')):%H:%M}"
    except ValueError:
        words = "Tulis jam, misalnya 10.00."
        raise Invalid(f"Jam belum benar. Perbaiki: {words}", fields={name: words}) from None


def _rows(given: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows `name.<n>.…` in their order, without those that hold no more than what the page put there."""
    ordered = sorted(given.items(), key=lambda row: (len(row[0]), row[0]))
    return [row for _, row in ordered if isinstance(row, dict) and row.keys() - UNWRITTEN]


def _line(row: dict[str, str]) -> dict[str, str]:
    """A levy line with its numbers as machines write them; what cannot be read is left for the model to refuse."""
    return {name: _plain_number(value) if name in NUMBERS else value for name, value in row.items()}


def _plain_number(typed: str) -> str:
    try:
        return f"{numerals.parse_number(typed):f}"
    except ValueError:
        return typed


def _changes(given: dict[str, Any], page: dict[str, Any]) -> dict[str, Any]:
    """Only what differs from the record."""
    fields = {field["id"]: field["text"] for field in page["fields"]}
    typed = given.pop("fields", {})
    changed = {name: value for name, value in given.items() if value != page["applicant"].get(name)}
    differing = {name: value for name, value in typed.items() if value != fields.get(name)}
    return {**changed, **({"fields": differing} if differing else {})}
