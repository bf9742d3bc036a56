"""Every table of the database, for migrations and tests."""

from facilitator.accounts import models as accounts
from facilitator.axes import models as axes
from facilitator.db import Base
from facilitator.live import models as live
from facilitator.logbook import models as logbook
from facilitator.participants import models as participants
from facilitator.proposals import models as proposals
from facilitator.robots import models as robots
from facilitator.slips import models as slips
from facilitator.voting import models as voting
from facilitator.workshops import models as workshops

ALL = (
    accounts,
    axes,
    live,
    logbook,
    participants,
    proposals,
    robots,
    slips,
    voting,
    workshops,
)
METADATA = Base.metadata
