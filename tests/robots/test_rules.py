"""What there is to say of a rehearsal's robots."""

from datetime import timedelta

import pytest

from facilitator.robots.rules import SILENCE, Phase, phase_of

A_MOMENT = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("is_open", "seated", "silence", "phase"),
    [
        (False, 0, A_MOMENT, Phase.WAITING),
        (True, 0, A_MOMENT, Phase.COMING),
        (True, 1, SILENCE, Phase.HERE),
        (True, 20, SILENCE + A_MOMENT, Phase.LOST),
        (False, 0, SILENCE + A_MOMENT, Phase.LOST),
    ],
)
def test_robots_that_were_let_in(
    *, is_open: bool, seated: int, silence: timedelta, phase: Phase
) -> None:
    found = phase_of(
        is_open=is_open, seated=seated, silence=silence, has_ended=False, failed=False
    )

    assert found is phase


@pytest.mark.parametrize(("failed", "phase"), [(False, Phase.LEFT), (True, Phase.LOST)])
def test_robots_that_have_ended(*, failed: bool, phase: Phase) -> None:
    found = phase_of(
        is_open=True, seated=20, silence=SILENCE * 9, has_ended=True, failed=failed
    )

    assert found is phase
