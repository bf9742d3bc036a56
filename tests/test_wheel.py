"""A wheel built from the project runs on its own, from any folder."""

import re
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import LINK, ROOT, get, serving


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts' folder of an environment into which the wheel was installed.

    It shares the packages that the wheel depends on, and nothing of the project.
    """
    built = tmp_path_factory.mktemp("built")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [wheel] = built.glob("*.whl")
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    paths = sysconfig.get_paths(vars={"base": str(home), "platbase": str(home)})
    shared = sysconfig.get_path("purelib")
    Path(paths["purelib"], "shared.pth").write_text(shared, "utf-8")
    python = Path(paths["scripts"], "python")
    pip = (sys.executable, "-m", "pip", "--python", str(python))
    subprocess.run(
        [*pip, "install", "-q", "--no-index", "--no-deps", "-I", str(wheel)],
        check=True,
        cwd=home,
    )
    return python.parent


@pytest.fixture(scope="module")
def demo(
    installed: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """What the demo prints, started from an empty folder, and its address."""
    folder = tmp_path_factory.mktemp("elsewhere")
    with serving(str(installed / "facilitator"), "demo", cwd=folder) as demo:
        yield demo


def test_the_code_that_runs_is_that_of_the_wheel(installed: Path) -> None:
    found = subprocess.run(
        [
            str(installed / "python"),
            "-c",
            "from facilitator import paths as p; print(p.ROOT)",
        ],
        cwd=installed,
        check=True,
        capture_output=True,
        text=True,
    )

    assert Path(found.stdout.strip()).is_relative_to(installed.parent)


def test_the_recount_is_in_the_wheel(installed: Path) -> None:
    """It is not imported by what serves, so that nobody would miss it there."""
    asked = "from facilitator import verifying as v; v.readme(); print(len(v.source()))"
    found = subprocess.run(
        [str(installed / "python"), "-c", asked],
        cwd=installed,
        check=True,
        capture_output=True,
        text=True,
    )

    here = ROOT / "facilitator" / "verifying" / "recount.py"
    assert int(found.stdout) == here.stat().st_size


def test_the_demo_serves_pages_and_what_they_need(demo: tuple[str, str]) -> None:
    _printed, here = demo

    status, page = get(f"{here}/accounts/sign-in")
    asked = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)

    assert status == 200
    assert len(asked) >= 2  # a stylesheet and a script
    assert [get(here + path)[0] for path in asked] == [200] * len(asked)


def test_the_demo_opens_with_the_link_that_it_prints(demo: tuple[str, str]) -> None:
    printed, here = demo
    found = LINK.search(printed)

    assert found
    assert get(here + found[1])[0] == 200


def test_the_home_page_answers(demo: tuple[str, str]) -> None:
    assert get(f"{demo[1]}/")[0] == 200
