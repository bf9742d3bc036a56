"""Read the forms of a page, as a browser would send them."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = dict[str, str]
NOT_SENT = {"button", "image", "reset", "submit"}
TYPED = {"", "email", "text"}  # types of inputs in which people write


@dataclass
class Form:
    """Where a form goes, and what it says as long as nobody types."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)  # boxes without a tick too
    typed: set[str] = field(default_factory=set)  # in which people write

    def pressed(self, button: Attributes) -> "Form":
        """Return what is sent when `button` is pressed."""
        named = [(button["name"], button.get("value", ""))] if "name" in button else []
        return Form(
            button.get("formaction", self.action),
            [*self.fields, *named],
            self.names | {name for name, _ in named},
            self.typed,
        )


class _Reader(HTMLParser):
    def __init__(self, here: str) -> None:
        super().__init__()
        self._here = here
        self._forms: dict[str, Form] = {}
        self._open = ""  # the key of the form that the parser is in
        self._buttons: list[tuple[str, Attributes]] = []
        self._area: tuple[str, list[str]] | None = None
        self._select = ""

    @property
    def forms(self) -> list[Form]:
        """Every form, and every one of its buttons that says more than the form."""
        pressed = [self._forms[key].pressed(at) for key, at in self._buttons]
        return [*self._forms.values(), *pressed]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form" and at.get("method", "").lower() == "post":
            self._open = at.get("id") or str(len(self._forms))
            action = at.get("action", self._here).split("#")[0]
            self._forms[self._open] = Form(action)
        elif tag == "button":
            if ("formaction" in at or "name" in at) and (self._open or "form" in at):
                self._buttons.append((at.get("form", self._open), at))
        elif tag == "option" and self._select:
            self._offer(at)
        elif self._open and "name" in at:
            self._control(self._forms[self._open], tag, at)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = ""
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._area:
            name, said = self._area
            text = re.sub(r"\A\r?\n", "", "".join(said))  # HTML leaves it out
            self._forms[self._open].fields.append((name, text))
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area[1].append(data)

    def _control(self, form: Form, tag: str, at: Attributes) -> None:
        form.names.add(at["name"])
        if tag == "textarea":
            form.typed.add(at["name"])
            self._area = (at["name"], [])
        elif tag == "select":
            self._select = at["name"]
        elif at.get("type") in {"checkbox", "radio"}:
            if "checked" in at:
                form.fields.append((at["name"], at["value"]))
        elif tag == "input" and at.get("type") not in NOT_SENT:
            form.typed |= {at["name"]} if at.get("type", "") in TYPED else set()
            form.fields.append((at["name"], at.get("value", "")))

    def _offer(self, at: Attributes) -> None:
        """Choose the first of the options, or the one that says so."""
        fields = self._forms[self._open].fields
        if self._select not in dict(fields):
            fields.append((self._select, at["value"]))
        elif "selected" in at:
            place = [name for name, _ in fields].index(self._select)
            fields[place] = (self._select, at["value"])


def forms_in(html: str, here: str) -> list[Form]:
    """Return every form that the page at the address `here` sends by POST."""
    reader = _Reader(here)
    reader.feed(html)
    return reader.forms
