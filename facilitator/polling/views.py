"""All pages of the polling station, for the application to register."""

from facilitator.polling import checking, printing, slips, voiding
from facilitator.polling.blueprint import bp

__all__ = ["bp", "checking", "printing", "slips", "voiding"]
