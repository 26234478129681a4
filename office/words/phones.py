"""Telephone numbers as they are dialled from anywhere, and the link that opens a chat."""

from urllib.parse import quote

from office.words.clean import clean_digits

COUNTRY = "62"


def international(phone: str | None) -> str | None:
    """A number of Indonesia with its country code: "0812-3456-7890" "6281234567890"; None when it is no number."""
    digits = clean_digits(phone or "")
    if digits.startswith("0"):
        digits = COUNTRY + digits.lstrip("0")
    elif not digits.startswith(COUNTRY):
        digits = COUNTRY + digits
    return digits if 10 <= len(digits) <= 15 else None


def chat_link(phone: str | None, text: str) -> str | None:
    """The address that opens WhatsApp with `text` ready to be sent by hand; None for what is no mobile number."""
    number = international(phone)
    if number is None or not number.startswith(COUNTRY + "8"):
        return None
    return f"https://wa.me/{number}?text={quote(text, safe='')}"


def spaced(phone: str) -> str:
    """To be read aloud and dialled: "0812 3456 7890"."""
    digits = clean_digits(phone)
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4)) or phone
