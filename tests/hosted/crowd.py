"""Phones that vote through whichever server answers, and a facilitator's laptop."""

import random
import threading
from collections.abc import Callable, Sequence
from http.client import HTTPConnection, HTTPException
from queue import Empty, Queue
from time import monotonic, sleep
from urllib.parse import urlencode

from facilitator.participants.access import cookie_name
from facilitator.web.locale import COOKIE
from tests.forms import Form, forms_in

PATIENCE = 60  # seconds until what must happen has happened
BUSY = 503
ALREADY = 208
TAKEN = {303, ALREADY}
LATER = {0, 502, BUSY, 504}  # what a phone tries again after
IN = 'data-vote-state="open-in"'


def ballot_in(page: str) -> Form | None:
    """The form that people fill in, where they have not voted yet."""
    forms = (form for form in forms_in(page, "") if "marks" in form.names)
    return next(forms, None)


class Gone(Exception):  # noqa: N818 -- reads as a fact
    """No answer came: the server died, or is not there."""


class Browser:
    """Keeps cookies, and asks any port."""

    def __init__(self, **cookies: str) -> None:
        self.cookies = {COOKIE: "en", **cookies}

    def ask(
        self, port: int, path: str, form: dict[str, object] | None = None
    ) -> tuple[int, str, str]:
        """Return status, where it leads, and the page."""
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": kept, "Content-Type": "application/x-www-form-urlencoded"}
        body = None if form is None else urlencode(form, doseq=True)
        try:
            connection.request("GET" if form is None else "POST", path, body, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        except (OSError, HTTPException) as error:
            raise Gone from error
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), page

    def forms(self, port: int, path: str) -> list[Form]:
        """Return the forms of a page."""
        status, _where, page = self.ask(port, path)
        if status != 200:
            raise Gone
        return forms_in(page, path)

    def press(self, port: int, path: str, *, action: str, **typed: object) -> int:
        """Send the form of a page that goes to `action`; return the status."""
        for form in reversed(self.forms(port, path)):
            if form.action.endswith(action):
                sent = {**dict(form.fields), **typed}
                return self.ask(port, form.action, sent)[0]
        raise AssertionError(f"{path} has no form to {action}")


class Phone(Browser):
    """Somebody who votes once, and tries until it is acknowledged."""

    def __init__(self, code: str, token: str, choice: str) -> None:
        super().__init__(**{cookie_name(code): token})
        self._path = f"/w/{code}/votes/1/"
        self.token, self.choice = token, choice
        self.answers: list[int] = []  # statuses; 0 where none came

    def vote(self, ports: Sequence[int]) -> None:
        """Try any of `ports`, in any order, until one takes the ballot or refuses."""
        end = monotonic() + PATIENCE
        while not self.is_answered:
            assert monotonic() < end, self.answers
            try:
                self._try(random.choice(ports))  # noqa: S311
            except Gone:
                self.answers.append(0)
                sleep(0.05)

    @property
    def is_answered(self) -> bool:
        return bool(self.answers) and self.answers[-1] not in LATER

    @property
    def is_taken(self) -> bool:
        return bool(self.answers) and self.answers[-1] in TAKEN

    def _try(self, port: int) -> None:
        status, _where, page = self.ask(port, self._path)
        if status == 200 and (form := ballot_in(page)):
            sent = {**dict(form.fields), "marks": [self.choice]}
            status, _where, page = self.ask(port, self._path, sent)
        elif IN in page:  # the answer to an earlier try was lost
            status = ALREADY
        self.answers.append(status)
        if status in LATER:
            sleep(0.05)


class Listening(threading.Thread):
    """A stream that comes back to any server that is there, and notes its events."""

    def __init__(self, path: str, ports: Sequence[int], **cookies: str) -> None:
        super().__init__(daemon=True)
        self._path, self._ports = path, ports
        self._cookies = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self._events: Queue[str] = Queue()
        self._stopped = False
        self.came = 0  # times that a server took it
        self.start()

    def run(self) -> None:
        while not self._stopped:
            port = self._ports[self.came % len(self._ports)]
            connection = HTTPConnection("127.0.0.1", port, timeout=20)
            try:
                connection.request("GET", self._path, headers={"Cookie": self._cookies})
                answer = connection.getresponse()
                if answer.status != 200:
                    sleep(0.05)
                    continue
                self.came += 1
                while line := answer.readline():
                    if line.startswith(b"event: "):
                        self._events.put(line.decode().removeprefix("event: ").strip())
            except (OSError, HTTPException):
                sleep(0.05)
            finally:
                connection.close()

    def forget(self) -> None:
        """Leave what was heard so far."""
        while not self._events.empty():
            self._events.get()

    def hears(self, topic: str) -> float:
        """Return after how many seconds `topic` was heard."""
        start = monotonic()
        while True:
            try:
                if self._events.get(timeout=PATIENCE) == topic:
                    return monotonic() - start
            except Empty:
                raise AssertionError(f"nothing was heard of {topic}") from None

    def stop(self) -> None:
        self._stopped = True


class Crowd:
    """Let all phones vote, some at a time."""

    def __init__(
        self, phones: Sequence[Phone], ports: Sequence[int], hands: int = 8
    ) -> None:
        self._waiting: Queue[Phone] = Queue()
        for phone in phones:
            self._waiting.put(phone)
        self._ports = ports
        self._failures: list[BaseException] = []
        self._threads = [
            threading.Thread(target=self._work, daemon=True) for _ in range(hands)
        ]
        for thread in self._threads:
            thread.start()

    def wait(self) -> None:
        """Wait until they have."""
        for thread in self._threads:
            thread.join(2 * PATIENCE)
        assert self._failures == []
        assert not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        try:
            while True:
                self._waiting.get_nowait().vote(self._ports)
        except Empty:
            return
        except BaseException as failure:
            self._failures.append(failure)


def wait_until(is_true: Callable[[], bool]) -> None:
    end = monotonic() + PATIENCE
    while not is_true():
        assert monotonic() < end
        sleep(0.02)
