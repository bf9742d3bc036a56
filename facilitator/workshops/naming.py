"""How a step is named to people."""

from collections.abc import Mapping

from flask_babel import gettext
from markupsafe import Markup, escape

from facilitator.web.locale import pick, shown
from facilitator.workshops.models import Step
from facilitator.workshops.rules import STEP_NAMES, StepKind


def name_of_step(title: Mapping[str, str], kind: StepKind) -> Markup:
    """Return the title given to a step, isolated, or else the name of its kind."""
    text = pick(dict(title))
    return shown(text) if text else escape(gettext(STEP_NAMES[kind]))


def step_name(step: Step) -> Markup:
    """Return a step's name as markup, in the reader's language where there is one."""
    return name_of_step(step.title, step.kind)
