"""What the PDF prints: the outcome in the edition's words, as plain JSON.

`typst/report.typ` lays it out and decides nothing. `None` prints as
"Not recorded".
"""

from collections.abc import Iterable, Sequence
from typing import Final

from facilitator.reports import labels
from facilitator.reports.outcome import Axis, Outcome, Proposal, Vote, Workshop
from facilitator.reports.printed import Printed, print_text, print_texts, said
from facilitator.reports.tallied import print_vote
from facilitator.reports.wording import Wording
from facilitator.reports.written import Text
from facilitator.typesetting.sanitise import for_pdf
from facilitator.voting.rules import VoteState

OFFICIAL_NAMES: Final = ("ar", "zgh", "fr")  # the order of Moroccan letterheads
MOST_IN_SHORT: Final = 12  # proposals that the summary can list


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
                "title": print_text(step.title, wording),
                "duration": wording.count(labels.MINUTE_COUNT, step.planned_minutes),
            }
            for step in outcome.agenda
        ],
        "categories": [
            {
                "label": print_text(one.label, wording),
                "count": wording.number(one.count),
            }
            for one in outcome.participants.categories
        ],
        "axes": [_axis(axis, outcome.proposals, wording) for axis in outcome.axes],
        "no_axis": _placed(outcome.proposals, _unplaced(outcome), wording),
        "votes": [print_vote(vote, wording) for vote in outcome.votes],
        "handling": _handling(outcome, wording),
        "in_short": not outcome.votes and len(outcome.proposals) <= MOST_IN_SHORT,
        "closing_statement": print_text(outcome.closing_statement, wording),
        "next_steps": [
            {"text": print_text(step.text, wording), "due": wording.day(step.due)}
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
        (not workshop.is_over, labels.NOT_OVER),
        (workshop.rehearsal, labels.REHEARSAL),
        (workshop.invented, labels.INVENTED),
    ]
    return {
        "title": print_text(workshop.title, wording) or _untitled(workshop, wording),
        "organiser": print_text(workshop.organiser, wording),
        "letterhead": _letterhead(workshop.organiser),
        "venue": print_text(workshop.venue, wording),
        "when": wording.listed([wording.when(workshop), wording.hours(workshop)]),
        "date": wording.when(workshop),
        "hours": wording.hours(workshop),
        "code": for_pdf(workshop.code) if workshop.code else None,
        "partners": print_texts(workshop.partners, wording),
        "vote_effect": print_text(workshop.vote_effect, wording),
        "is_rehearsal": workshop.rehearsal,
        "marks": [wording.say(message) for applies, message in marks if applies],
    }


def _untitled(workshop: Workshop, wording: Wording) -> Printed | None:
    """What stands where the title should: the standards want one."""
    title = wording.listed([wording.say(labels.UNTITLED), workshop.code])
    return print_text(Text(title, wording.language), wording)


def _letterhead(organiser: Text | None) -> list[Printed]:
    """The organiser's official names, those there are."""
    if organiser is None:
        return []
    names = [
        said(name, lang)
        for lang in OFFICIAL_NAMES
        if (name := organiser.in_language(lang))
    ]
    return names or [said(organiser.value, organiser.lang)]


def _figures(outcome: Outcome, wording: Wording) -> list[Printed]:
    """The four key figures; nothing counted is nothing recorded."""
    votes = [vote for vote in outcome.votes if vote.state is VoteState.CLOSED]
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


def _handling(outcome: Outcome, wording: Wording) -> Printed | None:
    """What the facilitators did with what came in."""
    handling = outcome.handling
    if handling is None:
        return None
    merged = [one.number for one in outcome.proposals if one.merged_into is not None]
    return {
        "merged": wording.numbered(merged) if outcome.proposals else None,
        "hidden": wording.numbered(handling.hidden),
        "held": wording.numbered(handling.held),
        "acts": wording.how_many(handling.acts),
        "undone": wording.how_many(handling.undone),
        "log_head": handling.log_head,
        "erased": wording.day(handling.erased) if handling.erased else None,
    }


def _axis(axis: Axis, proposals: Iterable[Proposal], wording: Wording) -> Printed:
    placed = _placed(proposals, {axis.number}, wording)
    return {
        "number": wording.number(axis.number),
        "title": print_text(axis.title, wording),
        "question": print_text(axis.question, wording),
        "led_by": print_text(axis.led_by, wording),
        "objectives": print_texts(axis.objectives, wording),
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
        "title": print_text(proposal.title, wording),
        "description": print_text(proposal.description, wording),
        "objectives": print_texts(proposal.objectives, wording),
        "partners": print_texts(proposal.partners, wording),
        "status": wording.say(labels.STATUS[status]) if status else None,
        "merged_into": wording.number(proposal.merged_into),
        "votes": wording.count(labels.VOTE_COUNT, proposal.votes),
        "rank": wording.number(proposal.rank),
    }
