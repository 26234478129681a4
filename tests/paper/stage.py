"""One office, one fake printer and one print room, for a single fault: what is on paper, what the office says."""

import subprocess
import sys
import threading
from datetime import UTC, datetime

from office.paper import printers, spool
from office.paper.slips import TicketFacts
from printer.fakes import FakePrinter
from printer.room import Room
from printer.transports import Patience
from tests.paper.samples import SAMPLES
from tests.paper.telephone import ADMIN, KIOSK, Telephone, jobs, make_office, overview, put

QUICK = Patience(
    connect=1.0,
    answer=0.5,
    fence=0.6,
    settle=0.1,
    reset=0.1,
    stall=2.0,
    slow=0.6,
    millimetres_per_second=1000,
    blocked=(0.02, 0.05, 0.2, 0.5),
)
ENDS = ("printed", "sent", "needs_attention", "failed", "expired", "cancelled")


class Stage:
    """Use it as a context manager. `room` works in this process, `process` in one of its own that can be killed."""

    def __init__(self, folder, completion):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.completion = folder, completion
        self.office = make_office(folder, lambda: datetime.now(UTC))
        self.telephone = Telephone(self.office)
        self.telephone.server.handle_error = lambda *_: None  # a killed room hangs up in the middle of a sentence
        self.printer = FakePrinter(completion)
        self.room = self.process = None

    def __enter__(self):
        self.telephone.__enter__()
        self.printer.plug_in()
        where = {"name": "Kios uji", "at": self.printer.at, "purpose": "kiosk", "completion_class": self.completion}
        self.office.do(printers.add_printer, by=ADMIN, **where)
        return self

    def __exit__(self, *_):
        if self.room:
            self.room.stop()
        self.kill()
        self.printer.unplug()
        self.telephone.__exit__()
        self.office.database.close()

    def start(self):
        """The print room, in threads of this process."""
        self.room = Room(self.telephone.url, "secret", held=5, patience=QUICK)
        threading.Thread(target=self.room.work, daemon=True).start()

    def spawn(self):
        """The print room as its own process, with its journal."""
        (self.folder / "token").write_text("secret\n")
        command = [sys.executable, "-m", "printer.room", "--server", self.telephone.url, "--journal",
                   self.folder / "journal.db", "--token-file", self.folder / "token"]  # fmt: skip
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)

    def kill(self):
        """Kill -9: no last words."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def ticket(self, number):
        facts = TicketFacts.model_validate({**SAMPLES["ticket"], "number": number})
        about = {"kind": "ticket", "subject": f"ticket:{number}", "purpose": "kiosk", "facts": facts}
        return self.office.do(put, by=KIOSK, **about)["job"]

    def state(self, job):
        return next(row.state for row in jobs(self.office) if row.id == job)

    def reach(self, job, *states, seconds=40.0):
        """Waits until the job is in one of these states; the state it is in then."""
        self.telephone.wait_until(lambda: self.state(job) in states, seconds)
        return self.state(job)

    def is_in(self, *states, seconds=20.0):
        """Waits until the office knows the printer in one of these states."""
        return self.telephone.wait_until(lambda: overview(self.office)["printers"][0]["state"] in states, seconds)

    def no(self, job):
        """A person says that nothing came out: the copy's job."""
        return self.office.do(spool.resolve, by=KIOSK, job=job, came_out=False)["reprint"]["job"]

    def slips(self, number, *, copies=False):
        """Whole slips with this number: originals, or those marked SALINAN."""
        wanted = [slip for slip in self.printer.slips if number in slip.text and "gratis." in slip.text]
        return sum(("SALINAN" in slip.text) == copies for slip in wanted)
