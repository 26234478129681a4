"""Behind the counter with a camera: the lokets, the worklists, files, the supervisor."""

from typing import Any

from playwright.sync_api import expect

from office.procedure import Stage
from tests.screens.example_day import Example
from tests.screens.looking import Album
from tests.stories.applicants import SAHRUL
from tests.stories.back_office import Camat, Kasi, Officer, Operator, Sekcam
from tests.stories.loket import Loket1
from tests.stories.people import Person
from tests.stories.street import Street


class Supervisor(Person):
    """Pengawas."""

    room = "supervisor"

    def closes_the_day(self) -> None:
        """Asked who is still here; the paper is not waited for."""
        self.finds(self.page.get_by_role("link", name="Tutup hari")).click()
        self.finds(self.page.locator("#close-day")).click()


class PrintRoom(Person):
    """The print room."""

    room = "print-room"


class SekcamOut(Sekcam):
    """Sekcam with a telephone in hand."""

    size = (390, 844)
    touch = True


class CamatIn(Camat):
    """The Camat at a desk."""

    size = (1366, 768)


def at_the_loket(loket: Loket1, album: Album, example: Example) -> None:
    """From a registration to what is missing, and to the handover."""
    album.take("loket-serving", loket.page, fixed=True)
    loket.chooses("Rekomendasi izin keramaian")
    loket.types(
        Nama_pemohon=SAHRUL.name, NIK=SAHRUL.nik, Desa=SAHRUL.village, Alamat=SAHRUL.address, Telepon=SAHRUL.phone
    )
    album.take("loket-register", loket.page, fixed=True)
    loket.does("Daftar", "Resi sedang dicetak")
    loket.ticks("Formulir permohonan", "Kartu Keluarga")
    album.take("loket-check", loket.page, fixed=True)
    loket.ticks_what_is_asked()
    loket.desk.get_by_text("Perlu verifikasi lapangan").click()
    album.take("loket-complete", loket.page, fixed=True)
    loket.ticks("KTP-el pemohon")
    loket.returns("KTP-el sudah tidak berlaku.")
    album.take("loket-returned", loket.page, fixed=True)
    _hands_over(loket, album, example.files["IZ05", Stage.READY])
    _asks(loket, album)


def _hands_over(loket: Loket1, album: Album, file: dict[str, Any]) -> None:
    loket.finds_file(file["registration_number"])
    album.take("loket-hand-over", loket.page, fixed=True)
    loket.desk.get_by_role("radio", name="Kuasa").locator("xpath=..").click()
    loket.presses_hand_over()
    expect(loket.desk.get_by_role("alert").locator("visible=true").first).to_be_visible()
    album.take("loket-refused", loket.page, fixed=True)
    loket.types(Nama_kuasa="Siti Zubaidah", Hubungan="Anak kandung", Nomor_bukti_bayar="STS-0417")
    for seen in ("Surat kuasa atau surat tugas", "KTP-el asli penerima"):
        loket.desk.get_by_role("checkbox", name=seen).check()
    loket.presses_hand_over()
    expect(loket.desk).to_contain_text("Surat diserahkan")
    album.take("loket-handed-over", loket.page, fixed=True)
    loket.finishes()


def _asks(loket: Loket1, album: Album) -> None:
    """Questions over the screen; a called number whose owner does not come."""
    album.take("loket-idle", loket.page, fixed=True)
    loket.presses("Cetak karcis")
    loket.sees("Ambilkan nomor")
    album.take("loket-issue", loket.page, fixed=True)
    loket.page.keyboard.press("Escape")
    loket.calls_next()
    loket.page.keyboard.press("F2")
    loket.sees("orangnya datang?")
    album.take("loket-still-called", loket.page, fixed=True)
    loket.presses("Alihkan")
    loket.sees("Ke loket mana?")
    album.take("loket-transfer", loket.page, fixed=True)
    loket.page.keyboard.press("Escape")
    loket.serves()


def behind(street: Street, album: Album, example: Example) -> None:
    """Kasi, operator, Sekcam, Camat: their lists and one file each."""
    number = {key: file["registration_number"] for key, file in example.files.items()}
    kasi, operator, sekcam = Kasi(street), Operator(street), Sekcam(street)
    album.take("kasi-list", kasi.page)
    for name, key in (("visit", ("IZ02", Stage.FIELD_VISIT)), ("process", ("IZ04", Stage.PROCESSING)),
                      ("number", ("IZ08", Stage.NUMBERING)), ("release", ("NP09", Stage.RELEASING))):  # fmt: skip
        _opens(kasi, number[key], album, f"kasi-{name}")
    _visits(kasi, album, example)
    album.take("operator-list", operator.page)
    _opens(operator, number["IZ03", Stage.DRAFTING], album, "operator-draft")
    album.take("sekcam-list", sekcam.page)
    _opens(sekcam, number["NP07", Stage.SEKCAM_PARAF], album, "sekcam-letter")
    sent_back = number["IZ06", Stage.SEKCAM_PARAF]
    sekcam.sends_back(sent_back, "Nama usaha pada surat belum sesuai berkas.", "Operator")
    album.take("sekcam-sent-back", sekcam.page)
    operator.goes_to("/counter/operator")
    operator.prints(sent_back)
    kasi.opens(sent_back)
    kasi.sees_letter()
    album.take("kasi-second-version", kasi.page)
    kasi.acts.get_by_role("button", name="Kembalikan").first.click()
    kasi.page.get_by_role("alert").first.wait_for()
    album.take("kasi-refused", kasi.page)
    on_telephones(street, album, number)


