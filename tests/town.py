"""One of everything in three workshops, and everybody who may ask for it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.accounts.actions import invite
from facilitator.accounts.models import Account, Invitation, SignIn
from facilitator.accounts.rules import token_hash
from facilitator.axes.actions import remove_axis
from facilitator.clock import now
from facilitator.participants.attendance import Presence, add_attendance
from facilitator.participants.categories import Category
from facilitator.proposals.actions import save_draft
from facilitator.proposals.moderating import hide
from facilitator.proposals.rules import State, Words
from facilitator.robots.models import Robots
from facilitator.slips.actions import make_slips
from facilitator.voting.actions import (
    close_vote,
    open_vote,
    prepare_vote,
    reveal,
    set_up_vote,
)
from facilitator.voting.ballots import cast
from facilitator.voting.models import Vote
from facilitator.voting.rules import Level, Method
from facilitator.voting.settings import VoteSettings
from facilitator.voting.terms import Terms
from facilitator.workshops.acts import latest_of
from facilitator.workshops.agenda import skip_step
from facilitator.workshops.following import add_next_step
from facilitator.workshops.models import Act, Membership, Progress, Step, Workshop
from facilitator.workshops.rules import Status, StepKind
from tests.factories import (
    make_account,
    make_axis,
    make_proposal,
    make_seat,
    make_slip,
    make_step,
    make_workshop,
)

CODE, OTHER, DRAFT, SLIPS = "246810", "135791", "111222", "975310"
COUNTED = "864200"  # its vote by slips is closed
CONSENT, CONSENT_VOTE = "864209", 71  # closed, not shown; with dice and a reason
PHONES = {"participant": (CODE, "0123456789ABCDEF"), "elsewhere": (OTHER, "F" * 16)}
VOTERS = tuple(f"{n:016}" for n in range(1, 7))  # tokens of more seats here
# The stranger has OTHER, the colleague is let into CODE by its owner, the admin has
# none; the tablet was set up by the owner, to be passed on in CODE.
STAFF = ("stranger", "owner", "admin", "colleague")
SIGNED_IN = {role: role * 4 for role in STAFF}  # tokens
ROLES = ("nobody", "elsewhere", "participant", *STAFF, "tablet")
HIDDEN, HELD = 3, 4  # how far their numbers are from the first proposal's
SECRET = "مسودة لا يراها غيري"  # the participant's draft
DRAFT_KEY = "d" * 32
REHEARSAL = "808080"  # the owner's, of which nothing was held yet
ATTENDED = "818181"  # likewise, with robots at its door
SLIP, SLIP_VOTE = "5" * 16, 61  # in SLIPS
COUNTED_VOTE = 81  # in COUNTED
OTHER_VOTE = 21  # in OTHER, whose timer is paused
KINDS = (
    StepKind.RECEPTION,
    StepKind.WRITING,
    StepKind.VOTE,
    StepKind.RESULTS,
    StepKind.CLOSING,
    StepKind.FREE,
)
VOTE_PAGES = ("show", "preview", "save", "save_costs", "add", "follow")
Values = dict[str, Any]


def found(session: Session) -> dict[str, Values]:
    """Found the three; return by code what the addresses of each name. Commits."""
    people = {role: make_account(session, name=role) for role in STAFF}
    people["admin"].is_admin = True
    for role, account in people.items():
        hashed = token_hash(SIGNED_IN[role])
        session.add(SignIn(account_id=account.id, token_hash=hashed))
    other = token_hash("another browser of the owner")
    session.add(SignIn(account_id=people["owner"].id, token_hash=other))
    values = {
        CODE: _voting(session, CODE, people["owner"], people["colleague"], first=1),
        OTHER: _voting(
            session, OTHER, people["stranger"], make_account(session), first=OTHER_VOTE
        ),
        DRAFT: _draft(session, people["owner"]),
    }
    values[CODE]["closed_step"] = values[OTHER]["setup.votes.show step_id"]
    values[CODE]["prepared_step"] = values[DRAFT]["prepared_step"]
    values[SLIPS] = _with_slips(session, people["owner"])
    _count_slips(session, people["owner"])
    _with_reasons(session, people["owner"])
    _write_again(session, OTHER, people["stranger"])
    make_workshop(session, people["owner"], code=REHEARSAL, is_rehearsal=True)
    _with_robots(session, people["owner"])
    leavers = _leavers(session)
    for code in (CODE, OTHER):
        values[code] |= leavers
    for token in VOTERS:
        _sit(session, CODE, token)
    for code, token in PHONES.values():
        workshop = _sit(session, code, token)
        author = keys.author(token, workshop.key)
        words = Words(title=SECRET, axis_id=values[code]["axis_id"])
        save_draft(session, workshop, author, DRAFT_KEY, words)
    session.commit()
    return values


def _with_robots(session: Session, owner: Account) -> None:
    """A rehearsal whose robots are there for as long as the town stands."""
    workshop = make_workshop(session, owner, code=ATTENDED, is_rehearsal=True)
    tomorrow = now() + timedelta(days=1)
    session.add(Robots(workshop_id=workshop.id, number=3, seen_at=tomorrow))


def _draft(session: Session, owner: Account) -> Values:
    """A draft names what a voting workshop does, as far as it has any."""
    workshop = make_workshop(session, owner, code=DRAFT)
    steps = _agenda(session, workshop)
    axis = make_axis(session, workshop, position=1)
    vote = prepare_vote(session, workshop.id, steps[StepKind.VOTE].id)
    set_up_vote(session, vote, VoteSettings(method=Method.BUDGET))
    make_proposal(session, axis, number=1)  # with a cost to be typed
    step_id = steps[StepKind.FREE].id
    skip_step(session, steps[StepKind.RECEPTION], owner.id)
    return {
        "axis_id": axis.id,
        "step_id": step_id,
        "number": vote.number,
        "prepared_step": vote.step_id,
    }


def _with_slips(session: Session, owner: Account) -> Values:
    """A workshop whose open vote takes slips; `SLIP` is one of them."""
    workshop = make_workshop(session, owner, code=SLIPS, status=Status.OPEN)
    workshop.opened_at = now()
    step = _agenda(session, workshop)[StepKind.VOTE]
    axis = make_axis(session, workshop, position=1)
    for number in range(61, 64):
        make_proposal(session, axis, number=number)
    make_slip(session, workshop, SLIP, number=1)
    prepare_vote(session, workshop.id, step.id).level = Level.SLIPS
    _open_vote(session, step, owner, SLIP_VOTE)
    return {"axis_id": axis.id, "step_id": step.id, "number": SLIP_VOTE}


def _count_slips(session: Session, owner: Account) -> None:
    """A workshop in which the paper of a vote is to be counted."""
    workshop = make_workshop(session, owner, code=COUNTED, status=Status.OPEN)
    workshop.opened_at = now()
    step = _agenda(session, workshop)[StepKind.VOTE]
    axis = make_axis(session, workshop, position=1)
    for number in range(81, 84):
        make_proposal(session, axis, number=number)
    vote = prepare_vote(session, workshop.id, step.id)
    vote.level = Level.SLIPS
    _open_vote(session, step, owner, COUNTED_VOTE)
    close_vote(session, vote, owner.id)


def _make_slip(session: Session, workshop: Workshop, owner: Account) -> int:
    """Make a slip; return the id of that act."""
    name = keys.credential("6" * 16, workshop.key)
    make_slips(session, workshop.id, [name], owner.id, first=1)
    return latest_of(session, workshop.id, ["slips.made"], 1)[0].id


def _with_reasons(session: Session, owner: Account) -> None:
    """A workshop whose consent check is closed; one person said why not."""
    workshop = make_workshop(session, owner, code=CONSENT, status=Status.OPEN)
    workshop.opened_at = now()
    step = _agenda(session, workshop)[StepKind.VOTE]
    make_proposal(session, make_axis(session, workshop, position=1), number=71)
    _sit(session, CONSENT, VOTERS[0])
    asked = VoteSettings(method=Method.CONSENT, terms=Terms(dice=True))
    vote = _open_vote(session, step, owner, CONSENT_VOTE, asked)
    cast(session, vote, VOTERS[0], "no", reason="<script>alert(1)</script>")
    close_vote(session, vote, owner.id)


def _voting(
    session: Session, code: str, owner: Account, colleague: Account, first: int
) -> Values:
    """A workshop at its open vote. `first` is its first proposal's number, and
    its vote's: what one workshop's addresses name, no other one has.
    """
    workshop = make_workshop(session, owner, code=code, status=Status.OPEN)
    workshop.opened_at = now()
    steps = _agenda(session, workshop)
    axes = [make_axis(session, workshop, position=n, colour=n) for n in (1, 2, 3)]
    for number in range(first, first + 5):
        state = State.HELD if number == first + HELD else State.SHOWN
        make_proposal(session, axes[number % 2], number=number, state=state)
    hide(session, workshop, first + HIDDEN, owner.id, reason="مكرر")
    act = session.scalars(select(Act).where(Act.workshop_id == workshop.id)).one()
    vote_step = steps[StepKind.VOTE]
    _open_vote(session, vote_step, owner, first)
    return {
        "axis_id": axes[1].id,
        "step_id": steps[StepKind.FREE].id,
        "number": first,
        "act_id": act.id,
        "desk.approve number": first + HELD,
        "desk.restore number": first + HIDDEN,
        **{f"setup.votes.{page} step_id": vote_step.id for page in VOTE_PAGES},
        "polling.undo_slips act_id": _make_slip(session, workshop, owner),
        "setup.rows.undo_removal act_id": remove_axis(session, axes[2], owner.id).id,
        "token": invite(session, is_admin=False),
        **_around(session, workshop, colleague),
    }


def _leavers(session: Session) -> Values:
    """Somebody whose account is closed, and a link that nobody has used."""
    gone = make_account(session, name="gone", closed_at=now())
    invite(session, is_admin=False)
    link = session.scalars(select(Invitation.id).order_by(Invitation.id.desc())).first()
    return {
        "staff.reopen account_id": gone.id,
        "staff.erase_person account_id": gone.id,
        "gone_id": gone.id,
        "invitation_id": link,
    }


def _agenda(session: Session, workshop: Workshop) -> dict[StepKind, Step]:
    return {
        kind: make_step(session, workshop, position=n, kind=kind, minutes=10)
        for n, kind in enumerate(KINDS, 1)
    }


def _around(session: Session, workshop: Workshop, colleague: Account) -> Values:
    """A colleague, people present, and what follows."""
    session.add(Membership(workshop_id=workshop.id, account_id=colleague.id))
    role = {"ar": "ممثلو الجمعيات", "fr": "Associations"}
    present = Presence(role, Category.CIVIL_SOCIETY, 12)
    follows = add_next_step(session, workshop.id, {"ar": "نشر التقرير"}, "2026-12")
    return {
        "account_id": colleague.id,
        "row_id": add_attendance(session, workshop.id, present).id,
        "setup.rows.save_next_step row_id": follows.id,
        "setup.rows.remove_next_step row_id": follows.id,
    }


def _open_vote(
    session: Session,
    step: Step,
    owner: Account,
    number: int,
    settings: VoteSettings | None = None,
) -> Vote:
    session.add(
        Progress(
            workshop_id=step.workshop_id,
            step_id=step.id,
            entered_at=now(),
            ends_at=now() + timedelta(days=1),
            paused_at=now() if number == OTHER_VOTE else None,
        )
    )
    vote = prepare_vote(session, step.workshop_id, step.id)
    vote.number = number
    session.flush()  # set_up_vote reads it again
    chosen = settings or VoteSettings(most=2, level=vote.level)
    set_up_vote(session, vote, chosen)
    open_vote(session, vote, owner.id)
    return vote


def _write_again(session: Session, code: str, owner: Account) -> None:
    """Let a workshop whose vote is over and shown stand at its writing again."""
    step, vote = session.execute(
        select(Step, Vote)
        .join(Workshop, Workshop.id == Step.workshop_id)
        .join(Vote, Vote.workshop_id == Workshop.id)
        .where(Workshop.code == code, Step.kind == StepKind.WRITING)
    ).one()
    close_vote(session, vote, owner.id)
    reveal(session, vote, owner.id)
    session.get_one(Progress, step.workshop_id).step = step


def _sit(session: Session, code: str, token: str) -> Workshop:
    workshop = session.scalars(select(Workshop).where(Workshop.code == code)).one()
    make_seat(session, workshop, credential=keys.credential(token, workshop.key))
    return workshop
