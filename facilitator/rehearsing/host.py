"""The robot facilitator: makes the rehearsal, presses the large button, wipes it."""

import json
import re
import secrets
import zipfile
from csv import DictReader
from dataclasses import dataclass
from io import BytesIO, StringIO
from random import Random
from typing import Any

from facilitator.rehearsing.ballots import said
from facilitator.rehearsing.browser import Browser
from facilitator.rehearsing.ledger import Act, Ledger
from facilitator.rehearsing.live import LivePage
from facilitator.rehearsing.pages import attributes_of, form_of, forms_of
from facilitator.rehearsing.wire import Answer, Place

BUTTON = re.compile(r'<button\b([^>]*\bform="press"[^>]*)>')
WORKSHOP = re.compile(r"/desk/(\d{6})/")
STEPS = re.compile(r"/desk/\d{6}/steps/\d+$")
LANGUAGE = "ar-MA,ar;q=0.9,fr;q=0.8"
AS_JSON = {"Accept": "application/json"}
BALLOTS = "ballots.csv"


class CannotRehearse(Exception):  # noqa: N818 -- reads as a fact
    """What stands in the way, in one sentence for the terminal."""


@dataclass(frozen=True)
class Standing:
    """Where a workshop stands, by its large button."""

    step: str  # the kind of its step, nothing before the first
    here: str  # what the button says back
    action: str  # where it leads
    beyond: str  # past a vote that cannot be opened; nothing elsewhere

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to press."""
        return not self.action


class Host:
    """A facilitator's browser. One sign-in serves many workshops."""

    def __init__(self, place: Place) -> None:
        self.ledger = Ledger()
        self.place = place
        self._browser = Browser(place, self.ledger, LANGUAGE)

    def enter_by_link(self, path: str) -> None:
        """Sign in by a link of the terminal or of a colleague.

        Raises:
            CannotRehearse: it leads nowhere.
        """
        answer = self._browser.get(path, Act.DESK)
        form = form_of(answer.text, "welcome")
        if form is None:
            raise CannotRehearse("This link does not work, or not any more.")
        given = dict(form.as_it_is())
        if "email" in given:  # an account of the robots' own
            name = secrets.token_hex(4)
            given |= {"email": f"robot-{name}@rehearsal.example", "name": name}
            given["password"] = secrets.token_urlsafe(24)
        self._enter(path, given, "This link is for an account without a password yet.")

    def enter(self, email: str, password: str) -> None:
        """Sign in as people do.

        Raises:
            CannotRehearse: that is not the password.
        """
        path = "/accounts/sign-in"
        form = form_of(self._browser.get(path, Act.DESK).text, "sign-in")
        given = dict(form.as_it_is()) if form else {}
        given |= {"email": email, "password": password}
        self._enter(path, given, "The e-mail or the password is not right.")

    def leave(self) -> None:
        """Sign out."""
        page = self._browser.get("/desk/", Act.DESK)
        for form in forms_of(page.text):
            if form.action.endswith("/sign-out"):
                self._browser.post(form.action, Act.DESK, form.as_it_is())
        self._browser.close()

    def make(self, copied: str = "") -> str:
        """Make a rehearsal, of invented content or as a copy; return its code.

        Raises:
            CannotRehearse: there is nothing to copy, or no such form.
        """
        form = form_of(self._browser.get("/desk/new", Act.DESK).text, "rehearsal")
        if form is None:
            raise CannotRehearse("This server is too old: it knows no rehearsals.")
        offered = [one for c in form.controls for one in c.options]
        if copied and copied not in offered:
            raise CannotRehearse(f"You have no workshop with the code {copied}.")
        given = [*form.hidden(), ("source", copied or offered[0])]
        answer = self._browser.post(form.action, Act.DESK, given)
        made = WORKSHOP.search(answer.header("location"))
        if made is None:
            raise CannotRehearse(f"The rehearsal could not be made ({answer.status}).")
        return made[1]

    def wipe(self, code: str) -> bool:
        """Wipe a rehearsal; return whether it is gone."""
        path = f"/desk/{code}/wiping"
        form = form_of(self._browser.get(path, Act.DESK).text, "wiping")
        if form is None:
            return False
        return self._browser.post(path, Act.DESK, form.hidden()).is_good

    def desk(self, code: str) -> "Desk":
        """Open the control room of a workshop."""
        return Desk(self._browser, code)

    def projector(self, code: str, dice: Random) -> LivePage:
        """Open the projector's window, which shares the sign-in."""
        window = Browser(self.place, self.ledger, LANGUAGE)
        window.cookies_of(self._browser)
        path = f"/screen/{code}/"
        html = window.get(path, Act.DESK).text
        window.load(path, html)
        return LivePage(window, path, html, dice, Act.DESK)

    def _enter(self, path: str, given: dict[str, str], refusal: str) -> None:
        answer = self._browser.post(path, Act.DESK, given.items())
        if not answer.header("location"):
            raise CannotRehearse(refusal)


