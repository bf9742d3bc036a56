"""The demo behind the real server, in the language that a test asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from facilitator.accounts.actions import link_for
from facilitator.accounts.passwords import hash_password
from facilitator.config import read_settings
from facilitator.demo.filling import CODES, fill
from facilitator.running import opened
from facilitator.voting.models import Vote
from facilitator.voting.stages import Stage
from facilitator.workshops.models import Progress, Step, Workshop
from facilitator.workshops.rules import Status, StepKind
from tests import browsing


@dataclass
class Hall:
    """A server with the demo, and a browser that is signed in."""

    server: browsing.Server
    context: BrowserContext
    folder: Path

    def open(self, path: str) -> Page:
        page = self.context.new_page()
        page.goto(self.server.address + path)
        return page

    def projector(self, workshop: str) -> Page:
        """Open the projector's window of a demo workshop, at 1920×1080."""
        page = self.open(f"/screen/{CODES[workshop]}/")
        page.set_viewport_size({"width": 1920, "height": 1080})
        browsing.ready(page)
        browsing.settle(page)
        return page

    def give_wifi(self, workshop: str, name: str, password: str) -> None:
        """Let the room of a demo workshop have a network."""
        settings = read_settings({}, data=self.folder)
        with opened(settings) as units, units.writing() as session:
            session.execute(
                update(Workshop)
                .where(Workshop.code == CODES[workshop])
                .values(wifi_name=name, wifi_password=password)
            )


def prepare(folder: Path, language: str) -> str:
    """Store the demo; Oued Zitoun stands at its results. Return a sign-in token."""
    settings = read_settings({}, data=folder)
    with opened(settings) as units, units.writing() as session:
        account = fill(session)
        account.password_hash = hash_password("nobody types this one")
        session.execute(
            update(Workshop).values(main_language=language, status=Status.OPEN)
        )
        for workshop in session.scalars(select(Workshop)):
            _stand(session, workshop)
        session.execute(update(Vote).values(revealed=Stage.ALL))
        return link_for(session, account.id)


def _stand(session: Session, workshop: Workshop) -> None:
    invented = workshop.code == CODES["oued-zitoun"]
    kind = StepKind.RESULTS if invented else StepKind.RECEPTION
    step = session.scalars(
        select(Step).where(Step.workshop_id == workshop.id, Step.kind == kind)
    ).one()
    at = workshop.opened_at or workshop.created_at
    workshop.opened_at, workshop.ended_at = at, None
    session.merge(
        Progress(workshop_id=workshop.id, step_id=step.id, entered_at=at, ends_at=None)
    )


def open_hall(folder: Path, chromium: Browser, language: str) -> Iterator[Hall]:
    token = prepare(folder, language)
    server = browsing.Server("serve", folder)
    context = browsing.laptop(chromium, language)
    page = context.new_page()
    page.goto(f"{server.address}/accounts/invitations/{token}")
    page.click("main form .button >> nth=-1")
    page.wait_for_url(f"{server.address}/desk/")
    page.close()
    hall = Hall(server, context, folder)
    yield hall
    context.close()
    hall.server.stop()  # a test may have started another


@pytest.fixture(scope="module", params=["ar", "fr"])
def building(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    chromium: Browser,
) -> Iterator[Hall]:
    """A hall in Arabic, then in French."""
    language: str = request.param
    yield from open_hall(tmp_path_factory.mktemp(language), chromium, language)


@pytest.fixture
def hall(building: Hall) -> Iterator[Hall]:
    """A hall that several tests look at; each leaves its windows closed."""
    yield building
    for page in building.context.pages:
        page.close()


@pytest.fixture
def arabic_hall(tmp_path: Path, chromium: Browser) -> Iterator[Hall]:
    """A hall of one test's own."""
    yield from open_hall(tmp_path, chromium, "ar")
