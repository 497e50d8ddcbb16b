"""Where an organisation stands: its stage, its blocks and its levels, in sentences and as rows."""

from dataclasses import dataclass

from analytics.cells import OVERALL
from app.results.profiles import ProfileRow, block_finding, level_finding
from app.results.reading import Score, UnitFigures
from app.results.texts import Texts
from surveys.model import Block, Level


@dataclass(frozen=True)
class Standing:
    """What is said of the scores of an organisation, and the scores."""

    sentence: str
    overall: Score | None
    blocks: tuple[ProfileRow, ...]
    block_finding: str
    levels: tuple[ProfileRow, ...]
    level_finding: str


def standing(unit: UnitFigures, threshold: float, texts: Texts) -> Standing:
    """Say where a unit stands."""
    blocks = tuple(ProfileRow(texts.measure(code), unit.scores.get(code), None) for code in Block)
    levels = tuple(ProfileRow(texts.measure(code), unit.scores.get(code), None) for code in Level)
    overall = unit.scores.get(OVERALL)
    return Standing(
        sentence=_sentence(overall, threshold, texts),
        overall=overall,
        blocks=blocks,
        block_finding=block_finding(blocks, texts),
        levels=levels,
        level_finding=level_finding(levels, threshold, texts),
    )


def _sentence(overall: Score | None, threshold: float, texts: Texts) -> str:
    words = texts.words
    if overall is None:
        return words.gettext("The overall score is not shown.")
    told = {"stages": texts.stages(overall.stages), "threshold": words.number(threshold)}
    if overall.interval.low >= threshold:
        return words.gettext(
            "Customer focus is %(stages)s here. The average surely lies above %(threshold)s, the threshold of the "
            "ladder.",
            **told,
        )
    if overall.interval.high < threshold:
        return words.gettext(
            "Customer focus is %(stages)s here. The average surely lies below %(threshold)s, the threshold of the "
            "ladder.",
            **told,
        )
    return words.gettext(
        "Customer focus is %(stages)s here. For the ladder it is not certain: its threshold of %(threshold)s lies "
        "within the margin.",
        **told,
    )
