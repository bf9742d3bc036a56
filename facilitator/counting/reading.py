"""Reading files of votes that others wrote."""


class BadFile(Exception):  # noqa: N818 -- reads as a fact
    """A file that cannot be counted; says why in one sentence, and on which line."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        super().__init__(f"Line {line}: {sentence}" if line else sentence)


def text_of(content: bytes) -> str:
    """Return `content` as text.

    Raises:
        BadFile: it is not UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 + content.count(b"\n", 0, error.start)
        raise BadFile("this is not UTF-8 text.", line) from error


def whole(text: str, what: str, line: int | None) -> int:
    """Return the whole number from 0 that `text` says; `what` names it.

    Raises:
        BadFile: it is none, or has more than 15 digits.
    """
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 15):  # noqa: PLR2004
        raise BadFile(f"{what} is {shown(text)}, not a whole number.", line)
    return int(digits)


def shown(text: str, most: int = 40) -> str:
    """Return `text` in quotation marks, on one line, cut after `most` characters."""
    line = " ".join(text.split())
    cut = f"{line[:most]}…" if len(line) > most else line
    return "“" + "".join(c if c.isprintable() else "�" for c in cut) + "”"
