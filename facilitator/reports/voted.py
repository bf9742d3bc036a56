"""Votes as the outcome tells them. Nothing of an open one's ballots is read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from facilitator.clock import local
from facilitator.reports import labels
from facilitator.reports.outcome import Channels, Option, Vote
from facilitator.reports.tabled import counted
from facilitator.reports.wording import Wording
from facilitator.reports.written import Text
from facilitator.voting import models
from facilitator.voting.queries import options_of, result_of, spec_of
from facilitator.voting.questions import usual_question
from facilitator.voting.results import Result, Standing
from facilitator.voting.rules import Channel, VoteState
from facilitator.voting.showing import Shown
from facilitator.voting.spec import Spec


@dataclass(frozen=True)
class Places:
    """Where the proposals ended, by their number, and which were put to a vote."""

    standings: Mapping[int, Standing] = field(default_factory=dict)
    put: frozenset[int] = frozenset()


def places_in(votes: Iterable[models.Vote]) -> Places:
    """The standing of each proposal in the last closed vote that it was put to."""
    begun = [vote for vote in votes if vote.spec is not None]
    return Places(
        standings={
            standing.option.number: standing
            for vote in begun
            if vote.state is VoteState.CLOSED
            for standing in result_of(vote).standings
        },
        put=frozenset(option.number for vote in begun for option in options_of(vote)),
    )


def vote_told(
    vote: models.Vote,
    axes: Mapping[int, Text | None],
    wording: Wording,
    shown: Shown | None = None,
) -> Vote:
    """The vote as far as it may be known; `axes` are titles by id.

    `shown` is what stands beside the result of a closed one.
    """
    if vote.spec is None:
        return _prepared(vote, axes, wording)
    begun = _begun(vote, spec_of(vote), wording)
    if vote.state is not VoteState.CLOSED:
        return begun
    closed = _closed(begun, result_of(vote))
    return replace(closed, counted=counted(shown, wording)) if shown else closed


def ours(wording: Wording, message: str) -> Text:
    """Words of ours, in the edition's language."""
    return Text(wording.say(message), wording.language)


def _prepared(
    vote: models.Vote, axes: Mapping[int, Text | None], wording: Wording
) -> Vote:
    """A vote of which nothing is fixed yet."""
    asked = Text.among(vote.question, wording.language)
    everything = ours(wording, labels.ALL_AXES)
    return Vote(
        number=vote.number,
        question=asked or ours(wording, usual_question(vote.method)),
        method=ours(wording, labels.METHODS[vote.method]),
        state=vote.state,
        scope=axes.get(vote.axis_id) if vote.axis_id else everything,
        choices=vote.most,
    )


def _begun(vote: models.Vote, spec: Spec, wording: Wording) -> Vote:
    """What the opening fixed."""
    asked = Text.among(spec.question, spec.main_language)
    everything = ours(wording, labels.ALL_AXES)
    return Vote(
        number=vote.number,
        question=asked or ours(wording, usual_question(spec.method)),
        method=ours(wording, labels.METHODS[spec.method]),
        rule=_rule(spec, wording),
        state=vote.state,
        scope=_axis(spec, spec.scope) if spec.scope else everything,
        choices=spec.most,
        opened_at=vote.opened_at and local(vote.opened_at),
        opening_hash=vote.opening_hash,
    )


def _closed(vote: Vote, result: Result) -> Vote:
    """What the close counted."""
    return replace(
        vote,
        closed_at=local(result.closed_at),
        reopened=0,  # a vote goes its way once, and never back
        present=result.present,
        tokens=result.tokens,
        ballots=result.ballots,
        channels=_channels(result),
        blank=result.blank,
        options=tuple(map(_option, result.standings)),
        closing_hash=result.closing_hash,
    )


def _channels(result: Result) -> Channels:
    """In which ways the ballots came: by phone where nothing else is recorded."""
    kept = result.channels
    tablet, paper = kept.get(Channel.TABLET, 0), kept.get(Channel.PAPER, 0)
    phone = kept.get(Channel.PHONE, result.ballots - tablet - paper)
    return Channels(phone=phone, table=tablet, paper=paper)


def _option(standing: Standing) -> Option:
    option = standing.option
    return Option(
        number=option.number,
        title=Text(option.title, option.language),
        total=standing.votes,
        rank=standing.rank,
        tied=standing.tied,
        won=standing.won,
    )


def _rule(spec: Spec, wording: Wording) -> Text:
    """The rule of counting and that of ties."""
    said = (wording.said(one) for one in (*spec.rule, *spec.tie_rule))
    return Text(" ".join(said), wording.language)


def _axis(spec: Spec, number: int) -> Text | None:
    """The title that an axis had at the opening."""
    return Text.among(spec.axis(number).title, spec.main_language)
