"""Two votes of 200 people: with slips, cards, paper and tablets; and of open seats,
with reasons.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.axes.models import Axis
from facilitator.slips.models import Slip
from facilitator.slips.rules import SlipState
from facilitator.voting.actions import open_vote, prepare_vote
from facilitator.voting.ballots import cast
from facilitator.voting.models import Vote
from facilitator.voting.paper import type_in
from facilitator.voting.rules import BLANK, Channel, Level, Method
from facilitator.voting.terms import Terms
from facilitator.workshops.rules import StepKind
from tests.factories import make_proposal, make_seat, make_step
from tests.secrecy.remains import Person, Remains
from tests.voting.rooms import Room, make_room, token_for

PEOPLE = 200
CARD = {
    "gender": ("woman", "man"),
    "age": ("under-30", "30-59", "60-over"),
    "belonging": ("resident", "association", "staff"),
}
Then = Callable[[int], None]  # told how many have voted


@dataclass(frozen=True)
class Voter:
    """Somebody, with what their phone and their paper hold."""

    seat_token: str
    slip_token: str
    person: Person
    content: list[str]
    answer: str
    reason: str


class TownHall:
    """The room, its people in the order in which they will vote, and both votes."""

    def __init__(self, session: Session, seed: int = 11) -> None:
        self._session = session
        self._chance = random.Random(seed)  # noqa: S311 -- the same in every run
        self.room: Room = make_room(session, options=24, axes=3)
        self.slips = self._prepare(self.room.vote, Method.STICKERS, Level.SLIPS)
        step = make_step(session, self.room.workshop, kind=StepKind.VOTE)
        consent = prepare_vote(session, self.room.workshop.id, step.id)
        self.consent = self._prepare(consent, Method.CONSENT, Level.OPEN)
        # People come in, get slips and vote in one order: all an observer needs.
        self.voters = [self._let_in(number) for number in range(PEOPLE)]
        open_vote(session, self.slips, self.room.account.id)
        open_vote(session, self.consent, self.room.account.id)
        session.commit()

    def vote(self, then: Then = lambda _number: None, *, twice: bool = False) -> None:
        """Let everybody vote by slip, one after the other; some change their minds.

        With `twice` they also answer the consent check.
        """
        for number, voter in enumerate(self.voters, 1):
            self._vote(voter)
            if twice:
                self._answer(voter)
            then(number)
        for voter in self._chance.sample(self.voters, PEOPLE // 10):
            if voter.person.channel != Channel.PAPER:
                cast(self._session, self.slips, voter.slip_token, BLANK)
                self._session.commit()

    def of_slips(self) -> tuple[Remains, dict[int, str]]:
        """Return what to look for in the vote with slips, and the truth."""
        return self._sought(self.slips, lambda voter: voter.slip_token)

    def of_seats(self) -> tuple[Remains, dict[int, str]]:
        """Return what to look for in the vote of open seats, and the truth."""
        return self._sought(self.consent, lambda voter: voter.seat_token)

    def of_reasons(self) -> tuple[Remains, dict[int, str]]:
        """Return what to look for in the reasons, and the truth."""
        remains, _ = self.of_seats()
        remains.ballots = {
            voter.reason: (
                voter.reason,
                keys.reason_name(voter.seat_token, self.consent.key),
            )
            for voter in self.voters
        }
        return remains, {n: voter.reason for n, voter in enumerate(self.voters)}

    def _sought(
        self, vote: Vote, token: Callable[[Voter], str]
    ) -> tuple[Remains, dict[int, str]]:
        receipts = [keys.receipt(token(voter), vote.key) for voter in self.voters]
        ballots = {
            receipt: (keys.locator(token(voter), vote.key), receipt)
            for receipt, voter in zip(receipts, self.voters, strict=True)
        }
        people = [voter.person for voter in self.voters]
        known = (vote.key, self.room.workshop.key)
        return Remains(people, ballots, known), dict(enumerate(receipts))

    def _prepare(self, vote: Vote, method: Method, level: Level) -> Vote:
        vote.method, vote.level = method, level
        if method is Method.CONSENT:
            vote.picked = [1]
        else:
            vote.terms = Terms(groups=tuple(CARD)).plain()
        self._session.flush()
        return vote

    def _let_in(self, number: int) -> Voter:
        """Give somebody a seat, a slip and a mind, all of them unlike others'."""
        session, workshop, chance = self._session, self.room.workshop, self._chance
        seat_token, slip_token = token_for(number), token_for(PEOPLE + number)
        name = f"زهراء-{number:03}"
        seated = keys.credential(seat_token, workshop.key)
        printed = keys.credential(slip_token, workshop.key)
        author = keys.author(seat_token, workshop.key)
        seat = make_seat(session, workshop, credential=seated, name=name)
        slip = Slip(workshop_id=workshop.id, number=number + 1, credential=printed)
        slip.state = SlipState.HANDED
        session.add(slip)
        session.flush()
        if number % 10 == 0:
            axis = session.get_one(Axis, self.room.proposals[0].axis_id)
            make_proposal(session, axis, author=author, number=100 + number)
        channel = Channel.PHONE
        if number % 10 in (3, 7):
            channel = Channel.PAPER if number % 10 == 3 else Channel.TABLET
        card = {group: chance.choice(answers) for group, answers in CARD.items()}
        person = Person(
            (name, seated, printed, author),
            {"seat_id": seat.id, "slip_id": slip.id, "slip_number": slip.number},
            {} if channel is Channel.PAPER else card,
            channel,
        )
        content = sorted(chance.sample(self.room.ids, chance.randint(1, 5)))
        answer = chance.choice(("no", "reservations"))
        reason = f"سبب-{chance.getrandbits(60):018}"
        return Voter(seat_token, slip_token, person, content, answer, reason)

    def _vote(self, voter: Voter) -> None:
        """Let somebody vote as they do; of every tenth a paper is typed once before."""
        session = self._session
        if voter.person.ids["slip_number"] % 10 == 1:
            type_in(session, self.slips, voter.slip_token, BLANK, "سعاد")
            session.commit()
        if voter.person.channel == Channel.PAPER:
            for typist in ("سعاد", "كريم"):
                type_in(session, self.slips, voter.slip_token, voter.content, typist)
                session.commit()
        else:
            cast(
                session,
                self.slips,
                voter.slip_token,
                voter.content,
                groups=voter.person.card,
                channel=Channel(voter.person.channel),
            )
            session.commit()

    def _answer(self, voter: Voter) -> None:
        token, said = voter.seat_token, voter.answer
        cast(self._session, self.consent, token, said, reason=voter.reason)
        self._session.commit()