def _visits(kasi: Officer, album: Album, example: Example) -> None:
    """The calendar's week and day, a visit being moved, the form of a berita acara as paper, the archive's to-do."""
    moving = int(example.files["IZ07", Stage.FIELD_VISIT]["id"])
    for name, path in (("week", "kasi/visits"), ("day", "kasi/visits?span=day"), ("move", f"kasi/visits?move={moving}"),
                       ("paper", f"files/{moving}?as=kasi&view=visit"),
                       ("archive", f"files/{int(example.files['NP06', Stage.READY]['id'])}?as=kasi")):  # fmt: skip
        kasi.goes_to(f"/counter/{path}")
        kasi.page.wait_for_load_state("networkidle")
        album.take(f"kasi-visit-{name}", kasi.page)
    kasi.goes_to("/counter/kasi")


def _opens(officer: Officer, number: str, album: Album, name: str) -> None:
    officer.opens(number)
    officer.page.wait_for_load_state("networkidle")
    album.take(name, officer.page)
    officer.goes_to(f"/counter/{officer.room}")


def on_telephones(street: Street, album: Album, number: dict[tuple[str, Stage], str]) -> None:
    """Sekcam and Camat on the road; the Camat at his desk."""
    for officer, name, key in ((SekcamOut(street), "sekcam-phone", ("NP07", Stage.SEKCAM_PARAF)),
                               (Camat(street), "camat-phone", ("IZ05", Stage.CAMAT_SIGNATURE))):  # fmt: skip
        album.take(f"{name}-list", officer.page)
        officer.opens(number[key])
        officer.sees_letter()
        album.take(f"{name}-letter", officer.page)
        album.take(f"{name}-letter-whole", officer.page, whole=True)
    camat = CamatIn(street)
    _opens(camat, number["IZ05", Stage.CAMAT_SIGNATURE], album, "camat-letter")
    camat.signs(number["IZ05", Stage.CAMAT_SIGNATURE])
    album.take("camat-signed", camat.page)


def around(street: Street, album: Album) -> None:
    """Supervisor, print room, the ways in, and what a wrong door says."""
    supervisor = Supervisor(street)
    album.take("supervisor", supervisor.page)
    for name, path in (("calendar", "calendar"), ("calendar-day", "calendar?day=2026-12-25"), ("hours", "hours"),
                       ("clock", "clock"), ("times", "times"), ("close", "close")):  # fmt: skip
        supervisor.goes_to(f"/counter/supervisor/{path}")
        album.take(f"supervisor-{name}", supervisor.page)
    for name, path in (("services", "services"), ("service", "services/IZ02"), ("people", "people"),
                       ("officer", "people/3"), ("lokets", "lokets"), ("office", "office"),
                       ("letterhead", "office/letterhead"), ("machines", "machines"), ("devices", "devices"),
                       ("screen", "screen"), ("voice", "voice"), ("history", "history"),
                       ("exchange", "exchange"), ("standard", "services/IZ02/standard"),
                       ("letter", "letters/IZ04/rekomendasi"), ("letter-printing", "letter-printing"),
                       ("numbers", "numbers")):  # fmt: skip
        supervisor.goes_to(f"/counter/settings/{path}")
        supervisor.page.wait_for_load_state("networkidle")
        album.take(f"settings-{name}", supervisor.page)
    _talk(supervisor, album)
    album.take("print-room", PrintRoom(street).page)
    visitor = Person(street)
    visitor.goes_to("/")
    album.take("plan", visitor.page)
    visitor.page.set_viewport_size({"width": 1920, "height": 1080})
    visitor.goes_to("/perangkat")
    visitor.sees("Kode berlaku sampai")
    album.take("pair", visitor.page, fixed=True)
    visitor.page.set_viewport_size({"width": 1366, "height": 768})
    visitor.goes_to("/counter/sign-in")
    visitor.page.get_by_label("Nama masuk").fill("siti")
    visitor.page.get_by_label("Kata sandi").fill("bukan-ini")
    visitor.page.keyboard.press("Enter")
    visitor.sees("Nama masuk atau kata sandi salah")
    album.take("sign-in", visitor.page)
    two = Kasi(street)
    two.page.request.post(f"{street.url}/floor-plan/operator", max_redirects=0)
    two.goes_to("/counter/")
    album.take("desks", two.page)
    two.goes_to("/counter/loket/1")
    album.take("wrong-door", two.page)


def _talk(supervisor: Supervisor, album: Album) -> None:
    """Whom to tell, a complaint taken in, numbers set aside, a time without the system, a name looked for."""
    for name, path in (("contacts", "contacts"), ("complaint-new", "complaints/new"), ("complaints", "complaints"),
                       ("sheets", "sheets"), ("outage", "outage"), ("book", "books/registration"),
                       ("book-letters", "books/letters"), ("book-incoming", "books/incoming"),
                       ("incoming-new", "books/incoming/new"), ("incoming", "books/incoming/1"),
                       ("insertions", "books/insertions")):  # fmt: skip
        supervisor.goes_to(f"/counter/{path}")
        album.take(name, supervisor.page)
    supervisor.goes_to("/counter/contacts")
    supervisor.page.keyboard.press("F3")  # kept until the page's scripts stand
    supervisor.page.wait_for_selector("[data-search]:focus")
    supervisor.page.keyboard.type("ummi")
    supervisor.page.keyboard.press("Enter")
    supervisor.sees("Ummi")
    album.take("find", supervisor.page)
    supervisor.page.locator("main a[href*='/find/files/']").first.click()
    supervisor.page.wait_for_url("**/find/files/**")
    album.take("find-file", supervisor.page)
