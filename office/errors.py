"""Refusals: expected trouble, each with a stable code and a sentence that says what to do next.

A refusal is raised inside an act; the act leaves nothing behind. `server.refusals` maps codes to HTTP.
Anything that is not a refusal is a defect: it crashes the request, is logged with an id, and loses nothing.
"""

from typing import Any


class Refusal(Exception):
    """An act that cannot be done now. `code` is stable (part of the API); `detail` is Indonesian, for a person."""

    code = "refused"
    detail = "Permintaan tidak dapat dijalankan. Periksa isian lalu coba lagi."

    def __init__(self, detail: str | None = None, *, code: str | None = None, **extra: Any) -> None:
        self.code = code or type(self).code
        self.detail = detail or type(self).detail
        self.extra = extra
        super().__init__(f"{self.code}: {self.detail}")


class NotSignedIn(Refusal):
    """Nobody is signed in, or the token is unknown or revoked."""

    code = "not_signed_in"
    detail = "Silakan masuk dahulu."


class NotYourDesk(Refusal):
    """The act exists, but belongs to another desk (or another section of the Kasi)."""

    code = "not_your_desk"
    detail = "Tindakan ini milik meja lain. Minta petugas meja itu."


class NoSuchStep(Refusal):
    """The procedure knows no such act at the stage where the file waits."""

    code = "no_such_step"
    detail = "Berkas sudah di tahap lain, jadi tindakan ini tidak ada lagi. Buka berkasnya sekali lagi."


class FileHasMoved(Refusal):
    """Somebody else moved the file after this screen was drawn; the loser is told, nothing is changed."""

    code = "file_has_moved"
    detail = "Berkas ini baru saja dikerjakan petugas lain. Periksa tahapnya sekarang, lalu lanjutkan."


class SettingsMoved(Refusal):
    """Somebody else changed this part of the settings after the form was drawn; nothing is changed, nothing lost."""

    code = "settings_moved"
    detail = "Pengaturan ini baru saja diubah petugas lain. Bandingkan dengan isian Anda, lalu simpan lagi."


class VersionVoid(Refusal):
    """The letter version named is not the one in force."""

    code = "version_void"
    detail = "Versi surat ini sudah tidak berlaku. Buka versi terbaru lalu ulangi."


class NeedsMissing(Refusal):
    """Something the step needs is missing; `missing` lists it by name."""

    code = "needs_missing"
    detail = "Isian belum lengkap. Lengkapi yang ditandai, lalu ulangi."

    def __init__(self, missing: list[str], detail: str | None = None) -> None:
        super().__init__(detail or f"Belum lengkap: {', '.join(missing)}. Lengkapi lalu ulangi.", missing=missing)


class PaymentMissing(Refusal):
    """A levy is due and no payment proof is recorded (SKD, SOP S4b before S8d)."""

    code = "payment_missing"
    detail = "Retribusi belum tercatat lunas. Isi nomor bukti bayar sebelum surat diserahkan."


class NotNow(Refusal):
    """The ticket's state does not allow the act."""

    code = "not_now"
    detail = "Nomor ini tidak dapat diproses pada keadaannya sekarang. Muat ulang daftar antrean."


class StillCalled(Refusal):
    """A called ticket is neither served nor marked absent: the screen asks "datang?"."""

    code = "still_called"
    detail = "Nomor yang dipanggil belum dilayani. Apakah orangnya datang? Pilih Layani atau Tidak hadir."


class AtHand(Refusal):
    """The officer still has a number at hand, and it was not said what becomes of it."""

    code = "at_hand"
    detail = "Masih ada nomor di tangan Anda. Pilih dahulu: selesai, tunda, atau kembalikan ke antrean."


class WrongLoket(Refusal):
    """The service belongs to another loket (SOP S1: Loket 1 perizinan, Loket 2 non perizinan)."""

    code = "wrong_loket"


class Unavailable(Refusal):
    """No ticket can be given now; the code says why (closed, holiday, quota, last_ticket, …)."""

    code = "closed"
    detail = "Antrean sedang tutup. Silakan tanya petugas."


class Invalid(Refusal):
    """Input that cannot be read; `fields` maps a field's name to what is wrong with it."""

    code = "invalid"
    detail = "Isian tidak dapat dibaca. Perbaiki lalu kirim lagi."


class Unknown(Refusal):
    """No such ticket, file, letter, service or printer."""

    code = "unknown"
    detail = "Data tidak ditemukan. Periksa nomornya."


class AlreadyDone(Refusal):
    """Done before and cannot be done twice (survey token used, file already registered, …)."""

    code = "already_done"
    detail = "Ini sudah pernah dilakukan. Muat ulang halaman untuk melihat hasilnya."


class KeyMissing(Refusal):
    """A mutating request came without an Idempotency-Key."""

    code = "key_missing"
    detail = "Permintaan tanpa Idempotency-Key ditolak. Muat ulang halaman lalu ulangi."


class KeyReused(Refusal):
    """The idempotency key was used for another request."""

    code = "key_reused"
    detail = "Formulir ini sudah dikirim dengan isi lain. Muat ulang halaman, periksa hasilnya, lalu ulangi bila perlu."


class TooMany(Refusal):
    """Too many requests; `retry_after` is whole seconds."""

    code = "too_many"
    detail = "Terlalu banyak permintaan. Tunggu sebentar lalu coba lagi."


class Busy(Refusal):
    """The database is held by another program; nothing was written."""

    code = "busy"
    detail = "Sistem sedang sibuk. Belum ada yang tersimpan; coba lagi sebentar."


class ClockWrong(Refusal):
    """The computer's clock stands before the newest record: signing and numbering rest until it is right."""

    code = "clock_wrong"
    detail = "Jam komputer salah, jadi tanda tangan dan penomoran ditahan. Betulkan jam server dahulu."
