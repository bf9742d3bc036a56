"""Guessing a slip's code is limited, and no log holds one."""

import logging

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from facilitator.web.locale import COOKIE
from tests.people import enter
from tests.slips.holding import UNKNOWN, scan, type_in, vote
from tests.voting.rooms import Room


def test_wrong_codes_are_limited_for_the_phone_that_types_them(
    held: tuple[Room, list[str]], app: Flask, store: Session
) -> None:
    room, tokens = held
    guesser, neighbour = app.test_client(), app.test_client()
    guesser.set_cookie(COOKIE, "en")
    enter(guesser, store, room.workshop)
    enter(neighbour, store, room.workshop, "8QM2XPDK")
    wrong = [type_in(guesser, room, UNKNOWN[n:] + "Y" * n) for n in range(15)]
    wrong += [type_in(guesser, room, UNKNOWN) for _ in range(7)]

    assert [answer.status_code for answer in wrong[-2:]] == [429, 429]
    assert "Please wait a few seconds" in wrong[-1].text
    assert type_in(neighbour, room, tokens[0]).status_code == 303


def test_no_log_holds_a_slips_code(
    held: tuple[Room, list[str]],
    app: Flask,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    room, tokens = held
    phone = app.test_client()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    scan(phone, tokens[0])
    vote(phone, room, "P1")
    phone.get(f"/S/{UNKNOWN}")

    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("facilitator.polling.holding.find_slip", broken)
    failed = app.test_client().get(f"/S/{tokens[0]}")

    assert failed.status_code == 500
    assert "broken" in caplog.text  # a log there is
    assert tokens[0] not in caplog.text
