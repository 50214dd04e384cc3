"""The first tables, and the guards that keep a ledger append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SQLITE_GUARDS = (
    """CREATE TRIGGER events_stay BEFORE DELETE ON events
       BEGIN SELECT RAISE(ABORT, 'a ledger is append-only'); END""",
    """CREATE TRIGGER events_are_fixed BEFORE UPDATE ON events
       WHEN NEW.group_id IS NOT OLD.group_id OR NEW.seq IS NOT OLD.seq
         OR NEW.head IS NOT OLD.head OR NEW.hash IS NOT OLD.hash
         OR NEW.facts IS NOT OLD.facts OR NEW.facts_salt IS NOT OLD.facts_salt
         OR (NEW.words IS NOT NULL AND NEW.words IS NOT OLD.words)
         OR (NEW.words_salt IS NOT NULL AND NEW.words_salt IS NOT OLD.words_salt)
         OR (NEW.private IS NOT NULL AND NEW.private IS NOT OLD.private)
         OR (NEW.private_salt IS NOT NULL AND NEW.private_salt IS NOT OLD.private_salt)
       BEGIN SELECT RAISE(ABORT, 'a ledger is append-only'); END""",
)
_POSTGRES_GUARDS = (
    """CREATE FUNCTION events_are_fixed() RETURNS trigger AS $$
       BEGIN
         IF TG_OP <> 'UPDATE' THEN RAISE EXCEPTION 'a ledger is append-only'; END IF;
         IF (NEW.group_id, NEW.seq, NEW.head, NEW.hash) IS DISTINCT FROM (OLD.group_id, OLD.seq, OLD.head, OLD.hash)
           OR (NEW.facts, NEW.facts_salt) IS DISTINCT FROM (OLD.facts, OLD.facts_salt)
           OR (NEW.words IS NOT NULL AND NEW.words IS DISTINCT FROM OLD.words)
           OR (NEW.words_salt IS NOT NULL AND NEW.words_salt IS DISTINCT FROM OLD.words_salt)
           OR (NEW.private IS NOT NULL AND NEW.private IS DISTINCT FROM OLD.private)
           OR (NEW.private_salt IS NOT NULL AND NEW.private_salt IS DISTINCT FROM OLD.private_salt)
         THEN RAISE EXCEPTION 'a ledger is append-only'; END IF;
         RETURN NEW;
       END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER events_are_fixed BEFORE UPDATE OR DELETE ON events
       FOR EACH ROW EXECUTE FUNCTION events_are_fixed()""",
    """CREATE TRIGGER events_are_kept BEFORE TRUNCATE ON events
       FOR EACH STATEMENT EXECUTE FUNCTION events_are_fixed()""",
)


def upgrade() -> None:
    """Make the tables and their guards."""
    op.create_table(
        "groups",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False, unique=True),
    )
    op.create_table(
        "events",
        sa.Column("group_id", sa.Integer, sa.ForeignKey("groups.id"), primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("head", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("facts", sa.LargeBinary),
        sa.Column("facts_salt", sa.LargeBinary),
        sa.Column("words", sa.LargeBinary),
        sa.Column("words_salt", sa.LargeBinary),
        sa.Column("private", sa.LargeBinary),
        sa.Column("private_salt", sa.LargeBinary),
    )
    op.create_table(
        "mails",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("group_id", sa.Integer, sa.ForeignKey("groups.id"), nullable=False),
        sa.Column("content_key", sa.String, nullable=False),
        sa.Column("text_digest", sa.String, nullable=False),
        sa.Column("normaliser", sa.Integer, nullable=False),
        sa.Column("message_id", sa.String, nullable=False),
        sa.Column("received", sa.String, nullable=False),
        sa.Column("member", sa.Integer),
        sa.Column("public", sa.Boolean, nullable=False),
        sa.Column("day", sa.String, nullable=False),
        sa.Column("about", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("raw", sa.LargeBinary),
        sa.UniqueConstraint("group_id", "content_key", name="one_mail_once"),
    )
    op.create_index("mails_by_message_id", "mails", ["message_id"])
    op.create_index("mails_by_day", "mails", ["group_id", "day"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("group_id", sa.Integer, sa.ForeignKey("groups.id"), nullable=False),
        sa.Column("message_id", sa.String, nullable=False, unique=True),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("about", sa.String, nullable=False),
        sa.Column("readings", sa.String, nullable=False),
        sa.Column("to_list", sa.Boolean, nullable=False),
        sa.Column("recipient", sa.String, nullable=False),
        sa.Column("day", sa.String, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("created", sa.String, nullable=False),
        sa.Column("not_after", sa.String, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_try", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("error", sa.String, nullable=False),
        sa.Column("sent", sa.String),
    )
    op.create_index("outbox_by_state", "outbox", ["state", "next_try"])
    op.create_index("outbox_by_recipient", "outbox", ["group_id", "recipient", "day"])
    op.create_table(
        "parked",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("mailbox", sa.String, nullable=False),
        sa.Column("uidvalidity", sa.BigInteger, nullable=False),
        sa.Column("uid", sa.BigInteger, nullable=False),
        sa.Column("received", sa.String, nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("whole", sa.Boolean, nullable=False),
        sa.Column("raw", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("mailbox", "uidvalidity", "uid", name="one_parked_once"),
    )
    op.create_index("parked_by_digest", "parked", ["mailbox", "digest"])
    op.create_table(
        "mailboxes",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("uidvalidity", sa.BigInteger, nullable=False),
        sa.Column("last_uid", sa.BigInteger, nullable=False),
        sa.Column("polled_through", sa.String),
    )
    for statement in _SQLITE_GUARDS if op.get_bind().dialect.name == "sqlite" else _POSTGRES_GUARDS:
        op.execute(sa.text(statement))
