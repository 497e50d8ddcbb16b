"""Where an organisation begins: its own ladder, and those of its teams."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from analytics.ladder import Ladder, Pattern, head_office_only
from app.results.beginning import Beginning, beginning, ladder, rung
from app.results.reading import Options, Published, Scores, UnitFigures
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


def starting(
    source: Published, unit: UnitFigures, scores: Mapping[int, Scores], leads: Options | None, texts: Texts
) -> Starting:
    """Say where an organisation begins.

    Parameters
    ----------
    unit
        The organisation as a whole.
    leads
        Its scores by whether people lead others; None where they are not shown.
    """
    threshold = source.measurement.threshold
    ladders = [ladder(scores[team], threshold) for team in source.tree.leaves if team in scores]
    told = [each for each in ladders if not each.undetermined]
    return Starting(
        whole=beginning(unit, threshold, texts, is_team=False),
        teams=(*(_at(told, level, texts) for level in Level), _at(told, None, texts)),
        undetermined=len(ladders) - len(told),
        patterns=Counter(pattern for each in ladders for pattern in each.patterns),
        head_office=_head_office(leads or {}, threshold, texts),
    )


def _at(ladders: list[Ladder], level: Level | None, texts: Texts) -> TeamsAt:
    here = [each for each in ladders if each.begin == level]
    certain = sum(each.certain for each in here)
    name = texts.measure(level) if level else texts.words.gettext("all seven levels in order")
    return TeamsAt(name, certain, len(here) - certain)


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
            "Head office only: the mission is in order among who lead others (%(leaders)s), not among the others "
            "(%(others)s). Talk in the teams first about why you are there.",
            **told,
        )
    return gettext(
        "Probably head office only: the mission is in order among who lead others (%(leaders)s), not among the others "
        "(%(others)s). It is not sure, because a margin crosses the threshold.",
        **told,
    )
