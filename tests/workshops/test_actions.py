"""Workshops are made, copied, changed and shared."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.live.actions import announced
from facilitator.workshops import actions
from facilitator.workshops.following import add_next_step
from facilitator.workshops.models import Membership, Workshop
from facilitator.workshops.queries import (
    members_of,
    next_steps_of,
    partners_of,
    steps_of,
    workshop_of,
    workshops_of,
)
from facilitator.workshops.rules import (
    MANDATE,
    OPENNESS_WORKSHOP,
    NoSuchAccount,
    OwnerStays,
    Status,
    StepKind,
    Template,
)
from tests.factories import make_account, make_open_workshop, make_step, make_workshop

LANGUAGES = {"languages": ["ar", "fr"], "main_language": "ar"}


def create(session: Session, account_id: int, template: Template) -> Workshop:
    return actions.create_workshop(
        session,
        account_id,
        template,
        title={"ar": "ورشة"},
        languages=["ar", "fr"],
        main_language="ar",
    )


def test_an_openness_workshop_begins_with_its_agenda(session: Session) -> None:
    amina = make_account(session)

    workshop = create(session, amina.id, Template.OPENNESS)

    planned = [
        (s.kind, s.minutes, s.min_minutes) for s in steps_of(session, workshop.id)
    ]
    assert planned == list(OPENNESS_WORKSHOP)
    assert workshop.status is Status.DRAFT
    assert workshop.mandate == MANDATE
    assert workshops_of(session, amina.id) == [workshop]


def test_a_blank_workshop_can_be_run(session: Session) -> None:
    workshop = create(session, make_account(session).id, Template.BLANK)

    kinds = [step.kind for step in steps_of(session, workshop.id)]
    assert kinds == [StepKind.RECEPTION, StepKind.FREE, StepKind.CLOSING]


def test_a_code_has_six_digits_and_no_zero_first(session: Session) -> None:
    amina = make_account(session)

    codes = {create(session, amina.id, Template.BLANK).code for _ in range(20)}

    assert len(codes) == 20
    assert all(len(code) == 6 and "100000" <= code <= "999999" for code in codes)


def test_a_code_that_is_taken_is_not_given_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_workshop(session, code="100007")
    numbers = iter([7, 7, 8])
    monkeypatch.setattr(actions.secrets, "randbelow", lambda _most: next(numbers))

    workshop = create(session, make_account(session).id, Template.BLANK)

    assert workshop.code == "100008"


def test_a_copy_has_the_preparation_and_not_what_happened(session: Session) -> None:
    amina = make_account(session)
    source = make_open_workshop(
        session,
        StepKind.VOTE,
        amina,
        venue={"ar": "القصر البلدي"},
        held_on="2023-03-06",
        closing_words={"ar": "شكرا"},
        contact="contact@example.ma",
        reviewed=True,
        wifi_name="Commune",
        wifi_password="bienvenue",
    )
    make_step(
        session, source, kind=StepKind.FREE, title={"fr": "Pause-café"}, minutes=5
    )
    actions.set_partners(session, source, [{"ar": "جمعية"}, {"fr": "Réseau"}])
    add_next_step(session, source.id, {"ar": "المسودة"}, "2023-10")

    copy = actions.copy_workshop(
        session,
        amina.id,
        source,
        title={"ar": "نسخة"},
        languages=["ar"],
        main_language="ar",
    )

    assert (copy.venue, copy.contact, copy.reviewed) == (
        {"ar": "القصر البلدي"},
        "contact@example.ma",
        True,
    )
    assert (copy.wifi_name, copy.wifi_password) == ("Commune", "bienvenue")
    assert (copy.status, copy.held_on, copy.closing_words) == (Status.DRAFT, None, {})
    assert copy.code != source.code
    assert copy.key != source.key
    steps = steps_of(session, copy.id)
    assert [(s.kind, s.title, s.minutes) for s in steps] == [
        (StepKind.VOTE, {}, None),
        (StepKind.FREE, {"fr": "Pause-café"}, 5),
    ]
    assert [p.name for p in partners_of(session, copy.id)] == [
        {"ar": "جمعية"},
        {"fr": "Réseau"},
    ]
    assert next_steps_of(session, copy.id) == []


def test_a_change_is_kept_and_announced(session: Session) -> None:
    workshop = make_workshop(session)

    actions.change_workshop(
        session, workshop, title={"fr": "Atelier"}, starts="09:00", kept_months=6
    )

    session.refresh(workshop)
    assert (workshop.title, workshop.starts) == ({"fr": "Atelier"}, "09:00")
    assert workshop.kept_months == 6
    assert announced(session) == {(workshop.id, "setup")}


def test_partners_are_replaced_as_a_whole(session: Session) -> None:
    workshop = make_workshop(session)
    actions.set_partners(session, workshop, [{"ar": "أ"}, {"ar": "ب"}])

    actions.set_partners(session, workshop, [{"ar": "ج"}])

    kept = [(p.name, p.position) for p in partners_of(session, workshop.id)]
    assert kept == [({"ar": "ج"}, 1)]


def test_a_shared_workshop_is_found_by_both(session: Session) -> None:
    amina, brahim = make_account(session), make_account(session)
    workshop = make_workshop(session, amina)
    assert workshop_of(session, brahim.id, workshop.code) is None

    actions.share_workshop(session, workshop, brahim.email.upper())
    actions.share_workshop(session, workshop, brahim.email)

    assert workshop_of(session, brahim.id, workshop.code) is workshop
    members = members_of(session, workshop.id)
    assert [(m.account.name, m.is_owner) for m in members] == [
        (amina.name, True),
        (brahim.name, False),
    ]


def test_sharing_with_nobody_is_refused(session: Session) -> None:
    workshop = make_workshop(session, make_account(session))

    with pytest.raises(NoSuchAccount):
        actions.share_workshop(session, workshop, "nobody@example.ma")


def test_sharing_ends_but_the_owner_stays(session: Session) -> None:
    amina, brahim = make_account(session), make_account(session)
    workshop = make_workshop(session, amina)
    actions.share_workshop(session, workshop, brahim.email)

    actions.unshare_workshop(session, workshop, brahim.id)
    actions.unshare_workshop(session, workshop, brahim.id)

    assert session.scalars(select(Membership.account_id)).all() == [amina.id]
    with pytest.raises(OwnerStays):
        actions.unshare_workshop(session, workshop, amina.id)
