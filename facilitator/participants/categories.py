"""The categories by which people present are counted."""

from enum import StrEnum

from facilitator.errors import N_

ROLE_LIMIT = 200  # characters
MAX_ROLES = 60
MOST_PEOPLE = 9999  # in one role


class Category(StrEnum):
    """From where somebody comes. Source: the lists of Fez and Kenitra."""

    ELECTED = "elected"
    COMMUNE = "commune"
    STAFF = "staff"
    CENTRAL_STATE = "central_state"
    TERRITORIAL_AUTHORITY = "territorial_authority"
    OFFICIALS = "officials"
    CONSULTATIVE_BODY = "consultative_body"
    CIVIL_SOCIETY = "civil_society"
    PARTNER_ASSOCIATION = "partner_association"
    CITIZENS = "citizens"
    OTHER = "other"


CATEGORY_NAMES: dict[str, str] = {
    Category.ELECTED: N_("Elected members"),
    Category.COMMUNE: N_("Representatives of the commune"),
    Category.STAFF: N_("Communal staff"),
    Category.CENTRAL_STATE: N_("Central government"),
    Category.TERRITORIAL_AUTHORITY: N_("Territorial authority"),
    Category.OFFICIALS: N_("Officials"),
    Category.CONSULTATIVE_BODY: N_("Consultative body"),
    Category.CIVIL_SOCIETY: N_("Civil society"),
    Category.PARTNER_ASSOCIATION: N_("Partner association"),
    Category.CITIZENS: N_("Citizens"),
    Category.OTHER: N_("Others"),
}
