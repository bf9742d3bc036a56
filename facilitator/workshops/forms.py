"""What the organiser says of a workshop, section by section."""

from typing import Any

from babel.dates import get_day_names
from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectChoice, SelectField, SelectMultipleField

from facilitator.texts import LANGUAGES, OWN_NAMES
from facilitator.web.date_fields import HourField, PartialDateField
from facilitator.web.fields import (
    Limit,
    LimitLines,
    LineField,
    LongLineField,
    NumberField,
    ParagraphsField,
    add_error,
)
from facilitator.web.forms import TextsForm
from facilitator.web.texts_field import TextListsField, TextsField
from facilitator.workshops.rules import (
    CLOSING_LIMIT,
    CONTACT_LIMIT,
    LONGEST_KEPT,
    MANDATE_LIMIT,
    MAX_PARTNERS,
    ORGANISER_LIMIT,
    PARTNER_LIMIT,
    TITLE_LIMIT,
    VENUE_LIMIT,
    WIFI_NAME_LIMIT,
    WIFI_PASSWORD_LIMIT,
    EndsBeforeStart,
    Facts,
    PartOfDay,
    in_order,
)


def _number(value: Any) -> int | None:
    return None if value in (None, "", "None") else int(value)


def _part_of_day(value: Any) -> PartOfDay | None:
    return None if value in (None, "", "None") else PartOfDay(value)


class AboutForm(TextsForm):
    """What, by whom, where and when. Each but the title may be missing."""

    required = ("title",)

    title = TextsField(_("Title"), each=LongLineField(validators=[Limit(TITLE_LIMIT)]))
    organiser = TextsField(
        _("Organiser"), each=LongLineField(validators=[Limit(ORGANISER_LIMIT)])
    )
    venue = TextsField(_("Place"), each=LongLineField(validators=[Limit(VENUE_LIMIT)]))
    held_on = PartialDateField(
        _("Date"), description=_("Leave empty what is not known, for example the day.")
    )
    starts = HourField(_("Starts at"))
    ends = HourField(_("Ends at"))
    weekday = SelectField(_("Day of the week"), coerce=_number)
    part_of_day = SelectField(
        _("Part of the day"),
        coerce=_part_of_day,
        choices=[
            SelectChoice("", "—"),
            SelectChoice(PartOfDay.MORNING, _("Morning")),
            SelectChoice(PartOfDay.AFTERNOON, _("Afternoon")),
            SelectChoice(PartOfDay.EVENING, _("Evening")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = get_day_names("wide", "stand-alone", locale=get_locale())
        self.weekday.choices = [
            SelectChoice("", "—"),
            *(SelectChoice(str(day), names[day]) for day in range(7)),
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse hours that are the wrong way round as well."""
        fine: bool = super().validate(extra_validators)
        starts, ends = self.starts.data, self.ends.data
        if fine and starts and ends and ends <= starts:
            add_error(self.ends, EndsBeforeStart())
            return False
        return fine

    def facts(self) -> Facts:
        """Return what the workshop shall say of itself."""
        return Facts(
            title=self.title.data,
            organiser=self.organiser.data,
            venue=self.venue.data,
            held_on=self.held_on.data,
            starts=self.starts.data,
            ends=self.ends.data,
            weekday=self.weekday.data,
            part_of_day=self.part_of_day.data,
        )


class LanguagesForm(TextsForm):
    """The main language, and the others that people may choose."""

    main_language = RadioField(
        _("Main language"),
        description=_("The projector speaks it, and texts must be there in it."),
        choices=[SelectChoice(code, OWN_NAMES[code]) for code in LANGUAGES],
    )
    languages = SelectMultipleField(
        _("Offered to participants"),
        description=_("The main language is always offered."),
        choices=[SelectChoice(code, OWN_NAMES[code]) for code in LANGUAGES],
    )

    def facts(self) -> Facts:
        """Return what the workshop shall offer, its main language first."""
        main = self.main_language.data
        return Facts(
            main_language=main, languages=in_order(self.languages.data or (), main)
        )


class MandateForm(TextsForm):
    """What the vote decides, and what not."""

    mandate = TextsField(
        _("What the vote decides, and what it does not"),
        description=_("Shown on phones and on the projector, and printed."),
        each=ParagraphsField(validators=[Limit(MANDATE_LIMIT)]),
    )

    def facts(self) -> Facts:
        """Return the mandate."""
        return Facts(mandate=self.mandate.data)


class ReviewForm(TextsForm):
    """Whether somebody looks at proposals before everybody sees them."""

    review = RadioField(
        _("When somebody sends a proposal"),
        choices=[
            SelectChoice("shown", _("Everybody sees it at once")),
            SelectChoice("held", _("It is held until a facilitator approves it")),
        ],
    )

    def facts(self) -> Facts:
        """Return whether proposals are held."""
        return Facts(reviewed=self.review.data == "held")


class NoticeForm(TextsForm):
    """What the notice on personal data says of the organiser."""

    contact = LineField(
        _("Whom people ask about their data"),
        description=_("An e-mail address, a telephone number or a postal address."),
        validators=[Limit(CONTACT_LIMIT)],
    )
    kept_months = NumberField(
        _("Months for which personal data is kept"),
        description=_("12 is our proposal, and no legal advice. Then it is erased."),
        least=1,
        most=LONGEST_KEPT,
    )

    def facts(self) -> Facts:
        """Return what the notice says."""
        return Facts(contact=self.contact.data or "", kept_months=self.kept_months.data)


class WifiForm(TextsForm):
    """The network that phones join in the room."""

    wifi_name = LineField(_("Name of the network"), validators=[Limit(WIFI_NAME_LIMIT)])
    wifi_password = LineField(
        _("Password"),
        validators=[Limit(WIFI_PASSWORD_LIMIT)],
        render_kw={"data-secret": "yes"},  # see lib/fields.js
    )

    def facts(self) -> Facts:
        """Return how phones join it."""
        return Facts(
            wifi_name=self.wifi_name.data or "",
            wifi_password=self.wifi_password.data or "",
        )


class PartnersForm(TextsForm):
    """Who carries the workshop together with the organiser."""

    partners = TextListsField(
        _("Partners"),
        description=_("One partner a line, in the same order in each language."),
        validators=[LimitLines(MAX_PARTNERS, each=PARTNER_LIMIT)],
    )


class ClosingForm(TextsForm):
    """What is said at the end."""

    closing_words = TextsField(
        _("Closing words"),
        description=_("Printed at the end of the report, as they were said."),
        each=ParagraphsField(validators=[Limit(CLOSING_LIMIT)]),
    )

    def facts(self) -> Facts:
        """Return the closing words."""
        return Facts(closing_words=self.closing_words.data)
