"""The text of a file's letter: standard until somebody writes, kept sealed, never two writers over each other."""

import json
import subprocess

import pytest

from office.errors import FileHasMoved, Invalid, NoSuchStep, NotYourDesk
from office.files import letter_drafts, letter_texts, letter_wordings
from office.files.letter_texts import LetterTextBody
from office.files.letter_wordings import WordingBody
from office.procedure import Act, Stage
from office.records.tables import HistoryRow, LetterText, LetterVersion
from printer.letters.press import LetterUnprintable


@pytest.fixture
def drafting(walk):
    """A rekomendasi that waits to be printed."""
    return walk.file(at=Stage.DRAFTING, visit=False)


def write(office, people, file_id, desk="operator", **body):
    """What somebody wrote, from the newest text unless `seen` is given."""
    if "seen" not in body:
        body["seen"] = look(office, people, file_id)["version"]
    return office.do(letter_texts.write, by=people[desk], file_id=file_id, body=LetterTextBody(**body))


def look(office, people, file_id):
    return office.see(letter_texts.look, file_id=file_id, actor=people["operator"])


def part(office, people, file_id, name):
    return next(one for one in look(office, people, file_id)["parts"] if one["id"] == name)


def printed(letters, office, file_id, n=None):
    """The words of a file's version."""

    def of(read):
        rows = read.session.query(LetterVersion).filter_by(file_id=file_id).order_by(LetterVersion.n).all()
        return (rows[-1] if n is None else rows[n - 1]).id

    pdf = letters.pdf(office.see(of))
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return " ".join(text.split())


def test_nobody_wrote_so_it_is_the_services_wording_with_the_files_data(office, people, drafting):
    text = look(office, people, drafting)
    assert (text["kind"], text["version"], text["may_write"]) == ("rekomendasi", 0, True)
    assert not any(one["edited"] for one in text["parts"])
    assert part(office, people, drafting, "purpose")["text"] == (
        "mengurus izin keramaian di Kepolisian Sektor: Hajatan keluarga"
    )


def test_what_is_written_is_printed_and_the_next_version_starts_from_it(office, people, walk, letters, drafting):
    write(office, people, drafting, parts={"opening": "Pembuka #kami *sendiri*:", "tembusan": "Bupati Sumenep"})
    walk.act(drafting, "operator", Act.PRINT_LETTER)
    assert "Pembuka #kami *sendiri*:" in printed(letters, office, drafting)
    assert "Yth. Bupati Sumenep" in printed(letters, office, drafting)
    walk.act(drafting, "kasi", Act.SEND_BACK, note="Tambah satu kalimat.")
    assert part(office, people, drafting, "opening")["edited"]
    write(office, people, drafting, parts={"body": "Kalimat tambahan."})
    walk.act(drafting, "operator", Act.PRINT_LETTER)
    assert "Kalimat tambahan." in printed(letters, office, drafting)
    assert "Kalimat tambahan." not in printed(letters, office, drafting, 1)


def test_an_untouched_part_follows_the_data_and_a_touched_one_comes_back(office, people, walk, drafting):
    write(office, people, drafting, parts={"closing": "Sekian."})
    walk.act(drafting, "operator", Act.CORRECT_DATA, changes={"fields": {"keperluan": "Karapan sapi"}}, reason="Salah.")
    assert part(office, people, drafting, "purpose")["text"].endswith("Karapan sapi")
    assert part(office, people, drafting, "closing")["text"] == "Sekian."
    write(office, people, drafting, parts={"closing": None})
    assert not part(office, people, drafting, "closing")["edited"]


def test_the_standard_typed_again_is_the_standard_and_a_needed_part_is_never_empty(office, people, drafting):
    usual = part(office, people, drafting, "opening")["standard"]
    assert write(office, people, drafting, parts={"opening": usual, "title": " "})["edited"] == []
    assert write(office, people, drafting, parts={"closing": ""})["edited"] == ["closing"]


def test_who_did_not_see_the_others_words_does_not_write_over_them(office, people, drafting):
    write(office, people, drafting, parts={"closing": "Satu."}, drawn="a", n=1)
    with pytest.raises(FileHasMoved, match="baru saja diubah"):
        write(office, people, drafting, parts={"closing": "Dua."}, seen=0, drawn="b", n=1)
    assert part(office, people, drafting, "closing")["text"] == "Satu."


def test_one_editor_never_meets_itself_and_what_comes_late_is_dropped(office, people, drafting):
    for n, words in ((1, "Sa"), (3, "Satu dua"), (2, "Satu")):
        write(office, people, drafting, parts={"closing": words}, seen=0, drawn="a", n=n)
    assert part(office, people, drafting, "closing")["text"] == "Satu dua"


def test_a_letter_is_not_printed_from_words_that_changed_since_they_were_read(office, people, walk, drafting):
    write(office, people, drafting, parts={"closing": "Satu."})
    with pytest.raises(FileHasMoved, match="Naskah"):
        walk.act(drafting, "operator", Act.PRINT_LETTER, text=0)
    assert walk.row(drafting).stage == Stage.DRAFTING
    walk.act(drafting, "operator", Act.PRINT_LETTER, text=1)


