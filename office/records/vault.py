"""The office key and what is done with it: sealing, look-up hashes, tokens and codes."""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

#: what people type from paper: no 0/O, no 1/I
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class Vault:
    """Everything that needs the office key (32 random bytes, kept outside the database, mode 0600)."""

    def __init__(self, key: bytes) -> None:
        if len(key) < 32:
            raise ValueError("the office key must have at least 32 bytes")
        self._index_key = hmac.digest(key, b"index", "sha256")
        self._box = Fernet(base64.urlsafe_b64encode(hmac.digest(key, b"seal", "sha256")))

    @classmethod
    def open_file(cls, path: Path) -> "Vault":
        """The vault of the key in `path`; the file is made, durable and private, when there is none."""
        if not path.exists():
            _write_key(path, secrets.token_bytes(32))
        return cls(base64.b64decode(path.read_bytes().strip()))

    def seal(self, text: str) -> str:
        """Encrypted text (authenticated)."""
        return self._box.encrypt(text.encode()).decode()

    def unseal(self, sealed: str | bytes) -> str:
        """The text that was sealed; raises when it was tampered with or sealed by another office's key."""
        return self._box.decrypt(sealed).decode()

    def unseal_recent(self, sealed: str, *, seconds: int) -> str | None:
        """The text if it was sealed here and not longer ago than that; None for anything else."""
        try:
            return self._box.decrypt(sealed, ttl=seconds).decode()
        except InvalidToken:
            return None

    def index(self, purpose: str, text: str) -> str:
        """A keyed hash for equality look-ups: useless without the office key."""
        return hmac.new(self._index_key, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()


def new_token() -> str:
    """An unguessable token of 128 bits."""
    return secrets.token_urlsafe(16)


def new_code(length: int = 8) -> str:
    """A code people type from paper; 5 bits a letter."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(length))


def tidy_code(text: str) -> str:
    """A typed code as it was given out: capitals, without spaces, dashes and anything else."""
    return "".join(letter for letter in text.upper() if letter in CODE_LETTERS)[:16]


def hash_token(token: str) -> str:
    """How a token is kept: its SHA-256 (tokens are random, so a plain hash is enough)."""
    return hashlib.sha256(token.encode()).hexdigest()


def _write_key(path: Path, key: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(key))
        file.flush()
        os.fsync(file.fileno())
    temporary.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
