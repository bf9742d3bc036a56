"""Pictures of the first pages, kept for the page that asks for each of them."""

from collections import OrderedDict
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from threading import Lock
from typing import Final

from facilitator.reports.outcome import Outcome
from facilitator.reports.pdf import previews
from facilitator.reports.tables import outcome_json
from facilitator.reports.wording import Words

PAGES: Final = 3  # every report has so many: cover, summary, the workshop
KEPT: Final = 8  # documents
_NO_TIME: Final = datetime.min.replace(tzinfo=UTC)


class Pictures:
    """The pictures of the last few documents."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[str, list[bytes]] = OrderedDict()

    def of(self, outcome: Outcome, words: Words) -> list[bytes]:
        """A PNG of each of the first `PAGES` pages.

        The same facts give the same pictures, at whatever time they are asked.

        Raises:
            NotRendered: the document could not be made.
        """
        name = _name(outcome)
        with self._lock:  # the second asks for what the first has just made
            if name not in self._kept:
                self._kept[name] = previews(outcome, words, most=PAGES)
            self._kept.move_to_end(name)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return self._kept[name]


def _name(outcome: Outcome) -> str:
    facts = outcome_json(replace(outcome, generated_at=_NO_TIME))
    return sha256(facts).hexdigest()
