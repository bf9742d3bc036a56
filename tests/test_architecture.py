"""The house rules that a machine can check."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)|left|right|float)\s*:"
    r"|text-align\s*:\s*(?:left|right)"
)
ELSEWHERE = re.compile(
    r"""(?:src|href|url\(|@import|import|fetch\()\s*[=(]?\s*["']?https?://"""
)

# Whoever counts again has one file to read and to start, with nothing beside it.
ONE_FILE_BY_NATURE = {"facilitator/verifying/recount.py"}


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


def _too_long(place: str, code: str, most: int) -> list[str]:
    """Name the file when it has over 300 lines, and each function over `most`."""
    functions = [
        f"{place}:{node.lineno} {node.name}"
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= most
    ]
    is_long = len(code.splitlines()) > 300 and place not in ONE_FILE_BY_NATURE
    return [*([place] if is_long else ()), *functions]


@pytest.mark.parametrize(("folder", "most"), [("facilitator", 40), ("tests", 60)])
def test_no_file_and_no_function_grew_too_long(folder: str, most: int) -> None:
    long = [
        name
        for path in sorted((ROOT / folder).rglob("*.py"))
        for name in _too_long(
            str(path.relative_to(ROOT)), path.read_text("utf-8"), most
        )
    ]

    assert long == []


def test_a_function_is_measured_with_its_docstring() -> None:
    code = 'class A:\n    async def b(c):\n        """D."""\n        e()\n'

    assert _too_long("a.py", code, 3) == []
    assert _too_long("a.py", code, 2) == ["a.py:2 b"]
    assert _too_long("a.py", "\n" * 301, 2) == ["a.py"]
