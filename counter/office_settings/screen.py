"""The sheet of the TV: what takes turns while nobody is called, its pictures and videos, order, seconds, sound."""

from typing import BinaryIO, cast

from flask import Blueprint, Response, request

from counter import forms
from counter.office_settings.sheet import open_form, page, rows, save, to
from office.errors import Invalid
from office.office import Answer, Office
from office.people.doors import door
from office.records import parts
from office.records.parts import Doc
from office.records.screen_rules import MOST, ScreenItem
from printer.attachments.screen_media import ScreenMedia
from printer.letters.desk import LetterDesk

PART = "screen"


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The list; one more; one taken off."""
    media = ScreenMedia(letters)

    @blueprint.get("/settings/screen")
    @door("supervisor", "admin")
    def settings_screen() -> Response:
        return _page(office, media)

    @blueprint.post("/settings/screen")
    @door("supervisor", "admin")
    def settings_screen_save() -> Response:
        tried = forms.attempt(lambda: save(office, PART, _document()))
        said = "removed" if "drop" in request.form else "saved"
        return to("settings_screen", said) if tried.ok else _page(office, media, tried)

    @blueprint.post("/settings/screen/media")
    @door("supervisor", "admin")
    def settings_screen_add() -> Response:
        tried = forms.attempt(lambda: _add(office, media))
        return to("settings_screen", "added") if tried.ok else _page(office, media, tried)


def _now(office: Office) -> Doc:
    doc: Doc = office.see(lambda read: parts.read(read.session, PART))
    return doc


def _document() -> Doc:
    """The form: rows in the order of their numbers, without the one that is dropped."""
    dropped = request.form.get("drop", "")
    media = [{"name": row.get("name", ""), "kind": row.get("kind", ""), "file": row.get("file", ""),
              "on": "on" in row, "seconds": row.get("seconds") or 12}
             for row in rows(request.form, "media") if row.get("file") != dropped]  # fmt: skip
    sheets = [{"kind": row.get("kind", ""), "on": "on" in row, "seconds": row.get("seconds") or 20}
              for row in rows(request.form, "sheets")]  # fmt: skip
    sleep = {name: f"sleep.{name}" in request.form for name in ("on", "days_off", "clock")}
    minutes = {name: request.form.get(f"sleep.{name}") or 0 for name in ("minutes_after", "minutes_before")}
    return {"sound": "sound" in request.form, "media": media, "sheets": sheets, "sleep": sleep | minutes}


def _add(office: Office, media: ScreenMedia) -> Answer:
    now, given = _now(office), request.files.get("file")
    if given is None or not given.filename:
        raise Invalid("Pilih gambar atau video dahulu, lalu unggah.", fields={"file": "Pilih berkas."})
    if len(now["media"]) >= MOST:
        raise Invalid(f"Sudah ada {MOST} gambar dan video. Hapus satu dari daftar dahulu, lalu unggah lagi.")
    kind, sha = media.take(cast("BinaryIO", given.stream), wanted={row["file"] for row in now["media"]})
    if any(row["file"] == sha for row in now["media"]):
        raise Invalid("Gambar atau video ini sudah ada di daftar. Centang Tampil di sana bila ingin memutarnya.")
    name = _own_name(given.filename, {row["name"] for row in now["media"]})
    fresh = {"name": name, "kind": kind, "file": sha, "on": True, "seconds": 12}
    return save(office, PART, now | {"media": [*now["media"], fresh]}, seen=parts.fingerprint(now))


def _own_name(filename: str, taken: set[str]) -> str:
    """The file's name without its ending, told apart from the others."""
    name = filename.replace("\\", "/").rpartition("/")[2].rpartition(".")[0].strip()[:70] or "tanpa nama"
    return next(one for n in range(1, MOST + 2) if (one := name if n == 1 else f"{name} ({n})") not in taken)


def _page(office: Office, media: ScreenMedia, tried: forms.Tried | None = None) -> Response:
    form = open_form(office, PART, tried)
    now = _now(office)
    urls = [ScreenItem.model_validate(row).stored for row in now["media"]]
    shown = [{"n": n, **row, "url": url, "here": media.has(url)}
             for n, (row, url) in enumerate(zip(now["media"], urls, strict=True))]  # fmt: skip
    return page("screen", "settings_screen", tried, form=form, shown=shown, most=MOST, now=now)
