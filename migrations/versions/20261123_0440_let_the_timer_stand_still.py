"""let the timer stand still.

When the timer of a step was paused, and for how long it was paused before.
"""

import sqlalchemy as sa
from alembic import op

revision = "a7d41c9e0b36"
down_revision = "f2c7a95e1b48"


def upgrade() -> None:
    op.add_column("progress", sa.Column("paused_at", sa.DateTime(timezone=True)))
    op.add_column(
        "progress",
        sa.Column(
            "paused_for", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
    )


def downgrade() -> None:
    with op.batch_alter_table("progress") as progress:
        progress.drop_column("paused_for")
        progress.drop_column("paused_at")
