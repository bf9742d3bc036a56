"""freeze closed ballots.

A batch migration that makes `vote` or `ballot` anew on SQLite drops these
triggers with the old table: it must create them again.
"""

from alembic import op

revision = "b7e1c0ffee02"
down_revision = "2accdd7b68f4"

# name: (event and table, condition that refuses)
REFUSED = {
    "ballot_added": (
        "BEFORE INSERT ON ballot",
        "(SELECT state FROM vote WHERE id = NEW.vote_id) <> 'open'",
    ),
    "ballot_changed": (
        "BEFORE UPDATE ON ballot",
        "(SELECT state FROM vote WHERE id = OLD.vote_id) <> 'open'",
    ),
    # When a whole workshop is erased its votes go first: no state, no refusal.
    "ballot_removed": (
        "BEFORE DELETE ON ballot",
        "(SELECT state FROM vote WHERE id = OLD.vote_id) <> 'open'",
    ),
    "closed_vote_changed": (
        "BEFORE UPDATE ON vote",
        "OLD.state = 'closed' AND (NEW.state <> 'closed' OR NEW.spec <> OLD.spec"
        " OR NEW.opening_hash <> OLD.opening_hash"
        " OR NEW.closing_hash <> OLD.closing_hash"
        " OR CAST(NEW.result AS TEXT) <> CAST(OLD.result AS TEXT))",
    ),
}


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    for name, (moment, condition) in REFUSED.items():
        if dialect == "sqlite":
            op.execute(
                f"CREATE TRIGGER refuse_{name} {moment} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, 'the vote is not open'); END"
            )
        else:
            # A WHEN of PostgreSQL cannot hold a subquery: the function asks.
            result = "OLD" if "DELETE" in moment else "NEW"
            op.execute(
                f"CREATE FUNCTION refuse_{name}() RETURNS trigger AS $$ BEGIN "
                f"IF {condition} THEN RAISE EXCEPTION 'the vote is not open' "
                f"USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                f"RETURN {result}; END $$ LANGUAGE plpgsql"
            )
            op.execute(
                f"CREATE TRIGGER refuse_{name} {moment} "
                f"FOR EACH ROW EXECUTE FUNCTION refuse_{name}()"
            )


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for name, (moment, _condition) in REFUSED.items():
        table = moment.split()[-1]
        on_table = "" if dialect == "sqlite" else f" ON {table}"
        op.execute(f"DROP TRIGGER refuse_{name}{on_table}")
        if dialect != "sqlite":
            op.execute(f"DROP FUNCTION refuse_{name}()")
