"""A PostgreSQL server that lives as long as the tests."""

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, text

TEMPLATE = "migrated"


def _program(name: str) -> str:
    """Return the path of a PostgreSQL program, which Debian keeps out of PATH."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = shutil.which(name) or (str(installed[-1]) if installed else None)
    if found is None:
        raise RuntimeError(f"PostgreSQL is not installed: no {name} found")
    return found


class Cluster:
    """Databases in a folder of their own, reached by a socket in it."""

    def __init__(self, *, is_safe: bool = False) -> None:
        """`is_safe`: what is answered is on the disk, as it must be in real life."""
        self._options = "" if is_safe else " -c fsync=off"
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        # PostgreSQL refuses to run as root.
        self.user = "postgres" if os.geteuid() == 0 else getpass.getuser()
        if os.geteuid() == 0:
            shutil.chown(self.folder, self.user)
        self._numbers = count(1)

    def _run(self, *command: str) -> None:
        as_user = {"user": self.user} if os.geteuid() == 0 else {}
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **as_user
        )

    def start(self) -> None:
        data = str(self.folder / "data")
        self._run(
            _program("initdb"), "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8"
        )
        self._begin()
        self.execute(f"CREATE DATABASE {TEMPLATE}")

    def _begin(self) -> None:
        data = str(self.folder / "data")
        options = f"-k {self.folder} -c listen_addresses={self._options}"
        self._run(_program("pg_ctl"), "-D", data, "-w", "-o", options, "start")

    def _end(self) -> None:
        data = str(self.folder / "data")
        self._run(_program("pg_ctl"), "-D", data, "-m", "immediate", "stop")

    @contextmanager
    def away(self) -> Iterator[None]:
        """Let the server be gone, as after a crash, and come back."""
        self._end()
        yield
        self._begin()

    def stop(self) -> None:
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://tester@/{database}?host={self.folder}"

    def execute(self, statement: str) -> None:
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    @contextmanager
    def database(self, template: str = TEMPLATE) -> Iterator[str]:
        """Make a copy of `template`, gone afterwards."""
        name = f"test_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield self.url(name)
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")
