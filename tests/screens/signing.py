"""The way to the signature with a camera: several at once, the folder, who signs instead of the Camat."""

from office.procedure import Stage
from tests.screens.example_day import Example
from tests.screens.looking import Album
from tests.stories.back_office import Camat, Kasi, Operator, Sekcam
from tests.stories.street import Street


class SigningSekcam(Sekcam):
    """Sekcam at a desk, with the folder and the delegations."""

    def picks(self, *numbers: str) -> None:
        """Rows of the list."""
        for number in numbers:
            self.page.get_by_label(f"Pilih {number}").check(force=True)

    def presses(self, button: str) -> None:
        """A button of the page, wherever it stands."""
        self.finds(self.page.get_by_role("button", name=button).first).click()


class SigningCamat(Camat):
    """The Camat on a telephone, choosing several."""

    picks, presses = SigningSekcam.picks, SigningSekcam.presses


def signing(street: Street, album: Album, example: Example) -> None:
    """Several at once on both screens, the folder there and back, a delegation and what it does to the lists."""
    number = {key: file["registration_number"] for key, file in example.files.items()}
    sekcam, camat = SigningSekcam(street), SigningCamat(street)
    waiting = [number[key] for key in (("NP03", Stage.CAMAT_SIGNATURE), ("NP01", Stage.CAMAT_SIGNATURE))]
    sekcam.goes_to("/counter/sekcam?stage=record")
    sekcam.picks(*waiting)
    album.take("sekcam-record", sekcam.page)
    sekcam.presses("Catat 2 tanda tangan")
    sekcam.sees("nama Anda tercatat sebagai pencatatnya")
    album.take("sekcam-many", sekcam.page)
    camat.picks(*waiting)
    album.take("camat-phone-picked", camat.page)
    camat.presses("Catat 2 tanda tangan")
    camat.sees("Bukan tanda tangan elektronik")
    album.take("camat-phone-many", camat.page)
    _folder(Operator(street), sekcam, camat, album)
    _delegation(sekcam, Operator(street), Kasi(street), album)


def _folder(operator: Operator, sekcam: SigningSekcam, camat: SigningCamat, album: Album) -> None:
    operator.goes_to("/counter/folders?as=operator")
    album.take("folders", operator.page)
    operator.finds(operator.page.get_by_role("button", name="Hitung keluar")).click()
    operator.sees("Hitung kembali")
    album.take("folder-out", operator.page)
    sekcam.goes_to(operator.page.url.removeprefix(operator.street.url).replace("operator", "sekcam"))
    sekcam.presses("Semua ditandatangani")
    sekcam.page.locator("input[value='missing']").first.check(force=True)
    sekcam.presses("Hitung kembali")
    sekcam.sees("kurang")
    album.take("folder-back", sekcam.page)
    camat.goes_to(sekcam.page.url.removeprefix(sekcam.street.url).replace("sekcam", "camat"))
    album.take("camat-phone-folder", camat.page)


def _delegation(sekcam: SigningSekcam, operator: Operator, kasi: Kasi, album: Album) -> None:
    sekcam.goes_to("/counter/delegations?as=sekcam")
    sekcam.page.get_by_role("radio", name="Plh.").check(force=True)
    sekcam.page.get_by_label("Dasar").fill("800/123/435.000/2026 tanggal 20 November 2026")
    album.take("delegations", sekcam.page)
    sekcam.presses("Catat pelimpahan")
    sekcam.sees("Tersimpan.")
    album.take("delegation-running", sekcam.page)
    operator.goes_to("/counter/operator")
    album.take("operator-reprints", operator.page)
    kasi.goes_to("/counter/kasi")
    album.take("kasi-delegated", kasi.page)
    sekcam.presses("Akhiri sekarang")
    sekcam.sees("berakhir")
