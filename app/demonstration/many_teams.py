"""A synthetic organisation of many teams, for what only shows across them. Everything here is made up."""

import numpy as np
from numpy.random import Generator

from app.demonstration.scenario import Departments, Team
from app.demonstration.simulation import Profile
from surveys.model import Block, Level

ORGANISATION = "Zorggroep Amerlanden (verzonnen)"
MEASUREMENT = "Eerste meting"

SEED = 20260915
SIZES = (36, 30, 28, 25, 23, 21, 19, 17, 13, 5)
SMALLER = (36, 30, 28, 25, 23, 21, 19, 17, 13, 4)
SILENT = 7  # one in so many does not answer

PLACES = (
    "Bosrand",
    "Dorpskern",
    "Duinzicht",
    "Havenkwartier",
    "Kastanjehof",
    "Landzicht",
    "Molenhoek",
    "Rietveld",
    "Stationsbuurt",
    "Zonneweide",
)
STAFF = (
    "Planning en roostering",
    "Klantadvies",
    "Facilitair bedrijf",
    "Informatie en techniek",
    "Personeel en opleiding",
    "Financiën en inkoop",
    "Zorgadministratie",
    "Kwaliteit en onderzoek",
    "Vastgoed en beheer",
    "Bestuur en communicatie",
)
KINDS = {
    "Wijkverpleging": 3.55,
    "Wonen met zorg": 3.35,
    "Dagbesteding": 3.75,
    "Behandeling en herstel": 3.3,
    "Hulp in huis": 3.45,
}
"""Mean of each kind of care, before its teams differ."""

HEAD_OFFICE_ONLY = {
    "levels": {Level.MISSION: -0.25, Level.VALUES: -0.2, Level.CONTEXT: 0.2},
    "leader": {Level.MISSION: 0.9, Level.IDENTITY: 0.5},
    "without_contact": {Level.MISSION: 0.25, Level.BEHAVIOUR: -0.2},
}
"""What all teams have in common: who leads sees the mission, the others much less."""


def _departments() -> Departments:
    chance = np.random.default_rng(SEED)
    care = {
        kind: tuple(
            _team(chance, f"{kind} {place}", size, mean, contact=0.9)
            for place, size in zip(PLACES, _turned(SIZES if number < 4 else SMALLER, number), strict=True)
        )
        for number, (kind, mean) in enumerate(KINDS.items())
    }
    staff = zip(STAFF, _turned(SMALLER, len(KINDS)), strict=True)
    return care | {"Staf en diensten": tuple(_team(chance, name, size, 3.2, contact=0.25) for name, size in staff)}


def _turned(sizes: tuple[int, ...], by: int) -> tuple[int, ...]:
    """Let another place have the largest team."""
    return sizes[by:] + sizes[:by]


def _team(chance: Generator, name: str, people: int, mean: float, *, contact: float) -> Team:
    """Make a team up: insight runs through the other blocks, and pride follows people and insight."""
    insight = chance.normal(0, 0.35)
    blocks = {block: 0.5 * insight + chance.normal(0, 0.12) for block in Block} | {Block.INSIGHT: insight}
    profile = Profile(
        mean + chance.normal(0, 0.15),
        blocks=blocks,
        divided={Level.VALUES: 1.4} if chance.random() < 0.12 else {},
        contact=contact,
        pride=0.6 * blocks[Block.PEOPLE] + 0.4 * insight + chance.normal(0, 0.1),
        **HEAD_OFFICE_ONLY,
    )
    return Team(name, people, profile, silent=people // SILENT)


DEPARTMENTS = _departments()
