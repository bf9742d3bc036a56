"""What hypothesis makes of three scripts, and of what no keyboard has."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.nasty import NASTY

MARK = "x7q"  # in every canary; no word of ours has it
CANARIES = (
    f'"><b id={MARK}>',
    f"'><b id={MARK}>",
    f'" on{MARK}="1',
    f"' on{MARK}='1",
    f"</textarea></title></script><b id={MARK}>",
    f"{{{{'<b id={MARK}>'|safe}}}}",
    f"\r\nX-{MARK}: 1\r\n\r\n<b id={MARK}>",
    f"javascript:{MARK}()",
)
REFLECTED = (f"<b id={MARK}", f' on{MARK}="', f" on{MARK}='", f'ref="javascript:{MARK}')

_ARABIC = st.characters(min_codepoint=0x0600, max_codepoint=0x06FF)
_LATIN = st.characters(min_codepoint=0x0020, max_codepoint=0x024F)
_TIFINAGH = st.characters(min_codepoint=0x2D30, max_codepoint=0x2D7F)
_DIGITS = st.sampled_from("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹²½Ⅷ")
_UNSEEN = st.sampled_from(
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    "\u200b\u200d\ufeff\u00a0\u00ad\u0085\u2028\u0000\u0007\u001b\u007f\ufffe\ud800\udfff"
)
TEXTS = st.one_of(
    st.text(_ARABIC, max_size=60),
    st.text(_LATIN, max_size=60),
    st.text(_TIFINAGH, max_size=60),
    st.text(st.one_of(_ARABIC, _LATIN, _TIFINAGH, _DIGITS, _UNSEEN), max_size=80),
    st.text(st.one_of(_DIGITS, st.sampled_from(" -+.,:/٬٫،")), max_size=24),
    st.text(st.characters(), max_size=40),
    st.sampled_from(CANARIES),
    st.integers(-(2**70), 2**70).map(str),
    st.tuples(st.text(_ARABIC, min_size=1, max_size=3), st.integers(1, 9000)).map(
        lambda drawn: drawn[0] * drawn[1]
    ),
)
NAMES = st.sampled_from(
    ["next", "page", "axis", "version", "marks", "key", "csrf_token", "x", "", "title"]
)


def drawn(examples: int) -> tuple[list[str], list[str]]:
    """Return texts, and names of fields that nobody asked for; always the same."""
    texts: list[str] = [*CANARIES, *NASTY, "\udfff\ud800"]
    names: list[str] = []

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(st.lists(TEXTS, min_size=3, max_size=8), st.lists(NAMES, max_size=3))
    def collect(some: list[str], asked: list[str]) -> None:
        texts.extend(some)
        names.extend(asked)

    collect()
    return texts, names
