"""A workshop that holds everything personal there can be, and that has ended."""

from pathlib import Path

from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.accounts.models import Account
from facilitator.clock import now
from facilitator.proposals.actions import save_draft
from facilitator.proposals.moderating import hide
from facilitator.proposals.rules import State, Words
from facilitator.slips.actions import make_slips, void_slips
from facilitator.voting.actions import close_vote, open_vote, prepare_vote, set_up_vote
from facilitator.voting.ballots import cast
from facilitator.voting.models import Vote
from facilitator.voting.rules import Method
from facilitator.voting.settings import VoteSettings
from facilitator.workshops.models import Workshop
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

TOKEN = "0123456789ABCDEF"
PERSONAL = (  # words that are personal, or that nobody else was to read
    "Khadija-of-table-7",
    "draft-of-Khadija",
    "held-words-of-Khadija",
    "hidden-words-of-Khadija",
    "hidden-because-it-names-Khadija",
    "no-because-Khadija-says-so",
    "void-because-Khadija-left",
    "amina@contact.example",
    "password-of-the-room",
    "Amina-who-moderates",
)
PUBLIC = "a-market-hall-for-all"


def ended_workshop(session: Session) -> Workshop:
    """A workshop in which everything personal there can be is. Commits."""
    staff = make_account(session, name=PERSONAL[9])
    workshop = _opened(session, staff)
    axis = make_axis(session, workshop)
    author = keys.author(TOKEN, workshop.key)
    seat = keys.credential(TOKEN, workshop.key)
    make_seat(session, workshop, credential=seat, name=PERSONAL[0], table_number=7)
    make_seat(session, workshop)
    shown = make_proposal(session, axis, number=1, title=PUBLIC, author=author)
    for number, state, title in (
        (2, State.HELD, PERSONAL[2]),
        (3, State.SHOWN, PERSONAL[3]),
    ):
        make_proposal(
            session, axis, number=number, state=state, title=title, author=author
        )
    save_draft(session, workshop, author, "d" * 32, Words(title=PERSONAL[1]))
    hide(session, workshop, 3, staff.id, reason=PERSONAL[4])
    make_slip(session, workshop, "5" * 16, number=1)
    void_slips(session, workshop.id, [1], staff.id, reason=PERSONAL[6])
    make_slips(session, workshop.id, ["c" * 64], staff.id, first=2)
    _vote(session, workshop, staff, shown.number or 0)
    workshop.status, workshop.ended_at = Status.ENDED, now()
    session.commit()
    return workshop


def _opened(session: Session, staff: Account) -> Workshop:
    return make_workshop(
        session,
        staff,
        status=Status.OPEN,
        opened_at=now(),
        contact=PERSONAL[7],
        wifi_password=PERSONAL[8],
        kept_months=12,
    )


def _vote(session: Session, workshop: Workshop, staff: Account, number: int) -> Vote:
    step = make_step(session, workshop, kind=StepKind.VOTE)
    vote = prepare_vote(session, workshop.id, step.id)
    set_up_vote(session, vote, VoteSettings(method=Method.CONSENT, picked=(number,)))
    open_vote(session, vote, staff.id)
    cast(session, vote, TOKEN, "no", reason=PERSONAL[5])
    close_vote(session, vote, staff.id)
    return vote


def on_disk(folder: Path) -> bytes:
    """Return all that the database's files hold."""
    return b"".join(path.read_bytes() for path in folder.glob("test.db*"))
