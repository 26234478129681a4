"""The search box on either database: whatever is on a slip or remembered of a person finds the file, and only that."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from office.files import finding
from office.files.bodies import BODIES, Register
from office.files.files import act, register
from office.hall import tickets
from office.office import Actor, Office, verb
from office.procedure import Act, Stage
from office.records.tables import File, Person, SearchWord
from office.views import search, word_index, worklists
from printer.letters.desk import LetterDesk
from printer.letters.press import LetterPress
from printer.letters.store import LetterStore
from tests.walk import Walk


@pytest.fixture
def walk(office: Office, press: LetterPress, people: dict[str, Actor], tmp_path: Path) -> Walk:
    return Walk(office, LetterDesk(office, press, LetterStore(tmp_path / "letters")), people)


@pytest.fixture
def file(office: Office, people: dict[str, Actor]) -> Any:
    """`file("Sitti Aminah", village="Tambuko")` -> the file's id."""

    def made(name: str, *, service: str = "IZ04", proxy: dict[str, str] | None = None, **more: str) -> int:
        body = {"service": service, "applicant": {"name": name, **more}, "proxy": proxy}
        by = people["loket1" if service.startswith("IZ") else "loket2"]
        return int(office.do(register, by=by, body=Register.model_validate(body))["id"])

    return made


def found(office: Office, q: str, kind: str = "file", **more: Any) -> list[Any]:
    rows = office.see(search.find, q=q, **more)
    return [row["id"] for row in rows if row["kind"] == kind]


def test_a_name_is_found_by_the_beginnings_of_its_words_in_any_order(office, file):
    amina, other = file("Hj. Sitti Aminah, S.Pd."), file("Moh. Syafi'i bin Abd. Ra’ûf")
    for typed in ("sitti aminah", "AMINAH SIT", "am", "  aminah   s.pd ", "hj amin", "\uff21minah"):
        assert found(office, typed) == [amina], typed
    for typed in ("syafii", "Syafi'i", "moh. syaf", "M. S. bin", "rauf abd", "abd.rauf"):
        assert found(office, typed) == [other], typed
    assert found(office, "minah") == [] and found(office, "sitti syafii") == [] and found(office, "aminahh") == []


def test_bearer_village_service_and_telephone_find_it_too(office, file):
    proxy = {"name": "Bambang Pramudya", "phone": "0877 0011 2233"}
    mine = file("Sitti Aminah", village="Ambunten Timur", phone="+62 819-9988-8777", proxy=proxy)
    other = file("Sitti Aminah", service="NP01", village="Tambaagung")
    assert found(office, "pramudya") == found(office, "sitti ambunten") == [mine]
    assert found(office, "888777") == found(office, "0819 9988 8777") == found(office, "2233") == [mine]
    assert found(office, "sitti iz04") == [mine] and found(office, "np01") == [other]
    name = office.see(worklists.worklist, desk=None, q="np01")[0]["service_name"]
    assert found(office, f"aminah {name}") == [other]
    assert found(office, "777888") == [], "the end of the number, not its middle"
    assert found(office, "sitti") == [other, mine], "newest first"


def test_numbers_of_the_registers_whole_and_in_part(office, walk):
    first, ended = walk.file(at=Stage.REGISTERED), walk.file(at=Stage.HANDED_OVER, visit=False)
    for typed in ("2", "0002", "0002/1", "2/1/11", " 0002/1/11/2026 "):
        assert ended in found(office, typed) and first not in found(office, typed), typed
    assert found(office, "0002/2") == [] and found(office, "3") == [] and found(office, "0002/1/12") == []
    (letter,) = [row for row in office.see(search.find, q="001/435.000") if row["kind"] == "letter"]
    assert (letter["file"], letter["void"]) == (ended, False)
    whole = office.see(search.find, q=letter["number"])
    assert [row["number"] for row in whole if row["kind"] == "letter"] == [letter["number"]]
    (given,) = [row for row in office.see(search.find, q="0001/2026") if row["kind"] == "handover"]
    assert [one["id"] for one in given["files"]] == [ended] and found(office, given["number"])[-1] == ended


def test_a_nik_finds_applicant_bearer_and_who_took_the_letter_masked(office, walk, file):
    nik = "3529010101010001"
    mine = walk.file(at=Stage.REGISTERED)
    brought = file("Orang Lain", proxy={"name": "Sahrul Anam", "nik": nik})
    assert found(office, nik) == found(office, "3529 0101 0101 0001") == [brought, mine]
    assert found(office, "3529010101010002") == []
    assert nik not in str(office.see(search.find, q=nik))
    words = office.see(lambda read: list(read.session.scalars(select(SearchWord.word))))
    assert not [word for word in words if "3529" in word or "1000101010109253" in word]


def test_a_ticket_is_found_today_and_on_its_day(office, people, walk, clock):
    past = office.do(tickets.issue, by=people["kiosk"], loket=1)
    clock.forward(days=1)
    now = office.do(tickets.issue, by=people["kiosk"], loket=1)
    mine = walk.register(ticket=now["id"])["id"]
    for typed in ("A-001", "a001", "A 1"):
        assert found(office, typed, "ticket") == [now["id"], past["id"]], typed
    assert found(office, "A-001") == [mine]
    for typed in ("A-001 kemarin", "a-001 Senin", "A-001 23-11-2026", "A-001 23 November 2026"):
        assert found(office, typed, "ticket") == [past["id"]], typed
    assert found(office, "A-001 22-11-2026", "ticket") == [] == found(office, "B-001", "ticket")
    assert found(office, "1", "ticket") == [now["id"]], "a bare number is one of today's"
    clock.forward(days=30)
    assert found(office, "A-001", "ticket") == []


