"""The operator's letter on pages and in the API: the editor, prints on paper, and the office's own wording."""

import os
import stat
import subprocess

import pytest

from office.files import letter_prints, letter_texts
from office.procedure import Act, Stage
from office.records.tables import LetterNumber, LetterVersion
from tests.surfaces.page_forms import OFFICERS, forms_of, press, sit


@pytest.fixture
def drafting(walk):
    return walk.file(at=Stage.DRAFTING, visit=False)


@pytest.fixture
def operator(client, office):
    return sit(client, office, OFFICERS["operator"])


@pytest.fixture
def supervisor(client, office):
    return sit(client, office, OFFICERS["supervisor"])


@pytest.fixture
def cups(tmp_path, monkeypatch):
    """A CUPS of our own on PATH: `lp` keeps what it was asked and given; a file `jam` makes it refuse."""
    bin_, kept = tmp_path / "bin", tmp_path / "printed"
    bin_.mkdir()
    kept.mkdir()
    scripts = {
        "lpstat": "echo HP_LaserJet\n",
        "lp": f'echo "$@" >> {kept}/asked\n[ -e {kept}/jam ] && {{ echo "lp: paper jam" >&2; exit 1; }}\n'
              f"cat > {kept}/sheet.pdf\n",
    }  # fmt: skip
    for name, script in scripts.items():
        (bin_ / name).write_text(f"#!/bin/sh\n{script}")
        (bin_ / name).chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{bin_}:{os.environ['PATH']}")
    return kept


def form(client, url, part):
    """The form of a page whose address holds `part`."""
    return next(one for one in forms_of(client.get(url).text) if part in one.action)


def words(pdf):
    return " ".join(subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
                    .stdout.decode().split())  # fmt: skip


def version_of(office, file_id):
    return office.see(lambda read: read.session.query(LetterVersion).filter_by(file_id=file_id, state="filed").one().id)


def typed(client, file_id, **parts):
    """What the editor sends while somebody types."""
    sent = form(client, f"/counter/files/{file_id}?as=operator", "/letter-text").fields.copy()
    for name, words_ in parts.items():
        sent[f"part.{name}"] = words_
    return client.post(f"/counter/files/{file_id}/letter-text/preview?as=operator", data=sent,
                       headers={"Accept": "application/json"})  # fmt: skip


class TestEditor:
    def test_what_is_typed_is_kept_and_drawn(self, operator, drafting):
        answer = typed(operator, drafting, closing="Sekian & terima <kasih>.")
        assert answer.status_code == 200 and answer.text.count("data:image/png") == 1
        assert (answer.headers["X-Letter-Text"], answer.headers["X-Letter-Edited"]) == ("1", "closing")
        again = form(operator, f"/counter/files/{drafting}?as=operator", "/letter-text")
        assert again.fields["part.closing"].strip() == "Sekian & terima <kasih>."

    def test_what_cannot_be_drawn_is_kept_and_said(self, operator, drafting):
        answer = typed(operator, drafting, closing="Sekian 😀")
        assert answer.headers["X-Letter-Drawn"] == "no" and "Huruf “😀” tidak dapat dicetak" in answer.text
        assert "😀" in operator.get(f"/counter/files/{drafting}/draft?as=operator").text
        assert "Sekian 😀" in operator.get(f"/counter/files/{drafting}?as=operator").text

    def test_too_much_is_refused_with_the_part_that_it_is(self, operator, drafting):
        answer = typed(operator, drafting, title="x" * 700)
        assert answer.status_code == 422 and set(answer.json["fields"]) == {"title"}

    def test_without_scripts_it_is_a_form_with_a_button(self, operator, drafting):
        page = form(operator, f"/counter/files/{drafting}?as=operator", "/letter-text")
        page.fields["part.closing"] = "Sekian."
        assert operator.post(page.action, data=page.fields).status_code == 303
        stale = operator.post(page.action, data={**page.fields, "key": "another", "drawn": "another",
                                                 "part.closing": "Terlambat."})  # fmt: skip
        assert stale.status_code == 409 and "baru saja diubah" in stale.text and "Terlambat." in stale.text

    def test_the_print_act_names_the_words_that_were_seen(self, operator, drafting, walk):
        page = f"/counter/files/{drafting}?as=operator"
        stale = next(one for one in forms_of(operator.get(page).text) if "print_letter" in one.action)
        typed(operator, drafting, closing="Sesudah pratinjau.")
        assert operator.post(stale.action, data=stale.fields).status_code == 409
        assert press(operator, page, Act.PRINT_LETTER, {}).status_code == 303
        assert walk.row(drafting).letter_version == 1

    def test_a_note_from_above_stands_beside_the_editor(self, operator, drafting, walk):
        walk.act(drafting, "operator", Act.PRINT_LETTER)
        walk.act(drafting, "kasi", Act.SEND_BACK, note="Tulis nama dusun.")
        page = operator.get(f"/counter/files/{drafting}?as=operator").text
        assert "“Tulis nama dusun.”" in page.partition('id="writing"')[2].partition("</form>")[0]

    def test_other_desks_have_no_editor(self, client, office, drafting):
        sit(client, office, OFFICERS["kasi"])
        assert 'id="writing"' not in client.get(f"/counter/files/{drafting}?as=kasi&view=draft").text

    def test_the_levys_sheet_is_seen_with_the_letter(self, operator, walk):
        file_id = walk.file(at=Stage.DRAFTING, service="IZ05")
        pages = operator.get(f"/counter/files/{file_id}/draft?as=operator").text
        assert pages.count("<img") == pages.count("data-sheet=") + 1

    def test_a_kasi_writes_an_endorsement_before_processing_it(self, client, office, walk, people):
        file_id = walk.file(at=Stage.PROCESSING, service="NP11")
        sit(client, office, OFFICERS["kasi"])
        assert 'id="writing"' not in client.get(f"/counter/files/{file_id}?as=kasi").text
        page = form(client, f"/counter/files/{file_id}?as=kasi&view=draft", "/letter-text")
        page.fields["part.statement"] = "Telah kami cocokkan."
        assert client.post(page.action, data=page.fields).status_code == 303
        assert press(client, f"/counter/files/{file_id}?as=kasi", Act.PROCESS, {}).status_code == 303

    def test_a_preview_that_was_overtaken_is_not_set(self, letters, drafting, monkeypatch):
        drawn = []
        monkeypatch.setattr(letters.press.aside, "pictures", lambda content: drawn.append(content) or [b"png"])
        letters.sketches._take("a")  # somebody typed on: this is the newest
        with pytest.raises(Exception, match="overtaken"):
            letters.sketches._draw("a", 0, object())
        assert drawn == []
        assert letters.sketches.of_file(drafting, "a") == [b"png"] and len(drawn) == 1


