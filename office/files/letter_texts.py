"""The text of a file's letter: the service's wording filled in from the file, and what the operator wrote over it.

Standard text is never stored: what nobody touched follows the file's data and the office's wording. A text may be
written by the desk that the procedure lets make the next version, and while it may.
"""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

from office.errors import FileHasMoved, NoSuchStep, NotYourDesk, Unknown
from office.files import catalogue, effects, letter_drafts, letter_parts, letter_wordings, letters, persons
from office.files.case import situation
from office.files.letter_drafts import Kept
from office.files.services import Service
from office.hall.bodies import Body
from office.office import verb
from office.people import staff
from office.procedure import Act, Stage, steps_at
from office.records.letter_rules import Paper
from office.records.tables import File, LetterText
from office.records.work import Actor, Read, Work

DESKS = ("operator", "kasi")


class LetterTextBody(Body):
    """`PUT /files/{id}/letter-text`: part -> text (null: the standard again); a part not named stays as it is.

    `seen`: the counter `version` of the text that was read. `drawn` and `n`: an editor that keeps on writing names
    itself and counts, so that it never meets itself and what comes late is dropped.
    """

    parts: dict[str, str | None] = Field({}, max_length=20)
    paper: Paper | Literal["usual"] | None = None
    seen: int = 0
    drawn: str = Field("", max_length=200)
    n: int = Field(0, ge=0)


@dataclass(frozen=True)
class Text:
    """A file's letter text now. `parts`: what stands; `standard`: what would stand if nobody had written."""

    kind: str
    parts: dict[str, str]
    standard: dict[str, str]
    kept: Kept
    paper: Paper

    @property
    def edited(self) -> set[str]:
        """Parts in which somebody wrote."""
        return {part for part, text in self.parts.items() if text != self.standard[part]}


def standard(read: Read, file: File, service: Service, fields: dict[str, str] | None = None) -> dict[str, str]:
    """Part -> text that the file's letter has when nobody wrote into it."""
    kind = letter_drafts.kind_of(file, service.kind)
    known = {**_spoken(read, file, service).names(), "alasan": file.reason or ""}
    for field in service.fields:
        known[field.id] = field.text((file.fields if fields is None else fields).get(field.id, ""))
    return {part: letter_parts.fill(text, known)
            for part, text in letter_wordings.wording(read, service, kind).items()}  # fmt: skip


def _spoken(read: Read, file: File, service: Service) -> letter_parts.Speaking:
    person, head = persons.full(read, file.applicant_id), read.settings.letterhead
    return letter_parts.Speaking(
        office=head.office, head=letter_parts.head_of(head.office), region=head.regency.title(),
        heading=letters.signer_now(read, file.section).heading[0], registration_number=file.registration_number,
        subject=service.name, name=person["name"], nik=person["nik"], address=person["address"],
        village=person["village"], phone=head.phone, email=head.email,
    )  # fmt: skip


def now(read: Read, file: File, service: Service, fields: dict[str, str] | None = None) -> Text:
    """The text as it stands; `fields`: the file's fields as an act under way would make them."""
    kind, usual = letter_drafts.kind_of(file, service.kind), standard(read, file, service, fields)
    kept = letter_drafts.of_file(read, file.id, kind)
    written = {part: text for part, text in kept.parts.items() if part in usual}
    return Text(kind, {**usual, **written}, usual, kept, kept.paper or read.settings.letters.paper)


def look(read: Read, *, file_id: int, actor: Actor) -> dict[str, Any]:
    """The text for a screen: {kind, version, paper, usual_paper, may_write, parts, written}.

    A part: {id, label, form, hint, text, standard, edited}. `written`: {by, at} of who wrote last, or None.
    """
    file, service = _file(read, file_id)
    text = now(read, file, service)
    row = read.session.get(LetterText, (file_id, text.kind))
    return {
        "kind": text.kind, "version": text.kept.version, "paper": text.kept.paper,
        "usual_paper": read.settings.letters.paper, "may_write": may_write(read, file, service, actor),
        "parts": [{"id": part.id, "label": part.label, "form": part.form, "hint": part.hint,
                   "text": text.parts[part.id], "standard": text.standard[part.id], "edited": part.id in text.edited}
                  for part in letter_parts.PARTS[text.kind]],
        "written": {"by": staff.name_of(read, row.by), "at": read.iso(row.at)} if row else None,
    }  # fmt: skip


