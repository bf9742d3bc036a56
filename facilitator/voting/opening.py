"""Gather what a vote puts to the room at the moment it opens."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.axes.models import Axis
from facilitator.errors import RuleBroken
from facilitator.proposals.models import Objective, Proposal
from facilitator.proposals.rules import State
from facilitator.voting.methods import COUNTINGS, Shape
from facilitator.voting.models import Vote
from facilitator.voting.queries import valid_tokens
from facilitator.voting.rules import (
    BudgetIsMissing,
    CostsAreMissing,
    Method,
    NoOption,
    TooFewOptions,
    TooManyOptions,
)
from facilitator.voting.spec import AxisOnBallot, Option, Spec
from facilitator.voting.terms import read_terms
from facilitator.workshops.models import Workshop


def fixed_now(session: Session, vote: Vote) -> tuple[Spec, list[int]]:
    """Return what opening `vote` now would fix, and the ids of its proposals.

    The options are the proposals that everybody sees, in number order.
    """
    spec, proposal_ids = gathered(session, vote)
    return completed(spec), proposal_ids


def gathered(session: Session, vote: Vote) -> tuple[Spec, list[int]]:
    """Return the same with nothing proposed yet for what was left open.

    `most` is then 0, and the rule is not said.
    """
    workshop = session.get_one(Workshop, vote.workshop_id)
    axes = _axes(session, workshop.id)
    chosen = _votable(session, vote)
    options = tuple(_option(axes, *row) for row in chosen)
    on_ballot = {option.axis for option in options}
    spec = Spec(
        vote=vote.key,
        workshop=workshop.code,  # published: with the key, codes could be guessed
        number=vote.number,
        method=vote.method,
        level=vote.level,
        question=vote.question,
        mandate=workshop.mandate,
        languages=tuple(workshop.languages),
        main_language=workshop.main_language,
        scope=axes[vote.axis_id].number if vote.axis_id else None,
        axes=tuple(axis for axis in axes.values() if axis.number in on_ballot),
        options=options,
        most=vote.most or 0,
        terms=read_terms(vote.terms or {}),
        rule=(),
        tie_rule=(),
        tokens=valid_tokens(session, vote),
        previous=_last_hash(session, workshop.id),
    )
    return spec, [proposal.id for proposal, _ in chosen]


def completed(spec: Spec) -> Spec:
    """Return `spec` with what its method proposes for its options, and its rule."""
    counting, options = COUNTINGS[spec.method], spec.options
    terms = counting.fill(spec.terms, options)
    most = spec.most or counting.marks(options, terms)
    if counting.shape is not Shape.VALUES:
        most = min(most, len(options))
    full = replace(spec, most=most, terms=terms)
    return replace(full, rule=counting.rule(full), tie_rule=counting.tie_rule(full))


def refusals(spec: Spec) -> list[RuleBroken]:
    """Return why `spec` cannot be put to the room, the first thing to mend first."""
    counting, found = COUNTINGS[spec.method], list[RuleBroken]()
    if len(spec.options) < counting.least:
        found.append(TooFewOptions() if counting.least > 1 else NoOption())
    if len(spec.options) > counting.most:
        found.append(TooManyOptions(num=counting.most))
    if spec.method is Method.BUDGET:
        if spec.terms.budget is None:
            found.append(BudgetIsMissing())
        if missing := sum(option.cost is None for option in spec.options):
            found.append(CostsAreMissing(num=missing))
    return found


def _option(
    axes: dict[int, AxisOnBallot], proposal: Proposal, objectives: list[str]
) -> Option:
    # A proposal that is shown has a number and an axis: the database sees to it.
    return Option(
        id=f"P{proposal.number}",
        number=proposal.number or 0,
        axis=axes[proposal.axis_id or 0].number,
        language=proposal.language,
        title=proposal.title,
        objectives=tuple(objectives),
        description=proposal.description,
        partners=proposal.partners,
        cost=proposal.cost,
    )


def _last_hash(session: Session, workshop_id: int) -> str:
    """Return the last hash that the workshop's votes published, or an empty text."""
    last = session.scalars(
        select(Vote)
        .where(Vote.workshop_id == workshop_id, Vote.opening_hash.is_not(None))
        .order_by(Vote.opened_at.desc(), Vote.number.desc())
        .limit(1)
    ).first()
    return (last.closing_hash or last.opening_hash or "") if last else ""


def _votable(session: Session, vote: Vote) -> list[tuple[Proposal, list[str]]]:
    """Return the proposals that everybody sees with their objectives, by number.

    Only those of its axis, or those picked for it.
    """
    wanted = [
        Proposal.workshop_id == vote.workshop_id,
        Proposal.state == State.SHOWN,
    ]
    if vote.axis_id is not None:
        wanted.append(Proposal.axis_id == vote.axis_id)
    if vote.picked is not None:
        wanted.append(Proposal.number.in_(vote.picked))
    proposals = session.scalars(
        select(Proposal).where(*wanted).order_by(Proposal.number)
    ).all()
    objectives: dict[int, list[str]] = {proposal.id: [] for proposal in proposals}
    rows = session.execute(
        select(Objective.proposal_id, Objective.text)
        .join(Proposal)
        .where(*wanted)
        .order_by(Objective.position, Objective.id)
    )
    for proposal_id, text in rows:
        if proposal_id in objectives:  # another one may have been shown meanwhile
            objectives[proposal_id].append(text)
    return [(proposal, objectives[proposal.id]) for proposal in proposals]


def _axes(session: Session, workshop_id: int) -> dict[int, AxisOnBallot]:
    """Return the axes of a workshop by id, as ballots show them."""
    axes = session.scalars(
        select(Axis).where(Axis.workshop_id == workshop_id).order_by(Axis.position)
    )
    return {
        axis.id: AxisOnBallot(axis.position, axis.colour, axis.title) for axis in axes
    }
