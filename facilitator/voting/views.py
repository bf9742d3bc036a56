"""The ballot on a phone, what stands behind it, and the published receipts."""

from datetime import datetime
from functools import partial
from io import BytesIO

from flask import (
    Blueprint,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext, ngettext
from werkzeug import Response

from facilitator import keys
from facilitator.clock import local
from facilitator.dates import date_in_words, hour_in_words
from facilitator.errors import RuleBroken
from facilitator.participants.access import (
    Participant,
    participant_in,
    people_in,
    seat_of_visitor,
    seat_token,
)
from facilitator.slips.access import slip_token
from facilitator.slips.forms import SlipForm
from facilitator.voting import answers, ballots, swift, telling
from facilitator.voting.ballots import OwnBallot, own_ballot, published
from facilitator.voting.cards import card_questions, sent_card
from facilitator.voting.forms import BallotForm, ReceiptForm, says_at_once
from facilitator.voting.methods import Content
from facilitator.voting.models import Vote
from facilitator.voting.pace import count_sending
from facilitator.voting.queries import bundle_of, is_public, spec_of, vote_in
from facilitator.voting.questions import usual_question
from facilitator.voting.results import Publication
from facilitator.voting.rules import (
    BallotRefused,
    NotShownYet,
    SlipIsVoid,
    SlipNeeded,
    VoteState,
)
from facilitator.voting.sending import remember_sending, sent_at
from facilitator.voting.showing import shown_of
from facilitator.voting.spec import by_axis
from facilitator.voting.swift import Sent
from facilitator.voting.tokens import missing_slip, voting_token
from facilitator.web.memory import recalled, remembered
from facilitator.web.parts import page
from facilitator.web.transaction import db, unit
from facilitator.workshops.access import public_workshop
from facilitator.workshops.models import Workshop

# A larger number would not fit the database's integers.
bp = Blueprint("voting", __name__, url_prefix="/w/<code>/votes/<int(max=99999):number>")

bp.add_app_template_global(card_questions)
# What templates say of questions, answers and results, in macros too.
WORDS = {"answers": answers, "telling": telling, "usual_question": usual_question}
bp.record_once(lambda state: state.app.jinja_env.globals.update(WORDS))

PARTS = {"vote-now": "voting/_now.html"}
SPREAD = 2  # milliseconds for each phone, over which they ask again
MOST_SPREAD = 1000


@bp.get("/")
@remembered
def ballot(code: str, number: int) -> ResponseReturnValue:
    """Show the ballot to fill in, or what became of one's own."""
    participant, vote, own = _asking(code, number)
    if vote.state is VoteState.OPEN and own is None:
        if missing := missing_slip(participant, vote):
            return _slip_wanted(participant, vote, missing)
        return _paper(participant, vote, own, BallotForm(formdata=None))
    return page(
        "voting/voted.html",
        parts=PARTS,
        spread=_spread(participant.workshop),
        workshop=participant.workshop,
        vote=vote,
        spec=spec_of(vote) if vote.spec else None,
        own=own,
        sent=sent_at(number),
        found=shown_of(db(), vote, own.content if own else None),
    )


@bp.get("/change")
def change(code: str, number: int) -> ResponseReturnValue:
    """Show one's ballot as it is, to be changed."""
    participant, vote, own = _asking(code, number)
    if vote.state is not VoteState.OPEN or own is None:
        return redirect(url_for(".ballot", code=code, number=number))
    form = BallotForm(formdata=None)
    form.fill(own.content, own.reason)
    return _paper(participant, vote, own, form)


@bp.post("/")
def send(code: str, number: int) -> ResponseReturnValue:
    """Take in a ballot, or a change of it."""
    count_sending(code)
    if _is_taken(code, number):
        return _sent(code, number)
    participant, vote, own = _asking(code, number)
    form = BallotForm()
    if not form.validate_on_submit():
        return _paper(participant, vote, own, form), 422
    try:
        ballots.cast(
            db(),
            vote,
            voting_token(participant, vote),
            form.answer_for(spec_of(vote)),
            instead_of=form.instead_of.data,
            groups=sent_card(spec_of(vote)),
            reason=form.reason.data or "",
        )
    except (SlipNeeded, SlipIsVoid) as missing:
        return _slip_wanted(participant, vote, missing), missing.status
    except BallotRefused as refusal:
        why = refusal.sentence(gettext, ngettext)
        return _paper(participant, vote, own, form, why), refusal.status
    return _sent(code, number)


@bp.get("/about")
def about(code: str, number: int) -> ResponseReturnValue:
    """Say the rule in one sentence, and what the vote does not protect against."""
    workshop = public_workshop(code)
    vote = vote_in(db(), workshop.id, number)
    return render_template(
        "voting/about.html",
        workshop=workshop,
        vote=vote,
        spec=spec_of(vote) if vote.spec else None,
    )


@bp.get("/receipts")
def receipts(code: str, number: int) -> ResponseReturnValue:
    """Show totals, seals and the list of receipts, once the result is shown."""
    workshop = public_workshop(code)
    vote = vote_in(db(), workshop.id, number)
    return _receipts(workshop, vote, ReceiptForm(formdata=None), wanted=None)


@bp.get("/bundle.zip")
def bundle(code: str, number: int) -> Response:
    """Give all that it takes to count again, once the result is shown."""
    workshop = public_workshop(code)
    vote = vote_in(db(), workshop.id, number)
    if not is_public(vote):
        raise NotShownYet()
    return send_file(
        BytesIO(bundle_of(db(), vote)),
        "application/zip",
        as_attachment=True,
        download_name=f"vote-{code}-{number}.zip",
    )


@bp.post("/receipts")
def find(code: str, number: int) -> ResponseReturnValue:
    """Look for one receipt in the list."""
    workshop = public_workshop(code)
    vote = vote_in(db(), workshop.id, number)
    form = ReceiptForm()
    typed = form.receipt.data or ""
    wanted = keys.read_code(typed, keys.RECEIPT_LENGTH)
    if not form.validate_on_submit() or wanted is None:
        form.receipt.errors = [gettext("A receipt has 12 letters and digits.")]
        return _receipts(workshop, vote, form, wanted=None), 422
    return _receipts(workshop, vote, form, wanted)


def _is_taken(code: str, number: int) -> bool:
    """Take in a ballot that is in order by the short way; say whether it was."""
    form, seat = request.form, seat_token(code)
    if not seat or form.get("reason"):
        return False
    sent = Sent(
        code,
        number,
        seat,
        slip_token(code),
        partial(says_at_once, form),
        sent_card,
        form.get("instead_of"),
    )
    return swift.take(unit(), sent)


def _sent(code: str, number: int) -> Response:
    """Lead to the page that was sent here; `redirect` would also write one."""
    answer = Response(status=303, headers={"Location": request.path})
    remember_sending(answer, code, number)
    return answer


def _asking(code: str, number: int) -> tuple[Participant, Vote, OwnBallot | None]:
    participant = participant_in(code)
    workshop_id = participant.workshop.id
    vote = recalled(
        ("vote", workshop_id, number),
        lambda: vote_in(db(), workshop_id, number),
        lambda _found: workshop_id,
    )
    return participant, vote, _own(participant, vote)


def _slip_wanted(participant: Participant, vote: Vote, missing: RuleBroken) -> Response:
    """Ask for the voting slip that this phone has not, or whose slip is void."""
    form = SlipForm(formdata=None)
    if isinstance(missing, SlipIsVoid):
        form.refuse(missing)
    return page(
        "voting/slip_wanted.html",
        workshop=participant.workshop,
        vote=vote,
        spec=spec_of(vote),
        form=form,
    )


def _paper(
    participant: Participant,
    vote: Vote,
    own: OwnBallot | None,
    form: BallotForm,
    refusal: str = "",
) -> Response:
    """Show the form. Axes and options come in the order of this ballot."""
    spec = spec_of(vote)
    form.instead_of.data = own.state if own else ""
    return page(
        "voting/ballot.html",
        parts=PARTS,
        spread=_spread(participant.workshop),
        workshop=participant.workshop,
        vote=vote,
        spec=spec,
        own=own,
        sent=None,
        found=None,
        form=form,
        refusal=refusal,
        groups=by_axis(spec, keys.locator(voting_token(participant, vote), vote.key)),
    )


def _own(participant: Participant, vote: Vote) -> OwnBallot | None:
    return own_ballot(db(), vote, voting_token(participant, vote))


def _spread(workshop: Workshop) -> int:
    return min(SPREAD * people_in(workshop), MOST_SPREAD)


def _receipts(
    workshop: Workshop, vote: Vote, form: ReceiptForm, wanted: str | None
) -> str:
    found = shown_of(db(), vote)
    result = found.result if found else None
    participant = seat_of_visitor(workshop)
    own = _own(participant, vote) if participant else None
    listed: dict[str, Content] = dict(published(db(), vote)) if result else {}
    return render_template(
        "voting/receipts.html",
        workshop=workshop,
        vote=vote,
        result=result,
        found=found,
        form=form,
        own=own if result else None,
        wanted=wanted,
        is_found=wanted in listed,
        lines=listed if result and result.publication is Publication.LIST else {},
        moment=_moment,
        groups=keys.in_groups,
    )


def _moment(at: datetime) -> dict[str, str]:
    """Return the day and the hour by the clocks of the room, in words."""
    here = local(at)
    return {
        "day": date_in_words(here.date().isoformat(), get_locale() or "ar_MA"),
        "hour": hour_in_words(f"{here:%H:%M}"),
    }
