"""The fields of the settings document as parts: letterhead, queue rules, ticker, …"""

from typing import Any

from pydantic import ValidationError

from office.configuration.tidy import READ, wrong
from office.errors import Invalid, Unknown
from office.hall import voice
from office.records import settings
from office.records.parts import VALUE, Doc
from office.records.settings import Settings
from office.records.voice_rules import VoiceRules
from office.records.work import Work
from office.words.call_clips import CLIPS
from office.words.unreadable import fields_of, sentence


def write(work: Work, name: str, doc: Doc | None) -> str:
    """Set one field of the settings. Refuses Unknown fields, and Invalid values with what is wrong."""
    if name not in Settings.model_fields or doc is None:
        raise Unknown(f"Pengaturan {name} tidak dikenal. Muat ulang halaman pengaturan.")
    value = checked(work.settings, name, doc)
    if isinstance(value, VoiceRules):
        _can_be_said(work, value)
    settings.change(work.session, lambda now: now.model_copy(update={name: value}))
    return name


def _can_be_said(work: Work, rules: VoiceRules) -> None:
    """Who calls has every piece of speech that calls need: only the first Indonesian one may wait for the machine."""
    for field, pack in zip(("pack", "second"), rules.in_use, strict=False):
        missing = voice.lacks(work, rules, pack.name)
        if missing and not (field == "pack" and pack.machine):
            words = ", ".join(CLIPS[name].words for name in CLIPS if name in missing)
            raise wrong(field, f"{pack.title} masih kurang {len(missing)} potongan: {words}. Rekam dahulu semuanya.")


def checked(now: Settings, name: str, doc: Doc) -> Any:
    """The field's new value as its model."""
    given = doc[VALUE] if doc.keys() == {VALUE} else doc
    try:
        whole = Settings.model_validate({**now.model_dump(mode="json"), name: given})
    except ValidationError as error:
        found = fields_of(error)
        fields = {path.removeprefix(f"{name}.").removeprefix(name) or VALUE: words for path, words in found.items()}
        raise Invalid(READ, fields={path: sentence(words) for path, words in fields.items()}) from None
    return getattr(whole, name)
