"""An office that residents have judged."""

from office.feedback import survey
from office.feedback.questionnaire import questionnaire
from office.office import ANYONE, SYSTEM, verb


@verb("test.survey_code", "system")
def survey_code(work):
    """A code as the handover slip carries one."""
    return {"code": survey.give_token(work, "NP01")}


def judged(office, times, score=3):
    """So many residents answer all nine questions alike, but find the office quick."""
    answers = dict.fromkeys(questionnaire().keys, score) | {"waktu": 4}
    for _ in range(times):
        code = office.do(survey_code, by=SYSTEM)["code"]
        office.do(survey.answer, by=ANYONE, token=code, answers=answers)
