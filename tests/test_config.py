"""Settings: from where they come, and how wrong ones are refused."""

import os
import socket
import stat
import sys
import threading
from pathlib import Path

import pytest

from facilitator.accounts.actions import first_link
from facilitator.config import WrongSetting, read_settings
from facilitator.running import opened


def test_what_is_given_wins_over_the_environment(tmp_path: Path) -> None:
    environment = {
        "FACILITATOR_DATA": str(tmp_path / "from-environment"),
        "FACILITATOR_PORT": "8400",
        "FACILITATOR_HOST": "127.0.0.1",
    }

    settings = read_settings(environment, data=tmp_path / "given", port="8500")

    assert settings.data == tmp_path / "given"
    assert (settings.port, settings.host) == (8500, "127.0.0.1")
    assert not (tmp_path / "from-environment").exists()


def test_without_settings_the_data_folder_holds_everything(tmp_path: Path) -> None:
    settings = read_settings({}, data=tmp_path)

    assert settings.database_url == f"sqlite:///{tmp_path}/facilitator.db"
    assert (settings.host, settings.port) == ("0.0.0.0", 8321)  # noqa: S104
    assert (settings.public_url, settings.https) == (None, False)


def test_the_secret_key_is_made_once(tmp_path: Path) -> None:
    first = read_settings({}, data=tmp_path).secret_key

    assert read_settings({}, data=tmp_path).secret_key == first
    assert len(first) == 64
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_a_secret_key_that_a_power_cut_left_empty_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "secret-key").touch(0o600)

    made = read_settings({}, data=tmp_path).secret_key

    assert len(made) == 64
    assert read_settings({}, data=tmp_path).secret_key == made


def test_servers_that_start_together_make_one_secret_key(tmp_path: Path) -> None:
    start = threading.Barrier(8)
    made: set[str] = set()

    def begin() -> None:
        start.wait()
        made.add(read_settings({}, data=tmp_path).secret_key)

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(made) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_nobody_else_may_read_the_data(tmp_path: Path) -> None:
    read_settings({}, data=tmp_path / "new")

    assert stat.S_IMODE(os.stat(tmp_path / "new").st_mode) == 0o700
    assert stat.S_IMODE(os.stat(tmp_path / "new" / "secret-key").st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_nobody_else_may_read_the_database_in_a_folder_that_all_may_read(
    tmp_path: Path,
) -> None:
    tmp_path.chmod(0o755)
    settings = read_settings({}, data=tmp_path)

    with opened(settings) as units, units.writing() as session:
        first_link(session)
        files = [path for path in tmp_path.iterdir() if path.is_file()]
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in files}

    assert {"facilitator.db", "facilitator.db-wal", "secret-key"} <= set(modes)
    assert set(modes.values()) == {0o600}


def test_an_address_with_https_makes_cookies_secure(tmp_path: Path) -> None:
    settings = read_settings(
        {"FACILITATOR_PUBLIC_URL": "https://atelier.example/"}, data=tmp_path
    )

    assert (settings.public_url, settings.https) == ("https://atelier.example", True)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "eighty", "The port must be a number from 1 to 65535, not 'eighty'."),
        ("PORT", "70000", "The port must be a number from 1 to 65535, not '70000'."),
        ("PORT", "٨٠", "The port must be a number from 1 to 65535, not '٨٠'."),
        (
            "PUBLIC_URL",
            "atelier.example",
            "The public address must look like https://name.example, "
            "not 'atelier.example'.",
        ),
        (
            "DATABASE_URL",
            "mysql://here",
            "FACILITATOR_DATABASE_URL must begin with sqlite:/// or "
            "postgresql+psycopg://.",
        ),
        (
            "PORTS",
            "1",
            "FACILITATOR_PORTS is not a setting; the settings are "
            "FACILITATOR_BACKUPS, FACILITATOR_DATA, FACILITATOR_DATABASE_URL, "
            "FACILITATOR_DRAIN, FACILITATOR_HOST, FACILITATOR_LOG, "
            "FACILITATOR_METRICS_TOKEN, FACILITATOR_PORT, FACILITATOR_PUBLIC_URL, "
            "FACILITATOR_SECRET_KEY, FACILITATOR_SHARED_PORT.",
        ),
        ("SHARED_PORT", "yes", "FACILITATOR_SHARED_PORT must be 0 or 1, not 'yes'."),
        ("SHARED_PORT", "1", "Servers share a port only on PostgreSQL."),
    ],
)
def test_a_wrong_setting_is_refused_in_one_sentence(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    with pytest.raises(WrongSetting) as refused:
        read_settings({f"FACILITATOR_{name}": value}, data=tmp_path)

    assert str(refused.value) == sentence


def test_servers_share_a_port_where_the_system_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on = {"FACILITATOR_DATABASE_URL": "postgresql+psycopg://somebody@/here"}

    assert read_settings(on, data=tmp_path, shared_port=True).shared_port
    assert read_settings(
        {**on, "FACILITATOR_SHARED_PORT": "1"}, data=tmp_path
    ).shared_port
    assert not read_settings(on, data=tmp_path).shared_port

    monkeypatch.delattr(socket, "SO_REUSEPORT")  # as on Windows
    with pytest.raises(WrongSetting, match=r"^On this system two servers cannot"):
        read_settings(on, data=tmp_path, shared_port=True)


def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(WrongSetting) as refused:
        read_settings({}, data=tmp_path / "file" / "folder")

    assert str(refused.value) == (
        f"The data folder {tmp_path}/file/folder cannot be made: Not a directory."
    )


def test_how_it_is_watched_has_quiet_defaults(tmp_path: Path) -> None:
    settings = read_settings({}, data=tmp_path)

    assert (settings.log, settings.drain, settings.metrics_token) == ("text", 0, "")


def test_how_it_is_watched_can_be_set(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "FACILITATOR_LOG": "json",
            "FACILITATOR_DRAIN": "20",
            "FACILITATOR_METRICS_TOKEN": "0123456789abcdef",
        },
        data=tmp_path,
    )

    assert (settings.log, settings.drain) == ("json", 20)
    assert settings.metrics_token == "0123456789abcdef"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("LOG", "xml", "must be one of text, json, quiet, not 'xml'."),
        ("DRAIN", "-1", "must be a number of seconds from 0 to 600, not '-1'."),
        ("DRAIN", "601", "must be a number of seconds from 0 to 600, not '601'."),
        ("METRICS_TOKEN", "short", "must have at least 16 characters."),
    ],
)
def test_a_wrong_way_of_watching_is_refused(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    with pytest.raises(WrongSetting) as refused:
        read_settings({f"FACILITATOR_{name}": value}, data=tmp_path)

    assert str(refused.value) == f"FACILITATOR_{name} {sentence}"
