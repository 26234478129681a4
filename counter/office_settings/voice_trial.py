"""Hearing the voice where it will be heard: a button that lets the TV say the sample, and what became of it."""

from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request

from counter import forms
from office.hall import calls, voice_trial, zones
from office.office import Office
from office.people.doors import door
from office.records.work import Read
from office.words.dates import clock_text


def routes(blueprint: Blueprint, office: Office) -> None:
    """The press, and the place that tells: asked again until the test has ended."""

    @blueprint.get("/settings/voice/trial")
    @door("supervisor", "admin")
    def settings_voice_trial() -> Response:
        return _drawn(office)

    @blueprint.post("/settings/voice/trial")
    @door("supervisor", "admin")
    def settings_voice_try() -> Response:
        zone = request.form.get("zone", "")
        return _drawn(
            office, forms.attempt(lambda: office.do(voice_trial.begin, by=g.actor, key=forms.key(), zone=zone))
        )


def facts(read: Read) -> dict[str, Any]:
    """{trials: [{zone, state, at}], waits}: the newest test of each zone today, and whether one has not ended yet."""
    rows = []
    for zone in zones.names(read):
        test = voice_trial.latest(read, zone=zone)
        at = clock_text(((test.ended_at or test.at) if test else read.now).astimezone(read.zone))
        rows.append({"zone": zone, "state": test.state if test else "", "at": at})
    return {"trials": rows, "waits": any(row["state"] in calls.OPEN for row in rows)}


def _drawn(office: Office, tried: forms.Tried | None = None) -> Response:
    refusal = tried.refusal if tried else None
    shown = render_template("counter/office_settings/voice_trial.html", refusal=refusal, **office.see(facts))
    answer = make_response(shown)
    answer.status_code = forms.CONFLICT if refusal else 200
    return answer
