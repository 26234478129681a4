"""What a berita acara verifikasi lapangan is made of (SOP S3a). Without a result it is the form for the pen."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from printer.letters.parts import Line, OfficeContent, Paper, Part, Prose, Some


class Point(Part):
    """One point that is looked at."""

    label: Annotated[Line, Some]
    hint: Line = ""
    verdict: Literal["sesuai", "tidak"] | None = None
    note: Prose = ""


class Person(Part):
    """Somebody who signs: `position` stands under the name, `nip` below it."""

    name: Line = ""
    position: Line = ""
    nip: Line = ""


class Photo(Part):
    """A photo by the name of its picture."""

    name: Annotated[str, Field(pattern=r"^photo-\d{1,3}\.jpg$")]
    caption: Line = ""


class VisitContent(Part):
    """One berita acara. `at`: when it took place, or is planned while there is no `result`."""

    office: OfficeContent
    registration_number: Annotated[Line, Some]
    paper: Paper = "F4"
    language: Literal["id"] = "id"
    version: None = None
    created_at: AwareDatetime
    service_name: Annotated[Line, Some]
    section: Line
    applicant: Annotated[Line, Some]
    applicant_address: Line = ""
    weekday: Line
    day: Line
    day_words: Line
    clock: Line
    place: Line = ""
    points: Annotated[tuple[Point, ...], Field(max_length=40)]
    findings: Prose = ""
    conditions: Prose = ""
    result: Literal["sesuai", "bersyarat", "tidak_sesuai"] | None = None
    officers: Annotated[tuple[Person, ...], Field(max_length=8)] = ()
    applicants: Annotated[tuple[Person, ...], Field(max_length=8)] = ()
    witnesses: Annotated[tuple[Person, ...], Field(max_length=8)] = ()
    photos: Annotated[tuple[Photo, ...], Field(max_length=60)] = ()
