"""What a browser sent for one part, taken apart into what can be kept and what cannot."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from app.answering.booklets import Booklet, Part
from surveys.answers import SKIPPED, UNKNOWN
from surveys.model import Background, OpenQuestion, ScoredQuestion

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
DONT_KNOW = "unknown"
PASSED = "skipped"


class Button(StrEnum):
    """The buttons under a part, by their field names; what has no name goes on."""

    NEXT = "next"
    SKIP = "skip"
    BACK = "back"
    STOP = "stop"
    LANGUAGE = "language"


class Problem(StrEnum):
    """Why a question asks for attention."""

    MISSING = "missing"
    IMPOSSIBLE = "impossible"
    TOO_LONG = "too_long"
    NOTHING = "nothing"


@dataclass
class Filled:
    """The answers of one part, as sent.

    Attributes
    ----------
    answers
        Valid closed answers, by question.
    backgrounds, comments
        Valid choices and texts; empty where somebody took an earlier one away.
    typed
        Texts that cannot be kept, to show them again.
    problems
        By question.
    """

    answers: dict[str, int] = field(default_factory=dict)
    backgrounds: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)


def pressed(form: Mapping[str, str]) -> Button:
    """Tell which button was used; the Enter key goes on."""
    return next((button for button in Button if button in form), Button.NEXT)


def read_all(booklet: Booklet, form: Mapping[str, str]) -> Filled:
    """Take the answers to all parts out of one form."""
    filled = Filled()
    for part in booklet.parts:
        _read_part(filled, part, form)
    return filled


def read_part(part: Part, form: Mapping[str, str]) -> Filled:
    """Take the answers to this part out of the form; other fields count for nothing."""
    filled = Filled()
    _read_part(filled, part, form)
    return filled


def _read_part(filled: Filled, part: Part, form: Mapping[str, str]) -> None:
    for question in part.scored:
        _read_scored(filled, question, form.get(question.code, ""))
    for background in part.backgrounds:
        if background.code in form:
            _read_background(filled, background, form[background.code])
    for comment in part.comments:
        if comment.code in form:
            _read_text(filled, comment, form[comment.code])


def _read_scored(filled: Filled, question: ScoredQuestion, sent: str) -> None:
    codes = _codes(question)
    if sent in codes:
        filled.answers[question.code] = codes[sent]
    elif sent:
        filled.problems[question.code] = Problem.IMPOSSIBLE


def _read_background(filled: Filled, background: Background, sent: str) -> None:
    if sent in {"", *background.options}:
        filled.backgrounds[background.code] = sent
    else:
        filled.problems[background.code] = Problem.IMPOSSIBLE


@cache
def _codes(question: ScoredQuestion) -> Mapping[str, int]:
    unknown = {DONT_KNOW: UNKNOWN} if question.scale.unknown else {}
    return {str(value): value for value in question.scale.values} | unknown | {PASSED: SKIPPED}


def sent_as(code: int) -> str:
    """Write an answer as a form sends it."""
    return {UNKNOWN: DONT_KNOW, SKIPPED: PASSED}.get(code, str(code))


def _read_text(filled: Filled, comment: OpenQuestion, sent: str) -> None:
    text = CONTROL.sub("", sent.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")).strip()
    if len(text) > comment.max_length:
        filled.typed[comment.code] = text
        filled.problems[comment.code] = Problem.TOO_LONG
    else:
        filled.comments[comment.code] = text
