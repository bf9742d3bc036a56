"""Which token a phone votes with: its seat's, or that of the slip it was given."""

from facilitator.errors import RuleBroken
from facilitator.participants.access import Participant
from facilitator.slips.access import slip_of_visitor, slip_token
from facilitator.slips.rules import SlipState
from facilitator.voting.models import Vote
from facilitator.voting.rules import Level, SlipIsVoid, SlipNeeded


def voting_token(participant: Participant, vote: Vote) -> str:
    """Return the token under which this phone's ballot in `vote` is kept.

    Empty when the vote takes slips and the phone has none: nothing is ever kept
    under the empty token.
    """
    if vote.level is Level.OPEN:
        return participant.token
    return slip_token(participant.workshop.code)


def missing_slip(participant: Participant, vote: Vote) -> RuleBroken | None:
    """Return why this phone cannot vote yet: it has no slip, or one that is void.

    None when it can.
    """
    if vote.level is Level.OPEN:
        return None
    held = slip_of_visitor(participant.workshop)
    if held is None:
        return SlipNeeded()
    gone = held.slip.state in (SlipState.VOID, SlipState.RETURNED)
    return SlipIsVoid() if gone else None
