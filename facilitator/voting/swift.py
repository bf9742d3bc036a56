"""The short way of a phone's ballot into the store, for the many that come at once.

It takes only what is in order in every respect: somebody's first ballot in a vote that
this process knows by one statement, others by three; whatever else there is,
`ballots.cast` judges and says. All ways store the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

from sqlalchemy import ClauseElement, bindparam, exists, literal_column, select, update
from sqlalchemy.dialects import sqlite

from facilitator import keys
from facilitator.fixed import Fixed
from facilitator.live.actions import announce_ballot, be_quiet
from facilitator.participants.models import Seat
from facilitator.slips.models import Slip
from facilitator.slips.rules import SlipState
from facilitator.units import Unit, note_stored
from facilitator.voting.ballots import state_of
from facilitator.voting.methods import Content, check_ballot
from facilitator.voting.models import Ballot, SlipUse, Vote
from facilitator.voting.rules import BallotRefused, Level, Method, VoteState
from facilitator.voting.sealing import canonical
from facilitator.voting.spec import Spec, read_spec
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import Status

MOST_SPECS = 32  # kept read
MOST_VOTES = 256  # known

_specs: dict[str, Spec] = {}  # by opening hash, which names all that they say
_known: dict[tuple[str, int], Any] = {}  # rows of open votes, by code and number


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


def _putting(insert: Callable[[Any], Any]) -> Fixed:
    """Return what inserts unless the key is taken.

    PostgreSQL's is made late: all its drivers take 2 MB.
    """

    def late() -> ClauseElement:
        made = insert(import_module("sqlalchemy.dialects.postgresql"))
        return cast(ClauseElement, made.on_conflict_do_nothing())

    return Fixed(insert(sqlite).on_conflict_do_nothing(), late)


def _new(*columns: str) -> dict[str, Any]:
    return {name: _named(f"new_{name}") for name in columns}


_STATED = ("locator", "receipt", "content", "groups")
_written = _new("vote_id", *_STATED)
_PUT = _putting(lambda sql: sql.insert(Ballot).values(_written))
# What is known of the vote may be of yesterday: the statement itself asks whether all
# of it still holds, and locks the vote like `_VOTE`.
_first = (
    select(Vote.id, *(bindparam(name, type_=Ballot.content.type) for name in _STATED))
    .join_from(Vote, Workshop, Vote.workshop_id == Workshop.id)
    .where(
        Vote.id == _named("vote_id"),
        Vote.key == _named("vote_key"),
        Vote.opening_hash == _named("opening_hash"),
        Vote.state == literal_column(f"'{VoteState.OPEN}'"),
        Vote.level == literal_column(f"'{Level.OPEN}'"),
        Workshop.key == _named("workshop_key"),
        Workshop.code == _named("code"),
        Workshop.status != literal_column(f"'{Status.DRAFT}'"),
        exists().where(
            Seat.workshop_id == _named("workshop_id"),
            Seat.credential == _named("seat"),
        ),
    )
    .with_for_update(read=True, of=Vote)
)
_into = ("vote_id", *_STATED)
_PUT_FIRST = _putting(lambda sql: sql.insert(Ballot).from_select(_into, _first))
_CHANGE = Fixed(update(Ballot).where(*_own).values(_new("content", "groups")))
_used = _new("vote_id", "slip_id")
_USE = _putting(lambda sql: sql.insert(SlipUse).values(_used))


def take(unit: Unit, sent: Sent) -> bool:
    """Take in a ballot that is in order in every respect; say whether it was.

    When it was not, nothing is written: ask `ballots.cast`, in the same unit. By the
    lock, the close waits for this ballot or this for the close.
    """
    if _is_put_first(unit, sent):
        return True
    vote = _VOTE.row(unit.connection, code=sent.code, number=sent.number)
    if vote is None or not _is_usual(vote):
        return False
    _know(sent, vote)
    token = sent.seat if vote.level == Level.OPEN else sent.slip
    locator = keys.locator(token, vote.key)
    phone = _phone(unit, vote, sent, locator)
    may_vote = bool(token) and _may_vote(vote, phone)
    says = _said(unit, vote, sent) if may_vote else None
    if says is None:
        return False
    if says == (phone.content, phone.groups):
        be_quiet(unit)  # it is sent again, and nothing is written
        return True
    is_late = sent.instead_of not in (None, _state(phone, locator))
    paper = _Paper(vote.id, locator, token, *says)
    if is_late or not _put(unit, paper, vote, phone):
        return False
    announce_ballot(unit, vote.workshop_id, token)
    return True


def _know(sent: Sent, vote: Any) -> None:
    """Keep what names an open vote: until it closes, none of it changes."""
    if vote.level == Level.OPEN:
        if len(_known) >= MOST_VOTES:
            _known.clear()
        _known[sent.code, sent.number] = vote


def _is_put_first(unit: Unit, sent: Sent) -> bool:
    """Write a phone's first ballot in a known vote; say whether it is written."""
    vote = _known.get((sent.code, sent.number))
    if vote is None or not sent.seat or sent.instead_of:
        return False
    says = _said(unit, vote, sent)
    if says is None:
        return False
    content, groups = says
    written = _PUT_FIRST.send(
        unit.connection,
        vote_id=vote.id,
        vote_key=vote.key,
        opening_hash=vote.opening_hash,
        workshop_id=vote.workshop_id,
        workshop_key=vote.workshop_key,
        code=sent.code,
        seat=keys.credential(sent.seat, vote.workshop_key),
        locator=keys.locator(sent.seat, vote.key),
        receipt=keys.receipt(sent.seat, vote.key),
        content=content,
        groups=groups,
    )
    if written:
        note_stored(unit, "ballot")
        announce_ballot(unit, vote.workshop_id, sent.seat)
    return bool(written)