class TestPrinting:
    @pytest.fixture
    def version(self, walk, office):
        return version_of(office, walk.file(at=Stage.RELEASING, service="IZ05"))

    def prints(self, client, version, **asked):
        page = f"/counter/letters/{version}/printing?as=operator"
        sent = form(client, page, "/prints").fields.copy()
        for name, value in asked.items():
            sent[name] = value
        return client.post(f"/counter/letters/{version}/prints?as=operator", data=sent)

    def test_a_laser_printer_gets_the_very_bytes_and_history_the_copies(self, operator, office, letters, version, cups):
        assert self.prints(operator, version, copies="2", printer="HP_LaserJet").status_code == 303
        assert (cups / "sheet.pdf").read_bytes() == letters.pdf(version)
        assert "-d HP_LaserJet -n 2" in (cups / "asked").read_text()
        assert "media=Custom.215x330mm" in (cups / "asked").read_text()
        told = office.see(letter_prints.of_version, version_id=version)
        assert [(one["copies"], one["printer"], one["by"], one["failed"]) for one in told] == [
            (2, "HP_LaserJet", "Nur Laila", False)
        ]
        assert "2 lembar surat · HP LaserJet" in operator.get(f"/counter/letters/{version}/printing?as=operator").text

    def test_a_press_that_is_repeated_prints_once(self, operator, version, cups):
        sent = form(operator, f"/counter/letters/{version}/printing?as=operator", "/prints").fields
        for _ in range(2):
            operator.post(f"/counter/letters/{version}/prints?as=operator", data={**sent, "printer": "HP_LaserJet"})
        assert len((cups / "asked").read_text().splitlines()) == 1

    def test_a_printer_that_refuses_is_told_in_words_and_not_counted(self, operator, office, version, cups):
        (cups / "jam").touch()
        answer = self.prints(operator, version, printer="HP_LaserJet")
        assert answer.status_code == 409 and "menolak cetakan" in answer.text and "jam" not in answer.text
        assert [one["failed"] for one in office.see(letter_prints.of_version, version_id=version)] == [True]

    @pytest.mark.parametrize("printer", ["Lain", "-o raw", "HP_LaserJet; rm"])
    def test_only_printers_that_lpstat_finds_are_asked(self, operator, office, version, cups, printer):
        answer = self.prints(operator, version, printer=printer)
        assert answer.status_code == 409 and "tidak ditemukan" in answer.text
        assert not (cups / "asked").exists() and office.see(letter_prints.of_version, version_id=version) == []

    def test_without_cups_the_browser_prints_and_that_counts_too(self, operator, office, letters, version, monkeypatch):
        monkeypatch.setenv("PATH", "/nonexistent")
        card = operator.get(f"/counter/letters/{version}/printing?as=operator").text
        assert "Cetak di" not in card and "Buka PDF untuk dicetak" in card
        answer = self.prints(operator, version, printer="peramban", piece="skd")
        assert answer.headers["Location"].startswith(f"/counter/letters/{version}/skd.pdf")
        assert office.see(letter_prints.of_version, version_id=version)[0]["piece"] == "skd"

    def test_number_and_date_go_onto_the_signed_sheet_and_make_no_version(self, operator, office, version, cups):
        number, versions = office.see(
            lambda read: (read.session.query(LetterNumber).one().number, read.session.query(LetterVersion).count())
        )
        assert self.prints(operator, version, piece="nomor", printer="HP_LaserJet").status_code == 303
        assert words((cups / "sheet.pdf").read_bytes()) == f"{number} 23 November 2026"
        assert office.see(lambda read: read.session.query(LetterVersion).count()) == versions

    def test_a_void_version_is_not_printed_any_more(self, operator, office, walk, letters, people):
        file_id = walk.file(at=Stage.KASI_PARAF, visit=False)
        version = version_of(office, file_id)
        sent = form(operator, f"/counter/letters/{version}/printing?as=operator", "/prints").fields
        walk.act(file_id, "operator", Act.CORRECT_DATA, changes={"name": "Sahrul Anam, S.Pd."}, reason="Salah ketik.")
        answer = operator.post(f"/counter/letters/{version}/prints?as=operator", data={**sent, "printer": "peramban"})
        assert answer.status_code == 409 and "sudah tidak berlaku" in answer.text
        assert office.see(letter_prints.of_version, version_id=version) == []

    def test_before_the_numbering_there_is_nothing_to_overprint(self, operator, office, walk):
        version = version_of(office, walk.file(at=Stage.CAMAT_SIGNATURE, visit=False))
        assert "Nomor &amp; tanggal" not in operator.get(f"/counter/letters/{version}/printing?as=operator").text
        answer = operator.get(f"/counter/letters/{version}/nomor.pdf?as=operator")
        assert answer.status_code == 409 and "belum bernomor" in answer.text


