"""Every phrase that a page asks for exists."""

import re

import pytest

from office import words
from office.feedback.questionnaire import questionnaire
from office.procedure import Stage
from tests.house.places import ROOT, files, short

KEY = re.compile(r"""\b(?:t|text)\(\s*(["'])([a-z_]+\.[A-Za-z0-9_]*[A-Za-z0-9])\1[,)]""")
PAGES = [path for room in ("kiosk", "display", "counter", "printer", "server") for path in files(ROOT / room)
         if path.suffix in {".html", ".py"}]  # fmt: skip
CLOSED = ("closed", "early", "holiday", "friday_prayer", "break", "last_ticket", "quota", "loket_closed",
          "queue_too_long")  # fmt: skip
STATES = ("waiting", "called", "serving", "done", "held", "no_show", "cancelled")


@pytest.mark.parametrize("path", PAGES, ids=short)
def test_the_phrases_of_a_page_exist(path):
    asked = {found[2] for found in KEY.finditer(path.read_text("utf-8")) if found[2] != "socket.io"}
    assert asked - set(words.phrases("id")) == set(), "add the phrase to office/words/id.yaml and en.yaml"


@pytest.mark.parametrize(
    ("family", "members"),
    [
        ("closed.{}", CLOSED),
        ("closed.{}_text", CLOSED),
        ("hours.{}", ("open", "open_until", "opens_at", "break_until", "closed")),
        ("phone.state_{}", STATES),
        ("ticket_state.{}", STATES),
        ("purpose.{}", ("new", "complete", "collect", "help")),
        ("kiosk.priority_{}", ("lansia", "disabilitas", "hamil", "balita")),
        ("paper.{}", ("asli", "fotokopi", "diperlihatkan", "isian")),
        ("survey.about_{}", [asked.key for asked in questionnaire().profile]),
        ("ring.{}", range(1, 8)),
        ("stage_public.{}", Stage),
        ("desk_public.{}", Stage),
        ("clock.{}", ("not_started", "running", "paused", "stopped")),
    ],
)
@pytest.mark.parametrize("lang", words.OFFERED)
def test_families_of_phrases_are_whole(family, members, lang):
    assert {family.format(member) for member in members} - set(words.phrases(lang)) == set()
