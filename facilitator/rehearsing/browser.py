"""A browser without a screen: cookies, a cache of styles and scripts, forms."""

import re
from collections.abc import Iterable
from time import perf_counter
from urllib.parse import urlencode, urljoin, urlsplit

from facilitator.rehearsing.ledger import Act, Ledger
from facilitator.rehearsing.wire import Answer, Place, Wire

HTML = "text/html,application/xhtml+xml,*/*;q=0.8"
FORM = "application/x-www-form-urlencoded"
EXPIRED = re.compile(r"max-age=0\b|expires=thu, 01 jan 1970", re.IGNORECASE)
PATH = re.compile(r";\s*path=([^;]*)", re.IGNORECASE)
# Which files a script or a style needs, besides itself.
IMPORTS = re.compile(r"""(?:from|import)\s*\(?\s*["'](\.[^"'`$]+\.js)["']""")
STYLES = re.compile(r"""@import\s+url\(["']?([^"')]+)""")
FONTS = re.compile(r"""url\(["']?([^"')]*NotoSansTifinagh[^"')]*)""")
TIFINAGH = re.compile("[\u2d30-\u2d7f]")
UNCHANGED = 304
MOST_REDIRECTS = 5
MOST_IDLE = 2  # connections that are kept

Fields = Iterable[tuple[str, str]]


class Browser:
    """What one person holds: their cookies, their cache, one connection."""

    _needs: dict[str, list[str]] = {}  # noqa: RUF012 -- of a file, the same for all

    def __init__(self, place: Place, ledger: Ledger, language: str) -> None:
        self.place = place
        self.ledger = ledger
        self._cookies: dict[str, tuple[str, str]] = {}  # name: value, path
        self._cache: set[str] = set()
        self._idle: list[Wire] = []
        self._always = (
            f"Host: {place.authority}\r\n"
            f"Accept-Language: {language}\r\n"
            "Accept-Encoding: gzip\r\n"
            "User-Agent: Facilitator-rehearsal\r\n"
        )

    def get(self, path: str, act: str, headers: dict[str, str] | None = None) -> Answer:
        """Return what is at `path`; of a refusal the ledger hears.

        Raises:
            OSError: there is no answer.
        """
        return self._timed(act, self._request("GET", path, headers or {}, b""))

    def follow(self, path: str, act: str) -> tuple[str, Answer]:
        """Return the page to which `path` leads, with its own path."""
        answer = self.get(path, act)
        for _ in range(MOST_REDIRECTS):
            if not (to := answer.header("location")):
                break
            path = self.path_to(to, path)
            answer = self.get(path, act)
        return path, answer

    def post(
        self, path: str, act: str, fields: Fields, headers: dict[str, str] | None = None
    ) -> Answer:
        """Send a form.

        Raises:
            OSError: there is no answer.
        """
        return self._timed(act, self._form(path, fields, headers or {}))

    def post_unheard(
        self, path: str, fields: Fields, headers: dict[str, str] | None = None
    ) -> None:
        """Send a form and hang up before the answer, as a bad Wi-Fi does."""
        wire = Wire(self.place)
        wire.send(self._form(path, fields, headers or {}))
        wire.close()

    def listen(self, path: str) -> tuple[Wire, Answer, bytes]:
        """Open a stream: its connection, its head, and what came with it."""
        wire = Wire(self.place)
        headers = {"Accept": "text/event-stream", "Cache-Control": "no-cache"}
        try:
            answer, rest = wire.listen(self._request("GET", path, headers, b""))
        except BaseException:
            wire.close()
            raise
        return wire, answer, rest

    def load(self, path: str, html: str) -> None:
        """Fetch the styles, scripts and fonts of a page that are not cached yet."""
        wanted = re.findall(r'<(?:link rel="(?:stylesheet|icon)"|script)[^>]*', html)
        found = [_address(tag) for tag in wanted]
        scripts = [one for one in found if one.endswith("/js/app.js")]
        names = set(re.findall(r'data-behaviour="([^"]*)"', html))
        for script in scripts:
            for name in sorted({word for one in names for word in one.split()}):
                found.append(urljoin(script, f"behaviours/{name}.js"))
        has_tifinagh = bool(TIFINAGH.search(html))
        for one in found:
            self._fetch(self.path_to(one, path), has_tifinagh=has_tifinagh)

    def path_to(self, address: str, here: str) -> str:
        """Return the path of an address found at `here`, with its query."""
        parts = urlsplit(urljoin(self.place.origin + here, address))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def cookies_of(self, other: "Browser") -> None:
        """Hold the cookies of another browser too: a second window of the same."""
        self._cookies = other._cookies

    def close(self) -> None:
        """Hang up."""
        while self._idle:
            self._idle.pop().close()

    def _fetch(self, path: str, *, has_tifinagh: bool) -> None:
        if path in self._cache:
            return
        self._cache.add(path)
        answer = self.get(path, Act.STATIC, {"Accept": "*/*"})
        if path not in self._needs:
            self._needs[path] = _needed(answer.text) if answer.is_good else []
        for one in self._needs[path]:
            if has_tifinagh or "Tifinagh" not in one:
                self._fetch(self.path_to(one, path), has_tifinagh=has_tifinagh)

    def _timed(self, act: str, request: bytes) -> Answer:
        wire = self._idle.pop() if self._idle else Wire(self.place)
        began = perf_counter()
        try:
            answer = wire.ask(request)
        except OSError as error:
            self.ledger.fail(act, type(error).__name__)
            raise
        took = perf_counter() - began
        if len(self._idle) < MOST_IDLE:
            self._idle.append(wire)
        else:
            wire.close()
        self._keep_cookies(answer)
        if answer.is_good:
            is_same = act == Act.CHANGED and answer.status == UNCHANGED
            self.ledger.note(Act.UNCHANGED if is_same else act, took)
        else:
            self.ledger.fail(act, str(answer.status))
        return answer

    def _form(self, path: str, fields: Fields, headers: dict[str, str]) -> bytes:
        body = urlencode(list(fields)).encode()
        sent = {
            "Content-Type": FORM,
            "Content-Length": str(len(body)),
            "Origin": self.place.origin,
            "Referer": self.place.origin + path,
        }
        return self._request("POST", path, {**sent, **headers}, body)

    def _request(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> bytes:
        lines = [f"{method} {path} HTTP/1.1\r\n{self._always}"]
        if "Accept" not in headers:
            lines.append(f"Accept: {HTML}\r\n")
        lines.extend(f"{name}: {value}\r\n" for name, value in headers.items())
        cookies = "; ".join(
            f"{name}={value}"
            for name, (value, under) in self._cookies.items()
            if path.startswith(under)
        )
        if cookies:
            lines.append(f"Cookie: {cookies}\r\n")
        return "".join([*lines, "\r\n"]).encode() + body

    def _keep_cookies(self, answer: Answer) -> None:
        for header, said in answer.headers:
            if header != "set-cookie":
                continue
            name, _, value = said.partition(";")[0].partition("=")
            under = PATH.search(said)
            if EXPIRED.search(said):
                self._cookies.pop(name, None)
            else:
                self._cookies[name] = (value, under[1] if under else "/")


def _address(tag: str) -> str:
    found = re.search(r'(?:href|src)="([^"]+)"', tag)
    return found[1] if found else ""


def _needed(text: str) -> list[str]:
    return [found for sort in (IMPORTS, STYLES, FONTS) for found in sort.findall(text)]
