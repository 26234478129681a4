"""What a service's letters say: the shipped sentences with the catalogue's words, and over them the office's own.

Texts hold names in braces (`office.files.letter_parts.NAMES`, and the service's own fields) that each file fills in.
"""

from typing import Any

from pydantic import Field

from office.errors import FileHasMoved, Invalid, Unknown
from office.files import catalogue, letter_parts
from office.files.services import ENDORSEMENTS, Service
from office.hall.bodies import Body
from office.office import verb
from office.records import kept
from office.records.parts import Doc
from office.records.tables import ServiceWording
from office.records.work import Read, Work

WANTED = "keperluan"
_ORIGINAL = "sesuai dengan dokumen asli"
_ENDS = " sebagai berikut"


class WordingBody(Body):
    """The office's wording of one letter: part -> text; a part that is not named stays as it is.

    `seen`: the counter of the wording that was on screen.
    """

    parts: dict[str, str] = Field(max_length=20)
    seen: int = 0


def kinds(service: Service) -> tuple[str, str]:
    """The letters a service may lead to."""
    return service.kind, "penolakan"


def endorsement(service: Service) -> str:
    """Which endorsement the service's sheet is: mengetahui, mengesahkan, sesuai_asli."""
    if _ORIGINAL in service.letter.purpose:
        return "sesuai_asli"
    return "mengesahkan" if service.kind == "pengesahan" else "mengetahui"


def shipped(service: Service, kind: str) -> dict[str, str]:
    """Part -> text as the program and the office's catalogue have it."""
    words, sentences = service.letter, letter_parts.shipped()[kind]
    said = {
        "title": words.title, "subject": "{layanan}", "legal_basis": "\n".join(words.legal_basis),
        "conditions": "\n".join(words.conditions), "validity": service.validity or "",
        "tembusan": "\n".join(words.copies_to), **_own(service, kind),
    }  # fmt: skip
    return {part.id: said.get(part.id, sentences.get(part.id, "")) for part in letter_parts.PARTS[kind]}


def _own(service: Service, kind: str) -> dict[str, str]:
    """The service's sentence and what the letter is wanted for, where each kind of letter says them."""
    words, wanted = service.letter, "{keperluan}" if service.field(WANTED) else ""
    purpose = words.purpose.removeprefix("untuk ").removesuffix(_ENDS)
    if kind == "penolakan":
        return {"subject": "Penolakan permohonan {layanan}", "addressee": "Sdr. {nama}\n{alamat}",
                "reason": "{alasan}"}  # fmt: skip
    if kind == "keterangan":
        said = words.purpose.replace(_ENDS, " sebagaimana tersebut di atas")  # the rows stand above it
        return {"body": f"Bahwa nama tersebut di atas {said}.", "purpose": wanted}
    if kind in ENDORSEMENTS:
        return {"conditions": "", "purpose": wanted, "statement": letter_parts.shipped()[kind][endorsement(service)]}
    if kind == "pengantar":
        to, *copies = words.copies_to or ("Pejabat yang berwenang",)
        said = f"{purpose}: {wanted}" if wanted else purpose
        return {"addressee": to, "tembusan": "\n".join(copies), "purpose": said}
    return {"purpose": f"{purpose}: {wanted}" if wanted and kind != "izin" else purpose}


def own(read: Read, service: Service, kind: str) -> tuple[dict[str, str], int]:
    """What the office wrote over the shipped wording, and its counter (0: nothing)."""
    row = read.session.get(ServiceWording, (service.code, kind))
    return (dict(row.parts), row.version) if row else ({}, 0)


def wording(read: Read, service: Service, kind: str) -> dict[str, str]:
    """Part -> text in force, names in braces still to be filled in."""
    return {**shipped(service, kind), **own(read, service, kind)[0]}


def names(service: Service) -> dict[str, str]:
    """What may stand in braces in this service's wording, and what it means."""
    return {**letter_parts.NAMES, **{field.id: field.label.lower() for field in service.fields}}


