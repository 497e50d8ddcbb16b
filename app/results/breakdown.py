"""Groups of people beside each other: those of a unit by what they said of themselves, or those of two units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import sub

from analytics.cells import OVERALL
from analytics.change import SIGNIFICANCE, Difference, difference, holm
from analytics.errors import NotReportable
from app.results.reading import Options, Score, Scores
from app.results.texts import Texts
from surveys.model import Background, Block, Level

PAIR = 2
Scored = Mapping[str, Scores]
"""Scores by the name of a group."""


@dataclass(frozen=True)
class Group:
    """Those who chose one option, and how many of them have a score: of the measure that most of them have."""

    name: str
    people: int


@dataclass(frozen=True)
class BreakdownRow:
    """One measure: the score of each group, and the difference of two groups.

    Attributes
    ----------
    scores
        In the order of the groups; None where hidden.
    difference
        The first group minus the second; None where there are not two groups, or nothing differs inside them.
    """

    name: str
    scores: tuple[Score | None, ...]
    difference: Difference | None


@dataclass(frozen=True)
class Breakdown:
    """Groups beside each other: what was asked to make them, what is found, and the figures."""

    question: str
    finding: str
    groups: tuple[Group, ...]
    rows: tuple[BreakdownRow, ...]

    @property
    def compares(self) -> bool:
        """Whether two groups are held against each other."""
        return len(self.groups) == PAIR


def breakdowns(found: Mapping[str, Options], whole: Scores, texts: Texts, *, least: int) -> tuple[Breakdown, ...]:
    """Lay the groups of each background question beside each other; one group alone says nothing.

    Where an option is hidden, everybody in no group is one group too: what is shown of the whole, less the others.

    Parameters
    ----------
    found
        The scores that are shown, by background question and option.
    whole
        The scores of the unit.
    least
        Smallest group.
    """
    asked = [each for each in texts.questionnaire.backgrounds if each.code in found]
    made = (_breakdown(each, found[each.code], whole, texts, least) for each in asked)
    return tuple(each for each in made if len(each.groups) > 1)


def _breakdown(asked: Background, found: Options, whole: Scores, texts: Texts, least: int) -> Breakdown:
    wording = texts.wording.backgrounds[asked.code]
    groups = {wording[option]: found[option] for option in asked.options if option in found}
    hidden = [wording[option] for option in asked.options if option not in found]
    if hidden and (others := rest(whole, list(groups.values()), least)):
        groups[texts.words.gettext("%(options)s, or no answer", options=", ".join(hidden))] = others
    return side_by_side(wording["text"], groups, texts)


def side_by_side(asked: str, groups: Scored, texts: Texts) -> Breakdown:
    """Lay groups that share nobody beside each other, by their names."""
    rows = _rows(list(groups.values()), texts)
    sizes = tuple(Group(name, _people(scores)) for name, scores in groups.items())
    return Breakdown(asked, _finding(rows, sizes, texts), sizes, rows)


def rest(whole: Scores, groups: Sequence[Scores], least: int) -> Scores:
    """Take the groups from the whole, for each score that all of them have, where enough people are left."""
    left = {
        code: reduce(sub, (group[code].moments for group in groups), score.moments)
        for code, score in whole.items()
        if all(code in group for group in groups)
    }
    return {code: Score(moments, None) for code, moments in left.items() if moments.n >= least}


def _rows(groups: Sequence[Scores], texts: Texts) -> tuple[BreakdownRow, ...]:
    names = {OVERALL: texts.words.gettext("Overall score")}
    names |= {code: texts.measure(code) for code in (*Block, *Level)}
    rows = [(name, tuple(group.get(code) for group in groups)) for code, name in names.items()]
    return tuple(BreakdownRow(name, scores, _difference(scores)) for name, scores in rows if any(scores))


def _people(scores: Scores) -> int:
    return max(score.moments.n for score in scores.values())


def _difference(scores: Sequence[Score | None]) -> Difference | None:
    known = [score for score in scores if score]
    if len(known) != PAIR or len(scores) != PAIR:
        return None
    first, second = known
    try:
        return difference(second.moments, first.moments)
    except NotReportable:
        return None


def _finding(rows: Sequence[BreakdownRow], groups: Sequence[Group], texts: Texts) -> str:
    """Name what two groups certainly see differently, all scores taken together; a difference is not a cause."""
    gettext = texts.words.gettext
    if len(groups) != PAIR:
        return gettext("%(count)s groups beside each other", count=len(groups))
    compared = [(row.name, row.difference) for row in rows if row.difference]
    adjusted = holm([each.p for _, each in compared])
    certain = [row for row, p in zip(compared, adjusted.tolist(), strict=True) if p < SIGNIFICANCE]
    if not certain:
        return gettext("No clear difference between the two groups")
    parts = [_higher(certain, len(rows), group.name, sign, texts) for group, sign in zip(groups, (1, -1), strict=True)]
    return "; ".join(part for part in parts if part)


def _higher(certain: Sequence[tuple[str, Difference]], scores: int, group: str, sign: int, texts: Texts) -> str:
    names = [name for name, each in certain if each.estimate * sign > 0]
    if not names:
        return ""
    if len(names) == scores:
        return texts.words.gettext("“%(group)s” is clearly higher on every score", group=group)
    return texts.words.gettext(
        "“%(group)s” is clearly higher on %(names)s", group=group, names=texts.words.listing(names)
    )
