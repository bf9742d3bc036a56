"""Many who write at the same time, on both databases."""

from threading import Barrier, Thread

from sqlalchemy import Engine, select

from facilitator.proposals.actions import save_draft, submit
from facilitator.proposals.models import Proposal
from facilitator.proposals.queries import mine
from facilitator.units import Units
from facilitator.workshops.models import Workshop
from tests.proposals.writers import AMAL, KEY, a_workshop, words


def test_many_at_once_have_numbers_of_their_own(engine: Engine) -> None:
    units = Units(engine)
    with units.writing() as session:
        workshop, axis = a_workshop(session)
    start = Barrier(8)

    def propose(person: int) -> None:
        start.wait()
        with units.writing() as session:
            here = session.get_one(Workshop, workshop.id)
            submit(session, here, f"{person:064}", KEY, words(axis), version=0)

    _run_all(propose, 8)

    with units.reading() as session:
        numbers = session.scalars(select(Proposal.number)).all()
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6, 7, 8]
    units.close()


def test_the_same_form_sent_many_times_at_once_is_one_proposal(engine: Engine) -> None:
    units = Units(engine)
    with units.writing() as session:
        workshop, axis = a_workshop(session)
    start = Barrier(6)

    def propose(number: int) -> None:
        start.wait()
        with units.writing() as session:
            here = session.get_one(Workshop, workshop.id)
            if number % 2:
                save_draft(session, here, AMAL, KEY, words(axis))
            else:
                submit(session, here, AMAL, KEY, words(axis), version=0)

    _run_all(propose, 6)

    with units.reading() as session:
        (entry,) = mine(session, workshop.id, AMAL)
    assert (entry.proposal.number, entry.proposal.version) == (1, 1)
    units.close()


def _run_all(act: object, count: int) -> None:
    failures: list[BaseException] = []

    def run(number: int) -> None:
        try:
            act(number)
        except BaseException as failure:
            failures.append(failure)

    threads = [Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
