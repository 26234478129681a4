"""What residents say: the satisfaction survey (SKM). Answers are anonymous from the start."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped

from office.records.tables.base import Table, column


class SurveyToken(Table):
    """A one-time right to answer, given on the handover slip. It knows the service, not the file."""

    __tablename__ = "survey_tokens"
    hash: Mapped[str] = column("HMAC of the token", primary_key=True)
    service_code: Mapped[str] = column("service received")
    expires_on: Mapped[date] = column("last day")
    used: Mapped[bool] = column("answered", default=False)


class SurveyAnswer(Table):
    """One answered questionnaire (PermenPAN-RB 14/2017): no link to a file, ticket or token."""

    __tablename__ = "survey_answers"
    id: Mapped[str] = column("random", primary_key=True)
    day: Mapped[date] = column("day of the answer", index=True)
    service_code: Mapped[str] = column("service received")
    answers: Mapped[dict[str, Any]] = column("element key -> 1..4")
    profile: Mapped[dict[str, Any]] = column("what the respondent chose to say of himself")
    comment: Mapped[str | None] = column("free words, control characters stripped", default=None)
    assisted: Mapped[bool] = column("filled in with an officer's help", default=False)


class SurveyTotal(Table):
    """Running sums of the answers, so that the TV's index costs the same after ten years."""

    __tablename__ = "survey_totals"
    quarter: Mapped[str] = column("2026-4", primary_key=True)
    element: Mapped[str] = column("element key", primary_key=True)
    n: Mapped[int] = column("how many answered it")
    total: Mapped[int] = column("sum of their scores")


class HelpRing(Table):
    """Somebody pressed "Panggil petugas"."""

    __tablename__ = "help_rings"
    id: Mapped[int] = column("key", primary_key=True)
    at: Mapped[datetime] = column("when (UTC)")
    place: Mapped[str] = column("which kiosk")
    ended_at: Mapped[datetime | None] = column("when somebody went (UTC)", default=None)
