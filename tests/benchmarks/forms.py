"""Forms as a browser without JavaScript sees them: read once, then filled in again and again."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from random import Random
from urllib.parse import quote_plus

NO_OPINION = frozenset({"", "unknown"})


@dataclass
class Form:
    """One form of a page.

    Attributes
    ----------
    action
        The path it goes to; empty for the page's own.
    hidden
        Names of hidden fields.
    choices
        Values by radio group, without those that give no opinion.
    buttons
        Name of each button, in order; empty for one that has none.
    """

    action: str
    hidden: list[str] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)

    @cached_property
    def _hidden_values(self) -> list[tuple[bytes, re.Pattern[bytes]]]:
        return [(name.encode(), re.compile(rb'name="%b" value="([^"]*)"' % name.encode())) for name in self.hidden]

    @cached_property
    def _options(self) -> list[list[bytes]]:
        return [[_pair(name, value) for value in values] for name, values in self.choices.items()]

    def fill(self, page: bytes, rng: Random) -> bytes:
        """Choose something everywhere, and send back the hidden fields that the page has now."""
        hidden = [b"%b=%b" % (name, found[1]) for name, value in self._hidden_values if (found := value.search(page))]
        return b"&".join(hidden + [rng.choice(options) for options in self._options])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        fact = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(fact.get("action", "")))
        elif tag == "button":
            self.forms[-1].buttons.append(fact.get("name", ""))
        elif tag == "input" and fact["type"] == "hidden":
            self.forms[-1].hidden.append(fact["name"])
        elif tag == "input" and fact["type"] == "radio" and fact["value"] not in NO_OPINION:
            self.forms[-1].choices.setdefault(fact["name"], []).append(fact["value"])


def read_form(page: bytes) -> Form | None:
    """Find the form that the Enter key would send on: its first button has no name. None when there is none."""
    reader = _Reader()
    reader.feed(page.decode())
    return next((form for form in reader.forms if form.buttons[:1] == [""]), None)


def _pair(name: str, value: str) -> bytes:
    return f"{quote_plus(name)}={quote_plus(value)}".encode()
