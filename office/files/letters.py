"""Letter versions, who signs them, and the marks on them (SOP S4-S7).

A version is the bundle {letter, SKD}; paraf and signature name its SHA-256; a new version voids them all; nothing
becomes a version after the signature. Paper is the master: a signature here records that the sheet was signed.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select, update

from office.errors import FileHasMoved, NoSuchStep, Unknown, VersionVoid
from office.files import letter_drafts
from office.office import verb
from office.people import delegations, staff
from office.procedure import BEFORE_NUMBERING, Stage
from office.records.tables import Delegation, File, LetterNumber, LetterVersion, Mark, Officer
from office.records.work import Read, Work


@dataclass(frozen=True)
class Signer:
    """Who signs now: the role, the officer named on the sheet, and the lines above the signature."""

    role: str
    officer_id: int | None
    name: str | None
    rank: str | None
    nip: str | None
    heading: tuple[str, ...]

    @property
    def line(self) -> str:
        """The heading on one line."""
        return " / ".join(self.heading)


def signer_now(read: Read, section: str) -> Signer:
    """The Camat, or whoever a delegation in force names (A18)."""
    rule = (Delegation.from_at <= read.now, or_(Delegation.to_at.is_(None), Delegation.to_at > read.now))
    given = read.session.scalars(select(Delegation).where(*rule).order_by(Delegation.id.desc()).limit(1)).one_or_none()
    camat = camat_of(read)
    if given is None:
        return _signer("camat", staff.holder_of(read, "camat"), (f"{camat},",))
    officer = read.session.get(Officer, given.officer_id)
    title = officer.title if officer else given.role.title()
    return _signer(given.role, officer, delegations.heading(camat, given.style, title))


def camat_of(read: Read) -> str:
    """How the Camat's office is called above a signature: "CAMAT AMBUNTEN"."""
    return f"CAMAT {read.settings.letterhead.office.upper().removeprefix('KECAMATAN ')}"


def _signer(role: str, officer: Officer | None, heading: tuple[str, ...]) -> Signer:
    if officer is None:
        return Signer(role, None, None, None, None, heading)
    return Signer(role, officer.id, officer.name, officer.rank, officer.nip, heading)


def in_force(read: Read, file: File) -> LetterVersion | None:
    """The filed version that paraf and signature may name, or None."""
    if file.letter_version is None:
        return None
    return version_of(read, file.id, file.letter_version)


def named(read: Read, file: File, n: int | None) -> LetterVersion:
    """The version in force; refuses with VersionVoid when `n` names another one."""
    version = in_force(read, file)
    if version is None or version.state != "filed" or (n is not None and n != version.n):
        raise VersionVoid
    return version


@verb("letters.keep", "operator")
def keep(work: Work, *, file_id: int, made: dict[str, Any]) -> dict[str, Any]:
    """Keep a rendered version without filing it (`POST /files/{id}/versions`). Answers {version, sha256}."""
    file = work.session.get(File, file_id)
    if file is None:
        raise Unknown("Berkas tidak ditemukan. Periksa nomornya.")
    if file.stage != Stage.DRAFTING:
        raise NoSuchStep("Surat hanya disusun pada tahap konsep. Muat ulang halaman berkas.")
    version = add_version(work, file, made)
    return {"id": version.id, "version": version.n, "sha256": version.sha256}


def add_version(work: Work, file: File, made: dict[str, Any]) -> LetterVersion:
    """A new rendered version of `file`. Refuses with FileHasMoved when the file changed since it was rendered."""
    if made["file_version"] != file.version:
        raise FileHasMoved
    facts = {key: made[key] for key in ("sha256", "letter_sha", "skd_sha", "content_sha", "kind", "signer",
                                        "signer_officer", "signer_line")}  # fmt: skip
    version = LetterVersion(file_id=file.id, n=next_version(work, file.id), state="rendered", made_by=work.actor.ref,
                            made_at=work.now,
                            **facts)  # fmt: skip
    work.session.add(version)
    work.session.flush()
    letter_drafts.follow(work, version, made["text"], made["text_version"])
    work.record("version_rendered", subject=("file", file.id), version=version.n, sha256=version.sha256)
    return version


