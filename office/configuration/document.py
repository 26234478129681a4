"""The fields of the settings document as parts: letterhead, queue rules, ticker, …"""

from typing import Any

from pydantic import ValidationError

from office.configuration.tidy import READ
from office.errors import Invalid, Unknown
from office.records import settings
from office.records.parts import VALUE, Doc
from office.records.settings import Settings
from office.records.work import Work
from office.words.unreadable import fields_of, sentence


def write(work: Work, name: str, doc: Doc | None) -> str:
    """Set one field of the settings. Refuses Unknown fields, and Invalid values with what is wrong."""
    if name not in Settings.model_fields or doc is None:
        raise Unknown(f"Pengaturan {name} tidak dikenal. Muat ulang halaman pengaturan.")
    value = checked(work.settings, name, doc)
    settings.change(work.session, lambda now: now.model_copy(update={name: value}))
    return name


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
