"""Uploads over the API: taken, re-encoded, kept apart; more than a dozen kinds of hostile ones refused in words."""

import io
import shutil
from collections import namedtuple
from typing import Any

import pytest
from PIL import Image

from office.office import SYSTEM
from office.people import devices
from office.procedure import Stage
from printer.attachments import limits
from server.api.attachments import Upload
from tests.pictures import PDF, WITH_PLACE, jpeg, other, pdf_with, png, png_that_claims
from tests.server.conftest import Served

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
#: what is sent -> (name, bytes, kind, status, a word of the answer)
HOSTILE: dict[str, tuple[str, bytes, str, int, str]] = {
    "nothing at all": ("kosong.jpg", b"", "visit_photo", 415, "kosong"),
    "a page with a script": ("a.jpg", b"<html><script>alert(1)</script>", "visit_photo", 415, "JPEG atau PNG"),
    "a drawing with a script": ("a.svg", SVG, "document", 415, "PDF"),
    "a program": ("a.jpg", b"MZ\x90\x00" + b"\0" * 100, "document", 415, "tidak diterima"),
    "a shell script": ("a.png", b"#!/bin/sh\nrm -rf /\n", "document", 415, "tidak diterima"),
    "a web shell behind a picture's first bytes": ("a.php.jpg", b"\xff\xd8\xff<?php system($_GET[0]);", "document", 415,
                                                   "rusak"),
    "a GIF": ("a.gif", other("GIF"), "visit_photo", 415, "tidak diterima"),
    "a WebP": ("a.jpg", other("WEBP"), "visit_photo", 415, "tidak diterima"),
    "a BMP": ("a.jpg", other("BMP"), "document", 415, "tidak diterima"),
    "a TIFF": ("a.tif", other("TIFF"), "document", 415, "tidak diterima"),
    "half a photo": ("a.jpg", jpeg()[:4000], "visit_photo", 415, "rusak"),
    "a pixel bomb": ("a.png", png_that_claims(60_000, 60_000), "visit_photo", 413, "piksel"),
    "a very long strip": ("a.png", png_that_claims(40_000, 10), "visit_photo", 413, "piksel"),
    "a PNG whose data is not there": ("a.png", png_that_claims(3_000, 3_000, b"x"), "visit_photo", 415, "rusak"),
    "more bytes than are taken": ("a.jpg", jpeg() + b"\0" * limits.MOST_BYTES, "visit_photo", 413, "10 MB"),
    "a PDF as a photo": ("a.jpg", PDF, "visit_photo", 415, "JPEG atau PNG"),
    "a PDF with a script": ("a.pdf", pdf_with(b"4 0 obj <</S /JavaScript /JS (app.alert(1))>> endobj"), "document", 415,
                            "skrip"),
    "a PDF whose script is spelled out": ("a.pdf", pdf_with(b"4 0 obj <</S /J#61vaScript>> endobj"), "document", 415,
                                          "skrip"),
    "a PDF with a packed script": ("a.pdf", pdf_with(b"<</S /JavaScript>>", packed=True), "document", 415, "skrip"),
    "a PDF that starts a program": ("a.pdf", pdf_with(b"4 0 obj <</S /Launch /F (cmd.exe)>> endobj"), "document", 415,
                                    "skrip"),
    "a PDF with a file inside": ("a.pdf", pdf_with(b"4 0 obj <</Type /EmbeddedFile>> endobj"), "document", 415,
                                 "skrip"),
    "a locked PDF": ("a.pdf", pdf_with(b"trailer <</Encrypt 9 0 R>>"), "document", 415, "terkunci"),
    "half a PDF": ("a.pdf", PDF[:60], "document", 415, "rusak"),
    "only the name of a PDF": ("a.pdf", b"%PDF-1.7\n%%EOF", "document", 415, "rusak"),
}  # fmt: skip


@pytest.fixture(scope="module")
def file_id(served: Served) -> int:
    """Waits for its field visit."""
    return served.walk.file(at=Stage.FIELD_VISIT, service="IZ03")


