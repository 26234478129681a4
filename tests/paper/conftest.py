"""An office with its clock, fake printers, and a print room that works in threads of this process."""

import threading

import pytest

from office.paper import printers
from printer.fakes import FakePrinter
from printer.room import Room
from tests.paper.telephone import ADMIN, Clock, Telephone, make_office


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def office(tmp_path, clock):
    office = make_office(tmp_path, clock)
    yield office
    office.database.close()


@pytest.fixture
def fake():
    """`fake("B")` is a running fake printer of class B; all are unplugged at the end."""
    running = []

    def start(completion="B"):
        printer = FakePrinter(completion)
        printer.plug_in()
        running.append(printer)
        return printer

    yield start
    for printer in running:
        printer.unplug()


@pytest.fixture
def telephone(office):
    with Telephone(office) as telephone:
        yield telephone


@pytest.fixture
def start_room(telephone):
    """Starts a print room; all of them stop at the end."""
    rooms = []

    def start(name="print-room", **more):
        room = Room(telephone.url, "secret", name=name, held=5, **more)
        threading.Thread(target=room.work, daemon=True).start()
        rooms.append(room)
        return room

    yield start
    for room in rooms:
        room.stop()


@pytest.fixture
def add_printer(office):
    def add(at, name="Kios uji", purpose="kiosk", **more):
        return office.do(printers.add_printer, by=ADMIN, name=name, at=at, purpose=purpose, **more)

    return add
