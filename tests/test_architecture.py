"""The house rules that a machine can check."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)|left|right|float)\s*:"
    r"|text-align\s*:\s*(?:left|right)"
)
ELSEWHERE = re.compile(
    r"""(?:src|href|url\(|@import|import|fetch\()\s*[=(]?\s*["']?https?://"""
)


def _found(pattern: re.Pattern[str], folder: str, *kinds: str) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for kind in kinds
        for path in sorted((ROOT / folder).rglob(kind))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_styles_have_no_left_or_right() -> None:
    assert _found(PHYSICAL, "static/css", "*.css") == []


def test_templates_have_no_inline_script_or_style() -> None:
    inline = re.compile(r"<script>|<style|\sstyle=|\son[a-z]+=")

    assert _found(inline, "templates", "*.html") == []


def test_nothing_is_fetched_from_another_host() -> None:
    assert _found(ELSEWHERE, "templates", "*.html") == []
    assert _found(ELSEWHERE, "static", "*.css", "*.js") == []


def test_scripts_use_nothing_that_plain_http_lacks() -> None:
    """At a LAN address there is no secure context. Source: DESIGN, 2.1."""
    missing = re.compile(
        r"serviceWorker|navigator\.(?:clipboard|wakeLock|onLine)|crypto\.subtle"
        r"|randomUUID"
    )

    assert _found(missing, "static/js", "*.js") == []


def test_pages_are_never_trusted_with_a_persons_markup() -> None:
    assert _found(re.compile(r"\|\s*safe\b"), "templates", "*.html") == []


def test_no_file_and_no_function_grew_too_long() -> None:
    long = [
        str(path.relative_to(ROOT))
        for folder in ("facilitator", "tests")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if len(path.read_text("utf-8").splitlines()) > 300
    ]

    assert long == []
