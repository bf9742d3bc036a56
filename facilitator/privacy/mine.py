"""What is kept about the person who asks, on their own phone; and erasing it."""

import json

from flask import Blueprint, Response, make_response, render_template
from flask.typing import ResponseReturnValue

from facilitator.participants.access import Participant, participant_in
from facilitator.participants.seating import leave
from facilitator.privacy import actions
from facilitator.privacy.forms import ErasureForm
from facilitator.privacy.queries import Kept, kept_about
from facilitator.privacy.sweeping import forget
from facilitator.proposals.queries import Entry
from facilitator.slow import off_loop
from facilitator.web.transaction import db, on_commit, units

SCHEMA = "facilitator-person/1"

bp = Blueprint("mine", __name__, url_prefix="/w/<code>/mine")


@bp.after_request
def _unkept(answer: Response) -> Response:
    """Let no cache keep what is one person's."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/")
def show(code: str) -> str:
    """Show a person all that is kept about them."""
    participant = participant_in(code)
    return render_template(
        "privacy/mine.html",
        workshop=participant.workshop,
        kept=_kept(participant),
    )


@bp.get("/data.json")
def data(code: str) -> Response:
    """Give the same as a file."""
    participant = participant_in(code)
    content = json.dumps(
        _plain(participant, _kept(participant)), ensure_ascii=False, indent=2
    )
    answer = Response(content, content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="mine-{code}.json"'
    return answer


@bp.route("/erasing", methods=["GET", "POST"])
def erase(code: str) -> ResponseReturnValue:
    """Say what goes and what stays, and erase it once that is confirmed."""
    participant = participant_in(code)
    workshop, form = participant.workshop, ErasureForm()
    if not form.validate_on_submit():
        kept = _kept(participant)
        page = render_template(
            "privacy/erase.html", workshop=workshop, form=form, kept=kept
        )
        return page, 422 if form.is_submitted() else 200
    actions.erase_person(
        db(),
        workshop,
        participant.seat,
        participant.token,
        withdraw=form.withdraw.data,
    )
    work = units()
    on_commit(lambda _unit: off_loop(forget, work))
    answer = make_response(render_template("privacy/gone.html", workshop=workshop))
    leave(answer, workshop)
    return answer


def _kept(participant: Participant) -> Kept:
    return kept_about(db(), participant.workshop, participant.seat, participant.token)


def _plain(participant: Participant, kept: Kept) -> dict[str, object]:
    """Return what is kept as a machine reads it."""
    return {
        "schema": SCHEMA,
        "workshop": participant.workshop.code,
        "first_name": kept.name or None,
        "table": kept.table_number,
        "joined_at": kept.joined_at.isoformat(timespec="seconds"),
        "proposals": [_proposal(entry) for entry in kept.proposals],
        "votes": [
            {
                "vote": vote.number,
                "has_a_ballot": True,
                "is_open": vote.is_open,
                "reason": vote.reason or None,
            }
            for vote in kept.votes
        ],
    }


def _proposal(entry: Entry) -> dict[str, object]:
    row = entry.proposal
    return {
        "number": row.number,
        "state": row.state.value,
        "language": row.language,
        "title": row.title,
        "description": row.description or None,
        "objectives": [text.value for text in entry.objectives],
        "partners": row.partners or None,
        "changed_at": row.changed_at.isoformat(timespec="seconds"),
    }
