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
Named = Sequence[tuple[str, Scores]]
"""Groups with their names, in order: two units may be called the same."""


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
    wording, gettext = texts.wording.backgrounds[asked.code], texts.words.gettext
    groups = [(wording[option], found[option]) for option in asked.options if option in found]
    hidden = [wording[option] for option in asked.options if option not in found]
    if hidden and (others := rest(whole, [scores for _, scores in groups], least)):
        groups.append((gettext("%(options)s, or no answer", options=", ".join(hidden)), others))
    quoted = [gettext("“%(option)s”", option=name) for name, _ in groups]
    return side_by_side(wording["text"], groups, quoted, texts)


def side_by_side(asked: str, groups: Named, called: Sequence[str], texts: Texts) -> Breakdown:
    """Lay groups that share nobody beside each other; in the finding they are called otherwise than above the table."""
    rows = _judged(_rows([scores for _, scores in groups], texts))
    sizes = tuple(Group(name, _people(scores)) for name, scores in groups)
    return Breakdown(asked, _finding(rows, called, texts), sizes, rows)


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


def _finding(rows: Sequence[BreakdownRow], groups: Sequence[str], texts: Texts) -> str:
    """Name what two groups certainly see differently, all scores taken together; a difference is not a cause."""
    gettext = texts.words.gettext
    if len(groups) != PAIR:
        return gettext("%(count)s groups beside each other", count=len(groups))
    parts = [_higher(rows, group, sign, texts) for group, sign in zip(groups, (1, -1), strict=True)]
    found = "; ".join(part for part in parts if part)
    return found[0].upper() + found[1:] if found else gettext("No clear difference between the two groups")


def clearly_higher(rows: Sequence[BreakdownRow], sign: int) -> list[BreakdownRow]:
    """Choose the measures on which the first of two groups is clearly higher, or with -1 the second."""
    return [row for row in rows if row.clear and row.difference and row.difference.estimate * sign > 0]


def _higher(rows: Sequence[BreakdownRow], group: str, sign: int, texts: Texts) -> str:
    """Name the scores on which one group is higher, or where those are nearly all, the others."""
    gettext, words = texts.words.gettext, texts.words
    higher = clearly_higher(rows, sign)
    others = [row.name for row in rows if row not in higher]
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
