"""The answer string: one character per scored question, in the questionnaire's frozen order.

A value stands for itself ("1".."5", "0".."9", and "A" for ten). "-" was skipped, "?" was answered with "don't know".
Both are no answer, but they are counted apart.
"""

import re
from collections.abc import Mapping

from surveys.model import Questionnaire, ScoredQuestion

SKIPPED = -1
UNKNOWN = -2

CODES = {str(value): value for value in range(10)} | {"A": 10, "-": SKIPPED, "?": UNKNOWN}
SIGNS = {code: sign for sign, code in CODES.items()}


def allowed(question: ScoredQuestion) -> frozenset[int]:
    """Return every code that an answer to this question may have, skipping included."""
    unknown = {UNKNOWN} if question.scale.unknown else set()
    return frozenset(question.scale.values) | unknown | {SKIPPED}


def encode(questionnaire: Questionnaire, answers: Mapping[str, int]) -> str:
    """Write answers, by question code, as an answer string; a question that is not in `answers` was skipped.

    Raises ValueError when a question is unknown or an answer is not on its scale.
    """
    if strange := answers.keys() - {question.code for question in questionnaire.scored}:
        raise ValueError(f"not in the questionnaire: {', '.join(sorted(strange))}")
    return "".join(_sign(question, answers.get(question.code, SKIPPED)) for question in questionnaire.scored)


def decode(questionnaire: Questionnaire, answers: str) -> dict[str, int]:
    """Read an answer string back into codes by question, skipped questions included.

    Raises ValueError when the string has another length or holds a sign that its question does not allow.
    """
    if len(answers) != len(questionnaire.scored):
        raise ValueError(f"{len(questionnaire.scored)} answers expected, got {len(answers)}")
    return {question.code: _code(question, sign) for question, sign in zip(questionnaire.scored, answers, strict=True)}


def pattern(questionnaire: Questionnaire) -> re.Pattern[str]:
    """Make what every answer string of this questionnaire matches as a whole: to judge many of them at once."""
    signs = ["".join(sorted(SIGNS[code] for code in allowed(question))) for question in questionnaire.scored]
    return re.compile("".join(f"[{re.escape(each)}]" for each in signs))


def _sign(question: ScoredQuestion, code: int) -> str:
    if code not in allowed(question):
        raise ValueError(f"{question.code}: {code} is not on its scale")
    return SIGNS[code]


def _code(question: ScoredQuestion, sign: str) -> int:
    code = CODES.get(sign)
    if code is None or code not in allowed(question):
        raise ValueError(f"{question.code}: {sign!r} is not on its scale")
    return code
