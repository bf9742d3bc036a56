"""What can be told from the style sheets alone: weight, freshness, contrast."""

import gzip
import re

import pytest

from tests.design.phone_css import CSS, PARTS, phone_css

TEXT = 4.5
READABLE_FROM_THE_LAST_ROW = 7.0


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb or #rgb. Source: WCAG 2.2."""
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = (int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def colours(theme: str) -> dict[str, str]:
    """Return the colour tokens of a theme: light, dark or screen."""
    tokens = (CSS / "tokens.css").read_text("utf-8")
    light, dark = tokens.split("@media (prefers-color-scheme: dark)")
    source = {
        "light": light,
        "dark": dark,
        "screen": (CSS / "screen.css").read_text("utf-8"),
    }[theme]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", source))


def test_phone_css_holds_its_parts_as_they_are_now() -> None:
    assert (CSS / "phone.css").read_text("utf-8") == phone_css()


def test_phone_css_is_one_light_file_without_layers() -> None:
    css = (CSS / "phone.css").read_bytes()

    assert len(gzip.compress(css, 6)) < 7000
    assert b"@import" not in css
    assert b"@layer" not in css
    assert re.findall(rb"url\(([^)]*)\)", css) == [
        b'"../fonts/NotoSansTifinagh-Regular.ttf"'
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_is_readable_on_every_ground(theme: str) -> None:
    c = colours(theme)
    grounds = ("paper", "surface", "accent-tint")
    pairs = [
        *((ink, ground) for ink in ("ink", "ink-soft", "accent") for ground in grounds),
        ("ink-soft", "sunken"),
        ("warning", "paper"),
        ("refusal", "paper"),
        ("refusal", "refusal-tint"),
        ("on-accent", "accent"),
        ("on-accent", "accent-strong"),
    ]

    assert [pair for pair in pairs if contrast(c[pair[0]], c[pair[1]]) < TEXT] == []


@pytest.mark.parametrize(
    ("theme", "least"),
    [("light", TEXT), ("dark", TEXT), ("screen", READABLE_FROM_THE_LAST_ROW)],
)
def test_numbers_are_readable_on_every_axis_colour(theme: str, least: float) -> None:
    c = colours(theme)
    axes = [c[f"axis-{number}"] for number in range(1, 9)]

    assert len(set(axes)) == 8
    assert [axis for axis in axes if contrast(axis, c["on-axis"]) < least] == []


def test_the_projector_has_no_grey_text() -> None:
    c = colours("screen")
    on_white = [c[name] for name in ("ink", "ink-soft", "accent", "warning", "refusal")]

    assert c["paper"] == "#fff"
    assert [
        ink for ink in on_white if contrast(ink, "#fff") < READABLE_FROM_THE_LAST_ROW
    ] == []


def test_every_component_is_used_by_an_entry_file() -> None:
    entries = "".join(
        (CSS / name).read_text("utf-8") for name in ("desk.css", "screen.css")
    ) + " ".join(PARTS)  # of phone.css
    components = sorted(path.name for path in (CSS / "components").glob("*.css"))

    assert [name for name in components if f"components/{name}" not in entries] == []
