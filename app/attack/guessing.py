"""The interval attack: how many answers are still possible, when what is shown is rounded and answers are whole."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from analytics.maturity import CUTS, HIGHEST, LOWEST
from analytics.options import ShownFigure, options_left
from app.answering.drafts import Draft
from app.attack.copies import Answers
from app.attack.findings import Guessed
from app.attack.organisation import everybody_answers, the_same_answer
from app.attack.published import Row, Rows
from app.attack.remainders import Remainder, is_in, remainders
from app.attack.watching import UNIT, Watch
from surveys.model import Questionnaire

GUESSES = 5  # what chance is used for
STATEMENTS = 2  # of each data set
OPTIONS = 5
FEW = 3
HALF = 0.005
"""Half of the last decimal of a score."""


def guessed(watch: Watch, random_sets: int) -> list[Guessed]:
    """Attack so many data sets of chance, and six extreme ones."""
    chance = watch.chance(GUESSES)
    return [_attacked(watch, name, answers, chance) for name, answers in _data(watch, chance, random_sets)]


def _data(watch: Watch, chance: Generator, random_sets: int) -> Iterator[tuple[str, Answers]]:
    for number in range(random_sets):
        yield f"random {number + 1}", _answered(everybody_answers(chance, watch.questionnaire), watch.questionnaire)
    people = list(watch.answers)
    for name, values in _extremes(people).items():
        yield name, the_same_answer(watch.questionnaire, values)


def _extremes(people: list[int]) -> dict[str, Mapping[int, int]]:
    half = {number: 1 if place % 2 else 5 for place, number in enumerate(people)}
    return {
        "all 1": dict.fromkeys(people, 1),
        "all 5": dict.fromkeys(people, 5),
        "all 3": dict.fromkeys(people, 3),
        "one deviates": {**dict.fromkeys(people, 5), people[0]: 1},
        "half 1, half 5": half,
        "one to five in turn": {number: 1 + place % OPTIONS for place, number in enumerate(people)},
    }


def _answered(answers: Answers, questionnaire: Questionnaire) -> dict[int, Draft]:
    """Fill in the middle where no answer was given: this attack is about answers."""
    return {
        number: Draft({each.code: _value(draft.answers[each.code]) for each in questionnaire.scored}, draft.backgrounds)
        for number, draft in answers.items()
    }


def _value(code: int) -> int:
    return code if code >= 0 else FEW


def _attacked(watch: Watch, name: str, answers: Answers, chance: Generator) -> Guessed:
    found = watch.again(answers, []).rows
    names = {str(id_): unit for unit, id_ in watch.site.unit_ids.items()}
    shown = {names[row.group[1]]: row.group[1] for row in found.values() if row.group[0] == UNIT}
    groups = remainders(shown)
    inside = {
        id_: tuple(part for part, group in enumerate(groups) if is_in(group[0], unit)) for unit, id_ in shown.items()
    }
    few = 0
    for place in chance.choice(len(watch.questionnaire.statements), STATEMENTS, replace=False):
        code = watch.questionnaire.statements[place].code
        truth = np.array([_tally(answers, group, code) for group in groups])
        possible = options_left(truth, list(_figures(found, groups, inside, code)))
        few += int(sum(len(group) for group, row in zip(groups, possible, strict=True) if row.sum() < FEW))
    return Guessed(name, STATEMENTS * len(answers), few)


def _tally(answers: Answers, group: Remainder, code: str) -> NDArray[np.int64]:
    return np.bincount([answers[number].answers[code] - 1 for number in group], minlength=OPTIONS)


def _figures(
    found: Rows, groups: list[Remainder], inside: Mapping[str, tuple[int, ...]], code: str
) -> Iterator[ShownFigure]:
    """Take what is shown of a statement: counts and a rounded mean, or bounds of the mean from its stage."""
    for row in found.values():
        if row.measure == code and (parts := inside.get(row.group[1])):
            yield _figure(row, parts, sum(len(groups[part]) for part in parts))


def _figure(row: Row, inside: tuple[int, ...], people: int) -> ShownFigure:
    if "stage" in row.values:
        cuts = (LOWEST, *CUTS, HIGHEST)
        stage = int(row.values["stage"])
        return ShownFigure(inside, None, cuts[stage - 1] * people, cuts[stage] * people)
    mean = round(row.values["total"] / people, 2)
    return ShownFigure(inside, tuple(row.values["counts"]), (mean - HALF) * people, (mean + HALF) * people)
