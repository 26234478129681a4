"""Settings from the environment or `.env`. An unknown PENDOPO_ key or a bad value stops the start with one list."""

import os
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "PENDOPO_"


class ConfigProblem(Exception):
    """What is wrong with the settings, one line each, in words."""


class Config(BaseSettings):
    """One installation. Every field is `PENDOPO_` + its name in capitals; all are in `.env.example`."""

    # an empty value is no value: what a line of .env.example with nothing behind the sign means
    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore"
    )

    data: Path = Path("var")
    database_url: str = ""
    redis_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    hall_url: str = ""
    public_url: str = ""
    secret_file: Path | None = None
    timezone: str = "Asia/Jakarta"
    log: Literal["json", "human"] = "human"

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("zona waktu tidak dikenal, contoh: Asia/Jakarta") from error
        return value

    @field_validator("hall_url", "public_url")
    @classmethod
    def _address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
            raise ValueError("bukan alamat, contoh: http://192.168.1.10:8000 atau https://antrean.example.go.id")
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The office's zone."""
        return ZoneInfo(self.timezone)

    @property
    def database(self) -> str:
        """The database's address: SQLite in the data folder unless another is set."""
        return self.database_url or f"sqlite:///{(self.data / 'office.db').resolve()}"

    @property
    def key_file(self) -> Path:
        """Where the office key lies."""
        return self.secret_file or self.data / "office.key"

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in ("127.0.0.1", "localhost", "::1")

    @property
    def host_names(self) -> list[str]:
        """The names this machine alone is called by, and those the office gave itself."""
        given = (urlsplit(url).hostname for url in (self.hall_url, self.public_url) if url)
        return ["localhost", "127.0.0.1", *filter(None, given)]


def read_config() -> Config:
    """The settings in force; raises ConfigProblem with all that is wrong at once."""
    known = {PREFIX + name.upper() for name in Config.model_fields}
    problems = [f"{key}: pengaturan tidak dikenal" for key in sorted(_keys() - known)]
    try:
        config = Config()
    except ValidationError as error:
        problems += [f"{PREFIX}{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()]
        raise ConfigProblem("\n".join(problems)) from None
    if problems:
        raise ConfigProblem("\n".join(problems))
    return config


def _keys() -> set[str]:
    """All PENDOPO_ keys of the environment and of `.env`."""
    path = Path(".env")
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    written = {line.partition("=")[0].strip() for line in lines if "=" in line and not line.lstrip().startswith("#")}
    return {key for key in written | set(os.environ) if key.startswith(PREFIX)}
