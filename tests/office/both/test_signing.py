"""Folders, delegations and the confirmation of who it is, on both databases."""

from datetime import timedelta
from typing import Any

import pytest

from office.errors import AlreadyDone, Invalid, NoSuchStep, NotYourDesk, TooMany, VersionVoid
from office.files import folders
from office.files.folders import CountIn, CountOut
from office.files.letters import signer_now
from office.office import ANYONE, SYSTEM, Actor, Office
from office.people import confirming, delegations, sessions, staff
from office.people.confirming import ConfirmFirst
from office.procedure import Act, Stage
from office.records.tables import HistoryRow, Officer
from office.views import folders as folder_views
from office.views import journey, signing
from tests.conftest import Clock
from tests.walk import Walk


def events(office: Office, name: str) -> list[HistoryRow]:
    return list(office.see(lambda read: list(read.session.query(HistoryRow).filter_by(event=name))))


def out(office: Office, who: Actor, *files: tuple[int, int]) -> int:
    body = CountOut.model_validate({"sheets": [{"file": f, "version": 1, "sheets": n} for f, n in files]})
    return int(office.do(folders.count_out, by=who, body=body)["id"])


def back(office: Office, who: Actor, folder: int, *files: tuple[int, str, int | None]) -> Any:
    told = [{"file": f, "state": state, **({} if n is None else {"sheets": n})} for f, state, n in files]
    return office.do(folders.count_in, by=who, folder_id=folder, body=CountIn.model_validate({"sheets": told}))


class TestFolder:
    def test_what_goes_out_and_what_does_not_come_back_is_told(self, walk: Walk, people: dict[str, Actor]) -> None:
        office, (a, b) = walk.office, (walk.file(at=Stage.CAMAT_SIGNATURE, service=code) for code in ("NP07", "NP03"))
        assert [(row["file"], row["sheets"]) for row in office.see(folder_views.waiting)] == [(a, 1), (b, 1)]
        folder = out(office, people["operator"], (a, 1), (b, 2))
        assert office.see(folder_views.waiting) == []
        assert office.see(folder_views.where_is, file_id=b)["sheets"] == 2
        with pytest.raises(Invalid, match=walk.row(b).registration_number):
            back(office, people["sekcam"], folder, (a, "signed", None))
        answer = back(office, people["sekcam"], folder, (a, "signed", None), (b, "unsigned", 1))
        assert dict(answer) == {"id": folder, "signed": 1, "unsigned": 1, "missing": 0, "sheets": 2, "short": 1}
        seen = office.see(folder_views.one, folder_id=folder)
        words = f"Keluar 3 lembar, kembali 2: kurang 1 lembar. Periksa {walk.row(b).registration_number} (1 dari 2)."
        assert (seen["difference"], seen["signed"], seen["back_by"]) == (words, [a], "Drs. Moh. Ilyas")
        with pytest.raises(AlreadyDone):
            back(office, people["operator"], folder, (a, "signed", None), (b, "signed", None))
        path = office.see(lambda read: journey.of(read, walk.row(b)))
        assert [(step["title"], step["detail"]) for step in path[-2:]] == [
            ("Lembar masuk map tanda tangan", f"versi 1 · map {folder}"),
            ("Lembar kembali dari map", f"belum ditandatangani · map {folder}")]  # fmt: skip

    def test_a_missing_sheet_counts_none_back(self, walk: Walk, people: dict[str, Actor]) -> None:
        file_id = walk.file(at=Stage.CAMAT_SIGNATURE, service="NP07")
        folder = out(walk.office, people["kasi"], (file_id, 1))
        assert back(walk.office, people["kasi"], folder, (file_id, "missing", None))["short"] == 1
        # it is looked for, printed or found: it may go out again
        assert out(walk.office, people["kasi"], (file_id, 1)) != folder

    def test_only_what_waits_for_a_signature_and_lies_nowhere_else(self, walk: Walk, people: dict[str, Actor]) -> None:
        early, ready = (walk.file(at=at, service="NP07") for at in (Stage.SEKCAM_PARAF, Stage.CAMAT_SIGNATURE))
        for who in ("camat", "loket1"):
            with pytest.raises(NotYourDesk):
                out(walk.office, people[who], (ready, 1))
        with pytest.raises(NoSuchStep, match=walk.row(early).registration_number):
            out(walk.office, people["operator"], (ready, 1), (early, 1))
        assert walk.office.see(folder_views.listing) == [], "a refused count leaves nothing"
        out(walk.office, people["operator"], (ready, 1))
        with pytest.raises(AlreadyDone, match="masih di map"):
            out(walk.office, people["sekcam"], (ready, 1))

    def test_a_sheet_of_an_older_version_is_refused(self, walk: Walk, people: dict[str, Actor]) -> None:
        file_id = walk.file(at=Stage.CAMAT_SIGNATURE, service="NP07")
        walk.act(file_id, "camat", Act.SEND_BACK, note="Ganti.", to="operator")
        for stage in (Stage.DRAFTING, Stage.KASI_PARAF, Stage.SEKCAM_PARAF):
            walk.step(file_id, stage, {"requirements": []})
        with pytest.raises(VersionVoid):
            out(walk.office, people["operator"], (file_id, 1))


