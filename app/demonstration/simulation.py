"""Made-up answers: how a synthetic person answers, given what the team is like. See `docs/simulation.md`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator

from surveys.answers import SKIPPED, UNKNOWN
from surveys.model import Block, Level, Questionnaire, ScoredQuestion

BETWEEN_PEOPLE = 0.35  # standard deviation of what makes one person milder than another
WITHIN_PERSON = 0.8  # standard deviation of one answer around what the person thinks in general
SHARE_UNKNOWN = 0.03
SHARE_SKIPPED = 0.01
RECOMMENDATION_PER_POINT = 2.3  # a point on 1-5 is so many points on 0-10


@dataclass(frozen=True)
class Profile:
    """What a team is like.

    Attributes
    ----------
    mean
        Where the team stands on 1 to 5 before rounding to whole answers.
    levels, blocks
        How far the team stands above or below its mean on some levels or blocks.
    divided
        Levels on which the team falls apart into two equal camps, with half the distance between them.
    contact
        Share of people with customer contact.
    leader, without_contact
        How far who leads the team, and who has no customer contact, stands above or below the others on some levels.
    pride
        How far the questions outside the grid stand above or below what the mean of the team makes one expect.
    """

    mean: float
    levels: Mapping[Level, float] = field(default_factory=dict)
    blocks: Mapping[Block, float] = field(default_factory=dict)
    divided: Mapping[Level, float] = field(default_factory=dict)
    contact: float = 0.7
    leader: Mapping[Level, float] = field(default_factory=dict)
    without_contact: Mapping[Level, float] = field(default_factory=dict)
    pride: float = 0.0


@dataclass(frozen=True, slots=True)
class SyntheticPerson:
    """What one made-up person brings along in every measurement."""

    mildness: float
    camp: int
    contact: bool
    leads: bool


def make_person(rng: Generator, profile: Profile, *, place: int) -> SyntheticPerson:
    """Make up somebody; the first in a team leads it, and camps alternate so that they are equally large."""
    return SyntheticPerson(
        mildness=rng.normal(0, BETWEEN_PEOPLE),
        camp=1 if place % 2 else -1,
        contact=bool(rng.random() < profile.contact),
        leads=place == 0,
    )


def answer(rng: Generator, questionnaire: Questionnaire, profile: Profile, person: SyntheticPerson) -> dict[str, int]:
    """Answer every scored question once: a code of its scale, or skipped, or "don't know"."""
    return {
        question.code: _code(rng, question, _opinion(question, profile, person)) for question in questionnaire.scored
    }


def _opinion(question: ScoredQuestion, profile: Profile, person: SyntheticPerson) -> float:
    """Give what somebody thinks of the question on 1 to 5, before chance has its say."""
    opinion = profile.mean + person.mildness
    if not (question.block and question.level):
        return opinion + profile.pride
    opinion += profile.blocks.get(question.block, 0) + profile.levels.get(question.level, 0)
    opinion += person.camp * profile.divided.get(question.level, 0)
    opinion += profile.leader.get(question.level, 0) if person.leads else 0
    return opinion + (0 if person.contact else profile.without_contact.get(question.level, 0))


def _code(rng: Generator, question: ScoredQuestion, opinion: float) -> int:
    chance = rng.random()
    if chance < SHARE_SKIPPED:
        return SKIPPED
    if chance < SHARE_SKIPPED + SHARE_UNKNOWN:
        return UNKNOWN
    scale = question.scale
    spread = WITHIN_PERSON
    if scale.options > 5:
        opinion = 7 + (opinion - 3.5) * RECOMMENDATION_PER_POINT
        spread *= RECOMMENDATION_PER_POINT / 2
    return int(np.clip(round(opinion + rng.normal(0, spread)), scale.low, scale.high))
