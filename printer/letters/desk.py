"""The letter desk: renders versions before the act that files them, and shows what was stored.

Every act on a file goes through `act`, so that screens, API and commands treat a version alike: rendered outside the
transaction, stored by hash, then filed by the act itself, which refuses when the file moved meanwhile.
"""

from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import select

from office.errors import FileHasMoved, NoSuchStep, Unknown
from office.files import case, catalogue, files, letters
from office.files.bodies import OfVersion
from office.office import Actor, Answer, Office
from office.procedure import Act, Stage
from office.records.tables import File, LetterNumber, LetterVersion, Mark
from office.records.work import Read
from printer.books.desk import BookDesk
from printer.letters import changes, wording
from printer.letters.content import Archive, BundleContent, Paraf, Signature
from printer.letters.laser import Laser
from printer.letters.press import LetterPress
from printer.letters.sheets import Sheets
from printer.letters.sketches import Sketches
from printer.letters.store import LetterStore


class LetterDesk:
    """Acts on files, with the press and the store at hand."""

    def __init__(self, office: Office, press: LetterPress, store: LetterStore) -> None:
        self.office, self.press, self.store = office, press, store
        self.sketches, self.sheets = Sketches(office, press), Sheets(office, press, store, Laser())
        self.books = BookDesk(office)

    def act(self, *, by: Actor, key: str | None, file_id: int, act: str, body: BaseModel) -> Answer:
        """One act of the procedure; makes the version first where the act makes one. Refuses as `files.act` does."""
        made = None
        if self.office.see(_makes_version, file_id=file_id, act=act, body=body):
            made = self._make(file_id, body)
        return self.office.do(files.act, by=by, key=key, file_id=file_id, act=act, body=body, aside={"made": made})

    def render(self, *, by: Actor, key: str | None, file_id: int) -> Answer:
        """Render and keep a version without filing it: {version, sha256}."""
        if not self.office.see(lambda read: read.session.get(File, file_id) is not None):
            raise Unknown("Berkas tidak ditemukan. Periksa nomornya.")
        return self.office.do(letters.keep, by=by, key=key, file_id=file_id, aside={"made": self._make(file_id, None)})

    def preview(self, file_id: int) -> tuple[list[bytes], list[bytes]]:
        """Letter and SKD as they would be printed now, page by page (PNG); nothing is stored."""
        draft: wording.Draft = self.office.see(wording.draft, file_id=file_id)
        pages = self.press.aside.pictures(draft.content.letter)
        return pages, self.press.aside.pictures(draft.content.skd) if draft.content.skd else []

    def pdf(self, version_id: int) -> bytes:
        """The letter's PDF of a version. Refuses with Unknown, LetterTampered."""
        return self.store.get(self._stored(version_id)["letter_sha"])

    def skd_pdf(self, version_id: int) -> bytes:
        """The SKD's PDF of a version. Refuses with Unknown when it has none."""
        sha = self._stored(version_id)["skd_sha"]
        if sha is None:
            raise Unknown("Versi ini tidak memuat SKD. Cetak suratnya saja.")
        return self.store.get(sha)

    def pages_png(self, version_id: int) -> list[bytes]:
        """The version's pages (letter, then SKD) as pictures for a screen."""
        content = self._content(self._stored(version_id))
        pages = self.press.pictures(content.letter)
        return pages + (self.press.pictures(content.skd) if content.skd else [])

    def archive_pdf(self, file_id: int) -> bytes:
        """The marked archive copy with number, date and paraf box. Refuses with Unknown before the numbering."""
        found: tuple[dict[str, Any], Archive] = self.office.see(_archive_facts, file_id=file_id)
        return self.press.archive_copy(self._content(found[0]).letter, found[1])

    def changes(self, old: int, new: int) -> list[dict[str, Any]]:
        """What is different between two versions, see `changes.between`. Refuses with Unknown, LetterTampered."""
        return changes.between(self._content(self._stored(old)), self._content(self._stored(new)))

    def _make(self, file_id: int, body: Any) -> dict[str, Any]:
        draft: wording.Draft = self.office.see(wording.draft, file_id=file_id, body=body)
        if getattr(body, "text", None) not in (None, draft.text_version):
            raise FileHasMoved("Naskah surat ini diubah sesudah pratinjau Anda. Periksa sekali lagi, lalu cetak.")
        bundle = self.press.bundle(draft.content)
        self.store.put(bundle.letter, bundle.content)
        if bundle.skd is not None:
            self.store.put(bundle.skd)
        facts = draft.model_dump(exclude={"content"})
        return {**facts, "sha256": bundle.sha256, "letter_sha": bundle.letter_sha, "skd_sha": bundle.skd_sha,
                "content_sha": bundle.content_sha}  # fmt: skip

    def _stored(self, version_id: int) -> dict[str, Any]:
        stored: dict[str, Any] = self.office.see(letters.stored, version_id=version_id)
        return stored

    def _content(self, stored: dict[str, Any]) -> BundleContent:
        return BundleContent.model_validate_json(self.store.content(stored["letter_sha"], stored["content_sha"]))


def _makes_version(read: Read, *, file_id: int, act: str, body: Any) -> bool:
    """Whether this act, here and now, needs a freshly rendered version."""
    file = read.session.get(File, file_id)
    if file is None:
        return False
    if act == Act.PRINT_LETTER:
        return file.stage == Stage.DRAFTING and isinstance(body, OfVersion) and body.version is None
    if act == Act.REPRINT:
        return file.letter_version is not None
    service = catalogue.service(read, file.service_code)
    return (
        act == Act.PROCESS and file.stage == Stage.PROCESSING and case.situation(read, file, service, body).endorsement
    )


def _archive_facts(read: Read, *, file_id: int) -> tuple[dict[str, Any], Archive]:
    number = read.session.scalars(
        select(LetterNumber).where(LetterNumber.file_id == file_id, LetterNumber.state == "used")
    ).one_or_none()
    if number is None:
        raise NoSuchStep("Salinan arsip baru ada setelah surat diberi nomor. Beri nomor dahulu.")
    version = read.session.get_one(LetterVersion, number.version_id)
    marks = list(
        read.session.scalars(
            select(Mark).where(Mark.version_id == version.id, Mark.ended_at.is_(None)).order_by(Mark.id)
        )
    )
    parafs = tuple(
        Paraf(desk=mark.desk.title(), name=mark.name, at=_local(read, mark.at))
        for mark in marks
        if mark.kind == "paraf"
    )
    signed = next(mark for mark in marks if mark.kind == "signature")
    name = signed.recorded_for or signed.name
    facts = Archive(number=number.number, date=number.letter_date, parafs=parafs, version_sha=version.sha256,
                    signed=Signature(name=name, at=_local(read, signed.at),
                                     recorder=signed.name if signed.recorded_for else None))  # fmt: skip
    return letters.stored(read, version_id=version.id), facts


def _local(read: Read, moment: datetime) -> datetime:
    return moment.astimezone(read.zone)
