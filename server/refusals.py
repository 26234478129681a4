"""One mapping from refusals to HTTP, and from crashes to a page with an id that can be read out on the telephone."""

import logging
import secrets
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from jinja2 import Template
from pydantic import ValidationError
from sqlalchemy.exc import DataError, StatementError
from werkzeug.exceptions import HTTPException

from office.errors import Refusal
from office.words.unreadable import fields_of
from server.limits import UPLOADS

log = logging.getLogger("pendopo")

STATUS: dict[str, int] = {
    "key_missing": 400, "not_signed_in": 401, "csrf": 400, "wrong_host": 400, "not_your_desk": 403, "unknown": 404,
    "invalid": 422, "answers_invalid": 422, "catalogue_invalid": 422, "too_many": 429, "busy": 503, "press": 503,
    "too_large": 413, "wrong_type": 415, "wrong_code": 404, "disk_full": 507,
}  # fmt: skip
#: every other refusal is a conflict with how things stand
CONFLICT = 409


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal."""
    return STATUS.get(refusal.code, CONFLICT)


def problem(status: int, code: str, detail: str, extra: dict[str, Any] | None = None) -> Response:
    """An RFC 9457 answer with a stable `code`."""
    answer = jsonify(
        {"type": "about:blank", "title": code, "status": status, "code": code, "detail": detail, **(extra or {})}
    )
    answer.status_code, answer.content_type = status, "application/problem+json"
    if status in (429, 503):
        answer.headers["Retry-After"] = str((extra or {}).get("retry_after", 1))
    return answer


def install(app: Flask) -> None:
    """Let `app` answer refusals, unreadable bodies, HTTP errors and crashes."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(ValidationError, unreadable)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(StatementError, out_of_range)
    app.register_error_handler(OverflowError, out_of_range)
    app.register_error_handler(Exception, crashed)


def wants_json() -> bool:
    """API calls and scripts get problem+json, people a page."""
    return request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json" or request.is_json


def refused(refusal: Refusal) -> Response | tuple[str, int]:
    """A refusal as problem+json or as a page with its sentence."""
    return _answer(status_of(refusal), refusal.code, refusal.detail, refusal.extra)


def unreadable(error: ValidationError) -> Response | tuple[str, int]:
    """A body that does not fit its model: which field, in Indonesian."""
    fields = fields_of(error)
    named = "; ".join(f"{name}: {words}" for name, words in fields.items())
    return _answer(422, "invalid", f"Isian tidak dapat dibaca. {named}", {"fields": fields})


def out_of_range(error: Exception) -> Response | tuple[str, int]:
    """A number, time or letter that no column can hold is unreadable input; any other fault is a crash."""
    cause = error.orig if isinstance(error, StatementError) else error
    if isinstance(cause, OverflowError | UnicodeEncodeError) or isinstance(error, DataError):
        return _answer(
            422, "invalid", "Ada angka, tanggal, atau huruf yang tidak dapat disimpan. Perbaiki lalu kirim lagi.", {}
        )
    return crashed(error)


def http_error(error: HTTPException) -> Response | tuple[str, int]:
    """404, 405, 413 and their kin in words."""
    status = error.code or 500
    if status == 413 and request.endpoint in UPLOADS:
        most = 200 if request.endpoint == "counter.settings_screen_add" else 10
        return _answer(
            413, "too_large", f"Kiriman terlalu besar: paling besar {most} MB per berkas. Kirim satu per satu.", {}
        )
    words = {404: "Halaman tidak ditemukan. Periksa alamatnya.", 405: "Cara ini tidak dikenal di alamat ini.",
             413: "Kiriman terlalu besar.", 415: "Jenis kiriman tidak dikenal. Kirim JSON.",
             400: "Permintaan tidak dapat dibaca. Muat ulang halaman lalu ulangi."}  # fmt: skip
    return _answer(status, {404: "not_found", 405: "method_not_allowed"}.get(status, "http_error"),
                   words.get(status, "Permintaan tidak dapat dijalankan."), {})  # fmt: skip


def crashed(error: Exception) -> Response | tuple[str, int]:
    """A defect: logged with an id, told with the id, nothing lost."""
    reference = secrets.token_hex(2).upper()
    log.exception("crash %s on %s", reference, request.endpoint, exc_info=error)
    words = f"Terjadi kesalahan pada sistem. Belum ada yang hilang; sebutkan kode {reference} kepada petugas TI."
    return _answer(500, "crash", words, {"reference": reference})


def _answer(status: int, code: str, detail: str, extra: dict[str, Any]) -> Response | tuple[str, int]:
    if wants_json():
        return problem(status, code, detail, extra)
    # a room may say it in its own way: a kiosk has no keyboard, and no other place to go
    pages: list[str | Template] = [f"{request.blueprint}/refusal.html", "look/refusal.html"]
    return render_template(pages, status=status, code=code, detail=detail), status
