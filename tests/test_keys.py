"""Tokens, and the hashes that nobody can join."""

import pytest

from facilitator import keys


@pytest.mark.parametrize("typed", ["K7QM-2XPD", "k7qm 2xpd", "K7QM2XPD"])
def test_a_personal_code_is_understood_as_people_type_it(typed: str) -> None:
    assert keys.read_code(typed) == "K7QM2XPD"


def test_look_alikes_are_understood() -> None:
    assert keys.read_code("OIL0-1abc") == "0110" + "1ABC"


@pytest.mark.parametrize("typed", ["", "K7QM", "K7QM2XPDX", "K7QM2XP!", "ك7QM2XPD"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert keys.read_code(typed) is None


def test_the_same_code_gives_another_token_in_another_workshop() -> None:
    here = keys.token_from("K7QM2XPD", "one")

    assert here == keys.token_from("K7QM2XPD", "one")
    assert here != keys.token_from("K7QM2XPD", "two")
    assert keys.read_code(here, keys.TOKEN_LENGTH) == here


def test_each_store_knows_a_person_under_another_name() -> None:
    token = "K7QM2XPDK7QM2XPD"
    names = {
        keys.credential(token, "x"),
        keys.author(token, "x"),
        keys.locator(token, "x"),
        keys.receipt(token, "x"),
    }

    assert len(names) == 4


def test_parts_never_run_together() -> None:
    assert keys._prf("t", "ab", "c") != keys._prf("t", "a", "bc")
