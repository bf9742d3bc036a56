"""Hands raised in the room: totals beside a vote, never mixed into its ballots."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from facilitator.db import inserting
from facilitator.errors import N_, RuleBroken
from facilitator.live.actions import announce
from facilitator.voting.models import RaisedHands, Vote
from facilitator.voting.rules import (
    BLANK,
    Method,
    UnknownOption,
    VoteNotOpen,
    VoteState,
)
from facilitator.voting.spec import Spec, read_spec
from facilitator.workshops.acts import record

MOST_HANDS: Final = 9999
CONSENT_LINES: Final = ("yes", "reservations", "no", BLANK)


class MoreHandsThanPeople(RuleBroken):
    """Somebody miscounted."""

    message = N_(
        "There cannot be more hands for one line than people present. Count again."
    )
    status = 422


class NoHandsCounted(RuleBroken):
    """There is nothing to keep."""

    message = N_("Write at least one number of raised hands; 0 is a number too.")
    status = 422


class HandsCountedAgain(RuleBroken):
    """What would be undone is not what stands there."""

    message = N_("The hands were counted again later. Undo the later count first.")


@dataclass(frozen=True)
class Hands:
    """Hands by line (see `lines_of`), and how many people were present.

    A line that was not counted is absent; `present` is None where nobody counted.
    """

    present: int | None
    totals: Mapping[str, int]

    def in_order(self, spec: Spec) -> list[tuple[str, int]]:
        """Return the lines that were counted, as they stand on the ballot."""
        return [
            (line, self.totals[line]) for line in lines_of(spec) if line in self.totals
        ]


def lines_of(spec: Spec) -> tuple[str, ...]:
    """Return for what hands are raised: each option; in a consent check each answer."""
    if spec.method is Method.CONSENT:
        return CONSENT_LINES
    return tuple(option.id for option in spec.options)


def hands_of(session: Session, vote: Vote) -> Hands | None:
    """Return the hands counted beside a vote, None when there are none."""
    row = session.get(RaisedHands, vote.id, populate_existing=True)
    return Hands(row.present, dict(row.totals)) if row else None


def put_hands(session: Session, vote: Vote, hands: Hands, account_id: int) -> None:
    """Keep the hands that were counted in the room, instead of an earlier count.

    Raises:
        VoteNotOpen: what is asked is not fixed yet.
        NoHandsCounted, MoreHandsThanPeople, UnknownOption: it cannot be a count.
    """
    session.refresh(vote, with_for_update={"key_share": True})
    if vote.state is VoteState.PREPARED or vote.spec is None:
        raise VoteNotOpen()
    _require_count(read_spec(vote.spec), hands)
    before = hands_of(session, vote)
    if before == hands:
        return
    _write(session, vote, hands)
    record(
        session,
        vote.workshop_id,
        account_id,
        "hands.counted",
        vote=vote.number,
        was=asdict(before) if before else None,
        now=asdict(hands),
    )


def take_back(session: Session, vote: Vote, details: Mapping[str, Any]) -> None:
    """Undo `put_hands`; `details` are those of its act.

    Raises:
        HandsCountedAgain: another count stands there now.
    """
    session.refresh(vote, with_for_update={"key_share": True})
    if hands_of(session, vote) != Hands(**details["now"]):
        raise HandsCountedAgain()
    _write(session, vote, Hands(**details["was"]) if details["was"] else None)


def _require_count(spec: Spec, hands: Hands) -> None:
    if not hands.totals:
        raise NoHandsCounted()
    if not set(hands.totals) <= set(lines_of(spec)):
        raise UnknownOption()
    if hands.present is not None and max(hands.totals.values()) > hands.present:
        raise MoreHandsThanPeople()


def _write(session: Session, vote: Vote, hands: Hands | None) -> None:
    if hands is None:
        session.execute(delete(RaisedHands).where(RaisedHands.vote_id == vote.id))
    else:
        counted = {"present": hands.present, "totals": dict(hands.totals)}
        new = inserting(session, RaisedHands).values(vote_id=vote.id, **counted)
        session.execute(
            new.on_conflict_do_update(index_elements=["vote_id"], set_=counted)
        )
    announce(session, vote.workshop_id, "result")
    session.flush()
