"""How much the team explains of each score, from published figures alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics.errors import NotReportable
from analytics.grouping import Intraclass, icc1, icc2
from analytics.moments import Moments
from app.quality.judging import LINES, Standing, standing
from app.results.texts import Texts


@dataclass(frozen=True)
class TeamRow:
    """One score; None where it cannot be told.

    Attributes
    ----------
    share
        ICC(1): what share of the differences between people lies between groups.
    steadiness
        ICC(2): how reliably the means of groups tell groups apart.
    """

    name: str
    share: Intraclass | None
    steadiness: Intraclass | None


@dataclass(frozen=True)
class Teams:
    """All scores, and what was found on the overall score in sentences."""

    overall: TeamRow
    others: tuple[TeamRow, ...]
    finding: str


def teams(groups: Mapping[str, Sequence[Moments]], texts: Texts) -> Teams:
    """Say how much the team explains; the overall score comes first in `groups`."""
    overall, *others = groups
    row = _row(texts.words.gettext("Overall score"), groups[overall])
    return Teams(row, tuple(_row(texts.measure(score), groups[score]) for score in others), _finding(row, texts))


def _row(name: str, groups: Sequence[Moments]) -> TeamRow:
    try:
        share = icc1(groups)
    except NotReportable:
        return TeamRow(name, None, None)
    try:
        return TeamRow(name, share, icc2(groups))
    except NotReportable:
        return TeamRow(name, share, None)


def _finding(row: TeamRow, texts: Texts) -> str:
    words, share = texts.words, row.share
    if share is None:
        return words.gettext("How much the team explains cannot be told: it takes two groups that are shown.")
    told = {"share": words.percent(share.estimate), "low": words.percent(share.low), "high": words.percent(share.high)}
    if share.low > 0:
        first = words.gettext(
            "The team explains %(share)s of the differences between people on the overall score (%(low)s to %(high)s).",
            **told,
        )
    elif share.high < 0:
        first = words.gettext("Groups differ less than chance would make them differ (%(low)s to %(high)s).", **told)
    else:
        first = words.gettext(
            "Whether the team matters cannot be told: it explains %(share)s, or nothing (%(low)s to %(high)s).",
            **told,
        )
    return f"{first} {_steadiness(row.steadiness, texts)}".strip()


def _steadiness(figure: Intraclass | None, texts: Texts) -> str:
    words = texts.words
    if figure is None:
        return ""
    told = {"value": words.number(figure.estimate, 2), "cut": words.number(LINES.enough, 2)}
    match standing(figure, LINES.enough):
        case Standing.ABOVE:
            return words.gettext(
                "Means of groups tell groups apart reliably: ICC(2) is %(value)s, its interval %(cut)s or more.",
                **told,
            )
        case Standing.BELOW:
            return words.gettext(
                "Means of groups do not tell them apart reliably: ICC(2) is %(value)s, its interval below %(cut)s.",
                **told,
            )
    return words.gettext(
        "Whether means tell groups apart reliably is not certain: ICC(2) is %(value)s, its interval crosses %(cut)s.",
        **told,
    )
