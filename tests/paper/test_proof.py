"""The proof of `make prove-paper` in small: the faults that once told apart a good spool from a bad one."""

import pytest

from tests.paper.faults import FAULTS
from tests.paper.proof import cut_off, try_out

HELD_AND_KILLED = {
    ("after the preflight: paper out", "A"): "1 printed",
    ("after the preflight: cover open", "B"): "1 printed",
    ("after the preflight: paper out", "C"): "1 needs_attention",
    ("held, then power cut", "B"): "0+1c needs_attention",
    ("before: unplugged", "D"): "1 sent",
    ("answer lost: sending", "B"): "1 printed",
    ("answer lost: result", "A"): "1 printed",
    ("room killed: job leased", "B"): "1 printed",
    ("room killed: may begin", "B"): "0+1c needs_attention",
    ("room killed: bytes left", "B"): "1 needs_attention",
    ("room killed: slip out", "B"): "1 printed",
}


@pytest.mark.parametrize(("name", "completion"), HELD_AND_KILLED)
def test_nothing_is_lost_and_nothing_comes_twice(tmp_path, name, completion):
    found = try_out(tmp_path, name, completion)
    assert str(found) == HELD_AND_KILLED[name, completion]


@pytest.mark.parametrize("completion", "BD")
def test_a_connection_reset_anywhere_in_a_job_spoils_no_other_slip(tmp_path, completion):
    tried, wrong = cut_off(tmp_path, completion, stride=83)
    assert tried > 3
    assert wrong == []


def test_the_whole_proof_has_every_kind_of_fault():
    assert {name.partition(":")[0] for name in FAULTS} >= {
        "before",
        "after the preflight",
        "answer lost",
        "room killed",
    }
