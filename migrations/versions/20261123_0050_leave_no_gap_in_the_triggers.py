"""leave no gap in the triggers.

What is compared with NULL is neither the same nor another: an act could be moved to
the log of accounts, and the rules of a closed vote be emptied. A ballot could be
moved into a closed vote. Only triggers are made anew.
"""

from alembic import op

revision = "f2c7a95e1b48"
down_revision = "f3a90c7d5e21"

LOG = "the log of acts is only added to"
VOTE = "the vote is not open"

FIXED = (
    "NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.at <> OLD.at"
    " OR COALESCE(NEW.digest, '') <> COALESCE(OLD.digest, '')"
)
WORDS = (
    "(CAST(NEW.details AS TEXT) <> CAST(OLD.details AS TEXT)"
    " OR COALESCE(NEW.actor, '') <> COALESCE(OLD.actor, ''))"
    " AND NOT EXISTS (SELECT 1 FROM workshop"
    " WHERE id = OLD.workshop_id AND purged_at IS NOT NULL)"
)
OF_ANOTHER = "NEW.workshop_id <> OLD.workshop_id"
OF_ANY_OTHER = "COALESCE(NEW.workshop_id, 0) <> COALESCE(OLD.workshop_id, 0)"

SEALED = (
    "NEW.state <> 'closed' OR NEW.closing_hash <> OLD.closing_hash"
    " OR (OLD.dice IS NOT NULL AND COALESCE(NEW.dice, '') <> OLD.dice)"
    " OR (NOT (OLD.dice IS NULL AND NEW.dice IS NOT NULL)"
    " AND CAST(NEW.result AS TEXT) <> CAST(OLD.result AS TEXT))"
)
OTHER_RULES = "NEW.spec <> OLD.spec OR NEW.opening_hash <> OLD.opening_hash"
NO_RULES = (
    "COALESCE(NEW.spec, '') <> COALESCE(OLD.spec, '')"
    " OR COALESCE(NEW.opening_hash, '') <> COALESCE(OLD.opening_hash, '')"
)

OUT = "(SELECT state FROM vote WHERE id = OLD.vote_id) <> 'open'"
IN = "(SELECT state FROM vote WHERE id = NEW.vote_id) <> 'open'"

# table, event, refusal, condition before and condition now
WATCHED = (
    (
        "act",
        "act_changed",
        LOG,
        f"{OF_ANOTHER} OR {FIXED} OR ({WORDS})",
        f"{OF_ANY_OTHER} OR {FIXED} OR ({WORDS})",
    ),
    ("ballot", "ballot_changed", VOTE, OUT, f"{OUT} OR {IN}"),
    (
        "vote",
        "closed_vote_changed",
        VOTE,
        f"OLD.state = 'closed' AND ({OTHER_RULES} OR {SEALED})",
        f"OLD.state = 'closed' AND ({NO_RULES} OR {SEALED})",
    ),
)


def _watch(table: str, event: str, refusal: str, condition: str) -> None:
    """Make the trigger anew that refuses changes of a row."""
    name = f"refuse_{event}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
        op.execute(
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )
        return
    op.execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{refusal}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN NEW; END $$ LANGUAGE plpgsql"
    )


def upgrade() -> None:
    for table, event, refusal, _before, now in WATCHED:
        _watch(table, event, refusal, now)


def downgrade() -> None:
    for table, event, refusal, before, _now in WATCHED:
        _watch(table, event, refusal, before)
