"""Which daemon serves a mailbox, and which mailbox a group's mail comes to."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0002"


def upgrade() -> None:
    """Add the leases, and the mailbox of each group."""
    op.create_table(
        "leases",
        sa.Column("mailbox", sa.String(), primary_key=True),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=False),
    )
    op.add_column("groups", sa.Column("mailbox", sa.String(), nullable=False, server_default=""))