class TestDelegations:
    def begin(self, office: Office, **more: Any) -> int:
        given = {"role": "sekcam", "style": "Plh.", "basis": "SP 12/2026", **more}
        return int(office.do(delegations.begin, by=SYSTEM, **given)["id"])

    def test_two_never_overlap(self, office: Office, clock: Clock) -> None:
        start, day = clock.now, timedelta(days=1)
        self.begin(office, from_at=start + day, to_at=start + 3 * day)
        for more in ({}, {"from_at": start + 2 * day}, {"from_at": start, "to_at": start + 2 * day},
                     {"from_at": start + 1.5 * day, "to_at": start + 2 * day, "role": "kasi"}):  # fmt: skip
            with pytest.raises(AlreadyDone, match="sudah ada pelimpahan Plh") as refused:
                self.begin(office, **more)
            assert refused.value.code == "overlap"
        self.begin(office, from_at=start, to_at=start + day)
        self.begin(office, from_at=start + 3 * day)

    def test_one_called_off_is_not_in_the_way(self, office: Office, clock: Clock) -> None:
        planned = self.begin(office, from_at=clock.now + timedelta(days=1))
        office.do(delegations.end, by=SYSTEM, delegation_id=planned)
        self.begin(office)
        states = {row["id"]: row["state"] for row in office.see(signing.listing)}
        assert states == {planned: "called_off", planned + 1: "running"}

    def test_it_begins_and_ends_by_itself_and_the_screens_are_told_once(self, office: Office, clock: Clock) -> None:
        hour = timedelta(hours=1)
        one = self.begin(office, from_at=clock.now + hour, to_at=clock.now + 3 * hour)
        told: list[Any] = []
        office.tell(lambda happened: told.extend(event for event in happened))
        assert office.do(delegations.tell_turns, by=SYSTEM) == {"begun": [], "ended": []}
        assert office.see(signing.now)["words"].startswith("Camat · ")
        assert "Plh. Camat · Drs. Moh. Ilyas" in office.see(signing.now)["next"]
        clock.forward(hours=1)
        assert office.do(delegations.tell_turns, by=SYSTEM) == {"begun": [one], "ended": []}
        assert office.see(lambda read: signer_now(read, "")).role == "sekcam"
        assert office.do(delegations.tell_turns, by=SYSTEM) == {"begun": [], "ended": []}
        clock.forward(hours=2)
        assert office.do(delegations.tell_turns, by=SYSTEM) == {"begun": [], "ended": [one]}
        assert office.see(lambda read: signer_now(read, "")).role == "camat"
        assert [event.name for event in told] == ["delegation_begun", "delegation_ended"]
        assert all({"camat", "sekcam", "kasi", "operator"} <= set(event.desks) for event in told)

    def test_the_signature_block_is_that_of_the_letters(self, office: Office) -> None:
        for style, role in (("a.n.", "sekcam"), ("Plt.", "kasi"), ("Plh.", "sekcam")):
            block = office.see(signing.block, role=role, username=None, style=style)
            given = self.begin(office, role=role, style=style)
            signer = office.see(lambda read: signer_now(read, ""))
            assert (block["heading"], block["name"], block["nip"]) == (list(signer.heading), signer.name, signer.nip)
            office.do(delegations.end, by=SYSTEM, delegation_id=given)

    def test_an_end_that_has_passed_is_refused(self, office: Office, clock: Clock) -> None:
        with pytest.raises(Invalid, match="sudah lewat"):
            self.begin(office, from_at=clock.now - timedelta(days=3), to_at=clock.now - timedelta(days=1))


