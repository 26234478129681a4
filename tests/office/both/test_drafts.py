"""Drafts: kept for one officer and one form, unreadable to everybody else, gone when sent or left alone."""

from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import func, select

from office.errors import Invalid, NotYourDesk
from office.office import SYSTEM, Actor, Office, Seat
from office.people import drafts
from office.people.drafts import Box, Typed
from office.records.tables import Draft, HistoryRow
from tests.conftest import Clock

SITI = Actor("officer", 1, "Siti", (Seat("loket", 1),))
RAHMAN = Actor("officer", 3, "Rahman", (Seat("kasi"),))
FORM = "register:1:17"


def keep(office: Office, *words: str, by: Actor = SITI, form: str = FORM, drawn: str = "k1", n: int = 1,
         seen: str | None = None) -> dict[str, Any]:  # fmt: skip
    """Type these words into the form's field `name` (none: empty it) and keep it."""
    boxes = [Box(name="name", label="Nama pemohon", values=list(words))] if words else []
    return office.do(drafts.keep, by=by, typed=Typed(form=form, drawn=drawn, n=n, seen=seen, boxes=boxes))


def kept(office: Office, *of: str, by: Actor = SITI) -> list[dict[str, Any]]:
    return list(office.see(drafts.kept, holder=by.ref, of=list(of or [FORM])))


def words(found: list[dict[str, Any]]) -> list[str]:
    return [box["values"][0] for draft in found for box in draft["boxes"]]


def test_what_is_typed_is_given_back_with_its_time(office: Office) -> None:
    keep(office, "Sit")
    keep(office, "Sitti Aminah", n=2)
    (draft,) = kept(office)
    assert (draft["form"], draft["clock"]) == (FORM, "09.41")
    assert draft["boxes"] == [{"name": "name", "label": "Nama pemohon", "values": ["Sitti Aminah"], "words": ""}]


def test_a_draft_of_another_day_names_the_day(office: Office, clock: Clock) -> None:
    keep(office, "Sitti")
    clock.forward(days=1)
    assert kept(office)[0]["clock"] == "Senin, 23 November 2026, 09.41"


def test_a_draft_is_its_officer_s_own(office: Office) -> None:
    keep(office, "Sitti")
    assert kept(office, by=RAHMAN) == []
    keep(office, "Sahrul", by=RAHMAN)
    assert (words(kept(office)), words(kept(office, by=RAHMAN))) == (["Sitti"], ["Sahrul"])


def test_nobody_reads_a_draft_in_the_database_and_history_knows_nothing(office: Office) -> None:
    keep(office, "Sitti Aminah 3529010101850001")
    (row,) = office.see(lambda read: list(read.session.scalars(select(Draft))))
    assert b"Sitti" not in row.sealed and b"3529" not in row.sealed
    assert office.see(lambda read: read.session.scalar(select(func.count()).select_from(HistoryRow))) == 0


def test_a_keeping_that_comes_late_changes_nothing(office: Office) -> None:
    keep(office, "Sitti Aminah", n=3)
    keep(office, "Sitti", n=2)
    assert words(kept(office)) == ["Sitti Aminah"]


def test_another_window_wins_and_is_told(office: Office) -> None:
    first = keep(office, "dari jendela satu")
    told = keep(office, "dari jendela dua", drawn="k2")
    assert (first["overtook"], told["overtook"]) == (None, "09.41")
    assert words(kept(office)) == ["dari jendela dua"]
    assert keep(office, "lagi", drawn="k2", n=2)["overtook"] is None, "said once"
    assert keep(office, "dan kembali", n=2, seen=first["at"])["overtook"] == "09.41", "the first window is told too"


def test_who_goes_on_from_a_draft_overtakes_nobody(office: Office) -> None:
    keep(office, "Sitti")
    (draft,) = kept(office)
    assert keep(office, "Sitti Aminah", drawn="k2", seen=draft["at"])["overtook"] is None


def test_an_emptied_form_is_no_draft(office: Office) -> None:
    keep(office, "Sitti")
    keep(office, n=2)
    assert kept(office) == []
    assert keep(office, "baru", drawn="k2")["overtook"] is None


def test_a_sent_form_s_draft_ends_even_for_what_is_still_under_way(office: Office) -> None:
    keep(office, "Sitti")
    assert office.do(drafts.forget, by=SITI, form=FORM, drawn="k1") == {"had": True}
    keep(office, "Sitti Am", n=2)
    assert kept(office) == []
    keep(office, "orang berikutnya", drawn="k2")
    assert words(kept(office)) == ["orang berikutnya"], "the same form drawn anew begins anew"


def test_a_form_sent_before_anything_of_it_was_kept_leaves_nothing(office: Office) -> None:
    assert office.do(drafts.forget, by=SITI, form=FORM, drawn="k1") == {"had": False}
    keep(office, "terlambat")
    assert kept(office) == []


def test_drafts_are_found_by_name_and_by_beginning(office: Office) -> None:
    for form in ("act:12:process", "act:12:reject", "act:120:process", "act:1x:process"):
        keep(office, form, form=form)
    assert words(kept(office, "act:12:*")) == ["act:12:process", "act:12:reject"]
    assert words(kept(office, "act:120:process", "act:1_:*")) == ["act:120:process"], "no wildcards of the database"
    assert kept(office, "act:9:process") == []


def test_a_draft_that_nobody_comes_back_to_is_forgotten(office: Office, clock: Clock) -> None:
    keep(office, "lama", form="act:1:process")
    clock.forward(days=2)
    keep(office, "baru", form="act:2:process")
    clock.forward(days=1, hours=1)
    assert office.do(drafts.expire, by=SYSTEM) == {"forgotten": 1}
    assert words(kept(office, "act:*")) == ["baru"]


def test_too_much_is_refused_and_the_draft_before_stays(office: Office) -> None:
    keep(office, "Sitti")
    with pytest.raises(Invalid, match="kirim sebelum meninggalkan halaman"):
        keep(office, "x" * (drafts.MOST_BYTES + 1), n=2)
    assert words(kept(office)) == ["Sitti"]


def test_secrets_are_never_kept(office: Office) -> None:
    boxes = [Box(name=name, values=["rahasia"]) for name in ("password", "csrf_token", "key", "note")]
    office.do(drafts.keep, by=SITI, typed=Typed(form=FORM, drawn="k1", n=1, boxes=boxes))
    assert [box["name"] for box in kept(office)[0]["boxes"]] == ["note"]


@pytest.mark.parametrize("form", ["", "Sitti Aminah", "register:1:Sitti", "a" * 81, "act:1\n", "act:%"])
def test_a_form_s_name_carries_nothing_that_was_typed(office: Office, form: str) -> None:
    with pytest.raises(ValidationError):
        keep(office, "Sitti", form=form)
    with pytest.raises(Invalid):
        office.do(drafts.forget, by=SITI, form=form, drawn="k1")


@pytest.mark.parametrize(
    "by", [Actor("token", 1, "klien", (Seat("loket", 1),)), Actor("officer", 9, "", (Seat("kiosk"),))]
)
def test_machines_have_no_drafts(office: Office, by: Actor) -> None:
    with pytest.raises(NotYourDesk):
        keep(office, "Sitti", by=by)
