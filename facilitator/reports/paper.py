"""What the PDF prints: the outcome in the edition's words, as plain JSON.

`typst/report.typ` lays it out and decides nothing. `None` prints as
"Not recorded".
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, TypeAlias

from facilitator.reports import labels
from facilitator.reports.outcome import (
    Axis,
    Option,
    Outcome,
    Proposal,
    Text,
    Vote,
    Workshop,
)
from facilitator.reports.sanitise import direction, for_pdf
from facilitator.reports.wording import Wording

Printed: TypeAlias = dict[str, object]

OFFICIAL_NAMES: Final = ("ar", "zgh", "fr")  # the order of Moroccan letterheads
MOST_IN_SHORT: Final = 12  # proposals that the summary can list
FIRST_PLACES: Final = 5  # in the summary; who is tied with the fifth comes too
_TAG: Final = re.compile("[a-z]{2,3}")


def paper(outcome: Outcome, wording: Wording) -> Printed:
    """Everything that the template prints."""
    return {
        "language": outcome.language,
        "dir": "rtl" if outcome.language == "ar" else "ltr",
        "labels": {key: wording.say(msg) for key, msg in labels.PAPER.items()},
        "made": _made(outcome, wording),
        "workshop": _workshop(outcome.workshop, wording),
        "figures": _figures(outcome, wording),
        "agenda": [
            {
                "title": _text(step.title, wording),
                "duration": wording.count(labels.MINUTE_COUNT, step.planned_minutes),
            }
            for step in outcome.agenda
        ],
        "categories": [
            {"label": _text(one.label, wording), "count": wording.number(one.count)}
            for one in outcome.participants.categories
        ],
        "axes": [_axis(axis, outcome.proposals, wording) for axis in outcome.axes],
        "no_axis": _placed(outcome.proposals, _unplaced(outcome), wording),
        "votes": [_vote(vote, wording) for vote in outcome.votes],
        "in_short": not outcome.votes and len(outcome.proposals) <= MOST_IN_SHORT,
        "closing_statement": _text(outcome.closing_statement, wording),
        "next_steps": [
            {"text": _text(step.text, wording), "due": wording.day(step.due)}
            for step in outcome.next_steps
        ],
    }


def _made(outcome: Outcome, wording: Wording) -> Printed:
    at = outcome.generated_at
    return {
        "year": at.year,
        "month": at.month,
        "day": at.day,
        "moment": wording.moment(at),
        "software": f"Facilitator {outcome.version}",
    }


def _workshop(workshop: Workshop, wording: Wording) -> Printed:
    marks = [
        (workshop.rehearsal, labels.REHEARSAL),
        (workshop.invented, labels.INVENTED),
    ]
    return {
        "title": _text(workshop.title, wording),
        "organiser": _text(workshop.organiser, wording),
        "letterhead": _letterhead(workshop.organiser),
        "venue": _text(workshop.venue, wording),
        "when": wording.listed([wording.when(workshop), wording.hours(workshop)]),
        "date": wording.when(workshop),
        "hours": wording.hours(workshop),
        "code": for_pdf(workshop.code) if workshop.code else None,
        "partners": _texts(workshop.partners, wording),
        "vote_effect": _text(workshop.vote_effect, wording),
        "marks": [wording.say(message) for applies, message in marks if applies],
    }


def _letterhead(organiser: Text) -> list[Printed]:
    """The organiser's official names, those there are."""
    names = [
        _said(name, lang)
        for lang in OFFICIAL_NAMES
        if (name := organiser.in_language(lang))
    ]
    return names or [_said(organiser.value, organiser.lang)]


def _figures(outcome: Outcome, wording: Wording) -> list[Printed]:
    """The four key figures; nothing counted is nothing recorded."""
    votes = outcome.votes
    figures = [
        ("by_phone", outcome.participants.by_phone),
        ("axes", len(outcome.axes) or None),
        ("proposals", len(outcome.proposals) or None),
        ("vote_figure", len(votes)) if len(votes) > 1 else ("ballots", _ballots(votes)),
    ]
    return [
        {"label": wording.say(labels.PAPER[key]), "value": wording.number(value)}
        for key, value in figures
    ]


def _ballots(votes: Sequence[Vote]) -> int | None:
    return votes[0].ballots if votes else None


def _axis(axis: Axis, proposals: Iterable[Proposal], wording: Wording) -> Printed:
    placed = _placed(proposals, {axis.number}, wording)
    return {
        "number": wording.number(axis.number),
        "title": _text(axis.title, wording),
        "question": _text(axis.question, wording),
        "led_by": _text(axis.led_by, wording),
        "objectives": _texts(axis.objectives, wording),
        "colour": axis.colour,
        "proposals": placed,
        "total": wording.count(labels.PROPOSAL_COUNT, len(placed) or None),
    }


