"""Every word of ours in the documents, marked for translation.

People read them in the edition's language: `wording.Wording` translates them.
"""

from typing import Final

from facilitator.errors import N_, NN_
from facilitator.reports.outcome import ProposalStatus
from facilitator.voting.rules import Method, VoteNotOpen, VoteState, VoteStillOpen
from facilitator.workshops.rules import PartOfDay

REHEARSAL: Final = N_("This is a rehearsal: robots took part, and nothing was decided.")
INVENTED: Final = N_(
    "This is an invented example: its people and figures are not real."
)
NOT_OVER: Final = N_(
    "The workshop was not over when this document was made: facts may still change."
)
NOT_CLOSED: Final = {
    VoteState.PREPARED: VoteNotOpen.message,
    VoteState.OPEN: VoteStillOpen.message,
}
NOT_STANDARD: Final = N_(
    "This file does not meet the standards for accessible and archived documents "
    "(PDF/UA, PDF/A): one of its texts could not be set as they ask."
)
UNTITLED: Final = N_("Workshop without a title")
ALL_AXES: Final = N_("The proposals of all axes")
CHANNELS: Final = N_(
    "by phone: %(phone)s, on a tablet passed on: %(table)s, on paper: %(paper)s"
)
NONE: Final = N_("None")
NOT_SHOWN: Final = N_("Not yet shown to the room.")
VOTES_FILE: Final = N_("Votes in tables")
DATE_INCOMPLETE: Final = N_("the full date was not recorded")
FROM_TIME: Final = N_("from %(start)s")
FROM_TO: Final = N_("%(start)s to %(end)s")
UNTIL: Final = N_("until %(end)s")

# Printed by typst/*.typ as `ui.<key>`.
PAPER: Final = {
    "about": N_("About this document"),
    "about_data": N_(
        "The same facts are attached to this file as data (outcome.json)."
    ),
    "about_missing": N_("A fact that nobody recorded is printed as “Not recorded”."),
    "about_words": N_(
        "Each proposal stands as it was written; where a translation comes first, "
        "the original follows it."
    ),
    "acts": N_("Acts of the facilitators"),
    "acts_undone": N_("Of these, undone"),
    "erased": N_("Personal data was erased on"),
    "log_head": N_("Newest digest of the log"),
    "agenda": N_("Agenda"),
    "axes": N_("Axes"),
    "dice": N_("Dice rolled in the room"),
    "firmness": N_("How firm this result is"),
    "explanation": N_("How the winners were found"),
    "level": N_("One person, one ballot"),
    "won": N_("won"),
    "axis_objectives": N_("Objectives of the axis"),
    "ballots": N_("Ballots"),
    "blank": N_("Blank ballots"),
    "by_phone": N_("People who joined with a phone"),
    "category": N_("Category"),
    "channels": N_("How ballots came in"),
    "choices": N_("Choices"),
    "closed": N_("Closed"),
    "closing_hash": N_("Seal of the ballots (SHA-256)"),
    "closing_statement": N_("Closing words"),
    "consultative": N_(
        "This vote is consultative: it advises the council and does not bind it."
    ),
    "contents": N_("Contents"),
    "context": N_("The workshop"),
    "date": N_("Date"),
    "due": N_("Due"),
    "duration": N_("Planned time"),
    "effect": N_("What the vote decides, and what it does not"),
    "first_places": N_("First in the vote"),
    "generated": N_("Document made"),
    "hashes": N_(
        "The seals were published when the vote opened and closed. Whoever "
        "recounts the ballots can check that nothing changed since."
    ),
    "handling": N_("What the facilitators did"),
    "held": N_("Proposals that were not approved"),
    "hidden": N_("Proposals that the facilitators took out"),
    "invited": N_("People invited"),
    "led_by": N_("Led by"),
    "merged": N_("Proposals merged into others"),
    "merged_into": N_("Merged into"),
    "method": N_("Method"),
    "method_section": N_("How the result was made"),
    "next_steps": N_("Next steps"),
    "no_axis": N_("Proposals without an axis"),
    "no_ties": N_("No ties"),
    "not_recorded": N_("Not recorded"),
    "number": N_("No."),
    "objectives": N_("Objectives"),
    "opened": N_("Opened"),
    "opening_hash": N_("Seal of the opening (SHA-256)"),
    "organiser": N_("Organiser"),
    "page": N_("Page %(page)s of %(total)s"),
    "participants": N_("Participants"),
    "partners": N_("Partners"),
    "people": N_("People"),
    "place": N_("Place"),
    "present": N_("People in the room"),
    "proposal": N_("Proposal"),
    "proposals": N_("Proposals"),
    "proposals_section": N_("Proposals by axis"),
    "rank": N_("Rank"),
    "rehearsal": N_("Rehearsal: nothing here counts."),
    "reopened": N_("Times the vote was reopened"),
    "report": N_("Workshop report"),
    "results": N_("Results"),
    "rule": N_("Rule"),
    "scope": N_("Put to the vote"),
    "step": N_("Step"),
    "to_do": N_("What is to be done"),
    "summary": N_("Summary"),
    "tied": N_("tied"),
    "ties": N_("Ties, by proposal number"),
    "time": N_("Time"),
    "tokens": N_("Valid voting codes"),
    "vote": N_("Vote"),
    "vote_figure": N_("Votes held"),
    "votes": N_("Votes"),
    "workshop_code": N_("Workshop code"),
}

