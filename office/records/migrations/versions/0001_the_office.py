"""the office as it was founded"""

import sqlalchemy as sa
from alembic import op

from office.records.migrations.guards import guard_history
from office.records.tables.base import UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "archives",
        sa.Column("file_id", sa.Integer(), nullable=False, comment="files.id"),
        sa.Column("location", sa.String(), nullable=False, comment="cupboard, box, folder"),
        sa.Column("by", sa.String(), nullable=False, comment="who"),
        sa.Column("at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_archives")),
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("file_id", sa.Integer(), nullable=False, comment="files.id"),
        sa.Column("visit_id", sa.Integer(), nullable=True, comment="visits.id when it belongs to a visit"),
        sa.Column("sha256", sa.String(), nullable=False, comment="content address in the store"),
        sa.Column("media_type", sa.String(), nullable=False, comment="image/jpeg, image/png or application/pdf"),
        sa.Column("name", sa.String(), nullable=False, comment="the name it was uploaded with"),
        sa.Column("size", sa.Integer(), nullable=False, comment="bytes"),
        sa.Column("added_by", sa.String(), nullable=False, comment="who"),
        sa.Column("added_at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachments_file_id"), ["file_id"], unique=False)

    op.create_table(
        "calendar_days",
        sa.Column("day", sa.Date(), nullable=False, comment="the day"),
        sa.Column(
            "kind", sa.String(), nullable=False, comment="libur_nasional | cuti_bersama | tutup | buka | tutup_awal"
        ),
        sa.Column("name", sa.String(), nullable=False, comment="name on screens"),
        sa.Column("closes", sa.String(), nullable=True, comment="HH:MM, for tutup_awal"),
        sa.Column("source", sa.String(), nullable=False, comment="where it comes from"),
        sa.Column("estimated", sa.Boolean(), nullable=False, comment="the date is an estimate"),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_days")),
    )
    op.create_table(
        "calls",
        sa.Column("id", sa.Integer(), nullable=False, comment="order of the announcements"),
        sa.Column("day", sa.Date(), nullable=False, comment="the office day"),
        sa.Column("ticket_id", sa.Integer(), nullable=False, comment="the ticket called"),
        sa.Column("number", sa.String(), nullable=False, comment="A-007, as shown"),
        sa.Column("loket", sa.Integer(), nullable=False, comment="where to go"),
        sa.Column("text", sa.String(), nullable=False, comment="the sentence to be spoken"),
        sa.Column("again", sa.Boolean(), nullable=False, comment="said again for who did not come: no turn of its own"),
        sa.Column("state", sa.String(), nullable=False, comment="pending | played | failed | expired | withdrawn"),
        sa.Column("at", UtcTime(), nullable=False, comment="when it was called (UTC)"),
        sa.Column("expires_at", UtcTime(), nullable=True, comment="set while no speaker can be reached (UTC)"),
        sa.Column("ended_at", UtcTime(), nullable=True, comment="when it was played or given up (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
    )
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.create_index("ix_calls_day", ["day", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_calls_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "chore_leases",
        sa.Column("name", sa.String(), nullable=False, comment="which chore"),
        sa.Column("holder", sa.String(), nullable=False, comment="which process"),
        sa.Column("until", UtcTime(), nullable=False, comment="until when (UTC)"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chore_leases")),
    )
    op.create_table(
        "days",
        sa.Column("day", sa.Date(), nullable=False, comment="the office's calendar day"),
        sa.Column("state", sa.String(), nullable=False, comment="open | closed"),
        sa.Column(
            "opened_at", UtcTime(), nullable=False, comment="when the first number or an officer opened it (UTC)"
        ),
        sa.Column("closed_at", UtcTime(), nullable=True, comment="when it was closed (UTC)"),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_days")),
    )
    op.create_table(
        "delegations",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("role", sa.String(), nullable=False, comment="role that signs: sekcam | kasi"),
        sa.Column("officer_id", sa.Integer(), nullable=False, comment="officers.id of who signs"),
        sa.Column("style", sa.String(), nullable=False, comment="a.n. | Plt. | Plh."),
        sa.Column("basis", sa.String(), nullable=False, comment="legal basis: letter of order and its number"),
        sa.Column("from_at", UtcTime(), nullable=False, comment="begins (UTC)"),
        sa.Column("to_at", UtcTime(), nullable=True, comment="ends (UTC); none = until ended"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
    )
    op.create_table(
        "drafts",
        sa.Column("holder", sa.String(), nullable=False, comment="whose: officer:3"),
        sa.Column("form", sa.String(), nullable=False, comment="which form"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False, comment="the fields, encrypted"),
        sa.Column("at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.PrimaryKeyConstraint("holder", "form", name=op.f("pk_drafts")),
    )
    op.create_table(
        "file_documents",
        sa.Column("file_id", sa.Integer(), nullable=False, comment="files.id"),
        sa.Column("requirement", sa.String(), nullable=False, comment="the requirement's id in the service"),
        sa.Column("present", sa.Boolean(), nullable=False, comment="seen and complete"),
        sa.Column("checked_by", sa.String(), nullable=False, comment="who ticked it"),
        sa.Column("checked_at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.PrimaryKeyConstraint("file_id", "requirement", name=op.f("pk_file_documents")),
    )
    op.create_table(
        "file_notes",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("file_id", sa.Integer(), nullable=False, comment="files.id"),
        sa.Column(
            "file_version", sa.Integer(), nullable=False, comment="the act it was written with: files.version after it"
        ),
        sa.Column("words", sa.String(), nullable=False, comment="note or reason, control characters stripped"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_notes")),
    )
    with op.batch_alter_table("file_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_file_notes_file_id"), ["file_id"], unique=False)

    op.create_table(
        "files",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column(
            "registration_number",
            sa.String(),
            nullable=False,
            comment="0412/1/11/2026; yearly gapless series (SOP S2a)",
        ),
        sa.Column("year", sa.Integer(), nullable=False, comment="year of the registration series"),
        sa.Column("seq", sa.Integer(), nullable=False, comment="number in the year's series"),
        sa.Column("track_index", sa.String(), nullable=False, comment="HMAC of the tracking code on the resi"),
        sa.Column(
            "track_sealed", sa.String(), nullable=False, comment="the tracking code, encrypted, for a copy of the resi"
        ),
        sa.Column("service_code", sa.String(), nullable=False, comment="what was asked for"),
        sa.Column("section", sa.String(), nullable=False, comment="whose Kasi works on it"),
        sa.Column("loket", sa.Integer(), nullable=False, comment="where it was registered"),
        sa.Column("applicant_id", sa.Integer(), nullable=False, comment="persons.id"),
        sa.Column(
            "proxy_id", sa.Integer(), nullable=True, comment="persons.id of who brought it in, if not the applicant"
        ),
        sa.Column("proxy_relation", sa.String(), nullable=True, comment="relation of the proxy"),
        sa.Column("ticket_id", sa.Integer(), nullable=True, comment="the visit's ticket"),
        sa.Column("stage", sa.String(), nullable=False, comment="where it waits: office.procedure.Stage"),
        sa.Column(
            "desk", sa.String(), nullable=True, comment="whose turn it is; none when with the applicant or ended"
        ),
        sa.Column("version", sa.Integer(), nullable=False, comment="compare-and-swap: rises with every act"),
        sa.Column("revision", sa.Integer(), nullable=False, comment="1, raised by each re-submission (A8)"),
        sa.Column("returned_from", sa.String(), nullable=True, comment="the stage that returned it to the applicant"),
        sa.Column("outcome", sa.String(), nullable=False, comment="granted | rejected | void"),
        sa.Column("reason", sa.String(), nullable=True, comment="reason of rejection or withdrawal"),
        sa.Column("fields", sa.JSON(), nullable=False, comment="the service's fields, by id"),
        sa.Column(
            "levy", sa.JSON(), nullable=False, comment="levy lines of the SKD: code, label, volume, rate, amount"
        ),
        sa.Column("visit_needed", sa.Boolean(), nullable=False, comment="a field visit is asked for"),
        sa.Column("visit_recorded", sa.Boolean(), nullable=False, comment="a field visit was recorded"),
        sa.Column("accepted_at", UtcTime(), nullable=True, comment="first accepted complete: the clock starts (UTC)"),
        sa.Column(
            "sla_days", sa.Integer(), nullable=False, comment="working days promised: 1, or 4 with a field visit"
        ),
        sa.Column(
            "pauses",
            sa.JSON(),
            nullable=False,
            comment="clock pauses while with the applicant: [from, to|null] in ISO (UTC)",
        ),
        sa.Column("ready_at", UtcTime(), nullable=True, comment="released to the loket: the clock stops (UTC)"),
        sa.Column(
            "signer", sa.String(), nullable=False, comment="role that signs the version in force: camat | sekcam | kasi"
        ),
        sa.Column("letter_version", sa.Integer(), nullable=True, comment="number of the version in force"),
        sa.Column("note", sa.String(), nullable=True, comment="the last note of a desk to the next"),
        sa.Column("deadline", sa.Date(), nullable=True, comment="last day to complete a returned file"),
        sa.Column("moved_at", UtcTime(), nullable=False, comment="since when it waits at this stage (UTC)"),
        sa.Column("registered_at", UtcTime(), nullable=False, comment="first registered (UTC)"),
        sa.Column("ended_at", UtcTime(), nullable=True, comment="handed over, withdrawn or expired (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint("registration_number", name=op.f("uq_files_registration_number")),
        sa.UniqueConstraint("year", "seq", name=op.f("uq_files_year_seq")),
    )
    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_files_applicant_id"), ["applicant_id"], unique=False)
        batch_op.create_index("ix_files_desk", ["desk", "section", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_files_ticket_id"), ["ticket_id"], unique=False)
        batch_op.create_index("ix_files_worklist", ["stage", "section", "id"], unique=False)

    op.create_table(
        "handover_files",
        sa.Column("handover_id", sa.Integer(), nullable=False, comment="handovers.id"),
        sa.Column("file_id", sa.Integer(), nullable=False, comment="files.id"),
        sa.Column("sheets", sa.Integer(), nullable=False, comment="number of sheets"),
        sa.Column("payment_proof", sa.String(), nullable=True, comment="number of the payment proof of its SKD"),
        sa.PrimaryKeyConstraint("handover_id", "file_id", name=op.f("pk_handover_files")),
    )
    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("number", sa.String(), nullable=False, comment="No. serah: 0388/2026"),
        sa.Column("receiver_kind", sa.String(), nullable=False, comment="pemohon | kuasa"),
        sa.Column("receiver_id", sa.Integer(), nullable=False, comment="persons.id"),
        sa.Column("relation", sa.String(), nullable=True, comment="relation of a proxy"),
        sa.Column("loket", sa.Integer(), nullable=True, comment="at which loket"),
        sa.Column("by", sa.String(), nullable=False, comment="who"),
        sa.Column("at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
        sa.UniqueConstraint("number", name=op.f("uq_handovers_number")),
    )
    op.create_table(
        "heartbeats",
        sa.Column("who", sa.String(), nullable=False, comment="token:5 or officer:7"),
        sa.Column("role", sa.String(), nullable=False, comment="kiosk | display | agent"),
        sa.Column("seen_at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.Column("said", sa.JSON(), nullable=False, comment="what it told: version, last call played"),
        sa.PrimaryKeyConstraint("who", "role", name=op.f("pk_heartbeats")),
    )
    op.create_table(
        "help_rings",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.Column("place", sa.String(), nullable=False, comment="which kiosk"),
        sa.Column("ended_at", UtcTime(), nullable=True, comment="when somebody went (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_rings")),
    )
    op.create_table(
        "history",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False, comment="1, 2, … without gap"),
        sa.Column("at", UtcTime(), nullable=False, comment="when, by the server's clock (UTC)"),
        sa.Column("day", sa.Date(), nullable=False, comment="the office day"),
        sa.Column("event", sa.String(), nullable=False, comment="what happened: office.records.history.EVENTS"),
        sa.Column("actor", sa.String(), nullable=False, comment="who: officer:3, token:5, system"),
        sa.Column("subject", sa.String(), nullable=False, comment="what it happened to: file:12"),
        sa.Column(
            "facts", sa.String(), nullable=False, comment="canonical JSON: references and facts, never personal data"
        ),
        sa.Column("on_board", sa.Boolean(), nullable=False, comment="changes what the hall's board shows"),
        sa.Column("prev_hash", sa.String(), nullable=False, comment="hash of the row before"),
        sa.Column(
            "hash", sa.String(), nullable=False, comment="SHA-256 over all columns, length-prefixed, and prev_hash"
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_history")),
    )
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.create_index(
            "ix_history_board",
            ["seq"],
            unique=False,
            sqlite_where=sa.text("on_board"),
            postgresql_where=sa.text("on_board"),
        )
        batch_op.create_index("ix_history_subject", ["subject", "seq"], unique=False)

    op.create_table(
        "history_head",
        sa.Column("id", sa.Integer(), nullable=False, comment="always 1"),
        sa.Column("seq", sa.Integer(), nullable=False, comment="newest row"),
        sa.Column("hash", sa.String(), nullable=False, comment="its hash"),
        sa.Column(
            "board_seq", sa.Integer(), nullable=False, comment="newest row that changed the board: the board's revision"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history_head")),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False, comment="always 1"),
        sa.Column(
            "boot",
            sa.String(),
            nullable=False,
            comment="changes at creation and restore; tells screens to forget what they had",
        ),
        sa.Column("example", sa.Boolean(), nullable=False, comment="the example office (MODE LATIHAN)"),
        sa.Column("created_at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "letter_numbers",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("book", sa.String(), nullable=False, comment="the register's book"),
        sa.Column("year", sa.Integer(), nullable=False, comment="year of the letter date"),
        sa.Column("seq", sa.Integer(), nullable=False, comment="1…n without gap in (book, year)"),
        sa.Column("number", sa.String(), nullable=False, comment="500.16.7.4/0001/435.999/2026"),
        sa.Column("letter_date", sa.Date(), nullable=False, comment="date of the letter = day of numbering"),
        sa.Column("file_id", sa.Integer(), nullable=False, comment="files.id"),
        sa.Column("version_id", sa.Integer(), nullable=False, comment="letter_versions.id"),
        sa.Column("state", sa.String(), nullable=False, comment="used | void (BATAL)"),
        sa.Column("reason", sa.String(), nullable=True, comment="why it was voided"),
        sa.Column("given_by", sa.String(), nullable=False, comment="who"),
        sa.Column("given_at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_numbers")),
        sa.UniqueConstraint("book", "year", "seq", name=op.f("uq_letter_numbers_book_year_seq")),
        sa.UniqueConstraint("number", name=op.f("uq_letter_numbers_number")),
    )
    with op.batch_alter_table("letter_numbers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_numbers_file_id"), ["file_id"], unique=False)

    op.create_table(
        "letter_versions",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("file_id", sa.Integer(), nullable=False, comment="files.id"),
        sa.Column("n", sa.Integer(), nullable=False, comment="1, 2, … in the file"),
        sa.Column("sha256", sa.String(), nullable=False, comment="of the bundle"),
        sa.Column("letter_sha", sa.String(), nullable=False, comment="content address of the letter's PDF"),
        sa.Column(
            "skd_sha", sa.String(), nullable=True, comment="content address of the SKD's PDF, when a levy applies"
        ),
        sa.Column("content_sha", sa.String(), nullable=False, comment="content address of what it was rendered from"),
        sa.Column("kind", sa.String(), nullable=False, comment="izin, rekomendasi, …, penolakan"),
        sa.Column("signer", sa.String(), nullable=False, comment="role that signs: camat | sekcam | kasi"),
        sa.Column("signer_officer", sa.Integer(), nullable=True, comment="officers.id of the signer named on it"),
        sa.Column("signer_line", sa.String(), nullable=False, comment="how the signature block begins: CAMAT AMBUNTEN"),
        sa.Column("state", sa.String(), nullable=False, comment="rendered | filed | void"),
        sa.Column("made_by", sa.String(), nullable=False, comment="who rendered it"),
        sa.Column("made_at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.Column("filed_at", UtcTime(), nullable=True, comment="when it was printed and filed (UTC)"),
        sa.Column("voided_at", UtcTime(), nullable=True, comment="when it lost its force (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_versions")),
        sa.UniqueConstraint("file_id", "n", name=op.f("uq_letter_versions_file_id_n")),
    )
    op.create_table(
        "lokets",
        sa.Column(
            "number", sa.Integer(), autoincrement=False, nullable=False, comment="1, 2, …: what is painted above it"
        ),
        sa.Column("name", sa.String(), nullable=False, comment="what it serves, on screen: Perizinan"),
        sa.Column("series", sa.String(), nullable=False, comment="letter of its regular tickets: A"),
        sa.Column("state", sa.String(), nullable=False, comment="open | break | closed"),
        sa.Column("reason", sa.String(), nullable=True, comment="why it pauses, on the officers' screens only"),
        sa.Column("since", UtcTime(), nullable=False, comment="since when it has this state (UTC)"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_lokets")),
    )
    op.create_table(
        "marks",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("file_id", sa.Integer(), nullable=False, comment="files.id"),
        sa.Column("version_id", sa.Integer(), nullable=False, comment="letter_versions.id"),
        sa.Column("sha256", sa.String(), nullable=False, comment="the bundle it names"),
        sa.Column("kind", sa.String(), nullable=False, comment="paraf | signature"),
        sa.Column("desk", sa.String(), nullable=False, comment="kasi | sekcam | camat: in whose role"),
        sa.Column("by", sa.String(), nullable=False, comment="who recorded it"),
        sa.Column("name", sa.String(), nullable=False, comment="the officer's name, for the paraf box"),
        sa.Column(
            "recorded_for",
            sa.String(),
            nullable=True,
            comment="the signer, when another officer records his wet signature",
        ),
        sa.Column("at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.Column("ended_at", UtcTime(), nullable=True, comment="withdrawn or voided with its version (UTC)"),
        sa.Column("ended_why", sa.String(), nullable=True, comment="why"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marks")),
    )
    with op.batch_alter_table("marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_marks_file_id"), ["file_id"], unique=False)

    op.create_table(
        "number_series",
        sa.Column("name", sa.String(), nullable=False, comment="series: ticket:A, registration, letter:BOOK, handover"),
        sa.Column("period", sa.String(), nullable=False, comment="what the series restarts with: a day or a year"),
        sa.Column("last", sa.Integer(), nullable=False, comment="the last number given"),
        sa.PrimaryKeyConstraint("name", "period", name=op.f("pk_number_series")),
    )
    op.create_table(
        "officer_desks",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("officer_id", sa.Integer(), nullable=False, comment="officers.id"),
        sa.Column(
            "desk",
            sa.String(),
            nullable=False,
            comment="loket, kasi, operator, sekcam, camat, supervisor, admin, kiosk, display, agent",
        ),
        sa.Column("loket", sa.Integer(), nullable=True, comment="which loket, for desk loket"),
        sa.Column("section", sa.String(), nullable=True, comment="which section, for desk kasi; none = all"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer_desks")),
        sa.UniqueConstraint(
            "officer_id", "desk", "loket", "section", name=op.f("uq_officer_desks_officer_id_desk_loket_section")
        ),
    )
    with op.batch_alter_table("officer_desks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_officer_desks_officer_id"), ["officer_id"], unique=False)

    op.create_table(
        "officers",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("username", sa.String(), nullable=False, comment="sign-in name"),
        sa.Column("name", sa.String(), nullable=False, comment="name with titles, as on letters"),
        sa.Column("title", sa.String(), nullable=False, comment="jabatan"),
        sa.Column("nip", sa.String(), nullable=True, comment="civil servant number, 18 digits"),
        sa.Column("rank", sa.String(), nullable=True, comment="pangkat: Pembina (IV/a)"),
        sa.Column(
            "password_hash", sa.String(), nullable=True, comment="argon2id; none = cannot sign in with a password"
        ),
        sa.Column("active", sa.Boolean(), nullable=False, comment="may act"),
        sa.Column("created_at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officers")),
        sa.UniqueConstraint("username", name=op.f("uq_officers_username")),
    )
    op.create_table(
        "persons",
        sa.Column("id", sa.Integer(), nullable=False, comment="key; what history refers to"),
        sa.Column("name", sa.String(), nullable=False, comment="full name"),
        sa.Column("nik_sealed", sa.String(), nullable=True, comment="NIK, encrypted with the office key"),
        sa.Column("nik_index", sa.String(), nullable=True, comment="HMAC of the NIK, for look-up"),
        sa.Column("address", sa.String(), nullable=True, comment="address"),
        sa.Column("village", sa.String(), nullable=True, comment="desa"),
        sa.Column("phone", sa.String(), nullable=True, comment="telephone"),
        sa.Column("created_at", UtcTime(), nullable=False, comment="first seen (UTC)"),
        sa.Column(
            "erased_at", UtcTime(), nullable=True, comment="blanked at the person's request or by the schedule (UTC)"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
    )
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_persons_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_persons_nik_index"), ["nik_index"], unique=False)

    op.create_table(
        "print_jobs",
        sa.Column("id", sa.Integer(), nullable=False, comment="order of printing"),
        sa.Column("idem_key", sa.String(), nullable=False, comment="kind:subject:copy, one slip per key"),
        sa.Column(
            "content_hash",
            sa.String(),
            nullable=False,
            comment="SHA-256 of the facts: same key with other content is an error",
        ),
        sa.Column("printer_id", sa.Integer(), nullable=False, comment="printers.id"),
        sa.Column("kind", sa.String(), nullable=False, comment="ticket, receipt, deficiency, visit, handover, …"),
        sa.Column("subject", sa.String(), nullable=False, comment="what it is about: ticket:12, file:3"),
        sa.Column("facts", sa.JSON(), nullable=False, comment="what the slip says (office.paper.slips)"),
        sa.Column("laid_out", sa.JSON(), nullable=True, comment="the lines as they were laid out"),
        sa.Column("payload", sa.LargeBinary(), nullable=True, comment="the bytes as they left"),
        sa.Column("sha256", sa.String(), nullable=True, comment="of the bytes"),
        sa.Column("copy_no", sa.Integer(), nullable=False, comment="1; higher copies carry SALINAN"),
        sa.Column("reprint_of", sa.Integer(), nullable=True, comment="print_jobs.id of the first"),
        sa.Column(
            "state",
            sa.String(),
            nullable=False,
            comment="queued | leased | sending | printed | sent | needs_attention | cancelled | expired | failed",
        ),
        sa.Column("reason", sa.String(), nullable=True, comment="why it waits or failed, in words"),
        sa.Column("worker", sa.String(), nullable=True, comment="which print room holds it"),
        sa.Column("lease_until", UtcTime(), nullable=True, comment="until when (UTC)"),
        sa.Column("not_after", UtcTime(), nullable=True, comment="a queue ticket's slip is worthless after this (UTC)"),
        sa.Column("created_at", UtcTime(), nullable=False, comment="queued (UTC)"),
        sa.Column("sent_at", UtcTime(), nullable=True, comment="first byte about to leave (UTC)"),
        sa.Column("ended_at", UtcTime(), nullable=True, comment="printed, given up or decided (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_jobs")),
        sa.UniqueConstraint("idem_key", name=op.f("uq_print_jobs_idem_key")),
    )
    with op.batch_alter_table("print_jobs", schema=None) as batch_op:
        batch_op.create_index("ix_print_jobs_lane", ["printer_id", "state", "id"], unique=False)
        batch_op.create_index("ix_print_jobs_subject", ["subject"], unique=False)
        batch_op.create_index(
            "uq_print_jobs_one_sending",
            ["printer_id"],
            unique=True,
            sqlite_where=sa.text("state = 'sending'"),
            postgresql_where=sa.text("state = 'sending'"),
        )

    op.create_table(
        "printers",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("name", sa.String(), nullable=False, comment="what people call it"),
        sa.Column(
            "at", sa.String(), nullable=False, comment="tcp://host:port, usb://…, file:///dev/usb/lp0 or preview:"
        ),
        sa.Column("purpose", sa.String(), nullable=False, comment="kiosk | loket:N"),
        sa.Column("columns", sa.Integer(), nullable=False, comment="characters in a line: 48, 42 or 32"),
        sa.Column("dots", sa.Integer(), nullable=False, comment="dots in a line"),
        sa.Column("codepage", sa.String(), nullable=False, comment="code page"),
        sa.Column("cut", sa.String(), nullable=False, comment="full | partial | none"),
        sa.Column("native_qr", sa.Boolean(), nullable=False, comment="draws QR codes by itself"),
        sa.Column(
            "completion_class",
            sa.String(),
            nullable=False,
            comment="A process id, B fence, C real-time status, D blind",
        ),
        sa.Column("enabled", sa.Boolean(), nullable=False, comment="takes jobs"),
        sa.Column(
            "state",
            sa.String(),
            nullable=False,
            comment="ready | near_end | paper_out | cover_open | offline | error | absent | unknown",
        ),
        sa.Column("state_reason", sa.String(), nullable=True, comment="the state in words"),
        sa.Column("state_at", UtcTime(), nullable=True, comment="when it was last told (UTC)"),
        sa.Column("created_at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printers")),
        sa.UniqueConstraint("name", name=op.f("uq_printers_name")),
    )
    op.create_table(
        "requests",
        sa.Column("key", sa.String(), nullable=False, comment="idempotency key, within its actor"),
        sa.Column("actor", sa.String(), nullable=False, comment="who asked"),
        sa.Column("fingerprint", sa.String(), nullable=False, comment="SHA-256 of the act and its body"),
        sa.Column("answer", sa.LargeBinary(), nullable=False, comment="the first answer, encrypted"),
        sa.Column("at", UtcTime(), nullable=False, comment="when (UTC); forgotten after a day"),
        sa.PrimaryKeyConstraint("key", "actor", name=op.f("pk_requests")),
    )
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_requests_at"), ["at"], unique=False)

    op.create_table(
        "sections",
        sa.Column("code", sa.String(), nullable=False, comment="key: trantibum"),
        sa.Column("name", sa.String(), nullable=False, comment="Seksi Ketenteraman dan Ketertiban Umum"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_sections")),
    )
    op.create_table(
        "services",
        sa.Column("code", sa.String(), nullable=False, comment="key: IZ01"),
        sa.Column("active", sa.Boolean(), nullable=False, comment="offered now"),
        sa.Column("loket", sa.Integer(), nullable=False, comment="which loket registers it (SOP S1)"),
        sa.Column("section", sa.String(), nullable=False, comment="the processing section"),
        sa.Column("name", sa.String(), nullable=False, comment="full name"),
        sa.Column("position", sa.Integer(), nullable=False, comment="order on screens"),
        sa.Column("definition", sa.JSON(), nullable=False, comment="office.files.catalogue_file.Service as JSON"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_services")),
    )
    op.create_table(
        "session_seats",
        sa.Column("session", sa.String(), nullable=False, comment="sessions.id_hash"),
        sa.Column("officer_id", sa.Integer(), nullable=False, comment="officers.id"),
        sa.Column("since", UtcTime(), nullable=False, comment="signed in (UTC)"),
        sa.PrimaryKeyConstraint("session", "officer_id", name=op.f("pk_session_seats")),
    )
    op.create_table(
        "sessions",
        sa.Column("id_hash", sa.String(), nullable=False, comment="SHA-256 of the cookie"),
        sa.Column("csrf", sa.String(), nullable=False, comment="token every form of this session carries"),
        sa.Column("created_at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.Column("seen_at", UtcTime(), nullable=False, comment="last request, to the minute (UTC)"),
        sa.Column("ends_at", UtcTime(), nullable=False, comment="not valid after (UTC)"),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_sessions")),
    )
    op.create_table(
        "settings",
        sa.Column("id", sa.Integer(), nullable=False, comment="always 1"),
        sa.Column("version", sa.Integer(), nullable=False, comment="rises with every change"),
        sa.Column("document", sa.JSON(), nullable=False, comment="office.records.settings.Settings"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings")),
    )
    op.create_table(
        "sign_in_tries",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("who", sa.String(), nullable=False, comment="HMAC of user name and address"),
        sa.Column("at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_tries")),
    )
    with op.batch_alter_table("sign_in_tries", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_tries_who", ["who", "at"], unique=False)

    op.create_table(
        "survey_answers",
        sa.Column("id", sa.String(), nullable=False, comment="random"),
        sa.Column("day", sa.Date(), nullable=False, comment="day of the answer"),
        sa.Column("service_code", sa.String(), nullable=False, comment="service received"),
        sa.Column("answers", sa.JSON(), nullable=False, comment="element key -> 1..4"),
        sa.Column("profile", sa.JSON(), nullable=False, comment="what the respondent chose to say of himself"),
        sa.Column("comment", sa.String(), nullable=True, comment="free words, control characters stripped"),
        sa.Column("assisted", sa.Boolean(), nullable=False, comment="filled in with an officer's help"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_answers")),
    )
    with op.batch_alter_table("survey_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_answers_day"), ["day"], unique=False)

    op.create_table(
        "survey_tokens",
        sa.Column("hash", sa.String(), nullable=False, comment="HMAC of the token"),
        sa.Column("service_code", sa.String(), nullable=False, comment="service received"),
        sa.Column("expires_on", sa.Date(), nullable=False, comment="last day"),
        sa.Column("used", sa.Boolean(), nullable=False, comment="answered"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_survey_tokens")),
    )
    op.create_table(
        "survey_totals",
        sa.Column("quarter", sa.String(), nullable=False, comment="2026-4"),
        sa.Column("element", sa.String(), nullable=False, comment="element key"),
        sa.Column("n", sa.Integer(), nullable=False, comment="how many answered it"),
        sa.Column("total", sa.Integer(), nullable=False, comment="sum of their scores"),
        sa.PrimaryKeyConstraint("quarter", "element", name=op.f("pk_survey_totals")),
    )
    op.create_table(
        "tickets",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("day", sa.Date(), nullable=False, comment="the office day of issue"),
        sa.Column("series", sa.String(), nullable=False, comment="A, B or P (priority)"),
        sa.Column("number", sa.Integer(), nullable=False, comment="1…n without gap in (day, series)"),
        sa.Column("label", sa.String(), nullable=False, comment="A-001: shown on the TV; guessable, never a key"),
        sa.Column("token", sa.String(), nullable=False, comment="128 random bits: opens the resident's phone page"),
        sa.Column("loket", sa.Integer(), nullable=False, comment="where it waits now"),
        sa.Column("purpose", sa.String(), nullable=False, comment="new | complete | collect | help"),
        sa.Column("service_code", sa.String(), nullable=True, comment="chosen service, if any"),
        sa.Column("priority", sa.String(), nullable=True, comment="lansia | disabilitas | hamil | balita | yes"),
        sa.Column("lang", sa.String(), nullable=False, comment="language of the slip and the phone page"),
        sa.Column(
            "state",
            sa.String(),
            nullable=False,
            comment="waiting | called | serving | done | held | no_show | cancelled",
        ),
        sa.Column("holder", sa.String(), nullable=True, comment="who called or serves it: officer:3, token:5"),
        sa.Column("calls", sa.Integer(), nullable=False, comment="how often it was called"),
        sa.Column("note", sa.String(), nullable=True, comment="reason of hold, transfer or cancel"),
        sa.Column("issued_by", sa.String(), nullable=False, comment="kiosk, loket or API client that issued it"),
        sa.Column(
            "issued_at",
            UtcTime(),
            nullable=False,
            comment="since when it waits; keeps its place through transfer and restore (UTC)",
        ),
        sa.Column("first_called_at", UtcTime(), nullable=True, comment="first call (UTC): how long the person waited"),
        sa.Column("served_at", UtcTime(), nullable=True, comment="start of service (UTC)"),
        sa.Column("finished_at", UtcTime(), nullable=True, comment="end of the visit (UTC)"),
        sa.Column("version", sa.Integer(), nullable=False, comment="compare-and-swap: rises with every move"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("day", "series", "number", name=op.f("uq_tickets_day_series_number")),
        sa.UniqueConstraint("token", name=op.f("uq_tickets_token")),
    )
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.create_index("ix_tickets_called", ["day", "loket", "first_called_at"], unique=False)
        batch_op.create_index("ix_tickets_waiting", ["day", "loket", "state", "id"], unique=False)
        batch_op.create_index(
            "uq_tickets_one_at_hand",
            ["holder"],
            unique=True,
            sqlite_where=sa.text("state IN ('called', 'serving')"),
            postgresql_where=sa.text("state IN ('called', 'serving')"),
        )

    op.create_table(
        "tokens",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("hash", sa.String(), nullable=False, comment="SHA-256 of the token"),
        sa.Column("role", sa.String(), nullable=False, comment="desk it acts for"),
        sa.Column("loket", sa.Integer(), nullable=True, comment="for role loket"),
        sa.Column("section", sa.String(), nullable=True, comment="for role kasi; none = all"),
        sa.Column("officer_id", sa.Integer(), nullable=True, comment="officers.id whose acts these are"),
        sa.Column("label", sa.String(), nullable=False, comment="what it is for"),
        sa.Column("created_at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.Column("revoked_at", UtcTime(), nullable=True, comment="when it was revoked (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tokens")),
        sa.UniqueConstraint("hash", name=op.f("uq_tokens_hash")),
    )
    op.create_table(
        "visits",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("file_id", sa.Integer(), nullable=False, comment="files.id"),
        sa.Column("visit_at", UtcTime(), nullable=False, comment="planned time (UTC)"),
        sa.Column("state", sa.String(), nullable=False, comment="planned | moved | recorded | cancelled"),
        sa.Column("reason", sa.String(), nullable=True, comment="why it was asked for or moved"),
        sa.Column("done_at", UtcTime(), nullable=True, comment="when it took place (UTC)"),
        sa.Column("result", sa.String(), nullable=True, comment="sesuai | tidak_sesuai | bersyarat"),
        sa.Column("findings", sa.String(), nullable=True, comment="what was found"),
        sa.Column("by", sa.String(), nullable=True, comment="who recorded it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visits_file_id"), ["file_id"], unique=False)

    guard_history()


def downgrade() -> None:
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visits_file_id"))

    op.drop_table("visits")
    op.drop_table("tokens")
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_tickets_one_at_hand",
            sqlite_where=sa.text("state IN ('called', 'serving')"),
            postgresql_where=sa.text("state IN ('called', 'serving')"),
        )
        batch_op.drop_index("ix_tickets_waiting")
        batch_op.drop_index("ix_tickets_called")

    op.drop_table("tickets")
    op.drop_table("survey_totals")
    op.drop_table("survey_tokens")
    with op.batch_alter_table("survey_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_answers_day"))

    op.drop_table("survey_answers")
    with op.batch_alter_table("sign_in_tries", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_tries_who")

    op.drop_table("sign_in_tries")
    op.drop_table("settings")
    op.drop_table("sessions")
    op.drop_table("session_seats")
    op.drop_table("services")
    op.drop_table("sections")
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_requests_at"))

    op.drop_table("requests")
    op.drop_table("printers")
    with op.batch_alter_table("print_jobs", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_print_jobs_one_sending",
            sqlite_where=sa.text("state = 'sending'"),
            postgresql_where=sa.text("state = 'sending'"),
        )
        batch_op.drop_index("ix_print_jobs_subject")
        batch_op.drop_index("ix_print_jobs_lane")

    op.drop_table("print_jobs")
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_persons_nik_index"))
        batch_op.drop_index(batch_op.f("ix_persons_name"))

    op.drop_table("persons")
    op.drop_table("officers")
    with op.batch_alter_table("officer_desks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_officer_desks_officer_id"))

    op.drop_table("officer_desks")
    op.drop_table("number_series")
    with op.batch_alter_table("marks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_marks_file_id"))

    op.drop_table("marks")
    op.drop_table("lokets")
    op.drop_table("letter_versions")
    with op.batch_alter_table("letter_numbers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_numbers_file_id"))

    op.drop_table("letter_numbers")
    op.drop_table("installation")
    op.drop_table("history_head")
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.drop_index("ix_history_subject")
        batch_op.drop_index("ix_history_board", sqlite_where=sa.text("on_board"), postgresql_where=sa.text("on_board"))

    op.drop_table("history")
    op.drop_table("help_rings")
    op.drop_table("heartbeats")
    op.drop_table("handovers")
    op.drop_table("handover_files")
    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.drop_index("ix_files_worklist")
        batch_op.drop_index(batch_op.f("ix_files_ticket_id"))
        batch_op.drop_index("ix_files_desk")
        batch_op.drop_index(batch_op.f("ix_files_applicant_id"))

    op.drop_table("files")
    with op.batch_alter_table("file_notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_file_notes_file_id"))

    op.drop_table("file_notes")
    op.drop_table("file_documents")
    op.drop_table("drafts")
    op.drop_table("delegations")
    op.drop_table("days")
    op.drop_table("chore_leases")
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calls_ticket_id"))
        batch_op.drop_index("ix_calls_day")

    op.drop_table("calls")
    op.drop_table("calendar_days")
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachments_file_id"))

    op.drop_table("attachments")
    op.drop_table("archives")
