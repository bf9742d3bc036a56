"""A robot that does with the pages what a person with a phone does."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Protocol

import gevent
from gevent.queue import Queue

from facilitator.rehearsing import words
from facilitator.rehearsing.ballots import filled, meaning, said
from facilitator.rehearsing.browser import Browser
from facilitator.rehearsing.ledger import Act
from facilitator.rehearsing.live import LivePage
from facilitator.rehearsing.pages import Form, form_of
from facilitator.rehearsing.plan import Plan
from facilitator.rehearsing.wire import Answer

TRIES = 6
TRY_AGAIN = {408, 425, 429}  # and all from 500 on, as static/js/lib/outbox.js
SERVER_FAILED = 500
WRITERS = 2  # write in any case: a vote needs two proposals
FEWEST_PIECES = 2  # of a proposal, each kept as a draft
LOST = "answers lost on purpose"
GAVE_UP = "gave up"
ANOTHER = "the page shows another ballot than was sent"
BLANK = said("blank")
NOW = "now"  # the part that shows the current step

OPEN_VOTE = re.compile(r'data-vote-state="open"')
BALLOT = re.compile(r'href="(/w/\d+/votes/\d+/)"')
RECEIPT = re.compile(r'code--personal">([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})<')
Fields = list[tuple[str, str]]


class Watcher(Protocol):
    """Who hears of what reaches the phones."""

    def heard(self, phone: "Phone", topic: str) -> None:
        """A frame of the stream came in."""

    def shown(self, phone: "Phone") -> None:
        """The current step is on the screen anew."""


@dataclass
class Done:
    """What a phone was told that the server has."""

    is_seated: bool = False
    titles: list[str] = field(default_factory=list)
    ballots: dict[str, str] = field(default_factory=dict)  # address: meaning
    receipts: dict[str, str] = field(default_factory=dict)  # address: receipt
    unanswered: set[str] = field(default_factory=set)  # what was never acknowledged


class Phone:
    """One phone. It goes by itself from what the pages offer, until `leave`."""

    def __init__(
        self, number: int, code: str, plan: Plan, browser: Browser, watcher: Watcher
    ) -> None:
        self.number = number
        self.code = code
        self.done = Done()
        self._plan = plan
        self._browser = browser
        self._watcher = watcher
        self._dice = Random(f"{plan.seed} {code} {number}")
        self._page: LivePage | None = None
        self._todo: Queue[Callable[[], None]] = Queue()
        self._pending = 1  # to join
        wants_to_write = self._dice.random() < plan.share_writing
        self._wants_to_write = wants_to_write or number <= WRITERS
        self._asked_to_vote: set[str] = set()
        self._greenlets: list[gevent.Greenlet] = []

    @property
    def is_busy(self) -> bool:
        """Whether it has something to do that it has not done, or does not know of."""
        return self._pending > 0 or self._is_behind

    @property
    def is_listening(self) -> bool:
        """Whether its stream is open."""
        return self._page is not None and self._page.is_connected

    @property
    def _is_behind(self) -> bool:
        """Whether what its page shows may be over."""
        page = self._page
        return self.done.is_seated and not (page and page.is_current(NOW))

    def start(self) -> None:
        """Come to the workshop within the planned time, in the background."""
        self._greenlets.append(gevent.spawn(self._run))

    def leave(self) -> None:
        """Close the browser."""
        gevent.killall(self._greenlets)
        if self._page is not None:
            self._page.close()
        self._browser.close()

    def _run(self) -> None:
        gevent.sleep(self._dice.random() * self._plan.arrive)
        self._carry_out(self._join)
        if self.done.is_seated and self._dice.random() < self._plan.leave:
            self._greenlets.append(gevent.spawn(self._lose_stream))
        while True:
            self._carry_out(self._todo.get())

    def _carry_out(self, task: Callable[[], None]) -> None:
        try:
            task()
        except OSError:
            pass  # the ledger has it
        finally:
            self._pending -= 1

    def _lose_stream(self) -> None:
        gevent.sleep(self._dice.uniform(1, 20))
        if self._page is not None:
            self._page.drop()

    def _join(self) -> None:
        path = f"/J/{self.code}"
        answer = self._insist(path, Act.JOIN_PAGE)
        form = form_of(answer.text, "join") if answer else None
        if answer is None or form is None:
            self._browser.ledger.fail(Act.JOIN, "no form to join")
            return
        self._browser.load(path, answer.text)
        given = {"name": self._dice.choice(words.NAMES)}
        taken = self._deliver(path, _with(form.as_it_is(), given), Act.JOIN, {})
        if taken is not None and taken.is_good and taken.header("location"):
            self.done.is_seated = True
            self._go_home()

    def _go_home(self) -> str:
        """Open the page of the current step, and see what there is to do."""
        html = self._open(f"/w/{self.code}/")
        self._look_at(html)
        return html

    def _open(self, path: str, act: str = Act.PAGE) -> str:
        """Leave the page for another; return its html."""
        if self._page is not None:
            self._page.close()
            self._page = None
        here, answer = self._browser.follow(path, act)
        html = answer.text if answer.is_good else ""
        self._browser.load(here, html)
        self._page = LivePage(self._browser, here, html, self._dice)
        self._page.heard = lambda topic, _version: self._watcher.heard(self, topic)
        self._page.swapped = self._swapped
        self._page.open()
        return html

    def _swapped(self, part: str, html: str) -> None:
        if part == NOW:
            self._look_at(html)
            self._watcher.shown(self)

    def _look_at(self, html: str) -> None:
        """Find what the current step asks for, and do it soon."""
        if self._wants_to_write and f'"/w/{self.code}/proposals/new"' in html:
            self._wants_to_write = False
            self._soon(self._write, self._plan.write_within)
        ballot = BALLOT.search(html) if OPEN_VOTE.search(html) else None
        if ballot and ballot[1] not in self._asked_to_vote:
            self._asked_to_vote.add(ballot[1])
            self._soon(lambda: self._vote(ballot[1]), self._plan.vote_within)

    def _soon(self, task: Callable[[], None], within: float) -> None:
        self._pending += 1
        waits = self._dice.random() * within
        self._greenlets = [one for one in self._greenlets if not one.dead]
        self._greenlets.append(gevent.spawn_later(waits, self._todo.put, task))

    def _write(self) -> None:
        """Write a proposal piece by piece, and send it."""
        html = self._open(f"/w/{self.code}/proposals/new")
        form = form_of(html, "proposal")
        if form is None:
            return
        title = words.title(self._dice, self.number, len(self.done.titles) + 1)
        pieces = self._pieces(form, title)
        if url := form.attributes.get("data-draft-url"):
            for piece in pieces:
                gevent.sleep(self._dice.uniform(0.2, 1))
                self._browser.post(
                    url, Act.DRAFT, piece, {"Accept": "application/json"}
                )
        there = self._send(form, pieces[-1], Act.PROPOSAL)
        html = self._go_home()
        if there and "notice--success" in html:
            self.done.titles.append(title)
        else:
            self.done.unanswered.add(title)

    def _pieces(self, form: Form, title: str) -> list[Fields]:
        """Return the form as it fills up."""
        axes = [c.value for c in form.controls if c.name == "axis"]
        lines = [name for name in form.names() if name.startswith("objectives-")]
        given = {
            "axis": self._dice.choice(axes) if axes else "",
            "title": title,
            **dict.fromkeys(lines[:1], self._dice.choice(words.OBJECTIVES)),
            "description": self._dice.choice(words.DESCRIPTIONS),
        }
        so_far = list(given.items())
        ends = range(FEWEST_PIECES, len(so_far) + 1)
        return [_with(form.as_it_is(), dict(so_far[:end])) for end in ends]

    def _vote(self, path: str) -> None:
        """Fill in the ballot, send it, look at what came of it, go back."""
        html = self._open(path, Act.BALLOT_PAGE)
        abstains = self._dice.random() < self._plan.abstain
        self._cast(path, html, "blank-ballot" if abstains else "ballot")
        if path in self.done.ballots and self._dice.random() < self._plan.change:
            gevent.sleep(self._dice.uniform(0.2, 1))
            html = self._open(f"{path}change", Act.BALLOT_PAGE)
            self._look_at_own(path, html)
            self._cast(path, html, "ballot")
        gevent.sleep(self._dice.uniform(0.5, 2))
        self._go_home()

    def _look_at_own(self, path: str, html: str) -> None:
        """See that the ballot that can be changed is the one that was sent."""
        form, sent = form_of(html, "ballot"), self.done.ballots[path]
        if form and sent not in (meaning(form.as_it_is()), BLANK):
            self._browser.ledger.fail(Act.VOTE, ANOTHER)

    def _cast(self, path: str, html: str, form_id: str) -> None:
        form = form_of(html, form_id)
        if form is None:
            self._browser.ledger.fail(Act.VOTE, "no ballot to fill in")
            return
        fields = form.hidden() if form_id != "ballot" else filled(form, self._dice)
        self.done.unanswered.add(path)
        if not self._send(form, fields, Act.VOTE):
            return
        self.done.unanswered.discard(path)
        self.done.ballots[path] = meaning(fields)
        if found := RECEIPT.search(self._open(path)):
            self.done.receipts[path] = found[1]

    def _send(self, form: Form, fields: Fields, act: str) -> str:
        """Send a letter as the outbox does; return where it leads, or nothing."""
        answer = self._deliver(form.action, fields, act, {"X-Outbox": "1"})
        if answer is None or not answer.is_good:
            return ""
        return answer.header("x-location") or answer.header("location")

    def _deliver(
        self, path: str, fields: Fields, act: str, headers: dict[str, str]
    ) -> Answer | None:
        """Send a form until the server has answered; some answers are lost."""
        if self._dice.random() < self._plan.lose:
            self._browser.ledger.counts[LOST] += 1
            self._browser.post_unheard(path, fields, headers)
            gevent.sleep(self._dice.uniform(0.5, 1.5))
            act = Act.RESEND
        for number in range(TRIES):
            try:
                answer = self._browser.post(path, act, fields, headers)
            except OSError:
                answer = None
            if answer is not None and not _asks_again(answer):
                return answer
            gevent.sleep(min(2.0**number, 30) * self._dice.uniform(0.5, 1.5))
            act = Act.RESEND
        self._browser.ledger.fail(act, GAVE_UP)
        return None

    def _insist(self, path: str, act: str) -> Answer | None:
        """Load a page again until it comes, as people do."""
        for number in range(TRIES):
            try:
                answer = self._browser.get(path, act)
            except OSError:
                answer = None
            if answer is not None and not _asks_again(answer):
                return answer
            gevent.sleep(2.0**number * self._dice.uniform(0.5, 1.5))
        return None


def _with(fields: Fields, given: dict[str, str]) -> Fields:
    """Return a form with some of its fields filled in."""
    kept = [(name, value) for name, value in fields if name not in given]
    return kept + list(given.items())


def _asks_again(answer: Answer) -> bool:
    return answer.status >= SERVER_FAILED or answer.status in TRY_AGAIN
