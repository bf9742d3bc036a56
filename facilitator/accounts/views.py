"""Sign in and out, one's own account, and the people who have one."""

from collections.abc import Callable
from datetime import datetime

from flask import (
    Blueprint,
    Response,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from facilitator.accounts import actions
from facilitator.accounts.access import (
    COOKIE_KEY,
    admin,
    keep_signed_in,
    signed_in,
    visitor,
)
from facilitator.accounts.forms import (
    ButtonForm,
    InvitationForm,
    KnownForm,
    NewcomerForm,
    PasswordForm,
    ProfileForm,
    SignInForm,
)
from facilitator.accounts.models import Account, SignIn
from facilitator.accounts.proof import hashed, prove
from facilitator.accounts.queries import (
    browsers_by_account,
    browsers_of,
    closed_accounts,
    every_account,
    has_accounts,
    open_links,
    usable_invitation,
)
from facilitator.accounts.rules import (
    INVITATION_LIFE,
    EmailTaken,
    TooManyTries,
    WrongPassword,
    token_hash,
)
from facilitator.dates import moment_in_words
from facilitator.errors import NotFoundHere
from facilitator.web.address import public_address
from facilitator.web.fields import add_error
from facilitator.web.language import here_only, keep_language
from facilitator.web.locale import language
from facilitator.web.transaction import db, peek

bp = Blueprint("accounts", __name__, url_prefix="/accounts")
DESK = "/desk/"


@bp.app_context_processor
def _who() -> dict[str, Callable[[], Account | None]]:
    return {"visitor": visitor}


@bp.after_app_request
def _unkept(answer: Response) -> Response:
    """Let no browser keep what staff saw: "back" would show it after signing out."""
    if g.get("account") is not None and "Cache-Control" not in answer.headers:
        answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Ask for e-mail and password, and lead on to where the visitor was going."""
    onwards = here_only(request.args.get("next") or DESK)
    if visitor():
        return redirect(onwards, 303)
    form = SignInForm()
    if not form.validate_on_submit():
        return _sign_in_page(form), 422 if form.is_submitted() else 200
    try:
        account_id = prove(form.email.data, form.password.data)
    except (WrongPassword, TooManyTries) as refused:
        form.form_errors.append(refused.sentence(_, ngettext))
        return _sign_in_page(form), refused.status
    keep_signed_in(actions.sign_in(db(), account_id))
    return redirect(onwards, 303)


def _sign_in_page(form: FlaskForm) -> str:
    with peek() as reading:
        is_new = not has_accounts(reading)
    return render_template("accounts/sign_in.html", form=form, is_new=is_new)


@bp.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Sign this browser out."""
    if ButtonForm().validate_on_submit() and (token := session.get(COOKIE_KEY)):
        actions.sign_out(db(), token)
        session.clear()
    return redirect(url_for(".sign_in"), 303)


@bp.post("/sign-out-everywhere")
def sign_out_everywhere() -> ResponseReturnValue:
    """Sign out every browser of the account, this one too."""
    account = signed_in()
    if ButtonForm().validate_on_submit():
        actions.sign_out_everywhere(db(), account.id)
        session.clear()
        flash(_("You are signed out everywhere."), "success")
    return redirect(url_for(".sign_in"), 303)


@bp.post("/sign-out-elsewhere")
def sign_out_elsewhere() -> ResponseReturnValue:
    """Sign out every browser of the account but this one."""
    account = signed_in()
    if ButtonForm().validate_on_submit():
        actions.sign_out_elsewhere(db(), account.id, session[COOKIE_KEY])
        flash(_("Your other browsers are signed out."), "success")
    return redirect(url_for(".own"), 303)


@bp.route("/invitations/<token>", methods=["GET", "POST"])
def invitation(token: str) -> ResponseReturnValue:
    """Let a guest make an account, or let somebody back into theirs, by a link."""
    with peek() as reading:
        account_id = usable_invitation(reading, token).account_id
        account = reading.get(Account, account_id) if account_id else None
    return _welcome_back(token, account) if account else _welcome(token)


def _welcome(token: str) -> ResponseReturnValue:
    form = NewcomerForm(language=language())
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        return _invitation_page(form), status
    person = actions.Person(form.email.data, form.name.data, form.language.data)
    new = hashed(form.password.data)
    try:
        account_id = actions.accept_as_new(db(), token, person, new)
    except EmailTaken as taken:
        add_error(form.email, taken)
        return _invitation_page(form), 422
    keep_signed_in(actions.sign_in(db(), account_id))
    return keep_language(redirect(DESK, 303), person.language)


def _welcome_back(token: str, account: Account) -> ResponseReturnValue:
    form = KnownForm(account.email, has_password=bool(account.password_hash))
    if not form.validate_on_submit():
        return _invitation_page(form, account), 422 if form.is_submitted() else 200
    new = hashed(form.password.data) if form.password.data else None
    account_id = actions.accept_as_known(db(), token, new)
    keep_signed_in(actions.sign_in(db(), account_id))
    return redirect(DESK, 303)


def _invitation_page(form: FlaskForm, account: Account | None = None) -> str:
    return render_template("accounts/invitation.html", form=form, account=account)


@bp.route("/", methods=["GET", "POST"])
def own() -> ResponseReturnValue:
    """Show one's own account, and save name and language."""
    account = signed_in()
    form = ProfileForm(obj=account)
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        return _own_page(account, profile=form), status
    actions.save_profile(
        db(), account.id, name=form.name.data, language=form.language.data
    )
    flash(_("Saved."), "success")
    return keep_language(redirect(url_for(".own"), 303), form.language.data)


@bp.post("/password")
def password() -> ResponseReturnValue:
    """Change the password, and sign out every other browser."""
    account = signed_in()
    form = PasswordForm(account.email)
    if not form.validate_on_submit():
        return _own_page(account, password=form), 422
    try:
        prove(account.email, form.current.data)
    except (WrongPassword, TooManyTries) as refused:
        is_wrong = isinstance(refused, WrongPassword)
        sentence = _("This is not your present password.")
        add_error(form.current, sentence if is_wrong else refused)
        return _own_page(account, password=form), refused.status
    new = hashed(form.new.data)
    keep_signed_in(actions.change_password(db(), account.id, new))
    flash(_("The password is changed. Other browsers are signed out."), "success")
    return redirect(url_for(".own"), 303)


def _own_page(
    account: Account,
    *,
    profile: FlaskForm | None = None,
    password: FlaskForm | None = None,
) -> str:
    with peek() as reading:
        browsers = browsers_of(reading, account.id)
    return render_template(
        "accounts/own.html",
        account=account,
        profile=profile or ProfileForm(formdata=None, obj=account),
        password=password or PasswordForm(account.email),
        browsers=[_seen(one) for one in browsers],
    )


def _seen(browser: SignIn) -> dict[str, object]:
    """Return since when a browser is signed in, and whether it is this one."""
    is_this = browser.token_hash == token_hash(session[COOKIE_KEY])
    return {**_when(browser.created_at), "is_this": is_this}


def _when(at: datetime) -> dict[str, str]:
    """Return a day and an hour, in words."""
    return moment_in_words(at, get_locale() or "ar_MA")


@bp.get("/people")
def people() -> ResponseReturnValue:
    """Show who has an account, to those who may invite."""
    admin()
    return people_page()


@bp.post("/invitations")
def invite() -> ResponseReturnValue:
    """Make a link for a guest, and show it: this once, it is stored as a hash."""
    asking = admin()
    form = InvitationForm()
    if not form.validate_on_submit():
        return people_page(), 422
    token = actions.invite(db(), is_admin=form.is_admin.data, by=asking.id)
    return people_page(token), 201


@bp.post("/<int:account_id>/invitations")
def link(account_id: int) -> ResponseReturnValue:
    """Make a link to a new password for somebody who forgot theirs."""
    asking = admin()
    if not ButtonForm().validate_on_submit():
        return people_page(), 422
    person = db().get(Account, account_id)
    if person is None:
        raise NotFoundHere()
    token = actions.link_for(db(), account_id, by=asking.id)
    return people_page(token, person), 201


@bp.post("/<int:account_id>/sign-out")
def sign_out_person(account_id: int) -> ResponseReturnValue:
    """Sign somebody out everywhere: a laptop was stolen, or they have left."""
    asking = admin()
    person = db().get(Account, account_id)
    if person is None:
        raise NotFoundHere()
    if ButtonForm().validate_on_submit():
        actions.sign_out_person(db(), person, asking.id)
        flash(_("This person is signed out everywhere."), "success")
    return redirect(url_for(".people"), 303)


def people_page(token: str | None = None, person: Account | None = None) -> str:
    """Return the page of the people, with a new link if there is one."""
    path = url_for("accounts.invitation", token=token) if token else None
    return render_template(
        "accounts/people.html",
        accounts=every_account(db()),
        browsers=browsers_by_account(db()),
        closed=closed_accounts(db()),
        links=open_links(db()),
        when=_when,
        form=InvitationForm(formdata=None),
        link=f"{public_address()}{path}" if path else None,
        person=person,
        days=INVITATION_LIFE.days,
    )
