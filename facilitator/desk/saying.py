"""Acts of staff in the reader's language."""

from flask_babel import gettext, ngettext
from markupsafe import Markup, escape

from facilitator.desk.telling import sentence
from facilitator.logbook.models import Act
from facilitator.web.locale import isolated, shown
from facilitator.workshops.naming import name_of_step
from facilitator.workshops.rules import StepKind


def in_words(act: Act) -> Markup:
    """Return what an act was, in the reader's language."""
    said = sentence(act)
    values = dict(said.values)
    if "step" in values:
        title, kind = values["step"]
        values["step"] = name_of_step(title, StepKind(kind))
    if "axis" in values:
        values["axis"] = shown(values["axis"])
    if section := values.get("section"):
        values["section"] = gettext(section)
    if "name" in values:
        values["name"] = isolated(values["name"])
    if isinstance(said.message, tuple):
        return escape(ngettext(*said.message, **values))
    return escape(gettext(said.message)) % values
