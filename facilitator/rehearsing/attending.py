"""Robots that attend a rehearsal which a person runs from the desk."""

import gevent

from facilitator.rehearsing.browser import Browser
from facilitator.rehearsing.host import CannotRehearse
from facilitator.rehearsing.ledger import Act, Ledger
from facilitator.rehearsing.phone import SERVER_FAILED, Phone
from facilitator.rehearsing.plan import Plan
from facilitator.rehearsing.rehearsal import Tell
from facilitator.rehearsing.wire import Place
from facilitator.rehearsing.words import BROWSERS

MARK = 'class="rehearsal"'  # on every page of a rehearsal
LOOK = 2.0  # seconds between two looks whether it goes on
TRIES = 5  # before a server that stumbles is given up


class _Nobody:
    """Robots that nobody watches: when news came is not known here."""

    def heard(self, _phone: Phone, _topic: str) -> None:
        """Do nothing."""

    def shown(self, _phone: Phone) -> None:
        """Do nothing."""


def attend(place: Place, code: str, plan: Plan, tell: Tell) -> Ledger:
    """Let robots join a rehearsal and do what its steps ask for, until it ends.

    Raises:
        CannotRehearse: there is no open workshop with this code, or a real one.
    """
    ledger = Ledger()
    visitor = Browser(place, Ledger(), BROWSERS[0])
    phones: list[Phone] = []
    try:
        if not _goes_on(visitor, code, tries=1):
            raise CannotRehearse(
                f"No rehearsal with the code {code} is open. "
                "Robots take no part in real workshops."
            )
        for number in range(1, plan.phones + 1):
            browser = Browser(place, ledger, BROWSERS[number % len(BROWSERS)])
            phones.append(Phone(number, code, plan, browser, _Nobody()))
            phones[-1].start()
        while _goes_on(visitor, code):
            seated = sum(phone.done.is_seated for phone in phones)
            tell("in the workshop", seated, len(phones))
            gevent.sleep(LOOK)
    finally:
        for phone in phones:
            phone.leave()
        visitor.close()
    return ledger


def _goes_on(visitor: Browser, code: str, tries: int = TRIES) -> bool:
    """Whether the rehearsal is open: it can be joined, and is marked.

    Raises:
        CannotRehearse: the server has failed to tell for too long.
    """
    said = ""
    for _ in range(tries):
        try:
            answer = visitor.get(f"/J/{code}", Act.JOIN_PAGE)
        except OSError as error:
            said = str(error) or type(error).__name__
        else:
            if answer.status < SERVER_FAILED:
                return answer.is_good and MARK in answer.text
            said = f"only {answer.status}"
        gevent.sleep(LOOK)
    raise CannotRehearse(f"The server does not answer: {said}.")
