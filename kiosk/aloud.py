""" "Bacakan": what a screen says, spoken by the machine's voice (espeak-ng, a program of its own).

The words are the screen's own phrases, never what somebody typed, and of a ticket only number and loket. Without
espeak-ng the button is not there. Madurese has no machine voice, and gets none.
"""

import functools
import shutil
import subprocess
from collections.abc import Callable

from flask import Blueprint, Response, abort, request

from kiosk.visit import Visit, current
from office.office import Office
from office.people.doors import door
from office.views import kiosk
from office.words.numerals import spoken_digits, ticket_parts

PROGRAM = "espeak-ng"
VOICES = {"id": "id+f2", "en": "en+f2"}
#: seconds a child may take; a screen takes 0.1
PATIENCE = 10
SERVICES = ("kiosk.choose_service", "kiosk.without_service", "kiosk.search", "kiosk.call_officer")
#: view: the phrases of its screen, in the order in which they stand there
SCREENS: dict[str, tuple[str, ...]] = {
    "home": ("kiosk.welcome", "kiosk.what_do_you_need", "kiosk.counter_1", "kiosk.counter_2", "kiosk.priority",
             "kiosk.priority_who", "kiosk.complete_file", "kiosk.collect_letter", "kiosk.help_me", "kiosk.track_file",
             "kiosk.all_tickets_free", "kiosk.call_officer"),
    "loket": SERVICES, "search": ("kiosk.search_title", "kiosk.search_line"),
    "requirements": ("kiosk.bring_these", "kiosk.complete_question"),
    "purpose": ("kiosk.which_loket", "kiosk.which_loket_hint", "kiosk.take_ticket"),
    "helping": ("kiosk.help_title", "kiosk.help_line", "kiosk.call_officer_here", "kiosk.take_help_ticket",
                "kiosk.search", "complaint.title"),
    "complaint": ("complaint.title", "complaint.line", "complaint.about"),
    "status": ("status.title", "status.where_to_find", "status.enter_number", "status.enter_code"),
    "survey_code": ("survey.title", "survey.about", "survey.type_code", "survey.code_where"),
    "survey": ("survey.title", "survey.about"),
    "leftover": ("leftover.title", "leftover.about", "leftover.type_code"),
    "done": ("ticket.your_number",), "idle": ("kiosk.still_here", "kiosk.continue", "common.done"),
}  # fmt: skip


def add(blueprint: Blueprint, office: Office) -> None:
    """`/kiosk/aloud/<screen>`: the WAV of a screen in the visitor's language."""

    @blueprint.get("/aloud/<screen>")
    @door("kiosk")
    def aloud(screen: str) -> Response:
        if screen not in SCREENS or not offered(current()):
            abort(404)
        said = sentences(office, screen, current(), request.args.get("of", ""))
        return Response(spoken(". ".join(said) + ".", VOICES[current().lang]), mimetype="audio/wav")


def offered(visit: Visit) -> bool:
    """Whether this visitor's language can be spoken here."""
    return visit.lang in VOICES and _program() is not None


def sentences(office: Office, screen: str, visit: Visit, of: str = "") -> list[str]:
    """What a screen says; `of` is the token of the ticket on it. Refuses with Unknown ticket."""
    said = [visit.t(key) for key in SCREENS[screen]]
    more: dict[str, Callable[[], list[str]]] = {"home": lambda: _why_closed(office, visit),
                                                "done": lambda: [*said, *_ticket(office, visit, of)]}  # fmt: skip
    return more.get(screen, lambda: said)() or said


def _why_closed(office: Office, visit: Visit) -> list[str]:
    hall = office.see(kiosk.home)
    if not hall["open"]:
        return [visit.t(f"closed.{hall['code']}"), hall["detail"] if visit.lang == "id" else
                visit.t(f"closed.{hall['code']}_text")]  # fmt: skip
    return [visit.t("kiosk.no_printer"), visit.t("kiosk.no_printer_text")] if hall["paper"]["give_up"] else []


def _ticket(office: Office, visit: Visit, token: str) -> list[str]:
    mine = office.see(kiosk.ticket, token=token)
    letter, digits = ticket_parts(mine["number"])
    number = (
        f"{letter}, {spoken_digits(int(digits), len(digits))}"
        if visit.lang == "id"
        else f"{letter}, {' '.join(digits)}"
    )
    paper = ("ticket.no_paper", "ticket.remember_number") if mine["paper"] == "not_out" else ("ticket.wait_for_call",)
    return [number, visit.t("kiosk.counter", n=mine["loket"]), *map(visit.t, paper)]


@functools.lru_cache(maxsize=64)
def spoken(text: str, voice: str) -> bytes:
    """The text as a WAV; the same words are made once. Under the monkey-patched hub the wait holds nobody up."""
    made = subprocess.run([PROGRAM, "-v", voice, "-s", "130", "-p", "45", "-a", "90", "-g", "6", "--stdout", "--stdin"],
                          input=text.encode(), capture_output=True, timeout=PATIENCE, check=True)  # fmt: skip
    return made.stdout


@functools.cache
def _program() -> str | None:
    return shutil.which(PROGRAM)