@dataclass(frozen=True)
class _Paper:
    """A ballot as it is stored."""

    vote_id: int
    locator: str
    token: str
    content: str
    groups: str | None


def _is_usual(vote: Any) -> bool:
    """Whether it is open, and its ballots have no reasons beside them."""
    is_open = vote.state == VoteState.OPEN and vote.status != Status.DRAFT
    return bool(is_open) and vote.method != Method.CONSENT


def _phone(unit: Unit, vote: Any, sent: Sent, locator: str) -> Any:
    """Return what is stored of a phone: its seat, its slip, its ballot."""
    key = vote.workshop_key
    return _PHONE.row(
        unit.connection,
        workshop_id=vote.workshop_id,
        vote_id=vote.id,
        seat=keys.credential(sent.seat, key),
        slip=keys.credential(sent.slip, key) if sent.slip else "",
        locator=locator,
    )


def _may_vote(vote: Any, phone: Any) -> bool:
    if phone.seat_id is None:
        return False
    if vote.level == Level.OPEN:
        return True
    gone = (SlipState.VOID, SlipState.RETURNED)
    return phone.slip_id is not None and phone.slip_state not in gone


def _said(unit: Unit, vote: Any, sent: Sent) -> tuple[str, str | None] | None:
    """Return content and card as they are stored, or None when they are refused."""
    spec = _spec(unit, vote)
    try:
        content = canonical(check_ballot(spec, sent.says(spec)))
    except BallotRefused:
        return None
    card = sent.card(spec)
    return content, canonical(card) if card else None


def _spec(unit: Unit, vote: Any) -> Spec:
    found = _specs.get(vote.opening_hash)
    if found is None:
        if len(_specs) >= MOST_SPECS:
            _specs.clear()
        text = _SPEC.row(unit.connection, vote_id=vote.id).spec
        found = _specs[vote.opening_hash] = read_spec(text)
    return found


def _state(phone: Any, locator: str) -> str:
    return "" if phone.content is None else state_of(locator, phone.content)


def _put(unit: Unit, paper: _Paper, vote: Any, phone: Any) -> bool:
    """Write the one ballot of a token; False when another one came in between."""
    says = {"new_content": paper.content, "new_groups": paper.groups}
    named = {"vote_id": paper.vote_id, "locator": paper.locator}
    if phone.content is not None:
        return bool(_CHANGE.send(unit.connection, **named, **says))
    receipt = keys.receipt(paper.token, vote.key)
    new = {f"new_{name}": value for name, value in named.items()}
    if not _PUT.send(unit.connection, new_receipt=receipt, **new, **says):
        return False
    if vote.level != Level.OPEN:
        use = {"new_vote_id": paper.vote_id, "new_slip_id": phone.slip_id}
        _USE.send(unit.connection, **use)
    note_stored(unit, "ballot")
    return True
