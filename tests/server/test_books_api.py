"""Books and the agenda through the API."""

import io

import pytest
from openpyxl import load_workbook

from office.procedure import Stage
from tests.server.conftest import Served


@pytest.fixture(scope="module")
def letter(served: Served) -> int:
    return served.walk.file(at=Stage.RELEASING, service="NP07")


def test_the_books_that_a_desk_may_read(served: Served) -> None:
    names = {who: {one["book"] for one in served.get(who, "/books").get_json()} for who in ("operator", "camat")}
    assert names["camat"] - names["operator"] == {"complaints"} and len(names["operator"]) == 7
    assert served.get("loket1", "/books").status_code == 403
    assert served.get("operator", "/books/complaints").status_code == 403
    assert served.get("operator", "/books/diary").get_json()["code"] == "unknown"


def test_a_book_as_json(served: Served, letter: int) -> None:
    page = served.get("kasi", "/books/letters?from=2026-11-01&to=2026-11-30&limit=1").get_json()
    assert (page["book"], page["from"], page["to"], page["older"]) == ("letters", "2026-11-01", "2026-11-30", None)
    (line,) = page["lines"]
    assert line["cells"][1] == "400.12.2.1/001/435.000/2026" and line["file"] == letter and not line["void"]
    assert len(line["cells"]) == len(page["columns"])
    assert served.get("kasi_kesra", "/books/letters").get_json()["lines"] == []


@pytest.mark.parametrize("query", ["from=2026-13-01", "from=2026-12-01&to=2026-11-01", "before=nonsense", "limit=0"])
def test_what_cannot_be_asked_is_422(served: Served, query: str) -> None:
    answer = served.get("supervisor", f"/books/letters?{query}")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid")


def test_a_book_as_files(served: Served, letter: int) -> None:
    pdf = served.get("supervisor", "/books/letters.pdf?from=2026-01-01&to=2026-12-31")
    assert (pdf.status_code, pdf.mimetype) == (200, "application/pdf") and pdf.data.startswith(b"%PDF")
    sheet = served.get("supervisor", "/books/letters.xlsx?from=2026-01-01&to=2026-12-31")
    assert "400.12.2.1/001/435.000/2026" in {
        cell.value for row in load_workbook(io.BytesIO(sheet.data)).worksheets[0].iter_rows() for cell in row
    }
    assert served.get("display", "/books/letters.pdf").status_code == 403
    assert served.get("supervisor", "/books/letters.csv").status_code == 404


def test_incoming_letters_through_the_api(served: Served) -> None:
    made = served.post("operator", "/incoming", {"sender": "Dinas", "subject": "Undangan"})
    assert made.status_code == 201 and made.get_json()["agenda_number"] == 1
    url = f"/incoming/{made.get_json()['id']}"
    assert served.post("camat", f"{url}/disposition", {"disposition": "Hadiri"}).status_code == 200
    assert served.post("camat", f"{url}/void", {"reason": "x"}).status_code == 403
    assert served.post("sekcam", f"{url}/void", {"reason": "Dobel"}).get_json()["state"] == "void"
    assert served.post("operator", "/incoming", {"sender": "", "subject": "x"}).status_code == 422


def test_the_document_describes_them(served: Served) -> None:
    paths = served.get(None, "/openapi.json").get_json()["paths"]
    assert {"/api/v1/books/{name}", "/api/v1/books/{name}.{kind}", "/api/v1/incoming"} <= set(paths)
    asked = {one["name"] for one in paths["/api/v1/books/{name}.{kind}"]["get"]["parameters"]}
    assert {"from", "to", "name", "kind"} <= asked
