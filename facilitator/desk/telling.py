"""What staff did, in words: a sentence for each kind of act."""

from dataclasses import dataclass, field
from typing import Any

from facilitator.desk.logged import MESSAGES as LOGGED
from facilitator.desk.logged import SECTIONS
from facilitator.errors import N_, NN_
from facilitator.slips.rules import ACTS as SLIP_ACTS
from facilitator.workshops.models import Act


@dataclass(frozen=True)
class Sentence:
    """What an act was: a message, or two forms chosen by ``num``, and its values.

    A ``step`` among the values is (title by language, kind), an ``axis`` its title
    by language, a ``section`` a message, for the page to name.
    """

    message: str | tuple[str, str]
    values: dict[str, Any] = field(default_factory=dict)


_MESSAGES: dict[str, str | tuple[str, str]] = {
    "workshop.opened": N_("The workshop was opened."),
    "workshop.ended": N_("The workshop was ended."),
    "step.moved": N_("The workshop moved to: %(step)s"),
    "step.extended": NN_(
        "The step was given %(num)d minute more.",
        "The step was given %(num)d minutes more.",
    ),
    "step.last_called": N_("The last 30 seconds were called."),
    "step.paused": N_("The timer was paused."),
    "step.resumed": N_("The timer runs on."),
    "proposal.approved": N_("Proposal %(number)d was approved."),
    "proposal.hidden": N_("Proposal %(number)d was hidden."),
    "proposal.restored": N_("Proposal %(number)d was shown again."),
    "step.skipped": N_("This was left out of the agenda: %(step)s"),
    "step.taken_in": N_("This was taken into the agenda again: %(step)s"),
    "step.removed": N_("This was removed from the agenda: %(step)s"),
    "axis.removed": N_("This axis was removed: %(axis)s"),
    "vote.opened": N_("Vote %(vote)d was opened."),
    "vote.closed": N_("Vote %(vote)d was closed."),
    "vote.emptied": N_(
        "A backup was restored: vote %(vote)d begins again, everybody votes once more."
    ),
    "vote.partly_revealed": N_("A part of the results of vote %(vote)d was shown."),
    "vote.revealed": N_("The results of vote %(vote)d were shown."),
    "vote.checked": N_("The slips of vote %(vote)d were counted on paper."),
    **SLIP_ACTS,
    "vote.rolled": N_("Dice were rolled for vote %(vote)d."),
    "reason.hidden": N_("A reason given in vote %(vote)d was hidden."),
    "reason.restored": N_("A reason given in vote %(vote)d was shown again."),
    "reasons.shown": N_("Everybody may read the reasons given in vote %(vote)d."),
    "reasons.withheld": N_("Nobody reads the reasons given in vote %(vote)d."),
    "hands.counted": N_("Hands raised beside vote %(vote)d were counted."),
    "kiosk.started": N_("A tablet was set up to be passed on."),
    "kiosk.revoked": N_("All tablets were taken back."),
    "vote.added": N_("One more vote was added to the agenda."),
    "vote.followed": N_("A second round of vote %(vote)d was added to the agenda."),
    **LOGGED,
}
_MISSING = {"name": "—", "section": "—"}  # after a purge


def sentence(act: Act) -> Sentence:
    """Return in words what an act was."""
    details = act.details
    message = _MESSAGES.get(act.kind, N_("Something else was changed."))
    values: dict[str, Any] = {}
    if "step_kind" in details:
        values["step"] = (details["title"], details["step_kind"])
    elif "title" in details:
        values["axis"] = details["title"]
    if isinstance(message, tuple):
        values["num"] = details.get("minutes", details.get("num"))
    told = ("number", "numbers", "vote", "name", "act")
    values |= {k: details[k] for k in told if k in details}
    if section := SECTIONS.get(details.get("section", "")):
        values["section"] = section
    missing = {k: v for k, v in _MISSING.items() if f"%({k})" in str(message)}
    values = {**missing, **values}
    return Sentence(message, values)
