"""Which addresses phones are told, and the address in the QR."""

from dataclasses import replace
from ipaddress import IPv4Address
from pathlib import Path

from facilitator.config import read_settings
from facilitator.lan import Interface, base_urls, join_url, ranked


def _at(address: str, name: str = "", *, is_route: bool = False) -> Interface:
    return Interface(IPv4Address(address), name, is_route)


def test_the_way_out_comes_first_and_what_no_phone_reaches_last() -> None:
    found = [
        _at("127.0.0.1", "lo"),
        _at("172.17.0.1", "docker0"),
        _at("169.254.7.7", "eth1"),
        _at("10.8.0.2", "tun0", is_route=True),
        _at("192.168.1.20", "eth0"),
        _at("192.168.1.21", "wlan0", is_route=True),
    ]

    assert ranked(found) == [
        "192.168.1.21",
        "192.168.1.20",
        "169.254.7.7",
        "10.8.0.2",
        "172.17.0.1",
    ]


def test_a_router_without_internet_is_still_found() -> None:
    assert ranked([_at("127.0.0.1"), _at("192.168.8.5")]) == ["192.168.8.5"]


def test_a_public_address_given_wins_over_those_found(tmp_path: Path) -> None:
    settings = read_settings({}, data=tmp_path, public_url="https://atelier.example/")

    assert base_urls(settings) == ["https://atelier.example"]


def test_a_server_on_one_address_names_that_one(tmp_path: Path) -> None:
    settings = read_settings({}, data=tmp_path, host="127.0.0.1", port=8400)

    assert base_urls(settings) == ["http://127.0.0.1:8400"]
    assert base_urls(replace(settings, port=80)) == ["http://127.0.0.1"]
    assert base_urls(replace(settings, host="::1")) == ["http://[::1]:8400"]


def test_the_address_in_the_qr_is_in_capitals_except_a_folder() -> None:
    assert join_url("http://a.example:8321", "123456") == (
        "HTTP://A.EXAMPLE:8321/J/123456"
    )
    assert join_url("https://a.example/Fez", "123456") == (
        "HTTPS://A.EXAMPLE/Fez/J/123456"
    )
