"""The shipped sentences for content that brings none of its own: older versions, and letters made by hand."""

from typing import Any

from pydantic import ValidationError

from office.files import letter_parts
from printer.letters.parts import Applicant, OfficeContent, Signer

#: sentences that every kind may have; `body` and what the service says are the caller's
_SENTENCES = ("opening", "closing", "statement", "request", "quantity", "note")
_POINTS = ("considering", "rights")


def completed(kind: str, raw: dict[str, Any]) -> dict[str, Any]:
    """`raw` with the sentences that it does not name. What cannot be read is left for the model to refuse."""
    shipped = letter_parts.shipped().get(kind)
    if shipped is None:
        return raw
    try:
        names = _names(raw)
    except (ValidationError, KeyError):
        return raw
    given = {**shipped, "statement": shipped.get(str(raw.get("endorsement", "mengetahui")), shipped.get("statement"))}
    found = {part: letter_parts.fill(text, names) for part in _SENTENCES + _POINTS if (text := given.get(part))}
    if kind == "keterangan" and not raw.get("body"):
        found["body"] = letter_parts.fill(shipped["body"], names)
    return {**{part: listed(text) if part in (*_POINTS, "body") else text for part, text in found.items()},
            **{part: text for part, text in raw.items() if part != "body" or text or "body" not in found}}  # fmt: skip


def listed(text: str) -> tuple[str, ...]:
    """The lines of a part that hold something."""
    return tuple(line for line in text.split("\n") if line.strip())


def _names(raw: dict[str, Any]) -> dict[str, str]:
    office, who = OfficeContent.model_validate(raw["office"]), Applicant.model_validate(raw["applicant"])
    signer = Signer.model_validate(raw["signer"])
    return letter_parts.Speaking(
        office=office.name, head=office.head, region=office.region, heading=signer.heading[0],
        registration_number=str(raw["registration_number"]), subject=str(raw["service_name"]), name=who.name,
        nik=who.nik, address=who.address, village=who.village, phone=office.phone, email=office.email,
    ).names()  # fmt: skip
