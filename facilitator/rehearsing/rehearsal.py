"""One workshop of robots, from the door to the report."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from typing import Any

import gevent
from gevent.event import Event

from facilitator.rehearsing.browser import Browser
from facilitator.rehearsing.checks import (
    Check,
    check_all,
    check_ballots,
    check_count,
    check_titles,
)
from facilitator.rehearsing.host import Desk, Host, Standing
from facilitator.rehearsing.ledger import Act, Ledger
from facilitator.rehearsing.phone import Done, Phone
from facilitator.rehearsing.plan import Plan
from facilitator.rehearsing.words import BROWSERS

NEWS = {"step", "result"}  # topics of which the facilitator's press is the cause
PATIENCE = 15.0  # seconds for news to reach everybody
EXTRA = 60.0  # seconds more than planned for what phones have to do
LOOK = 0.1  # seconds between two looks at who is still busy
MOST_PRESSES = 60
UNHEARD = "did not hear of it"
UNSHOWN = "heard of it, and did not show it"
CLOSED = "closed"  # the state of a vote in the report

Tell = Callable[[str, int, int], None]


@dataclass
class Outcome:
    """What came of one workshop."""

    ledger: Ledger
    checks: list[Check] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_wiped: bool = False


@dataclass
class _News:
    """A press of the facilitator, and who has not heard of it yet."""

    listening: set[int]
    looking: set[int]
    answered: float | None = None
    early: int = 0


class Rehearsal:
    """One workshop with its phones. Many may run side by side in one process."""

    def __init__(
        self, host: Host, plan: Plan, *, copied: str = "", tell: Tell | None = None
    ) -> None:
        self.plan = plan
        self.outcome = Outcome(Ledger())
        self.phones: list[Phone] = []
        self.code = ""
        self._host = host
        self._copied = copied
        self._tell = tell or (lambda _stage, _done, _all: None)
        self._news: _News | None = None
        self._all_heard = Event()

    def run(self) -> Outcome:
        """Hold the workshop, compare, wipe it; also when something goes wrong."""
        self.code = self._host.make(self._copied)
        dice = Random(f"{self.plan.seed} projector")
        try:
            desk = self._host.desk(self.code)
            projector = self._host.projector(self.code, dice)
            projector.open()
            try:
                self._hold(desk)
                self._compare(desk)
            finally:
                projector.close()
                projector.browser.close()
                for phone in self.phones:
                    phone.leave()
        finally:
            self.wipe()
        return self.outcome

    def wipe(self) -> None:
        """Wipe the workshop, once."""
        if self.code and not self.outcome.is_wiped:
            self._tell("wiping", 0, 1)
            with suppress(OSError):
                self.outcome.is_wiped = self._host.wipe(self.code)

    def heard(self, phone: Phone, topic: str) -> None:
        """Note that a frame reached a phone."""
        news = self._news
        if news is None or topic not in NEWS or phone.number not in news.listening:
            return
        news.listening.discard(phone.number)
        if news.answered is None:
            news.early += 1  # before the facilitator's own answer
        else:
            self.outcome.ledger.note(Act.DELIVERY, perf_counter() - news.answered)
        self._look_whether_all_heard()

    def shown(self, phone: Phone) -> None:
        """Note that a phone shows the step anew."""
        news = self._news
        if news is None or phone.number not in news.looking:
            return
        if phone.number in news.listening:
            return  # it looked for another reason
        news.looking.discard(phone.number)
        if news.answered is not None:
            self.outcome.ledger.note(Act.SHOWN, perf_counter() - news.answered)
        self._look_whether_all_heard()

    def _hold(self, desk: Desk) -> None:
        """Press the large button until the workshop is over."""
        for _ in range(MOST_PRESSES):
            standing = desk.look()
            if standing.is_over:
                return
            self._press(desk, standing)
            if not self.phones:
                self._arrive()
            desk.approve_all()
            self._wait_until_done(desk.look().step or standing.step)
            desk.approve_all()
        self.outcome.notes.append("The workshop did not come to its end.")

    def _press(self, desk: Desk, standing: Standing) -> None:
        self._all_heard.clear()
        listening = {phone.number for phone in self.phones if phone.is_listening}
        self._news = news = _News(listening, set(listening))
        refused = desk.press(standing)
        if refused and standing.beyond:
            self.outcome.notes.append(f"A vote could not be opened: {refused}")
            refused = desk.pass_over(standing)
        if refused:
            raise RehearsalStuck(refused)
        news.answered = perf_counter()
        for _ in range(news.early):
            self.outcome.ledger.note(Act.DELIVERY, 0)
        self._look_whether_all_heard()
        self._all_heard.wait(PATIENCE)
        for _ in news.listening:
            self.outcome.ledger.fail(Act.DELIVERY, UNHEARD)
        for _ in news.looking - news.listening:
            self.outcome.ledger.fail(Act.SHOWN, UNSHOWN)
        self._news = None

    def _look_whether_all_heard(self) -> None:
        news = self._news
        if news and news.answered and not news.listening and not news.looking:
            self._all_heard.set()

    def _arrive(self) -> None:
        for number in range(1, self.plan.phones + 1):
            language = BROWSERS[number % len(BROWSERS)]
            browser = Browser(self._host.place, self.outcome.ledger, language)
            phone = Phone(number, self.code, self.plan, browser, self)
            self.phones.append(phone)
            phone.start()

    def _wait_until_done(self, step: str) -> None:
        """Wait until no phone has anything left to do at this step."""
        plan = self.plan
        longest = max(plan.arrive, plan.write_within, plan.vote_within) + EXTRA
        end = perf_counter() + longest
        busy = len(self.phones)
        while busy and perf_counter() < end:
            busy = sum(phone.is_busy for phone in self.phones)
            self._tell(step, len(self.phones) - busy, len(self.phones))
            gevent.sleep(LOOK)
        if busy:
            sentence = f"At the step “{step}” {busy} phones were not done in time."
            self.outcome.notes.append(sentence)

    def _compare(self, desk: Desk) -> None:
        """Compare what the phones were told with what the report says."""
        self._tell("comparing", 0, 1)
        report, done = desk.report(), [phone.done for phone in self.phones]
        add = self.outcome.checks.append
        seated = sum(one.is_seated for one in done)
        add(check_count("seats", seated, report["participants"]["by_phone"] or 0))
        titles = [one["title"]["value"] for one in report["proposals"]]
        add(check_titles([title for one in done for title in one.titles], titles))
        add(check_all("phones that joined", self.plan.phones, seated))
        self._compare_votes(desk, report["votes"], done)

    def _compare_votes(
        self, desk: Desk, votes: list[dict[str, Any]], done: list[Done]
    ) -> None:
        """Likewise for each vote, also one that the report does not know."""
        add = self.outcome.checks.append
        seated = sum(one.is_seated for one in done)
        known = {f"/w/{self.code}/votes/{one['number']}/": one for one in votes}
        for path in sorted({*known, *(path for one in done for path in one.ballots)}):
            vote = known.get(path, {})
            voted = [one for one in done if path in one.ballots]
            which = f"of vote {vote.get('number', path)}"
            stored = vote.get("ballots") or 0
            add(check_count(f"ballots {which}", len(voted), stored))
            if vote.get("state") == CLOSED:
                add(check_all(f"voters {which}", seated, len(voted)))
            published = desk.ballots(vote["number"]) if stored else None
            if published is not None:
                sent = [
                    (one.receipts.get(path, ""), one.ballots[path]) for one in voted
                ]
                add(check_ballots(f"receipts {which}", sent, published))


class RehearsalStuck(Exception):  # noqa: N818 -- reads as a fact
    """The large button was refused; the message says why."""
