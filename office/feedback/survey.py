"""The satisfaction survey (SKM, PermenPAN-RB 14/2017): one-time tokens, anonymous answers, the index.

The survey is no act of a file. The token is given once, kept hashed and unlinked; an answer keeps the day, the service
and a random id.
"""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any, cast

from sqlalchemy import func, select, text, update

from office.errors import AlreadyDone, Invalid, Unknown
from office.feedback import skm
from office.feedback.questionnaire import questionnaire
from office.office import verb
from office.records.tables import SurveyAnswer, SurveyToken, SurveyTotal
from office.records.vault import new_code, tidy_code
from office.records.work import Read, Work
from office.words.clean import clean


def give_token(work: Work, service_code: str) -> str:
    """A one-time survey code for who received `service_code`."""
    code = new_code()
    until = work.today + timedelta(days=work.settings.survey.days_valid)
    work.session.add(
        SurveyToken(hash=work.vault.index("survey", code), service_code=service_code, expires_on=until, used=False)
    )
    return f"{code[:4]}-{code[4:]}"


_ADD = text(
    "INSERT INTO survey_totals (quarter, element, n, total) VALUES (:quarter, :element, 1, :score) "
    "ON CONFLICT (quarter, element) DO UPDATE SET n = survey_totals.n + 1, total = survey_totals.total + :score"
)


@verb("survey.answer")
def answer(work: Work, *, token: str, answers: dict[str, int], profile: dict[str, Any] | None = None,
           comment: str | None = None, assisted: bool = False) -> dict[str, Any]:  # fmt: skip
    """One questionnaire: nine answers 1..4. Refuses a used or unknown token and incomplete answers."""
    right = work.session.get(SurveyToken, work.vault.index("survey", tidy_code(token)))
    if right is None or right.expires_on < work.today:
        raise Unknown("Kode survei tidak dikenal atau sudah lewat. Periksa kode pada bukti penyerahan.")
    check(answers)
    rule = (SurveyToken.hash == right.hash, SurveyToken.used.is_(False))
    if not work.session.execute(update(SurveyToken).where(*rule).values(used=True).returning(SurveyToken.hash)).all():
        raise AlreadyDone("Kode survei ini sudah dipakai. Terima kasih atas penilaian Anda.", code="survey_used")
    work.session.add(SurveyAnswer(id=new_code(16), day=work.today, service_code=right.service_code, answers=answers,
                                  profile=_profile(profile or {}), comment=clean(comment, limit=1000, lines=True)
                                  if comment else None, assisted=assisted))  # fmt: skip
    for key, score in answers.items():
        work.session.execute(_ADD, {"quarter": quarter(work.today), "element": key, "score": score})
    work.record("survey_answered", subject=("survey", "answer"))
    return {"thanks": True}


def check(answers: dict[str, int]) -> None:
    """Nine known elements, each 1..4, or Invalid naming what is wrong."""
    keys = questionnaire().keys
    wrong = {key: "jawab 1 sampai 4" for key in keys if answers.get(key) not in (1, 2, 3, 4)}
    wrong |= {key: "unsur tidak dikenal" for key in answers if key not in keys}
    if wrong:
        raise Invalid("Jawab kesembilan pertanyaan dengan nilai 1 sampai 4.", fields=wrong)


def index(
    read: Read, *, first: date | None = None, last: date | None = None, service: str | None = None
) -> dict[str, Any]:
    """`GET /skm`: n, nine means, index, ikm, grade, working; None values when nobody answered."""
    rules = [SurveyAnswer.day >= first if first else None, SurveyAnswer.day <= last if last else None,
             SurveyAnswer.service_code == service if service else None]  # fmt: skip
    query = select(SurveyAnswer.answers).where(*(rule for rule in rules if rule is not None))
    rows = list(read.session.scalars(query))
    if not rows:
        return {"n": 0, "means": {}, "index": None, "ikm": None, "grade": None, "working": []}
    return skm.compute(skm.Answers.of_rows(rows, questionnaire().keys), _weights(read)).plain()


def shown_index(read: Read) -> dict[str, Any] | None:
    """The index of the last four quarters for the TV: {value, grade, n}, or None below the office's threshold."""
    found = published(read)
    return None if found is None else {"value": float(found.ikm), "grade": found.grade, "n": found.n}


def published(read: Read) -> skm.Skm | None:
    """The whole index of the last four quarters, for the sheet that is published; None below the office's threshold."""
    since = quarter(first_month(read.today))
    sums = read.session.execute(
        select(SurveyTotal.element, func.sum(SurveyTotal.n), func.sum(SurveyTotal.total))
        .where(SurveyTotal.quarter >= since).group_by(SurveyTotal.element)
    ).all()  # fmt: skip
    known = {element: (int(n), int(total)) for element, n, total in sums}
    if not known or min(n for n, _ in known.values()) < read.settings.survey.shown_from:
        return None
    keys = [key for key in questionnaire().keys if key in known]
    counts = tuple(known[key][0] for key in keys)
    means = tuple(Fraction(known[key][1], known[key][0]) for key in keys)
    return skm.compute(skm.Answers(tuple(keys), counts, means, max(counts)), _weights(read))


def first_month(today: date) -> date:
    """The first day of the four quarters that end with today's."""
    earlier = today - timedelta(days=275)
    return earlier.replace(month=(earlier.month - 1) // 3 * 3 + 1, day=1)


def quarter(day: date) -> str:
    """The quarter of a day, sortable: 2026-4."""
    return f"{day.year}-{(day.month + 2) // 3}"


def _weights(read: Read) -> skm.Weights:
    return cast(skm.Weights, read.settings.survey.weights)


def _profile(given: dict[str, Any]) -> dict[str, Any]:
    """Only known questions with known answers; anything else is refused by name."""
    asked = {question.key: question.options for question in questionnaire().profile}
    if wrong := [key for key, value in given.items() if value not in asked.get(key, ())]:
        raise Invalid(
            "Pilihan profil tidak dikenal. Lewati saja bila ragu.", fields=dict.fromkeys(wrong, "tidak dikenal")
        )
    return given