def send(served: Served, who: str | None, file_id: int, data: bytes, *, name: str = "foto.jpg", key: str = "",
         **form: str) -> Any:  # fmt: skip
    sent = {"file": (io.BytesIO(data), name), **form}
    return served.ask(who, "POST", f"/api/v1/files/{file_id}/attachments", key=key, data=sent,
                      content_type="multipart/form-data")  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_upload_is_refused_in_words_and_leaves_nothing(served: Served, file_id: int, kind: str) -> None:
    name, data, wanted, status, word = HOSTILE[kind]
    before = served.get("kasi", f"/files/{file_id}").get_json()["attachments"]
    answer = send(served, "kasi", file_id, data, name=name, kind=wanted)
    said = answer.get_json()
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json"), said
    assert word in said["detail"] and said["code"] in ("wrong_type", "too_large")
    assert served.get("kasi", f"/files/{file_id}").get_json()["attachments"] == before


def test_a_photo_loses_where_it_was_taken_and_stands_upright(served: Served, file_id: int) -> None:
    sent = jpeg(size=(3000, 2000), turned=True)
    assert WITH_PLACE.encode() in sent
    made = send(served, "kasi", file_id, sent, name="IMG 01 \u202e.JPG", kind="visit_photo", caption="Tampak depan")
    assert made.status_code == 201
    told = made.get_json()
    assert (told["kind"], told["media_type"], told["caption"]) == ("visit_photo", "image/jpeg", "Tampak depan")
    got = served.get("kasi", f"/attachments/{told['id']}")
    assert got.headers["X-Content-Type-Options"] == "nosniff" and "sandbox" in got.headers["Content-Security-Policy"]
    assert got.headers["Content-Disposition"] == 'inline; filename="IMG-01.jpg"'
    picture = Image.open(io.BytesIO(got.data))
    assert picture.size == (1333, 2000) and not dict(picture.getexif()) and "comment" not in picture.info
    assert b"GPS" not in got.data and b"rahasia" not in got.data and len(got.data) == told["size"]


def test_see_through_becomes_paper_and_a_scan_is_only_handed_out(served: Served, file_id: int) -> None:
    made = send(served, "loket1", file_id, png(), name="ktp.png").get_json()
    assert made["media_type"] == "image/jpeg" and made["kind"] == "document"
    scan = send(served, "loket1", file_id, PDF, name="surat (1); Ünik.pdf").get_json()
    got = served.get("operator", f"/attachments/{scan['id']}")
    assert got.data == PDF and got.mimetype == "application/pdf"
    assert got.headers["Content-Disposition"] == 'attachment; filename="surat-1-nik.pdf"'


def test_the_same_key_answers_again_and_another_upload_under_it_is_refused(served: Served, file_id: int) -> None:
    first = send(served, "kasi", file_id, jpeg("#123"), key="one-upload", kind="visit_photo")
    again = send(served, "kasi", file_id, jpeg("#123"), key="one-upload", kind="visit_photo")
    assert (first.status_code, again.status_code) == (201, 200) and first.get_json() == again.get_json()
    assert send(served, "kasi", file_id, jpeg("#124"), key="one-upload", kind="visit_photo").status_code == 409
    twice = send(served, "kasi", file_id, jpeg("#123"), kind="visit_photo")
    assert (twice.status_code, twice.get_json()["code"]) == (409, "already_done")
    headers = {"Authorization": f"Bearer {served.tokens['kasi']}"}
    sent = {"file": (io.BytesIO(jpeg()), "a.jpg")}
    keyless = served.client.post(f"/api/v1/files/{file_id}/attachments", data=sent, headers=headers)
    assert (keyless.status_code, keyless.get_json()["code"]) == (400, "key_missing")


