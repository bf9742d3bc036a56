"""The short way of a phone's ballot into the store, for the many that come at once.

It takes only what is in order in every respect, by three statements; whatever else
there is, `ballots.cast` judges and says. Both ways store the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from facilitator import keys
from facilitator.fixed import Fixed
from facilitator.live.actions import announce
from facilitator.participants.models import Seat
from facilitator.slips.models import Slip
from facilitator.slips.rules import SlipState
from facilitator.units import Unit
from facilitator.voting.ballots import state_of
from facilitator.voting.methods import Content, check_ballot
from facilitator.voting.models import Ballot, SlipUse, Vote
from facilitator.voting.rules import BallotRefused, Level, Method, VoteState
from facilitator.voting.sealing import canonical
from facilitator.voting.spec import Spec, read_spec
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import Status

MOST_SPECS = 32  # kept read

_specs: dict[str, Spec] = {}  # by opening hash, which names all that they say


@dataclass(frozen=True)
class Sent:
    """A ballot as a phone sent it. `says` and `card` read the form by the vote's rules.

    `seat` and `slip` are the phone's tokens, empty where it has none.
    """

    code: str
    number: int
    seat: str
    slip: str
    says: Callable[[Spec], Content]
    card: Callable[[Spec], Mapping[str, str]]
    instead_of: str | None


def _named(name: str) -> Any:
    return bindparam(name)


_VOTE = Fixed(
    select(
        Workshop.id.label("workshop_id"),
        Workshop.key.label("workshop_key"),
        Workshop.status,
        Vote.id,
        Vote.key,
        Vote.state,
        Vote.level,
        Vote.method,
        Vote.opening_hash,
    )
    .join_from(Vote, Workshop, Vote.workshop_id == Workshop.id)
    .where(Workshop.code == _named("code"), Vote.number == _named("number"))
    .with_for_update(read=True, of=Vote)
)
_SPEC = Fixed(select(Vote.spec).where(Vote.id == _named("vote_id")))


def _of_phone(column: Any, *named: Any) -> Any:
    return select(column).where(*named).scalar_subquery()


def _held(column: Any, table: Any, name: str) -> Any:
    in_here = table.workshop_id == _named("workshop_id")
    return _of_phone(column, in_here, table.credential == _named(name))


_own = (Ballot.vote_id == _named("vote_id"), Ballot.locator == _named("locator"))
_PHONE = Fixed(
    select(
        _held(Seat.id, Seat, "seat").label("seat_id"),
        _held(Slip.id, Slip, "slip").label("slip_id"),
        _held(Slip.state, Slip, "slip").label("slip_state"),
        _of_phone(Ballot.content, *_own).label("content"),
        _of_phone(Ballot.groups, *_own).label("groups"),
    )
)


def _new(*columns: str) -> dict[str, Any]:
    return {name: _named(f"new_{name}") for name in columns}


_written = _new("vote_id", "locator", "receipt", "content", "groups")
_PUT = Fixed(
    sqlite.insert(Ballot).values(_written).on_conflict_do_nothing(),
    postgresql.insert(Ballot).values(_written).on_conflict_do_nothing(),
)
_CHANGE = Fixed(update(Ballot).where(*_own).values(_new("content", "groups")))
_used = _new("vote_id", "slip_id")
_USE = Fixed(
    sqlite.insert(SlipUse).values(_used).on_conflict_do_nothing(),
    postgresql.insert(SlipUse).values(_used).on_conflict_do_nothing(),
)


def take(unit: Unit, sent: Sent) -> bool:
    """Take in a ballot that is in order in every respect; say whether it was.

    When it was not, nothing is written: ask `ballots.cast`, in the same unit. By the
    lock, the close waits for this ballot or this for the close.
    """
    vote = _VOTE.run(unit.connection, code=sent.code, number=sent.number).first()
    if vote is None or not _is_usual(vote):
        return False
    token = sent.seat if vote.level == Level.OPEN else sent.slip
    phone = _phone(unit, vote, sent, token)
    if not token or not _may_vote(vote, phone):
        return False
    spec = _spec(unit, vote)
    try:
        content = canonical(check_ballot(spec, sent.says(spec)))
    except BallotRefused:
        return False
    card = sent.card(spec)
    says = {"new_content": content, "new_groups": canonical(card) if card else None}
    if (phone.content, phone.groups) == tuple(says.values()):
        return True
    if sent.instead_of not in (None, _state(vote, token, phone)):
        return False
    return _put(unit, vote, token, phone, says)


def _is_usual(vote: Row[Any]) -> bool:
    """Whether it is open, and its ballots have no reasons beside them."""
    is_open = vote.state == VoteState.OPEN and vote.status != Status.DRAFT
    return is_open and vote.method != Method.CONSENT


def _phone(unit: Unit, vote: Row[Any], sent: Sent, token: str) -> Row[Any]:
    """Return what is stored of a phone: its seat, its slip, its ballot."""
    key = vote.workshop_key
    return _PHONE.run(
        unit.connection,
        workshop_id=vote.workshop_id,
        vote_id=vote.id,
        seat=keys.credential(sent.seat, key),
        slip=keys.credential(sent.slip, key) if sent.slip else "",
        locator=keys.locator(token, vote.key),
    ).one()


def _may_vote(vote: Row[Any], phone: Row[Any]) -> bool:
    if phone.seat_id is None:
        return False
    if vote.level == Level.OPEN:
        return True
    gone = (SlipState.VOID, SlipState.RETURNED)
    return phone.slip_id is not None and phone.slip_state not in gone


def _spec(unit: Unit, vote: Row[Any]) -> Spec:
    found = _specs.get(vote.opening_hash)
    if found is None:
        text = _SPEC.run(unit.connection, vote_id=vote.id).scalar_one()
        if len(_specs) >= MOST_SPECS:
            _specs.clear()
        found = _specs[vote.opening_hash] = read_spec(text)
    return found


def _state(vote: Row[Any], token: str, phone: Row[Any]) -> str:
    if phone.content is None:
        return ""
    return state_of(keys.locator(token, vote.key), phone.content)


def _put(
    unit: Unit, vote: Row[Any], token: str, phone: Row[Any], says: dict[str, Any]
) -> bool:
    """Write the one ballot of a token; False when another one came in between."""
    locator = keys.locator(token, vote.key)
    if phone.content is not None:
        _CHANGE.run(unit.connection, vote_id=vote.id, locator=locator, **says)
    else:
        receipt = keys.receipt(token, vote.key)
        new = {"new_vote_id": vote.id, "new_locator": locator, "new_receipt": receipt}
        if not _PUT.run(unit.connection, **new, **says).rowcount:
            return False
        if phone.slip_id is not None and vote.level != Level.OPEN:
            use = {"new_vote_id": vote.id, "new_slip_id": phone.slip_id}
            _USE.run(unit.connection, **use)
    announce(unit, vote.workshop_id, "votes")
    return True
