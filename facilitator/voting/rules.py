"""What a vote may be, and what it refuses."""

from enum import StrEnum
from typing import Final

from facilitator.errors import N_, NN_, RuleBroken

BLANK: Final = "blank"  # the ballot of somebody who abstains
QUESTION_LIMIT = 300  # characters
WITH_REASON = ("reservations", "no")  # answers of a consent check that may say why
REASON_LIMIT = 300  # characters
MOST_DICE = 20  # digits


class Method(StrEnum):
    """How people vote. Each is a module of `voting.methods`."""

    STICKERS = "stickers"  # up to k different proposals
    CONSENT = "consent"  # one proposal: yes, yes with reservations, no
    POINTS = "points"  # ten points, shared out
    STARS = "stars"  # none to five for each, then a runoff
    BUDGET = "budget"  # stickers, and an amount of money to be spent
    TRIAGE = "triage"  # keep, change or drop each
    RANKING = "ranking"  # put in order; Schulze
    JUDGMENT = "judgment"  # a word for each; majority judgment
    MATRIX = "matrix"  # impact and feasibility of each, 1 to 5


class Outcome(StrEnum):
    """What a count ends in."""

    ORDER = "order"  # an order; nobody wins
    TOP = "top"  # the first N
    FAIR = "fair"  # N by equal shares, every proposal at the same price
    ONE = "one"  # one winner, or adopted or not
    SHARES = "shares"  # what the money buys by equal shares
    GREEDY = "greedy"  # what the money buys, most votes first


class Level(StrEnum):
    """How a vote makes sure that one person has one ballot."""

    OPEN = "open"  # a seat each: indicative, one person could take two phones
    SLIPS = "slips"  # a printed slip each
    WITNESSED = "witnessed"  # slips; hashes photographed, unused slips counted


class Channel(StrEnum):
    """How a ballot came in. Only totals are kept."""

    PHONE = "phone"
    TABLET = "tablet"  # one device, passed on
    PAPER = "paper"  # typed in by two people


class VoteState(StrEnum):
    """A vote goes this way once, and never back."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"


class VoteNotOpen(RuleBroken):
    """The vote is still being prepared."""

    message = N_("This vote is not open yet.")


class VoteIsClosed(RuleBroken):
    """The vote is over: no ballot comes in or changes any more."""

    message = N_(
        "This vote is closed. Ballots that came in before the close are counted; "
        "no further ballot or change can be taken in."
    )


class VoteStillOpen(RuleBroken):
    """Nobody sees what the ballots of an open vote say."""

    message = N_("This vote is not closed yet: nothing of its result can be seen.")


class NotShownYet(RuleBroken):
    """What a vote came to is public once the room has seen it."""

    message = N_("The result of this vote has not been shown yet.")


class VoteIsFixed(RuleBroken):
    """What opening fixed cannot be changed."""

    message = N_("This vote has been opened: its question and rules are fixed.")


class TooManyOptions(RuleBroken):
    """The method is for fewer."""

    message = NN_(
        "This way of voting is for %(num)d proposal. Choose which one.",
        "This way of voting is for at most %(num)d proposals. Choose which ones.",
    )


class CostsAreMissing(RuleBroken):
    """Money cannot be shared out among what has no price."""

    message = NN_(
        "%(num)d proposal has no cost yet. Give every proposal its cost first.",
        "%(num)d proposals have no cost yet. Give every proposal its cost first.",
    )


class BudgetIsMissing(RuleBroken):
    """There is nothing to share out."""

    message = N_("Say how much money there is before the vote opens.")


class TooFewOptions(RuleBroken):
    """There is nothing to choose between."""

    message = N_(
        "A vote needs at least two proposals that everybody can see. "
        "Approve or add proposals, or go on without a vote."
    )


class NoOption(RuleBroken):
    """There is nothing to vote on."""

    message = N_(
        "A vote needs a proposal that everybody can see. "
        "Approve or add it, or go on without a vote."
    )


class BallotsAreIn(RuleBroken):
    """People have voted: the opening stands."""

    message = NN_(
        "%(num)d ballot is in: the opening of this vote can no longer be undone.",
        "%(num)d ballots are in: the opening of this vote can no longer be undone.",
    )


class TooFewMarks(RuleBroken):
    """A ballot has room for at least one mark."""

    message = N_("A ballot must have room for at least one proposal.")
    status = 422


class NoSeatHere(RuleBroken):
    """The token is that of no seat in the vote's workshop."""

    message = N_("There is nothing here.")
    status = 404


