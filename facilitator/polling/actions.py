"""Cast a ballot on a tablet that is passed on."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.participants.actions import take_seat
from facilitator.slips.queries import slip_with
from facilitator.slips.rules import SlipState
from facilitator.voting.ballots import cast, own_ballot
from facilitator.voting.methods import Content, check_ballot
from facilitator.voting.models import Vote
from facilitator.voting.paper import SlipHasVoted
from facilitator.voting.queries import spec_of
from facilitator.voting.rules import Channel, Level, SlipIsVoid, SlipNeeded
from facilitator.workshops.models import Workshop


def check_slip(session: Session, vote: Vote, token: str) -> None:
    """Refuse a slip that cannot vote on a tablet.

    Raises:
        SlipNeeded, SlipIsVoid: it is none of the workshop's, or votes no more.
        SlipHasVoted: a tablet changes no ballot: it would show the one before.
    """
    workshop = session.get_one(Workshop, vote.workshop_id)
    slip = slip_with(session, workshop.id, keys.credential(token, workshop.key))
    if slip is None:
        raise SlipNeeded()
    if slip.state in (SlipState.VOID, SlipState.RETURNED):
        raise SlipIsVoid()
    if own_ballot(session, vote, token):
        raise SlipHasVoted()


def cast_on_tablet(
    session: Session,
    vote: Vote,
    token: str,
    says: Content,
    *,
    reason: str = "",
    groups: Mapping[str, str] | None = None,
) -> str:
    """Take in the ballot of the person at the tablet; return its receipt.

    In an open vote the ballot brings a seat of its own, so that who walks away
    leaves none. The same ballot again changes nothing; nothing else changes one.

    Raises:
        SlipHasVoted: another ballot is in under this token.
        and as `voting.ballots.cast`.
    """
    session.refresh(vote, with_for_update={"read": True})
    if vote.level is Level.OPEN:
        workshop = session.get_one(Workshop, vote.workshop_id)
        take_seat(session, workshop, keys.credential(token, workshop.key))
    own = own_ballot(session, vote, token)
    if own and own.content != check_ballot(spec_of(vote), says):
        raise SlipHasVoted()
    return cast(
        session,
        vote,
        token,
        says,
        reason=own.reason if own else reason,
        groups=own.groups if own else groups,
        channel=Channel.TABLET,
    )
