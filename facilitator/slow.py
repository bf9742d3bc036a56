"""Work that takes milliseconds of processor time, kept off the server's loop.

Each kind has threads of its own: a room that joins holds up no count, and neither
holds up the commits, which have gevent's own pool.
"""

import os
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar, cast

from gevent.monkey import is_module_patched
from gevent.threadpool import ThreadPool

Result = TypeVar("Result")

# One processor is left for the loop, on which everybody waits.
DERIVING = max(1, (os.cpu_count() or 1) - 1)
COUNTING = 2


def off_loop(work: Callable[..., Result], *arguments: object) -> Result:
    """Return ``work(*arguments)``, computed in a thread when gevent runs the server.

    For work of some tens of milliseconds. Everywhere else (tests, commands) it is
    simply called.
    """
    return _computed("deriving", work, arguments)


def count_off_loop(work: Callable[..., Result], *arguments: object) -> Result:
    """Likewise, for work of seconds, such as a count."""
    return _computed("counting", work, arguments)


def _computed(
    kind: str, work: Callable[..., Result], arguments: tuple[object, ...]
) -> Result:
    if not is_module_patched("threading"):
        return work(*arguments)
    return cast(Result, _pool(kind).apply(work, arguments))


@lru_cache
def _pool(kind: str) -> Any:
    return ThreadPool(DERIVING if kind == "deriving" else COUNTING)
