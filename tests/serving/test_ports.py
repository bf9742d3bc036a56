import socket

import pytest

from facilitator.serving.ports import NoFreePort, listen, next_free_port, port_is_free

HERE = "127.0.0.1"


def test_a_port_that_somebody_listens_on_is_not_free() -> None:
    with listen(HERE, 0) as taken:
        port = taken.getsockname()[1]

        assert not port_is_free(HERE, port)

    assert port_is_free(HERE, port)


def test_the_next_free_port_is_above_one_that_is_taken() -> None:
    with listen(HERE, 0) as taken:
        port = taken.getsockname()[1]

        found = next_free_port(HERE, port)

        assert found > port
        assert port_is_free(HERE, found)


def test_there_may_be_no_free_port() -> None:
    with pytest.raises(NoFreePort):
        next_free_port(HERE, 65_536)


def test_several_processes_may_share_a_port() -> None:
    if not hasattr(socket, "SO_REUSEPORT"):
        return
    with listen(HERE, 0, shared=True) as one:
        port = one.getsockname()[1]
        with listen(HERE, port, shared=True) as other:
            assert other.getsockname() == one.getsockname()
