"""The pieces of speech of one pack: listened to, recorded, cut by hand, taken back."""

from collections.abc import Callable

from flask import Blueprint, Response, g, request

from counter import forms
from counter.office_settings.sheet import to
from counter.office_settings.voice_shelf import Shelf, Studio, chosen, wav
from office.errors import Invalid, Unknown
from office.hall import voice
from office.office import Answer, Office
from office.people.doors import door
from office.words.call_clips import CLIPS

Draw = Callable[[forms.Tried, str], Response]
SHEET = "/settings/voice/clips/<name>"


def routes(blueprint: Blueprint, office: Office, shelf: Shelf, draw: Draw) -> None:
    """Listening and changing. `draw(tried, clip)` is the sheet with a refusal about this clip."""
    _listening(blueprint, office, shelf)

    def changed(name: str, how: Callable[[Studio], None], said: str) -> Response:
        """Change one clip, let the office know, and go back to its row; or say why not."""
        pack = office.see(chosen)
        tried = forms.attempt(lambda: _changed(office, shelf, _known(name), how))
        return to("settings_voice", said, pack=pack.name, _anchor=name) if tried.ok else draw(tried, name)

    @blueprint.post(SHEET)
    @door("supervisor", "admin")
    def settings_voice_record(name: str) -> Response:
        return changed(name, lambda clips: clips.record(name, _uploaded()), "recorded")

    @blueprint.post(f"{SHEET}/trim")
    @door("supervisor", "admin")
    def settings_voice_trim(name: str) -> Response:
        return changed(name, lambda clips: clips.trim(name, _cut()), "trimmed")

    @blueprint.post(f"{SHEET}/forget")
    @door("supervisor", "admin")
    def settings_voice_forget(name: str) -> Response:
        return changed(name, lambda clips: clips.forget(name), "forgotten")


def _listening(blueprint: Blueprint, office: Office, shelf: Shelf) -> None:
    @blueprint.get(f"{SHEET}.wav")
    @door("supervisor", "admin")
    def settings_voice_clip(name: str) -> Response:
        return wav(shelf.studio(office.see(chosen)).clip(_known(name)))

    @blueprint.get(f"{SHEET}/whole.wav")
    @door("supervisor", "admin")
    def settings_voice_whole(name: str) -> Response:
        return wav(shelf.studio(office.see(chosen)).whole(_known(name)))


def told(office: Office, shelf: Shelf, clip: str = "") -> Answer:
    """Let the office know what each pack can say now."""
    packs = office.see(lambda read: read.settings.voice.packs)
    return office.do(voice.report, by=g.actor, key=f"{forms.key()}:told", packs=shelf.seconds(packs),
                     trouble=office.see(voice.trouble), clip=clip)  # fmt: skip


def _changed(office: Office, shelf: Shelf, name: str, how: Callable[[Studio], None]) -> Answer:
    forms.key()
    how(shelf.studio(office.see(chosen)))
    return told(office, shelf, name)


def _known(name: str) -> str:
    if name not in CLIPS:
        raise Unknown("Potongan suara itu tidak ada. Muat ulang halaman Suara.")
    return name


def _uploaded() -> bytes:
    given = request.files.get("sound")
    data = given.read() if given else b""
    if not data:
        raise Invalid("Pilih berkas WAV lebih dahulu, lalu unggah.")
    return data


def _cut() -> tuple[int, int] | None:
    """The milliseconds of the form, or None: where the server itself would cut. Refuses what is no number."""
    if "back" in request.form:
        return None
    start, end = (request.form.get(name, "").strip() for name in ("start", "end"))
    if not (start.isdecimal() and end.isdecimal()):
        raise Invalid("Tulis awal dan akhir sebagai bilangan milidetik, misalnya 120 dan 860.")
    return int(start), int(end)
