"""The sheet of the voice: how loud and in which words the hall calls, and who says each piece of speech."""

from typing import Any

from flask import Blueprint, Response, g, request

from counter import forms
from counter.office_settings.sheet import open_form, page, save, to
from office.errors import Invalid, Unknown
from office.hall import voice
from office.office import Answer, Office
from office.people.doors import door
from office.records.parts import Doc
from office.words.call_clips import CLIPS
from office.words.numerals import call_sentence
from voice import call, sound, workshop
from voice.pack import Pack

#: the number of the sample: a nought, a digit that is hard to hear, the way to a loket
SAMPLE = ("A-076", 1)
KINDS = {
    "opening": "Pembuka", "priority": "Pembuka", "letter": "Huruf", "number": "Angka", "way": "Arah", "loket": "Arah",
}  # fmt: skip


def routes(blueprint: Blueprint, office: Office, clips: Pack) -> None:
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
        return _wav(call.wav(clips, office.see(_sample)))

    _clips(blueprint, office, clips)


def _clips(blueprint: Blueprint, office: Office, clips: Pack) -> None:
    @blueprint.get("/settings/voice/clips/<name>.wav")
    @door("supervisor", "admin")
    def settings_voice_clip(name: str) -> Response:
        data = clips.pcm(_known(name))
        return _wav(None if data is None else sound.wav(data))

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


def _known(name: str) -> str:
    if name not in CLIPS:
        raise Unknown("Potongan suara itu tidak ada. Muat ulang halaman Suara.")
    return name


def _wav(data: bytes | None) -> Response:
    if data is None:
        raise Unknown("Suara itu belum ada. Pasang espeak-ng, atau unggah rekaman untuk setiap potongan.")
    return Response(data, mimetype="audio/wav")


def _record(office: Office, clips: Pack, name: str) -> Answer:
    """Trim and level what was sent, keep it, and let the office know. Refuses what is no recording."""
    forms.key()
    given = request.files.get("sound")
    data = given.read() if given else b""
    if not data:
        raise Invalid("Pilih berkas WAV lebih dahulu, lalu unggah.")
    clips.keep(clips.recorded(name), workshop.levelled(data))
    return _told(office, clips, name)


def _told(office: Office, clips: Pack, name: str) -> Answer:
    trouble = office.see(voice.trouble)
    return office.do(voice.report, by=g.actor, key=forms.key(), seconds=clips.seconds(), trouble=trouble, clip=name)


def _sample(read: Any) -> str:
    rules = read.settings.voice
    return call_sentence(*SAMPLE, cardinal=rules.reading == "cardinal", zero=rules.zero, line=rules.line)


def _document() -> Doc:
    form, names = request.form, ("volume", "repeat")
    numbers = {name: int(form[name]) if form.get(name, "").isdecimal() else form.get(name) for name in names}
    return {**numbers, "muted": "muted" in form, **forms.typed("reading", "zero", "line")}


def _page(office: Office, clips: Pack, tried: forms.Tried | None = None) -> Response:
    # a recording that was refused leaves the boxes of the form above as they are
    form = open_form(office, "voice", tried if request.endpoint == "counter.settings_voice_save" else None)
    seconds = clips.seconds()
    rows = [{"name": clip.name, "words": clip.words, "kind": KINDS[clip.kind], "source": clips.source(clip.name),
             "seconds": seconds.get(clip.name)} for clip in CLIPS.values()]  # fmt: skip
    return page("voice", "settings_voice", tried, form=form, rows=rows, sample=office.see(_sample),
                trouble=office.see(voice.trouble), complete=len(seconds) == len(rows))  # fmt: skip
