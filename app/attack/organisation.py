"""The synthetic organisation that is attacked: three levels, hidden teams, people who are in a department itself."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from app.answering.drafts import Draft
from app.demonstration.simulation import Profile, answer, make_person
from surveys.answers import UNKNOWN
from surveys.model import Questionnaire

NAME = "Aanvalsproef (verzonnen)"
SHARE_UNKNOWN = 0.1
OTHER = "Buren van de aanvalsproef (verzonnen)"


@dataclass(frozen=True)
class Place:
    """A unit with the unit around it, and how many people are directly in it.

    Attributes
    ----------
    silent
        How many of those do not answer.
    taken_back
        How many of the silent ones hand in and take their answers back before closing.
    """

    name: str
    around: str | None
    people: int
    mean: float = 3.4
    silent: int = 0
    taken_back: int = 0


PLACES = (
    Place(NAME, None, 0),
    Place("Noord", NAME, 6, 3.8, silent=1),
    Place("Noord 1", "Noord", 13, 3.3, silent=1, taken_back=1),
    Place("Noord 2", "Noord", 13, 2.7),
    Place("Noord 3", "Noord", 4, 4.4, silent=1, taken_back=1),
    Place("Zuid", NAME, 1, 3.0),
    Place("Zuid 1", "Zuid", 10, 3.6),
    Place("Zuid 2", "Zuid", 6, 2.9),
    Place("Zuid 3", "Zuid", 3, 1.8),
    Place("West", NAME, 0),
    Place("West 1", "West", 5, 4.2, silent=1),
    Place("West 2", "West", 3, 2.4),
)
NEIGHBOURS = (Place(OTHER, None, 0), Place("Buurteam", OTHER, 12, 3.1))


# Zuid 2 is large enough, and hidden all the same: without it four people of Zuid would be left over.

MOVED = {"Zuid 3": "Noord"}
"""Units that were somewhere else in the first measurement."""
SPLIT_OFF = {"West 2": "West 1"}
"""Units that were not there yet: their people were in another one."""


@dataclass(frozen=True)
class Member:
    """Somebody who was invited, by number in the order of the places."""

    number: int
    unit: str
    answers: bool
    takes_back: bool


def members(places: tuple[Place, ...] = PLACES) -> tuple[Member, ...]:
    """List everybody; in each unit the last ones do not answer."""
    rows = [(place, seat) for place in places for seat in range(place.people)]
    return tuple(
        Member(
            number,
            place.name,
            answers=seat < place.people - place.silent,
            takes_back=seat >= place.people - place.taken_back,
        )
        for number, (place, seat) in enumerate(rows)
    )


def everybody_answers(
    rng: Generator, questionnaire: Questionnaire, places: tuple[Place, ...] = PLACES
) -> dict[int, Draft]:
    """Make up what each of the members who answer has to say, by number."""
    means = {place.name: place.mean for place in places}
    return {
        member.number: _draft(rng, questionnaire, Profile(means[member.unit]), member.number)
        for member in members(places)
        if member.answers
    }


def the_same_answer(questionnaire: Questionnaire, values: Mapping[int, int]) -> dict[int, Draft]:
    """Let each of these members give one answer throughout, on 1 to 5, and twice that on 0 to 10."""
    return {
        number: Draft({each.code: value * (each.scale.high // 5) for each in questionnaire.scored}, _background(number))
        for number, value in values.items()
    }


def changed(rng: Generator, questionnaire: Questionnaire, draft: Draft, *, unknown: bool = False) -> Draft:
    """Let somebody think otherwise of everything: every answer moves by two points or more.

    With `unknown` some answers become "don't know", and every "don't know" becomes an answer; without it who gave no
    answer to a question gives none now.
    """
    answers = {}
    for question in questionnaire.scored:
        old = draft.answers[question.code]
        options = [value for value in question.scale.values if abs(value - old) > 1]
        if unknown and question.scale.unknown and rng.random() < SHARE_UNKNOWN:
            options = [UNKNOWN]
        answers[question.code] = int(rng.choice(options)) if unknown or old >= 0 else old
    return Draft(answers, draft.backgrounds, draft.comments)


def _draft(rng: Generator, questionnaire: Questionnaire, profile: Profile, number: int) -> Draft:
    person = make_person(rng, profile, place=number)
    return Draft(answer(rng, questionnaire, profile, person), _background(number))


def _background(number: int) -> dict[str, str]:
    return {"customer_contact": "yes" if number % 3 else "no", "leads_people": "no" if number % 5 else "yes"}


def generator(seed: int, purpose: int) -> Generator:
    """Give the chance of one part of the attack: the same whatever other parts do."""
    return np.random.default_rng([seed, purpose])
