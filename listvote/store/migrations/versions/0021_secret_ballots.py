"""The ballot boxes of secret decisions, what is locked beside them, and the mails that are to leave the mailbox."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0024"


def upgrade() -> None:
    """Add the boxes, the list of mails to take out, and what says that a row is locked."""
    op.create_table(
        "ballot_box",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("group_id", sa.Integer, sa.ForeignKey("groups.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("voter", sa.String, nullable=False),
        sa.Column("slip", sa.LargeBinary, nullable=False),
        sa.Column("raw", sa.LargeBinary),
        sa.UniqueConstraint("group_id", "number", "name", name="one_slip_once"),
    )
    op.create_index("ballot_box_by_voter", "ballot_box", ["group_id", "number", "voter"])
    op.create_table(
        "to_expunge",
        sa.Column("group_id", sa.Integer, sa.ForeignKey("groups.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("mailbox", sa.String, primary_key=True),
        sa.Column("uidvalidity", sa.BigInteger, primary_key=True),
        sa.Column("uid", sa.BigInteger, primary_key=True),
    )
    op.add_column("mails", sa.Column("locked", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("parked", sa.Column("locked", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("outbox", sa.Column("locked", sa.Integer, nullable=False, server_default="0"))
