"""Phones before the real server: a workshop of Kenitra, moved by the test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy.orm import Session

from facilitator.clock import now
from facilitator.db import connect
from facilitator.workshops.models import Progress
from facilitator.workshops.rules import Status, StepKind
from tests.factories import make_axis, make_step, make_workshop
from tests.running import Running, free_port

CODE = "123456"
AXES = (
    (
        "الرقمنة وجودة الخدمات الجماعية",
        "Numérisation et qualité des services",
    ),
    ("الثقافة والرياضة", "Culture et sport"),
    ("المشاركة المواطنة", "Participation citoyenne"),
    ("البيئة والتنمية المستدامة", "Environnement et développement durable"),
)
Phone = Callable[..., Page]


class Stage:
    """The server, which can be killed and started again."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._port = free_port()
        self.start()

    def start(self) -> None:
        arguments = str(self._database), str(self._port)
        self._server = Running("tests.join.stage", *arguments)

    def kill(self) -> None:
        self._server.kill()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self._port}{path}"

    def ask(self, path: str) -> str:
        return self._server.ask(path)

    def move_to(self, kind: StepKind) -> None:
        assert self.ask(f"/stage/{CODE}/step/{kind}") == kind


def furnish(session: Session) -> None:
    """Open a workshop that stands at its reception, with a step of each kind."""
    workshop = make_workshop(
        session,
        code=CODE,
        status=Status.OPEN,
        opened_at=now(),
        title={
            "ar": "لقاء تشاوري مباشر حول برنامج انفتاح جماعة القنيطرة",
            "fr": "Rencontre de concertation sur le programme d'ouverture de la "
            "commune de Kénitra",
        },
        organiser={"ar": "جماعة القنيطرة", "fr": "Commune de Kénitra"},
    )
    steps = {
        kind: make_step(session, workshop, kind=kind, minutes=10) for kind in StepKind
    }
    session.add(
        Progress(
            workshop_id=workshop.id,
            step_id=steps[StepKind.RECEPTION].id,
            entered_at=now(),
        )
    )
    for place, (arabic, french) in enumerate(AXES, 1):
        make_axis(
            session,
            workshop,
            position=place,
            colour=place,
            title={"ar": arabic, "fr": french},
            question={"ar": "ما الذي تقترحونه؟", "fr": "Que proposez-vous ?"},
        )


@pytest.fixture
def stage(migrated_file: Path, tmp_path: Path) -> Iterator[Stage]:
    database = tmp_path / "stage.db"
    shutil.copy(migrated_file, database)
    engine = connect(f"sqlite:///{database}")
    with Session(engine) as session:
        furnish(session)
        session.commit()
    engine.dispose()
    stage = Stage(database)
    yield stage
    stage.kill()


@pytest.fixture
def phone(stage: Stage, chromium: Browser) -> Iterator[Phone]:
    """A new phone that has just opened an address: phone("/J/123456", locale="fr")."""
    contexts: list[BrowserContext] = []

    def take(path: str, *, locale: str = "ar-MA", scripts: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": 360, "height": 740},
            locale=locale,
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(stage.url(path))
        return page

    yield take
    for context in contexts:
        context.close()


@pytest.fixture
def joined(phone: Phone) -> Phone:
    """A new phone that has joined the workshop."""

    def join(*, locale: str = "ar-MA", scripts: bool = True) -> Page:
        page = phone(f"/J/{CODE}", locale=locale, scripts=scripts)
        page.locator("button[form=join]").click()
        page.wait_for_url(f"**/w/{CODE}/")
        return page

    return join
