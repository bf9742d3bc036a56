"""let purges reach the log.

What an act says in words may be erased once its workshop is purged; its kind, its
moment and its digest stay for ever. Only a trigger is made anew.
"""

from alembic import op

revision = "e8b2f61d7a30"
down_revision = "c41a7d0e5b92"

REFUSAL = "the log of acts is only added to"
FIXED = (
    "NEW.id <> OLD.id OR NEW.workshop_id <> OLD.workshop_id"
    " OR NEW.kind <> OLD.kind OR NEW.at <> OLD.at"
    " OR COALESCE(NEW.digest, '') <> COALESCE(OLD.digest, '')"
)
WORDS = (
    "(CAST(NEW.details AS TEXT) <> CAST(OLD.details AS TEXT)"
    " OR COALESCE(NEW.actor, '') <> COALESCE(OLD.actor, ''))"
)
PURGED = (
    "EXISTS (SELECT 1 FROM workshop"
    " WHERE id = OLD.workshop_id AND purged_at IS NOT NULL)"
)


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
    _watch(f"{FIXED} OR ({WORDS} AND NOT {PURGED})")


def downgrade() -> None:
    _watch(f"{FIXED} OR {WORDS}")
