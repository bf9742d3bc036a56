"""What travels with a published vote: how to count it again without this software.

`recount.py` imports nothing of the project, and nothing that counts imports it.
"""

from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).parent


def source() -> bytes:
    """Return the recount's own source, byte for byte."""
    return (_HERE / "recount.py").read_bytes()


def readme() -> bytes:
    """Return what the bundle says about itself, in three languages."""
    return (_HERE / "README.txt").read_bytes()
