"""How a rehearsal goes: how many robots, and how they behave."""

from dataclasses import dataclass

USUAL_ARRIVAL = 8  # phones a second, when nothing is said: 500 come in a minute
SHORTEST, LONGEST = 3.0, 60.0  # seconds for all to arrive, likewise


@dataclass(frozen=True)
class Plan:
    """One workshop of robots. Times are seconds, shares from 0 to 1."""

    phones: int = 20
    arrive: float = 5.0  # all joins spread over it
    write_within: float = 8.0  # after a step for writing begins
    vote_within: float = 8.0  # after a vote opens
    proposals: int = 40  # at most, of all together
    lose: float = 0.1  # of sends whose answer is lost on purpose
    leave: float = 0.1  # of phones that lose the stream once
    change: float = 0.1  # of voters who change their ballot
    abstain: float = 0.03  # of voters
    seed: int = 1

    @property
    def share_writing(self) -> float:
        """Which share of the phones writes a proposal."""
        return min(0.6, self.proposals / max(1, self.phones))


def usual_arrival(phones: int) -> float:
    """Return the seconds over which so many phones come, when nobody says."""
    return min(max(phones / USUAL_ARRIVAL, SHORTEST), LONGEST)
