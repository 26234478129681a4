"""Triggers that refuse to change or delete history, on both databases."""

from alembic import op

_WORDS = "history is append-only"


def guard_history() -> None:
    """Refuse UPDATE and DELETE on history."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER history_no_{verb.lower()} BEFORE {verb} ON history "
                       f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END")  # fmt: skip
        return
    op.execute(f"CREATE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
               f"$$ BEGIN RAISE EXCEPTION '{_WORDS}'; END $$")  # fmt: skip
    op.execute("CREATE TRIGGER history_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON history "
               "FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only()")  # fmt: skip
