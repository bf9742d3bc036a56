"""rehearse, keep and log.

What marks a rehearsal, what a purge leaves, and a log of acts to which one can
only add. Code of before this migration goes on working beside it.
"""

import sqlalchemy as sa
from alembic import op

revision = "c41a7d0e5b92"
down_revision = "a6d0e3f4b915"

REFUSAL = "the log of acts is only added to"
# name: (event, condition that refuses); undoing an act notes when, once.
REFUSED = {
    "act_changed": (
        "BEFORE UPDATE ON act",
        "NEW.id <> OLD.id OR NEW.workshop_id <> OLD.workshop_id"
        " OR NEW.kind <> OLD.kind OR NEW.at <> OLD.at"
        " OR CAST(NEW.details AS TEXT) <> CAST(OLD.details AS TEXT)"
        " OR COALESCE(NEW.actor, '') <> COALESCE(OLD.actor, '')"
        " OR COALESCE(NEW.digest, '') <> COALESCE(OLD.digest, '')",
    ),
    # When a whole workshop is erased it goes first: none is there, no refusal.
    "act_removed": (
        "BEFORE DELETE ON act",
        "OLD.workshop_id IS NULL"
        " OR EXISTS (SELECT 1 FROM workshop WHERE id = OLD.workshop_id)",
    ),
}


def upgrade() -> None:
    op.add_column(
        "workshop",
        sa.Column(
            "is_rehearsal", sa.Boolean(), nullable=False, server_default=sa.false()
        ),
    )
    op.add_column("workshop", sa.Column("purged_at", sa.DateTime(timezone=True)))
    op.add_column("workshop", sa.Column("remains", sa.JSON(none_as_null=True)))
    with op.batch_alter_table("act") as act:
        act.alter_column("workshop_id", existing_type=sa.Integer(), nullable=True)
        act.add_column(sa.Column("actor", sa.String(80)))
        act.add_column(sa.Column("digest", sa.String(64)))
    _refuse()


def _refuse() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for name, (moment, condition) in REFUSED.items():
        if is_sqlite:
            op.execute(
                f"CREATE TRIGGER refuse_{name} {moment} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
            continue
        result = "OLD" if "DELETE" in moment else "NEW"
        op.execute(
            f"CREATE FUNCTION refuse_{name}() RETURNS trigger AS $$ BEGIN "
            f"IF {condition} THEN RAISE EXCEPTION '{REFUSAL}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {result}; END $$ LANGUAGE plpgsql"
        )
        op.execute(
            f"CREATE TRIGGER refuse_{name} {moment} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_{name}()"
        )


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for name in REFUSED:
        op.execute(f"DROP TRIGGER refuse_{name}{'' if is_sqlite else ' ON act'}")
        if not is_sqlite:
            op.execute(f"DROP FUNCTION refuse_{name}()")
    op.execute("DELETE FROM act WHERE workshop_id IS NULL")
    with op.batch_alter_table("act") as act:
        act.drop_column("digest")
        act.drop_column("actor")
        act.alter_column("workshop_id", existing_type=sa.Integer(), nullable=False)
    for column in ("remains", "purged_at", "is_rehearsal"):
        op.drop_column("workshop", column)
