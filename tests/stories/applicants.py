"""Who comes to the office in the stories, and what only the office may know about them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Applicant:
    """A made-up resident."""

    name: str
    nik: str
    village: str
    address: str
    phone: str

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never stand on a screen in the hall, on a telephone, or in an address."""
        return (*self.name.split(), self.nik, self.nik[-6:], self.phone, self.address)


SAHRUL = Applicant("Sahrul Ghozali", "3529010101850001", "Ambunten Timur", "Dusun Kolor 7", "081234567890")
HALIMAH = Applicant("Halimatus Sakdiyah", "3529014506900002", "Tambaagung", "Dusun Bindang 3", "081987654321")
BURHAN = Applicant("Burhanuddin Wahid", "3529011203780003", "Keles", "Dusun Nyalaran 12", "082112345678")
