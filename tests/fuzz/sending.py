"""Requests made of forms, addresses and junk, in an order that a seed fixes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

from werkzeug.routing import Rule

from tests.asking import VISITORS, Town
from tests.nasty import BODIES, COOKIES, HEADERS, IN_ADDRESSES
from tests.test_access import MADE_BY_TYPST
from tests.test_hostile import Target
from tests.town import CODE, OTHER

FORM = "application/x-www-form-urlencoded"
HOMES = {"/w/": "participant", "/accounts/": "admin", "/desk/": "owner"}
OTHER_METHODS = ("HEAD", "HEAD", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE")


@dataclass(frozen=True)
class Asked:
    """One request, as `Town.ask` takes it."""

    role: str
    method: str
    path: str
    more: dict[str, Any] = field(default_factory=dict)
    endpoint: str = ""


@dataclass
class Sender:
    """Makes requests of what hypothesis drew."""

    town: Town
    targets: dict[str, list[Target]]
    texts: list[str]
    names: list[str]
    random: Random

    def requests(self, number: int) -> Iterator[Asked]:
        """Yield so many requests: each form and each address in its turn."""
        rules = [r for r in self.town.rules("GET") if r.endpoint not in MADE_BY_TYPST]
        forms = sorted(self.targets)
        for n in range(number):
            if n % 2:
                yield self._sent(forms[n // 2 % len(forms)])
            else:
                yield self._looked(rules[n // 2 % len(rules)])

    def _looked(self, rule: Rule) -> Asked:
        code = self.random.choice((CODE, CODE, OTHER))
        path = self.town.path(rule, code)
        if rule.arguments and self.random.random() < 0.3:
            path = self._with_junk(rule)
        if self.random.random() < 0.7:
            path = f"{path}?{self._encoded(self._pairs())}"
        method = "GET"
        if self.random.random() < 0.15:
            method = self.random.choice(OTHER_METHODS)
        return Asked(
            self._role(_home(rule)), method, path, self._headers(), rule.endpoint
        )

    def _with_junk(self, rule: Rule) -> str:
        """Return an address of `rule` in which one value is junk."""
        wanted = self.random.choice(sorted(rule.arguments))
        junk = self.random.choice(
            (quote(self._text(), safe="", errors="replace")[:3000], *IN_ADDRESSES)
        )

        def filled(found: re.Match[str]) -> str:
            if found[1] == wanted:
                return junk
            return str(self.town.value(rule, found[1]))

        return re.sub(r"<(?:[^<>]+:)?(\w+)>", filled, rule.rule)

    def _sent(self, endpoint: str) -> Asked:
        target = self.random.choice(self.targets[endpoint])
        role = self._role(target.role)
        more = {**self._headers(), **self._body(target)}
        return Asked(role, "POST", target.path, more, endpoint)

    def _body(self, target: Target) -> dict[str, Any]:
        fields = self._fields(target)
        kind = self.random.random()
        if kind < 0.75:
            return {"data": self._encoded(fields), "content_type": FORM}
        if kind < 0.87:
            return {"data": self._in_parts(fields), "content_type": PARTS}
        if kind < 0.92:
            return {"json": dict(fields)}
        content_type, body = self.random.choice(BODIES)
        return {"data": body, "content_type": content_type}

    def _fields(self, target: Target) -> list[tuple[str, str]]:
        """Return the fields of a form: some as they were, missing, twice, or junk."""
        sent: list[tuple[str, str]] = []
        broken = self.random.choice((0.1, 0.5, 0.9))
        for name in sorted(target.form.names):
            kept = [pair for pair in target.form.fields if pair[0] == name]
            if self.random.random() >= broken:
                typed = name in target.form.typed and self.random.random() < 0.5
                sent += [(name, self._text())] if typed else kept
            else:
                junk = [(name, self._text())]
                sent += self.random.choice((junk, junk, kept + junk, junk + kept, []))
        return sent + self._pairs() if self.random.random() < 0.2 else sent

    def _pairs(self) -> list[tuple[str, str]]:
        number = self.random.randint(0, 4)
        return [(self.random.choice(self.names), self._text()) for _ in range(number)]

    def _text(self) -> str:
        return self.random.choice(self.texts)

    def _role(self, usual: str) -> str:
        """Return who asks: mostly somebody who may, now and then anybody."""
        return self.random.choice(VISITORS) if self.random.random() < 0.2 else usual

    def _headers(self) -> dict[str, Any]:
        chance = self.random.random()
        if chance < 0.06:
            return {"headers": self.random.choice(HEADERS)}
        if chance < 0.1:
            return {"headers": {"Cookie": self.random.choice(COOKIES)}}
        return {"headers": {"Accept": "application/json"}} if chance < 0.2 else {}

    def _encoded(self, fields: list[tuple[str, str]]) -> str:
        return urlencode(fields, errors="surrogatepass")

    def _in_parts(self, fields: list[tuple[str, str]]) -> bytes:
        """Return fields as scripts send them; now and then one is a file."""
        parts = []
        for name, text in fields:
            file = '; filename="../x.html"' if self.random.random() < 0.1 else ""
            head = f'Content-Disposition: form-data; name="{name}"{file}'
            parts.append(f"--{BOUNDARY}\r\n{head}\r\n\r\n{text}\r\n")
        whole = "".join([*parts, f"--{BOUNDARY}--\r\n"])
        return whole.encode(errors="surrogatepass")


BOUNDARY = "b" * 24
PARTS = f"multipart/form-data; boundary={BOUNDARY}"


def _home(rule: Rule) -> str:
    """Return a role that is let in at the addresses of `rule`."""
    kiosk = "tablet" if rule.endpoint.startswith("kiosk.") else ""
    found = (role for home, role in HOMES.items() if rule.rule.startswith(home))
    return kiosk or next(found, "nobody")
