"""the loket and the day"""

import sqlalchemy as sa
from alembic import op

from office.records.tables.base import UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "block_numbers",
        sa.Column("series", sa.String(), nullable=False, comment="as number_blocks.series"),
        sa.Column("period", sa.String(), nullable=False, comment="as number_blocks.period"),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False, comment="the number"),
        sa.Column("block_id", sa.Integer(), nullable=False, comment="number_blocks.id"),
        sa.Column("state", sa.String(), nullable=False, comment="open | used | void"),
        sa.Column("subject", sa.String(), nullable=True, comment="what it was used for: file:12"),
        sa.Column("reason", sa.String(), nullable=True, comment="why it was declared unused"),
        sa.Column("at", UtcTime(), nullable=True, comment="when it was used or declared unused (UTC)"),
        sa.PrimaryKeyConstraint("series", "period", "number", name=op.f("pk_block_numbers")),
    )
    with op.batch_alter_table("block_numbers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_block_numbers_block_id"), ["block_id"], unique=False)

    op.create_table(
        "calendar_spans",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("kind", sa.String(), nullable=False, comment="ramadan"),
        sa.Column("first", sa.Date(), nullable=False, comment="first day"),
        sa.Column("last", sa.Date(), nullable=False, comment="last day"),
        sa.Column("source", sa.String(), nullable=False, comment="where it comes from"),
        sa.Column("estimated", sa.Boolean(), nullable=False, comment="the dates are an estimate"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_spans")),
    )
    op.create_table(
        "complaint_notes",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("complaint_id", sa.Integer(), nullable=False, comment="complaints.id"),
        sa.Column(
            "kind", sa.String(), nullable=False, comment="reply | decision | step: a step is for the office only"
        ),
        sa.Column("words", sa.String(), nullable=False, comment="what was answered or done"),
        sa.Column("by", sa.String(), nullable=False, comment="who"),
        sa.Column("at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_notes")),
    )
    with op.batch_alter_table("complaint_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_notes_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "complaints",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("number", sa.String(), nullable=False, comment="ADU-0007/2026; yearly gapless series"),
        sa.Column("year", sa.Integer(), nullable=False, comment="year of the series"),
        sa.Column("seq", sa.Integer(), nullable=False, comment="number in the year's series"),
        sa.Column("track_index", sa.String(), nullable=False, comment="HMAC of the code on the receipt"),
        sa.Column(
            "track_sealed", sa.String(), nullable=False, comment="the code, encrypted, for a copy of the receipt"
        ),
        sa.Column("channel", sa.String(), nullable=False, comment="kiosk | loket | phone | letter"),
        sa.Column("person_id", sa.Integer(), nullable=True, comment="persons.id; none = unnamed"),
        sa.Column("confidential", sa.Boolean(), nullable=False, comment="the name is shown to the handler only"),
        sa.Column("file_id", sa.Integer(), nullable=True, comment="files.id when it is about a file"),
        sa.Column("service_code", sa.String(), nullable=True, comment="the service it is about"),
        sa.Column("about", sa.String(), nullable=False, comment="pelayanan | waktu | biaya | sikap | lainnya"),
        sa.Column(
            "words",
            sa.String(),
            nullable=False,
            comment="what happened, in the resident's words; empty when only the subject was chosen",
        ),
        sa.Column("severity", sa.String(), nullable=False, comment="ringan | sedang | berat"),
        sa.Column("reply_by", sa.Date(), nullable=False, comment="last day for the first reply"),
        sa.Column("decide_by", sa.Date(), nullable=False, comment="last day for the decision"),
        sa.Column("state", sa.String(), nullable=False, comment="open | replied | settled | withdrawn"),
        sa.Column("received_by", sa.String(), nullable=False, comment="who took it in"),
        sa.Column("received_at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.Column("replied_at", UtcTime(), nullable=True, comment="first reply (UTC)"),
        sa.Column("ended_at", UtcTime(), nullable=True, comment="settled or withdrawn (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
        sa.UniqueConstraint("number", name=op.f("uq_complaints_number")),
        sa.UniqueConstraint("year", "seq", name=op.f("uq_complaints_year_seq")),
    )
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.create_index("ix_complaints_state", ["state", "reply_by"], unique=False)

    op.create_table(
        "contact_tries",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("contact_id", sa.Integer(), nullable=False, comment="contacts.id"),
        sa.Column("channel", sa.String(), nullable=False, comment="phone | whatsapp | kades | in_person"),
        sa.Column("result", sa.String(), nullable=False, comment="told | no_answer | wrong_number | message_left"),
        sa.Column("note", sa.String(), nullable=True, comment="what was said; may name people"),
        sa.Column("by", sa.String(), nullable=False, comment="who"),
        sa.Column("at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_tries")),
    )
    with op.batch_alter_table("contact_tries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_tries_contact_id"), ["contact_id"], unique=False)

    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("file_id", sa.Integer(), nullable=False, comment="files.id"),
        sa.Column(
            "why",
            sa.String(),
            nullable=False,
            comment="ready | returned | visit_planned | visit_moved | uncollected | rejected",
        ),
        sa.Column("since", UtcTime(), nullable=False, comment="since when there is something to tell (UTC)"),
        sa.Column(
            "state",
            sa.String(),
            nullable=False,
            comment="open | told | given_up | moot: moot when the matter ended by itself",
        ),
        sa.Column("ended_at", UtcTime(), nullable=True, comment="when it left the list (UTC)"),
        sa.Column("ended_by", sa.String(), nullable=True, comment="who ended it"),
        sa.Column("end_note", sa.String(), nullable=True, comment="why it was given up; may name people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contacts_file_id"), ["file_id"], unique=False)
        batch_op.create_index("ix_contacts_open", ["state", "since"], unique=False)
        batch_op.create_index(
            "uq_contacts_one_open",
            ["file_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "leftovers",
        sa.Column("id", sa.Integer(), nullable=False, comment="key; the order of the promises"),
        sa.Column(
            "code", sa.String(), nullable=False, comment="what the slip carries, typed or scanned at the kiosk or loket"
        ),
        sa.Column("day", sa.Date(), nullable=False, comment="the office day that was closed"),
        sa.Column("ticket_id", sa.Integer(), nullable=False, comment="the ticket that was not served"),
        sa.Column("loket", sa.Integer(), nullable=False, comment="where it waited"),
        sa.Column("last_day", sa.Date(), nullable=False, comment="last day on which it is honoured"),
        sa.Column("state", sa.String(), nullable=False, comment="open | honoured | lapsed"),
        sa.Column("honoured_by", sa.Integer(), nullable=True, comment="tickets.id of the new number"),
        sa.Column("at", UtcTime(), nullable=False, comment="when it was promised (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leftovers")),
        sa.UniqueConstraint("code", name=op.f("uq_leftovers_code")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_leftovers_ticket_id")),
    )
    with op.batch_alter_table("leftovers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leftovers_day"), ["day"], unique=False)
        batch_op.create_index("ix_leftovers_open", ["state", "last_day"], unique=False)

    op.create_table(
        "number_blocks",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("series", sa.String(), nullable=False, comment="registration, letter:BOOK"),
        sa.Column("period", sa.String(), nullable=False, comment="year of the series"),
        sa.Column("first", sa.Integer(), nullable=False, comment="first number of the block"),
        sa.Column("last", sa.Integer(), nullable=False, comment="last number of the block"),
        sa.Column(
            "loket", sa.Integer(), nullable=True, comment="which loket's paper sheet carries them, for registrations"
        ),
        sa.Column("reserved_by", sa.String(), nullable=False, comment="who"),
        sa.Column("reserved_at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_blocks")),
    )
    op.create_table(
        "outages",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("from_at", UtcTime(), nullable=False, comment="last sign of life before it (UTC)"),
        sa.Column(
            "to_at",
            UtcTime(),
            nullable=True,
            comment="when the system was back (UTC); none while on battery or still away",
        ),
        sa.Column("how", sa.String(), nullable=False, comment="noticed | entered | battery"),
        sa.Column(
            "state",
            sa.String(),
            nullable=False,
            comment="open | replayed | dismissed: whether what happened meanwhile was entered",
        ),
        sa.Column("by", sa.String(), nullable=True, comment="who ended the work on it"),
        sa.Column("note", sa.String(), nullable=True, comment="what the office wrote about it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outages")),
    )
    op.create_table(
        "search_words",
        sa.Column(
            "word",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=False,
            comment="word of a name or village; #IZ04 its service; ~0987 a telephone, backwards",
        ),
        sa.Column("file_id", sa.Integer(), autoincrement=False, nullable=False, comment="files.id"),
        sa.PrimaryKeyConstraint("word", "file_id", name=op.f("pk_search_words")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("search_words", schema=None) as batch_op:
        batch_op.create_index("ix_search_words_file", ["file_id", "word"], unique=False)

    op.create_table(
        "ticket_files",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("ticket_id", sa.Integer(), nullable=False, comment="tickets.id: the visit"),
        sa.Column("file_id", sa.Integer(), nullable=False, comment="files.id"),
        sa.Column(
            "act",
            sa.String(),
            nullable=False,
            comment="register, or the act of the procedure: resubmit, hand_over, ...",
        ),
        sa.Column("at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_files")),
    )
    with op.batch_alter_table("ticket_files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ticket_files_file_id"), ["file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ticket_files_ticket_id"), ["ticket_id"], unique=False)

    with op.batch_alter_table("calendar_days", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "replaced",
                sa.JSON(),
                nullable=True,
                comment="the listed day that the office's own entry stands over, come back when that is removed",
            )
        )

    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "turn",
                sa.String(),
                nullable=True,
                comment="whose turn it was: priority | short | long; none when said again or called back",
            )
        )

    with op.batch_alter_table("days", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "opened_by", sa.String(), nullable=True, comment="officer:7 when opened by hand; none when by itself"
            )
        )
        batch_op.add_column(
            sa.Column(
                "closed_by", sa.String(), nullable=True, comment="who closed it: officer:7, or system at the hour"
            )
        )
        batch_op.add_column(
            sa.Column(
                "quiet_until",
                UtcTime(),
                nullable=True,
                comment="no voice and no chime until then: 'Diam 10 menit' (UTC)",
            )
        )

    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("proxy_letter", sa.Boolean(), nullable=True, comment="the proxy showed a surat kuasa")
        )
        batch_op.add_column(
            sa.Column(
                "outage_id", sa.Integer(), nullable=True, comment="outages.id: registered on paper, entered afterwards"
            )
        )
        batch_op.create_index("ix_files_proxy", ["proxy_id"], unique=False)
        batch_op.create_index("ix_files_seq", ["seq"], unique=False)

    with op.batch_alter_table("handover_files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_files_file_id"), ["file_id"], unique=False)

    with op.batch_alter_table("handovers", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "proxy_letter", sa.Boolean(), nullable=True, comment="the proxy showed a surat kuasa or surat tugas"
            )
        )
        batch_op.add_column(
            sa.Column(
                "mark",
                sa.String(),
                nullable=True,
                comment="tanda_tangan | cap_jempol: how the receiver marked the slip",
            )
        )
        batch_op.add_column(
            sa.Column("witness_id", sa.Integer(), nullable=True, comment="persons.id of who witnessed a cap jempol")
        )
        batch_op.create_index(batch_op.f("ix_handovers_receiver_id"), ["receiver_id"], unique=False)

    with op.batch_alter_table("letter_numbers", schema=None) as batch_op:
        batch_op.create_index("ix_letter_numbers_seq", ["seq"], unique=False)

    with op.batch_alter_table("print_jobs", schema=None) as batch_op:
        batch_op.create_index("ix_print_jobs_created", ["created_at"], unique=False)
        batch_op.create_index("ix_print_jobs_state", ["state", "id"], unique=False)

    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "held_until", UtcTime(), nullable=True, comment="when the one set aside should be looked at again (UTC)"
            )
        )
        batch_op.add_column(
            sa.Column(
                "leftover_id",
                sa.Integer(),
                nullable=True,
                comment="leftovers.id: came back with a 'dahulukan besok' slip",
            )
        )
        batch_op.add_column(
            sa.Column(
                "outage_id",
                sa.Integer(),
                nullable=True,
                comment="outages.id: served from the paper pad, entered afterwards",
            )
        )
        batch_op.create_index("ix_tickets_served", ["loket", "state", "purpose", "finished_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index("ix_tickets_served")
        batch_op.drop_column("outage_id")
        batch_op.drop_column("leftover_id")
        batch_op.drop_column("held_until")

    with op.batch_alter_table("print_jobs", schema=None) as batch_op:
        batch_op.drop_index("ix_print_jobs_state")
        batch_op.drop_index("ix_print_jobs_created")

    with op.batch_alter_table("letter_numbers", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_numbers_seq")

    with op.batch_alter_table("handovers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handovers_receiver_id"))
        batch_op.drop_column("witness_id")
        batch_op.drop_column("mark")
        batch_op.drop_column("proxy_letter")

    with op.batch_alter_table("handover_files", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handover_files_file_id"))

    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.drop_index("ix_files_seq")
        batch_op.drop_index("ix_files_proxy")
        batch_op.drop_column("outage_id")
        batch_op.drop_column("proxy_letter")

    with op.batch_alter_table("days", schema=None) as batch_op:
        batch_op.drop_column("quiet_until")
        batch_op.drop_column("closed_by")
        batch_op.drop_column("opened_by")

    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.drop_column("turn")

    with op.batch_alter_table("calendar_days", schema=None) as batch_op:
        batch_op.drop_column("replaced")

    with op.batch_alter_table("ticket_files", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ticket_files_ticket_id"))
        batch_op.drop_index(batch_op.f("ix_ticket_files_file_id"))

    op.drop_table("ticket_files")
    with op.batch_alter_table("search_words", schema=None) as batch_op:
        batch_op.drop_index("ix_search_words_file")

    op.drop_table("search_words")
    op.drop_table("outages")
    op.drop_table("number_blocks")
    with op.batch_alter_table("leftovers", schema=None) as batch_op:
        batch_op.drop_index("ix_leftovers_open")
        batch_op.drop_index(batch_op.f("ix_leftovers_day"))

    op.drop_table("leftovers")
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_contacts_one_open", sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'")
        )
        batch_op.drop_index("ix_contacts_open")
        batch_op.drop_index(batch_op.f("ix_contacts_file_id"))

    op.drop_table("contacts")
    with op.batch_alter_table("contact_tries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_tries_contact_id"))

    op.drop_table("contact_tries")
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.drop_index("ix_complaints_state")

    op.drop_table("complaints")
    with op.batch_alter_table("complaint_notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_notes_complaint_id"))

    op.drop_table("complaint_notes")
    op.drop_table("calendar_spans")
    with op.batch_alter_table("block_numbers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_block_numbers_block_id"))

    op.drop_table("block_numbers")
