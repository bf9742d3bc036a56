"""Which version of the software runs."""

import tomllib
from importlib import metadata

from facilitator.paths import ROOT


def version() -> str:
    """Return the installed version, or in a checkout that of its pyproject.toml."""
    try:
        return metadata.version("facilitator")
    except metadata.PackageNotFoundError:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
        return str(project["project"]["version"])
