"""Where the files stand that are not Python."""

from pathlib import Path

PACKAGE = Path(__file__).parent

# In a wheel templates/, static/ and migrations/ lie inside the package;
# in a checkout they stand beside it.
ROOT = PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parent
