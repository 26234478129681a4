"""Files that are under way while the office changes their service."""

import copy

import pytest

from office.configuration import changes
from office.errors import Invalid, NeedsMissing, NotNow
from office.files import catalogue
from office.hall import tickets
from office.office import SYSTEM
from office.procedure import Act, Stage
from office.records import parts
from office.views import missing


def change(office, code="IZ04", **changed):
    part = f"service:{code}"
    now = office.see(lambda read: copy.deepcopy(parts.read(read.session, part)))
    document = {**now, **{name: value(now[name]) if callable(value) else value for name, value in changed.items()}}
    return office.do(changes.change, by=SYSTEM, part=part, seen=parts.fingerprint(now), document=document)


def without(name):
    return lambda rows: [row for row in rows if row["id"] != name]


def test_a_paper_taken_out_is_asked_of_nobody_and_stays_named(office, walk):
    file_id = walk.file(at=Stage.RETURNED)
    assert walk.row(file_id).stage == Stage.RETURNED
    change(office, requirements=without("formulir"))
    service = office.see(catalogue.service, code="IZ04")
    assert [r.id for r in service.former] == ["formulir"] and service.labels["formulir"] == "Formulir permohonan"
    assert "Formulir permohonan" in office.see(lambda read: missing.words(read, walk.row(file_id)))
    walk.act(file_id, "loket", Act.RESUBMIT, documents=[])
    must = [r.id for r in service.requirements if r.mandatory]
    walk.act(file_id, "loket", Act.ACCEPT, documents=must)
    assert walk.row(file_id).stage == Stage.PROCESSING


def test_a_paper_that_comes_back_is_no_former_one(office, walk):
    walk.file(at=Stage.PROCESSING, visit=False)
    before = office.see(catalogue.service, code="IZ04").requirements
    change(office, requirements=without("kk_pemohon"))
    assert [r.id for r in office.see(catalogue.service, code="IZ04").former] == ["kk_pemohon"]
    change(office, requirements=[r.model_dump(mode="json") for r in before])
    assert office.see(catalogue.service, code="IZ04").former == ()


def test_a_new_paper_is_asked_before_accepting_and_not_afterwards(office, walk):
    fresh, accepted = walk.register(), walk.file(at=Stage.PROCESSING, visit=False)
    new = {"id": "izin_rt", "label": "Izin RT", "kind": "asli"}
    change(office, requirements=lambda rows: [*rows, new])
    documents = [r["id"] for r in fresh["requirements"] if r["mandatory"]]
    with pytest.raises(NeedsMissing, match="Izin RT"):
        walk.act(fresh["id"], "loket", Act.ACCEPT, documents=documents)
    walk.act(accepted, "kasi", Act.PROCESS)
    assert walk.row(accepted).stage == Stage.DRAFTING


def test_a_field_taken_out_is_kept_in_the_file_and_not_asked_again(office, walk):
    file_id = walk.file(at=Stage.PROCESSING, visit=False)
    change(office, fields=without("tempat"))
    assert walk.row(file_id).fields["tempat"], "what the applicant said stays on record"
    with pytest.raises(Invalid, match="tidak dikenal"):
        walk.act(file_id, "kasi", Act.PROCESS, fields={"tempat": "Balai"})
    walk.act(file_id, "kasi", Act.PROCESS)
    walk.act(file_id, "operator", Act.PRINT_LETTER)
    assert walk.row(file_id).stage == Stage.KASI_PARAF


def test_a_field_of_another_kind_prints_what_was_typed(office, walk):
    file_id = walk.file(at=Stage.DRAFTING, visit=False)
    change(office, fields=lambda rows: [{**row, "kind": "number"} if row["id"] == "tempat" else row for row in rows])
    walk.act(file_id, "operator", Act.PRINT_LETTER)
    assert walk.row(file_id).stage == Stage.KASI_PARAF


def test_a_choice_is_one_of_its_options(office, walk):
    change(office, fields=lambda rows: [{**row, "kind": "choice", "options": ["Orkes", "Wayang"]}
                                        if row["id"] == "jenis_hiburan" else row for row in rows])  # fmt: skip
    field = office.see(catalogue.service, code="IZ04").field("jenis_hiburan")
    assert field.read("Wayang") == "Wayang" and field.read("") == ""
    with pytest.raises(Invalid, match="pilih Orkes atau Wayang"):
        field.read("Sirkus")


def test_a_service_with_files_is_retired_and_its_files_go_on(office, walk, people):
    file_id = walk.file(at=Stage.PROCESSING, visit=False)
    part = "service:IZ04"
    seen = parts.fingerprint(office.see(lambda read: parts.read(read.session, part)))
    with pytest.raises(NotNow, match="sudah punya berkas"):
        office.do(changes.change, by=SYSTEM, part=part, seen=seen, document=None)
    change(office, active=False)
    with pytest.raises(Exception, match="tidak tersedia"):
        office.do(tickets.issue, by=people["kiosk"], service="IZ04")
    for desk, act in (("kasi", Act.PROCESS), ("operator", Act.PRINT_LETTER), ("kasi", Act.PARAF)):
        walk.act(file_id, desk, act)
    assert walk.row(file_id).stage == Stage.SEKCAM_PARAF


def test_a_service_that_moves_to_another_section_leaves_its_files_there(office, walk):
    file_id = walk.file(at=Stage.PROCESSING, visit=False)
    change(office, section="kesra", sla_days=2)
    assert (walk.row(file_id).section, walk.row(file_id).sla_days) == ("trantibum", 1)
