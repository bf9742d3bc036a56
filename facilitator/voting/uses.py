"""Which slips have voted, and how many ballots came in otherwise than by phone."""

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from facilitator.db import inserting
from facilitator.voting.models import ChannelCount, SlipUse, Vote
from facilitator.voting.rules import Channel


def note_use(
    session: Session, vote_id: int, slip_id: int | None, channel: Channel
) -> None:
    """Note that a slip has voted, and count the channel. Once for each new ballot.

    Phones are not counted: they are what is left, and the many would wait for one
    row.
    """
    if slip_id is not None:
        used = inserting(session, SlipUse).values(vote_id=vote_id, slip_id=slip_id)
        session.execute(used.on_conflict_do_nothing())
    if channel is not Channel.PHONE:
        one = inserting(session, ChannelCount).values(
            vote_id=vote_id, channel=channel, ballots=1
        )
        session.execute(
            one.on_conflict_do_update(
                index_elements=["vote_id", "channel"],
                set_={"ballots": ChannelCount.ballots + 1},
            )
        )


def count_uses(session: Session, vote_id: int) -> int:
    """Return how many slips have voted."""
    counted = select(func.count()).where(SlipUse.vote_id == vote_id)
    return session.scalars(counted).one()


def used_slips(session: Session, vote_id: int) -> set[int]:
    """Return the ids of the slips that have voted."""
    return set(
        session.scalars(select(SlipUse.slip_id).where(SlipUse.vote_id == vote_id))
    )


def votes_by_slip(session: Session, workshop_id: int) -> dict[int, list[int]]:
    """Return, by the id of each slip that has voted, the numbers of the votes.

    For whoever takes a slip in hand, to return it or to make it void.
    """
    found = session.execute(
        select(SlipUse.slip_id, Vote.number)
        .join(Vote, Vote.id == SlipUse.vote_id)
        .where(Vote.workshop_id == workshop_id)
        .order_by(Vote.number)
    )
    voted: dict[int, list[int]] = {}
    for slip_id, number in found:
        voted.setdefault(slip_id, []).append(number)
    return voted


def channels_of(session: Session, vote_id: int, ballots: int) -> dict[str, int]:
    """Return how many of `ballots` came in by each channel."""
    found = session.execute(
        select(ChannelCount.channel, ChannelCount.ballots).where(
            ChannelCount.vote_id == vote_id
        )
    )
    counted = {row.channel: row.ballots for row in found}
    phones = ballots - sum(counted.values())
    return {
        str(channel): phones if channel is Channel.PHONE else counted.get(channel, 0)
        for channel in Channel
    }


def rewrite_uses(session: Session, vote_id: int) -> None:
    """Write the list of slips anew in the order of the slips.

    For the closing transaction: PostgreSQL keeps rows in the order of their coming.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    used = sorted(used_slips(session, vote_id))
    if used:
        session.execute(delete(SlipUse).where(SlipUse.vote_id == vote_id))
        rows = [{"vote_id": vote_id, "slip_id": slip_id} for slip_id in used]
        session.execute(insert(SlipUse), rows)
