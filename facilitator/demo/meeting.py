"""The invented meeting: 60 people, 40 proposals in three languages, a closed vote."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, cycle, islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.axes.models import Axis
from facilitator.clock import now
from facilitator.participants.models import Seat
from facilitator.proposals.models import Objective, Proposal
from facilitator.proposals.rules import State
from facilitator.texts import language_of
from facilitator.voting import actions as voting
from facilitator.voting.ballots import cast
from facilitator.voting.models import Vote
from facilitator.voting.preparing import settings_of
from facilitator.voting.queries import options_of
from facilitator.voting.rules import BLANK, Outcome
from facilitator.voting.terms import Terms
from facilitator.workshops.models import Step, Workshop
from facilitator.workshops.rules import StepKind

PEOPLE = 60
ABSTAIN = 2
STAY_AWAY = 4  # joined, and did not vote
MARKS = 5  # stickers of each ballot
SEATS = 8  # places of the fair shortlist


def hold(
    session: Session, workshop: Workshop, account_id: int, axes: list[dict[str, Any]]
) -> None:
    """Let 60 people join, propose what `axes` holds, and vote; then close and reveal.

    A project's `weight` says how many people like it, beside the others.
    """
    tokens = [_sit(session, workshop) for _ in range(PEOPLE)]
    weights = _propose(session, workshop, tokens, axes)
    vote = _open(session, workshop, account_id)
    _vote(session, vote, tokens, weights)
    voting.close_vote(session, vote, account_id)
    voting.reveal(session, vote, account_id)


def _sit(session: Session, workshop: Workshop) -> str:
    """Add a seat, and return the token of which the database keeps an HMAC."""
    token = "".join(secrets.choice(keys.ALPHABET) for _ in range(keys.TOKEN_LENGTH))
    credential = keys.credential(token, workshop.key)
    session.add(Seat(workshop_id=workshop.id, credential=credential))
    return token


def _propose(
    session: Session,
    workshop: Workshop,
    tokens: list[str],
    axes: list[dict[str, Any]],
) -> dict[int, int]:
    """Add the proposals; return their weights by proposal id."""
    rows = session.scalars(
        select(Axis).where(Axis.workshop_id == workshop.id).order_by(Axis.position)
    ).all()
    # Numbers go round the axes, as they do when tables write at the same time.
    ordered = [
        (axis, project)
        for turn in zip(*(facts["projects"] for facts in axes), strict=True)
        for axis, project in zip(rows, turn, strict=True)
    ]
    weights = {}
    for number, (axis, project) in enumerate(ordered, 1):
        author = keys.author(tokens[number % len(tokens)], workshop.key)
        proposal = _proposal(session, axis, number, author, project)
        weights[proposal.id] = int(project["weight"])
    return weights


def _proposal(
    session: Session, axis: Axis, number: int, author: str, facts: dict[str, Any]
) -> Proposal:
    proposal = Proposal(
        workshop_id=axis.workshop_id,
        axis_id=axis.id,
        number=number,
        state=State.SHOWN,
        author=author,
        key=keys.new_key(),
        title=facts["title"],
        partners=facts.get("partners", ""),
        language=language_of(facts["title"], "ar"),
        submitted_at=now(),
    )
    session.add(proposal)
    session.flush()
    session.add_all(
        Objective(proposal_id=proposal.id, position=place, text=text)
        for place, text in enumerate(facts["objectives"], 1)
    )
    return proposal


def _open(session: Session, workshop: Workshop, account_id: int) -> Vote:
    step = session.scalars(
        select(Step).where(Step.workshop_id == workshop.id, Step.kind == StepKind.VOTE)
    ).one()
    vote = voting.prepare_vote(session, workshop.id, step.id)
    terms = Terms(outcome=Outcome.FAIR, seats=SEATS)
    settings = replace(settings_of(vote), most=MARKS, terms=terms)
    voting.set_up_vote(session, vote, settings)
    voting.open_vote(session, vote, account_id)
    return vote


def _vote(
    session: Session, vote: Vote, tokens: list[str], weights: dict[int, int]
) -> None:
    voters = tokens[STAY_AWAY:]
    for token in voters[:ABSTAIN]:
        cast(session, vote, token, BLANK)
    chosen = _choices(
        [option.id for option in options_of(vote)], list(weights.values())
    )
    for token in voters[ABSTAIN:]:
        cast(session, vote, token, next(chosen))


def _choices(options: list[str], weights: list[int]) -> Iterator[list[str]]:
    """Yield ballots in which a heavy option stands more often; always the same."""
    bag = [
        option
        for option, weight in zip(options, weights, strict=True)
        for _ in range(weight)
    ]
    for stride in cycle((7, 11, 13, 17, 19, 23)):
        for start in accumulate(islice(cycle((1, 3, 5)), 10)):
            walk = islice(cycle(bag), start * stride, None, stride)
            yield list(islice(dict.fromkeys(islice(walk, 40)), MARKS))
