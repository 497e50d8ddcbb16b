"""Where an organisation begins: its own ladder, and those of its teams."""

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.ladder import Pattern, head_office_only
from app.overview.counting import Counts
from app.results.beginning import Beginning, beginning, rung
from app.results.reading import Options, UnitFigures
from app.results.texts import Texts
from surveys.model import Level

LEADS = "leads_people"


@dataclass(frozen=True)
class TeamsAt:
    """How many teams begin at a level, surely and probably; without a level they are in order."""

    name: str
    certain: int
    probable: int

    @property
    def count(self) -> int:
        """All of them."""
        return self.certain + self.probable


@dataclass(frozen=True)
class Starting:
    """Where to begin.

    Attributes
    ----------
    teams
        By level from mission down, and last those in which all seven levels are in order.
    undetermined
        Teams of which it cannot be told.
    patterns
        How many teams show a usual mistake.
    head_office
        What is said where who lead others see the mission and the others do not; empty otherwise.
    """

    whole: Beginning
    teams: tuple[TeamsAt, ...]
    undetermined: int
    patterns: Mapping[Pattern, int]
    head_office: str


def starting(unit: UnitFigures, counts: Counts, leads: Options | None, texts: Texts, *, threshold: float) -> Starting:
    """Say where an organisation begins.

    Parameters
    ----------
    unit
        The organisation as a whole.
    leads
        Its scores by whether people lead others; None where they are not shown.
    """
    return Starting(
        whole=beginning(unit, threshold, texts, is_team=False),
        teams=(*(_at(counts, level, texts) for level in Level), _at(counts, None, texts)),
        undetermined=counts.undetermined,
        patterns=counts.patterns,
        head_office=_head_office(leads or {}, threshold, texts),
    )


def _at(counts: Counts, level: Level | None, texts: Texts) -> TeamsAt:
    name = texts.measure(level) if level else texts.words.gettext("all seven levels in order")
    return TeamsAt(name, counts.begins.get((level, True), 0), counts.begins.get((level, False), 0))


def _head_office(leads: Options, threshold: float, texts: Texts) -> str:
    """Say so where the mission is in order among who lead others, by their averages alone, and not among the others."""
    leaders, others = (leads.get(option, {}).get(Level.MISSION) for option in ("yes", "no"))
    if leaders is None or others is None:
        return ""
    found = head_office_only(rung(Level.MISSION, leaders), rung(Level.MISSION, others), threshold=threshold)
    if not found.present:
        return ""
    gettext = texts.words.gettext
    told = {"leaders": texts.words.number(leaders.mean, 2), "others": texts.words.number(others.mean, 2)}
    if found.certain:
        return gettext(
            "Only among the leaders: for those who lead others the mission is in order (%(leaders)s), for the others "
            "it is not (%(others)s). Talk in the teams first about why you are there.",
            **told,
        )
    return gettext(
        "Probably only among the leaders: for those who lead others the mission is in order (%(leaders)s), for the "
        "others it is not (%(others)s). It is not certain, because a margin crosses the threshold.",
        **told,
    )
