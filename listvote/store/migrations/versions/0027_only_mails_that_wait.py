"""Only mails that wait for a confirmation are looked for by it: the index holds no others."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0021"


def upgrade() -> None:
    """Make the index anew, of the mails that wait."""
    op.drop_index("mails_by_waits_for", "mails")
    waits = sa.text("waits_for <> ''")
    op.create_index(
        "mails_by_waits_for", "mails", ["group_id", "waits_for"], sqlite_where=waits, postgresql_where=waits
    )
