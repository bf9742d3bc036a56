"""The addresses at which phones in the room reach this computer.

Nothing is sent to find them: no packet leaves, no name is looked up elsewhere.
"""

import socket
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network
from urllib.parse import urlsplit

from facilitator.config import Settings

if sys.platform != "win32":
    import fcntl

EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 -- compared, not bound
LOOPBACK = "127.0.0.1"
HTTP_PORT = 80

# "Give me the address of this interface", which each system numbers its own way.
_SIOCGIFADDR = {"linux": 0x8915, "darwin": 0xC0206921}
# The kernel says from which address it would write to these; it does not write.
_TARGETS = ("192.0.2.1", "192.168.0.1", "192.168.1.1", "10.0.0.1", "172.16.0.1")
# Adapters of virtual machines, containers and VPNs: no phone is behind them.
_VIRTUAL_NAMES = (
    *("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "lxc", "podman"),
    *("tun", "tap", "utun", "wg", "zt", "tailscale", "ppp", "awdl", "llw"),
)
_VIRTUAL_NETS = (
    IPv4Network("172.17.0.0/16"),  # Docker
    IPv4Network("192.168.56.0/24"),  # VirtualBox
    IPv4Network("192.168.122.0/24"),  # libvirt
    IPv4Network("100.64.0.0/10"),  # Tailscale and carriers
)


@dataclass(frozen=True)
class Interface:
    """An address of this computer, and the adapter's name where it is known."""

    address: IPv4Address
    name: str = ""
    is_route: bool = False  # the way out: usually the Wi-Fi that all share

    @property
    def is_virtual(self) -> bool:
        """Whether only this computer, or a far network, is behind it."""
        return self.name.startswith(_VIRTUAL_NAMES) or any(
            self.address in network for network in _VIRTUAL_NETS
        )


def ranked(found: Iterable[Interface]) -> list[str]:
    """Return the addresses that phones can use, the most likely first.

    Private before public, the way out first; virtual adapters and addresses
    that a computer gives itself (169.254) last. Loopback is left out.
    """
    useful = (
        one
        for one in found
        if not (one.address.is_loopback or one.address.is_unspecified)
    )
    return [str(one.address) for one in sorted(useful, key=_unlikely)]


def addresses() -> list[str]:
    """Return this computer's addresses on its networks, the most likely first."""
    names = _of_adapters()
    way_out = _source_towards(_TARGETS[0])
    others = {_source_towards(target) for target in _TARGETS} | _of_host_name()
    return ranked(
        Interface(address, names.get(address, ""), address == way_out)
        for address in {*names, *others}
        if address
    )


def base_urls(settings: Settings) -> list[str]:
    """Return where phones find this server, the most likely first; never empty."""
    if settings.public_url:
        return [settings.public_url]
    hosts = addresses() if settings.host in EVERYWHERE else [settings.host]
    found = [f"http://{_in_url(host)}{_port(settings)}" for host in hosts]
    return found or [local_url(settings)]


def local_url(settings: Settings) -> str:
    """Return where this computer itself finds the server."""
    host = LOOPBACK if settings.host in EVERYWHERE else settings.host
    return f"http://{_in_url(host)}{_port(settings)}"


def join_url(base: str, code: str) -> str:
    """Return the address in the QR by which people join.

    In capitals, which take a third less room in a QR than small letters.
    """
    return f"{_in_capitals(base)}/J/{code}"


def slip_url(base: str, token: str) -> str:
    """Return the address in the QR of a voting slip, likewise in capitals."""
    return f"{_in_capitals(base)}/S/{token}"


def _in_capitals(base: str) -> str:
    path = urlsplit(base).path  # of a server in a folder: its letters matter
    start = base.removesuffix(path) if path else base
    return f"{start.upper()}{path}"


def _unlikely(one: Interface) -> tuple[bool, bool, bool, bool, IPv4Address]:
    """Return what orders addresses, the most likely to be of use first."""
    address = one.address
    return (
        one.is_virtual,
        address.is_link_local,
        not one.is_route,
        not address.is_private,
        address,
    )


def _port(settings: Settings) -> str:
    return "" if settings.port == HTTP_PORT else f":{settings.port}"


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _source_towards(target: str) -> IPv4Address | None:
    """Return the address that a packet to `target` would come from. Sends none."""
    with (
        suppress(OSError),
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe,
    ):
        probe.connect((target, 9))  # of a datagram socket: only looks up the route
        return IPv4Address(probe.getsockname()[0])
    return None


def _of_host_name() -> set[IPv4Address]:
    """Return what the computer's own name stands for: on Windows, every adapter."""
    if sys.platform != "win32":
        return set()  # elsewhere this may ask a name server, and wait for it
    with suppress(OSError):
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        return {IPv4Address(entry[4][0]) for entry in found}
    return set()


def _of_adapters() -> dict[IPv4Address, str]:
    """Return the addresses and the names of the adapters (Linux and macOS)."""
    if sys.platform not in _SIOCGIFADDR:
        return {}
    request = _SIOCGIFADDR[sys.platform]
    found = {}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _number, name in socket.if_nameindex():
            with suppress(OSError):  # an adapter without an address
                asked = struct.pack("40s", name.encode()[:15])
                answer = fcntl.ioctl(probe.fileno(), request, asked)
                found[IPv4Address(answer[20:24])] = name
    return found