def test_only_who_may_see_the_file_sees_what_is_on_it(served: Served, file_id: int) -> None:
    made = send(served, "kasi", file_id, jpeg("#456"), kind="visit_photo").get_json()
    assert served.get(None, f"/attachments/{made['id']}").status_code == 401
    assert served.get("kiosk", f"/attachments/{made['id']}").status_code == 403
    other = served.office.do(devices.issue_token, by=SYSTEM, role="kasi", section="kesra")["token"]
    headers = {"Authorization": f"Bearer {other}"}
    for url in (f"/api/v1/attachments/{made['id']}", f"/api/v1/files/{file_id}/visits/1.pdf"):
        assert served.client.get(url, headers=headers).status_code == 403
    sent = {"file": (io.BytesIO(jpeg()), "a.jpg"), "kind": "visit_photo"}
    refused = served.client.post(f"/api/v1/files/{file_id}/attachments", data=sent,
                                 headers={**headers, "Idempotency-Key": "x1"})  # fmt: skip
    assert refused.status_code == 403


def test_taken_off_with_a_reason(served: Served, file_id: int) -> None:
    made = send(served, "kasi", file_id, jpeg("#789"), kind="visit_photo").get_json()
    url = f"/attachments/{made['id']}/remove"
    assert served.post("kasi", url, {"reason": ""}).status_code == 422
    assert served.post("loket1", url, {"reason": "Bukan milik saya."}).status_code == 403
    assert served.post("kasi", url, {"reason": "Foto orang lain."}).get_json()["removed"] is True
    assert served.get("kasi", f"/attachments/{made['id']}").status_code == 404


def test_a_nearly_full_disk_refuses_uploads_and_nothing_else(served: Served, file_id: int, monkeypatch: Any) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(100, 91, 9))
    answer = send(served, "kasi", file_id, jpeg("#abc"), kind="visit_photo")
    assert (answer.status_code, answer.get_json()["code"]) == (507, "disk_full")
    assert "Pelayanan lain tetap jalan" in answer.get_json()["detail"]
    assert served.post("kiosk", "/tickets", {"loket": 1}).status_code == 201


def test_what_is_no_upload_is_told_so(served: Served, file_id: int) -> None:
    answer = served.post("kasi", f"/files/{file_id}/attachments", {"kind": "visit_photo"})
    assert answer.status_code == 415 and "multipart" in answer.get_json()["detail"]
    assert send(served, "kasi", file_id, jpeg("#999"), kind="malware").status_code == 422
    assert send(served, "kasi", 99_999, jpeg("#999")).status_code == 404
    headers = {"Authorization": f"Bearer {served.tokens['kasi']}", "Idempotency-Key": "k"}
    huge = {"file": (io.BytesIO(b"\xff\xd8\xff" + b"\0" * (12 * limits.MIB)), "a.jpg")}
    answer = served.client.post(f"/api/v1/files/{file_id}/attachments", data=huge, headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")


def test_the_document_describes_it(served: Served) -> None:
    spec = served.get(None, "/openapi.json").get_json()
    operation = spec["paths"]["/api/v1/files/{file_id}/attachments"]["post"]
    schema = operation["requestBody"]["content"]["multipart/form-data"]["schema"]
    schema = spec["components"]["schemas"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    assert schema["properties"]["file"] == {"type": "string", "format": "binary"} | {
        name: value for name, value in schema["properties"]["file"].items() if name == "title"}  # fmt: skip
    assert set(Upload.model_fields) <= set(schema["properties"])


def test_the_calendar_and_the_berita_acara(served: Served, file_id: int) -> None:
    week = served.get("kasi", "/visits?day=2026-11-24").get_json()
    assert week["first"] == "2026-11-23" and week["planned"] >= 1
    visit = served.get("kasi", f"/files/{file_id}").get_json()["visits"][-1]
    sheet = served.get("loket1", f"/files/{file_id}/visits/{visit['id']}.pdf")
    assert sheet.mimetype == "application/pdf" and sheet.data.startswith(b"%PDF-")
    assert served.get("loket1", f"/files/{file_id}/visits/9999.pdf").status_code == 404
    assert served.get("loket1", "/visits").status_code == 403
