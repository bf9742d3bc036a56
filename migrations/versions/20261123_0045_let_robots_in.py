"""let robots in.

The set of robots that a rehearsal has, so that every server knows of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "f3a90c7d5e21"
down_revision = "e8b2f61d7a30"


def upgrade() -> None:
    op.create_table(
        "robots",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seated", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "number BETWEEN 1 AND 20", name=op.f("ck_robots_number_in_range")
        ),
        sa.CheckConstraint(
            "seated BETWEEN 0 AND number", name=op.f("ck_robots_seated_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_robots_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_robots")),
    )


def downgrade() -> None:
    op.drop_table("robots")
