"""What a disk may hold of files after the power went."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from tests.durability.recorder import Event, Sync, Truncate, Write

SECTOR = 512  # bytes that a disk writes whole
EVERYTHING, NOTHING = 1.0, 0.0


class Disk:
    """Files of which all is there that was synchronised.

    Of what was not, each write is there with the chance `kept`, and one in four of
    those only in some of its sectors, unless everything is kept.
    """

    def __init__(self, files: Mapping[str, bytes], kept: float, random: Random) -> None:
        self._files = {name: bytearray(content) for name, content in files.items()}
        self._kept = kept
        self._random = random

    def run(self, events: Sequence[Event]) -> None:
        """Let so much happen, and the power go then."""
        promised: dict[str, int] = {}
        for event in events:
            if isinstance(event, Sync):
                promised[event.file] = max(event.since, promised.get(event.file, 0))
        for number, event in enumerate(events):
            if isinstance(event, Write | Truncate):
                self._happen(event, number < promised.get(event.file, 0))

    def put(self, folder: Path) -> None:
        """Write the files into `folder`."""
        for name, content in self._files.items():
            (folder / name).write_bytes(content)

    def _happen(self, event: Write | Truncate, is_promised: bool) -> None:
        if not is_promised and self._random.random() >= self._kept:
            return
        file = self._files.setdefault(event.file, bytearray())
        if isinstance(event, Truncate):
            del file[event.size :]
            return
        is_torn = not is_promised and self._kept < EVERYTHING and self._chance(4)
        for start, piece in _sectors(event):
            if not is_torn or self._chance(2):
                file.extend(bytes(max(0, start + len(piece) - len(file))))
                file[start : start + len(piece)] = piece

    def _chance(self, one_in: int) -> bool:
        return self._random.randrange(one_in) == 0


def _sectors(write: Write) -> Iterator[tuple[int, bytes]]:
    """Give a write in pieces, each in one sector."""
    start, end = write.offset, write.offset + len(write.content)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        yield start, write.content[start - write.offset : stop - write.offset]
        start = stop
