"""Where the files that are not Python stand."""

from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).resolve().parent

# A wheel carries templates/, static/ and migrations/ inside the package; a
# checkout has them beside it.
ROOT: Final = PACKAGE if (PACKAGE / "static").is_dir() else PACKAGE.parent

FONTS: Final = ROOT / "static" / "fonts"
