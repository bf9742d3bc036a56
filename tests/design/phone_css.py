"""Write static/css/phone.css, the one file that a phone fetches.

Run `python -m tests.design.phone_css` after changing one of `PARTS`. Phones get
no cascade layers: a browser of 2021 would drop every layered rule. The order of
the parts does the work of the layers.
"""

import re
from pathlib import Path

CSS = Path(__file__).parents[2] / "static" / "css"
COMPONENTS = (
    "site",
    "button",
    "field",
    "choice",
    "ballot",
    "card",
    "chip",
    "proposal",
    "stat",
    "notice",
    "timer",
    "code",
    "bar",
    "table",
    "empty",
    "dialog",
    "actionbar",
    "rehearsal",
)
PARTS = (
    *(f"{name}.css" for name in ("tokens", "tifinagh", "reset", "base", "layout")),
    *(f"components/{name}.css" for name in COMPONENTS),
)
NOTE = "/* Written by tests/design/phone_css.py: change its parts, not this file. */\n"


def compact(css: str) -> str:
    """Return `css` without comments and with one line for each rule."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    return css.replace(": ", ":").replace(";}", "}").replace("}", "}\n").strip() + "\n"


def phone_css() -> str:
    """Return what phone.css must hold."""
    return NOTE + "".join(compact((CSS / part).read_text("utf-8")) for part in PARTS)


if __name__ == "__main__":
    (CSS / "phone.css").write_text(phone_css(), "utf-8")
