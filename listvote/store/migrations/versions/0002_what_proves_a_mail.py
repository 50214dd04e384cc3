"""What proves a mail, what waits for its proof, and what has proven one before."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what the proof of authorship needs."""
    op.add_column("mails", sa.Column("proof", sa.String(), nullable=False, server_default=""))
    op.add_column("mails", sa.Column("waits_for", sa.String(), nullable=False, server_default=""))
    op.create_index("mails_by_waits_for", "mails", ["group_id", "waits_for"])
    op.create_table(
        "spent",
        sa.Column("group_id", sa.Integer(), sa.ForeignKey("groups.id"), primary_key=True),
        sa.Column("what", sa.String(), primary_key=True),
        sa.Column("digest", sa.String(), primary_key=True),
        sa.Column("content_key", sa.String(), nullable=False),
    )
    op.create_table(
        "bounces",
        sa.Column("address", sa.String(), primary_key=True),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("last", sa.String(), nullable=False),
    )
