"""The card of a ballot on the phone: what it asks, and what was sent of it."""

from dataclasses import dataclass

from flask import request
from flask_babel import gettext

from facilitator.voting.ballots import OwnBallot
from facilitator.voting.groups import asked, field_name, read_card
from facilitator.voting.spec import Spec


@dataclass(frozen=True)
class AskedQuestion:
    """A question in the reader's language; `answers` as (value, text)."""

    field: str
    title: str
    answers: tuple[tuple[str, str], ...]
    chosen: str


def card_questions(spec: Spec, own: OwnBallot | None) -> list[AskedQuestion]:
    """Return what the card of a vote asks, with the answers sent or given before."""
    sent = request.method == "POST"
    before = sent_card(spec) if sent else (own.groups if own else {})
    return [
        AskedQuestion(
            field_name(name),
            gettext(question.title),
            (
                ("", gettext(question.silence)),
                *((value, gettext(text)) for value, text in question.answers.items()),
            ),
            before.get(name, ""),
        )
        for name, question in asked(spec.terms.groups).items()
    ]


def sent_card(spec: Spec) -> dict[str, str]:
    """Return the answers that this request sends."""
    return read_card(spec.terms.groups, request.form)
