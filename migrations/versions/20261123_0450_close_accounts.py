"""close accounts.

An account may be closed, and then have its name erased, in the log too; a link may
be withdrawn. The trigger that guards the log lets names alone be taken out.
"""

import sqlalchemy as sa
from alembic import op

revision = "b7d2e94c1f06"
down_revision = "a7d41c9e0b36"

REFUSAL = "the log of acts is only added to"
FIXED = (
    "COALESCE(NEW.workshop_id, 0) <> COALESCE(OLD.workshop_id, 0)"
    " OR NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.at <> OLD.at"
    " OR COALESCE(NEW.digest, '') <> COALESCE(OLD.digest, '')"
)
WORDS = (
    "(CAST(NEW.details AS TEXT) <> CAST(OLD.details AS TEXT)"
    " OR COALESCE(NEW.actor, '') <> COALESCE(OLD.actor, ''))"
    " AND NOT EXISTS (SELECT 1 FROM workshop"
    " WHERE id = OLD.workshop_id AND purged_at IS NOT NULL)"
)
ERASED = "SELECT id FROM account WHERE erased_at IS NOT NULL"
UNSIGNED = (
    "COALESCE(NEW.actor, '') = COALESCE(OLD.actor, '')"
    f" OR (NEW.actor IS NULL AND OLD.account_id IN ({ERASED}))"
)
SAME = "CAST(NEW.details AS TEXT) = CAST(OLD.details AS TEXT)"
UNNAMED = {
    "sqlite": f"{SAME} OR json(NEW.details) = json(json_remove(OLD.details, '$.name'))",
    "postgresql": (
        f"{SAME} OR CAST(NEW.details AS jsonb) = CAST(OLD.details AS jsonb) - 'name'"
    ),
}


def _watch(condition: str) -> None:
    """Make the trigger anew that refuses changes of acts."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER refuse_act_changed")
        op.execute(
            f"CREATE TRIGGER refuse_act_changed BEFORE UPDATE ON act WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    op.execute(
        f"CREATE OR REPLACE FUNCTION refuse_act_changed() RETURNS trigger AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{REFUSAL}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN NEW; END $$ LANGUAGE plpgsql"
    )


def upgrade() -> None:
    for column in ("closed_at", "erased_at"):
        op.add_column("account", sa.Column(column, sa.DateTime(timezone=True)))
    with op.batch_alter_table("invitation") as invitation:
        invitation.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True)))
        invitation.add_column(sa.Column("made_by", sa.Integer()))
        invitation.create_index("ix_invitation_made_by", ["made_by"])
        invitation.create_foreign_key(
            "fk_invitation_made_by_account",
            "account",
            ["made_by"],
            ["id"],
            ondelete="SET NULL",
        )
    unnamed = UNNAMED[op.get_bind().dialect.name]
    names_alone = f"EXISTS ({ERASED}) AND ({UNSIGNED}) AND ({unnamed})"
    _watch(f"{FIXED} OR ({WORDS} AND NOT ({names_alone}))")


def downgrade() -> None:
    _watch(f"{FIXED} OR ({WORDS})")
    with op.batch_alter_table("invitation") as invitation:
        invitation.drop_constraint("fk_invitation_made_by_account", type_="foreignkey")
        invitation.drop_index("ix_invitation_made_by")
        invitation.drop_column("made_by")
        invitation.drop_column("withdrawn_at")
    for column in ("erased_at", "closed_at"):
        op.drop_column("account", column)