def _unplaced(outcome: Outcome) -> set[int | None]:
    """The axes that proposals name and the outcome does not have."""
    named = {proposal.axis for proposal in outcome.proposals}
    return named - {axis.number for axis in outcome.axes}


def _placed(
    proposals: Iterable[Proposal], axes: set[int] | set[int | None], wording: Wording
) -> list[Printed]:
    """The proposals of the axes, by their permanent number."""
    inside = (proposal for proposal in proposals if proposal.axis in axes)
    in_order = sorted(inside, key=lambda proposal: proposal.number)
    return [_proposal(proposal, wording) for proposal in in_order]


def _proposal(proposal: Proposal, wording: Wording) -> Printed:
    status = proposal.status
    return {
        "number": wording.number(proposal.number),
        "title": _text(proposal.title, wording),
        "description": _text(proposal.description, wording),
        "objectives": _texts(proposal.objectives, wording),
        "partners": _texts(proposal.partners, wording),
        "status": wording.say(labels.STATUS[status]) if status else None,
        "merged_into": wording.number(proposal.merged_into),
        "votes": wording.count(labels.VOTE_COUNT, proposal.votes),
        "rank": wording.number(proposal.rank),
    }


def _vote(vote: Vote, wording: Wording) -> Printed:
    ranked = sorted(vote.options, key=_by_rank)
    highest = max((option.total or 0 for option in ranked), default=0)
    return {
        "number": wording.number(vote.number),
        "question": _text(vote.question, wording),
        "method": _text(vote.method, wording),
        "rule": _text(vote.rule, wording),
        "scope": _text(vote.scope, wording),
        "choices": wording.count(labels.CHOICE_COUNT, vote.choices),
        "opened": wording.moment(vote.opened_at),
        "closed": wording.moment(vote.closed_at),
        "present": wording.number(vote.present),
        "tokens": wording.number(vote.tokens),
        "ballots": wording.number(vote.ballots),
        "base": wording.count(labels.BALLOT_COUNT, vote.ballots),
        "blank": wording.number(vote.blank),
        "opening_hash": vote.opening_hash,
        "closing_hash": vote.closing_hash,
        "ties": _ties(ranked, wording),
        "options": [_option(option, highest, wording) for option in ranked],
        "first": [
            _option(option, highest, wording)
            for option in ranked
            if option.rank is not None and option.rank <= FIRST_PLACES
        ],
    }


def _by_rank(option: Option) -> tuple[bool, int, int]:
    return option.rank is None, option.rank or 0, option.number


def _option(option: Option, highest: int, wording: Wording) -> Printed:
    return {
        "number": wording.number(option.number),
        "title": _text(option.title, wording),
        "total": wording.number(option.total),
        "rank": wording.number(option.rank),
        "tied": option.tied,
        "share": (option.total or 0) / highest if highest else 0,
    }


def _ties(ranked: Iterable[Option], wording: Wording) -> list[list[str | None]] | None:
    """The numbers of the proposals that share a total, group by group.

    An empty list is a vote without ties; `None` one without a result.
    """
    counted = [option for option in ranked if option.total is not None]
    if not counted:
        return None
    tied = sorted(
        (option for option in counted if option.tied),
        key=lambda option: (-(option.total or 0), option.number),
    )
    groups = groupby(tied, key=lambda option: option.total)
    return [[wording.number(option.number) for option in group] for _, group in groups]


def _texts(texts: Iterable[Text], wording: Wording) -> list[Printed | None]:
    return [_text(text, wording) for text in texts]


def _text(text: Text | None, wording: Wording) -> Printed | None:
    """A text for the edition, the original beside it where it is translated.

    `language` names the language where it is not the edition's.
    """
    if text is None or not text.value.strip():
        return None
    spoken = text.spoken(wording.language)
    foreign = spoken.lang != wording.language
    name = wording.language_name(_tag(spoken.lang)) if foreign else None
    original = _said(text.value, text.lang) if spoken.lang != text.lang else None
    return {**_said(spoken.value, spoken.lang), "language": name, "original": original}


def _said(value: str, lang: str) -> Printed:
    printed = for_pdf(value).strip()
    fallback = "rtl" if lang == "ar" else "ltr"
    return {"value": printed, "lang": _tag(lang), "dir": direction(printed, fallback)}


def _tag(lang: str) -> str:
    """The language as typst takes it: two or three letters."""
    found = _TAG.fullmatch(lang.lower().split("-")[0])
    return found[0] if found else "und"
