"""keep no statistics of ballots.

PostgreSQL samples the values of each column, answers on cards among them, and
keeps the most common ones when the rows are long erased.
"""

from alembic import op

revision = "a6d0e3f4b915"
down_revision = "e5f9c2b6d803"

COLUMNS = (
    ("ballot", ("locator", "receipt", "content", "groups")),
    ("ballot_reason", ("locator", "answer", "text")),
    ("paper_ballot", ("locator", "content", "typist")),
    ("slip_use", ("slip_id",)),
)


def _sample(how_much: int) -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, columns in COLUMNS:
        for column in columns:
            op.execute(
                f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS {how_much}"
            )


def upgrade() -> None:
    _sample(0)


def downgrade() -> None:
    _sample(-1)  # as everywhere