def test_words_written_while_a_version_is_set_are_not_lost_silently(
    office, people, walk, letters, drafting, monkeypatch
):
    made = letters._make

    def slowly(file_id, body):
        done = made(file_id, body)
        write(office, people, drafting, parts={"closing": "Sementara itu."})
        return done

    monkeypatch.setattr(letters, "_make", slowly)
    with pytest.raises(FileHasMoved):
        walk.act(drafting, "operator", Act.PRINT_LETTER)


def test_an_older_version_put_in_force_brings_its_words_back(office, people, walk, letters, drafting):
    write(office, people, drafting, parts={"closing": "Versi satu."})
    letters.render(by=people["operator"], key="r1", file_id=drafting)
    write(office, people, drafting, parts={"closing": "Versi dua."})
    walk.act(drafting, "operator", Act.PRINT_LETTER, version=1)
    walk.act(drafting, "kasi", Act.SEND_BACK, note="Lagi.")
    assert part(office, people, drafting, "closing")["text"] == "Versi satu."


def test_paper_is_chosen_for_one_letter(office, people, walk, letters, drafting):
    write(office, people, drafting, paper="A4")
    walk.act(drafting, "operator", Act.PRINT_LETTER)
    version = office.see(lambda read: read.session.query(LetterVersion).filter_by(file_id=drafting).one().id)
    asked = subprocess.run(["pdfinfo", "-"], input=letters.pdf(version), capture_output=True, check=True)
    assert b"595.276 x 841.89" in asked.stdout
    walk.act(drafting, "kasi", Act.SEND_BACK, note="F4 saja.")
    write(office, people, drafting, paper="usual")
    assert look(office, people, drafting)["paper"] is None


@pytest.mark.parametrize(("stage", "desk", "refusal"), [
    (Stage.KASI_PARAF, "operator", NoSuchStep), (Stage.NUMBERING, "kasi", NoSuchStep),
    (Stage.DRAFTING, "kasi", NotYourDesk), (Stage.DRAFTING, "camat", NotYourDesk),
])  # fmt: skip
def test_only_the_desk_that_makes_the_version_writes_and_only_then(office, people, walk, stage, desk, refusal):
    file_id = walk.file(at=stage, visit=False)
    with pytest.raises(refusal):
        write(office, people, file_id, desk, parts={"closing": "Sekian."})


def test_an_endorsement_is_written_by_the_kasi_and_still_takes_one_press(office, people, walk, letters):
    file_id = walk.file(at=Stage.PROCESSING, service="NP11")
    write(office, people, file_id, "kasi", parts={"statement": "Telah dicocokkan oleh kami."})
    walk.act(file_id, "kasi", Act.PROCESS)
    assert walk.row(file_id).stage == Stage.KASI_PARAF
    assert "Telah dicocokkan oleh kami." in printed(letters, office, file_id)


def test_a_refusal_has_a_text_of_its_own(office, people, walk, letters):
    file_id = walk.file(at=Stage.PROCESSING, visit=False)
    walk.act(file_id, "kasi", Act.REJECT, reason="Lokasi di tepi jalan.\nTetangga keberatan.")
    assert look(office, people, file_id)["kind"] == "penolakan"
    assert part(office, people, file_id, "reason")["text"] == "Lokasi di tepi jalan.\nTetangga keberatan."
    write(office, people, file_id, parts={"opening": "Permohonan Saudara tidak dapat dikabulkan karena:"})
    walk.act(file_id, "operator", Act.PRINT_LETTER)
    assert "1. Lokasi di tepi jalan. 2. Tetangga keberatan." in printed(letters, office, file_id)


def test_words_are_sealed_and_history_holds_none(office, people, drafting):
    for n in (1, 2):
        write(office, people, drafting, parts={"closing": f"Rahasia Sahrul {n}."}, seen=0, drawn="a", n=n)

    def kept(read):
        rows = read.session.query(HistoryRow).filter_by(subject=f"letter_text:{drafting}").all()
        return read.session.get(LetterText, (drafting, "rekomendasi")).sealed, [row.facts for row in rows]

    sealed, facts = office.see(kept)
    assert "Rahasia" not in sealed and "Rahasia" not in "".join(facts)
    assert len(facts) == 1 and json.loads(facts[0])["letter_version"] == 1


def test_an_emoji_is_refused_in_words_and_nothing_is_lost(office, people, walk, letters, drafting):
    write(office, people, drafting, parts={"closing": "Sekian 😀"})
    with pytest.raises(LetterUnprintable, match="😀"):
        letters.preview(drafting)
    with pytest.raises(LetterUnprintable, match="😀"):
        walk.act(drafting, "operator", Act.PRINT_LETTER)
    assert walk.row(drafting).stage == Stage.DRAFTING
    assert part(office, people, drafting, "closing")["text"] == "Sekian 😀"


