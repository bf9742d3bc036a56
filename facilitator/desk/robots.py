"""Robots that take part in a rehearsal, while a person leads it."""

from typing import cast

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue

from facilitator.accounts.access import signed_in
from facilitator.desk.forms import PressForm, RobotsForm
from facilitator.desk.pressing import done, pressed
from facilitator.robots import actions
from facilitator.robots.keeping import Keeper
from facilitator.web.transaction import db, on_commit

bp = Blueprint("robots", __name__)


@bp.post("/robots")
def let_in(code: str) -> ResponseReturnValue:
    """Let robots take part."""
    form = RobotsForm()
    workshop = pressed(code, form)
    robots = actions.let_in(db(), workshop, form.robots.data, signed_in().id)
    keeper = _keeper()
    if robots is not None and keeper is not None:
        workshop_id, key = robots.workshop_id, robots.key
        on_commit(lambda _unit: keeper.keep(workshop_id, key))
    return done(code)


@bp.post("/robots/leaving")
def send_away(code: str) -> ResponseReturnValue:
    """Let no robot take part any more; another server may keep them."""
    workshop = pressed(code, PressForm())
    actions.send_away(db(), workshop, signed_in().id)
    if keeper := _keeper():
        on_commit(lambda _unit: keeper.look())
    return done(code)


def _keeper() -> Keeper | None:
    """Return what keeps this server's robots."""
    return cast(Keeper | None, current_app.extensions.get("robots"))
