"""The books, the agenda, sisipan and the number patterns as officers use them."""

import io

import pytest
from openpyxl import load_workbook

from office.files import incoming
from office.files.incoming import Receive
from office.procedure import Act, Stage
from office.records.tables import LetterNumber
from tests.surfaces.page_forms import OFFICERS, forms_of, sit

SUPERVISOR = OFFICERS["supervisor"]  # pengawas is the admin, too


@pytest.fixture
def seated(client, office):
    return lambda desk: sit(client, office, OFFICERS[desk])


def send(client, url, action, typed, **more):
    """Open the page and send its form whose address has `action`, filled in."""
    form = next(form for form in forms_of(client.get(url).text) if action in form.action)
    return client.post(form.action, data={**form.fields, **typed}, **more)


@pytest.mark.parametrize("desk", ["kasi", "operator", "sekcam", "camat"])
def test_every_desk_finds_the_books(seated, desk):
    client = seated(desk)
    assert f'href="/counter/books?as={desk}"' in client.get(f"/counter/{desk}").text
    page = client.get("/counter/books", follow_redirects=True)
    assert page.status_code == 200 and "Register Pendaftaran" in page.text
    assert ("Buku Pengaduan" in page.text) == (desk in ("sekcam", "camat"))


def test_the_supervisor_finds_books_and_patterns(seated):
    client = seated("supervisor")
    assert "/counter/books?as=supervisor" in client.get("/counter/supervisor").text
    assert "/counter/settings/numbers" in client.get("/counter/settings").text


def test_who_keeps_no_books_does_not_read_them(seated):
    client = seated("loket1")
    for url in ("/counter/books/registration", "/counter/books/registration.pdf", "/counter/books/insertions"):
        assert client.get(url).status_code == 403
    assert seated("operator").get("/counter/books/complaints").status_code == 403
    assert client.get("/counter/books/diary").status_code == 404


def test_a_void_number_is_struck_through_with_its_reason(seated, walk):
    voided = walk.file(at=Stage.RELEASING, service="NP07")
    walk.act(voided, "kasi", Act.VOID_LETTER, reason="Nama <b>salah</b>")
    page = seated("kasi").get("/counter/books/letters").text
    assert "<del>400.12.2.1/001/435.000/2026</del>" in page
    assert "BATAL: Nama &lt;b&gt;salah&lt;/b&gt;" in page


def test_pages_of_a_book_lead_on_and_back(seated, office, people):
    for n in range(1, 61):
        office.do(incoming.receive, by=people["operator"], body=Receive(sender="Dinas", subject=f"Surat {n}."))
    client = seated("sekcam")
    first = client.get("/counter/books/incoming?from=2026-11-01&to=2026-11-30").text
    assert '<b class="tabular">60</b> baris' in first and "Surat 60." in first and "Surat 10." not in first
    assert "Lebih baru" not in first
    onward = first.rpartition('">Lebih lama')[0].rpartition('href="')[2].replace("&amp;", "&")
    assert "from=2026-11-01" in onward
    second = client.get(onward).text
    assert "Surat 10." in second and "Surat 11." not in second and "Lebih lama" not in second
    back = second.rpartition("Lebih baru")[0].rpartition('href="/counter')[2].partition('"')[0].replace("&amp;", "&")
    assert "Surat 60." in client.get(f"/counter{back}").text


def test_a_name_that_is_looked_for_stands_in_no_address(seated, walk):
    walk.register("NP07")
    walk.register("NP07", applicant={"name": "Ummi Kulsum", "village": "Keles"})
    client = seated("operator")
    answer = send(client, "/counter/books/registration", "/registration/find", {"q": "ummi"})
    assert answer.status_code == 303 and "ummi" not in answer.headers["Location"].lower()
    page = client.get(answer.headers["Location"]).text
    assert "Ummi Kulsum" in page and "Sahrul" not in page
    export = page.partition("/counter/books/registration.xlsx")[2].partition('"')[0].replace("&amp;", "&")
    got = client.get(f"/counter/books/registration.xlsx{export}")
    (sheet,) = load_workbook(io.BytesIO(got.data)).worksheets
    assert "Sahrul Anam" not in str([cell.value for row in sheet.iter_rows() for cell in row])


def test_a_book_is_a_download_that_no_cache_keeps(seated, walk):
    walk.register("NP07")
    got = seated("operator").get("/counter/books/registration.pdf?from=2026-11-01&to=2026-11-30")
    assert (got.status_code, got.mimetype) == (200, "application/pdf") and got.data.startswith(b"%PDF-1.7")
    assert got.headers["Content-Disposition"].endswith("register-pendaftaran-2026-11-01-2026-11-30.pdf")
    assert got.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("period", ["from=2026-12-01&to=2026-01-01", "from=kemarin", "before=xx"])
def test_what_is_no_period_is_said_in_words(seated, period):
    answer = seated("operator").get(f"/counter/books/letters?{period}")
    assert answer.status_code == 422 and "class" in answer.text


