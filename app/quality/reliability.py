"""How reliably the thirteen scores were measured."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.quality import Quality, ScaleQuality
from app.quality.judging import LINES, Standing, standing
from app.results.texts import Texts
from app.web.i18n import Language


@dataclass(frozen=True)
class ScaleRow:
    """One block or level: its name and figures, and where its alpha stands; None where there is none."""

    name: str
    figure: ScaleQuality
    standing: Standing | None


@dataclass(frozen=True)
class Reliability:
    """All blocks and levels.

    Attributes
    ----------
    lowest, highest
        The scores with the lowest and the highest alpha; None where no score has one.
    sure
        Of how many scores the whole interval of alpha is high enough.
    finding
        What was found, in sentences.
    """

    rows: tuple[ScaleRow, ...]
    lowest: ScaleQuality | None
    highest: ScaleQuality | None
    sure: int
    finding: str


def reliability(found: Quality, texts: Texts) -> Reliability:
    """Judge the reliability of the blocks and levels."""
    rows = tuple(
        ScaleRow(texts.measure(scale.code), scale, standing(scale.alpha, LINES.enough) if scale.alpha else None)
        for scale in found.scales
    )
    ordered = sorted((scale for scale in found.scales if scale.alpha), key=_alpha)
    return Reliability(
        rows=rows,
        lowest=ordered[0] if ordered else None,
        highest=ordered[-1] if ordered else None,
        sure=sum(row.standing is Standing.ABOVE for row in rows),
        finding=_finding(rows, texts),
    )


def _alpha(scale: ScaleQuality) -> float:
    return scale.alpha.estimate if scale.alpha else 0.0


def _finding(rows: Sequence[ScaleRow], texts: Texts) -> str:
    words, cut = texts.words, texts.words.number(LINES.enough, 2)
    named = {kind: [row.name for row in rows if row.standing is kind] for kind in (*Standing, None)}
    unsure, none = len(named[Standing.UNSURE]), len(named[None])
    if none == len(rows):
        return words.gettext("How reliable the scores are cannot be told.")
    sentences = [_sure(len(named[Standing.ABOVE]), len(rows), words, cut)]
    if unsure:
        sentences.append(
            words.ngettext(
                "Of %(count)s score it is not certain: the interval crosses %(cut)s.",
                "Of %(count)s scores it is not certain: the interval crosses %(cut)s.",
                unsure,
                cut=cut,
            )
        )
    if low := named[Standing.BELOW]:
        sentences.append(
            words.gettext("Too low, with the whole interval below %(cut)s: %(names)s.", cut=cut, names=", ".join(low))
        )
    if none:
        sentences.append(
            words.ngettext("Of %(count)s score it cannot be told.", "Of %(count)s scores it cannot be told.", none)
        )
    return " ".join(filter(None, sentences))


def _sure(sure: int, scores: int, words: Language, cut: str) -> str:
    """Say how many are certainly reliable enough; empty for none."""
    if sure == scores:
        return words.gettext(
            "All scores are certainly reliable enough: the whole interval of alpha is %(cut)s or more.", cut=cut
        )
    if not sure:
        return ""
    return words.ngettext(
        "%(count)s of %(all)s scores is certainly reliable enough: the whole interval is %(cut)s or more.",
        "%(count)s of %(all)s scores are certainly reliable enough: the whole interval is %(cut)s or more.",
        sure,
        all=scores,
        cut=cut,
    )
