"""What every column and every code means, in the language of the reader."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.exports.cells import Value
from app.exports.measures import FIELDS, Measure
from app.results.texts import Texts
from app.web.i18n import Language

HIDDEN_CODE = -999
"""Stands in a file for SPSS where a figure is not shown: outside every scale, and declared as missing."""
ENTRY_COLUMNS = ("variable", "label", "measure", "figure", "lowest", "highest", "values", "missing")


@dataclass(frozen=True)
class Variable:
    """A column of the file with one row per team.

    Attributes
    ----------
    name
        At most 64 letters, digits and underscores, beginning with a letter.
    measure, figure
        Whose figure it is and which one; both None for what describes the team.
    codes
        Names of the codes that it can have.
    """

    name: str
    label: str
    measure: Measure | None
    figure: str | None
    codes: dict[int, str]

    @property
    def is_text(self) -> bool:
        """Whether it holds words."""
        return self.name in TEXTS


TEXTS = ("unit_id", "unit", "path", "parent_id")
TIERS = ("scores", "statements")
"""What the codes 1 and 2 of the variable `tier` stand for."""


def meanings(words: Language) -> dict[str, str]:
    """Say what every column of every file and answer means, by its name."""
    return {**_of_units(words), **_of_measures(words), **_of_figures(words)}


def variables(measures: tuple[Measure, ...], texts: Texts) -> tuple[Variable, ...]:
    """List the columns of the file with one row per team, in their order."""
    said = meanings(texts.words)
    described = [Variable(name, said[name], None, None, _codes(name, texts)) for name in TEAM_COLUMNS]
    return (*described, *(each for measure in measures for each in _variables(measure, said, texts)))


TEAM_COLUMNS = (*TEXTS, "shown", "tier", "respondents", "invited")


def entries(measures: tuple[Measure, ...], texts: Texts) -> Iterator[dict[str, Value]]:
    """Write the codebook of that file: a row for each of its columns."""
    for variable in variables(measures, texts):
        measure = variable.measure
        yield {
            "variable": variable.name,
            "label": variable.label,
            "measure": measure.measure if measure else None,
            "figure": variable.figure,
            "lowest": measure.lowest if measure else None,
            "highest": measure.highest if measure else None,
            "values": "; ".join(f"{code} = {name}" for code, name in variable.codes.items()),
            "missing": None if variable.is_text else _missing(texts.words),
        }


def _variables(measure: Measure, said: dict[str, str], texts: Texts) -> Iterator[Variable]:
    for field in FIELDS[measure.kind]:
        label = f"{measure.text}: {said[field]}"
        yield Variable(f"{measure.measure}_{field}", label, measure, field, _codes(field, texts))


def _codes(name: str, texts: Texts) -> dict[int, str]:
    gettext = texts.words.gettext
    if name.startswith("stage"):
        return {stage: text.name for stage, text in sorted(texts.model.stages.items())}
    if name == "shown":
        return {0: gettext("not shown"), 1: gettext("shown")}
    if name == "tier":
        return {1: gettext("scores; statements as a stage only"), 2: gettext("scores, and statements as numbers")}
    return {}


def _missing(words: Language) -> str:
    return words.gettext("empty in CSV and %(code)s in SPSS: not shown", code=HIDDEN_CODE)


def _of_units(words: Language) -> dict[str, str]:
    gettext = words.gettext
    return {
        "unit_id": gettext("code of the unit, the same in every measurement"),
        "unit": gettext("name of the unit"),
        "path": gettext("names of the units around it, from the organisation down"),
        "parent_id": gettext("code of the unit around it; empty for the organisation"),
        "tier": gettext("how much of the unit is shown"),
        "respondents": gettext("people who answered, in the unit and the units inside it"),
        "invited": gettext("people who were invited, in the unit and the units inside it"),
        "shown": gettext("whether it is shown; hidden figures are empty"),
        "is_team": gettext("whether there are no units inside it"),
    }


def _of_measures(words: Language) -> dict[str, str]:
    gettext = words.gettext
    return {
        "measure": gettext("code of what is measured, the same in every measurement"),
        "kind": gettext("score, statement or recommendation"),
        "block": gettext("code of the building block"),
        "level": gettext("code of the level"),
        "text": gettext("name of the score, or the statement or question as it was asked"),
        "lowest": gettext("lowest answer of the scale"),
        "highest": gettext("highest answer of the scale"),
        "background": gettext("code of the question that people answered about themselves"),
        "option": gettext("code of the answer that they gave to it"),
    }


def _of_figures(words: Language) -> dict[str, str]:
    gettext = words.gettext
    return {
        "n": gettext("people with a score or a valid answer"),
        "mean": gettext("average"),
        "sd": gettext("standard deviation"),
        "low": gettext("low end of the margin of the average, 95 of 100"),
        "high": gettext("high end of the margin of the average, 95 of 100"),
        "ad": gettext("average distance from the average, in points"),
        "stage": gettext("stage of maturity, 1 to 5"),
        "stage_low": gettext("lowest stage that the margin touches"),
        "stage_high": gettext("highest stage that the margin touches"),
        "favourable": gettext("share of the two highest answers, 0 to 1"),
        "favourable_low": gettext("margin of that share, low end"),
        "favourable_high": gettext("margin of that share, high end"),
        "score": gettext("recommendation score, -100 to 100"),
        "score_low": gettext("margin of the recommendation score, low end"),
        "score_high": gettext("margin of the recommendation score, high end"),
        "counts": gettext("people per answer"),
        "unknown": gettext("people who said that they do not know"),
        "skipped": gettext("people who gave no answer"),
    }
