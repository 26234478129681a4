"""The sheet of the voice: how loud and in which words the hall calls, and who says each piece of speech."""

from typing import Protocol

from flask import Blueprint, Response, g, request

from counter import forms
from counter.office_settings import voice_trial
from counter.office_settings.sheet import open_form, page, save, to
from office.errors import Invalid, Unknown
from office.hall import voice
from office.office import Answer, Office
from office.people.doors import door
from office.records.parts import Doc
from office.words.call_clips import CLIPS

KINDS = {
    "opening": "Pembuka", "priority": "Pembuka", "letter": "Huruf", "number": "Angka", "way": "Arah", "loket": "Arah",
}  # fmt: skip


class Studio(Protocol):
    """Where the clips are kept (`display.voice.studio`, handed in: the surfaces do not know each other)."""

    def sample(self, sentence: str) -> bytes | None:
        """A whole call as a WAV, or None while a clip is missing."""

    def clip(self, name: str) -> bytes | None:
        """One clip as a WAV, or None: nobody says it."""

    def record(self, name: str, recording: bytes) -> None:
        """Trim, level and keep an uploaded WAV. Refuses what is no recording."""

    def forget(self, name: str) -> None:
        """Back to the machine's voice."""

    def whole(self, name: str) -> bytes | None:
        """The whole of a recording as a WAV, or None: nobody recorded this clip."""

    def cut(self, name: str) -> tuple[int, int, int] | None:
        """(start, end, length of the whole) in ms, or None: nobody recorded this clip."""

    def trim(self, name: str, cut: tuple[int, int] | None) -> None:
        """Cut the whole recording anew, or (None) where speech begins and ends. Refuses what cannot be cut."""

    def source(self, name: str) -> str | None:
        """`recorded`, `machine`, or None."""

    def seconds(self) -> dict[str, float]:
        """Name -> length of every clip there is."""


def routes(blueprint: Blueprint, office: Office, clips: Studio) -> None:
    """The sheet and its saving; the sample and every clip to listen to; a recording taken and taken back."""

    @blueprint.get("/settings/voice")
    @door("supervisor", "admin")
    def settings_voice() -> Response:
        return _page(office, clips)

    @blueprint.post("/settings/voice")
    @door("supervisor", "admin")
    def settings_voice_save() -> Response:
        tried = forms.attempt(lambda: save(office, "voice", _document()))
        return to("settings_voice") if tried.ok else _page(office, clips, tried)

    @blueprint.get("/settings/voice/sample.wav")
    @door("supervisor", "admin")
    def settings_voice_sample() -> Response:
        return _wav(clips.sample(office.see(voice.sample)))

    voice_trial.routes(blueprint, office)
    _clips(blueprint, office, clips)


def _clips(blueprint: Blueprint, office: Office, clips: Studio) -> None:
    @blueprint.get("/settings/voice/clips/<name>.wav")
    @door("supervisor", "admin")
    def settings_voice_clip(name: str) -> Response:
        return _wav(clips.clip(_known(name)))

    @blueprint.post("/settings/voice/clips/<name>")
    @door("supervisor", "admin")
    def settings_voice_record(name: str) -> Response:
        tried = forms.attempt(lambda: _record(office, clips, _known(name)))
        return to("settings_voice", "recorded", _anchor=name) if tried.ok else _page(office, clips, tried)

    @blueprint.post("/settings/voice/clips/<name>/forget")
    @door("supervisor", "admin")
    def settings_voice_forget(name: str) -> Response:
        forms.key()
        clips.forget(_known(name))
        _told(office, clips, name)
        return to("settings_voice", "forgotten", _anchor=name)

    _trims(blueprint, office, clips)


def _trims(blueprint: Blueprint, office: Office, clips: Studio) -> None:
    @blueprint.get("/settings/voice/clips/<name>/whole.wav")
    @door("supervisor", "admin")
    def settings_voice_whole(name: str) -> Response:
        return _wav(clips.whole(_known(name)))

    @blueprint.post("/settings/voice/clips/<name>/trim")
    @door("supervisor", "admin")
    def settings_voice_trim(name: str) -> Response:
        tried = forms.attempt(lambda: _trim(office, clips, _known(name), by_hand="back" not in request.form))
        return to("settings_voice", "trimmed", _anchor=name) if tried.ok else _page(office, clips, tried, cut=name)


def _trim(office: Office, clips: Studio, name: str, *, by_hand: bool) -> Answer:
    """Cut at the milliseconds of the form, or where the server itself would. Refuses what is no number."""
    forms.key()
    typed = [request.form.get(end, "").strip() for end in ("start", "end")]
    if by_hand and not all(text.isdecimal() for text in typed):
        raise Invalid("Tulis awal dan akhir sebagai bilangan milidetik, misalnya 120 dan 860.")
    clips.trim(name, (int(typed[0]), int(typed[1])) if by_hand else None)
    return _told(office, clips, name)


def _known(name: str) -> str:
    if name not in CLIPS:
        raise Unknown("Potongan suara itu tidak ada. Muat ulang halaman Suara.")
    return name


def _wav(data: bytes | None) -> Response:
    if data is None:
        raise Unknown("Suara itu belum ada. Pasang espeak-ng, atau unggah rekaman untuk setiap potongan.")
    return Response(data, mimetype="audio/wav")


def _record(office: Office, clips: Studio, name: str) -> Answer:
    """Trim and level what was sent, keep it, and let the office know. Refuses what is no recording."""
    forms.key()
    given = request.files.get("sound")
    data = given.read() if given else b""
    if not data:
        raise Invalid("Pilih berkas WAV lebih dahulu, lalu unggah.")
    clips.record(name, data)
    return _told(office, clips, name)


def _told(office: Office, clips: Studio, name: str) -> Answer:
    trouble = office.see(voice.trouble)
    return office.do(voice.report, by=g.actor, key=forms.key(), seconds=clips.seconds(), trouble=trouble, clip=name)


def _document() -> Doc:
    form = request.form
    names = [name for name in ("volume", "repeat", "recall_seconds") if name in form]
    numbers = {name: int(form[name]) if form[name].isdecimal() else form[name] for name in names}
    return {**numbers, "muted": "muted" in form, **forms.typed("reading", "zero", "line")}


def _page(office: Office, clips: Studio, tried: forms.Tried | None = None, *, cut: str = "") -> Response:
    """The sheet; `cut` names the clip whose cut was refused, which keeps what was typed."""
    # a recording that was refused leaves the boxes of the form above as they are
    form = open_form(office, "voice", tried if request.endpoint == "counter.settings_voice_save" else None)
    seconds = clips.seconds()
    rows = [{"name": clip.name, "words": clip.words, "kind": KINDS[clip.kind], "source": clips.source(clip.name),
             "seconds": seconds.get(clip.name), "cut": clips.cut(clip.name)} for clip in CLIPS.values()]  # fmt: skip
    return page("voice", "settings_voice", tried, form=form, rows=rows, sample=office.see(voice.sample),
                trouble=office.see(voice.trouble), complete=len(seconds) == len(rows),
                cutting=cut, typed=request.form, **office.see(voice_trial.facts))  # fmt: skip
