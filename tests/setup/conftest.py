"""A facilitator who is signed in, and her workshop; the same in Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy.orm import Session

from facilitator.accounts.models import Account
from facilitator.axes.actions import add_axis
from facilitator.axes.queries import axes_of
from facilitator.axes.rules import AxisText
from facilitator.proposals.models import Proposal
from facilitator.workshops.actions import create_workshop
from facilitator.workshops.models import Step, Workshop
from facilitator.workshops.queries import steps_of
from facilitator.workshops.rules import StepKind, Template
from tests.browser.acting import make_account as make_first_account
from tests.browsing import Server, laptop, ready
from tests.factories import make_account, make_proposal
from tests.people import sign_in


@pytest.fixture
def amina(client: FlaskClient, store: Session) -> Account:
    """A facilitator, signed in, who reads English."""
    account = make_account(store, language="en")
    sign_in(client, store, account)
    return account


@pytest.fixture
def workshop(store: Session, amina: Account) -> Workshop:
    """Her openness workshop with two axes."""
    workshop = create_workshop(
        store,
        amina.id,
        Template.OPENNESS,
        title={"ar": "ورشة", "fr": "Atelier"},
        languages=["ar", "fr"],
        main_language="ar",
    )
    for title in ("الرقمنة", "البيئة"):
        add_axis(store, workshop.id, AxisText({"ar": title}))
    store.commit()
    return workshop


@pytest.fixture
def step(store: Session, workshop: Workshop) -> Step:
    return next(s for s in steps_of(store, workshop.id) if s.kind is StepKind.VOTE)


@pytest.fixture
def path(workshop: Workshop, step: Step) -> str:
    return f"/desk/{workshop.code}/setup/votes/{step.id}/"


@pytest.fixture
def proposals(store: Session, workshop: Workshop) -> list[Proposal]:
    """Six of them under two axes."""
    axes = axes_of(store, workshop.id)
    made = [make_proposal(store, axes[n % 2], number=n + 1) for n in range(6)]
    store.commit()
    return made


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server("serve", Path(tmp_path_factory.mktemp("data")))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def desk(chromium: Browser, server: Server) -> Iterator[BrowserContext]:
    """A laptop on which the first facilitator has signed in."""
    context = laptop(chromium)
    make_first_account(context, server).close()
    yield context
    context.close()


@pytest.fixture
def page(desk: BrowserContext, server: Server) -> Iterator[Page]:
    """The set-up page of a new workshop with two axes, in Arabic and French."""
    page = desk.new_page()
    page.goto(f"{server.address}/desk/new")
    page.fill("#title", "ورشة الإعداد المشترك")
    page.fill("#axes", "الرقمنة\nالبيئة")
    page.uncheck("#languages-2")
    page.click("#new-workshop .button")
    page.wait_for_url("**/setup")
    ready(page)
    yield page
    desk.set_offline(False)
    page.close()
