"""The sheet of the voice: how loud and in which words the hall calls, and who says each piece of speech."""

from functools import partial

from flask import Blueprint, Response, request

from counter import forms
from counter.office_settings import voice_clips, voice_packs, voice_trial
from counter.office_settings.sheet import open_form, page, save, to
from counter.office_settings.voice_shelf import Shelf, chosen, wav
from office.hall import voice
from office.office import Office
from office.people.doors import door
from office.records.parts import Doc
from office.records.voice_rules import VoicePack
from office.records.work import Read
from office.words.call_clips import CLIPS

KINDS = {
    "opening": "Pembuka", "priority": "Pembuka", "letter": "Huruf", "number": "Angka", "way": "Arah", "loket": "Arah",
}  # fmt: skip


def routes(blueprint: Blueprint, office: Office, shelf: Shelf) -> None:
    """The sheet and its saving; the sample here and on the TV; the clips of each pack, and the packs."""

    @blueprint.get("/settings/voice")
    @door("supervisor", "admin")
    def settings_voice() -> Response:
        return _page(office, shelf)

    @blueprint.post("/settings/voice")
    @door("supervisor", "admin")
    def settings_voice_save() -> Response:
        packs = [pack.model_dump() for pack in office.see(lambda read: read.settings.voice.packs)]
        tried = forms.attempt(lambda: save(office, "voice", {**_document(), "packs": packs}))
        return to("settings_voice") if tried.ok else _page(office, shelf, tried)

    @blueprint.get("/settings/voice/sample.wav")
    @door("supervisor", "admin")
    def settings_voice_sample() -> Response:
        return wav(shelf.call(office.see(voice.sample), office.see(lambda read: read.settings.voice.in_use)))

    voice_trial.routes(blueprint, office)
    draw = partial(_page, office, shelf)
    voice_clips.routes(blueprint, office, shelf, draw)
    voice_packs.routes(blueprint, office, shelf, draw)


def _document() -> Doc:
    form = request.form
    names = [name for name in ("volume", "repeat", "recall_seconds") if name in form]
    numbers = {name: int(form[name]) if form[name].isdecimal() else form[name] for name in names}
    return {**numbers, "muted": "muted" in form, **forms.typed("reading", "zero", "line", "pack", "second")}


def _page(office: Office, shelf: Shelf, tried: forms.Tried | None = None, cut: str = "") -> Response:
    """The sheet; `cut` names the clip whose change was refused, which keeps what was typed."""
    # a recording that was refused leaves the boxes of the form above as they are
    form = open_form(office, "voice", tried if request.endpoint == "counter.settings_voice_save" else None)
    shown = office.see(chosen) if request.endpoint != "counter.settings_voice_save" else office.see(_first)
    clips, needed = shelf.studio(shown), office.see(lambda read: voice.needed(read, read.settings.voice))
    seconds = clips.seconds()
    rows = [{"name": clip.name, "words": clip.words, "kind": KINDS[clip.kind], "source": clips.source(clip.name),
             "seconds": seconds.get(clip.name), "cut": clips.cut(clip.name), "needed": clip.name in needed}
            for clip in CLIPS.values()]  # fmt: skip
    return page("voice", "settings_voice", tried, form=form, rows=rows, sample=office.see(voice.sample),
                trouble=office.see(voice.trouble), complete=needed <= seconds.keys(), cutting=cut, typed=request.form,
                shown=shown, **office.see(voice_packs.facts), **office.see(voice_trial.facts))  # fmt: skip


def _first(read: Read) -> VoicePack:
    return read.settings.voice.in_use[0]
