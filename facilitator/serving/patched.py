"""Make the process cooperative. Call it before anything else is imported."""

import sys

from gevent import monkey

# Imported before, these would keep locks that block every greenlet at once.
TOO_EARLY = ("facilitator.app", "flask", "prometheus_client", "sqlalchemy")


def patch() -> None:
    """Let threads, locks, sockets and sleeps be those of gevent, in this process.

    Raises:
        RuntimeError: it is too late, something was imported before.
    """
    imported = [name for name in TOO_EARLY if name in sys.modules]
    if imported and not monkey.is_module_patched("threading"):
        raise RuntimeError(f"imported before patching: {', '.join(imported)}")
    monkey.patch_all()
