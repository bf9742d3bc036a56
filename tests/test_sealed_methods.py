"""Open votes of every method and level, with cards, reasons, papers and tablets, tell
nothing either: two rooms that differ in what others answered look the same.
"""

from collections.abc import Collection, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from facilitator import clock
from facilitator.participants.access import cookie_name
from facilitator.proposals.models import Proposal
from facilitator.reports.labels import METHODS
from facilitator.slips.access import slip_cookie
from facilitator.voting.actions import open_vote, prepare_vote, set_up_vote
from facilitator.voting.ballots import cast
from facilitator.voting.methods import Content
from facilitator.voting.models import Vote
from facilitator.voting.paper import type_in
from facilitator.voting.rules import Channel, Level, Method
from facilitator.voting.settings import VoteSettings
from facilitator.voting.terms import GROUPS, Terms
from facilitator.workshops.models import Membership, Progress, Workshop
from facilitator.workshops.rules import StepKind
from tests.asking import VISITORS, Town, inhabited
from tests.factories import make_slip, make_step
from tests.test_sealed import DOCUMENTS, LIVE, Asked, Rooms, _Stopped, _told
from tests.town import CODE, PHONES, VOTERS, Values

FIRST = 100  # number of the first of the votes
LEVELS = tuple(Level)
ANSWERS: dict[Method, tuple[Content, Content]] = {  # in the one room and the other
    Method.STICKERS: (["P1"], ["P2"]),
    Method.CONSENT: ("reservations", "no"),
    Method.POINTS: ({"P1": 5, "P2": 5}, {"P3": 4}),
    Method.STARS: ({"P1": 5}, {"P1": 1, "P2": 4}),
    Method.BUDGET: (["P1"], ["P2", "P3"]),
    Method.TRIAGE: ({"P1": 2, "P2": 2}, {"P1": 0, "P2": 1}),
    Method.RANKING: ({"P1": 1, "P2": 2}, {"P1": 2, "P2": 1}),
    Method.JUDGMENT: ({"P1": 5, "P2": 5}, {"P1": 1}),
    Method.MATRIX: (
        {"P1.impact": 5, "P1.feasibility": 5},
        {"P2.impact": 1, "P2.feasibility": 2},
    ),
}
CARDS = (
    {"gender": "woman", "age": "under-30", "belonging": "resident"},
    {"gender": "man", "age": "60-over", "belonging": "staff"},
)
REASONS = ("لأن الميزانية لا تكفي", "لأن المكان بعيد")
CHANNELS = (Channel.PHONE, Channel.TABLET, Channel.PAPER, Channel.PHONE)
WITH_STEP = ("room.now", "screen.show", "desk.control", "participants.seat")


@pytest.fixture
def methods() -> Collection[Method]:
    """Those of which votes are opened."""
    return ANSWERS


@pytest.fixture
def rooms(
    founded: tuple[Path, dict[str, Values]],
    methods: Collection[Method],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Rooms]:
    """Twice nine open votes, in which the others answered differently."""
    monkeypatch.setattr(clock, "datetime", _Stopped)
    with ExitStack() as stack:
        towns = []
        for side in (0, 1):
            folder = tmp_path / str(side)
            folder.mkdir()
            town = stack.enter_context(inhabited(*founded, folder))
            with town.writing() as session:
                _fill(session, side, methods)
            town.feed.flush()
            towns.append(town)
        yield towns[0], towns[1]


def _fill(session: Session, side: int, methods: Collection[Method]) -> None:
    """Open a vote of each method, and let the others answer; the participant, too."""
    workshop = session.scalars(select(Workshop).where(Workshop.code == CODE)).one()
    owner = session.scalars(
        select(Membership.account_id).where(
            Membership.workshop_id == workshop.id, Membership.is_owner
        )
    ).one()
    mine = PHONES["participant"][1]
    for number, token in enumerate((*VOTERS, mine), 901):
        make_slip(session, workshop, _slip(token), number=number)
    session.execute(update(Proposal).values(cost=600_000))
    for number, method in enumerate(one for one in ANSWERS if one in methods):
        vote = _open(session, workshop, method, number, owner)
        for token, channel in zip(VOTERS, CHANNELS, strict=False):
            _answer(session, vote, token, channel, side)
        if vote.level is not Level.OPEN:
            answer = ANSWERS[method][side]
            type_in(session, vote, _slip(VOTERS[5]), answer, "أمل")  # once only
        token = _slip(mine) if vote.level is not Level.OPEN else mine
        cast(session, vote, token, ANSWERS[method][0], groups=CARDS[0])


