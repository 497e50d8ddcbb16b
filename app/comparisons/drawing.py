"""The two figures of a comparison, with all their words."""

from collections.abc import Sequence

from babel import Locale
from markupsafe import Markup

from analytics.change import Verdict
from app.comparisons.change import Change, UnitChange
from app.comparisons.matching import Pair
from app.figures import changes as figures
from app.figures.changes import ChangeRow, Kind
from app.web.i18n import Language

MOST_ROWS = 60  # more teams than this are shown on the map alone
KINDS = {Verdict.IMPROVED: Kind.IMPROVED, Verdict.DECLINED: Kind.DECLINED}


def changes(pair: Pair, teams: Sequence[UnitChange], words: Language) -> Markup | None:
    """Draw the difference of every team; None when no team is compared, or too many to be told apart."""
    if len(teams) > MOST_ROWS or not any(team.change for team in teams):
        return None
    return figures.changes(_rows(teams, words), _words(pair, words), relevant=pair.relevant)


def change_map(pair: Pair, teams: Sequence[UnitChange], words: Language) -> Markup | None:
    """Draw where every team stood and where it stands; None when no team is compared."""
    if not any(team.change for team in teams):
        return None
    return figures.change_map(_rows(teams, words), _words(pair, words), relevant=pair.relevant)


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


def _rows(teams: Sequence[UnitChange], words: Language) -> tuple[ChangeRow, ...]:
    return tuple(_row(team, team.change, words) for team in teams)


def _row(team: UnitChange, change: Change | None, words: Language) -> ChangeRow:
    name, kind = team.place.name, KINDS.get(team.verdict, Kind.UNCLEAR) if team.verdict else Kind.UNCLEAR
    if change is None:
        why = words.gettext("not shown") if team.place.lasting else words.gettext("no comparison")
        return ChangeRow(name, Kind.UNCLEAR, None, None, None, None, None, why, "")
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
    return ChangeRow(name, kind, change.estimate, low, high, change.before.mean, change.after.mean, text, hover)


def _words(pair: Pair, words: Language) -> figures.Words:
    relevant = words.number(pair.relevant, 2)
    return figures.Words(
        down=words.gettext("lower"),
        up=words.gettext("higher"),
        band=words.gettext("less than %(relevant)s does not count", relevant=relevant),
        before=words.gettext("Score in %(measurement)s", measurement=pair.before.measurement.name),
        after=words.gettext("Score in %(measurement)s", measurement=pair.after.measurement.name),
        decimal=str(Locale.parse(words.code).number_symbols["latn"]["decimal"]),
    )
