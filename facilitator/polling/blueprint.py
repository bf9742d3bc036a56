"""The staff's pages around a vote. Its modules add their own to `bp`."""

from flask import Blueprint

bp = Blueprint("polling", __name__, url_prefix="/desk/<code>")
