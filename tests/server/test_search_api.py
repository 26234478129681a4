"""Search and a file's story through the API: the same answers as the screens, the same trace, the same borders."""

from sqlalchemy import func, select

from office.procedure import Stage
from office.records.tables import HistoryRow
from tests.server.conftest import Served


def traces(served: Served) -> int:
    found = select(func.count()).select_from(HistoryRow).where(HistoryRow.event == "searched_person")
    return int(served.office.see(lambda read: read.session.scalar(found)))


def test_search_and_list_find_the_same_files(served: Served) -> None:
    ids = [served.walk.file(at=Stage.READY, visit=False), served.walk.file(at=Stage.PROCESSING)]
    before = traces(served)
    found = served.post("operator", "/search", {"q": "anam sahrul", "limit": 2}).get_json()
    assert [row["id"] for row in found["rows"]] == ids[::-1]
    assert {row["kind"] for row in found["rows"]} == {"file"} and traces(served) == before + 1
    listed = served.get("operator", "/files?q=anam+sahrul").get_json()
    assert set(ids) <= {row["id"] for row in listed} and traces(served) == before + 1, "the same question on one day"
    served.get("operator", "/files?q=3529010101010001")
    assert traces(served) == before + 2
    number = found["rows"][0]["registration_number"]
    assert [row["id"] for row in served.get("sekcam", f"/files?q={number}").get_json()] == ids[1:]
    assert traces(served) == before + 2, "a number of the office's own"


def test_a_story_for_who_may_see_the_file(served: Served) -> None:
    file_id = served.walk.file(at=Stage.SEKCAM_PARAF)
    told = served.get("supervisor", f"/files/{file_id}/timeline").get_json()
    assert told["place"] == "di meja Sekcam" and told["spoken"].startswith("Berkas ")
    assert [stay["title"] for stay in told["stays"] if stay["now"]] == ["Sekcam"]
    assert "3529010101010001" not in str(told)
    assert served.get("kasi_kesra", f"/files/{file_id}/timeline").status_code == 403
    assert served.post("kasi_kesra", "/search", {"q": "sahrul anam keramaian"}).get_json()["rows"] == []
    for nobody in ("kiosk", "display", "agent"):
        assert served.post(nobody, "/search", {"q": "sahrul"}).status_code == 403
    assert served.post("loket1", "/search", {"q": "s" * 81}).status_code == 422
