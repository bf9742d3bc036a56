"""`facilitator rehearse`: robots go through a whole workshop."""

import json
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from facilitator.commands.options import FAILED, data, stop
from facilitator.config import read_settings
from facilitator.led import follow
from facilitator.rehearsing.plan import Plan, usual_arrival

if TYPE_CHECKING:
    from facilitator.rehearsing.wire import Place

MISSING = "Say who you are on that server: --email, or --link with a sign-in link."
SHARE = click.FloatRange(0, 1)
SECONDS = click.FloatRange(0, 3600)


@click.command()
@data
@click.option("--phones", type=click.IntRange(1), default=20, show_default=True)
@click.option("--url", help="A server that runs; else one is started for it.")
@click.option("--email", help="Your e-mail there; the password is asked.")
@click.option("--link", help="A link that signs you in there.")
@click.option("--workshop", "copied", default="", help="Rehearse a copy of this code.")
@click.option("--join", "joined", help="Attend the rehearsal that you run at --url.")
@click.option("--led", is_flag=True, hidden=True)  # by a server
@click.option("--workshops", type=click.IntRange(1), default=1, help="At once.")
@click.option("--arrive", type=SECONDS, help="Seconds over which phones join.")
@click.option("--vote-within", type=SECONDS, default=10.0, show_default=True)
@click.option("--lose", type=SHARE, default=0.1, help="Share of answers lost.")
@click.option("--seed", type=int, default=1, help="The same robots every time.")
@click.option("--json", "file", type=click.Path(path_type=Path), help="Write all here.")
def rehearse(
    phones: int, arrive: float | None, file: Path | None, seed: int, **given: Any
) -> None:
    """Let robot phones go through a whole workshop, and judge this computer.

    They join, write, propose, vote, lose answers and send again, over HTTP as
    real phones do, at a rehearsal that is wiped afterwards. Ends with 1 when the
    computer does not carry so many.
    """
    from facilitator.rehearsing.host import CannotRehearse  # noqa: PLC0415

    plan = Plan(
        phones=phones,
        arrive=usual_arrival(phones) if arrive is None else arrive,
        vote_within=given["vote_within"],
        lose=given["lose"],
        seed=seed,
    )
    _leave_in_order()
    try:
        if given["joined"]:
            _attend(given, plan)
        else:
            _hold(plan, file, given)
    except (CannotRehearse, OSError) as refused:
        stop(str(refused) or type(refused).__name__, FAILED)


def _hold(plan: Plan, file: Path | None, given: dict[str, Any]) -> None:
    """Hold the rehearsal, say how it went, and end with the verdict."""
    from facilitator.rehearsing.running import rehearse as hold  # noqa: PLC0415
    from facilitator.rehearsing.telling import lines_of  # noqa: PLC0415

    with _host(given) as (host, pids), _status() as tell:
        result = hold(
            host,
            plan,
            workshops=given["workshops"],
            copied=given["copied"],
            pids=pids,
            tell=tell,
        )
    for line in lines_of(result):
        click.echo(line)
    if file is not None:
        file.write_text(json.dumps(result.plain(), indent=1), "utf-8")
    raise SystemExit(0 if result.verdict.holds else FAILED)


def _attend(given: dict[str, Any], plan: Plan) -> None:
    """Send robots to a rehearsal that a person runs, and say how they fared."""
    from facilitator.rehearsing import led  # noqa: PLC0415
    from facilitator.rehearsing.attending import attend  # noqa: PLC0415
    from facilitator.rehearsing.telling import table_of  # noqa: PLC0415

    place = _place(given["url"] or f"http://127.0.0.1:{read_settings().port}")
    if given["led"]:
        follow()
        led.give_way()
        attend(place, given["joined"], plan, led.tell)
        return
    with _status() as tell:
        ledger = attend(place, given["joined"], plan, tell)
    for line in table_of("the phones", ledger):
        click.echo(line)


def _place(url: str) -> "Place":
    from facilitator.rehearsing.host import CannotRehearse  # noqa: PLC0415
    from facilitator.rehearsing.wire import place_of  # noqa: PLC0415

    try:
        return place_of(url)
    except ValueError as wrong:
        raise CannotRehearse(f"{url} is not the address of a server.") from wrong


def _leave_in_order() -> None:
    """Let whatever ends this process wipe first. gevent tells of Ctrl+C at length."""

    def leave(_number: int, _frame: object) -> None:
        raise SystemExit("Stopped. What was rehearsed is wiped.")

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave)


@contextmanager
def _host(given: dict[str, Any]) -> Iterator[tuple[Any, list[int]]]:
    """Give a facilitator who is signed in, and the processes of the server."""
    from facilitator.rehearsing.host import CannotRehearse, Host  # noqa: PLC0415
    from facilitator.rehearsing.own_server import own_server  # noqa: PLC0415
    from facilitator.rehearsing.wire import place_of  # noqa: PLC0415

    if given["url"] is None:
        with own_server(read_settings(data=given["data"]).data) as server:
            host = Host(place_of(server.url))
            host.enter_by_link(server.link)
            yield host, [server.pid]
            host.leave()
            return
    host = Host(_place(given["url"]))
    if given["link"]:
        host.enter_by_link(urlsplit(given["link"]).path)
    elif given["email"]:
        host.enter(given["email"], click.prompt("Password", hide_input=True, err=True))
    else:
        raise CannotRehearse(MISSING)
    try:
        yield host, []
    finally:
        host.leave()


@contextmanager
def _status() -> Iterator[Callable[[str, int, int], None]]:
    """Show one line that says where the robots are; nothing where nobody looks."""
    is_seen = sys.stderr.isatty()
    width = shutil.get_terminal_size().columns - 1

    def tell(stage: str, done: int, everybody: int) -> None:
        if not is_seen:
            return
        bar = "#" * (20 * done // max(1, everybody))
        line = f"{stage or 'opening'}: {done} of {everybody} [{bar:20}]"
        click.echo(f"\r{line:{width}}"[: width + 1], nl=False, err=True)

    try:
        yield tell
    finally:
        if is_seen:
            click.echo(f"\r{'':{width}}\r", nl=False, err=True)