class TestConfirming:
    PASSWORD = "Pelabuhan Slopeng 7"

    @pytest.fixture
    def seat(self, office: Office) -> tuple[Actor, str]:
        """The Camat with a password, signed in."""
        with office.database.write() as session:
            session.query(Officer).filter_by(username="camat").update(
                {"password_hash": staff.hash_password(self.PASSWORD)}
            )
        camat = office.see(staff.actor_of, officer_id=6)
        return camat, str(office.do(sessions.enter, by=ANYONE, officer_id=6)["cookie"])

    def sure(self, office: Office, seat: tuple[Actor, str], password: str = "", address: str = "10.0.0.8") -> None:
        confirming.make_sure(office, seat[0], cookie=seat[1], password=password, address=address)

    def test_once_and_then_not_again_for_some_minutes(
        self, office: Office, seat: tuple[Actor, str], clock: Clock
    ) -> None:
        with pytest.raises(ConfirmFirst):
            self.sure(office, seat)
        self.sure(office, seat, self.PASSWORD)
        clock.forward(minutes=4)
        self.sure(office, seat)
        clock.forward(minutes=2)
        with pytest.raises(ConfirmFirst):
            self.sure(office, seat)
        row = events(office, "identity_confirmed")[0]
        assert (row.actor, row.facts) == ("officer:6", "{}")

    def test_another_session_of_the_same_officer_is_asked_too(self, office: Office, seat: tuple[Actor, str]) -> None:
        self.sure(office, seat, self.PASSWORD)
        other = str(office.do(sessions.enter, by=ANYONE, officer_id=6)["cookie"])
        with pytest.raises(ConfirmFirst):
            self.sure(office, (seat[0], other))

    def test_guessing_is_slowed_down_and_no_password_is_on_record(
        self, office: Office, seat: tuple[Actor, str]
    ) -> None:
        for n in range(staff.TRIES):
            with pytest.raises(ConfirmFirst, match="salah"):
                self.sure(office, seat, f"tebakan-{n}")
        with pytest.raises(TooMany):
            self.sure(office, seat, self.PASSWORD)
        rows = office.see(lambda read: [f"{row.event}{row.facts}" for row in read.session.query(HistoryRow)])
        assert not [row for row in rows if "tebakan" in row or "Slopeng" in row]

    def test_an_example_officer_without_a_password_confirms_by_the_press(self, office: Office) -> None:
        sekcam = office.see(staff.actor_of, officer_id=5)
        cookie = str(office.do(sessions.enter, by=ANYONE, officer_id=5)["cookie"])
        self.sure(office, (sekcam, cookie))
        assert len(events(office, "identity_confirmed")) == 1

    @pytest.mark.parametrize(("acts", "desk", "many", "asked"), [
        (("sign",), "kasi", False, True), (("paraf",), "sekcam", False, True), (("paraf",), "kasi", False, False),
        (("paraf",), "kasi", True, True), (("process", "paraf"), "kasi", True, True),
        (("process",), "kasi", True, False),
    ])  # fmt: skip
    def test_for_which_acts(self, acts: tuple[str, ...], desk: str, many: bool, asked: bool) -> None:
        assert confirming.asked(acts, desk, many=many) is asked
