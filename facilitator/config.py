"""Settings, from ``FACILITATOR_*`` and from what the command line gives."""

import os
import secrets
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path

from facilitator import logs

PREFIX = "FACILITATOR_"
PORTS = range(1, 65536)
DEFAULT_PORT = 8321
LONGEST_DRAIN = 600  # seconds
SHORTEST_TOKEN = 16  # characters

KNOWN = frozenset(
    {
        "BACKUPS",
        "DATA",
        "HOST",
        "PORT",
        "DATABASE_URL",
        "SECRET_KEY",
        "PUBLIC_URL",
        "LOG",
        "DRAIN",
        "METRICS_TOKEN",
        "SHARED_PORT",
    }
)


class WrongSetting(Exception):  # noqa: N818 -- reads as a fact
    """A setting that cannot be used; the message is one sentence for the terminal."""


@dataclass(frozen=True)
class Settings:
    """How this server runs. Paths are absolute; the URL has no trailing slash.

    `backups` is the folder of the automatic copies, which may not exist yet.
    """

    data: Path
    host: str
    port: int
    database_url: str
    secret_key: str
    backups: Path
    public_url: str | None = None
    shared_port: bool = False
    log: str = logs.KINDS[0]
    drain: int = 0  # seconds of serving on, once told to stop
    metrics_token: str = ""  # without one nobody sees the figures

    @property
    def https(self) -> bool:
        """Whether visitors come by https, so that cookies can be ``Secure``."""
        return bool(self.public_url and self.public_url.startswith("https:"))


def read_settings(
    environment: Mapping[str, str] | None = None,
    *,
    data: Path | None = None,
    host: str | None = None,
    port: int | str | None = None,
    public_url: str | None = None,
    shared_port: bool = False,
) -> Settings:
    """Return the settings; what is given here wins over the environment.

    Creates the data folder and, once, the secret key inside it (mode 600).

    Raises:
        WrongSetting: a value is not usable, or a ``FACILITATOR_`` name is unknown.
    """
    given = {
        name.removeprefix(PREFIX): value.strip()
        for name, value in (os.environ if environment is None else environment).items()
        if name.startswith(PREFIX) and value.strip()
    }
    _refuse_unknown(given)
    folder = _folder(data or Path(given.get("DATA", "") or _default_folder()))
    database_url = _database(given.get("DATABASE_URL", ""), folder)
    return Settings(
        data=folder,
        host=host or given.get("HOST", "0.0.0.0"),  # noqa: S104 -- phones must reach it
        port=_port(str(port) if port is not None else given.get("PORT", "")),
        database_url=database_url,
        secret_key=given.get("SECRET_KEY", "") or _secret(folder),
        backups=Path(given.get("BACKUPS", "") or folder / "backups").absolute(),
        public_url=_url(public_url or given.get("PUBLIC_URL", "")),
        shared_port=_shared(shared_port, given.get("SHARED_PORT", ""), database_url),
        log=_log(given.get("LOG", "")),
        drain=_drain(given.get("DRAIN", "0")),
        metrics_token=_metrics_token(given.get("METRICS_TOKEN", "")),
    )


def _refuse_unknown(given: Mapping[str, str]) -> None:
    unknown = sorted(set(given) - KNOWN)
    if unknown:
        names = ", ".join(PREFIX + name for name in sorted(KNOWN))
        raise WrongSetting(
            f"{PREFIX}{unknown[0]} is not a setting; the settings are {names}."
        )


def _default_folder() -> Path:
    return user_data_path("facilitator", appauthor=False)


def _folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise WrongSetting(
            f"The data folder {folder} cannot be made: {error.strerror}."
        ) from error
    if not os.access(folder, os.W_OK):
        raise WrongSetting(f"The data folder {folder} cannot be written to.")
    return folder.resolve()


def _port(value: str) -> int:
    if not value:
        return DEFAULT_PORT
    if not value.isascii() or not value.isdigit() or int(value) not in PORTS:
        raise WrongSetting(f"The port must be a number from 1 to 65535, not {value!r}.")
    return int(value)


def _database(value: str, folder: Path) -> str:
    if not value:
        return f"sqlite:///{folder / 'facilitator.db'}"
    if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise WrongSetting(
            f"{PREFIX}DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://."
        )
    return value


def _shared(is_asked: bool, value: str, database_url: str) -> bool:
    """Say whether several servers listen on one port.

    Raises:
        WrongSetting: neither 0 nor 1; or this system, or the database, cannot do it.
    """
    if value not in {"", "0", "1"}:
        raise WrongSetting(f"{PREFIX}SHARED_PORT must be 0 or 1, not {value!r}.")
    if not is_asked and value != "1":
        return False
    if not hasattr(socket, "SO_REUSEPORT"):
        raise WrongSetting("On this system two servers cannot share a port.")
    if database_url.startswith("sqlite:"):
        raise WrongSetting("Servers share a port only on PostgreSQL.")
    return True


def _log(value: str) -> str:
    if value and value not in logs.KINDS:
        raise WrongSetting(
            f"{PREFIX}LOG must be one of {', '.join(logs.KINDS)}, not {value!r}."
        )
    return value or logs.KINDS[0]


def _drain(value: str) -> int:
    if not value.isascii() or not value.isdigit() or int(value) > LONGEST_DRAIN:
        raise WrongSetting(
            f"{PREFIX}DRAIN must be a number of seconds from 0 to {LONGEST_DRAIN}, "
            f"not {value!r}."
        )
    return int(value)


def _metrics_token(value: str) -> str:
    if value and len(value) < SHORTEST_TOKEN:
        raise WrongSetting(
            f"{PREFIX}METRICS_TOKEN must have at least {SHORTEST_TOKEN} characters."
        )
    return value


def _url(value: str) -> str | None:
    if not value:
        return None
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise WrongSetting(
            f"The public address must look like https://name.example, not {value!r}."
        )
    return value.rstrip("/")


def _secret(folder: Path) -> str:
    """Return the key kept in the data folder, made at first use.

    An empty one, which a power cut left or another server is about to fill, is none.
    """
    path = folder / "secret-key"
    with suppress(FileNotFoundError):
        if key := path.read_text("ascii").strip():
            return key
    whole = folder / f".secret-key.{secrets.token_hex(4)}"
    handle = os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(handle)
    _put(whole, path)
    return path.read_text("ascii").strip()


def _put(whole: Path, path: Path) -> None:
    """Let `path` be `whole`, unless another server was quicker."""
    try:
        os.link(whole, path)
    except FileExistsError:
        if not path.read_text("ascii").strip():
            whole.replace(path)
    except OSError:  # a file system without second names
        whole.replace(path)
    finally:
        whole.unlink(missing_ok=True)
