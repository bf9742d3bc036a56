"""What preparing a workshop does across capabilities."""

import json
from dataclasses import replace

from sqlalchemy.orm import Session

from facilitator.axes.actions import add_axis, copy_axes
from facilitator.axes.rules import AxisText
from facilitator.paths import PACKAGE
from facilitator.texts import LANGUAGES
from facilitator.voting.preparing import copy_votes, put_settings, settings_of
from facilitator.voting.queries import votes_of
from facilitator.voting.removals import REMOVALS, bring_back
from facilitator.voting.rules import Level
from facilitator.workshops.actions import copy_workshop, create_workshop
from facilitator.workshops.acts import act_to_undo, latest_acts, mark_undone
from facilitator.workshops.agenda import lock_workshop
from facilitator.workshops.models import Act, Workshop
from facilitator.workshops.rules import Facts, Template

INVENTED = PACKAGE / "demo" / "oued-zitoun.json"  # for who has no workshop yet


def copy(session: Session, account_id: int, source: Workshop, facts: Facts) -> Workshop:
    """Return a new draft with the texts, steps, partners, axes and votes of another.

    The votes are prepared as those of `source` were; a further round names
    proposals that stayed there, so it begins anew.
    """
    workshop = copy_workshop(session, account_id, source, **facts)
    copy_axes(session, source.id, workshop.id)
    copy_votes(session, source.id, workshop.id)
    return workshop


def rehearse(session: Session, account_id: int, source: Workshop | None) -> Workshop:
    """Return a new rehearsal: a copy of `source`, or of invented content.

    Its votes take no slips: robots hold none.
    """
    if source is None:
        workshop = _invented(session, account_id)
    else:
        facts = Facts(
            title=source.title,
            organiser=source.organiser,
            languages=source.languages,
            main_language=source.main_language,
        )
        workshop = copy(session, account_id, source, facts)
    workshop.is_rehearsal = True
    for vote in votes_of(session, workshop.id):
        put_settings(vote, replace(settings_of(vote), level=Level.OPEN))
    session.flush()
    return workshop


def _invented(session: Session, account_id: int) -> Workshop:
    """Return a workshop with the title and the axes of the invented meeting."""
    told = json.loads(INVENTED.read_text("utf-8"))
    facts = Facts(
        title=told["title"],
        organiser=told["organiser"],
        languages=list(LANGUAGES),
        main_language=LANGUAGES[0],
    )
    workshop = create_workshop(session, account_id, Template.OPENNESS, **facts)
    for axis in told["axes"]:
        text = AxisText(axis["title"], objectives=axis["objectives"])
        add_axis(session, workshop.id, text)
    return workshop


def removal_to_undo(session: Session, workshop_id: int) -> Act | None:
    """Return the last act when it took an axis or a step out of the workshop."""
    latest = latest_acts(session, workshop_id)[:1]
    return next((act for act in latest if act.kind in REMOVALS), None)


def undo_removal(
    session: Session, workshop: Workshop, act_id: int, account_id: int | None = None
) -> Act:
    """Bring back the axis or the step that an act removed, and return the act.

    Raises:
        NotFoundHere: no such act of this workshop removed anything.
        AlreadyUndone: it is back.
    """
    lock_workshop(session, workshop.id)
    act = act_to_undo(session, workshop.id, act_id, REMOVALS)
    bring_back(session, act)
    mark_undone(session, act, account_id)
    return act
