"""What is wrong with a field that does not fit its model, in words that say what to write instead."""

from pydantic import ValidationError

#: kind of pydantic's error -> what to do, as a clause
WORDS = {
    "missing": "wajib diisi", "string_too_short": "terlalu pendek, tulis lengkap",
    "string_too_long": "terlalu panjang, ringkaskan", "string_pattern_mismatch": "bentuknya belum benar, tulis ulang",
    "string_type": "tulis dengan huruf", "int_parsing": "tulis dengan angka", "int_type": "tulis dengan angka",
    "decimal_parsing": "tulis dengan angka", "float_parsing": "tulis dengan angka",
    "bool_parsing": "pilih ya atau tidak", "literal_error": "pilih dari daftar", "enum": "pilih dari daftar",
    "greater_than": "terlalu kecil", "greater_than_equal": "terlalu kecil", "less_than": "terlalu besar",
    "less_than_equal": "terlalu besar", "too_short": "terlalu sedikit", "too_long": "terlalu banyak",
    "datetime_parsing": "isi tanggal dan jam", "datetime_from_date_parsing": "isi tanggal dan jam",
    "date_parsing": "isi tanggal", "date_from_datetime_parsing": "isi tanggal", "time_parsing": "isi jam",
    "extra_forbidden": "isian tidak dikenal, hapus", "list_type": "harus daftar", "dict_type": "harus objek",
    "model_type": "harus objek", "model_attributes_type": "harus objek", "json_invalid": "bukan JSON",
}  # fmt: skip
OTHER = "tidak dapat dibaca, tulis ulang"


def fields_of(error: ValidationError) -> dict[str, str]:
    """Dotted path of each unreadable field -> what to do; a rule of our own speaks for itself."""
    return {".".join(map(str, e["loc"])): _words(e["type"], e["msg"]) for e in error.errors()}


def sentence(words: str) -> str:
    """A clause as it stands under a field: "Wajib diisi."."""
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', '!', '?')) else '.'}"


def _words(kind: str, message: str) -> str:
    return message.removeprefix("Value error, ") if kind == "value_error" else WORDS.get(kind, OTHER)
