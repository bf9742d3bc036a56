"""Units of work. A stand-in with the final interface; the group commit follows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session


class Unit:
    """One transaction that writes."""

    def __init__(self, engine: Engine) -> None:
        self.session = Session(
            engine.execution_options(writes=True), expire_on_commit=False
        )
        self._after: list[Callable[[], None]] = []

    def on_commit(self, function: Callable[[], None]) -> None:
        """Call `function` once the unit is durable."""
        self._after.append(function)

    def commit(self) -> None:
        """Return when the data is durable."""
        self.session.commit()
        self.session.close()
        for function in self._after:
            function()

    def rollback(self) -> None:
        """Forget what the unit did."""
        self.session.rollback()
        self.session.close()


class Units:
    """Units of work on one engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def begin(self) -> Unit:
        """Open a unit that writes."""
        return Unit(self.engine)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Commit at the end, roll back on an exception."""
        unit = self.begin()
        try:
            yield unit.session
            unit.commit()
        except BaseException:
            unit.rollback()
            raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Only read."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session
