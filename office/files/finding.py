"""The words by which a file is found, written in the act that changes them and never longer than their person is kept.

A file's words: those of its applicant's and its bearer's names and of the applicant's village, its service as `#IZ04`,
and telephones backwards behind `~`, so that their last digits are a beginning too. A NIK is no word.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, insert, or_, select

from office.records.tables import File, Person, SearchWord
from office.records.work import Work
from office.words.clean import clean_digits

LONGEST = 40
SERVICE, PHONE = "#", "~"
#: fewer last digits of a telephone say nothing
LEAST_DIGITS = 4
#: signs inside a name that people leave out: Nu'man, Sa`diyah
_INSIDE = re.compile(r"['`\u00b4\u02bb\u02bc\u2018\u2019]")


def split(text: str | None) -> list[str]:
    """The words of `text` as they are kept and looked for: without case, marks, dots and apostrophes."""
    plain = unicodedata.normalize("NFKD", _INSIDE.sub("", text or "")).casefold()
    whole = "".join(char for char in plain if not unicodedata.combining(char))
    kept = "".join(char if char.isalnum() else " " for char in whole)
    return list(dict.fromkeys(word[:LONGEST] for word in kept.split()))


def service(code: str) -> str:
    """The word of every file of a service."""
    return f"{SERVICE}{code}"


def phone(typed: str | None) -> str | None:
    """A telephone, or its last digits, as a word; None when there are too few. +62 and 0 are the same."""
    digits = clean_digits(typed or "")
    if digits.startswith("62") and len(digits) > 10:
        digits = f"0{digits[2:]}"
    return f"{PHONE}{digits[::-1]}" if len(digits) >= LEAST_DIGITS else None


def words(service_code: str, applicant: Person | None, bearer: Person | None = None) -> set[str]:
    """All words of one file. What was erased has none."""
    found = {service(service_code)}
    for person in (applicant, bearer):
        if person is not None and person.erased_at is None:
            found.update(split(person.name), [number] if (number := phone(person.phone)) else [])
    if applicant is not None and applicant.erased_at is None:
        found.update(split(applicant.village))
    return found


def write(work: Work, files: Iterable[File]) -> None:
    """Bring the words of `files` up to date."""
    rows: list[dict[str, Any]] = []
    for file in files:
        work.session.execute(delete(SearchWord).where(SearchWord.file_id == file.id))
        bearer = work.session.get(Person, file.proxy_id) if file.proxy_id else None
        found = words(file.service_code, work.session.get(Person, file.applicant_id), bearer)
        rows += [{"word": word, "file_id": file.id} for word in sorted(found)]
    if rows:
        work.session.execute(insert(SearchWord), rows)


def of_person(work: Work, person_id: int) -> None:
    """The person's name, village or telephone changed, or was blanked: every file of theirs is found anew."""
    work.session.flush()
    rule = or_(File.applicant_id == person_id, File.proxy_id == person_id)
    write(work, work.session.scalars(select(File).where(rule).order_by(File.id)).all())
