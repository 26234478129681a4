"""`python -m printer.attachments.worker pdf|picture|emblem`: an upload on its input, what is kept of it on its output.

A process of its own with little memory and little time: what a stranger's file does to a decoder ends with it.
Exit code 0: taken; 3: refused, with the reason as one word, or a sentence, on its error output.
"""

import os
import resource
import sys

from office.errors import Invalid
from printer import logo
from printer.attachments import pictures, scans
from printer.attachments.limits import MIB

MEMORY, SECONDS, REFUSED = 1024 * MIB, 20, 3
_NICE = 5


def kept(kind: str, data: bytes) -> bytes:
    """What is kept: a picture encoded anew, an emblem's facts as JSON, a scan as it came.

    Raises BadPicture, BadScan, Invalid.
    """
    if kind == "picture":
        return pictures.plain_jpeg(data)
    if kind == "emblem":
        return logo.from_file(data).model_dump_json().encode()
    scans.check(data)
    return data


def main(kind: str) -> int:
    """Read all, answer, end."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    os.nice(_NICE)
    try:
        made = kept(kind, sys.stdin.buffer.read())
    except (pictures.BadPicture, scans.BadScan, Invalid) as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
