"""add the room's Wi-Fi to the workshop."""

import sqlalchemy as sa
from alembic import op

revision = "c3d5a17f09e4"
down_revision = "b7e1c0ffee02"

COLUMNS = {"wifi_name": 32, "wifi_password": 63}  # characters


def upgrade() -> None:
    for name, length in COLUMNS.items():
        op.add_column(
            "workshop",
            sa.Column(name, sa.String(length), nullable=False, server_default=""),
        )


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column("workshop", name)