def test_a_corrected_name_is_found_by_the_new_one_in_all_files_of_the_person(office, people, file):
    nik = "3529010101010001"
    both = [file("Sahrul Anam", nik=nik, village="Tambuko"), file("Sahrul Anam", nik=nik)]
    body = BODIES[Act.CORRECT_DATA].model_validate({"changes": {"name": "Syahrul Anam"}, "reason": "salah tulis"})
    office.do(act, by=people["loket1"], file_id=both[0], act=Act.CORRECT_DATA, body=body)
    assert found(office, "sahrul") == [] and found(office, "syahrul tambuko") == sorted(both, reverse=True)
    again = file("Syahrul Anam Hidayat", nik=nik)  # a returning applicant brings the record up to date
    assert found(office, "hidayat") == sorted([*both, again], reverse=True)


def test_an_erased_person_is_not_found_whoever_forgot_the_words(office, file):
    mine, other = file("Sitti Aminah", phone="081999888777"), file("Sitti Rahma")
    with office.database.write() as session:
        person = session.get_one(File, mine).applicant_id
        session.execute(update(Person).where(Person.id == person).values(erased_at=Person.created_at))
    assert found(office, "sitti") == [other] and found(office, "aminah") == [] == found(office, "888777")

    @verb("test.erased")
    def erased(work):
        finding.of_person(work, person)
        return {}

    office.do(erased, by=Actor("system"))
    left = office.see(
        lambda read: list(read.session.scalars(select(SearchWord.word).where(SearchWord.file_id == mine)))
    )
    assert left == ["#IZ04"] and found(office, "0001/1") == [mine], "by its number the file is still found"


HOSTILE = ("", "   ", "%", "_", "'", "''; --", "\\", "*", "(", "\x00", "/", "//", "#", "~7778", "-", "\U0001f600",
           "\ufdfa" * 90, "9" * 80, "1/" * 40, "A-0", "A-001 besok lusa", "/2026/", "a " * 40, "\u202e", "\u0663\u0665",
           "\u00b2", "\ud83d", "\U0010ffff")  # fmt: skip


@pytest.mark.parametrize("q", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_and_empty_text_finds_nothing_and_breaks_nothing(office, file, q):
    file("Zainal Zuhri", phone="081999888777")
    assert office.see(search.find, q=q) == []


def test_a_kasi_finds_the_own_sections_files_only(office, walk):
    trantibum = walk.file(at=Stage.READY)
    umum = walk.file(at=Stage.READY, service="IZ09", visit=False)
    for q, theirs in (("sahrul", umum), ("0002", umum), ("3529010101010001", umum)):
        assert found(office, q, section="pelayanan_umum")[:1] == [theirs]
        assert trantibum not in found(office, q, section="pelayanan_umum")
    assert found(office, "0001", section="pelayanan_umum") == []
    assert not [row for row in office.see(search.find, q="1", section="pelayanan_umum") if row["kind"] == "letter"]


def test_very_common_words_are_looked_for_among_the_newest(office, file, monkeypatch):
    """What is common, and how far back is looked, is a matter of scale: here, of a handful."""
    ids = [file(f"Siti {name}") for name in ("Aminah", "Rahma", "Aminah", "Zahra", "Rahma")]

    def asked(q, limit=30):
        found = office.see(search.look, q=q, limit=limit)
        return [row["id"] for row in found.rows], found.more

    assert asked("siti aminah") == ([ids[2], ids[0]], False)
    monkeypatch.setattr(word_index, "WALKED", 3)
    assert asked("siti", limit=2) == ([ids[4], ids[3]], True), "the list is full on the way back"
    assert asked("siti", limit=4) == ([ids[4], ids[3], ids[2], ids[1]], True), "all of the word, where it is not"
    assert asked("siti aminah", limit=1) == ([ids[2]], True) and asked("siti aminah") == ([ids[2], ids[0]], False)
    monkeypatch.setattr(word_index, "COMMON", 1)
    assert asked("siti") == ([ids[4], ids[3], ids[2]], True)
    assert asked("siti aminah", limit=1) == ([ids[2]], True), "common beyond measure: the newest, and that is said"
    assert asked("siti zahra") == ([ids[3]], False), "one rare word is enough for all files"


def test_files_from_before_are_found_after_the_migration(office, file):
    from importlib import import_module

    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    proxy = {"name": "Bambang Pramudya", "phone": "087700112233"}
    ids = [file("Sitti Aminah", village="Tambuko", phone="081999888777", proxy=proxy), file("Nu'man")]
    written = select(SearchWord.word, SearchWord.file_id).order_by(SearchWord.file_id, SearchWord.word)
    before = office.see(lambda read: read.session.execute(written).all())
    migration = import_module("office.records.migrations.versions.0003_words_for_search")
    with office.database.write() as session:
        session.execute(delete(SearchWord))
        with Operations.context(MigrationContext.configure(session.connection())):
            migration.AT_ONCE = 1
            migration.upgrade()
    assert office.see(lambda read: read.session.execute(written).all()) == before
    assert found(office, "numan") == [ids[1]]
