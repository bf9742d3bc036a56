"""What nobody should send, and somebody will."""

from urllib.parse import quote, urlencode

from tests.town import CODE, PHONES

MARKUP = "\"'><script>alert(7)</script><img src=x onerror=alert(7)>"
AS_MARKUP = ("<script>alert", "<img src=x")
NASTY = (
    MARKUP,
    "",
    " \u00a0\t ",
    "\x00",
    "سوق\x00أسبوعي",
    "\u202eمشروع\u2066 WiFi \u200f",
    "ⵜⴰⵎⴰⵣⵉⵖⵜ",
    "👩🏽‍🔧🇲🇦",
    "e\u0301\u0327" * 40,
    "\ud800",
    "\r\n\r\nSet-Cookie: a=b",
    "ن" * 10_000,
    "{{ 7 * 7 }}%(num)d{0}",
    "'; DROP TABLE workshop; --",
    "-1",
    "0",
    "٣",
    "9" * 30,
    "1e9",
    "NaN",
    "2026-02-31",
    "99:99",
    "//evil.example",
    "=cmd|' /C calc'!A0",
)
BODIES = (
    ("application/json", b'{"title": ["a", {"b": null}]}'),
    ("application/json", b"{"),
    ("text/plain", MARKUP.encode()),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data"),
    ("multipart/form-data", b"no boundary"),
    ("application/x-www-form-urlencoded", b"%&%zz=%ff&\x00=\xff&&==&title"),
    ("application/x-www-form-urlencoded", b"a=1&" * 20_000),
    ("application/x-www-form-urlencoded; charset=utf-7", b"title=+ADw-script+AD4-"),
    (
        "application/x-www-form-urlencoded",
        b"title=" + b"n" * 300_000,
    ),  # above the limit
)


IN_ADDRESSES = (
    "0",
    "-1",
    "٣",
    str(2**31),
    str(2**63),
    "9" * 40,
    "9" * 5000,
    "%00",
    "%0D%0AX:1",
    "%FF",
    "%ED%A0%80",
    "..%2F..",
    quote(MARKUP, safe=""),
    "a" * 3000,
    "ن" * 50,
)


QUERY = urlencode(dict.fromkeys(("next", "page", "axis", "x"), MARKUP))
HEADERS = (
    {"X-Part": MARKUP, "If-None-Match": 'W/"', "Accept-Language": MARKUP},
    {"X-Part": "\x00now", "Accept": "a/b;q=x,,*", "Accept-Language": ";q=;,x-y;q=9"},
    {"X-Outbox": MARKUP, "Accept-Language": "a" * 5000, "Range": "bytes=9-1"},
    {"Host": MARKUP, "X-Forwarded-Host": MARKUP, "Referer": MARKUP},
)
COOKIES = (
    f"language={MARKUP}; desk={MARKUP}; seat_{CODE}={MARKUP}; code_{CODE}={MARKUP}",
    f"language=%00; desk=.eJw; seat_{CODE}={PHONES['participant'][1].lower()}x",
    f"seat_{CODE}={PHONES['participant'][1]}; code_{CODE}=0; ballot_sent_1={MARKUP}",
    f"seat_{CODE}={PHONES['participant'][1]}; ballot_sent_1=0001-01-01T00:00+14:00",
)
