"""Make slips, hand them out, take them back, make them void; and undo each.

What staff notes is about paper: numbers and states, never who holds what, nor when.
"""

from collections.abc import Callable, Collection, Iterable, Sequence

from sqlalchemy import insert
from sqlalchemy.orm import Session

from facilitator.slips.models import Slip
from facilitator.slips.queries import highest_number, slips_of_workshop, slips_with
from facilitator.slips.rules import (
    MOST_NUMBER,
    MadeMeanwhile,
    NoSlipsLeft,
    SlipsAreVoid,
    SlipsHaveVoted,
    SlipsMovedOn,
    SlipsNotOut,
    SlipState,
    TooManySlips,
    in_ranges,
    read_numbers,
)
from facilitator.workshops.acts import record
from facilitator.workshops.models import Act, Workshop

AFTER = {  # what an act left the slips as
    "slips.made": SlipState.PRINTED,
    "slips.handed": SlipState.HANDED,
    "slips.returned": SlipState.RETURNED,
    "slips.voided": SlipState.VOID,
}
_PROVEN = ("slips.made", "slips.handed")  # by a ballot cast with the slip


def make_slips(
    session: Session,
    workshop_id: int,
    credentials: Sequence[str],
    account_id: int,
    *,
    first: int,
) -> None:
    """Keep new slips, numbered from `first` in the order of their credentials.

    The tokens were drawn and printed before, and are known to the paper alone.

    Raises:
        MadeMeanwhile: the number `first` is no longer the next one.
        TooManySlips: the numbers would not fit on a slip.
    """
    _lock(session, workshop_id)
    if highest_number(session, workshop_id) + 1 != first:
        raise MadeMeanwhile()
    last = first + len(credentials) - 1
    if last > MOST_NUMBER:
        raise TooManySlips(num=MOST_NUMBER)
    rows = [
        {"workshop_id": workshop_id, "number": number, "credential": credential}
        for number, credential in enumerate(credentials, first)
    ]
    session.execute(insert(Slip), rows)
    numbers = range(first, last + 1)
    _record(session, workshop_id, account_id, "slips.made", numbers, {})


def hand_out(
    session: Session, workshop_id: int, numbers: Collection[int], account_id: int
) -> None:
    """Note that slips were handed out; those that came back may go out again.

    Raises:
        NoSuchSlips: some were never made.
        SlipsAreVoid: some are void.
    """
    slips = _locked(session, workshop_id, numbers)
    _refuse(SlipsAreVoid, (s for s in slips if s.state is SlipState.VOID))
    _change(session, workshop_id, account_id, "slips.handed", slips)


def hand_out_next(
    session: Session, workshop_id: int, number: int, account_id: int
) -> None:
    """Note that the next `number` slips were handed out, or as many as are left.

    Raises:
        NoSlipsLeft: there is none.
    """
    _lock(session, workshop_id)
    slips = slips_of_workshop(session, workshop_id)
    left = [slip for slip in slips if slip.state is SlipState.PRINTED][:number]
    if not left:
        raise NoSlipsLeft()
    _change(session, workshop_id, account_id, "slips.handed", left)


def take_back(
    session: Session,
    workshop_id: int,
    numbers: Collection[int],
    account_id: int,
    *,
    voted: Collection[int],
) -> None:
    """Note that slips came back unused. `voted` are the ids of slips that have voted.

    Raises:
        NoSuchSlips: some were never made.
        SlipsNotOut: some were not handed out.
        SlipsHaveVoted: some are not unused.
    """
    slips = _locked(session, workshop_id, numbers)
    out = (SlipState.HANDED, SlipState.RETURNED)
    _refuse(SlipsNotOut, (s for s in slips if s.state not in out))
    _refuse(SlipsHaveVoted, (s for s in slips if s.id in voted))
    _change(session, workshop_id, account_id, "slips.returned", slips)


def void_slips(
    session: Session,
    workshop_id: int,
    numbers: Collection[int],
    account_id: int,
    *,
    reason: str,
) -> None:
    """Let slips vote no more. A ballot that one has cast stays: nobody can find it.

    Raises:
        NoSuchSlips: some were never made.
    """
    slips = _locked(session, workshop_id, numbers)
    new = [slip for slip in slips if slip.state is not SlipState.VOID]
    for slip in new:
        slip.void_why = reason
    _change(session, workshop_id, account_id, "slips.voided", new, reason=reason)


def undo_act(session: Session, act: Act, *, voted: Collection[int]) -> None:
    """Bring slips back to what an act changed them from.

    Making is undone by making them void: their paper may exist. `voted` are the ids
    of slips that have voted: those were made and handed out, whatever staff says.

    Raises:
        SlipsMovedOn: they are no longer as the act left them.
    """
    _lock(session, act.workshop_id)
    numbers = read_numbers(act.details["numbers"])
    slips = slips_with(session, act.workshop_id, numbers)
    if any(slip.state is not AFTER[act.kind] for slip in slips):
        raise SlipsMovedOn()
    if act.kind in _PROVEN and any(slip.id in voted for slip in slips):
        raise SlipsMovedOn()
    if act.kind == "slips.made":
        for slip in slips:
            slip.state = SlipState.VOID
    else:
        before = {
            number: SlipState(state)
            for state, listed in act.details["was"].items()
            for number in read_numbers(listed)
        }
        for slip in slips:
            slip.state, slip.void_why = before[slip.number], ""
    session.flush()


def _change(
    session: Session,
    workshop_id: int,
    account_id: int,
    kind: str,
    slips: Iterable[Slip],
    **details: str,
) -> None:
    """Let slips be as `kind` of act leaves them; record those that were not yet."""
    changed = [slip for slip in slips if slip.state is not AFTER[kind]]
    if not changed:
        return
    was = {
        str(state): in_ranges(s.number for s in changed if s.state is state)
        for state in sorted({slip.state for slip in changed})
    }
    for slip in changed:
        slip.state = AFTER[kind]
    numbers = [slip.number for slip in changed]
    _record(session, workshop_id, account_id, kind, numbers, was, **details)


def _record(
    session: Session,
    workshop_id: int,
    account_id: int,
    kind: str,
    numbers: Collection[int],
    was: dict[str, str],
    **details: str,
) -> None:
    """Note the act: the numbers, and from which states they come."""
    record(
        session,
        workshop_id,
        account_id,
        kind,
        numbers=in_ranges(numbers),
        num=len(numbers),
        was=was,
        **details,
    )


def _refuse(broken: Callable[..., Exception], slips: Iterable[Slip]) -> None:
    if numbers := in_ranges(slip.number for slip in slips):
        raise broken(numbers=numbers)


def _locked(
    session: Session, workshop_id: int, numbers: Collection[int]
) -> Sequence[Slip]:
    _lock(session, workshop_id)
    return slips_with(session, workshop_id, numbers)


def _lock(session: Session, workshop_id: int) -> None:
    """Let nobody else change the workshop's slips before the commit."""
    session.get_one(Workshop, workshop_id, with_for_update={"key_share": True})
