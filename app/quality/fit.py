"""Which statements do not go with the others of their block or level."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analytics.intervals import Interval, correlation_interval
from analytics.quality import ItemFit, Quality, ScaleQuality
from app.quality.judging import LINES, Standing, standing
from app.results.texts import Texts

SHOWN = 10


@dataclass(frozen=True)
class WeakFit:
    """A statement that goes weakly with the others of its block or level.

    Attributes
    ----------
    code
        Of the statement.
    certain
        Whether the whole interval lies below what a statement is usually kept from.
    alpha, alpha_without
        Of the block or level with and without the statement; `alpha_without` only where leaving it out helps.
    """

    code: str
    text: str
    scale: str
    rest: Interval
    certain: bool
    alpha: float | None
    alpha_without: float | None


@dataclass(frozen=True)
class Fit:
    """What was found.

    Attributes
    ----------
    weakest
        The correlations below what a statement is usually kept from, the lowest first, at most `SHOWN`.
    more
        How many other such correlations there are.
    weak, certain, asked
        How many statements have such a correlation, how many of them for certain, and how many there are.
    finding
        The same in sentences.
    """

    weakest: tuple[WeakFit, ...]
    more: int
    weak: int
    certain: int
    asked: int
    finding: str


def fit(found: Quality, texts: Texts) -> Fit:
    """Find the statements that go weakly with the others of their block or level."""
    weak = tuple(
        sorted(
            (
                _weak_fit(scale, item, item.rest, texts)
                for scale in found.scales
                for item in scale.items
                if item.rest is not None and item.rest < LINES.fits
            ),
            key=lambda row: row.rest.estimate,
        )
    )
    judged = any(scale.items for scale in found.scales)
    return Fit(
        weakest=weak[:SHOWN],
        more=len(weak[SHOWN:]),
        weak=_statements(weak),
        certain=_statements(row for row in weak if row.certain),
        asked=len(texts.questionnaire.statements),
        finding=_finding(weak, texts) if judged else _untold(texts),
    )


def _statements(rows: Iterable[WeakFit]) -> int:
    return len({row.code for row in rows})


def _weak_fit(scale: ScaleQuality, item: ItemFit, rest: float, texts: Texts) -> WeakFit:
    interval = correlation_interval(rest, scale.respondents)
    alpha = scale.alpha.estimate if scale.alpha else None
    helps = alpha is not None and item.alpha_without is not None and item.alpha_without > alpha
    return WeakFit(
        code=item.code,
        text=texts.wording.statements[item.code],
        scale=texts.measure(scale.code),
        rest=interval,
        certain=standing(interval, LINES.fits) is Standing.BELOW,
        alpha=alpha,
        alpha_without=item.alpha_without if helps else None,
    )


def _untold(texts: Texts) -> str:
    return texts.words.gettext(
        "How statements go with one another cannot be told: too few people answered all of them."
    )


def _finding(weak: Sequence[WeakFit], texts: Texts) -> str:
    words, cut = texts.words, texts.words.number(LINES.fits, 2)
    if not weak:
        return words.gettext(
            "No statement goes weakly with the others of its block or level: no correlation is below %(cut)s.", cut=cut
        )
    first = words.ngettext(
        "%(count)s of %(all)s statements goes weakly with the others of its block or level (below %(cut)s).",
        "%(count)s of %(all)s statements go weakly with the others of their block or level (below %(cut)s).",
        _statements(weak),
        all=len(texts.questionnaire.statements),
        cut=cut,
    )
    return " ".join([first, _certain(weak, texts), *_against(weak, texts)])


def _certain(weak: Sequence[WeakFit], texts: Texts) -> str:
    certain = _statements(row for row in weak if row.certain)
    if not certain:
        return texts.words.gettext("Of none of them that is certain: the intervals reach higher.")
    return texts.words.ngettext(
        "Of %(count)s of them that is certain: the whole interval lies below.",
        "Of %(count)s of them that is certain: the whole interval lies below.",
        certain,
    )


def _against(weak: Sequence[WeakFit], texts: Texts) -> list[str]:
    against = _statements(row for row in weak if row.rest.estimate < 0)
    if not against:
        return []
    return [texts.words.ngettext("%(count)s goes against the others.", "%(count)s go against the others.", against)]
