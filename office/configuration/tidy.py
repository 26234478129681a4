"""A document as it comes in: control characters stripped, text of a sane length, nothing nested without end."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from office.errors import Invalid
from office.words.clean import clean
from office.words.unreadable import fields_of, sentence

Model = TypeVar("Model", bound=BaseModel)
LONGEST, MOST, DEEPEST = 4000, 400, 8
READ = "Ada isian yang belum benar. Betulkan yang ditandai, lalu simpan lagi."


def tidy(given: Any, *, depth: int = 0) -> Any:
    """The same document with clean text. Refuses Invalid what is longer, wider or deeper than any setting is."""
    if depth > DEEPEST:
        raise Invalid("Isian ini bersusun terlalu dalam. Periksa bentuknya.")
    if isinstance(given, str):
        if len(given) > LONGEST:
            raise Invalid(f"Ada teks yang lebih panjang dari {LONGEST} huruf. Ringkas, lalu simpan lagi.")
        return clean(given, limit=LONGEST, lines=True)
    if isinstance(given, dict | list) and len(given) > MOST:
        raise Invalid(f"Ada daftar yang lebih panjang dari {MOST} baris. Ringkas, lalu simpan lagi.")
    if isinstance(given, dict):
        return {str(name): tidy(value, depth=depth + 1) for name, value in given.items()}
    return [tidy(value, depth=depth + 1) for value in given] if isinstance(given, list) else given


def read(model: type[Model], doc: Any) -> Model:
    """`doc` as a model. Refuses Invalid, whose `fields` say per field what to write instead."""
    try:
        return model.model_validate(doc)
    except ValidationError as error:
        fields = {name: sentence(words) for name, words in fields_of(error).items()}
        raise Invalid(READ, fields=fields) from None


def wrong(field: str, words: str) -> Invalid:
    """One field that breaks a rule of the office."""
    return Invalid(f"{words} Betulkan, lalu simpan lagi.", fields={field: words})
