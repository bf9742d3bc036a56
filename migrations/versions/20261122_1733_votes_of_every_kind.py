"""votes of every kind.

Slips, paper, raised hands; what a vote decides; costs. The columns are added one
by one: a batch migration would drop the triggers that freeze closed votes.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "d4e8b1a5c702"
down_revision = "c3d5a17f09e4"


COLUMNS: tuple[tuple[str, str, type[sa.types.TypeEngine[Any]]], ...] = (
    ("proposal", "cost", sa.BigInteger),  # centimes
    ("ballot", "groups", sa.Text),
    ("vote", "picked", sa.JSON),
    ("vote", "terms", sa.JSON),
    ("vote", "follows", sa.Integer),
    ("vote", "dice", sa.Text),
    ("vote", "checked", sa.JSON),
    ("workshop", "census", sa.JSON),
)

SEALED = (
    "OLD.state = 'closed' AND (NEW.state <> 'closed' OR NEW.spec <> OLD.spec"
    " OR NEW.opening_hash <> OLD.opening_hash"
    " OR NEW.closing_hash <> OLD.closing_hash"
)
BEFORE = f"{SEALED} OR CAST(NEW.result AS TEXT) <> CAST(OLD.result AS TEXT))"
# Once, with the digits that the room rolled, the count is made again.
WITH_DICE = (
    f"{SEALED} OR (OLD.dice IS NOT NULL AND COALESCE(NEW.dice, '') <> OLD.dice)"
    " OR (NOT (OLD.dice IS NULL AND NEW.dice IS NOT NULL)"
    " AND CAST(NEW.result AS TEXT) <> CAST(OLD.result AS TEXT)))"
)


def _watch_results(condition: str) -> None:
    """Make the trigger anew that refuses changes of a closed vote."""
    name = "refuse_closed_vote_changed"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
        op.execute(
            f"CREATE TRIGGER {name} BEFORE UPDATE ON vote WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, 'the vote is not open'); END"
        )
    else:
        op.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
            f"IF {condition} THEN RAISE EXCEPTION 'the vote is not open' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN NEW; END $$ LANGUAGE plpgsql"
        )


def upgrade() -> None:
    op.create_table(
        "slip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("credential", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("void_why", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_slip_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip")),
        sa.UniqueConstraint(
            "workshop_id", "credential", name=op.f("uq_slip_workshop_id_credential")
        ),
        sa.UniqueConstraint(
            "workshop_id", "number", name=op.f("uq_slip_workshop_id_number")
        ),
    )
    op.create_table(
        "ballot_reason",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("locator", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["vote_id"],
            ["vote.id"],
            name=op.f("fk_ballot_reason_vote_id_vote"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("vote_id", "locator", name=op.f("pk_ballot_reason")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "channel_count",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["vote_id"],
            ["vote.id"],
            name=op.f("fk_channel_count_vote_id_vote"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("vote_id", "channel", name=op.f("pk_channel_count")),
    )
    op.create_table(
        "paper_ballot",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("locator", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("typist", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["vote_id"],
            ["vote.id"],
            name=op.f("fk_paper_ballot_vote_id_vote"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("vote_id", "locator", name=op.f("pk_paper_ballot")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "raised_hands",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("totals", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["vote_id"],
            ["vote.id"],
            name=op.f("fk_raised_hands_vote_id_vote"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("vote_id", name=op.f("pk_raised_hands")),
    )
    op.create_table(
        "slip_use",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("slip_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["slip_id"],
            ["slip.id"],
            name=op.f("fk_slip_use_slip_id_slip"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["vote_id"],
            ["vote.id"],
            name=op.f("fk_slip_use_vote_id_vote"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("vote_id", "slip_id", name=op.f("pk_slip_use")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_slip_use_slip_id", "slip_use", ["slip_id"])

    for table, name, kind in COLUMNS:
        op.add_column(table, sa.Column(name, kind()))
    _watch_results(WITH_DICE)


def downgrade() -> None:
    _watch_results(BEFORE)
    for table, name, _kind in COLUMNS:
        op.drop_column(table, name)
    op.drop_index("ix_slip_use_slip_id", "slip_use")

    op.drop_table("slip_use")
    op.drop_table("raised_hands")
    op.drop_table("paper_ballot")
    op.drop_table("channel_count")
    op.drop_table("ballot_reason")
    op.drop_table("slip")
