"""Commands as people type them: in this process where that is enough, as a process of their own where it matters."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest

from office.feedback import survey
from office.feedback.questionnaire import questionnaire
from office.hall import tickets
from office.office import ANYONE, Actor, Office, Seat
from office.procedure import Act, Stage
from office.records.database import Database
from office.records.vault import Vault
from printer.letters.desk import LetterDesk
from printer.letters.store import LetterStore
from server.commands import dispatch
from server.commands.hub import Hub
from tests.conftest import ROOT, Clock, environment
from tests.walk import Walk

DESKS = {"loket1": Seat("loket", 1), "loket2": Seat("loket", 2), "kiosk": Seat("kiosk"),
         **{desk: Seat(desk) for desk in ("kasi", "operator", "sekcam", "camat")}}  # fmt: skip


class NoHub(Hub):
    """No command of these tests serves anything in this process."""

    def serve(self, *_args):
        raise AssertionError("nothing is to be served here")

    spawn = serve


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self):
        return self.out.splitlines()


Command = Callable[..., Done]


@pytest.fixture
def command(tmp_path, monkeypatch, capfd) -> Command:
    """`command("officer", "list")` on the data of this test."""
    for name in [name for name in os.environ if name.startswith("PENDOPO_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PENDOPO_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    umask = os.umask(0o022)
    os.umask(umask)

    def do(*argv, data=None):
        if data is not None:
            monkeypatch.setenv("PENDOPO_DATA", str(data))
        capfd.readouterr()
        try:
            code = dispatch([str(word) for word in argv], NoHub())
        except SystemExit as end:  # argparse
            code = end.code
        finally:
            os.umask(umask)
            monkeypatch.setenv("PENDOPO_DATA", str(tmp_path))
        return Done(code, *capfd.readouterr())

    return do


@pytest.fixture
def process(tmp_path) -> Command:
    """The same as a process of its own."""

    def do(*argv, say="", **settings):
        done = subprocess.run([sys.executable, "-m", "server", *map(str, argv)], env=environment(tmp_path, **settings),
                              cwd=ROOT, input=say, capture_output=True, text=True, timeout=60)  # fmt: skip
        return Done(done.returncode, done.stdout, done.stderr)

    return do


def opened(folder):
    """The office in `folder`."""
    vault = Vault.open_file(folder / "office.key")
    return Office(Database(f"sqlite:///{folder / 'office.db'}"), vault, zone=ZoneInfo("Asia/Jakarta"), clock=Clock())


@pytest.fixture(scope="session")
def worked(founded, press, tmp_path_factory):
    """A data folder after some work: tickets, files at several stages, a voided letter, a survey."""
    folder = tmp_path_factory.mktemp("worked")
    shutil.copy(founded, folder / "office.db")
    office = opened(folder)
    people = {name: Actor("officer", n, name, (seat,)) for n, (name, seat) in enumerate(DESKS.items(), 1)}
    walk = Walk(office, LetterDesk(office, press, LetterStore(folder / "letters")), people)
    issued = [office.do(tickets.issue, by=people["kiosk"], loket=n) for n in (1, 1, 2)]
    office.do(tickets.call_next, by=people["loket1"], loket=1)
    office.do(tickets.cancel, by=people["loket1"], ticket_id=issued[1]["id"], reason="salah pencet")
    walk.file(at=Stage.RETURNED)
    voided = walk.file(at=Stage.NUMBERING)
    walk.act(voided, "kasi", Act.ASSIGN_NUMBER)
    walk.act(voided, "kasi", Act.VOID_LETTER, reason="Tanggal salah.")
    ready, receiver = walk.file(at=Stage.READY), {"kind": "pemohon", "id_shown": True}
    done = walk.act(ready, "loket", Act.HAND_OVER, receiver=receiver, payment_proof="STS-1")
    office.do(survey.answer, by=ANYONE, token=done["survey_token"], answers=dict.fromkeys(questionnaire().keys, 4))
    office.database.close()
    return folder


@pytest.fixture
def busy(worked, tmp_path):
    """The same office, for this test alone."""
    shutil.copytree(worked, tmp_path, dirs_exist_ok=True)
    office = opened(tmp_path)
    yield office
    office.database.close()
