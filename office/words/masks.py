"""Personal data as others see it: enough for its owner, too little for anybody else (UU 27/2022)."""

import re

_TITLES = re.compile(r"(?:[A-Za-z]{1,4}\.)+(?:[A-Za-z]{1,4}\.?)?")
_NIK = re.compile(r"(?<!\d)(?:\d[ .-]?){15}\d(?!\d)", re.ASCII)


def mask_name(name: str) -> str:
    """Initials with a fixed number of stars: "Sitti Aminah" "S*** A***".

    First and last word only, so that neither the length nor the number of words tells; titles are left out.
    """
    words = [word for word in name.split(",")[0].split() if any(map(str.isalpha, word))]
    plain = [word for word in words if not _TITLES.fullmatch(word)] or words
    ends = plain[:1] + plain[1:][-1:]
    return " ".join(f"{_initial(word)}***" for word in ends) or "***"


def _initial(word: str) -> str:
    return next(char for char in word if char.isalpha()).upper()


def mask_nik_slip(nik: str) -> str:
    """For paper that leaves the office: "3529 **** **** 0021". Anything but 16 digits: stars only."""
    return f"{nik[:4]} **** **** {nik[-4:]}" if _is_nik(nik) else "**** **** **** ****"


def mask_nik_register(nik: str) -> str:
    """For the office's registers: "352909********21". Anything but 16 digits: stars only."""
    return f"{nik[:6]}********{nik[-2:]}" if _is_nik(nik) else "*" * 16


def _is_nik(nik: str) -> bool:
    return re.fullmatch(r"[0-9]{16}", nik) is not None


def mask_phone(phone: str) -> str:
    """First four and last four of a telephone number: "0812 **** 4471"; shorter numbers: stars."""
    digits = re.sub(r"\D", "", phone)
    return f"{digits[:4]} **** {digits[-4:]}" if len(digits) >= 10 else "****"


def mask_niks(text: str) -> str:
    """`text` with every NIK in it masked as in registers; digits grouped by spaces, dots or dashes are found too."""
    return _NIK.sub(lambda found: mask_nik_register(re.sub(r"\D", "", found[0])), text)
