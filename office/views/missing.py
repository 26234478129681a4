"""The papers that a file lacks, in the words used with a resident: one place for lists, calls and what is read out."""

from office.files import catalogue, needs
from office.records.tables import File
from office.records.work import Read


def names(read: Read, file: File) -> tuple[str, ...]:
    """Short names of what was looked for and not there, in the order of the checklist's ticks."""
    labels = catalogue.service(read, file.service_code).labels
    return tuple(labels.get(name, name) for name, there in needs.ticked(read, file.id).items() if not there)


def words(read: Read, file: File) -> str:
    """The same with commas: "KK, proposal"; empty when nothing is missing."""
    return ", ".join(names(read, file))
