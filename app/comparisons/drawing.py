"""The figures of a comparison, with all their words."""

from collections.abc import Sequence

from babel import Locale
from markupsafe import Markup

from analytics.chance import chance_limits, common_size, common_spread
from analytics.change import Verdict
from analytics.errors import TooFewAnswers
from app.comparisons.change import Change, UnitChange
from app.comparisons.matching import Pair
from app.figures.change_list import draw_list
from app.figures.change_map import draw_map
from app.figures.change_marks import ChangeRow, Kind, Words
from app.figures.embedding import embedded
from app.figures.funnel import draw_funnel
from app.web.i18n import Language

MOST_ROWS = 60  # more teams than this are shown on the map alone
STEPS = 60  # points on an edge of the funnel
FEWEST = 4  # teams, below which there is no pattern to look for
KINDS = {Verdict.IMPROVED: Kind.IMPROVED, Verdict.DECLINED: Kind.DECLINED}


Drawings = tuple[Markup | None, Markup | None, Markup | None]
"""The list of changes, the map and the funnel."""


def drawn(pair: Pair, teams: Sequence[UnitChange], words: Language) -> Drawings:
    """Draw what there is to draw of a comparison."""
    return changes(pair, teams, words), change_map(pair, teams, words), funnel(pair, teams, words)


def changes(pair: Pair, teams: Sequence[UnitChange], words: Language) -> Markup | None:
    """Draw the difference of every team; None when no team is compared, or too many to be told apart."""
    if len(teams) > MOST_ROWS or not any(team.change for team in teams):
        return None
    return embedded(draw_list(_rows(teams, words), _words(pair, words), relevant=pair.relevant))


def change_map(pair: Pair, teams: Sequence[UnitChange], words: Language) -> Markup | None:
    """Draw where every team stood and where it stands; None when no team is compared."""
    if not any(team.change for team in teams):
        return None
    return embedded(draw_map(_rows(teams, words), _words(pair, words), relevant=pair.relevant))


def funnel(pair: Pair, teams: Sequence[UnitChange], words: Language) -> Markup | None:
    """Draw the difference of every team against its size, with what chance alone does; None below `FEWEST` teams."""
    changes = [team.change for team in teams if team.change]
    if len(changes) < FEWEST:
        return None
    try:
        spread, freedom = common_spread([moments for each in changes for moments in (each.before, each.after)])
    except TooFewAnswers:
        return None
    largest = 1.08 * max(common_size(each.before.n, each.after.n) for each in changes)
    sizes = [largest * (place / STEPS) ** 2 for place in range(1, STEPS + 1)]  # close together where the edge bends
    edge = tuple(zip(sizes, chance_limits(sizes, spread, freedom), strict=True))
    return embedded(draw_funnel(_rows(teams, words), _words(pair, words), edge=edge))


def verdict_word(words: Language, unit: UnitChange) -> str:
    """Say the verdict on a unit."""
    if unit.verdict is Verdict.IMPROVED:
        return words.gettext("clearly improved")
    if unit.verdict is Verdict.DECLINED:
        return words.gettext("clearly declined")
    if unit.verdict is Verdict.NO_CLEAR_CHANGE:
        return words.gettext("no clear change")
    if unit.place.lasting:
        return words.gettext("Not shown, to prevent recognition")
    if unit.place.after is None:
        return words.gettext("no longer there, no comparison")
    return words.gettext("new team, no comparison")


def _rows(teams: Sequence[UnitChange], words: Language) -> list[ChangeRow]:
    return [_row(team, team.change, words) for team in teams]


def _row(team: UnitChange, change: Change | None, words: Language) -> ChangeRow:
    name, kind = team.place.name, KINDS.get(team.verdict, Kind.UNCLEAR) if team.verdict else Kind.UNCLEAR
    if change is None:
        why = words.gettext("not shown") if team.place.lasting else words.gettext("no comparison")
        return ChangeRow(name, Kind.UNCLEAR, None, None, None, None, None, None, why, "")
    text, bounds = words.signed(change.estimate, 2), change.difference
    low, high = (bounds.low, bounds.high) if bounds else (None, None)
    hover = words.gettext(
        "%(name)s: from %(before)s to %(after)s, difference %(difference)s. %(verdict)s.",
        name=name,
        before=words.number(change.before.mean, 2),
        after=words.number(change.after.mean, 2),
        difference=text,
        verdict=verdict_word(words, team).capitalize(),
    )
    means, size = (change.before.mean, change.after.mean), common_size(change.before.n, change.after.n)
    return ChangeRow(name, kind, change.estimate, low, high, *means, size, text, hover)


def _words(pair: Pair, words: Language) -> Words:
    relevant = words.number(pair.relevant, 2)
    return Words(
        down=words.gettext("lower"),
        up=words.gettext("higher"),
        band=words.gettext("less than %(relevant)s does not count", relevant=relevant),
        before=words.gettext("Score in %(measurement)s", measurement=pair.before.measurement.name),
        after=words.gettext("Score in %(measurement)s", measurement=pair.after.measurement.name),
        size=words.gettext("People with a score, per measurement"),
        change=words.gettext("Difference"),
        chance=words.gettext("what chance alone does"),
        decimal=str(Locale.parse(words.code).number_symbols["latn"]["decimal"]),
    )