def next_version(read: Read, file_id: int) -> int:
    """The number that the file's next version will have."""
    return (read.session.scalar(select(func.max(LetterVersion.n)).where(LetterVersion.file_id == file_id)) or 0) + 1


def file_version(work: Work, file: File, version: LetterVersion) -> None:
    """Put a version in force; all earlier ones lose theirs, and with them their paraf and signatures."""
    void_versions(work, file, f"versi {version.n} menggantikan")
    version.state, version.filed_at = "filed", work.now
    file.letter_version, file.signer = version.n, version.signer
    letter_drafts.start_from(work, version)


def void_versions(work: Work, file: File, why: str) -> None:
    """No version of the file is in force any more."""
    rule = (LetterVersion.file_id == file.id, LetterVersion.state == "filed")
    work.session.execute(update(LetterVersion).where(*rule).values(state="void", voided_at=work.now))
    end_marks(work, file, why)
    file.letter_version = None


def end_marks(work: Work, file: File, why: str, *, desk: str | None = None) -> None:
    """Paraf (of one desk) and signatures on the file's versions lose their force; they stay readable."""
    rule = [Mark.file_id == file.id, Mark.ended_at.is_(None)]
    if desk is not None:
        rule.append(Mark.desk == desk)
    work.session.execute(update(Mark).where(*rule).values(ended_at=work.now, ended_why=why))


def mark(work: Work, file: File, version: LetterVersion, kind: str, desk: str, recorded_for: str | None = None) -> None:
    """A paraf or signature on exactly this version."""
    work.session.add(Mark(file_id=file.id, version_id=version.id, sha256=version.sha256, kind=kind, desk=desk,
                          by=work.actor.ref, name=work.actor.name, recorded_for=recorded_for, at=work.now))  # fmt: skip


def marked_by(work: Work, version: LetterVersion, desk: str) -> bool:
    """Whether the actor already put a paraf or signature on this version from another desk (A21)."""
    rule = (Mark.version_id == version.id, Mark.by == work.actor.ref, Mark.desk != desk, Mark.ended_at.is_(None))
    return work.session.scalar(select(Mark.id).where(*rule).limit(1)) is not None


def stored(read: Read, *, version_id: int) -> dict[str, Any]:
    """Where a version's PDFs lie: {letter_sha, skd_sha, content_sha, n, file_id, state}. Refuses with Unknown."""
    row = read.session.get(LetterVersion, version_id)
    if row is None:
        raise Unknown("Surat tidak ditemukan. Buka lagi dari halaman berkasnya.")
    return {"id": row.id, "file_id": row.file_id, "n": row.n, "state": row.state, "letter_sha": row.letter_sha,
            "skd_sha": row.skd_sha, "content_sha": row.content_sha, "sha256": row.sha256}  # fmt: skip


def number_of(read: Read, *, version_id: int) -> str | None:
    """The number that the version's letter has now, or None."""
    rule = (LetterNumber.version_id == version_id, LetterNumber.state == "used")
    return read.session.scalar(select(LetterNumber.number).where(*rule))


def waiting_for_reprint(read: Read) -> list[int]:
    """Files whose version names a signer who no longer signs: "n surat perlu dicetak ulang"."""
    stages = [stage for stage in BEFORE_NUMBERING if stage.value.endswith(("PARAF", "SIGNATURE"))]
    found = []
    for file in read.session.scalars(select(File).where(File.stage.in_(stages)).order_by(File.id)):
        version, now = in_force(read, file), signer_now(read, file.section)
        if version and (now.role, now.officer_id, now.line) != (
            version.signer,
            version.signer_officer,
            version.signer_line,
        ):
            found.append(file.id)
    return found


def version_of(read: Read, file_id: int, n: int) -> LetterVersion | None:
    """Version `n` of a file, in force or not."""
    rule = (LetterVersion.file_id == file_id, LetterVersion.n == n)
    return read.session.scalars(select(LetterVersion).where(*rule)).one_or_none()
