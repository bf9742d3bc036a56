"""Recount a vote that was held with Facilitator from what was published of it.

    python3 recount.py                     the bundle in whose folder this file lies
    python3 recount.py bundle.zip          a bundle as it was downloaded
    python3 recount.py bundle.zip --opening HASH --closing HASH
                                           ... as you photographed them in the room
    python3 recount.py bundle.zip --dice 4415
                                           ... and as they were rolled after the close
    python3 recount.py bundle.zip --receipt K7QM-2XPD-9ABC
                                           ... and look for your own ballot
    python3 recount.py bundle.zip --lang ar          in Arabic; fr: in French

It needs Python 3.9 or newer, nothing else, and no network. It prints line by line
what it checked and what it found, and ends with 0 when all is right, else with 1.

It shares no code with Facilitator. The hashes and the rules were written a second
time, from their definitions, the plain way rather than the fast way. In this order:
  1  the bundle        what is in it, safely read
  2  the hashes        what was sealed at the opening and at the close
  3  the ballots       whether each is one that the rule allows
  4  the rules         how each method counts
  5  the checks        one after the other, in the order in which they are printed
  6  the words         what is printed, in three languages
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import os
import re
import sys
import time
import unicodedata
import zipfile
import zlib
from fractions import Fraction
from typing import Any, Callable, Dict, List, Optional, Tuple

FORMAT = "facilitator-vote/1"
SCHEME = "f1"  # goes into every hash
MOST_BYTES = 50_000_000  # of a bundle, unpacked
MOST_FILES = 50
MOST_SECONDS = 600  # for the count
LEAST_DIGITS = 16  # of a hash typed from a photograph
BLANK = "blank"
BASE_32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SHA_256 = re.compile(r"[0-9a-f]{64}")

Content = Any  # a list of ids, a dict of numbers, or one word
Facts = Dict[str, Any]


# --- 1 The bundle ---------------------------------------------------------------


class BadBundle(Exception):  # noqa: N818 -- reads as a fact
    """The bundle cannot be read; `args` are the key of a sentence and its values."""


def read_bundle(path: str) -> Dict[str, bytes]:
    """Return the files of a bundle, a zip or the folder it was unpacked into."""
    if os.path.isdir(path):
        return _read_folder(path)
    try:
        with open(path, "rb") as opened:
            packed = opened.read(MOST_BYTES + 1)
    except OSError:
        raise BadBundle("no_bundle", path) from None
    if len(packed) > MOST_BYTES:
        raise BadBundle("too_large", MOST_BYTES // 1_000_000)
    return _read_zip(packed)


def _read_folder(path: str) -> Dict[str, bytes]:
    """Read the manifest and what it lists, and nothing else that may lie there."""
    files = {"manifest.json": _read_file(path, "manifest.json")}
    for name in _listed(files["manifest.json"]):
        if os.path.isfile(os.path.join(path, name)):
            files[name] = _read_file(path, name)
        if sum(map(len, files.values())) > MOST_BYTES:
            raise BadBundle("too_large", MOST_BYTES // 1_000_000)
    return files


def _read_file(folder: str, name: str) -> bytes:
    where = os.path.join(folder, name)
    if not os.path.isfile(where):
        raise BadBundle("no_file", name)
    with open(where, "rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _listed(manifest: bytes) -> List[str]:
    files = read_json("manifest.json", manifest).get("files")
    names = list(files) if isinstance(files, dict) else []
    for name in names:
        _check_name(name)
    return names


def _read_zip(packed: bytes) -> Dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            members = archive.infolist()
            _check_members(members)
            return {member.filename: archive.read(member) for member in members}
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,  # a packing that Python does not know
        OSError,
        RuntimeError,  # encrypted
        ValueError,
    ):
        raise BadBundle("not_a_zip") from None


def _check_members(members: List[zipfile.ZipInfo]) -> None:
    """Refuse a zip that would fill the memory or is not flat."""
    if len(members) > MOST_FILES:
        raise BadBundle("too_many", MOST_FILES)
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise BadBundle("too_large", MOST_BYTES // 1_000_000)
    seen = set()
    for member in members:
        _check_name(member.filename)
        if member.filename in seen:
            raise BadBundle("twice", member.filename)
        seen.add(member.filename)


def _check_name(name: str) -> None:
    """Refuse the name of anything but a file in the bundle's own folder."""
    if not re.fullmatch(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*", name):
        raise BadBundle("bad_name", name)


def read_json(name: str, content: bytes) -> Dict[str, Any]:
    """Return the object in a JSON file.

    A name that stands twice is refused: one reader would take the first, another
    the last. So are fractions with a point, of which none is ever written.
    """

    def once(pairs: List[Tuple[str, Any]]) -> Dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a name stands twice")
        return found

    def never(number: str) -> Any:
        raise ValueError("not a whole number: " + number)

    try:
        value = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=once,
            parse_float=never,
            parse_constant=never,
        )
    except (ValueError, RecursionError):
        raise BadBundle("not_json", name) from None
    if not isinstance(value, dict):
        raise BadBundle("not_json", name)
    return value


def read_ballots(content: bytes) -> List[Tuple[str, Content]]:
    """Return the receipts with what their ballots say, in the order of the file."""
    name = "ballots.csv"
    try:
        text = io.StringIO(content.decode("utf-8"), newline="")
        rows = list(csv.reader(text, delimiter=";", strict=True))
    except (ValueError, csv.Error):
        raise BadBundle("not_csv", name) from None
    if not rows or rows[0] != ["receipt", "content"]:
        raise BadBundle("not_csv", name)
    ballots = []
    for line, row in enumerate(rows[1:], 2):
        if len(row) != 2:
            raise BadBundle("bad_line", name, line)
        inside = read_json(f"{name}, {line}", b'{"content":' + row[1].encode() + b"}")
        if set(inside) != {"content"}:
            raise BadBundle("bad_line", name, line)
        ballots.append((row[0].replace("-", ""), inside["content"]))
    return ballots


# --- 2 The hashes ---------------------------------------------------------------


