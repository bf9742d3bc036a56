"""What to say of logs, and of digests that were printed of them. See `comparing`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.logbook import exported
from facilitator.logbook.chain import Broken, broken_in, chains
from facilitator.logbook.comparing import Place, place_of
from facilitator.logbook.models import Act
from facilitator.workshops.models import Workshop

MOST_TOLD = 20  # breaks


@dataclass(frozen=True)
class Compared:
    """What is wrong, and what was found, a sentence each. `acts` were followed."""

    wrong: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    acts: int = 0


@dataclass(frozen=True)
class _Log:
    called: str
    chain: str
    acts: Sequence[Act]


def compare(session: Session, digests: Sequence[str]) -> Compared:
    """Look for digests in every log of a database."""
    return _compared(_logs(session), digests) if digests else Compared()


def check_exported(content: bytes, digests: Sequence[str]) -> Compared:
    """Follow the chain of a log that was downloaded, and look for digests in it.

    Raises:
        NotPossible: it is not such a log.
    """
    chain, acts = exported.read(content)
    found = _compared([_Log("this log", chain, acts)], digests)
    wrong = list(breaks(broken_in(chain, acts)))
    return Compared(wrong + found.wrong, found.told, len(acts))


def breaks(broken: Sequence[Broken]) -> Iterator[str]:
    """Give a sentence for each act that does not follow from the one before."""
    for one in broken[:MOST_TOLD]:
        yield f"The log of acts was changed at act {one.act_id}: {one.why}"
    if broken[MOST_TOLD:]:
        yield f"So are acts in all: {len(broken)}."


def _logs(session: Session) -> Iterator[_Log]:
    codes = dict(session.execute(select(Workshop.id, Workshop.code)).all())
    for workshop_id, chain, acts in chains(session):
        code = codes.get(workshop_id) if workshop_id else None
        called = f"the log of workshop {code}" if code else "the log of accounts"
        yield _Log(called, chain, acts)


def _compared(logs: Iterable[_Log], digests: Sequence[str]) -> Compared:
    found, nowhere = Compared(), set(digests)
    for log in logs:
        for digest in digests:
            place = place_of(log.chain, log.acts, digest)
            if place is not None:
                nowhere.discard(digest)
                into = found.wrong if place.broken else found.told
                into.append(_sentence(digest, log.called, place))
    found.wrong.extend(
        f"The digest {digest} stands nowhere. If it was copied rightly and is of a "
        "log that should be here, that log was cut or made anew since the print."
        for digest in digests
        if digest in nowhere
    )
    return found


def _sentence(digest: str, called: str, place: Place) -> str:
    act = place.act
    where = (
        f"The digest {digest} is of act {place.number} of {place.count} in {called} "
        f"(number {act.id}, {act.at:%Y-%m-%d %H:%M} UTC)"
    )
    if place.broken:
        number = place.broken.act_id
        return f"{where}, but that log was changed at the act with the number {number}."
    if place.is_erased:
        return f"{where}: what a purge left of the log up to there is unchanged."
    return f"{where}: the log up to there is unchanged."