def may_write(read: Read, file: File, service: Service, actor: Actor) -> bool:
    """Whether one of the actor's desks may make the file's next version by its ordinary act, here and now."""
    seen = situation(read, file, service)
    desks = [seat.desk for seat in actor.seats if seat.desk != "kasi" or seat.section in (None, file.section)]
    makes = {Act.PROCESS} if seen.endorsement else {Act.PRINT_LETTER}
    return any(step.act in makes for step in steps_at(Stage(file.stage), desks, seen))


@verb("letter_texts.write", *DESKS)
def write(work: Work, *, file_id: int, body: LetterTextBody) -> dict[str, Any]:
    """Keep what was written into the file's letter: {version, edited, at}. What comes late from one editor is dropped.

    Refuses with NoSuchStep when no letter is written now, Invalid, FileHasMoved when somebody else wrote since `seen`.
    History says once for each coming letter version that somebody wrote.
    """
    file, service = _file(work, file_id)
    if not may_write(work, file, service, work.actor):
        raise _refusal(work, file, service)
    text = now(work, file, service)
    row = work.session.get(LetterText, (file_id, text.kind), with_for_update=True)
    mine = row is not None and bool(body.drawn) and row.drawn == body.drawn
    if row is not None and mine and row.n >= body.n:
        return _told(work, row.version, text.kept)
    if not mine and body.seen != text.kept.version:
        raise FileHasMoved(_overtaken(work, row))
    kept = _merged(text, body)
    if kept.document() == text.kept.document():
        return _told(work, text.kept.version, kept)
    row = letter_drafts.put(work, file_id, text.kind, kept, drawn=body.drawn, n=body.n)
    _note(work, file, row)
    return _told(work, row.version, kept)


def _told(work: Work, version: int, kept: Kept) -> dict[str, Any]:
    return {"version": version, "edited": sorted(kept.parts), "at": work.iso(work.now)}


def _merged(text: Text, body: LetterTextBody) -> Kept:
    """What is kept after this: only what differs from the standard."""
    given = letter_parts.tidy(text.kind, {part: words for part, words in body.parts.items() if words is not None})
    back = {part for part, words in body.parts.items() if words is None}
    written = {part: words for part, words in {**text.kept.parts, **given}.items() if part not in back}
    usual = {one.id: letter_parts.plain(one, text.standard[one.id]) for one in letter_parts.PARTS[text.kind]}
    paper = text.kept.paper if body.paper is None else None if body.paper == "usual" else body.paper
    empty = {part for part, words in written.items() if not words and part in letter_parts.NEEDED}
    return Kept(
        {part: words for part, words in written.items() if words != usual.get(part) and part not in empty}, paper
    )


def _note(work: Work, file: File, row: LetterText) -> None:
    coming = letters.next_version(work, file.id)
    if row.noted != coming:
        row.noted = coming
        work.record("letter_text_written", subject=("letter_text", file.id), kind=row.kind, letter_version=coming)


def _overtaken(read: Read, row: LetterText | None) -> str:
    who = staff.name_of(read, row.by) if row else "petugas lain"
    return f"Naskah ini baru saja diubah ({who}). Muat ulang halaman untuk melihatnya; tulisan Anda tetap di layar."


def _refusal(read: Read, file: File, service: Service) -> NoSuchStep | NotYourDesk:
    seen = situation(read, file, service)
    makes = Act.PROCESS if seen.endorsement else Act.PRINT_LETTER
    owner = next((step.desk for step in steps_at(Stage(file.stage), DESKS, seen) if step.act == makes), None)
    if owner is None:
        return NoSuchStep("Naskah surat hanya ditulis sebelum surat dicetak. Buka lagi halaman berkasnya.")
    return NotYourDesk(f"Naskah surat ini ditulis di meja {owner}. Minta petugas meja itu.")


def _file(read: Read, file_id: int) -> tuple[File, Service]:
    file = read.session.get(File, file_id)
    if file is None:
        raise Unknown("Berkas tidak ditemukan. Periksa nomornya.")
    return file, catalogue.service(read, file.service_code)


def coming_fields(file: File, service: Service, body: Any) -> dict[str, str]:
    """The file's fields as `process` with this body would make them."""
    return {**file.fields, **effects.known_fields(service, getattr(body, "fields", {}))}