class Desk:
    """The control room of one workshop."""

    def __init__(self, browser: Browser, code: str) -> None:
        self._browser = browser
        self._path = f"/desk/{code}/"
        page = browser.get(self._path, Act.DESK).text
        browser.load(self._path, page)
        form = form_of(page, "press")
        self._fields = form.hidden() if form else []

    def look(self) -> Standing:
        """Return where the workshop stands."""
        buttons = self._buttons("next")
        large = next((one for one in buttons if one.get("id") == "next-button"), {})
        others = (one.get("formaction", "") for one in buttons if one is not large)
        quiet = [one for one in others if STEPS.search(one)]
        return Standing(
            step=large.get("data-step", ""),
            here=large.get("value", ""),
            action=large.get("formaction", ""),
            beyond=quiet[0] if quiet else "",
        )

    def press(self, standing: Standing) -> str:
        """Press the large button; return why not, or nothing."""
        fields = [*self._fields, ("here", standing.here)]
        return self._pressed(standing.action, fields)

    def pass_over(self, standing: Standing) -> str:
        """Go on without the vote that could not be opened; return why not."""
        return self._pressed(standing.beyond, self._fields)

    def approve_all(self) -> int:
        """Show every proposal that waits; return how many."""
        waiting = [one for one in self._buttons("queue") if "version" in one.values()]
        for one in waiting:
            fields = [*self._fields, ("version", one.get("value", ""))]
            self._pressed(one.get("formaction", ""), fields)
        return len(waiting)

    def report(self) -> dict[str, Any]:
        """Return the whole outcome as the report has it for machines."""
        answer = self._browser.get(f"{self._path}report.json", Act.DESK)
        found: dict[str, Any] = json.loads(answer.body)
        return found

    def ballots(self, number: int) -> dict[str, str] | None:
        """Return the published ballots of a vote by receipt, each with its meaning.

        None where so few are not published one by one.
        """
        path = f"{self._path}report/votes/{number}.zip"
        answer = self._browser.get(path, Act.DESK)
        with zipfile.ZipFile(BytesIO(answer.body)) as bundle:
            if BALLOTS not in bundle.namelist():
                return None
            rows = DictReader(StringIO(bundle.read(BALLOTS).decode()), delimiter=";")
            return {row["receipt"]: said(json.loads(row["content"])) for row in rows}

    def _buttons(self, part: str) -> list[dict[str, str]]:
        headers = {"Accept": "text/html", "X-Part": part}
        html = self._browser.get(self._path, Act.DESK, headers).text
        return [attributes_of(inside) for inside in BUTTON.findall(html)]

    def _pressed(self, action: str, fields: list[tuple[str, str]]) -> str:
        answer = self._browser.post(action, Act.DESK, fields, AS_JSON)
        return "" if answer.is_good else _why(answer)


def _why(answer: Answer) -> str:
    try:
        return str(json.loads(answer.body)["message"])
    except (ValueError, KeyError, TypeError):
        return f"answered {answer.status}"
