"""Several people who act in the same instant, each in a transaction of their own."""

from collections.abc import Callable
from threading import Barrier, Thread

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from facilitator.errors import RuleBroken
from facilitator.units import Units

Act = Callable[[Session], object]


def race(engine: Engine, *acts: Act) -> list[object]:
    """Run `acts` at once; return what each returned, or the class of its refusal.

    Whatever else is raised, a deadlock for one, is returned as it is.
    """
    units = Units(engine)
    start = Barrier(len(acts))
    outcomes: list[object] = [None] * len(acts)

    def run(number: int) -> None:
        start.wait()
        try:
            with units.writing() as session:
                outcomes[number] = acts[number](session)
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
