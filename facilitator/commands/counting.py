"""`facilitator count` and `verify`: count files, and published votes again."""

from pathlib import Path

import click

from facilitator.commands.options import FAILED
from facilitator.counting.deadline import Deadline
from facilitator.counting.filed import RULES, Asked, counted
from facilitator.counting.reading import BadFile
from facilitator.counting.saying import as_json, as_text
from facilitator.verifying import recount


@click.command()
@click.argument("bundle", type=click.Path())
@click.option("--opening", default="", help="The seal photographed at the opening.")
@click.option("--closing", default="", help="The seal photographed at the close.")
@click.option("--dice", default="", help="The digits rolled after the close.")
@click.option("--receipt", default="", help="Look for the ballot of this receipt.")
@click.option("--lang", type=click.Choice(recount.LANGUAGES), default="en")
def verify(bundle: str, lang: str, **seen: str) -> None:
    """Count a published vote again from its BUNDLE, a zip or an unpacked folder.

    The count is done by the program that travels in every bundle, recount.py,
    which shares no code with the one that counted first.
    """
    report = recount.verify(bundle, recount.Seen(**seen))
    recount.print_report(report, lang)
    raise SystemExit(0 if report.is_right else FAILED)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--rule", help=f"One of {', '.join(RULES)}.")
@click.option("--threshold", type=click.IntRange(0), help="The least score that wins.")
@click.option("--seconds", type=click.IntRange(1), default=120, show_default=True)
@click.option("--json", "is_json", is_flag=True, help="Print it for a program.")
def count(
    file: Path, rule: str | None, threshold: int | None, seconds: int, is_json: bool
) -> None:
    """Count FILE: a .pb of Pabulib, or a .soc, .soi, .toc, .toi of PrefLib.

    Without --rule a .pb file is counted by the rule that it names itself, rankings
    by Schulze's. The result is compared with the one that the file names.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadFile(f"{file} cannot be read: {error.strerror}.") from error
    asked = Asked(file.name, content, rule, threshold, Deadline(seconds))
    outcome = counted(asked)
    click.echo(as_json(outcome) if is_json else as_text(file.name, outcome))
