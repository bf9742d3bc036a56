"""A share of a processor for each process, to which the kernel holds it (Linux).

By control groups, which takes the rights of an administrator. So the machine is not
what limits the processes, and what they cost each other shows.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep

PERIOD = 20_000  # microseconds in which a process gets its share
PLACES = (Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup"))  # of version 1, of 2


class NoSharesError(Exception):
    """This machine does not let us give shares."""


@contextmanager
def held_to(
    share: float, pids: Sequence[int], places: Sequence[Path] = PLACES
) -> Iterator[None]:
    """Hold each process to `share` of one processor (0 to 1). 1 or more: leave it.

    Raises:
        NoSharesError: there are no control groups, or not for us.
    """
    if share >= 1:
        yield
        return
    root = next((place for place in places if _is_of_processors(place)), None)
    if root is None:
        raise NoSharesError("there are no control groups of processors")
    groups = [root / f"benchmark-{os.getpid()}-{pid}" for pid in pids]
    try:
        for group, pid in zip(groups, pids, strict=True):
            _hold(group, pid, share)
        yield
    except OSError as error:
        raise NoSharesError(f"a control group could not be made: {error}") from error
    finally:
        for group, pid in zip(groups, pids, strict=True):
            _let_go(root, group, pid)


def _is_of_processors(place: Path) -> bool:
    controllers = place / "cgroup.controllers"
    if (place / "cpu.cfs_quota_us").exists():
        return True
    return controllers.exists() and "cpu" in controllers.read_text("ascii").split()


def _hold(group: Path, pid: int, share: float) -> None:
    is_first = (group.parent / "cpu.cfs_quota_us").exists()
    quota = int(share * PERIOD)
    if not is_first:
        (group.parent / "cgroup.subtree_control").write_text("+cpu")
    group.mkdir()
    if is_first:
        (group / "cpu.cfs_period_us").write_text(str(PERIOD))
        (group / "cpu.cfs_quota_us").write_text(str(quota))
    else:
        (group / "cpu.max").write_text(f"{quota} {PERIOD}")
    (group / "cgroup.procs").write_text(str(pid))


def _let_go(root: Path, group: Path, pid: int) -> None:
    with suppress(OSError):
        (root / "cgroup.procs").write_text(str(pid))
    for _ in range(100):  # the kernel lets go of it a moment later
        with suppress(OSError):
            if group.exists():
                group.rmdir()
            return
        sleep(0.01)
