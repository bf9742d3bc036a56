"""What closing an account and erasing its name refuse. Pure."""

from facilitator.errors import N_, NN_, RuleBroken


class UsedAlready(RuleBroken):
    """Somebody came in by the link before it was withdrawn."""

    message = N_("Somebody has used this link already. Close their account instead.")


class ClosedAlready(RuleBroken):
    """A colleague, or a second tap, was quicker."""

    message = N_("This account is closed already.")


class NotClosed(RuleBroken):
    """Somebody works with the account still, or works with it again."""

    message = N_("This account is not closed. Close it first.")


class LastAdmin(RuleBroken):
    """Nobody could let people in any more."""

    message = N_(
        "Nobody else may invite others. First invite somebody who may, and wait "
        "until they have made their account."
    )


class OnlyFacilitator(RuleBroken):
    """`num` workshops would have nobody to run or to end them."""

    message = NN_(
        "%(num)d workshop that has not ended has no other facilitator. First share "
        "it with a colleague, or end it.",
        "%(num)d workshops that have not ended have no other facilitator. First share "
        "them with a colleague, or end them.",
    )


class Unfit(RuleBroken):
    """Workshops are handed to somebody who works here, and who does not leave."""

    message = N_("Choose somebody else who has an account here.")


def check_admin_left(*, is_admin: bool, others: int) -> None:
    """Refuse to close the account of the last who may invite others.

    `others` may, and can sign in.

    Raises:
        LastAdmin: there is none of them.
    """
    if is_admin and not others:
        raise LastAdmin()


def check_nothing_left_alone(alone: int) -> None:
    """Refuse to close an account while `alone` workshops that go on have no other.

    Raises:
        OnlyFacilitator: there are some.
    """
    if alone:
        raise OnlyFacilitator(num=alone)