METHODS: Final = {
    Method.STICKERS: N_("Stickers"),
    Method.CONSENT: N_("Consent check"),
    Method.POINTS: N_("Points"),
    Method.STARS: N_("Stars, then a runoff"),
    Method.BUDGET: N_("Stickers and money"),
    Method.TRIAGE: N_("Keep, change or drop"),
    Method.RANKING: N_("Ranking (Schulze)"),
    Method.JUDGMENT: N_("Majority judgment"),
    Method.MATRIX: N_("Impact and feasibility"),
}
# Methods whose first table says all that bars would.
WITHOUT_BARS: Final = (Method.CONSENT, Method.JUDGMENT, Method.MATRIX)

PROPOSAL_COUNT: Final = NN_("%(num)s proposal", "%(num)s proposals")
VOTE_COUNT: Final = NN_("%(num)s vote", "%(num)s votes")
MINUTE_COUNT: Final = NN_("%(num)s minute", "%(num)s minutes")
BALLOT_COUNT: Final = NN_(
    "Counted on %(num)s ballot, blank ones included.",
    "Counted on %(num)s ballots, blank ones included.",
)
CHOICE_COUNT: Final = NN_(
    "Each ballot could name %(num)s proposal.",
    "Each ballot could name up to %(num)s proposals.",
)

STATUS: Final = {
    ProposalStatus.SHOWN: N_("Shown to the room"),
    ProposalStatus.MERGED: N_("Merged"),
    ProposalStatus.PUT_TO_VOTE: N_("Put to the vote"),
    ProposalStatus.RANKED: N_("Ranked"),
    ProposalStatus.KEPT: N_("Kept"),
    ProposalStatus.OUT_OF_REMIT: N_("Out of remit"),
    ProposalStatus.DEFERRED: N_("Deferred"),
    ProposalStatus.NOT_KEPT: N_("Not kept"),
}

PART_OF_DAY: Final = {
    PartOfDay.MORNING: N_("in the morning"),
    PartOfDay.AFTERNOON: N_("in the afternoon"),
    PartOfDay.EVENING: N_("in the evening"),
}

# Other languages are named by Babel.
LANGUAGE_NAMES: Final = {
    "zgh": N_("Amazigh"),
    "tzm": N_("Amazigh"),
    "ber": N_("Amazigh"),
}

# Column heads of votes.csv, in order.
VOTE_COLUMNS: Final = (
    N_("Vote"),
    N_("Table"),
    N_("Number"),
    N_("Title as written"),
    N_("Row"),
    N_("Column"),
    N_("Value"),
)

# Column heads of proposals.csv, in order.
COLUMNS: Final = {
    "number": N_("Number"),
    "axis": N_("Axis number"),
    "axis_title": N_("Axis"),
    "title": N_("Title as written"),
    "language": N_("Language"),
    "translation": N_("Title translated"),
    "description": N_("Description"),
    "objectives": N_("Objectives"),
    "partners": N_("Partners"),
    "status": N_("Status"),
    "merged_into": N_("Merged into"),
    "votes": N_("Votes"),
    "rank": N_("Rank"),
}