def checked(service: Service, kind: str, given: dict[str, str]) -> dict[str, str]:
    """A wording as it would be kept. Refuses with Invalid unknown parts, long ones, unknown names in braces."""
    tidy = letter_parts.tidy(kind, given)
    wrong = {part: _unknown(odd) for part, text in tidy.items()
             if (odd := letter_parts.unknown_names(text, names(service)))}  # fmt: skip
    wrong |= {part: "Bagian ini tidak boleh kosong." for part, text in tidy.items()
              if not text and part in letter_parts.NEEDED}  # fmt: skip
    if wrong:
        raise Invalid(" ".join(dict.fromkeys(wrong.values())), fields=wrong)
    return tidy


def _unknown(odd: list[str]) -> str:
    return f"{{{odd[0]}}} tidak dikenal. Pakai salah satu nama yang tertulis di bawah, atau hapus kurung kurawalnya."


@verb("letter_wordings.change", "supervisor", "admin", "system")
def change(work: Work, *, service: str, kind: str, body: WordingBody) -> dict[str, Any]:
    """Set parts of a service's wording; a part equal to the shipped one is the shipped one again.

    History keeps the words before and after, so that a change can be read and undone. Answers {changed, version}.
    Refuses with Invalid, FileHasMoved when somebody else changed it since.
    """
    known, before = _wording(work, service, kind), own(work, catalogue.service(work, service), kind)
    if body.seen != before[1]:
        raise FileHasMoved("Naskah layanan ini baru saja diubah petugas lain. Muat ulang halaman, lalu ulangi.")
    original = shipped(known, kind)
    after = {part: text for part, text in {**before[0], **checked(known, kind, body.parts)}.items()
             if text != original[part]}  # fmt: skip
    return _swap(work, (service, kind), before, after)


def write_wording(work: Work, name: str, doc: Doc | None) -> str:
    """The office's whole wording of `IZ04/izin` as a part of its settings: undone, or taken over from a file.

    What is not in `doc` is as shipped again. Refuses as `change` does.
    """
    service, _, kind = name.partition("/")
    known = _wording(work, service, kind)
    original = shipped(known, kind)
    after = {part: text for part, text in checked(known, kind, dict(doc or {})).items() if text != original[part]}
    _swap(work, (service, kind), own(work, known, kind), after)
    return name


def _swap(
    work: Work, place: tuple[str, str], before: tuple[dict[str, str], int], after: dict[str, str]
) -> dict[str, Any]:
    """Keep `after` instead of `before` (parts, counter) and tell which parts differ."""
    old, version = before
    changed = sorted(part for part in {*old, *after} if old.get(part) != after.get(part))
    if not changed:
        return {"changed": [], "version": version}
    kept.watch(work.session, "wording")
    version = _put(work, *place, after)
    told = {part: {"before": old.get(part), "after": after.get(part)} for part in changed}
    work.record("letter_wording_changed", subject=("service", place[0]), kind=place[1], parts=told, version=version)
    return {"changed": changed, "version": version}


@verb("letter_wordings.restore", "supervisor", "admin", "system")
def restore(work: Work, *, service: str, kind: str, seen: int) -> dict[str, Any]:
    """The shipped wording again, in every part."""
    known = _wording(work, service, kind)
    return change(work, service=service, kind=kind, body=WordingBody(parts=shipped(known, kind), seen=seen))


def _wording(read: Read, code: str, kind: str) -> Service:
    service = catalogue.service(read, code)
    if kind not in kinds(service):
        raise Unknown("Layanan ini tidak menghasilkan surat jenis itu. Pilih surat dari daftar.")
    return service


def _put(work: Work, service: str, kind: str, parts: dict[str, str]) -> int:
    row = work.session.get(ServiceWording, (service, kind))
    if row is None:
        row = ServiceWording(service_code=service, kind=kind, version=0)
        work.session.add(row)
    row.parts, row.version, row.by, row.at = parts, row.version + 1, work.actor.ref, work.now
    work.session.flush()
    return row.version
