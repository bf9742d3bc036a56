"""Bundles taken apart, changed, and packed again as a forger would."""

import copy
import csv
import hashlib
import io
import json
import zipfile
from typing import Any, Final

from facilitator.voting.publishing import Closed, bundle
from facilitator.voting.spec import Spec, read_spec
from tests.verifying.votes import closed

SEPARATOR: Final = ";"
Forged = dict[str, Any]  # manifest, result, ballots: lists of receipt and content


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def opened(vote: Closed) -> Forged:
    """What a forger changes."""
    files = unpacked(bundle(vote))
    rows = csv.reader(io.StringIO(files["ballots.csv"].decode()), delimiter=SEPARATOR)
    return {
        "manifest": json.loads(files["manifest.json"]),
        "result": json.loads(files["result.json"]),
        "ballots": [[row[0], json.loads(row[1])] for row in list(rows)[1:]],
    }


def packed(vote: Closed, forged: Forged) -> bytes:
    """The bundle with what was changed; the manifest names the new files."""
    files = unpacked(bundle(vote))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=SEPARATOR, lineterminator="\n")
    writer.writerow(["receipt", "content"])
    for receipt, content in forged["ballots"]:
        writer.writerow([receipt, json.dumps(content)])
    files["ballots.csv"] = text.getvalue().encode()
    files["result.json"] = json.dumps(forged["result"]).encode()
    manifest = copy.deepcopy(forged["manifest"])
    for name in manifest["files"]:
        manifest["files"][name] = hashlib.sha256(files[name]).hexdigest()
    files["manifest.json"] = json.dumps(manifest).encode()
    return zipped(files)


def made_anew(vote: Closed, **changed: Any) -> Closed:
    """The vote of somebody who changes the spec and computes everything again."""
    spec = read_spec(vote.spec)
    fields = {name: value for name, value in changed.items() if name != "contents"}
    contents = changed.get("contents", [content for _, content in vote.ballots])
    return closed(_replaced(spec, fields), contents)


def _replaced(spec: Spec, fields: dict[str, Any]) -> Spec:
    plain = json.loads(spec.to_text())
    return read_spec(json.dumps({**plain, **fields}, sort_keys=True))
