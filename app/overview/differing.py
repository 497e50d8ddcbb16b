"""Where the teams of an organisation differ, and where people inside them do."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from analytics.cells import OVERALL
from analytics.errors import NotReportable
from analytics.grouping import icc1
from analytics.remainders import remainders
from app.overview.teams import divided
from app.results.reading import Published, Scores
from app.results.texts import Texts
from surveys.model import Level


@dataclass(frozen=True)
class Share:
    """How many teams have something, of all that are shown."""

    name: str
    count: int


@dataclass(frozen=True)
class Differing:
    """What is said of the differences between teams and inside them.

    Attributes
    ----------
    teams
        How many teams have an overall score.
    stages
        Teams by the stage of their average, from the first stage to the last; `name` is the number of the stage.
    divided
        Teams in which people are divided about a level, from mission down.
    """

    between: str
    inside: str
    teams: int
    stages: tuple[Share, ...]
    divided: tuple[Share, ...]


def differing(source: Published, scores: Mapping[int, Scores], texts: Texts) -> Differing:
    """Say how teams differ."""
    teams = [scores[team] for team in source.tree.leaves if team in scores]
    stages = Counter(team[OVERALL].stage for team in teams if OVERALL in team)
    levels = Counter(level for team in teams for level in divided(team))
    return Differing(
        between=_between(source, scores, texts),
        inside=_inside(levels, len(teams), texts),
        teams=sum(stages.values()),
        stages=tuple(Share(str(stage), stages[stage]) for stage in texts.model.stages),
        divided=tuple(Share(texts.measure(level), levels[level]) for level in Level),
    )


def _between(source: Published, scores: Mapping[int, Scores], texts: Texts) -> str:
    """Say what share of the differences between people lies between teams."""
    words = texts.words
    shown = {unit: each[OVERALL].moments for unit, each in scores.items() if OVERALL in each}
    try:
        share = icc1(list(remainders(source.tree.units, shown).values()))
    except NotReportable:
        return words.gettext("Whether teams differ cannot be told: it takes two teams that are shown.")
    told = {"share": words.percent(share.estimate), "low": words.percent(share.low), "high": words.percent(share.high)}
    if share.low > 0:
        return words.gettext(
            "It matters in which team you work: %(share)s of the differences between people lie between teams "
            "(margin %(low)s to %(high)s).",
            **told,
        )
    return words.gettext(
        "Whether it matters in which team you work cannot be told: perhaps teams do not differ at all."
    )


def _inside(levels: Mapping[Level, int], teams: int, texts: Texts) -> str:
    """Name the level about which the most teams are divided."""
    words = texts.words
    if not teams:
        return words.gettext("Agreement is not shown")
    if not levels:
        return words.gettext("In no team people are divided about a whole level.")
    most = max(levels.values())
    names = words.listing([texts.measure(level) for level in Level if levels.get(level) == most])
    return words.ngettext(
        "Inside teams people are divided most often about %(names)s: in %(count)s of the %(teams)s teams.",
        "Inside teams people are divided most often about %(names)s: in %(count)s of the %(teams)s teams.",
        most,
        names=names,
        teams=teams,
    )
