"""The page that follows the workshop, step by step, and the stream behind it."""

from functools import partial

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from facilitator.live.queries import versions
from facilitator.participants.access import Participant, participant_in, people_in
from facilitator.participants.seating import kept_code
from facilitator.room.now import common_name, content_of
from facilitator.serving.streams import stream_response
from facilitator.web.memory import remembered
from facilitator.web.parts import page, part_among
from facilitator.web.sharing import may_be_shared, shared
from facilitator.web.transaction import db
from facilitator.workshops.access import public_workshop

bp = Blueprint("room", __name__, url_prefix="/w/<code>")

PARTS = {
    "now": "room/_now.html",
    "people": "room/_people.html",
    "proposals": "room/_proposals.html",
}
STEP_SPREAD = 4  # milliseconds for each phone over which all look at a new step
MOST_STEP_SPREAD = 2000
PEOPLE_SPREAD = 40  # likewise at how many joined, which nobody waits for
LIST_SPREAD = 20  # likewise at a new proposal


@bp.get("/")
@remembered
def now(code: str) -> ResponseReturnValue:
    """Show the step at which the workshop stands."""
    participant = participant_in(code)
    part = part_among(PARTS)
    common = common_name(participant, part) if may_be_shared() else None
    make = partial(_page, code, participant)
    if common is None:
        return make()
    return shared(
        f"{part} {common.name}",
        participant.workshop.id,
        make,
        own=[generate_csrf()],
        at=common.tick,
    )


def _page(code: str, participant: Participant) -> Response:
    people = people_in(participant.workshop)
    return page(
        "room/now.html",
        parts=PARTS,
        workshop=participant.workshop,
        seat=participant.seat,
        people=people,
        personal_code=kept_code(code),
        spread={
            "step": min(STEP_SPREAD * people, MOST_STEP_SPREAD),
            "people": PEOPLE_SPREAD * people,
            "proposals": LIST_SPREAD * people,
        },
        **content_of(participant),
    )


@bp.get("/live")
def live(code: str) -> ResponseReturnValue:
    """Tell which topics change, as long as the phone listens."""
    workshop = public_workshop(code)
    return stream_response(workshop.id, versions(db(), workshop.id))
