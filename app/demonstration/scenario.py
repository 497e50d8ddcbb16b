"""The synthetic organisation of the demonstration, with something to find in it. Everything here is made up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.demonstration.simulation import Profile
from surveys.model import Block, Level

ORGANISATION = "Woonstichting Lindeborg (verzonnen)"
MEASUREMENTS = ("Voormeting", "Nameting", "Derde meting")


@dataclass(frozen=True)
class Team:
    """A team, its size, what it is like in the first measurement, and how that moves until the second."""

    name: str
    people: int
    profile: Profile
    change: float = 0.0
    silent: int = 0
    """How many do not answer."""

    def profiles(self) -> tuple[Profile, Profile, Profile]:
        """Give what the team is like in each of the three measurements; between the last two nothing moves."""
        after = replace(self.profile, mean=self.profile.mean + self.change)
        return self.profile, after, after


Departments = Mapping[str, tuple[Team, ...]]
"""Teams by department."""

IMPROVEMENT = 0.95  # before rounding to whole answers; the published scores move by about 0.9

DIVIDED_ON_VALUES = Profile(
    3.75,
    levels={Level.MISSION: 0.25, Level.IDENTITY: 0.25, Level.VALUES: 0.4},
    divided={Level.VALUES: 1.5},
    contact=0.9,
)
BOTTOM_UP = Profile(
    3.3,
    levels={
        Level.MISSION: 0.5,
        Level.IDENTITY: 0.45,
        Level.VALUES: -0.6,
        Level.COMPETENCES: -0.1,
        Level.SKILLS: 0.45,
        Level.CONTEXT: 0.8,
    },
    contact=0.8,
)

DEPARTMENTS: Departments = {
    "Klant en Wonen": (
        Team(
            "Klantcontact", 17, Profile(3.6, blocks={Block.OPERATION: 0.3, Block.INSIGHT: -0.3}, contact=1.0), silent=1
        ),
        Team("Verhuur", 16, Profile(2.75, contact=1.0), change=IMPROVEMENT),
        Team("Wijkbeheer Noord", 11, DIVIDED_ON_VALUES),
        Team("Wijkbeheer Zuid", 10, Profile(3.7, blocks={Block.EXPERIENCE: 0.3}, contact=0.9), change=-0.1, silent=1),
        Team("Sociaal beheer", 8, Profile(4.0, levels={Level.CONTEXT: -0.7}, contact=1.0), silent=1),
    ),
    "Vastgoed": (
        Team("Onderhoud", 16, Profile(2.8, blocks={Block.CONDITIONS: 0.2}, contact=0.6), change=IMPROVEMENT),
        Team("Servicedienst", 11, BOTTOM_UP),
        Team("Mutaties", 9, Profile(3.2, blocks={Block.DIRECTION: -0.3}, contact=0.5), change=0.1, silent=1),
        Team("Nieuwbouw", 6, Profile(3.4, contact=0.2)),
    ),
    "Bedrijfsvoering": (
        Team("Financiën", 8, Profile(3.3, blocks={Block.EXPERIENCE: -0.4}, contact=0.2), change=0.05, silent=1),
        Team("Informatie en systemen", 6, Profile(3.1, levels={Level.MISSION: -0.4}, contact=0.2)),
        Team("Personeelszaken", 6, Profile(3.8, blocks={Block.PEOPLE: 0.4}, contact=0.1)),
        Team("Communicatie", 4, Profile(3.6, contact=0.4)),
        Team("Bestuursbureau", 3, Profile(4.1, contact=0.1)),
    ),
}

COMMENTS: Mapping[str, tuple[str, ...]] = {
    "goes_well": (
        "We helpen elkaar als het druk is.",
        "Mensen bedanken ons vaak voor de snelle reactie.",
        "We bellen altijd terug, ook als er nog geen oplossing is.",
        "De sfeer is goed en dat merken klanten.",
        "Nieuwe collega's worden goed ingewerkt.",
        "We lossen fouten op voordat iemand erom vraagt.",
    ),
    "how_can_we": (
        "Hoe kunnen we elke week één klantverhaal met elkaar delen?",
        "Hoe kan ik eerder laten weten wat er met een melding gebeurt?",
        "Hoe kunnen we samen met de andere afdeling één afspraak maken in plaats van twee?",
        "Hoe kan ik vaker vragen of iemand echt geholpen is?",
        "Hoe kunnen we brieven schrijven die iedereen begrijpt?",
        "Hoe kunnen we van klachten leren zonder een schuldige te zoeken?",
    ),
}
