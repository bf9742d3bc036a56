"""What was answered before and is still right: a room asks for it again and again.

Each commit of this process tells which workshop it changed, or only that one phone's
ballot changed. An answer that was read before any such change is right until the next.
SQLite also tells when somebody else wrote: everything is forgotten then. Where several
servers write, they remember by what the database says (`shared_memory`).
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from functools import wraps
from hashlib import sha256
from typing import Any, ParamSpec, TypeVar, cast

from flask import Flask, Response, current_app, g, make_response, request
from flask.typing import ResponseReturnValue

from facilitator import keys
from facilitator.live.actions import announced, is_quiet, owner, owners
from facilitator.moments import HARMLESS, JOINING, Noted
from facilitator.units import Units
from facilitator.web.parts import PART
from facilitator.web.shared_memory import MOST, SharedMemory

SEEN_BY_A_PAGE = (
    "wsgi.url_scheme",
    "HTTP_HOST",
    "PATH_INFO",
    "QUERY_STRING",
    "HTTP_COOKIE",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_X_PART",
)

View = ParamSpec("View")
Found = TypeVar("Found")


class Memory:
    """When each workshop changed last, and what was answered since.

    A moment is a number that each commit raises.
    """

    hears_owners = True

    def __init__(self, work: Units) -> None:
        self._moment = 0
        self._mutex = threading.Lock()
        self._everything = 0  # when something changed of which nobody said what
        self._workshops: dict[int, int] = {}
        self._joins: dict[int, int] = {}
        self._owners: dict[int, int] = {}
        self._kept: OrderedDict[Hashable, tuple[int, int, Any]] = OrderedDict()
        self._work = work
        self._strangers = 0

    def look(self) -> int:
        """Return the present moment; what is read from now on is at least as new."""
        strangers = self._work.strangers() or 0
        with self._mutex:
            if strangers != self._strangers:
                self._strangers = strangers
                self._moment += 1
                self._everything = self._moment
            return self._moment

    look_late = look  # it is never too late: all that is read comes after a look

    def hear(self, unit: Noted) -> None:
        """Note what a unit of work changed, which is stored by now."""
        told, own = announced(unit), owners(unit)
        if is_quiet(unit) and not told:
            return
        with self._mutex:
            self._moment += 1
            if not told:
                self._everything = self._moment
            for workshop_id, topic in told:
                if topic == JOINING:
                    self._joins[workshop_id] = self._moment
                elif topic not in HARMLESS:
                    self._workshops[workshop_id] = self._moment
            for owner in own:
                self._owners[owner] = self._moment

    def get(
        self, key: Hashable, own: Collection[int] = (), *, counts_people: bool = True
    ) -> Any:
        """Return what was kept under `key`, if nothing changed since; else None.

        Somebody who joined changes only what `counts_people`.
        """
        kept = self._kept.get(key)
        if kept is None:
            return None
        moment, workshop_id, answer = kept
        changed = [self._workshops.get(workshop_id, 0), self._everything]
        if counts_people:
            changed.append(self._joins.get(workshop_id, 0))
        changed += [self._owners.get(owner, 0) for owner in own]
        return answer if max(changed) <= moment else None

    def keep(self, key: Hashable, moment: int, workshop_id: int, answer: Any) -> None:
        """Keep an answer that was read after `moment`."""
        with self._mutex:
            self._kept[key] = (moment, workshop_id, answer)
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)


def install(app: Flask, work: Units) -> None:
    """Remember answers until what they tell changes."""
    if work.are_shared:
        app.extensions["memory"] = SharedMemory(work)
    else:
        app.extensions["memory"] = memory = Memory(work)
        work.after_commit(memory.hear)


def of_workshop(workshop_id: int) -> None:
    """Say that the answer to this request depends on this workshop alone."""
    g.remembered_for = workshop_id


def remembered(
    view: Callable[View, ResponseReturnValue],
) -> Callable[View, ResponseReturnValue]:
    """Let a page of a participant be answered by 304 without being made again.

    Its key is all that may make it another page: the address, all cookies, the
    languages wanted, the part. A 304 says what the making would have said. Only where
    this process hears of every ballot.
    """

    @wraps(view)
    def answer(*args: View.args, **kwargs: View.kwargs) -> ResponseReturnValue:
        memory = memory_here()
        if memory is None or not memory.hears_owners or request.method != "GET":
            return view(*args, **kwargs)
        may_remember()
        key = _key()
        tag = memory.get(key, _own())
        if tag and tag == request.headers.get("If-None-Match"):
            return Response(status=304, headers=[("ETag", tag), ("Vary", PART)])
        made = make_response(view(*args, **kwargs))
        if "remembered_for" in g and made.status_code in (200, 304):
            memory.keep(key, g.moment, g.remembered_for, made.headers.get("ETag"))
        return made

    return answer


def recalled(
    name: tuple[Hashable, ...],
    find: Callable[[], Found],
    workshop_of: Callable[[Found], int],
    *,
    counts_people: bool = False,
) -> Found:
    """Return what `find` reads of a workshop, once for all who only read.

    Say when it `counts_people`: to other rows it is nothing that somebody joined.
    Rows that come out of here belong to no session: never change them, and never ask
    them for rows that they link to, unless these were read with them.
    """
    memory = may_remember() if request.method == "GET" else None
    if memory is None:
        return find()
    kept = memory.get(name, counts_people=counts_people)
    if kept is None:
        found = find()
        if found is None:
            return found
        kept = (found,)
        memory.keep(name, g.moment, workshop_of(found), kept)
    return cast(Found, kept[0])


def may_remember() -> Memory | SharedMemory | None:
    """Return the memory, once the moment is taken; None when it is too late for that.

    Call it before the request reads anything.
    """
    memory = memory_here()
    if memory is None:
        return None
    if "moment" not in g:
        g.moment = memory.look()
    return None if g.moment is None else memory


def note_reading() -> None:
    """Take the moment of a request that now reads for the first time."""
    memory = memory_here()
    if memory is not None and "moment" not in g:
        g.moment = memory.look_late()


def memory_here() -> Memory | SharedMemory | None:
    """Return what this process remembers; None where it shall remember nothing."""
    return cast(Memory | SharedMemory | None, current_app.extensions["memory"])


def _key() -> bytes:
    found = [request.environ.get(name, "") for name in SEEN_BY_A_PAGE]
    return sha256("\n".join(found).encode("utf-8", "surrogateescape")).digest()


def _own() -> list[int]:
    """Return who the visitor is, by all tokens that the phone keeps."""
    kept = request.cookies.values()
    return [owner(keys.read_code(value, keys.TOKEN_LENGTH) or value) for value in kept]