def canonical(value: Any) -> str:
    """Return the one JSON text of a value: sorted names, no blanks, Unicode NFC."""
    return json.dumps(
        _composed(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_composed(name): _composed(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_composed(one) for one in value]
    return value


def digest(label: str, *parts: str) -> str:
    """Return the SHA-256 of texts, each after its length in 8 bytes, big end first."""
    hashed = hashlib.sha256()
    for part in (SCHEME, label, *parts):
        encoded = part.encode("utf-8")
        hashed.update(len(encoded).to_bytes(8, "big") + encoded)
    return hashed.hexdigest()


def opening_hash(spec: Dict[str, Any]) -> str:
    """Return the seal of all that the opening fixed."""
    return digest("opening", canonical(spec))


def closing_hash(
    opening: str, figures: Dict[str, Any], ballots: List[Tuple[str, Content]]
) -> str:
    """Return the seal of the figures at the close and of the ballots, by receipt."""
    lines = [canonical([receipt, content]) for receipt, content in sorted_(ballots)]
    return digest("closing", opening, canonical(figures), str(len(lines)), *lines)


def sorted_(ballots: List[Tuple[str, Content]]) -> List[Tuple[str, Content]]:
    """Return the ballots by receipt."""
    return sorted(ballots, key=lambda ballot: ballot[0])


def tie_order(options: List[str], closing: str, dice: str) -> List[str]:
    """Return the options in the order that breaks the last ties.

    Nobody could know it before the ballots were sealed.
    """
    return sorted(options, key=lambda option: digest("tie", closing, dice, option))


# --- 3 The ballots --------------------------------------------------------------


class Vote:
    """A vote as it is recounted: what the opening fixed, and the ballots."""

    def __init__(
        self,
        spec: Dict[str, Any],
        contents: List[Content],
        tokens: int,
        order: List[str],
    ) -> None:
        self.method: str = spec["method"]
        self.most: int = spec["most"]  # marks or points on a ballot
        self.terms: Dict[str, Any] = spec["terms"]
        self.options: List[str] = [option["id"] for option in spec["options"]]
        self.axis = {option["id"]: option["axis"] for option in spec["options"]}
        self.cost = {option["id"]: option["cost"] for option in spec["options"]}
        self.ballots = [content for content in contents if content != BLANK]
        self.blank = len(contents) - len(self.ballots)
        self.tokens = tokens
        self.place = {option: place for place, option in enumerate(order)}
        self.ends = time.monotonic() + MOST_SECONDS

    def of_axis(self, axis: int, scores: Dict[str, int]) -> Dict[str, int]:
        """Return the scores of the options of one axis."""
        return {o: scores[o] for o in self.options if self.axis[o] == axis}

    def check_time(self) -> None:
        """Stop a count that a prepared bundle would never let end."""
        if time.monotonic() > self.ends:
            raise BadBundle("too_long", MOST_SECONDS)


def is_allowed(vote: Vote, content: Content) -> bool:
    """Return whether a ballot is one that the method and its limits allow."""
    if content == BLANK:
        return True
    if vote.method in ("stickers", "budget"):
        return _marks_allowed(vote, content)
    if vote.method == "consent":
        return content in ("yes", "reservations", "no")
    return _values_allowed(vote, content)


def _marks_allowed(vote: Vote, content: Content) -> bool:
    """Up to k different options, in all or of each axis."""
    if not isinstance(content, list) or not content:
        return False
    if not all(isinstance(mark, str) and mark in vote.axis for mark in content):
        return False
    if content != sorted(set(content)):
        return False
    if not vote.terms["per_axis"]:
        return len(content) <= vote.most
    axes = [vote.axis[mark] for mark in content]
    return all(axes.count(axis) <= vote.most for axis in axes)


def _values_allowed(vote: Vote, content: Content) -> bool:
    """Give one number to each of some options, all of them on the method's scale."""
    lowest, highest = {
        "points": (1, 5),
        "stars": (1, 5),
        "triage": (0, 2),
        "ranking": (1, len(vote.options)),
        "judgment": (0, 5),
        "matrix": (1, 5),
    }[vote.method]
    if not isinstance(content, dict) or not content:
        return False
    if not all(type(value) is int for value in content.values()):
        return False
    if not all(lowest <= value <= highest for value in content.values()):
        return False
    if vote.method == "matrix":
        both = {option: {f"{option}.{side}" for side in SIDES} for option in vote.axis}
        named = {option for option in both if both[option] & set(content)}
        return set(content) == {key for option in named for key in both[option]}
    if vote.method == "points" and sum(content.values()) > vote.most:
        return False
    places = set(content.values())
    if vote.method == "ranking" and places != set(range(1, len(places) + 1)):
        return False
    return set(content) <= set(vote.axis)


SIDES = ("impact", "feasibility")


# --- 4 The rules ----------------------------------------------------------------
#
# Every rule gives back what it found: a line for each option, the best first, and
# facts about the whole, of which "winners" are the options that won, in order.
# In a line, "votes" is what the option's bar shows, and "spread" how many ballots
# gave each answer, the lowest first.

Lines = Dict[str, Dict[str, Any]]


def recount(vote: Vote) -> Tuple[Lines, Facts]:
    """Count the ballots by the rule that the opening fixed."""
    rules: Dict[str, Callable[[Vote], Tuple[Lines, Facts]]] = {
        "stickers": count_scores,
        "points": count_scores,
        "stars": count_stars,
        "budget": count_budget,
        "consent": count_consent,
        "triage": count_triage,
        "ranking": count_ranking,
        "judgment": count_judgment,
        "matrix": count_matrix,
    }
    lines, facts = rules[vote.method](vote)
    for option, line in lines.items():
        line["won"] = option in facts.get("winners", [])
    return lines, facts


def values_of(content: Content) -> Dict[str, int]:
    """Return what a ballot gives each option; a sticker is one."""
    return content if isinstance(content, dict) else dict.fromkeys(content, 1)


def scores_of(vote: Vote) -> Dict[str, int]:
    """Add up stickers, points or stars."""
    scores = dict.fromkeys(vote.options, 0)
    for content in vote.ballots:
        for option, value in values_of(content).items():
            scores[option] += value
    return scores


def spread_of(vote: Vote, answers: int, unsaid: Optional[int]) -> Dict[str, List[int]]:
    """Count for each option the ballots by answer, 0 to `answers` - 1.

    A ballot that does not name an option says `unsaid` about it, None: nothing.
    """
    spread = {option: [0] * answers for option in vote.options}
    for content in vote.ballots:
        for option in vote.options:
            answer = content.get(option, unsaid)
            if answer is not None:
                spread[option][answer] += 1
    return spread


def by_score(
    vote: Vote, scores: Dict[str, int], spread: Optional[Dict[str, List[int]]] = None
) -> Lines:
    """Return the options by score; equal ones share a rank, the next is skipped.

    Among equals the lower number stands first, which decides nothing. What nobody
    chose has no rank.
    """
    values = list(scores.values())
    return {
        option: {
            "votes": scores[option],
            "rank": 1 + sum(one > scores[option] for one in values)
            if scores[option]
            else None,
            "tied": bool(scores[option]) and values.count(scores[option]) > 1,
            "spread": spread[option] if spread else [],
        }
        for option in sorted(vote.options, key=lambda o: -scores[o])
    }


def by_place(
    places: List[List[str]], scores: Dict[str, int], spread: Dict[str, List[int]]
) -> Lines:
    """Return the options by place; those in one group share it."""
    lines: Lines = {}
    for group in places:
        rank = len(lines) + 1
        for option in group:
            lines[option] = {
                "votes": scores[option],
                "rank": rank,
                "tied": len(group) > 1,
                "spread": spread[option],
            }
    return lines


def drawn(vote: Vote, groups: List[List[str]], winners: List[str]) -> List[List[str]]:
    """Return the groups of equals of which only some won: there the lot decided."""
    found: List[List[str]] = []
    for group in groups:
        ordered = sorted(group, key=lambda option: vote.place[option])
        won = sum(option in winners for option in group)
        if 0 < won < len(group) and ordered not in found:
            found.append(ordered)
    return sorted(found, key=lambda group: [vote.place[option] for option in group])


# Stickers and points: the most first, or by equal shares


def count_scores(vote: Vote) -> Tuple[Lines, Facts]:
    """Count stickers, points or stars: an order, the first N, or a fair N."""
    scores = scores_of(vote)
    spread = None if vote.method == "stickers" else spread_of(vote, 6, 0)
    lines = by_score(vote, scores, spread)
    outcome, seats = vote.terms["outcome"], vote.terms["seats"]
    if outcome == "order" or not seats:
        return lines, {"outcome": "order"}
    if outcome == "fair":
        bought = fair_shortlist(vote, scores)
        plain, _ = top(vote, scores, seats, is_hard=True, costs=None)
        margin = edge(vote, scores, bought["winners"])
        return lines, {**bought, "outcome": outcome, "plain": plain, "margin": margin}
    winners, ties = shortlist(vote, scores)
    margin = None if vote.terms["per_axis"] else edge(vote, scores, winners)
    if margin and vote.method == "stickers" and not vote.terms["one_per_axis"]:
        margin["ballots"] = ballots_to_change(vote, scores, winners)
    return lines, {
        "outcome": outcome,
        "winners": winners,
        "drawn": drawn(vote, ties, winners),
        "margin": margin,
    }


def shortlist(vote: Vote, scores: Dict[str, int]) -> Tuple[List[str], List[List[str]]]:
    """Return the first N, of all or of each axis, or one of each axis first.

    Also return the ties for a seat.
    """
    seats, axes = vote.terms["seats"], sorted(set(vote.axis.values()))
    if vote.terms["per_axis"]:
        found = [top(vote, vote.of_axis(axis, scores), seats) for axis in axes]
        return (
            [winner for winners, _ in found for winner in winners],
            [tie for _, ties in found for tie in ties],
        )
    if not vote.terms["one_per_axis"]:
        return top(vote, scores, seats)
    first, ties = firsts(vote, scores)
    winners, more = top(vote, {option: scores[option] for option in first}, seats)
    others = {o: score for o, score in scores.items() if o not in first}
    rest, most = top(vote, others, seats - len(winners))
    winners = sorted(winners + rest, key=lambda o: (-scores[o], vote.place[o]))
    return winners, ties + more + most


def top(
    vote: Vote,
    scores: Dict[str, int],
    seats: int,
    is_hard: Optional[bool] = None,
    costs: Any = "own",
) -> Tuple[List[str], List[List[str]]]:
    """Return the options with the highest scores; without votes nobody wins.

    All who are tied for the last seat win. If the seats are hard, the cheaper of
    them do, then those that come first in the tie order. Also return who was tied.
    """
    hard = vote.terms["hard"] if is_hard is None else is_hard
    known = None not in vote.cost.values() and costs == "own"

    def rank(option: str) -> Tuple[int, int]:
        return -scores[option], vote.cost[option] if hard and known else 0

    ordered = sorted(
        (option for option in scores if scores[option]),
        key=lambda option: (rank(option), vote.place[option]),
    )
    if seats <= 0:
        return [], []
    if len(ordered) <= seats:
        return ordered, []
    last = rank(ordered[seats - 1])
    if hard:
        return ordered[:seats], [[one for one in ordered if rank(one) == last]]
    return [option for option in ordered if rank(option) <= last], []


def firsts(vote: Vote, scores: Dict[str, int]) -> Tuple[List[str], List[List[str]]]:
    """Return the first of each axis among what 2 ballots, and 5 % of them, name.

    Also return with whom each was tied.
    """
    found, ties = [], []
    for axis in sorted(set(vote.axis.values())):
        here = vote.of_axis(axis, scores)
        enough = []
        for option in here:
            named = sum(option in ballot for ballot in vote.ballots)
            if named >= 2 and named * 100 >= 5 * len(vote.ballots):
                enough.append(option)
        if enough:
            most = max(here[option] for option in enough)
            tied = [option for option in enough if here[option] == most]
            found.append(min(tied, key=lambda option: vote.place[option]))
            ties.append(tied)
    return found, ties


def edge(
    vote: Vote, scores: Dict[str, int], winners: List[str]
) -> Optional[Dict[str, Any]]:
    """Return the winner with the fewest votes beside the loser with the most."""
    losers = [option for option in vote.options if option not in winners]
    if not winners or not losers:
        return None
    last = min(winners, key=lambda option: scores[option])
    following = max(losers, key=lambda option: scores[option])
    votes = scores[last] - scores[following]
    return {"last": last, "next": following, "votes": votes, "ballots": None}


def ballots_to_change(vote: Vote, scores: Dict[str, int], winners: List[str]) -> int:
    """Return how many ballots, filled in otherwise, could change who is in.

    One ballot brings a loser nearer to a winner by two votes at most.
    """
    if len(winners) != vote.terms["seats"]:
        return 1  # a tie, or free seats
    needed = []
    for winner in winners:
        for loser in set(vote.options) - set(winners):
            both, _ = top(vote, {winner: 1, loser: 1}, 1)
            behind = scores[winner] - scores[loser] + (both == [winner])
            needed.append(-(-behind // 2))
    return min(needed)


# The Method of Equal Shares


def fair_shortlist(vote: Vote, scores: Dict[str, int]) -> Facts:
    """Buy options that all cost 1 with as much money as there are seats."""
    seats, reserved = vote.terms["seats"], []
    if vote.terms["one_per_axis"]:
        first, _ = firsts(vote, scores)
        reserved = sorted(first, key=lambda option: -scores[option])[:seats]
    shares = Shares(vote, dict.fromkeys(vote.options, 1), seats, reserved=reserved)
    return shares.bought(Fraction(max(seats, 1), 100 * max(len(vote.ballots), 1)))


def count_budget(vote: Vote) -> Tuple[Lines, Facts]:
    """Spend money by equal shares, or on the most votes first."""
    scores, budget = scores_of(vote), vote.terms["budget"]
    voters, outcome = len(vote.ballots), vote.terms["outcome"]
    lines = by_score(vote, scores)
    plain = filled(vote, vote.cost, vote.options, budget)
    if outcome == "greedy":
        alike: Dict[Tuple[int, int], List[str]] = {}
        for option in vote.options:
            alike.setdefault((scores[option], vote.cost[option]), []).append(option)
        spent = sum(vote.cost[option] for option in plain)
        return lines, {
            "outcome": outcome,
            "winners": plain,
            "drawn": drawn(vote, list(alike.values()), plain),
            "spent": spent,
            "left": budget - spent,
            "represented": represented(vote, plain),
        }
    shares = Shares(vote, vote.cost, budget, threshold=max(2, -(-3 * voters // 100)))
    facts = shares.bought(Fraction(max(1, budget // (100 * max(voters, 1)))))
    margin = edge(vote, scores, facts["winners"])
    return lines, {**facts, "outcome": outcome, "plain": plain, "margin": margin}


def represented(vote: Vote, winners: List[str]) -> int:
    """Return how many ballots name at least one winner."""
    return sum(any(one in content for one in winners) for content in vote.ballots)


def filled(
    vote: Vote, costs: Dict[str, int], options: List[str], money: int
) -> List[str]:
    """Take the options with the most votes first; skip what does not fit.

    Equal ones: the cheaper, then the tie order. Without votes nothing is taken.
    """
    scores, taken = scores_of(vote), []
    for option in sorted(
        (option for option in options if scores[option]),
        key=lambda option: (-scores[option], costs[option], vote.place[option]),
    ):
        if costs[option] <= money:
            money -= costs[option]
            taken.append(option)
    return taken


Purchase = Tuple[str, str, Optional[Fraction], int]  # option, how, price, payers
Group = Tuple[Tuple[str, int], ...]  # what equal ballots say


class Shares:
    """The Method of Equal Shares (Peters, Pierczynski, Skowron 2021), exactly.

    The money is divided equally among all who voted. The option that costs its
    supporters least for each unit of what it is worth to them is bought, again and
    again: each pays the same for a unit, or all that he has left. A sticker makes an
    option worth its cost, points make it worth the points.
    """

    def __init__(
        self,
        vote: Vote,
        costs: Dict[str, int],
        budget: int,
        threshold: int = 1,
        reserved: Optional[List[str]] = None,
    ) -> None:
        self.vote, self.costs, self.budget = vote, costs, budget
        self.reserved = reserved or []
        self.money = budget - sum(costs[option] for option in self.reserved)
        self.scores = scores_of(vote)
        self.named = dict.fromkeys(vote.options, 0)
        self.groups: Dict[Group, int] = {}  # how many ballots say the same
        for content in vote.ballots:
            group = tuple(sorted(values_of(content).items()))
            self.groups[group] = self.groups.get(group, 0) + 1
            for option in values_of(content):
                self.named[option] += 1
        self.kept = [  # what may be bought, the most votes first
            option
            for option in sorted(
                vote.options,
                key=lambda o: (-self.scores[o], costs[o], vote.place[o]),
            )
            if self.named[option] >= threshold
            and costs[option] <= self.money
            and option not in self.reserved
        ]

    def bought(self, step: Fraction) -> Facts:
        """Buy all, or by shares that grow by `step` while that can be paid."""
        voters = len(self.vote.ballots)
        share = Fraction(self.money, voters) if voters else Fraction(0)
        purchases: List[Purchase]
        if sum(self.costs[option] for option in self.kept) <= self.money:
            purchases = [(option, "all", None, 0) for option in self.kept]
            purses = dict.fromkeys(self.groups, share)
        else:
            share = self.harmless(share, step)
            purchases, purses = self.run(share)
            while True:
                self.vote.check_time()
                more, left = self.run(share + step)
                if self.cost_of(more) > self.money:
                    break
                purchases, purses, share = more, left, share + step
            purchases += self.filling(purchases)
        first: List[Purchase] = [(one, "reserved", None, 0) for one in self.reserved]
        return self.facts(first + purchases, share, purses)

    def filling(self, purchases: List[Purchase]) -> List[Purchase]:
        """Return what the rest of the money buys, the most votes first."""
        have = {purchase[0] for purchase in purchases}
        others = [option for option in self.kept if option not in have]
        rest = self.money - self.cost_of(purchases)
        options = filled(self.vote, self.costs, others, rest)
        return [(option, "filled", None, 0) for option in options]

    def cost_of(self, purchases: List[Purchase]) -> int:
        """Return what the purchases cost together."""
        return sum(self.costs[purchase[0]] for purchase in purchases)

    def facts(
        self, purchases: List[Purchase], share: Fraction, purses: Dict[Group, Fraction]
    ) -> Facts:
        """Return what the result tells of it."""
        winners = [option for option, _, _, _ in purchases]
        return {
            "winners": winners,
            "purchases": [
                {
                    "option": option,
                    "cost": self.costs[option],
                    "how": how,
                    "price": None if price is None else written(price),
                    "payers": payers,
                }
                for option, how, price, payers in purchases
            ],
            "spent": self.cost_of(purchases),
            "left": self.budget - self.cost_of(purchases),
            "share": written(share),
            "reached": {
                option: self.reached(option, purses)
                for option in self.vote.options
                if option not in winners
            },
            "represented": represented(self.vote, winners),
        }

    def reached(self, option: str, purses: Dict[Group, Fraction]) -> int:
        """Return what part of an option's cost its supporters had left, per cent."""
        held = sum(purses[group] * size for group, _, size in self.supporters(option))
        cost = self.costs[option]
        return min(100, int(100 * held / cost)) if cost else 100

    def harmless(self, share: Fraction, step: Fraction) -> Fraction:
        """Return the last share that needs no try, because nothing can go wrong.

        An option is bought only if the full shares of its supporters can pay it. As
        long as all options of which this is true can be paid together, so can be
        what a run buys.
        """
        together = 0
        for option in sorted(
            self.kept, key=lambda o: Fraction(self.costs[o], self.named[o])
        ):
            together += self.costs[option]
            if together > self.money:
                wanted = Fraction(self.costs[option], self.named[option])
                steps = -(-(wanted - share) // step) - 1  # the last below `wanted`
                return share + max(steps, 0) * step
        return share

    def run(self, share: Fraction) -> Tuple[List[Purchase], Dict[Group, Fraction]]:
        """Return what is bought when everybody has `share`, and what is left.

        Free options come first. Supporters only ever have less money, so that no
        price falls: the one that was found last is a lower bound.
        """
        purses = dict.fromkeys(self.groups, share)
        purchases: List[Purchase] = [
            (option, "shares", Fraction(0), self.named[option])
            for option in self.kept
            if not self.costs[option]
        ]
        bounds = {o: Fraction(0) for o in self.kept if self.costs[o]}
        while True:
            best = self.cheapest(bounds, purses)
            if best is None:
                return purchases, purses
            del bounds[best]
            price = self.price(best, purses) or Fraction(0)
            purchases.append((best, "shares", price, self.pay(best, price, purses)))

    def cheapest(
        self, bounds: Dict[str, Fraction], purses: Dict[Group, Fraction]
    ) -> Optional[str]:
        """Return the option with the lowest price of a unit; None: none can be paid.

        Ties: the lower cost, then more votes, then the tie order.
        """
        best: Optional[Tuple[Fraction, int, int, int, str]] = None
        for option in sorted(bounds, key=lambda option: bounds[option]):
            if best is not None and bounds[option] > best[0]:
                break
            price = self.price(option, purses)
            if price is None:
                del bounds[option]
                continue
            bounds[option] = price
            place = self.vote.place[option]
            offer = price, self.costs[option], -self.scores[option], place, option
            best = offer if best is None else min(best, offer)
        return None if best is None else best[4]

    def supporters(self, option: str) -> List[Tuple[Group, int, int]]:
        """Return the groups that name an option, its worth to each, and their sizes."""
        is_points = self.vote.method == "points"
        return [
            (group, value if is_points else max(1, self.costs[option]), size)
            for group, size in self.groups.items()
            for named, value in group
            if named == option
        ]

    def price(self, option: str, purses: Dict[Group, Fraction]) -> Optional[Fraction]:
        """Return the price of a unit of an option; None: its supporters lack money.

        Those who cannot pay the price for all that the option is worth to them give
        what they have; the others share the rest.
        """
        rest = Fraction(self.costs[option])
        able = sorted(
            (purses[group] / worth, worth, size)
            for group, worth, size in self.supporters(option)
        )
        units = sum(worth * size for _, worth, size in able)
        for most, worth, size in able:
            if rest <= most * units:
                return rest / units
            rest -= most * worth * size
            units -= worth * size
        return None

    def pay(self, option: str, price: Fraction, purses: Dict[Group, Fraction]) -> int:
        """Take the money for an option; return how many people paid."""
        payers = 0
        for group, worth, size in self.supporters(option):
            if purses[group]:
                payers += size
                purses[group] = max(Fraction(0), purses[group] - price * worth)
        return payers


def written(value: Fraction) -> str:
    """Return a fraction as the result writes it."""
    return f"{value.numerator}/{value.denominator}"


# Consent: one proposal, adopted or not


def count_consent(vote: Vote) -> Tuple[Lines, Facts]:
    """Count the answers and see whether both inequalities hold.

    Who abstains counts for the quorum only. Without one yes nothing is adopted.
    """
    spread = [vote.ballots.count(answer) for answer in ("no", "reservations", "yes")]
    [option] = vote.options
    agreed, answers = spread[1] + spread[2], sum(spread)
    said = answers + vote.blank
    majority = agreed > 0 and agreed * 100 >= vote.terms["majority"] * answers
    quorum = said > 0 and said * 100 >= vote.terms["quorum"] * vote.tokens
    adopted = majority and quorum
    return by_score(vote, {option: agreed}, {option: spread}), {
        "outcome": "one",
        "winners": [option] if adopted else [],
        "yes": spread[2],
        "reservations": spread[1],
        "no": spread[0],
        "support": agreed * 100 // answers if answers else 0,
        "majority_met": majority,
        "quorum_met": quorum,
        "adopted": adopted,
    }


# Stars: the two with the most stars, then the one whom more people prefer


def count_stars(vote: Vote) -> Tuple[Lines, Facts]:
    """Count stars: one winner by STAR, or the first N by their stars."""
    if vote.terms["outcome"] == "top":
        return count_scores(vote)
    scores, spread = scores_of(vote), spread_of(vote, 6, 0)
    lines = by_score(vote, scores, spread)
    facts: Facts = {
        "outcome": "one",
        "winners": [],
        "drawn": [],
        "finalists": [],
        "preferences": {},
        "how": None,
    }
    if not any(scores.values()):
        return lines, facts
    fives = {option: spread[option][5] for option in vote.options}
    pair, ties = finalists(vote, scores, fives)
    over, under = preferred(vote, *pair), preferred(vote, *reversed(pair))
    duel = {pair[0]: over, pair[1]: under}
    how, winner = "order", min(pair, key=lambda option: vote.place[option])
    for name, measure in (("runoff", duel), ("total", scores), ("fives", fives)):
        if measure[pair[0]] != measure[pair[1]]:
            how, winner = name, max(pair, key=lambda option: measure[option])
            break
    if how == "order":
        ties = [*ties, sorted(pair, key=lambda option: vote.place[option])]
    preferences = {**duel, "equal": len(vote.ballots) - over - under}
    facts.update(finalists=pair, preferences=preferences, how=how)
    facts.update(winners=[winner], drawn=ties)
    return lines, facts


def preferred(vote: Vote, one: str, other: str) -> int:
    """Return on how many ballots `one` has more stars than `other`."""
    return sum(content.get(one, 0) > content.get(other, 0) for content in vote.ballots)


def finalists(
    vote: Vote, scores: Dict[str, int], fives: Dict[str, int]
) -> Tuple[List[str], List[List[str]]]:
    """Return the two with the most stars, and the tie that the lot broke.

    Among those tied for a place: who is preferred more often in their duels, then
    who has five stars more often, then the tie order.
    """
    left = sorted(vote.options, key=lambda option: vote.place[option])
    chosen: List[str] = []
    if len(left) == 2:
        return left, []

    def duels(option: str) -> int:
        return sum(preferred(vote, option, other) for other in left if other != option)

    for measure in (scores.__getitem__, duels, fives.__getitem__):
        found = {option: measure(option) for option in left}
        last = sorted(found.values(), reverse=True)[1 - len(chosen)]
        chosen += sorted(
            (option for option in left if found[option] > last),
            key=lambda option: -found[option],
        )
        left = [option for option in left if found[option] == last]
        if len(chosen) + len(left) == 2:
            return chosen + left, []
    return (chosen + left)[:2], [left]


# Keep, change or drop; impact and feasibility


def count_triage(vote: Vote) -> Tuple[Lines, Facts]:
    """Count drop, change and keep: more than half of the answers decide."""
    spread = spread_of(vote, 3, None)
    verdicts = dict.fromkeys(vote.options, "none")
    for option in vote.options:
        for answer, name in enumerate(("drop", "change", "keep")):
            if 2 * spread[option][answer] > sum(spread[option]):
                verdicts[option] = name
    keep = {option: spread[option][2] for option in vote.options}
    lines = by_score(vote, keep, spread)
    return lines, {"outcome": "order", "verdicts": verdicts}


QUADRANTS = {  # whether the impact, whether the feasibility is high
    (True, True): "now",
    (True, False): "plan",
    (False, True): "easy",
    (False, False): "leave",
}


def count_matrix(vote: Vote) -> Tuple[Lines, Facts]:
    """Take the means of impact and feasibility, in hundredths, rounded down.

    From the middle of the scale on, 3, a mean is high.
    """
    means, answers, quadrants = {}, {}, {}
    for option in vote.options:
        named = [one for one in vote.ballots if f"{option}.impact" in one]
        impact, feasibility = (
            sum(one[f"{option}.{side}"] for one in named) for side in SIDES
        )
        number = answers[option] = len(named)
        means[option] = [
            100 * total // max(number, 1) for total in (impact, feasibility)
        ]
        if number:
            high = impact >= 3 * number, feasibility >= 3 * number
            quadrants[option] = QUADRANTS[high]
    lines = by_score(vote, {option: sum(means[option]) for option in vote.options})
    facts = {"means": means, "answers": answers, "quadrants": quadrants}
    return lines, {"outcome": "order", **facts}


# Ranking: Schulze


def count_ranking(vote: Vote) -> Tuple[Lines, Facts]:
    """Compare each with each, and follow the strongest chains of victories."""
    options, last = vote.options, len(vote.options) + 1
    pairs = {
        one: {
            other: sum(
                content.get(one, last) < content.get(other, last)
                for content in vote.ballots
            )
            for other in options
            if other != one
        }
        for one in options
    }
    beaten = {
        one: sum(pairs[one][other] > pairs[other][one] for other in pairs[one])
        for one in options
    }
    places = schulze_places(vote, pairs)
    spread = {
        option: [
            sum(content.get(option) == place for content in vote.ballots)
            for place in range(1, last)
        ]
        for option in options
    }
    winners = places[0][:1] if vote.ballots else []
    condorcet = [one for one in options if beaten[one] == len(options) - 1]
    return by_place(places, beaten, spread), {
        "outcome": "one",
        "winners": winners,
        "drawn": drawn(vote, places[:1], winners),
        "pairs": pairs,
        "places": places,
        "condorcet": condorcet[0] if condorcet else None,
    }


def schulze_places(vote: Vote, pairs: Dict[str, Dict[str, int]]) -> List[List[str]]:
    """Return group by group those who are beaten by nobody who is left.

    A chain of victories is as strong as its weakest link, and a victory as the
    number of ballots for it (Schulze 2011, winning votes).
    """
    chain = {
        one: {o: n if n > pairs[o][one] else 0 for o, n in pairs[one].items()}
        for one in pairs
    }
    for middle in chain:
        vote.check_time()
        for one, links in chain.items():
            for other in set(links) - {middle}:
                if one != middle:
                    through = min(links[middle], chain[middle][other])
                    links[other] = max(links[other], through)
    places, left = [], sorted(pairs, key=lambda option: vote.place[option])
    while left:
        best = [
            one
            for one in left
            if all(chain[one][o] >= chain[o][one] for o in left if o != one)
        ]
        places.append(best)
        left = [option for option in left if option not in best]
    return places


# Majority judgment: the highest median


def count_judgment(vote: Vote) -> Tuple[Lines, Facts]:
    """Compare the medians; where they are equal, without one such grade each.

    What a ballot does not judge has the lowest grade.
    """
    spread = spread_of(vote, 6, 0)
    values = {option: medians(spread[option]) for option in vote.options}
    places: List[List[str]] = []
    for option in sorted(vote.options, key=lambda option: vote.place[option]):
        if not any(values[group[0]] == values[option] for group in places):
            same = [one for one in vote.options if values[one] == values[option]]
            places.append(sorted(same, key=lambda one: vote.place[one]))
    places.sort(key=lambda group: values[group[0]], reverse=True)
    grades = {option: (values[option] or [0])[0] for option in vote.options}
    winners = places[0][:1] if vote.ballots else []
    return by_place(places, grades, spread), {
        "outcome": "one",
        "winners": winners,
        "drawn": drawn(vote, places[:1], winners),
        "medians": grades,
    }


def medians(counts: List[int]) -> List[int]:
    """Return the median, then that of the rest without it, and so on to the last.

    The median of an even number of grades is the lower of the middle two.
    """
    grades = [grade for grade, number in enumerate(counts) for _ in range(number)]
    found = []
    while grades:
        found.append(grades.pop((len(grades) - 1) // 2))
    return found


# --- 5 The checks ---------------------------------------------------------------

OK, WRONG, NOTE = "ok", "wrong", "note"
Line = Tuple[str, str, Tuple[Any, ...]]  # state, key of the sentence, values

FEW, SOME, SHORT = 20, 50, 10  # ballots, ballots, options: see `is_listed`
FIGURES = ("present", "tokens", "ballots", "blank", "channels", "slips")


class Report:
    """The lines of what was checked."""

    def __init__(self) -> None:
        self.lines: List[Line] = []

    def check(self, is_right: bool, key: str, *values: Any) -> bool:
        """Note whether something is right; what is wrong has a sentence of its own."""
        state = OK if is_right else WRONG
        self.lines.append((state, key if is_right else f"not_{key}", values))
        return is_right

    def wrong(self, key: str, *values: Any) -> None:
        """Note what is wrong."""
        self.lines.append((WRONG, key, values))

    def note(self, key: str, *values: Any) -> None:
        """Note what is neither right nor wrong."""
        self.lines.append((NOTE, key, values))

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong."""
        return all(state != WRONG for state, _, _ in self.lines)


class Seen:
    """What somebody saw in the room and typed in; what is empty is not compared."""

    def __init__(
        self, opening: str = "", closing: str = "", dice: str = "", receipt: str = ""
    ) -> None:
        self.opening, self.closing = opening, closing
        self.dice, self.receipt = dice, receipt


def verify(path: str, seen: Seen) -> Report:
    """Check a bundle against itself, and against what was seen in the room."""
    try:
        files = read_bundle(path)
    except BadBundle as bad:
        report = Report()
        report.wrong(*bad.args)
        return report
    return verify_files(files, seen)


def verify_files(files: Dict[str, bytes], seen: Seen) -> Report:
    """Check the files of a bundle."""
    report = Report()
    try:
        _verify(report, files, seen)
    except BadBundle as bad:
        report.wrong(*bad.args)
    except RecursionError:
        report.wrong("malformed", "RecursionError")
    except (
        AttributeError,
        KeyError,
        IndexError,
        OverflowError,
        TypeError,
        ValueError,
        ZeroDivisionError,
    ) as error:
        report.wrong("malformed", f"{type(error).__name__}: {error}")
    return report


def _verify(report: Report, files: Dict[str, bytes], seen: Seen) -> None:
    for name in ("manifest.json", "result.json"):
        if name not in files:
            raise BadBundle("no_file", name)
    manifest = read_json("manifest.json", files["manifest.json"])
    result = read_json("result.json", files["result.json"])
    if manifest.get("format") != FORMAT:
        raise BadBundle("other_format", manifest.get("format"), FORMAT)
    check_files(report, manifest, files)
    check_opening(report, manifest, seen.opening)
    check_figures(report, manifest["figures"], result)
    check_dice(report, manifest, seen.dice)
    if not check_listed(report, manifest, files):
        compare_typed(report, "closing", manifest["closing_hash"], seen.closing)
        report.note("no_recount")
        if seen.receipt:
            report.note("no_receipts")
        return
    ballots = read_ballots(files["ballots.csv"])
    check_closing(report, manifest, ballots, seen.closing)
    check_result(report, check_ballots(report, manifest, ballots), result)
    if seen.receipt:
        check_receipt(report, ballots, seen.receipt)


def check_files(
    report: Report, manifest: Dict[str, Any], files: Dict[str, bytes]
) -> None:
    """See whether every file is there and as the manifest says."""
    listed = manifest["files"]
    for name in sorted(listed):
        if name not in files:
            report.wrong("no_file", name)
        elif hashlib.sha256(files[name]).hexdigest() != listed[name]:
            report.wrong("other_file", name)
    for name in sorted(set(files) - set(listed) - {"manifest.json"}):
        report.wrong("unlisted", name)
    if report.is_right:
        report.check(True, "files", len(listed))
    if files.get("recount.py") not in (None, _own_source()):
        report.note("other_recount")


def _own_source() -> Optional[bytes]:
    try:
        with open(__file__, "rb") as opened:
            return opened.read()
    except OSError:
        return None


def check_opening(report: Report, manifest: Dict[str, Any], typed: str) -> None:
    """See whether what the opening fixed is what was sealed."""
    spec = manifest["spec"]
    seal = opening_hash(spec)
    report.check(seal == manifest["opening_hash"], "opening", in_groups(seal))
    compare_typed(report, "opening", seal, typed)
    if manifest["previous_hash"] != spec["previous"]:
        report.wrong("previous")
    ids = [option["id"] for option in spec["options"]]
    if len(set(ids)) != len(ids):
        report.wrong("options_twice")


def compare_typed(report: Report, which: str, seal: str, typed: str) -> None:
    """Compare a hash with what somebody photographed in the room."""
    digits = re.sub(r"[\s:-]", "", typed).lower()
    if not digits:
        report.note(f"no_{which}_typed")
    elif len(digits) < LEAST_DIGITS or not re.fullmatch("[0-9a-f]*", digits):
        report.wrong("bad_hash", LEAST_DIGITS)
    else:
        report.check(seal.startswith(digits), f"{which}_typed")


def in_groups(seal: str) -> str:
    """Return a hash as screens show it, for eyes to compare."""
    return " ".join(seal[place : place + 4] for place in range(0, len(seal), 4))


def check_figures(
    report: Report, figures: Dict[str, Any], result: Dict[str, Any]
) -> None:
    """See whether the figures agree with each other."""
    if set(figures) != set(FIGURES):
        raise BadBundle("malformed", "figures")
    for name in FIGURES:
        if canonical(figures[name]) != canonical(result[name]):
            report.wrong("figure", name, figures[name], result[name])
    ballots, tokens = figures["ballots"], figures["tokens"]
    report.check(ballots <= tokens, "tokens", ballots, tokens)
    if figures["channels"]:
        total = sum(figures["channels"].values())
        report.check(total == ballots, "channels", ballots, total)


def check_dice(report: Report, manifest: Dict[str, Any], typed: str) -> None:
    """See whether the dice are those of the room; no seal can hold them."""
    dice = manifest["dice"]
    if dice and not re.fullmatch("[0-9]{1,20}", dice):
        report.wrong("bad_dice")
    if dice and not manifest["spec"]["terms"]["dice"]:
        report.wrong("dice_unsaid")
    if typed:
        report.check(typed == dice, "dice_typed", dice or "-")
    elif manifest["spec"]["terms"]["dice"]:
        report.note("dice" if dice else "no_dice", dice)


def is_listed(spec: Dict[str, Any], ballots: int) -> bool:
    """Return whether single ballots are published: not where they tell who voted.

    Under 20 never. Under 50 only short ones: of at most 10 options, and neither
    points nor grades nor places.
    """
    is_short = len(spec["options"]) <= SHORT and spec["method"] in (
        "stickers",
        "budget",
        "consent",
    )
    return ballots >= (FEW if is_short else SOME)


def check_listed(
    report: Report, manifest: Dict[str, Any], files: Dict[str, bytes]
) -> bool:
    """See whether the ballots are there, and whether they should be."""
    number = manifest["figures"]["ballots"]
    is_due = is_listed(manifest["spec"], number)
    is_there = "ballots.csv" in files
    if is_due and not is_there:
        report.wrong("list_missing", number)
    if is_there and not is_due:
        report.note("list_undue", number)
    return is_there


def check_ballots(
    report: Report, manifest: Dict[str, Any], ballots: List[Tuple[str, Content]]
) -> Vote:
    """See whether each ballot is allowed, and their numbers those that were told."""
    spec, figures = manifest["spec"], manifest["figures"]
    receipts = [receipt for receipt, _ in ballots]
    ids = [option["id"] for option in spec["options"]]
    order = tie_order(ids, manifest["closing_hash"], manifest["dice"])
    vote = Vote(spec, [content for _, content in ballots], figures["tokens"], order)
    for line, (receipt, content) in enumerate(ballots, 2):
        if len(receipt) != 12 or set(receipt) - set(BASE_32):
            report.wrong("receipt_shape", line)
        if not is_allowed(vote, content):
            report.wrong("not_allowed", line, canonical(content))
    report.check(len(set(receipts)) == len(receipts), "receipts", len(receipts))
    if receipts != sorted(receipts):
        report.wrong("unsorted")
    right = len(ballots) == figures["ballots"] and vote.blank == figures["blank"]
    report.check(right, "number", len(ballots), vote.blank)
    if not report_allowed(report):
        raise BadBundle("stopped")
    return vote


def report_allowed(report: Report) -> bool:
    """Return whether every ballot can be counted."""
    return all(key != "not_allowed" for _, key, _ in report.lines)


def check_closing(
    report: Report,
    manifest: Dict[str, Any],
    ballots: List[Tuple[str, Content]],
    typed: str,
) -> None:
    """See whether figures and ballots are those that were sealed at the close."""
    opening = opening_hash(manifest["spec"])
    seal = closing_hash(opening, manifest["figures"], ballots)
    report.check(seal == manifest["closing_hash"], "closing", in_groups(seal))
    compare_typed(report, "closing", seal, typed)


def check_result(report: Report, vote: Vote, result: Dict[str, Any]) -> None:
    """Count again, and compare each figure with the published result."""
    lines, facts = recount(vote)
    report.note("method", vote.method, facts["outcome"])
    compare_lines(report, lines, result["tallies"])
    compare_facts(report, facts, result["facts"])
    if report.is_right:
        winners = list(facts.get("winners", []))
        report.check(True, "result", len(vote.ballots) + vote.blank, winners)
    unchecked = sorted(set(result["facts"]) - set(facts))
    if unchecked:
        report.note("untold", unchecked)


def compare_lines(report: Report, lines: Lines, tallies: List[Dict[str, Any]]) -> None:
    """Compare what each option got, and the order in which they stand."""
    told = {line["option"]: line for line in tallies}
    if sorted(told) != sorted(lines) or len(told) != len(tallies):
        raise BadBundle("other_options")
    if list(told) != list(lines):
        report.wrong("fact", "order", list(told), list(lines))
    for option, line in lines.items():
        for name, mine in sorted(line.items()):
            if canonical(mine) != canonical(told[option][name]):
                report.wrong("tally", option, name, told[option][name], mine)


def compare_facts(report: Report, facts: Facts, told: Facts) -> None:
    """Compare the facts, except the few that are not worked out again."""
    unchecked = set()
    if "purchases" in facts:  # not how far away the losers were, nor which ties met
        unchecked = {"drawn", "missing"}
    for name in sorted({*facts, *told} - unchecked):
        mine, theirs = canonical(facts.get(name)), canonical(told.get(name))
        if mine != theirs:
            report.wrong("fact", name, theirs, mine)


def check_receipt(
    report: Report, ballots: List[Tuple[str, Content]], typed: str
) -> None:
    """Look for somebody's ballot."""
    meant = re.sub(r"[\s-]", "", typed).upper()
    receipt = meant.replace("O", "0").replace("I", "1").replace("L", "1")
    for line, (one, content) in enumerate(ballots, 2):
        if one == receipt:
            report.check(True, "receipt", typed, line, canonical(content))
            return
    report.check(False, "receipt", typed)


# --- 6 The words ----------------------------------------------------------------

LANGUAGES = ("en", "fr", "ar")
WORDS: Dict[str, Tuple[str, str, str]] = {
    # the beginnings of lines
    OK: ("right   ", "juste   ", "صحيح   "),
    WRONG: ("WRONG   ", "FAUX    ", "خطأ    "),
    NOTE: ("note    ", "à noter ", "للعلم  "),
    # the end
    "all_right": (
        "What could be checked is right.",
        "Tout ce qui a pu être vérifié est juste.",
        "كل ما أمكن التحقق منه صحيح.",
    ),
    "not_all_right": (
        "Something is wrong: see the lines above.",
        "Quelque chose est faux : voyez les lignes ci-dessus.",
        "هناك خطأ: انظروا الأسطر أعلاه.",
    ),
    # the bundle
    "no_bundle": (
        "There is no bundle at {0}, or it cannot be read.",
        "Il n'y a pas de dossier de vote dans {0}, ou il ne peut pas être lu.",
        "لا توجد حزمة تصويت في {0}، أو لا يمكن قراءتها.",
    ),
    "too_large": (
        "The bundle is larger than {0} MB: no vote makes one as large.",
        "Le dossier dépasse {0} Mo : aucun vote n'en produit d'aussi gros.",
        "الحزمة أكبر من {0} ميغابايت: لا تصويت ينتج حزمة بهذا الحجم.",
    ),
    "too_many": (
        "The bundle holds more than {0} files.",
        "Le dossier contient plus de {0} fichiers.",
        "تحتوي الحزمة على أكثر من {0} ملفا.",
    ),
    "too_long": (
        "The count was stopped after {0} seconds.",
        "Le décompte a été arrêté après {0} secondes.",
        "أُوقف الفرز بعد {0} ثانية.",
    ),
    "not_a_zip": (
        "The file is not a zip, or it is broken.",
        "Le fichier n'est pas un zip, ou il est abîmé.",
        "الملف ليس من نوع zip أو أنه تالف.",
    ),
    "twice": (
        "The bundle holds two files named {0}.",
        "Le dossier contient deux fichiers nommés {0}.",
        "تحتوي الحزمة على ملفين باسم {0}.",
    ),
    "bad_name": (
        "A file has a name that no bundle has: {0}.",
        "Un fichier porte un nom qu'aucun dossier ne contient : {0}.",
        "يحمل أحد الملفات اسما لا يوجد في أي حزمة: {0}.",
    ),
    "no_file": (
        "{0} is missing.",
        "{0} manque.",
        "الملف {0} غير موجود.",
    ),
    "not_json": (
        "{0} is not JSON of the kind that a bundle holds.",
        "{0} n'est pas du JSON tel qu'un dossier en contient.",
        "{0} ليس بصيغة JSON المستعملة في الحزم.",
    ),
    "not_csv": (
        "{0} is not a table of receipts and contents.",
        "{0} n'est pas un tableau de reçus et de contenus.",
        "{0} ليس جدولا للوصولات والمحتويات.",
    ),
    "bad_line": (
        "{0}, line {1}: this is not a receipt and a content.",
        "{0}, ligne {1} : ce n'est pas un reçu et un contenu.",
        "{0}، السطر {1}: ليس فيه وصل ومحتوى.",
    ),
    "malformed": (
        "The bundle is not of the form that it should have ({0}).",
        "Le dossier n'a pas la forme qu'il devrait avoir ({0}).",
        "ليست الحزمة بالشكل المطلوب ({0}).",
    ),
    "other_format": (
        "The bundle says that it is of the form {0}; this program reads {1}.",
        "Le dossier se dit de la forme {0} ; ce programme lit {1}.",
        "شكل الحزمة المعلن {0}، وهذا البرنامج يقرأ {1}.",
    ),
    "files": (
        "All {0} files are there, each as the manifest says.",
        "Les {0} fichiers sont là, chacun tel que le dit le manifeste.",
        "جميع الملفات ({0}) موجودة ومطابقة للبيان.",
    ),
    "other_file": (
        "{0} is not the file that the manifest names.",
        "{0} n'est pas le fichier que nomme le manifeste.",
        "{0} ليس هو الملف المذكور في البيان.",
    ),
    "unlisted": (
        "{0} is not in the manifest.",
        "{0} n'est pas dans le manifeste.",
        "{0} غير مذكور في البيان.",
    ),
    "other_recount": (
        "The recount.py in the bundle is not the one that is running.",
        "Le recount.py du dossier n'est pas celui qui s'exécute.",
        "ملف recount.py الموجود في الحزمة ليس هو الذي يعمل الآن.",
    ),
    # the opening
    "opening": (
        "Question, options, rule and limits are those sealed at the opening: {0}",
        "Question, options, règle et limites sont celles scellées à l'ouverture : {0}",
        "السؤال والخيارات والقاعدة والحدود هي المختومة عند الفتح: {0}",
    ),
    "not_opening": (
        "Question, options, rule or limits are not those sealed at the opening; "
        "their seal would be {0}",
        "Question, options, règle ou limites ne sont pas celles scellées à "
        "l'ouverture ; leur sceau serait {0}",
        "السؤال أو الخيارات أو القاعدة أو الحدود ليست المختومة عند الفتح؛ "
        "ختمها سيكون {0}",
    ),
    "opening_typed": (
        "It is the opening that you photographed.",
        "C'est l'ouverture que vous avez photographiée.",
        "هذا هو الفتح الذي صورتموه.",
    ),
    "not_opening_typed": (
        "It is NOT the opening that you photographed.",
        "Ce n'est PAS l'ouverture que vous avez photographiée.",
        "هذا ليس الفتح الذي صورتموه.",
    ),
    "no_opening_typed": (
        "The opening was compared with no photograph from the room: add --opening.",
        "L'ouverture n'a été comparée à aucune photo prise dans la salle : ajoutez "
        "--opening.",
        "لم يُقارن الفتح بأي صورة من القاعة: أضيفوا --opening.",
    ),
    "previous": (
        "The seal of the vote before is not the one that the opening names.",
        "Le sceau du vote précédent n'est pas celui que nomme l'ouverture.",
        "ختم التصويت السابق ليس هو المذكور في الفتح.",
    ),
    "options_twice": (
        "An option stands twice on the ballot.",
        "Une option figure deux fois sur le bulletin.",
        "يرد أحد الخيارات مرتين في ورقة التصويت.",
    ),
    "bad_hash": (
        "A seal is made of the digits 0 to 9 and the letters a to f: type at least "
        "the first {0}.",
        "Un sceau se compose des chiffres 0 à 9 et des lettres a à f : tapez au "
        "moins les {0} premiers.",
        "يتكون الختم من الأرقام 0 إلى 9 والحروف a إلى f: اكتبوا أول {0} منها "
        "على الأقل.",
    ),
    # the figures
    "figure": (
        "{0}: the manifest says {1}, the result {2}.",
        "{0} : le manifeste dit {1}, le résultat {2}.",
        "{0}: في البيان {1}، وفي النتيجة {2}.",
    ),
    "tokens": (
        "{0} ballots, {1} valid voting codes: no more ballots than codes.",
        "{0} bulletins, {1} codes valables : pas plus de bulletins que de codes.",
        "أوراق التصويت: {0}، رموز التصويت الصالحة: {1}؛ لا تتجاوز الأوراق الرموز.",
    ),
    "not_tokens": (
        "{0} ballots, but only {1} valid voting codes.",
        "{0} bulletins, mais seulement {1} codes valables.",
        "أوراق التصويت: {0}، بينما الرموز الصالحة: {1} فقط.",
    ),
    "channels": (
        "The ballots by channel add up to {0}.",
        "Les bulletins par voie font {0} au total.",
        "مجموع أوراق التصويت حسب القناة: {0}.",
    ),
    "not_channels": (
        "The ballots by channel add up to {1}, not to {0}.",
        "Les bulletins par voie font {1} au total, et non {0}.",
        "مجموع أوراق التصويت حسب القناة {1} وليس {0}.",
    ),
    "dice": (
        "The dice of the room are in the tie order: {0}. Compare with your notes.",
        "Les dés de la salle sont dans l'ordre de départage : {0}. Comparez avec vos "
        "notes.",
        "أرقام نرد القاعة داخلة في ترتيب فض التعادل: {0}. قارنوها بما سجلتموه.",
    ),
    "dice_typed": (
        "The dice are those that you noted.",
        "Les dés sont ceux que vous avez notés.",
        "أرقام النرد هي التي سجلتموها.",
    ),
    "not_dice_typed": (
        "The dice are not those that you noted: the bundle says {0}.",
        "Les dés ne sont pas ceux que vous avez notés : le dossier dit {0}.",
        "أرقام النرد ليست التي سجلتموها: في الحزمة {0}.",
    ),
    "no_dice": (
        "The opening promised dice; none were rolled.",
        "L'ouverture annonçait des dés ; aucun n'a été lancé.",
        "أُعلن عند الفتح عن رمي النرد، ولم يُرم.",
    ),
    "dice_unsaid": (
        "Dice were rolled of which the opening says nothing.",
        "Des dés ont été lancés dont l'ouverture ne dit rien.",
        "رُمي نرد لم يُعلن عنه عند الفتح.",
    ),
    "bad_dice": (
        "The dice are not digits.",
        "Les dés ne sont pas des chiffres.",
        "نتائج النرد ليست أرقاما.",
    ),
    # the ballots
    "list_missing": (
        "With {0} ballots their list must be published; it is missing.",
        "Avec {0} bulletins, leur liste doit être publiée ; elle manque.",
        "عدد أوراق التصويت {0}، فيجب نشر قائمتها، وهي غير موجودة.",
    ),
    "list_undue": (
        "{0} ballots of this kind are not published one by one; these were.",
        "{0} bulletins de cette sorte ne se publient pas un à un ; ceux-ci l'ont été.",
        "لا تُنشر {0} ورقة من هذا النوع واحدة واحدة، وقد نُشرت هذه.",
    ),
    "no_recount": (
        "So few ballots are not published one by one: people could be recognised. "
        "Not checked: the seal of the ballots, and the count.",
        "Si peu de bulletins ne se publient pas un à un : on pourrait reconnaître "
        "des personnes. Non vérifiés : le sceau des bulletins et le décompte.",
        "لا تُنشر أوراق بهذا العدد القليل واحدة واحدة لأن أصحابها قد يُعرفون. "
        "لم يُتحقق من ختم الأوراق ولا من الفرز.",
    ),
    "no_receipts": (
        "Receipts can be looked up on the vote's page only.",
        "Les reçus ne se cherchent que sur la page du vote.",
        "لا يمكن البحث عن الوصولات إلا في صفحة التصويت.",
    ),
    "receipt_shape": (
        "ballots.csv, line {0}: this is no receipt.",
        "ballots.csv, ligne {0} : ce n'est pas un reçu.",
        "ballots.csv، السطر {0}: هذا ليس وصلا.",
    ),
    "not_allowed": (
        "ballots.csv, line {0}: the rule does not allow this ballot: {1}",
        "ballots.csv, ligne {0} : la règle ne permet pas ce bulletin : {1}",
        "ballots.csv، السطر {0}: لا تسمح القاعدة بهذه الورقة: {1}",
    ),
    "stopped": (
        "Such ballots cannot be counted.",
        "De tels bulletins ne peuvent pas être comptés.",
        "لا يمكن فرز مثل هذه الأوراق.",
    ),
    "receipts": (
        "No receipt stands twice ({0} receipts).",
        "Aucun reçu ne figure deux fois ({0} reçus).",
        "لا يتكرر أي وصل (عدد الوصولات {0}).",
    ),
    "not_receipts": (
        "A receipt stands twice ({0} receipts).",
        "Un reçu figure deux fois ({0} reçus).",
        "يتكرر أحد الوصولات (عدد الوصولات {0}).",
    ),
    "unsorted": (
        "The ballots do not stand in the order of their receipts.",
        "Les bulletins ne sont pas dans l'ordre de leurs reçus.",
        "الأوراق غير مرتبة حسب وصولاتها.",
    ),
    "number": (
        "{0} ballots, {1} of them blank, as told.",
        "{0} bulletins, dont {1} blancs, comme annoncé.",
        "عدد الأوراق {0}، منها {1} بيضاء، كما أُعلن.",
    ),
    "not_number": (
        "There are {0} ballots, {1} of them blank: other numbers were told.",
        "Il y a {0} bulletins, dont {1} blancs : d'autres nombres ont été annoncés.",
        "عدد الأوراق {0}، منها {1} بيضاء: وقد أُعلنت أعداد أخرى.",
    ),
    "closing": (
        "Ballots and figures are those sealed at the close: {0}",
        "Bulletins et chiffres sont ceux scellés à la clôture : {0}",
        "الأوراق والأعداد هي المختومة عند الإغلاق: {0}",
    ),
    "not_closing": (
        "Ballots or figures are not those sealed at the close; their seal would be {0}",
        "Bulletins ou chiffres ne sont pas ceux scellés à la clôture ; leur sceau "
        "serait {0}",
        "الأوراق أو الأعداد ليست المختومة عند الإغلاق؛ ختمها سيكون {0}",
    ),
    "closing_typed": (
        "It is the close that you photographed.",
        "C'est la clôture que vous avez photographiée.",
        "هذا هو الإغلاق الذي صورتموه.",
    ),
    "not_closing_typed": (
        "It is NOT the close that you photographed.",
        "Ce n'est PAS la clôture que vous avez photographiée.",
        "هذا ليس الإغلاق الذي صورتموه.",
    ),
    "no_closing_typed": (
        "The close was compared with no photograph from the room: add --closing.",
        "La clôture n'a été comparée à aucune photo prise dans la salle : ajoutez "
        "--closing.",
        "لم يُقارن الإغلاق بأي صورة من القاعة: أضيفوا --closing.",
    ),
    # the count
    "method": (
        "Counted by the method {0}, outcome {1}.",
        "Compté selon la méthode {0}, issue {1}.",
        "جرى الفرز وفق الطريقة {0}، ونوع النتيجة {1}.",
    ),
    "other_options": (
        "The result does not name the options of the ballot, each once.",
        "Le résultat ne nomme pas les options du bulletin, chacune une fois.",
        "لا تذكر النتيجة خيارات الورقة كل واحد مرة واحدة.",
    ),
    "tally": (
        "{0}, {1}: the result says {2}, the recount {3}.",
        "{0}, {1} : le résultat dit {2}, le nouveau décompte {3}.",
        "{0}، {1}: في النتيجة {2}، وفي إعادة الفرز {3}.",
    ),
    "fact": (
        "{0}: the result says {1}, the recount {2}",
        "{0} : le résultat dit {1}, le nouveau décompte {2}",
        "{0}: في النتيجة {1}، وفي إعادة الفرز {2}",
    ),
    "result": (
        "{0} ballots counted again: every figure is that of the result. Winners: {1}",
        "{0} bulletins recomptés : chaque chiffre est celui du résultat. Retenus : {1}",
        "أُعيد فرز {0} ورقة: كل الأعداد مطابقة للنتيجة. الفائزون: {1}",
    ),
    "untold": (
        "Explanations beside the result that were not worked out again: {0}.",
        "Explications à côté du résultat qui n'ont pas été refaites : {0}.",
        "شروح مرافقة للنتيجة لم يُعد حسابها: {0}.",
    ),
    "receipt": (
        "The receipt {0} is there, line {1}; its ballot says {2}",
        "Le reçu {0} y est, ligne {1} ; son bulletin dit {2}",
        "الوصل {0} موجود في السطر {1}؛ وتقول ورقته {2}",
    ),
    "not_receipt": (
        "The receipt {0} is not among the ballots. Check each letter; if it is "
        "right, say so in public.",
        "Le reçu {0} n'est pas parmi les bulletins. Vérifiez chaque lettre ; "
        "s'il est exact, dites-le publiquement.",
        "الوصل {0} ليس بين الأوراق. تحققوا من كل حرف؛ فإن كان صحيحا فأعلنوا ذلك.",
    ),
}


def said(key: str, values: Tuple[Any, ...], language: str) -> str:
    """Return a sentence; what comes from the bundle cannot steer the terminal."""
    words = WORDS[key][LANGUAGES.index(language)]
    return words.format(*(_harmless(value) for value in values))


def _harmless(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    shown = "".join(sign if sign.isprintable() else "?" for sign in text)
    return shown if len(shown) <= 300 else shown[:300] + "..."


def print_report(report: Report, language: str) -> None:
    """Print the lines, and whether anything is wrong."""
    for state, key, values in report.lines:
        print(said(state, (), language) + said(key, values, language))
    print(said("all_right" if report.is_right else "not_all_right", (), language))


def main(arguments: Optional[List[str]] = None) -> int:
    """Check the bundle that the command line names; return 0 when all is right."""
    parser = argparse.ArgumentParser(description="Recount a published vote.")
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("bundle", nargs="?", default=here, help="a zip or a folder")
    parser.add_argument(
        "--opening", default="", help="hash photographed at the opening"
    )
    parser.add_argument("--closing", default="", help="hash photographed at the close")
    parser.add_argument("--dice", default="", help="digits rolled after the close")
    parser.add_argument("--receipt", default="", help="12 letters and digits")
    parser.add_argument("--lang", choices=LANGUAGES, default="en")
    given = parser.parse_args(arguments)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    seen = Seen(given.opening, given.closing, given.dice, given.receipt)
    report = verify(given.bundle, seen)
    print_report(report, given.lang)
    return 0 if report.is_right else 1


if __name__ == "__main__":
    sys.exit(main())
