"""Read a page as a robot needs it: its forms, its links, its live parts. Pure.

Made for our own pages, whose attributes all stand in double quotes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b([^>]*)>")
ATTRIBUTE = re.compile(r'([a-z][-a-z0-9_]*)(?:="([^"]*)")?')
LIVE = re.compile(r'<([a-z]+)\b([^>]*\bdata-live-url="[^>]*)>')
CONTROLS = {"input", "button", "select", "textarea"}
Attributes = dict[str, str]


def attributes_of(inside: str) -> Attributes:
    """Return the attributes of a tag, by what stands after its name."""
    return {name: unescape(value) for name, value in ATTRIBUTE.findall(inside)}


@dataclass
class Control:
    """An input, a text area, a list or a button. `most` is that of its group."""

    tag: str
    name: str
    kind: str = "text"
    value: str = ""
    is_on: bool = False  # checked
    options: list[str] = field(default_factory=list)
    most: tuple[int, int] | None = None  # the group's number, how many it takes
    action: str = ""


@dataclass
class Form:
    """A form with its controls, those that stand elsewhere on the page too."""

    id: str
    action: str
    attributes: Attributes
    controls: list[Control] = field(default_factory=list)

    def as_it_is(self) -> list[tuple[str, str]]:
        """Return what would be sent if nobody touched anything."""
        return [(c.name, c.value) for c in self.controls if _is_sent(c)]

    def hidden(self) -> list[tuple[str, str]]:
        """Return what the page itself put in."""
        kept = [c for c in self.controls if c.tag == "input" and c.kind == "hidden"]
        return [(c.name, c.value) for c in kept]

    def names(self) -> list[str]:
        """Return the names of what a person fills in, each once."""
        filled = (c.name for c in self.controls if c.kind != "hidden" and c.name)
        return list(dict.fromkeys(filled))


def forms_of(html: str) -> list[Form]:
    """Return the forms of a page in their order."""
    reader = _Reader()
    for match in TAG.finditer(html):
        reader.take(match, html)
    return reader.done()


def form_of(html: str, form_id: str) -> Form | None:
    """Return the form with an id."""
    return next((form for form in forms_of(html) if form.id == form_id), None)


def _is_sent(control: Control) -> bool:
    if not control.name or control.tag == "button":
        return False
    return control.is_on if control.kind in {"radio", "checkbox"} else True


class _Reader:
    """Goes from tag to tag."""

    def __init__(self) -> None:
        self._forms: list[Form] = []
        self._inside: Form | None = None
        self._list: Control | None = None
        self._elsewhere: list[tuple[str, Control]] = []
        self._most: tuple[int, int] | None = None
        self._groups = 0

    def take(self, match: re.Match[str], html: str) -> None:
        """Read one tag."""
        closes, tag, inside = match.groups()
        if closes:
            self._close(tag)
            return
        if "data-most=" in inside:
            self._groups += 1
            self._most = (self._groups, int(attributes_of(inside)["data-most"]))
        if tag == "form":
            self._open(attributes_of(inside))
        elif tag == "option" and self._list is not None:
            self._choice(attributes_of(inside))
        elif tag in CONTROLS:
            self._control(tag, attributes_of(inside), match, html)

    def done(self) -> list[Form]:
        """Return the forms, with what belongs to them by name."""
        by_id = {form.id: form for form in self._forms}
        for form_id, control in self._elsewhere:
            if form_id in by_id:
                by_id[form_id].controls.append(control)
        return self._forms

    def _open(self, attributes: Attributes) -> None:
        action = attributes.get("action", "")
        self._inside = Form(attributes.get("id", ""), action, attributes)
        self._forms.append(self._inside)
        self._most = None

    def _close(self, tag: str) -> None:
        if tag == "form":
            self._inside = None
        elif tag == "select":
            self._list = None

    def _control(
        self, tag: str, attributes: Attributes, match: re.Match[str], html: str
    ) -> None:
        control = Control(
            tag=tag,
            name=attributes.get("name", ""),
            kind=attributes.get("type", "submit" if tag == "button" else "text"),
            value=attributes.get("value", ""),
            is_on="checked" in attributes,
            most=self._most,
            action=attributes.get("formaction", ""),
        )
        if tag == "textarea":
            end = html.find("</textarea>", match.end())
            control.value = unescape(html[match.end() : end]).lstrip("\r\n")
        if tag == "select":
            self._list = control
        if owner := attributes.get("form"):
            self._elsewhere.append((owner, control))
        elif self._inside is not None:
            self._inside.controls.append(control)

    def _choice(self, attributes: Attributes) -> None:
        if self._list is None:
            return
        value = attributes.get("value", "")
        if not self._list.options or "selected" in attributes:
            self._list.value = value
        self._list.options.append(value)


@dataclass
class LivePart:
    """An element that follows a stream: see static/js/behaviours/live.js."""

    id: str
    url: str
    topics: frozenset[str]
    spread: float  # seconds
    within: list[str]  # the live parts inside it


def live_parts(html: str) -> Iterator[LivePart]:
    """Find the live parts of a page, or of a part."""
    for match in LIVE.finditer(html):
        said = attributes_of(match[2])
        inner = html[match.end() : _end_of(html, match)]
        yield LivePart(
            id=said.get("id", ""),
            url=said["data-live-url"],
            topics=frozenset(said.get("data-live-topics", "").split()),
            spread=float(said.get("data-live-spread") or 0) / 1000,
            within=[
                attributes_of(one[2]).get("id", "") for one in LIVE.finditer(inner)
            ],
        )


def _end_of(html: str, opening: re.Match[str]) -> int:
    """Return where the element ends that `opening` begins."""
    depth = 1
    for match in re.finditer(rf"<(/?){opening[1]}\b", html[opening.end() :]):
        depth += -1 if match[1] else 1
        if not depth:
            return opening.end() + match.start()
    return len(html)
