"""Passwords are argon2id, with parameters that somebody else chose."""

from argon2 import extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from facilitator.accounts.passwords import DECOY, hash_password, matches


def test_a_password_matches_its_own_hash_alone() -> None:
    stored = hash_password("café au lait")

    assert matches(stored, "café au lait")
    assert not matches(stored, "café au laid")


def test_hashes_have_the_parameters_of_the_rfc_and_their_own_salt() -> None:
    stored = hash_password("café au lait")

    assert extract_parameters(stored) == RFC_9106_LOW_MEMORY
    assert stored != hash_password("café au lait")


def test_without_an_account_as_much_is_computed_and_nothing_matches() -> None:
    assert extract_parameters(DECOY) == RFC_9106_LOW_MEMORY
    assert not matches(None, "")


def test_a_damaged_hash_matches_nothing() -> None:
    assert not matches("$argon2id$damaged", "café au lait")
