"""The projector's window. Its facilitators alone open it; the room only looks."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext
from markupsafe import Markup

from facilitator.errors import N_
from facilitator.qr import wifi_payload
from facilitator.screen.queries import Screen
from facilitator.texts import LANGUAGES, Text
from facilitator.voting.queries import result_of
from facilitator.web.address import join_address, public_address, qr_svg
from facilitator.web.locale import LOCALES, offer, speak
from facilitator.web.parts import page
from facilitator.web.transaction import db
from facilitator.workshops.access import my_workshop
from facilitator.workshops.models import Workshop
from facilitator.workshops.naming import step_name

bp = Blueprint("screen", __name__, url_prefix="/screen/<code>")

# For whoever sees no page. Source: UX requirement 42
HELP = N_("No page? Stay on the Wi-Fi, switch mobile data off, type the address.")


@bp.get("/")
def show(code: str) -> ResponseReturnValue:
    """Show the room the current step, in the workshop's main language."""
    workshop = my_workshop(code)
    offer(workshop.languages, workshop.main_language)
    speak(workshop.main_language)
    return page(
        "screen/show.html",
        parts={
            "picture": "screen/_picture.html",
            "full-wifi": "screen/_wifi.html",
        },
        screen=Screen(db(), workshop),
        workshop=workshop,
        step_name=step_name,
        result_of=result_of,
        help_lines=help_lines,
        address=public_address().split("//", 1)[1],
        qr=qr_svg(join_address(code), gettext("Code to join from a phone")),
        wifi=wifi_svg(workshop),
    )


def wifi_svg(workshop: Workshop) -> Markup | None:
    """Return the QR that joins the room's Wi-Fi, None when it has no name."""
    if not workshop.wifi_name:
        return None
    payload = wifi_payload(workshop.wifi_name, workshop.wifi_password)
    return qr_svg(payload, gettext("Code to join the Wi-Fi"))


def help_lines() -> list[Text]:
    """Return the help for whoever sees no page, in every language."""
    found = []
    for language in LANGUAGES:
        with force_locale(LOCALES[language]):
            found.append(Text(gettext(HELP), language))
    return found
