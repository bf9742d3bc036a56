"""The same as the command `facilitator`: python -m facilitator."""

from facilitator.cli import main

main(prog_name="facilitator")
