from sqlalchemy.orm import Session

from facilitator.reports.outcome import Channels, ProposalStatus, Text, Vote
from facilitator.voting.actions import open_vote
from facilitator.voting.ballots import cast
from facilitator.voting.queries import ballots_in, result_of
from facilitator.voting.rules import VoteState
from tests.reports.gathering import gathered, voted
from tests.reports.words import English
from tests.voting.rooms import make_open_room, make_room, sit


class Marked(English):
    """A catalogue whose words can be told from ours."""

    def gettext(self, message: str) -> str:
        return f"«{message}»"


def test_a_closed_vote_is_told_as_it_was_counted(session: Session) -> None:
    room = voted(session, most=2)
    result = result_of(room.vote)

    told = gathered(session, room.workshop)

    [vote] = told.votes
    assert vote.state is VoteState.CLOSED
    assert vote.question == Text("Which of these proposals matter most?", "en")
    assert vote.rule == Text(
        "Each person may choose up to 2 different proposals. The proposals chosen on "
        "the most ballots come first. Proposals that are equal share "
        "their rank.",
        "en",
    )
    assert vote.scope == Text("The proposals of all axes", "en")
    assert (vote.present, vote.tokens, vote.ballots, vote.blank) == (5, 5, 4, 1)
    assert vote.channels == Channels(phone=4, table=0, paper=0)
    assert (vote.invited, vote.reopened, vote.choices) == (None, 0, 2)
    assert [(one.number, one.total, one.rank, one.tied) for one in vote.options] == [
        (standing.option.number, standing.votes, standing.rank, standing.tied)
        for standing in result.standings
    ]
    assert [one.total for one in vote.options] == [2, 2, 1, 0]
    assert (vote.opening_hash, vote.closing_hash) == (
        room.vote.opening_hash,
        room.vote.closing_hash,
    )
    assert [(one.votes, one.rank, one.status) for one in told.proposals] == [
        (2, 1, ProposalStatus.RANKED),
        (2, 1, ProposalStatus.RANKED),
        (1, 3, ProposalStatus.RANKED),
        (0, None, ProposalStatus.PUT_TO_VOTE),
    ]


def test_moments_are_those_of_morocco(session: Session) -> None:
    told = gathered(session, voted(session).workshop)

    assert told.generated_at.isoformat() == "2026-11-22T13:00:00+01:00"
    assert str(told.votes[0].closed_at.tzinfo) == "Africa/Casablanca"  # type: ignore


def test_an_open_vote_has_no_figure(session: Session) -> None:
    room = make_open_room(session)
    cast(session, room.vote, sit(session, room.workshop, 1), ["P1"])
    assert ballots_in(session, room.vote.id) == 1  # there is something to leak

    told = gathered(session, room.workshop)

    [vote] = told.votes
    assert vote.state is VoteState.OPEN
    assert vote.opening_hash == room.vote.opening_hash
    assert vote == Vote(
        number=vote.number,
        question=vote.question,
        method=vote.method,
        rule=vote.rule,
        state=VoteState.OPEN,
        scope=vote.scope,
        choices=vote.choices,
        opened_at=vote.opened_at,
        opening_hash=vote.opening_hash,
    )
    assert {one.votes for one in told.proposals} == {None}
    assert {one.status for one in told.proposals} == {ProposalStatus.PUT_TO_VOTE}


def test_a_prepared_vote_has_not_even_a_rule(session: Session) -> None:
    room = make_room(session)

    [vote] = gathered(session, room.workshop).votes

    assert (vote.state, vote.rule, vote.opened_at) == (VoteState.PREPARED, None, None)


def test_what_the_vote_decides_is_what_people_were_told(session: Session) -> None:
    room = make_room(session)
    room.workshop.mandate = {"fr": "Consultatif."}
    open_vote(session, room.vote, room.account.id)
    room.workshop.mandate = {"fr": "Décisif !"}

    told = gathered(session, room.workshop)

    assert told.workshop.vote_effect == Text("Consultatif.", "fr")


def test_an_edition_has_our_words_in_its_language(session: Session) -> None:
    told = gathered(session, voted(session).workshop, "fr", Marked())

    assert told.votes[0].scope == Text("«The proposals of all axes»", "fr")
    assert told.votes[0].method == Text("«Stickers»", "fr")
