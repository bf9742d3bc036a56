"""show results in stages.

A result that was shown was shown whole: that is stage 4 now.
"""

import sqlalchemy as sa
from alembic import op

revision = "e5f9c2b6d803"
down_revision = "d4e8b1a5c702"


def upgrade() -> None:
    op.add_column("vote", sa.Column("shows_reasons", sa.Boolean()))
    op.execute("UPDATE vote SET revealed = 4 WHERE revealed > 0")


def downgrade() -> None:
    op.execute("UPDATE vote SET revealed = 0 WHERE revealed < 4")
    op.execute("UPDATE vote SET revealed = 1 WHERE revealed > 0")
    op.drop_column("vote", "shows_reasons")
