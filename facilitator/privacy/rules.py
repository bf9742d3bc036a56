"""What a purge and an erasure refuse, and what they leave. Pure."""

from facilitator.errors import N_, RuleBroken

# Written in the place of words that are gone, in every language: a title must be.
NO_WORDS = "—"


class NotOverYet(RuleBroken):
    """People are still in the room."""

    message = N_("End the workshop first: people may still be writing.")


class VoteIsOpenStill(RuleBroken):
    """Ballots are sealed, and not counted yet."""

    message = N_("A vote is open. Close it first.")


class PurgedAlready(RuleBroken):
    """There is nothing left to erase."""

    message = N_("The personal data of this workshop was erased already.")


class NotSure(RuleBroken):
    """The box was not ticked: it cannot be undone."""

    message = N_("Please tick the box: this cannot be undone.")
    status = 422
