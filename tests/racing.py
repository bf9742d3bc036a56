"""Several people who act in the same instant, each in a transaction of their own."""

from collections.abc import Callable
from threading import Barrier, Thread

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from facilitator.errors import RuleBroken
from facilitator.units import Unit, Units

Act = Callable[[Session], object]
UnitAct = Callable[[Unit], object]


def race(engine: Engine, *acts: Act) -> list[object]:
    """Run `acts` at once; return what each returned, or the class of its refusal.

    Whatever else is raised, a deadlock for one, is returned as it is.
    """
    return race_of_units(engine, *(in_session(act) for act in acts))


def in_session(act: Act) -> UnitAct:
    """Let `act` have the session of a unit."""
    return lambda unit: act(unit.session)


def race_of_units(engine: Engine, *acts: UnitAct) -> list[object]:
    """Do the same with acts that take the unit of work itself."""
    units = Units(engine)
    start = Barrier(len(acts))
    outcomes: list[object] = [None] * len(acts)

    def run(number: int) -> None:
        start.wait()
        try:
            with units.begin() as unit:
                outcomes[number] = acts[number](unit)
                unit.commit()
        except RuleBroken as refusal:
            outcomes[number] = type(refusal)
        except BaseException as failure:
            outcomes[number] = failure

    threads = [Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    units.close()
    return outcomes