class TestWordingPages:
    PAGE = "/counter/settings/letters/IZ04/rekomendasi"

    def send(self, client, action, **parts):
        sent = form(client, self.PAGE, "/settings/letters").fields.copy()
        for name, value in parts.items():
            sent[f"part.{name}"] = value
        return client.post(f"{self.PAGE}{action}", data=sent, headers={"Accept": "application/json"} if action else {})

    def test_it_is_seen_before_it_is_saved(self, supervisor, office):
        answer = self.send(supervisor, "/preview", closing="Demikian {nama}.")
        assert "data:image/png" in answer.text and answer.headers["X-Letter-Edited"] == "closing"
        assert "Demikian {nama}." not in supervisor.get(self.PAGE).text

    def test_a_test_print_is_marked_and_holds_what_was_typed(self, supervisor):
        text = words(self.send(supervisor, "/contoh.pdf", closing="Demikian {nama} & {keperluan}.").data)
        assert "Demikian Nama Pemohon Contoh & contoh keperluan." in text and "CONTOH" in text

    def test_saved_followed_and_taken_back(self, supervisor, office, drafting, people):
        assert self.send(supervisor, "", closing="Demikian {nama}.").status_code == 303
        look = lambda: {one["id"]: one["text"] for one in office.see(  # noqa: E731
            letter_texts.look, file_id=drafting, actor=people["operator"])["parts"]}  # fmt: skip
        assert look()["closing"] == "Demikian Sahrul Anam."
        sent = form(supervisor, self.PAGE, "/settings/letters").fields
        assert supervisor.post(f"{self.PAGE}/restore", data=sent).status_code == 303
        assert look()["closing"].startswith("Demikian surat rekomendasi")

    def test_an_unknown_name_is_shown_where_it_was_typed_and_nothing_is_lost(self, supervisor):
        answer = self.send(supervisor, "", closing="Demikian {nmaa}.")
        assert answer.status_code == 409 and "{nmaa} tidak dikenal" in answer.text and "Demikian {nmaa}." in answer.text

    @pytest.mark.parametrize("address", ["/counter/settings/letters/XX99/izin", "/counter/settings/letters/IZ04/izin"])
    def test_letters_that_no_service_has_are_not_found(self, supervisor, address):
        assert supervisor.get(address).status_code == 404

    def test_every_letter_of_every_service_can_be_drawn(self, supervisor):
        first = supervisor.get("/counter/settings/letters", follow_redirects=True).text
        pages = {
            part.partition('"')[0]
            for part in first.split('href="')[1:]
            if part.startswith("/counter/settings/letters/")
        }
        assert len(pages) >= 25
        for page in pages:
            assert "data:image/png" in supervisor.get(f"{page}/pages").text, page


