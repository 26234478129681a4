"""Writes the folder that one carries to a PC: `install.sh`, and under `files/` everything where it belongs."""

import json
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from office.errors import Invalid

ROLES = {"kiosk": "kios", "tv": "TV"}
LIB, CONF, UNITS = "usr/local/lib/pendopo-layar", "etc/pendopo-layar", "etc/systemd/system"
SCREEN_UNITS = ("pendopo-layar.service", "pendopo-layar-jaga.service", "pendopo-layar-jaga.timer",
                "pendopo-layar-malam.service", "pendopo-layar-malam.timer")  # fmt: skip
SERVER_UNITS = ("pendopo-web.service", "pendopo-print-room.service")


def screen(folder: Path, *, role: str, server: str) -> list[Path]:
    """The kit of a kiosk or TV PC for the office at `server`. Answers what was written. Refuses Invalid addresses."""
    address, names = origin(server), {"SERVER": origin(server), "ROLE": ROLES[role]}
    made = {
        "install.sh": _filled("install-screen", names), "BACA-DULU.txt": _filled("read-me-screen", names),
        f"files/{CONF}/settings": f"SERVER='{address}'\nROLE='{role}'\n",
        f"files/{CONF}/flags": _filled("flags", names),
        f"files/{LIB}/start": _filled("start", names), f"files/{LIB}/watch": _filled("watch", names),
        "files/etc/chromium/policies/managed/pendopo.json": json.dumps(policy(address), indent=2) + "\n",
        "files/etc/systemd/logind.conf.d/pendopo-layar.conf": _filled("no-consoles", names),
        **{f"files/{UNITS}/{unit}": _filled(unit, names) for unit in SCREEN_UNITS},
    }  # fmt: skip
    if role == "kiosk":
        made["files/etc/modprobe.d/pendopo-layar.conf"] = _filled("no-storage", names)
    return _written(folder, made)


def server_pc(folder: Path, *, app: str, data: str) -> list[Path]:
    """The kit of the server's PC: the program in `app`, the office's data in `data`. Refuses odd paths."""
    for path in (app, data):
        if not path.startswith("/") or any(sign in path for sign in " '\"%\n"):
            raise Invalid(f"Tulis alamat folder yang utuh tanpa spasi, misalnya /opt/pendopo; bukan {path}.")
    names = {"APP": app.rstrip("/"), "DATA": data.rstrip("/")}
    units = {f"files/{UNITS}/{unit}": _filled(unit, names) for unit in SERVER_UNITS}
    return _written(folder, {"install.sh": _filled("install-server", names), **units})


def origin(server: str) -> str:
    """`http://192.168.1.10:8000` of what was typed. Refuses Invalid for anything more or less."""
    try:
        parts = urlsplit(server)
        known = parts.scheme in ("http", "https") and parts.hostname and (parts.port or True)
    except ValueError:
        known = None
    rest = known and (parts.path.strip("/") or parts.query or parts.fragment or parts.username)
    if not known or rest or not parts.netloc.replace(".", "").replace("-", "").replace(":", "").isalnum():
        raise Invalid("Tulis alamat server saja, misalnya http://192.168.1.10:8000.")
    return f"{parts.scheme}://{parts.netloc}"


def policy(server: str) -> dict[str, Any]:
    """Chromium's managed policy: this server and nothing else, no files, no keys to the outside."""
    return {
        "URLBlocklist": ["*", "javascript://*"], "URLAllowlist": [urlsplit(server).netloc], "AutoplayAllowed": True,
        "DeveloperToolsAvailability": 2, "AllowFileSelectionDialogs": False, "PrintingEnabled": False,
        "DownloadRestrictions": 3, "IncognitoModeAvailability": 1, "TranslateEnabled": False,
        "PasswordManagerEnabled": False, "AutofillAddressEnabled": False, "AutofillCreditCardEnabled": False,
        "BrowserSignin": 0, "SyncDisabled": True, "BrowserAddPersonEnabled": False, "BrowserGuestModeEnabled": False,
        "DefaultNotificationsSetting": 2, "DefaultGeolocationSetting": 2, "AudioCaptureAllowed": False,
        "VideoCaptureAllowed": False, "ExtensionInstallBlocklist": ["*"], "BackgroundModeEnabled": False,
        "MetricsReportingEnabled": False,
    }  # fmt: skip


def _filled(name: str, names: dict[str, str]) -> str:
    text = resources.files("server.ops").joinpath("files", f"{name}.txt").read_text("utf-8")
    for key, value in names.items():
        text = text.replace(f"@{key}@", value)
    return text


def _written(folder: Path, made: dict[str, str]) -> list[Path]:
    paths = []
    for name, text in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        if text.startswith("#!"):
            path.chmod(0o755)
        paths.append(path)
    return paths
