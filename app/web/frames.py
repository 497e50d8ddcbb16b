"""A page that looks alike for many is written once, as a frame with holes; what belongs to one reader is put in last.

A frame keeps nothing of anybody: neither what goes into its holes nor the request that it was first written for.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from secrets import token_hex

from markupsafe import Markup, escape

from app.web.pages import Page
from app.web.shell import Shell
from app.web.templates import environment

_UNGUESSABLE = token_hex(16)  # nobody can type what stands for a hole
MOST = 256


@dataclass(frozen=True)
class Look:
    """What the surroundings of a frame depend on."""

    language: str
    synthetic: bool


def write(page: Page, shell: Shell) -> str:
    """Write the page with its own template in the language of its surroundings."""
    return _write_framed(page, shell) if page.once else _rendered(page, shell)


def look_of(shell: Shell) -> Look:
    """Tell what these surroundings depend on."""
    return Look(shell.language.code, shell.synthetic)


def _write_framed(page: Page, shell: Shell) -> str:
    own = {name: value for name in page.own if (value := getattr(page, name)) is not None}
    blank = replace(page, **{name: _hole(name) for name in own})
    frame = _frame(blank, look_of(shell))
    if not frame:
        frame.append(_rendered(blank, replace(shell, csrf=_hole("csrf"))))
    (text,) = frame
    for name, value in {**own, "csrf": shell.csrf}.items():
        text = text.replace(_hole(name), escape(value))
    return text


@lru_cache(maxsize=MOST)
def _frame(page: Page, look: Look) -> list[str]:
    """Give the place where a frame is kept; empty at first."""
    del page, look
    return []


def _rendered(page: Page, shell: Shell) -> str:
    return environment(shell.language.code).get_template(page.template).render(page.context(), shell=shell)


def _hole(name: str) -> Markup:
    return Markup(f"{_UNGUESSABLE}-{name}")  # noqa: S704  letters and digits
