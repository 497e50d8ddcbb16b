"""Where the teams of an organisation differ, and where people inside them do, in words."""

from dataclasses import dataclass

from analytics.grouping import Intraclass
from app.overview.counting import Counts
from app.results.texts import Texts
from surveys.model import Level


@dataclass(frozen=True)
class Share:
    """How many teams have something."""

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


def differing(counts: Counts, texts: Texts) -> Differing:
    """Say how teams differ."""
    return Differing(
        between=_between(counts.between, texts),
        inside=_inside(counts, texts),
        teams=sum(counts.stages.values()),
        stages=tuple(Share(str(stage), counts.stages.get(stage, 0)) for stage in texts.model.stages),
        divided=tuple(Share(texts.measure(level), counts.divided.get(level, 0)) for level in Level),
    )


def _between(share: Intraclass | None, texts: Texts) -> str:
    words = texts.words
    if share is None:
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


def _inside(counts: Counts, texts: Texts) -> str:
    """Name the level about which the most teams are divided."""
    words = texts.words
    if not counts.shown:
        return words.gettext("Agreement is not shown")
    if not counts.divided:
        return words.gettext("In no team people are divided about a whole level.")
    most = max(counts.divided.values())
    names = words.listing([texts.measure(level) for level in Level if counts.divided.get(level) == most])
    return words.ngettext(
        "Inside teams people are divided most often about %(names)s: in %(count)s of the %(teams)s teams.",
        "Inside teams people are divided most often about %(names)s: in %(count)s of the %(teams)s teams.",
        most,
        names=names,
        teams=counts.shown,
    )
