"""The bundle of a closed vote: all that somebody needs to count it again. Pure.

The same vote gives the same bytes on every machine: no time of packing, nothing
compressed. `facilitator/verifying/recount.py` reads it, and shares no code with it.
Source: VOTING, "The ballot store" and "Small rooms".
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from facilitator import verifying
from facilitator.keys import in_groups
from facilitator.voting.methods import Content
from facilitator.voting.pabulib import has_pb, pb_of
from facilitator.voting.results import FIGURES, Publication, publication
from facilitator.voting.sealing import canonical
from facilitator.voting.spec import Spec, read_spec

FORMAT: Final = "facilitator-vote/1"
PACKED_AT: Final = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip knows
UNIX: Final = 3  # who packed, as zips say it
READABLE: Final = 0o644
WHY_NO_LIST: Final = (
    "So few ballots are not published one by one: people could be recognised by "
    "their choices."
)


@dataclass(frozen=True)
class Closed:
    """A closed vote as it is published.

    `spec` is what the opening fixed, word for word; `result` what the close stored;
    `ballots` are receipts with contents. `software` is the version that publishes.
    """

    spec: str
    opening_hash: str
    closing_hash: str
    dice: str
    opened_at: datetime
    closed_at: datetime
    result: Mapping[str, Any]
    ballots: Sequence[tuple[str, Content]]
    software: str


def bundle(vote: Closed, *, is_whole: bool = False) -> bytes:
    """Return the zip. Single ballots are in it where they may be published.

    One that `is_whole` has them in any case: to count again here, never to be given
    to anybody.
    """
    spec = read_spec(vote.spec)
    listed = Publication.LIST
    how = listed if is_whole else publication(len(vote.ballots), spec)
    files = {
        "README.txt": verifying.readme(),
        "recount.py": verifying.source(),
        "result.json": _json(vote.result),
    }
    if how is Publication.LIST:
        ballots = sorted(vote.ballots, key=lambda ballot: ballot[0])
        files["ballots.csv"] = _ballots(ballots)
        if has_pb(spec):
            files["votes.pb"] = _pb(vote, spec, [content for _, content in ballots])
    files["manifest.json"] = _json(_manifest(vote, how, files))
    return _zip(files)


def _manifest(
    vote: Closed, how: Publication, files: Mapping[str, bytes]
) -> dict[str, Any]:
    spec = json.loads(vote.spec)
    return {
        "format": FORMAT,
        "software": f"facilitator {vote.software}",
        "spec": spec,
        "opening_hash": vote.opening_hash,
        "closing_hash": vote.closing_hash,
        "previous_hash": spec["previous"],
        "dice": vote.dice,
        "opened_at": vote.opened_at.isoformat(timespec="seconds"),
        "closed_at": vote.closed_at.isoformat(timespec="seconds"),
        "figures": {name: vote.result[name] for name in FIGURES},
        "published": str(how),
        "why": "" if how is Publication.LIST else WHY_NO_LIST,
        "files": {
            name: hashlib.sha256(content).hexdigest() for name, content in files.items()
        },
    }


def _ballots(ballots: Sequence[tuple[str, Content]]) -> bytes:
    """Return the list: receipts as people see them, each with its content."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(["receipt", "content"])
    for receipt, content in ballots:
        writer.writerow([in_groups(receipt), canonical(content)])
    return text.getvalue().encode()


def _pb(vote: Closed, spec: Spec, contents: Sequence[Content]) -> bytes:
    winners = vote.result["facts"].get("winners")
    return pb_of(spec, contents, winners, (vote.opened_at, vote.closed_at)).encode()


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
    return f"{text}\n".encode()


def _zip(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, PACKED_AT)
            entry.create_system = UNIX
            entry.external_attr = READABLE << 16
            archive.writestr(entry, files[name])
    return packed.getvalue()
