"""What the slides of a comparison are made of: the comparison as on the screen, and its teams one by one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from analytics.change import Verdict
from app.comparisons import service
from app.comparisons.change import Comparison, UnitChange
from app.comparisons.deps import PairAccess
from app.comparisons.matching import Pair, place
from app.comparisons.service import UnitOverview
from app.results.texts import Texts

MOST = 40
"""Teams with a slide of their own; of more teams only those that clearly changed have one."""


@dataclass(frozen=True)
class ChangeContent:
    """Everything that the slides of a comparison say.

    Attributes
    ----------
    whole
        The organisation in detail.
    teams
        Teams with a slide of their own, by name.
    """

    organisation: str
    synthetic: bool
    texts: Texts
    pair: Pair
    comparison: Comparison
    whole: UnitOverview
    teams: tuple[UnitOverview, ...]

    @property
    def names(self) -> tuple[str, str]:
        """Of the two measurements."""
        return self.pair.before.measurement.name, self.pair.after.measurement.name

    @property
    def footer(self) -> str:
        """Which measurements, for the foot of every slide."""
        made_up = [self.texts.words.gettext("synthetic data")] if self.synthetic else []
        return " · ".join([self.organisation, " → ".join(self.names), *made_up])


def read_change(session: Session, access: PairAccess, texts: Texts) -> ChangeContent:
    """Read a comparison with its teams."""
    pair = access.pair
    comparison = service.overview(session, pair)
    units = [team.place for team in own_slide(comparison.teams)]
    whole = place(pair, pair.after.tree.ids[0])
    return ChangeContent(
        organisation=access.organisation.name,
        synthetic=access.organisation.synthetic,
        texts=texts,
        pair=pair,
        comparison=comparison,
        whole=service.unit_overview(session, pair, whole),
        teams=tuple(service.unit_overview(session, pair, unit) for unit in units),
    )


def own_slide(teams: Sequence[UnitChange]) -> list[UnitChange]:
    """Choose the teams that get a slide of their own."""
    compared = [team for team in teams if team.change]
    if len(compared) <= MOST:
        return compared
    return [team for team in compared if team.verdict in {Verdict.IMPROVED, Verdict.DECLINED}][:MOST]
