"""The office's memory: append-only rows in a hash chain. A row *is* the event.

Rows carry references and facts, never personal data. The chain proves change, not authorship; its anchors are the
day-close slip and the backups.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from office.records.tables import HistoryHead, HistoryRow

GENESIS = "0" * 64
FORMAT = "1"

#: every event there is -> whether it changes what the hall's board shows
EVENTS: dict[str, bool] = {
    "day_opened": True, "day_closed": True, "hall_hours_passed": True,
    "loket_opened": True, "loket_paused": True, "loket_closed": True,
    "ticket_issued": True, "ticket_called": True, "ticket_called_again": True, "ticket_serving": True,
    "ticket_finished": True, "ticket_absent": True, "ticket_restored": True, "ticket_held": True,
    "ticket_resumed": True, "ticket_transferred": True, "ticket_cancelled": True, "ticket_called_back": True,
    "ticket_given_back": True, "ticket_taken_over": False, "ticket_corrected": True,
    "call_played": True, "call_failed": True, "call_expired": True, "call_clock_started": True,
    "call_clock_stopped": True, "call_begun": True, "call_turn_lost": True,
    "speaker_changed": True, "speaker_sound_changed": False, "voice_clips_changed": True,
    "voice_tested": True,
    "help_rung": False, "help_answered": False,
    "file_registered": False, "file_act": False, "file_attached": False, "file_detached": False,
    "file_archived": False, "file_due_soon": False, "file_overdue": False,
    "version_rendered": False, "files_handed_over": False,
    "slip_queued": False, "slip_sending": False, "slip_ended": False, "slip_reprinted": False,
    "printer_added": False, "printer_state": False, "printer_changed": False,
    "officer_added": False, "officer_changed": False, "signed_in": False, "signed_out": False,
    "sign_in_failed": False, "token_issued": False, "token_revoked": False,
    "device_paired": False, "device_revoked": False, "device_moved": True,
    "delegation_begun": False, "delegation_ended": False, "delegation_planned": False, "identity_confirmed": False,
    "folder_counted_out": False, "folder_counted_in": False, "sheet_out": False, "sheet_back": False,
    "survey_answered": True,
    "leftover_promised": False, "leftover_honoured": False, "leftover_lapsed": False,
    "voice_quieted": True, "voice_resumed": True,
    "ticket_entered": False,
    "outage_noticed": True, "outage_entered": True, "outage_ended": True, "outage_dismissed": True,
    "numbers_reserved": False, "number_declared_unused": False,
    "number_inserted": False, "inserted_number_voided": False, "book_exported": False,
    "incoming_received": False, "incoming_disposed": False, "incoming_voided": False,
    "contact_tried": False, "contact_ended": False,
    "complaint_received": False, "complaint_noted": False, "complaint_ended": False,
    "letter_text_written": False, "letter_wording_changed": False, "letter_printed": False,
    "letter_not_printed": False,
    "calendar_changed": True, "settings_changed": True, "searched_person": False,
}  # fmt: skip


#: the chain's end, taken and set at every act, so made once
_HEAD = update(HistoryHead).where(HistoryHead.id == 1).execution_options(synchronize_session=False)
_TAKE_HEAD = _HEAD.values(seq=HistoryHead.seq + bindparam("more")).returning(
    HistoryHead.seq, HistoryHead.hash, HistoryHead.board_seq
)
_SET_HEAD = _HEAD.values(hash=bindparam("newest"), board_seq=bindparam("shown"))


@dataclass(frozen=True)
class Event:
    """One thing that happened inside an act, in the order it was recorded."""

    name: str
    subject: str
    facts: dict[str, Any]
    desks: tuple[str, ...] = ()
    on_board: bool = False
    seq: int = 0


def canonical(facts: dict[str, Any]) -> str:
    """JSON whose bytes depend only on the content."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def row_hash(row: HistoryRow) -> str:
    """SHA-256 over every column (length-prefixed, so that no two rows read alike) and the previous hash."""
    parts = (FORMAT, str(row.seq), _stamp(row.at), row.day.isoformat(), row.event, row.actor, row.subject, row.facts,
             "1" if row.on_board else "0", row.prev_hash)  # fmt: skip
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def append(session: Session, events: list[Event], *, actor: str, at: datetime, day: date) -> list[Event]:
    """Write `events` at the chain's end and return them with their seq.

    Taking the head row first makes writers queue (PostgreSQL) so that the chain never forks.
    """
    if not events:
        return []
    head = session.execute(_TAKE_HEAD, {"more": len(events)}).one()
    seq, previous, board_seq = head.seq - len(events), head.hash, head.board_seq
    written = []
    for event in events:
        seq += 1
        row = HistoryRow(
            seq=seq, at=at, day=day, event=event.name, actor=actor, subject=event.subject,
            facts=canonical(event.facts), on_board=event.on_board, prev_hash=previous,
        )  # fmt: skip
        row.hash = previous = row_hash(row)
        session.add(row)
        board_seq = seq if event.on_board else board_seq
        written.append(Event(event.name, event.subject, event.facts, event.desks, event.on_board, seq))
    session.execute(_SET_HEAD, {"newest": previous, "shown": board_seq})
    return written


def newest_board_seq(session: Session) -> int:
    """The board's revision: seq of the newest row that changed what it shows."""
    return session.scalar(select(HistoryHead.board_seq).where(HistoryHead.id == 1)) or 0


def faults(session: Session) -> Iterator[str]:
    """What is wrong with the chain, in words; nothing when it is whole."""
    previous, seq = GENESIS, 0
    for row in session.scalars(select(HistoryRow).order_by(HistoryRow.seq).execution_options(yield_per=1000)):
        seq += 1
        if row.seq != seq:
            yield f"baris {seq} hilang (ditemukan {row.seq})"
            seq = row.seq
        if row.prev_hash != previous:
            yield f"baris {row.seq} tidak menyambung baris sebelumnya"
        if row_hash(row) != row.hash:
            yield f"isi baris {row.seq} berubah"
        previous = row.hash
    head = session.get(HistoryHead, 1)
    if head is None or (head.seq, head.hash) != (seq, previous):
        yield "ujung rantai tidak sama dengan baris terakhir"
