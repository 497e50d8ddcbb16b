"""The six blocks and the seven levels of a unit, each as a figure with its finding."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.figures.dots import Axis, Dot, dots
from app.figures.radar import radar
from app.results.beginning import LIMIT
from app.results.breakdown import Breakdown, clearly_higher
from app.results.reading import Score, UnitFigures
from app.results.texts import Texts
from surveys.model import Block, Level


@dataclass(frozen=True)
class ProfileRow:
    """One block or level: its score, and that of the unit around it."""

    name: str
    score: Score | None
    beside: Score | None


@dataclass(frozen=True)
class Profile:
    """A figure: what it says, what it is made of, and the drawing itself."""

    finding: str
    rows: tuple[ProfileRow, ...]
    chart: Markup


def block_profile(unit: UnitFigures, beside: UnitFigures | None, threshold: float, texts: Texts) -> Profile:
    """Compare the six blocks."""
    rows = _rows(Block, unit, beside, texts)
    return Profile(block_finding(rows, texts), rows, _score_chart(rows, threshold, texts))


def level_profile(unit: UnitFigures, beside: UnitFigures | None, threshold: float, texts: Texts) -> Profile:
    """Hold the seven levels against the threshold."""
    rows = _rows(Level, unit, beside, texts)
    return Profile(level_finding(rows, threshold, texts), rows, _score_chart(rows, threshold, texts))


def block_shape(unit: UnitFigures, beside: UnitFigures | None, comparison: Breakdown | None, texts: Texts) -> Profile:
    """Lay the shape of the six blocks over that of the unit around; what differs is said of everybody else in it."""
    rows = _rows(Block, unit, beside, texts)
    values = tuple(_mean(row.score) for row in rows)
    others = tuple(_mean(row.beside) for row in rows) if beside else ()
    hovers = tuple(_dot(row, texts).hover for row in rows)
    finding = shape_finding(comparison, texts) if comparison else block_finding(rows, texts)
    chart = radar(tuple(row.name for row in rows), values, others, hovers)
    return Profile(finding, rows, chart)


def agreement_profile(unit: UnitFigures, beside: UnitFigures | None, texts: Texts) -> Profile:
    """Hold the agreement on blocks and levels against its limit."""
    rows = _rows((*Level, *Block), unit, beside, texts)
    return Profile(agreement_finding(rows, texts), rows, _agreement_chart(rows, texts))


def block_finding(rows: Sequence[ProfileRow], texts: Texts) -> str:
    """Name the highest and the lowest block when their intervals lie apart; otherwise say that no difference shows."""
    scored = sorted((row.score.mean, row.name, row.score) for row in rows if row.score)
    gettext = texts.words.gettext
    if len(scored) < 2:
        return gettext("There are too few scores to compare blocks")
    (_, low, lowest), (_, high, highest) = scored[0], scored[-1]
    if lowest.interval.high < highest.interval.low:
        return gettext("%(high)s stands higher than %(low)s", high=high, low=low)
    return gettext("No clear difference between the building blocks")


def level_finding(rows: Sequence[ProfileRow], threshold: float, texts: Texts) -> str:
    """Count the levels that lie surely above the threshold, surely below it, and neither."""
    intervals = [row.score.interval for row in rows if row.score]
    if not intervals:
        return texts.words.gettext("The levels are not shown")
    higher = [row.name for row in rows if row.score and row.score.interval.low > threshold]
    lower = [row.name for row in rows if row.score and row.score.interval.high < threshold]
    unsure = len(intervals) - len(higher) - len(lower)
    gettext, ngettext = texts.words.gettext, texts.words.ngettext
    parts = [gettext("No level lies surely above the threshold")]
    if len(higher) == 1:
        parts = [gettext("%(name)s lies above the threshold", name=higher[0])]
    elif higher:
        parts = [
            ngettext(
                "%(count)s level lies above the threshold", "%(count)s levels lie above the threshold", len(higher)
            )
        ]
    if len(lower) == 1:
        parts.append(gettext("%(name)s lies below it", name=lower[0]))
    elif lower:
        parts.append(ngettext("%(count)s lies below it", "%(count)s lie below it", len(lower)))
    if unsure:
        parts.append(ngettext("for %(count)s it is not sure", "for %(count)s it is not sure", unsure))
    return ", ".join(parts)


def shape_finding(comparison: Breakdown, texts: Texts) -> str:
    """Name the blocks on which a unit clearly differs from everybody else in the unit around."""
    gettext, words = texts.words.gettext, texts.words
    higher, lower = (
        [row.name for row in clearly_higher(comparison.rows, sign) if row.code in set(Block)] for sign in (1, -1)
    )
    told = {
        "others": comparison.groups[1].name,
        "higher": words.listing(higher),
        "lower": words.listing(lower),
    }
    if higher and lower:
        return gettext("Clearly higher than %(others)s on %(higher)s, lower on %(lower)s", **told)
    if higher:
        return gettext("Clearly higher than %(others)s on %(higher)s", **told)
    if lower:
        return gettext("Clearly lower than %(others)s on %(lower)s", **told)
    return gettext("No building block differs clearly from %(others)s", **told)


def agreement_finding(rows: Sequence[ProfileRow], texts: Texts) -> str:
    """Name what people are divided about, or count it when that is a lot."""
    known = [row for row in rows if row.score and row.score.ad is not None]
    divided = [row.name for row in known if _ad(row.score) > LIMIT]
    gettext, ngettext = texts.words.gettext, texts.words.ngettext
    if not known:
        return gettext("Agreement is not shown")
    if not divided:
        return gettext("On average people agree about every block and level that is shown")
    if len(divided) == 1:
        return gettext("People agree, except about %(name)s", name=divided[0])
    return ngettext(
        "People are divided about %(count)s of the %(all)s blocks and levels",
        "People are divided about %(count)s of the %(all)s blocks and levels",
        len(divided),
        all=len(known),
    )


def _rows(
    measures: Iterable[str], unit: UnitFigures, beside: UnitFigures | None, texts: Texts
) -> tuple[ProfileRow, ...]:
    others = beside.scores if beside else {}
    return tuple(ProfileRow(texts.measure(code), unit.scores.get(code), others.get(code)) for code in measures)


def _mean(score: Score | None) -> float | None:
    return round(score.mean, 2) if score else None


def _ad(score: Score | None) -> float:
    return score.ad if score and score.ad is not None else 0.0


def _score_chart(rows: Sequence[ProfileRow], threshold: float, texts: Texts) -> Markup:
    name = texts.words.gettext("threshold %(value)s", value=texts.words.number(threshold))
    ticks = tuple((float(value), str(value)) for value in range(1, 6))
    return dots(tuple(_dot(row, texts) for row in rows), Axis(1, 5, ticks, threshold, name))


def _dot(row: ProfileRow, texts: Texts) -> Dot:
    beside = round(row.beside.mean, 2) if row.beside else None
    if row.score is None:
        return Dot(row.name, None, None, None, beside, "-", "")
    words, (low, high) = texts.words, (round(end, 2) for end in row.score.margin)
    hover = words.gettext(
        "%(mean)s, between %(low)s and %(high)s",
        mean=words.number(row.score.mean, 2),
        low=words.number(low, 2),
        high=words.number(high, 2),
    )
    return Dot(row.name, round(row.score.mean, 2), low, high, beside, words.number(row.score.mean, 2), hover)


def _agreement_chart(rows: Sequence[ProfileRow], texts: Texts) -> Markup:
    words = texts.words
    name = words.gettext("limit %(value)s", value=words.number(LIMIT, 2))
    ticks = tuple((value, words.number(value)) for value in (0.0, 0.5, 1.0, 1.5, 2.0))
    return dots(tuple(_agreement_dot(row, texts) for row in rows), Axis(0, 2, ticks, LIMIT, name))


def _agreement_dot(row: ProfileRow, texts: Texts) -> Dot:
    beside = None if row.beside is None or row.beside.ad is None else round(row.beside.ad, 2)
    if row.score is None or row.score.ad is None:
        return Dot(row.name, None, None, None, beside, "-", "")
    text = texts.words.number(row.score.ad, 2)
    return Dot(row.name, round(row.score.ad, 2), None, None, beside, text, text)
