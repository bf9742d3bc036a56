"""Bring a database to the schema that this version needs."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from facilitator.paths import ROOT


def alembic_config(engine: Engine) -> Config:
    """Return Alembic's settings for `engine`, the same in a checkout and a wheel."""
    config = Config()
    config.set_main_option(
        "script_location", str(ROOT / "migrations").replace("%", "%%")
    )
    config.set_main_option(
        "file_template",
        "%%(year)d%%(month).2d%%(day).2d_%%(hour).2d%%(minute).2d_%%(slug)s",
    )
    config.attributes["engine"] = engine
    return config


def upgrade(engine: Engine) -> None:
    """Run the migrations that `engine`'s database has not seen."""
    command.upgrade(alembic_config(engine), "head")
