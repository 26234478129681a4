"""The rooms of the plan: who sits there in the example office, and where the door leads."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """`username` is the example officer who opens it; `title`, `does` and `icon` are what the plan says and shows."""

    key: str
    title: str
    does: str
    username: str
    url: str
    icon: str
    loket: int | None = None


ROOMS: tuple[Room, ...] = (
    Room("kiosk", "Kios", "ambil nomor, cek berkas, nilai layanan", "kios", "/kiosk/", "ticket"),
    Room("tv", "Layar TV", "nomor yang dipanggil, dengan suara", "tv", "/display/", "tv"),
    Room("loket-1", "Loket 1", "Perizinan", "loket1", "/counter/loket/1", "megaphone", 1),
    Room("loket-2", "Loket 2", "Non perizinan", "loket2", "/counter/loket/2", "megaphone", 2),
    Room("kasi", "Kepala Seksi", "verifikasi, proses, paraf, nomor", "kasi", "/counter/kasi", "map-pin"),
    Room("operator", "Operator", "mencetak surat dan SKD", "operator", "/counter/operator", "printer"),
    Room("sekcam", "Sekcam", "mengoreksi dan memaraf", "sekcam", "/counter/sekcam", "pen-line"),
    Room("camat", "Camat", "menandatangani", "camat", "/counter/camat", "stamp"),
    Room("supervisor", "Pengawas", "kantor hari ini", "pengawas", "/counter/supervisor", "gauge"),
    Room("settings", "Pengaturan", "layanan, orang, printer", "pengawas", "/counter/settings", "landmark"),
    Room("print-room", "Ruang cetak", "kertas dari pencetak", "pengawas", "/counter/print-room", "scroll-text"),
)
BY_KEY = {room.key: room for room in ROOMS}
