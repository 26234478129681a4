"""What the complaint desk's acts are told: one model serves the kiosk, the form, the API and its description."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator

from office.files.bodies import Name
from office.hall.bodies import Body, Words
from office.records.settings import Severity
from office.words.clean import clean, clean_digits

About = Literal["pelayanan", "waktu", "biaya", "sikap", "lainnya"]
LONGEST = 4000
Story = Annotated[str, AfterValidator(lambda text: clean(text, limit=LONGEST, lines=True))]


class Complain(Body):
    """`POST /complaints`. Nobody has to give a name; who gives one may have it kept from all but the handler.

    `words` may be empty where only the subject was chosen (kiosk). `file`: the registration number it is about.
    """

    about: About
    words: Story = Field("", max_length=LONGEST)
    name: Name | None = None
    phone: str | None = Field(None, max_length=40)
    confidential: bool = False
    channel: Literal["kiosk", "loket", "phone", "letter"] | None = Field(None, description="officers only")
    file: Words | None = Field(None, max_length=40)
    service: str | None = Field(None, max_length=20)

    @field_validator("phone")
    @classmethod
    def _number(cls, value: str | None) -> str | None:
        return clean_digits(value) or None if value else None


class Note(Body):
    """A reply (the complainant reads it), or a step (for the office only)."""

    kind: Literal["reply", "step"] = "reply"
    words: Story = Field("", max_length=LONGEST)


class Decide(Body):
    """The decision that settles a complaint, or why it is withdrawn."""

    words: Story = Field("", max_length=LONGEST)


class Grade(Body):
    """How heavy a complaint weighs: its days follow from it."""

    severity: Severity
