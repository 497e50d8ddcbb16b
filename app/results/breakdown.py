"""Groups of people beside each other: those of a unit by what they said of themselves, or those of two units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import sub

from analytics.cells import OVERALL
from analytics.change import SIGNIFICANCE, Difference, difference, holm
from analytics.errors import NotReportable
from app.results.reading import Options, Score, Scores
from app.results.texts import Texts
from surveys.model import Background, Block, Level

PAIR = 2
FEW = 3  # scores that are named one by one where all others are alike
Scored = Mapping[str, Scores]
"""Scores by the name of a group."""


@dataclass(frozen=True)
class Group:
    """Some people by the name of what they share, and how many of them have a score: of the measure that most have."""

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
    clear
        Whether it is too large for chance, with all measures counted.
    """

    code: str
    name: str
    scores: tuple[Score | None, ...]
    difference: Difference | None
    clear: bool = False


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

    def higher(self, sign: int) -> tuple[BreakdownRow, ...]:
        """Give the measures on which the first group is clearly higher, or with -1 the second."""
        return tuple(row for row in self.rows if row.clear and row.difference and row.difference.estimate * sign > 0)


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
    made = side_by_side(wording["text"], groups, texts)
    quoted = [texts.words.gettext("“%(option)s”", option=group.name) for group in made.groups]
    return replace(made, finding=_finding(made, quoted, texts))


def side_by_side(asked: str, groups: Scored, texts: Texts) -> Breakdown:
    """Lay groups that share nobody beside each other, by their names."""
    rows = _judged(_rows(list(groups.values()), texts))
    sizes = tuple(Group(name, _people(scores)) for name, scores in groups.items())
    made = Breakdown(asked, "", sizes, rows)
    return replace(made, finding=_finding(made, list(groups), texts))


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
    rows = [(code, name, tuple(group.get(code) for group in groups)) for code, name in names.items()]
    return tuple(BreakdownRow(code, name, scores, _difference(scores)) for code, name, scores in rows if any(scores))


def _judged(rows: Sequence[BreakdownRow]) -> tuple[BreakdownRow, ...]:
    """Mark the differences that are clear with all of them counted."""
    adjusted = iter(holm([row.difference.p for row in rows if row.difference]).tolist())
    return tuple(replace(row, clear=next(adjusted) < SIGNIFICANCE) if row.difference else row for row in rows)


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


def _finding(made: Breakdown, names: Sequence[str], texts: Texts) -> str:
    """Name what two groups certainly see differently, all scores taken together; a difference is not a cause."""
    gettext = texts.words.gettext
    if not made.compares:
        return gettext("%(count)s groups beside each other", count=len(made.groups))
    if not any(row.clear for row in made.rows):
        return gettext("No clear difference between the two groups")
    parts = [_higher(made, name, sign, texts) for name, sign in zip(names, (1, -1), strict=True)]
    found = "; ".join(part for part in parts if part)
    return found[0].upper() + found[1:]


def _higher(made: Breakdown, group: str, sign: int, texts: Texts) -> str:
    """Name the scores on which one group is higher, or where those are nearly all, the others."""
    gettext, words = texts.words.gettext, texts.words
    higher = made.higher(sign)
    others = [row.name for row in made.rows if row not in higher]
    if not higher:
        return ""
    if not others:
        return gettext("%(group)s is clearly higher on every score", group=group)
    if len(others) <= FEW:
        return gettext(
            "%(group)s is clearly higher on every score but %(names)s", group=group, names=words.listing(others)
        )
    names = words.listing([row.name for row in higher])
    return gettext("%(group)s is clearly higher on %(names)s", group=group, names=names)
