"""The installer's probe: what a printer says counts only as far as it was seen to change."""

import pytest

from office.errors import Invalid
from office.paper import printers, probes
from printer.fakes import FakePrinter
from printer.probe import probe
from printer.transports.tcp import Tcp
from tests.paper.telephone import ADMIN
from tests.paper.test_transports import QUICK


def hands(printer):
    """An installer who does what is asked."""
    acts = {"Buka": printer.open_cover, "Keluarkan": printer.run_out_of_paper, "Pasang": printer.new_roll}

    def ask(words):
        acts[words.partition(" ")[0]]()
        return True

    return ask


def ask_all(printer, ask=None):
    return probe(Tcp("127.0.0.1", printer.port, patience=QUICK), ask)


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr("printer.probe.SECONDS", 0.2)


@pytest.mark.parametrize("completion", "ABCD")
def test_every_class_is_found_without_paper(quick, fake, completion):
    printer = fake(completion)
    heard = ask_all(printer, hands(printer))
    assert (heard.completion, heard.doubts) == (completion, [])
    assert printer.slips == printer.scraps == []


def test_what_was_heard_is_kept_raw(quick, fake):
    heard = ask_all(fake("A"))
    assert heard.raw["DLE EOT 1"] == "12"
    assert heard.raw["GS ( H"] == "37 22 54 45 53 54 00"
    assert heard.raw["GS I 66"] == "5f 50 45 4e 44 4f 50 4f 00"


def test_a_printer_that_always_says_it_is_well_is_not_believed(quick, fake):
    """Some clones answer a constant 12h, with the cover open too."""
    heard = ask_all(fake("B"), lambda _: True)
    assert heard.completion == "D"
    assert "tidak dapat dipercaya" in heard.doubts[0]


def test_a_fence_that_is_answered_without_paper_proves_nothing(quick, fake, monkeypatch):
    printer = fake("B")
    always = FakePrinter._hold

    def hold(self, data):
        if data == b"\x1dr\x01":
            return self._say(b"\x00")
        return always(self, data)

    monkeypatch.setattr(FakePrinter, "_hold", hold)
    assert ask_all(printer, hands(printer)).completion == "C"


def test_what_the_installer_leaves_out_is_written_down(quick, fake):
    heard = ask_all(fake("B"), lambda _: False)
    assert heard.completion == "B"
    assert len(heard.doubts) == 2


def test_the_office_keeps_class_and_answers(office, add_printer):
    row = add_printer("tcp://10.0.0.1:9100")
    said = {"DLE EOT 1": "12"}
    kept = office.do(probes.record_probe, by=ADMIN, printer=row["id"], completion_class="A", heard=said)
    assert kept["completion_class"] == "A"
    assert office.see(lambda read: printers.get(read, row["id"]).probe) == said
    with pytest.raises(Invalid):
        office.do(probes.record_probe, by=ADMIN, printer=row["id"], completion_class="E", heard={})
    moved = add_printer("tcp://10.0.0.2:9100")
    assert moved["completion_class"] == printers.NOT_PROBED, "another printer now stands there"
