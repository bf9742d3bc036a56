"""Work that takes milliseconds of processor time, kept off the server's loop."""

from collections.abc import Callable
from typing import TypeVar, cast

from gevent import get_hub
from gevent.monkey import is_module_patched

Result = TypeVar("Result")


def off_loop(work: Callable[..., Result], *arguments: object) -> Result:
    """Return ``work(*arguments)``, computed in a thread when gevent runs the server.

    Everywhere else (tests, commands) it is simply called.
    """
    if not is_module_patched("threading"):
        return work(*arguments)
    return cast(Result, get_hub().threadpool.apply(work, arguments))