class SlipNeeded(RuleBroken):
    """The vote takes slips, and this is none of the workshop's."""

    message = N_("This vote needs a voting slip. The code given is on no valid slip.")
    status = 403


class SlipIsVoid(RuleBroken):
    """It was lost, spoilt or given back."""

    message = N_(
        "This voting slip is no longer valid. Ask the organisers for another one."
    )
    status = 403


class NoSlipsHere(RuleBroken):
    """The vote takes no slips: there is no paper to count."""

    message = N_("This vote took no slips: there is nothing to count on paper.")


class PaperNotCounted(RuleBroken):
    """Witnesses have not counted the slips yet."""

    message = N_(
        "Count the unused slips first, and note the names of two witnesses. "
        "Then the result can be shown."
    )


class ResultIsShown(RuleBroken):
    """What was noted of the paper stands behind a result that everybody sees."""

    message = N_(
        "The count of the slips was changed later, or the result is shown already."
    )


class NoDiceHere(RuleBroken):
    """Nothing was to be rolled for this vote, or it has been."""

    message = N_("No dice are rolled for this vote, or they have been already.")


class DiceAreDigits(RuleBroken):
    """What was rolled is not written in digits."""

    message = N_("Write what was rolled in digits, one to twenty of them.")
    status = 422


class BallotRefused(RuleBroken):
    """A ballot that is not taken in; it is refused whole, never trimmed."""

    status = 422


class TooManyMarks(BallotRefused):
    """More marks than the limit."""

    message = NN_(
        "You may choose at most %(num)d proposal. Untick the others and send again.",
        "You may choose at most %(num)d proposals. Untick some and send again.",
    )


class RepeatedMark(BallotRefused):
    """The same option twice."""

    message = N_("A proposal can be chosen only once on a ballot.")


class UnknownOption(BallotRefused):
    """A mark for what is not on the ballot."""

    message = N_("One of the choices is not on this ballot. Load the page again.")


class NothingChosen(BallotRefused):
    """Neither a mark nor the explicit blank."""

    message = N_("Choose at least one proposal, or say that you abstain.")


class NothingAnswered(BallotRefused):
    """No answer, and not the explicit blank."""

    message = N_("Nothing is filled in yet. Answer, or say that you abstain.")


class MalformedBallot(BallotRefused):
    """It does not say what this kind of ballot says."""

    message = N_("This is not a ballot of this vote. Load the page again.")


class TooManyPoints(BallotRefused):
    """More points than a ballot has."""

    message = NN_(
        "A ballot has %(num)d point. Take some back and send again.",
        "A ballot has %(num)d points. Take some back and send again.",
    )


class TooMuchOnOne(BallotRefused):
    """More on one option than may be."""

    message = NN_(
        "At most %(num)d point may go to one proposal.",
        "At most %(num)d points may go to one proposal.",
    )


class HalfRated(BallotRefused):
    """Of an option only one of two sides is rated."""

    message = N_(
        "Give each proposal that you rate both its impact and its feasibility."
    )


class ChangedElsewhere(BallotRefused):
    """The ballot is no longer the one that this answer set out to change."""

    message = N_(
        "Your ballot was changed in the meantime, perhaps on another page. "
        "Look at it, and send your choice again if it is not the right one."
    )
    status = 409
