"""Messages between the press and its worker: four bytes of length, then JSON, files as base64."""

import json
import socket
import struct
from base64 import b64decode, b64encode
from typing import Any, Literal, NotRequired, TypedDict

_LENGTH = struct.Struct("!I")
_LARGEST = 64 * 1024 * 1024

Template = Literal["letter", "skd", "folder", "visit"]


class Request(TypedDict):
    """One sheet to set; see `typesetting.typeset`."""

    template: Template
    data: dict[str, Any]
    timestamp: int
    ppi: int | None
    #: pictures beside the template, base64 by name
    pictures: NotRequired[dict[str, str]]


class Reply(TypedDict, total=False):
    """`made` (base64 of each file) when it was set, otherwise `error` (for the log)."""

    made: list[str]
    error: str


def send(channel: socket.socket, message: Request | Reply) -> None:
    """Write one message. Raises OSError when the other end is gone."""
    body = json.dumps(message, ensure_ascii=False).encode()
    channel.sendall(_LENGTH.pack(len(body)) + body)


def receive(channel: socket.socket) -> dict[str, Any]:
    """Read one message. Raises EOFError when the other end closed, TimeoutError when it is too slow."""
    (length,) = _LENGTH.unpack(_exactly(channel, _LENGTH.size))
    if length > _LARGEST:
        raise EOFError(f"a message of {length} bytes is not ours")
    message: dict[str, Any] = json.loads(_exactly(channel, length))
    return message


def pack(files: list[bytes]) -> list[str]:
    """Bytes as they travel."""
    return [b64encode(file).decode("ascii") for file in files]


def unpack(texts: list[str]) -> list[bytes]:
    """Bytes as they were made."""
    return [b64decode(text) for text in texts]


def _exactly(channel: socket.socket, count: int) -> bytes:
    chunks: list[bytes] = []
    while count:
        chunk = channel.recv(min(count, 1 << 20))
        if not chunk:
            raise EOFError("the other end closed")
        chunks.append(chunk)
        count -= len(chunk)
    return b"".join(chunks)