def test_a_letter_comes_in_is_disposed_of_and_voided(seated):
    client = seated("operator")
    url = "/counter/books/incoming/new"
    refused = send(client, url, url, {"sender": "Dinas Kesehatan", "subject": "", "letter_number": "400/1"})
    assert refused.status_code == 409 and "Wajib diisi." in refused.text and "Dinas Kesehatan" in refused.text
    wrong = send(client, url, url, {"sender": "A", "subject": "B", "letter_date": "31-31-2026"})
    assert wrong.status_code == 409 and 'value="31-31-2026"' in wrong.text
    made = send(client, url, url, {"sender": "Dinas Kesehatan", "subject": "Undangan"}, follow_redirects=True)
    assert 'nomor agenda <b class="number">1</b>' in made.text
    camat = seated("camat")
    told = send(camat, "/counter/books/incoming/1", "/disposition", {"disposition": "Kasi Kesra: hadiri"},
                follow_redirects=True)  # fmt: skip
    assert "Disposisi disimpan." in told.text and "Kasi Kesra: hadiri" in told.text
    assert "Jadikan BATAL" not in told.text
    client = seated("operator")
    refused = send(client, "/counter/books/incoming/1", "/void", {"reason": " "})
    assert refused.status_code == 409 and "Tulis mengapa" in refused.text
    void = send(client, "/counter/books/incoming/1", "/void", {"reason": "Dobel"}, follow_redirects=True)
    assert "BATAL: Dobel" in void.text
    assert "<del>Dinas Kesehatan</del>" in client.get("/counter/books/incoming").text


def test_a_sisipan_is_looked_at_twice(seated, walk, office, clock):
    walk.file(at=Stage.RELEASING, service="NP07")
    clock.forward(days=2)
    client = seated("supervisor")
    url = "/counter/books/insertions"
    typed = {
        "letter_date": "2026-11-24",
        "reason": "Lupa",
        "service": "NP03",
        "subject": "Pengantar",
        "recipient": "Dinas",
    }
    refused = send(client, url, url, typed | {"subject": ""})
    assert refused.status_code == 409 and "perihal" in refused.text and 'value="Lupa"' in refused.text
    looked = send(client, url, url, typed)
    assert "Lihat sekali lagi" in looked.text and "400.12.2.2/001.a/435.000/2026" in looked.text
    assert len(office.see(lambda read: read.session.query(LetterNumber).all())) == 1, "looking changes nothing"
    form = next(form for form in forms_of(looked.text) if form.action == url)
    done = client.post(url, data=form.fields, follow_redirects=True)
    assert 'Tercatat: <b class="code">400.12.2.2/001.a/435.000/2026</b>' in done.text
    void = next(form for form in forms_of(done.text) if form.action.endswith("/void"))
    gone = client.post(void.action, data={**void.fields, "reason": "Tidak jadi"}, follow_redirects=True)
    assert "BATAL: Tidak jadi" in gone.text


def test_patterns_are_shown_while_they_are_typed_and_saved_when_sound(seated, office):
    client, url = seated("supervisor"), "/counter/settings/numbers"
    form = next(form for form in forms_of(client.get(url).text) if form.action == url)
    boxes = {**form.fields, "one_book": "1", "scheme": "permendagri_83_2022"}
    seen = client.post(f"{url}/preview", data=boxes | {"letter": "{kode}/{urut:04}/{unit}/{bulan_romawi}/{tahun}"})
    assert "400.12.2.1/0001/435.000/XI/2026" in seen.text
    old = client.post(f"{url}/preview", data=boxes | {"scheme": "old_permendagri_78_2012"}).text
    assert "400.12.2.1/" not in old
    wrong = client.post(f"{url}/preview", data=boxes | {"letter": "{kode}/{tahun}"})
    assert wrong.status_code == 200 and "harus memuat {urut}" in wrong.text
    refused = client.post(url, data=boxes | {"letter": "{urut}{kode}/{tahun}"})
    assert refused.status_code == 409 and 'value="{urut}{kode}/{tahun}"' in refused.text and "pemisah" in refused.text
    saved = client.post(url, data=boxes | {"letter": "{urut:03}/{kode}/{tahun}"}, follow_redirects=True)
    assert "Pola nomor disimpan" in saved.text
    assert office.see(lambda read: read.settings.numbers.letter) == "{urut:03}/{kode}/{tahun}"


def test_only_supervisor_and_admin_set_patterns(seated):
    client = seated("kasi")
    assert client.get("/counter/settings/numbers").status_code == 403


def test_a_kasi_reads_the_own_section_only(client, office, walk):
    from office.office import SYSTEM
    from office.people import staff

    walk.register("NP07")
    made = office.do(staff.add, by=SYSTEM, username="kesra", name="Kasi Kesra", desks=[("kasi", None, "kesra")])
    page = sit(client, office, made["id"]).get("/counter/books/registration").text
    assert "Sahrul" not in page and '<b class="tabular">0</b> baris' in page
