"""The whole log: of a workshop for its facilitators, of accounts for who may invite."""

import csv
import io
from collections.abc import Sequence

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import BadRequest
from werkzeug.http import dump_options_header

from facilitator.accounts.access import admin, signed_in
from facilitator.clock import local
from facilitator.desk import undo
from facilitator.desk.forms import CompareForm, PressForm
from facilitator.desk.saying import in_words
from facilitator.logbook.actions import record
from facilitator.logbook.chain import head, of_chain
from facilitator.logbook.comparing import Place, place_of
from facilitator.logbook.exported import write
from facilitator.logbook.models import Act
from facilitator.logbook.rules import ACCOUNTS, in_fours
from facilitator.typesetting.sanitise import csv_safe
from facilitator.web.transaction import db
from facilitator.workshops.access import my_workshop
from facilitator.workshops.models import Workshop

PAGE = 50  # acts on a page
NEWEST = 2**31 - 1  # above the number of every act
FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
FORMAT = f"<any({', '.join(FORMATS)}):extension>"

bp = Blueprint("log", __name__, url_prefix="/log")
accounts = Blueprint("accounts_log", __name__, url_prefix="/accounts/log")


@bp.get("/")
def show(code: str) -> ResponseReturnValue:
    """Show every act of staff in a workshop, and where a printed digest stands."""
    return _page(my_workshop(code))


@bp.post(f"/download.{FORMAT}")
def download(code: str, extension: str) -> Response:
    """Give all of the log as a file, and note in it that somebody took it."""
    workshop = my_workshop(code)
    return _download(workshop, extension)


@accounts.get("/")
def show_accounts() -> ResponseReturnValue:
    """Show every act on accounts, and where a printed digest stands."""
    admin()
    return _page(None)


@accounts.post(f"/download.{FORMAT}")
def download_accounts(extension: str) -> Response:
    """Give all of the log of accounts as a file."""
    admin()
    return _download(None, extension)


@bp.app_template_global("moment")
def moment(act: Act) -> str:
    """Return when an act was, on the clocks of the room."""
    return f"{local(act.at):%Y-%m-%d %H:%M}"


@bp.app_template_global("who")
def who(act: Act) -> str:
    """Return who did something; nothing when it was nobody of staff."""
    if act.actor or act.account_id is None:
        return act.actor or ""
    nameless: str = gettext("Closed account %(number)d", number=act.account_id)
    return nameless


def acts_of(
    session: Session, workshop_id: int | None, *, before: int = NEWEST, most: int
) -> Sequence[Act]:
    """Return the acts of a log with numbers below `before`, the newest first."""
    return session.scalars(
        select(Act)
        .where(of_chain(workshop_id), Act.id < before)
        .order_by(Act.id.desc())
        .limit(most)
    ).all()


def _page(workshop: Workshop | None) -> ResponseReturnValue:
    workshop_id, chain = _chain(workshop)
    form = CompareForm(request.args)
    is_asked = "digest" in request.args
    is_compared = is_asked and form.validate()
    before = min(request.args.get("before", NEWEST, type=int), NEWEST)
    found = acts_of(db(), workshop_id, before=max(before, 0), most=PAGE + 1)
    page = render_template(
        "desk/log.html",
        workshop=workshop,
        acts=found[:PAGE],
        older=found[PAGE - 1].id if len(found) > PAGE else None,
        is_newest=before == NEWEST,
        newest=head(db(), workshop_id),
        form=form,
        is_compared=is_compared,
        place=_place(workshop_id, chain, form.meant) if is_compared else None,
        in_fours=in_fours,
        in_words=in_words,
        is_undoable=undo.is_undoable,
    )
    return page, 422 if is_asked and not is_compared else 200


def _chain(workshop: Workshop | None) -> tuple[int | None, str]:
    return (workshop.id, workshop.key) if workshop else (None, ACCOUNTS)


def _place(workshop_id: int | None, chain: str, digest: str) -> Place | None:
    acts = acts_of(db(), workshop_id, most=NEWEST)[::-1]
    return place_of(chain, acts, digest)


def _download(workshop: Workshop | None, extension: str) -> Response:
    if not PressForm().validate_on_submit():
        raise BadRequest()
    workshop_id, chain = _chain(workshop)
    record(db(), workshop_id, signed_in().id, "log.exported", format=extension)
    acts = acts_of(db(), workshop_id, most=NEWEST)[::-1]
    content = _csv(acts) if extension == "csv" else write(acts, chain)
    answer = Response(content, content_type=FORMATS[extension])
    answer.headers["Cache-Control"] = "private, no-store"
    name = f"log-{workshop.code if workshop else ACCOUNTS}.{extension}"
    answer.headers["Content-Disposition"] = dump_options_header(
        "attachment", {"filename": name}
    )
    return answer


def _csv(acts: Sequence[Act]) -> bytes:
    """Return the acts as Excel opens them in Arabic and French; see reports.tables."""
    heads = (
        gettext("Number"),
        gettext("When"),
        gettext("Who"),
        gettext("Kind of act"),
        gettext("What was done"),
        gettext("Undone"),
        gettext("Digest"),
    )
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(map(csv_safe, heads))
    for act in acts:
        said = in_words(act).striptags()
        undone = act.undone_at.isoformat() if act.undone_at else ""
        row = (who(act), act.kind, said, undone, act.digest or "")
        writer.writerow([act.id, act.at.isoformat(), *map(csv_safe, row)])
    return file.getvalue().encode("utf-8-sig")
