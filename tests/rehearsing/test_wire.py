"""Where a server is, as an address names it."""

import pytest

from facilitator.rehearsing.wire import place_of


@pytest.mark.parametrize(
    ("url", "host", "authority"),
    [
        ("http://127.0.0.1:8321", "127.0.0.1", "127.0.0.1:8321"),
        ("http://[::1]:8321", "::1", "[::1]:8321"),
        ("https://atelier.example/", "atelier.example", "atelier.example"),
        ("http://[::1]", "::1", "[::1]"),
    ],
)
def test_an_address_names_a_place(url: str, host: str, authority: str) -> None:
    place = place_of(url)

    assert (place.host, place.authority) == (host, authority)


@pytest.mark.parametrize("url", ["127.0.0.1:8321", "file:///etc/hosts", "http://", ""])
def test_what_is_no_address_of_a_server(url: str) -> None:
    with pytest.raises(ValueError, match="not the address of a server"):
        place_of(url)
