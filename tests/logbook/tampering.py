"""What somebody does who has the whole database."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session


def unwatched(session: Session, statement: Any) -> None:
    """Change acts without the triggers that refuse it."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER IF EXISTS refuse_act_changed"))
        session.execute(text("DROP TRIGGER IF EXISTS refuse_act_removed"))
    else:
        session.execute(text("ALTER TABLE act DISABLE TRIGGER ALL"))
    session.execute(statement)
    session.expire_all()
