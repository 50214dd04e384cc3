"""Since when those who are on no roll have been posting, where a charter makes members of them."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0020"


def upgrade() -> None:
    """Add the posters."""
    op.create_table(
        "posters",
        sa.Column("group_id", sa.Integer(), sa.ForeignKey("groups.id"), primary_key=True),
        sa.Column("who", sa.String(), primary_key=True),
        sa.Column("since", sa.String(), nullable=False),
    )
