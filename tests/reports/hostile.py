"""Texts that people, or attackers, put where a title should be."""

from dataclasses import replace

from facilitator.reports.outcome import Outcome, Proposal, Text
from tests.reports.invented import invented

HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7*191 }} ${7*191} #{7*191} #(7*191)",
    '#read("/etc/passwd")',
    '#include "report.typ" $x^2$ *bold* _it_ @label <label> \\ // no',
    '=HYPERLINK("http://x","y")',
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "before\x00after\x0b\x1b[31m",
    "unclosed \u202eoverride",
    "unclosed \u2067isolate (الأهداف",
    "emoji 👩🏽‍🌾🇲🇦❤️ and 🫠",
    "w" * 140,
    "ن" * 140,
    "https://example.ma/" + "a/" * 90,
    "line\u2028separator\u2029paragraph\r\nend",
    "Z" + "\u0301\u0323\u0308" * 40 + "algo",
    "ب" + "\u0301" * 9 + "\u0651\u064e",
    "ⴰⵙⵏⴼⴰⵕ ⵏ ⵜⵖⵉⵡⴰⵏⵜ ⵯ",
    "中文 𒀀 \ufffd \ufffe \U000f0000 \u25cc\u094d",
    "\ufeff\u200b\u00ad\u2060 ",
    "\u0301 begins with a mark",
    "\n" * 400 + "far below",
)


def hostile() -> Outcome:
    """A workshop where every text is hostile."""
    everywhere = tuple(Text(text, "ar") for text in HOSTILE)
    proposals = tuple(
        Proposal(
            number,
            text,
            axis=1,
            description=text,
            objectives=everywhere[:3],
            partners=(text,),
        )
        for number, text in enumerate(everywhere, start=1)
    )
    base = invented("ar")
    options = tuple(
        replace(option, title=text)
        for option, text in zip(base.votes[0].options, everywhere, strict=False)
    )
    return replace(
        base,
        workshop=replace(
            base.workshop,
            title=Text("<b>#eval</b> \u202e\x00 ورشة 🌳", "ar-MA"),
            organiser=Text("=1+1 \u2067جماعة", "not a language"),
            code="\u202eK7\x00F2",
        ),
        proposals=proposals,
        votes=(replace(base.votes[0], options=options),),
    )