def test_hostile_text_is_data(office, people, walk, letters, drafting):
    odd = "#panic() \u202e{nama}\u202c \x1b[31m\x00 " + "Nama" * 75
    write(office, people, drafting, parts={"closing": odd})
    walk.act(drafting, "operator", Act.PRINT_LETTER)
    text = printed(letters, office, drafting)
    assert "#panic() {nama} [31m" in text and "Nama" * 75 in text.replace(" ", "")


def test_the_kasis_own_levy_lines_are_what_the_skd_says(office, people, walk, letters):
    file_id = walk.file(at=Stage.PROCESSING, service="IZ05")
    line = {"code": "4.1.02", "label": "Pemakaian jalan", "volume": "12.5", "unit": "m²", "rate": "1250.5"}
    with pytest.raises(Invalid, match="terlalu besar"):
        walk.act(file_id, "kasi", Act.PROCESS, levy=[{**line, "rate": "1e12"}])
    walk.act(file_id, "kasi", Act.PROCESS, levy=[line])
    walk.act(file_id, "operator", Act.PRINT_LETTER)
    version = office.see(lambda read: read.session.query(LetterVersion).filter_by(file_id=file_id).one().id)
    text = subprocess.run(["pdftotext", "-", "-"], input=letters.skd_pdf(version), capture_output=True, check=True)
    said = " ".join(text.stdout.decode().split())
    assert "12,5 m² × Rp1.250,5" in said and "15.631" in said
    assert "Lima belas ribu enam ratus tiga puluh satu rupiah" in said


class TestWording:
    """A service's wording, as the office wants it."""

    def change(self, office, people, parts, seen=0, kind="rekomendasi"):
        body = WordingBody(parts=parts, seen=seen)
        return office.do(letter_wordings.change, by=people["supervisor"], service="IZ04", kind=kind, body=body)

    def test_files_follow_it_until_it_is_taken_back(self, office, people, drafting):
        self.change(office, people, {"closing": "Demikian, {nama} dari {desa}, {keperluan}."})
        said = part(office, people, drafting, "closing")["text"]
        assert said == "Demikian, Sahrul Anam dari Ambunten Timur, Hajatan keluarga."
        write(office, people, drafting, parts={"closing": "Punya operator."})
        assert part(office, people, drafting, "closing")["text"] == "Punya operator."
        office.do(letter_wordings.restore, by=people["supervisor"], service="IZ04", kind="rekomendasi", seen=1)
        write(office, people, drafting, parts={"closing": None})
        assert part(office, people, drafting, "closing")["text"].startswith("Demikian surat rekomendasi")

    def test_a_change_is_history_that_can_be_read_and_undone(self, office, people):
        self.change(office, people, {"closing": "Satu."})
        self.change(office, people, {"closing": "Dua."}, seen=1)
        changed = {"event": "letter_wording_changed"}
        rows = office.see(lambda read: [json.loads(row.facts) for row in read.session.query(HistoryRow)
                                        .filter_by(**changed).order_by(HistoryRow.seq)])  # fmt: skip
        assert rows[1]["parts"] == {"closing": {"before": "Satu.", "after": "Dua."}}

    def test_an_unknown_name_an_empty_title_an_odd_part_are_refused(self, office, people):
        for parts in ({"closing": "{nmaa}"}, {"title": ""}, {"margin": "x"}):
            with pytest.raises(Invalid) as refused:
                self.change(office, people, parts)
            assert set(refused.value.extra["fields"]) == set(parts)

    def test_two_who_write_at_once_do_not_write_over_each_other(self, office, people):
        self.change(office, people, {"closing": "Satu."})
        with pytest.raises(FileHasMoved):
            self.change(office, people, {"closing": "Dua."}, seen=0)

    def test_the_operator_does_not_write_it(self, office, people):
        with pytest.raises(NotYourDesk):
            office.do(letter_wordings.change, by=people["operator"], service="IZ04", kind="rekomendasi",
                      body=WordingBody(parts={"closing": "x"}))  # fmt: skip


def test_every_service_has_a_wording_whose_names_are_all_known(office):
    def all_of(read):
        for service in letter_wordings.catalogue.active(read):
            for kind in letter_wordings.kinds(service):
                shipped = letter_wordings.shipped(service, kind)
                letter_wordings.checked(service, kind, shipped)
                yield service.code, kind

    assert len(office.see(lambda read: list(all_of(read)))) >= 48


def test_the_version_of_a_text_is_what_its_bytes_depend_on(office, people, walk, letters, clock):
    """Two files alike but for nothing: the same words give the same content, whoever typed them in how many steps."""
    first, second = (walk.file(at=Stage.DRAFTING, visit=False) for _ in range(2))
    write(office, people, first, parts={"closing": "Sekian."})
    for words in ("S", "Sek", "Sekian."):
        write(office, people, second, parts={"closing": words})
    kept = [
        office.see(lambda read, f=f: letter_drafts.of_file(read, f, "rekomendasi").document()) for f in (first, second)
    ]
    assert kept[0] == kept[1]
