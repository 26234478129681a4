"""The button "Panggil petugas": rings the lokets."""

from flask import Blueprint, Response, jsonify

from kiosk import requests
from office.hall import helping
from office.office import Office
from office.people.doors import door


def add(blueprint: Blueprint, office: Office) -> None:
    """`POST /kiosk/help`."""

    @blueprint.post("/help")
    @door("kiosk")
    def call_help() -> Response:
        """Ring; answers the key of the next press."""
        office.do(helping.ring, by=requests.actor(), key=requests.key())
        return jsonify(rung=True, key=requests.next_key())
