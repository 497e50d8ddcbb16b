"""The own profile as HTML, in pieces: each is a row or a sentence that many get to see, so it is written once."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from markupsafe import Markup

from app.answering.profile import Measures, Profile
from app.web.i18n import Language
from app.web.templates import environment
from surveys.catalogue import model_help

TEMPLATE = "answering/_profile.html"
MOST = 4096


def pieces(profile: Profile, words: Language) -> Mapping[str, Any]:
    """Write the pieces of a profile, by the names that the thank-you has for them."""
    return {
        "meanings": _meanings(words.code),
        "block_finding": profile.blocks.finding,
        "blocks": _rows(profile.blocks, words),
        "level_finding": profile.levels.finding,
        "levels": _rows(profile.levels, words),
        "unanswered": _piece(words.code, "unanswered", profile.open),
        "strengths": _piece(words.code, "strengths", profile.strengths),
        "tip": _piece(words.code, "tomorrow", profile.tip),
    }


def _rows(measured: Measures, words: Language) -> Markup:
    return Markup().join([_piece(words.code, "row", row) for row in measured.rows])


@lru_cache(maxsize=MOST)
def _piece(code: str, macro: str, value: object) -> Markup:
    """Write one piece with the macro of that name; whose it was is not known here."""
    return _write(code, macro, value)


@cache
def _meanings(code: str) -> Markup:
    return _write(code, "meanings", model_help(code))


def _write(code: str, macro: str, value: object) -> Markup:
    written: Markup = getattr(environment(code).get_template(TEMPLATE).module, macro)(value)
    return written
