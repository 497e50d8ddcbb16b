"""Signs of careless and of yes-saying answers, in words."""

from dataclasses import dataclass

from analytics.quality import Styles, Together
from analytics.response_styles import Band
from app.results.texts import Texts


@dataclass(frozen=True)
class BandRow:
    """So many people, between two limits, in words."""

    name: str
    people: int


@dataclass(frozen=True)
class ScoreRow:
    """One block or level beside the others of its kind."""

    name: str
    figure: Together


@dataclass(frozen=True)
class Signs:
    """The signs, and what they say.

    Attributes
    ----------
    careless, together
        What was found on careless answers, and on answers that all go one way.
    nothing
        The share of `Styles.common` that scores with nothing in common would have.
    """

    figures: Styles
    spreads: tuple[BandRow, ...]
    runs: tuple[BandRow, ...]
    scores: tuple[ScoreRow, ...]
    careless: str
    together: str
    nothing: float


def signs(figures: Styles, smallest: int, texts: Texts) -> Signs:
    """Put the signs into words; `smallest` is the fewest people of whom is told how many they are."""
    blocks = len({row.block for row in texts.questionnaire.statements})
    return Signs(
        figures=figures,
        spreads=tuple(BandRow(_spread(band, texts), band.people) for band in figures.spreads.bands),
        runs=tuple(BandRow(_run(band, texts), band.people) for band in figures.runs.bands),
        scores=tuple(ScoreRow(texts.measure(row.code), row) for row in figures.scores),
        careless=" ".join(_careless(figures, smallest, texts)),
        together=_together(figures, 1 / blocks, texts),
        nothing=1 / blocks,
    )


def _careless(figures: Styles, smallest: int, texts: Texts) -> list[str]:
    spread = texts.words.number(figures.mean_spread, 2)
    return [
        _equal(figures, smallest, texts),
        texts.words.gettext(
            "The answers of one person lie %(spread)s points apart on average (standard deviation).", spread=spread
        ),
    ]


def _equal(figures: Styles, smallest: int, texts: Texts) -> str:
    """Say how many gave equal answers; who gave one answer to everything has the longest run as well."""
    words, first, few_above = texts.words, figures.spreads.bands[0], figures.runs.few_above
    if first.up_to == 0:
        return words.gettext("%(count)s people gave the same answer to every statement.", count=first.people)
    if few_above is None:
        return words.gettext(
            "Fewer than %(count)s people gave the same answer to every statement, or nobody did.", count=smallest
        )
    return words.gettext(
        "Fewer than %(count)s people gave the same answer more than %(run)s times in a row, or nobody did.",
        count=smallest,
        run=words.number(few_above, 0),
    )


def _together(figures: Styles, nothing: float, texts: Texts) -> str:
    words = texts.words
    if figures.common is None:
        return words.gettext("How far the building blocks move together cannot be told.")
    first = words.gettext(
        "%(share)s of the differences between people on the building blocks lies along one line.",
        share=words.percent(figures.common),
    )
    second = words.gettext(
        "With nothing in common it would be about %(nothing)s, somewhat more by chance.", nothing=words.percent(nothing)
    )
    return f"{first} {second}"


def _spread(band: Band, texts: Texts) -> str:
    words = texts.words
    if band.up_to == 0:
        return words.gettext("none: one answer to everything")
    if band.above is None and band.up_to is None:
        return words.gettext("any spread")
    if band.above is None:
        return words.gettext("%(high)s or less", high=words.number(band.up_to or 0, 2))
    if band.up_to is None:
        return words.gettext("more than %(low)s", low=words.number(band.above, 2))
    return words.gettext(
        "more than %(low)s, up to %(high)s", low=words.number(band.above, 2), high=words.number(band.up_to, 2)
    )


def _run(band: Band, texts: Texts) -> str:
    words = texts.words
    if band.above is None and band.up_to is None:
        return words.gettext("any length")
    if band.above is None:
        return words.gettext("%(high)s or less", high=words.number(band.up_to or 0, 0))
    if band.up_to is None:
        return words.gettext("%(low)s or more", low=words.number(band.above + 1, 0))
    return words.gettext("%(low)s to %(high)s", low=words.number(band.above + 1, 0), high=words.number(band.up_to, 0))
