"""count what nobody announced.

Servers on one PostgreSQL remember what they answered until a version rises that is
stored with each change. This one rises when a change names no workshop.
"""

import sqlalchemy as sa
from alembic import op

revision = "b7e41d0c95a2"
down_revision = "b7d2e94c1f06"


def upgrade() -> None:
    counted = op.create_table(
        "unannounced",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_unannounced_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unannounced")),
    )
    op.bulk_insert(counted, [{"id": 1, "version": 0}])


def downgrade() -> None:
    op.drop_table("unannounced")