class TestPrintingSettings:
    PAGE = "/counter/settings/letter-printing"

    def test_paper_printer_and_shift_are_set_and_followed(self, supervisor, office, walk, letters, cups):
        page = form(supervisor, self.PAGE, "letter-printing")
        names = page.fields.getlist("name")
        sent = {**page.fields, "paper": "A4", "printer": "HP_LaserJet", "name": names,
                f"{names.index('HP_LaserJet')}.x_mm": "1,5", f"{names.index('HP_LaserJet')}.y_mm": "-2"}  # fmt: skip
        assert supervisor.post(self.PAGE, data=sent).status_code == 303
        rules = office.see(lambda read: read.settings.letters)
        assert (rules.paper, rules.printer, rules.shift("HP_LaserJet").model_dump()) == (
            "A4", "HP_LaserJet", {"x_mm": 1.5, "y_mm": -2.0})  # fmt: skip
        version = version_of(office, walk.file(at=Stage.NUMBERING, visit=False))
        size = subprocess.run(["pdfinfo", "-"], input=letters.pdf(version), capture_output=True, check=True).stdout
        assert b"595.276 x 841.89" in size

    def test_a_shift_that_is_no_length_is_refused_and_stays_in_its_box(self, supervisor):
        page = form(supervisor, self.PAGE, "letter-printing")
        answer = supervisor.post(self.PAGE, data={**page.fields, "0.x_mm": "jauh", "0.y_mm": "50"})
        assert answer.status_code == 409 and 'value="jauh"' in answer.text and "dari -20 sampai 20" in answer.text

    def test_two_pages_show_how_far_it_is(self, supervisor):
        assert "CONTOH" in words(supervisor.get(f"{self.PAGE}/lembar.pdf").data)
        assert words(supervisor.get(f"{self.PAGE}/nomor.pdf").data) == "000/001/000.000/2026 1 Januari 2026"


class TestApi:
    def ask(self, client, token, method, url, key="k", **more):
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        return client.open(f"/api/v1{url}", method=method, headers=headers, **more)

    def test_read_write_read(self, client, token, drafting):
        mine = token("operator")
        read = self.ask(client, mine, "GET", f"/files/{drafting}/letter-text").json
        assert read["may_write"] and {"id", "label", "form", "text", "standard", "edited"} <= set(read["parts"][0])
        body = {"parts": {"closing": "Sekian."}, "paper": "A4", "seen": read["version"]}
        wrote = self.ask(client, mine, "PUT", f"/files/{drafting}/letter-text", json=body)
        assert (wrote.status_code, wrote.json["version"], wrote.json["edited"]) == (200, 1, ["closing"])
        again = self.ask(client, mine, "PUT", f"/files/{drafting}/letter-text", json=body)
        assert again.json == wrote.json
        late = self.ask(client, mine, "PUT", f"/files/{drafting}/letter-text", "k2", json=body)
        assert (late.status_code, late.json["code"]) == (409, "file_has_moved")

    @pytest.mark.parametrize("body", [{"parts": {"margin": "x"}}, {"parts": {"title": "x" * 700}}, {"paper": "A3"},
                                      {"parts": {"title": ["x"]}}, {"nothing": 1}])  # fmt: skip
    def test_what_cannot_be_written_is_422(self, client, token, drafting, body):
        answer = self.ask(client, token("operator"), "PUT", f"/files/{drafting}/letter-text", json=body)
        assert (answer.status_code, answer.json["code"]) == (422, "invalid")

    def test_it_is_described(self, client):
        paths = client.get("/api/v1/openapi.json").json["paths"]
        put = paths["/api/v1/files/{file_id}/letter-text"]["put"]
        assert "LetterTextBody" in str(put["requestBody"]) and "get" in paths["/api/v1/files/{file_id}/letter-text"]

    def test_prints_are_made_and_recorded(self, client, token, office, walk, cups):
        version = version_of(office, walk.file(at=Stage.RELEASING, visit=False))
        body = {"piece": "surat", "copies": 3, "printer": "HP_LaserJet"}
        answer = self.ask(client, token("operator"), "POST", f"/letters/{version}/prints", json=body)
        assert (answer.status_code, answer.json["copies"]) == (201, 3)
        number = self.ask(client, token("kasi"), "GET", f"/letters/{version}/number.pdf")
        assert number.mimetype == "application/pdf" and "23 November 2026" in words(number.data)
