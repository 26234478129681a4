"""Facts of the slips that end a day: the promise to who still waited, and the sheet for the archive."""

from office.paper.facts import Facts, SlipFacts


class LeftoverFacts(SlipFacts):
    """Dahulukan besok: for who still waited when the day was closed.

    `valid_on` is the next serving day, `valid_until` a later one where the office gives grace. `code` is typed at
    the kiosk or the loket, as "B4T9-XMKP"; a scanner reads it from the QR.
    """

    number: str
    loket: int | None
    loket_name: str = ""
    service_name: str | None = None
    issued_at: str
    valid_on: str
    valid_until: str | None = None
    code: str
    reason: str = "Pelayanan hari ini sudah selesai."


class Count(Facts):
    """A labelled figure of the day."""

    label: str
    value: str


class DayCloseFacts(SlipFacts):
    """Penutupan hari: figures and the end of the history chain, signed on paper and filed as its anchor.

    `history_seq` and `history_hash` are the newest row when the slip was made: the closing itself stands before it.
    """

    day: str
    closed_at: str
    closed_by: str
    counts: list[Count]
    history_seq: int
    history_hash: str
    signer_left: str = "Petugas"
    signer_right: str = "Sekretaris Camat"
