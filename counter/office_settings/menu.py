"""The menu of the settings: a sheet joins it with one line."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One line of the menu: the endpoint it opens, its title and icon."""

    endpoint: str
    title: str
    icon: str


MENU: tuple[Item, ...] = (
    Item("settings_services", "Layanan", "list-checks"),
    Item("settings_letters", "Naskah surat", "scroll-text"),
    Item("settings_letter_printing", "Cetak surat", "file-pen-line"),
    Item("numbers", "Pola nomor", "hash"),
    Item("settings_people", "Orang", "users"),
    Item("settings_lokets", "Loket", "megaphone"),
    Item("settings_voice", "Suara", "volume-2"),
    Item("settings_office", "Kantor", "landmark"),
    Item("settings_machines", "Printer", "printer"),
    Item("settings_devices", "Perangkat", "monitor-smartphone"),
    Item("settings_screen", "Layar TV", "tv"),
    Item("settings_history_page", "Riwayat", "history"),
    Item("settings_exchange", "Ekspor dan impor", "arrow-right-left"),
)
