"""People who vote through our units of work, above the recorder.

Run as a program: a database that has a room with an open vote, a `synchronous`, and
a file for what happened, in its order.
"""

import os
import pickle
import sys
import threading
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import db
from facilitator.units import Units
from facilitator.voting.ballots import cast
from facilitator.voting.models import Vote
from tests.durability.recorder import Acknowledged, Event, Sent, install
from tests.voting.rooms import token_for

THREADS, EACH, TURNS = 6, 20, 5
PEOPLE = THREADS * EACH
IDS = [f"P{number}" for number in range(1, 9)]
FEW = 8  # pages in the log before it is copied into the file, so that this happens


def _vote(units: Units, events: list[Event], thread: int) -> None:
    random = Random(thread)  # noqa: S311 -- not a secret
    with units.reading() as session:
        vote_id = session.scalars(select(Vote.id)).one()
    for _ in range(TURNS):
        for person in range(thread * EACH, (thread + 1) * EACH):
            marks = sorted(random.sample(IDS, 2))
            events.append(Sent(person, tuple(marks)))
            with units.writing() as session:
                _cast(session, vote_id, person, marks)
            events.append(Acknowledged(person))


def _cast(session: Session, vote_id: int, person: int, marks: list[str]) -> None:
    cast(session, session.get_one(Vote, vote_id), token_for(person), marks)


def main(database: str, synchronous: str, notes: str) -> None:
    """Let all vote at once, and write down what happened."""
    db.PRAGMAS = (
        *(p for p in db.PRAGMAS if not p.startswith("synchronous")),
        f"synchronous = {synchronous}",
        f"wal_autocheckpoint = {FEW}",
    )
    events = install()
    units = Units(db.connect(f"sqlite:///{database}"))
    people = [
        threading.Thread(target=_vote, args=[units, events, n]) for n in range(THREADS)
    ]
    for thread in people:
        thread.start()
    for thread in people:
        thread.join()
    with open(notes, "wb") as file:
        pickle.dump(list(events), file)
    os._exit(0)  # as a power cut: nothing is closed


if __name__ == "__main__":
    main(*sys.argv[1:])
