"""Ports to listen on."""

import socket

TRIES = 100  # ports
LAST = 65535
BACKLOG = 1024  # a whole room scans the code within the same second


class NoFreePort(Exception):  # noqa: N818 -- reads as a fact
    """No port is free among those tried."""


def listen(host: str, port: int, *, shared: bool = False) -> socket.socket:
    """Return a socket that listens on `host` and `port` (0: any that is free).

    `shared` lets other processes listen on the same port, where the system can.
    """
    return socket.create_server(
        (host, port),
        family=socket.AF_INET6 if ":" in host else socket.AF_INET,
        backlog=BACKLOG,
        reuse_port=shared and hasattr(socket, "SO_REUSEPORT"),
    )


def port_is_free(host: str, port: int) -> bool:
    """Say whether this process may listen on `host` and `port`."""
    try:
        listen(host, port).close()
    except OSError:
        return False
    return True


def next_free_port(host: str, port: int) -> int:
    """Return the first free port from `port` upwards.

    Raises:
        NoFreePort: a hundred were tried.
    """
    for candidate in range(port, min(port + TRIES, LAST + 1)):
        if port_is_free(host, candidate):
            return candidate
    raise NoFreePort(f"no free port from {port} upwards on {host}")
