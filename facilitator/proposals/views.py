"""Write a proposal, keep it as a draft, send it; read those of all."""

from functools import partial
from time import monotonic

from flask import (
    Blueprint,
    Response,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf.csrf import generate_csrf

from facilitator import keys
from facilitator.axes.queries import axes_of
from facilitator.clock import now
from facilitator.errors import NotFoundHere
from facilitator.limits import TooFast
from facilitator.participants.access import Participant, participant_in
from facilitator.proposals import actions
from facilitator.proposals.forms import ProposalForm
from facilitator.proposals.listing import page_of
from facilitator.proposals.queries import Entry, own, shown_by_axis
from facilitator.proposals.rules import ChangedMeanwhile, State, is_key, writes
from facilitator.web.errors import wants_json
from facilitator.web.limits import allowance
from facilitator.web.memory import remembered
from facilitator.web.parts import page, part_among
from facilitator.web.sharing import shared
from facilitator.web.transaction import db
from facilitator.workshops.queries import progress_of
from facilitator.workshops.rules import Activity, NotAtThisStep, Status, allowed
from facilitator.workshops.timing import timing_of

bp = Blueprint("proposals", __name__, url_prefix="/w/<code>/proposals")
PARTS = {"list": "proposals/_list.html"}


@bp.get("/")
@remembered
def listing(code: str) -> ResponseReturnValue:
    """Show what everybody may read, by axis."""
    participant = participant_in(code)
    return shared(
        f"{part_among(PARTS)} of all",
        participant.workshop.id,
        partial(_listing, participant),
        own=[generate_csrf()],
    )


@bp.get("/new")
def new(code: str) -> ResponseReturnValue:
    """Lead to an empty form whose address is its own, also when loaded again."""
    participant_in(code)
    return redirect(url_for(".write", code=code, key=keys.new_key()))


@bp.get("/own/<key>")
def write(code: str, key: str) -> ResponseReturnValue:
    """Show the form with what its author wrote so far, or the text once it is late.

    A form that is still empty stays too: somebody may be typing in it.
    """
    participant = participant_in(code)
    entry = own(db(), participant.workshop.id, participant.author, key)
    if not is_key(key):
        raise NotFoundHere()
    form = _form(participant)
    if entry:
        form.show(entry.words, entry.proposal.version)
    return page(
        "proposals/write.html",
        parts={"stage": "proposals/_stage.html"},
        **_context(participant, key, form, entry),
    )


@bp.post("/own/<key>")
def submit(code: str, key: str) -> ResponseReturnValue:
    """Send a proposal, or a change of one."""
    participant = participant_in(code)
    form = _form(participant)
    if not form.validate_on_submit():
        return _again(participant, key, form, 422)
    try:
        _count_writing(participant)
    except TooFast as refused:
        form.form_errors.append(refused.sentence(_, ngettext))
        return _again(participant, key, form, refused.status)
    try:
        proposal = actions.submit(
            db(),
            participant.workshop,
            participant.author,
            key,
            form.words(),
            version=form.written_over,
        )
    except NotAtThisStep:
        return _too_late(participant, key, form)
    except ChangedMeanwhile as conflict:
        return _again(participant, key, form, conflict.status)
    flash(_("Proposal %(number)s is saved.", number=proposal.number), "success")
    return redirect(url_for("room.now", code=code), 303)


@bp.post("/own/<key>/draft")
def keep(code: str, key: str) -> ResponseReturnValue:
    """Keep what is being written. A script asks for this while people type."""
    participant = participant_in(code)
    words = _form(participant).words()
    _count_writing(participant)
    if not words.is_blank:
        author = participant.author
        actions.save_draft(db(), participant.workshop, author, key, words)
    if wants_json():
        return jsonify(kept=not words.is_blank)
    flash(_("Your text is kept as a draft. Only you see it."))
    return redirect(url_for("room.now", code=code), 303)


@bp.post("/own/<key>/discarding")
def discard(code: str, key: str) -> ResponseReturnValue:
    """Delete a draft of one's own."""
    participant = participant_in(code)
    _count_writing(participant)
    actions.discard_draft(db(), participant.workshop, participant.author, key)
    flash(_("The draft is deleted."))
    return redirect(url_for("room.now", code=code), 303)


def _listing(participant: Participant) -> Response:
    axes = shown_by_axis(db(), participant.workshop.id)
    return page(
        "proposals/listing.html",
        parts=PARTS,
        workshop=participant.workshop,
        listed=page_of(axes, request.args),
        may_read=Activity.READ in _allowed(participant),
    )


def _count_writing(participant: Participant) -> None:
    """Count that this phone writes.

    Raises:
        TooFast: it does so as no people do.
    """
    key = f"{participant.workshop.code} {participant.seat.id}"
    allowance("writing", writes).take(key, monotonic())


def _allowed(participant: Participant) -> frozenset[Activity]:
    progress = progress_of(db(), participant.workshop.id)
    is_open = participant.workshop.status is Status.OPEN
    if not is_open:
        return frozenset({Activity.READ})
    return allowed(progress.step.kind if progress else None)


def _may_propose(participant: Participant) -> bool:
    return Activity.PROPOSE in _allowed(participant)


def _form(participant: Participant) -> ProposalForm:
    """Return the form with the workshop's axes; a lone axis is chosen already."""
    form = ProposalForm()
    axes = axes_of(db(), participant.workshop.id)
    form.axes = frozenset(str(axis.id) for axis in axes)
    if len(axes) == 1 and not form.axis.data:
        form.axis.data = str(axes[0].id)
    return form


def _context(
    participant: Participant, key: str, form: ProposalForm, entry: Entry | None
) -> dict[str, object]:
    progress = progress_of(db(), participant.workshop.id)
    return {
        "workshop": participant.workshop,
        "key": key,
        "form": form,
        "entry": entry,
        "axes": {str(a.id): a for a in axes_of(db(), participant.workshop.id)},
        "is_draft": entry is None or entry.proposal.state is State.DRAFT,
        "may_propose": _may_propose(participant),
        "timing": timing_of(progress, now()),
    }


def _again(
    participant: Participant, key: str, form: ProposalForm, status: int
) -> ResponseReturnValue:
    """Show the form with everything that was typed, and beside it what is stored.

    After a conflict the form is taken for a change of what is stored now, so that
    its author, who sees both, decides by sending again.
    """
    entry = own(db(), participant.workshop.id, participant.author, key)
    changed = status == ChangedMeanwhile.status
    if entry and changed:
        form.version.data = str(entry.proposal.version)
    context = _context(participant, key, form, entry)
    html = render_template("proposals/write.html", changed=changed, **context)
    return make_response(html, status)


def _too_late(
    participant: Participant, key: str, form: ProposalForm
) -> ResponseReturnValue:
    """Keep as a draft what came after the step closed, and say so."""
    entry = own(db(), participant.workshop.id, participant.author, key)
    if entry and entry.proposal.state is not State.DRAFT:
        return _again(participant, key, form, 422)
    actions.save_draft(
        db(), participant.workshop, participant.author, key, form.words()
    )
    flash(
        _("Proposing is closed now. Your text is kept as a draft on the server."),
        "warning",
    )
    return redirect(url_for("room.now", code=participant.workshop.code), 303)