def _open(
    session: Session, workshop: Workshop, method: Method, number: int, owner: int
) -> Vote:
    step = make_step(
        session, workshop, position=FIRST + number, kind=StepKind.VOTE, title={}
    )
    vote = prepare_vote(session, workshop.id, step.id)
    vote.number, vote.key = FIRST + number, f"{number:032x}"
    session.flush()
    budget = 1_200_000 if method is Method.BUDGET else None
    settings = VoteSettings(
        method=method,
        level=LEVELS[number % len(LEVELS)],
        picked=(1,) if method is Method.CONSENT else None,
        terms=Terms(budget=budget, groups=GROUPS),
    )
    set_up_vote(session, vote, settings)
    open_vote(session, vote, owner)
    return vote


def _answer(
    session: Session, vote: Vote, token: str, channel: Channel, side: int
) -> None:
    """Let somebody give the answer of this side of the town."""
    is_open = vote.level is Level.OPEN
    answer = ANSWERS[vote.method][side]
    if channel is Channel.PAPER and not is_open:
        for typist in ("أمل", "بدر"):
            type_in(session, vote, _slip(token), answer, typist)
        return
    cast(
        session,
        vote,
        token if is_open else _slip(token),
        answer,
        reason=REASONS[side],
        groups=CARDS[side],
        channel=channel,
    )


def _slip(token: str) -> str:
    return f"Z{token[1:]}"


def _crawled(town: Town) -> dict[Asked, object]:
    """Return what everybody is told of each vote, and at each of their steps."""
    told: dict[Asked, object] = {}
    phone = PHONES["participant"][1]
    slip = f"{slip_cookie(CODE)}={_slip(phone)}; {cookie_name(CODE)}={phone}"
    cookies = {"a slip": {"Cookie": slip}}
    for number in range(FIRST, FIRST + len(ANSWERS)):
        step_id = _stand_at(town, number)
        for rule in town.rules("GET"):
            wanted = "number" in rule.arguments or rule.endpoint in WITH_STEP
            if not wanted or rule.endpoint.startswith("proposals"):
                continue
            known = {"number": number, "step_id": step_id}
            path = town.path(
                rule, **{k: v for k, v in known.items() if k in rule.arguments}
            )
            for role in (*VISITORS, *cookies):
                asks = cookies.get(role, {})
                who = "nobody" if role in cookies else role
                answer = town.ask(who, path, headers=asks)
                key = f"{role} at {number}"
                told[key, rule.endpoint, ""] = _told(answer)
                for part in LIVE.findall(answer.text) if _is_page(answer) else ():
                    asked = town.ask(who, path, headers={**asks, "X-Part": part})
                    told[key, rule.endpoint, part] = _told(asked)
    return told


def _is_page(answer: object) -> bool:
    return getattr(answer, "mimetype", "") == "text/html"


def _stand_at(town: Town, number: int) -> int:
    """Let the workshop stand at the step of a vote; return the step's id."""
    with town.writing() as session:
        vote = session.scalars(
            select(Vote)
            .join(Workshop, Workshop.id == Vote.workshop_id)
            .where(Workshop.code == CODE, Vote.number == number)
        ).one()
        progress = session.get_one(Progress, vote.workshop_id)
        progress.step_id = vote.step_id or 0
        return progress.step_id


def test_the_rooms_hold_what_there_is_to_tell(rooms: Rooms) -> None:
    first, second = (town.dump() for town in rooms)

    told = [line for line in first if line not in second]
    for kind, least in (("ballot", 9 * 3), ("ballot_reason", 3), ("paper_ballot", 6)):
        assert sum(f'INTO "{kind}"' in line for line in told) >= least
    assert any("under-30" in line for line in told)


def test_no_method_tells_anything_while_it_is_open(rooms: Rooms) -> None:
    first, second = (_crawled(town) for town in rooms)

    assert first.keys() == second.keys()
    assert {asked for asked in first if first[asked] != second[asked]} == set()
    endpoints = {endpoint for _, endpoint, _ in first}
    assert {"voting.ballot", "voting.change", "room.now", "screen.show"} <= endpoints


@pytest.mark.parametrize("methods", [METHODS])
def test_no_report_tells_anything_while_they_are_open(rooms: Rooms) -> None:
    reports = [
        rule for rule in rooms[0].rules("GET") if rule.endpoint.startswith("reports.")
    ]
    assert {rule.endpoint for rule in reports} >= DOCUMENTS

    for rule in reports:
        first, second = (_told(town.ask("owner", town.path(rule))) for town in rooms)
        assert first == second
