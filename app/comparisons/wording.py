"""What was found, in a sentence that says no more than the figures carry."""

from analytics.change import Verdict
from analytics.ladder import Ladder
from analytics.trend import Direction
from app.comparisons.change import Change, Comparison, UnitChange
from app.comparisons.detail import Detail
from app.comparisons.intervention import Intervention
from app.comparisons.trends import Trends
from app.results.texts import Texts
from app.web.i18n import Language

WORTH_SAYING = 0.1  # scale points


def finding(words: Language, comparison: Comparison) -> str:
    """Say how many teams changed clearly, and how many did not."""
    total = comparison.tested
    improved, declined = comparison.tally[Verdict.IMPROVED], comparison.tally[Verdict.DECLINED]
    if total == 0:
        return words.gettext("No team can be seen in both measurements.")
    if total == 1:
        return _only_team(words, improved, declined)
    if improved + declined == 0:
        return words.gettext("In none of the %(total)s teams is a clear change to be seen.", total=total)
    return " ".join([*_changed(words, improved, declined, total), *_others(words, total - improved - declined)])


def unit_finding(words: Language, name: str, change: Change | None, verdict: Verdict | None) -> str:
    """Say what happened to one unit, named with both of its scores."""
    if change is None:
        return words.gettext("%(name)s cannot be compared", name=name)
    told = {"name": name, "before": words.number(change.before.mean, 2), "after": words.number(change.after.mean, 2)}
    if verdict is Verdict.IMPROVED:
        return words.gettext("%(name)s clearly improved: from %(before)s to %(after)s.", **told)
    if verdict is Verdict.DECLINED:
        return words.gettext("%(name)s clearly declined: from %(before)s to %(after)s.", **told)
    if verdict is Verdict.NO_CLEAR_CHANGE:
        return words.gettext("%(name)s: no clear change is to be seen.", name=name)
    return words.gettext("%(name)s went from %(before)s to %(after)s.", **told)


def intervention_finding(words: Language, found: Intervention) -> str:
    """Say whether chosen teams changed more than the others."""
    if not found.chosen:
        return words.gettext("Teams where something was done, beside the others")
    if found.too_few:
        return words.gettext("Choose at least two teams, and leave at least two")
    if found.model is None:
        return words.gettext("Whether these teams changed more cannot be told.")
    told = {"difference": words.number(abs(found.model.difference), 2)}
    if found.model.low > 0:
        return words.gettext(
            "The change in the chosen teams is %(difference)s points better than in the others.", **told
        )
    if found.model.high < 0:
        return words.gettext(
            "The change in the chosen teams is %(difference)s points worse than in the others.", **told
        )
    return words.gettext("That the chosen teams changed more than the others cannot be told from chance.")


def trend_finding(words: Language, found: Trends) -> str:
    """Say where the overall score of a unit goes over all measurements."""
    unit, line = found.unit.name, found.lines[0]
    if line.trend is None:
        return words.gettext("Of %(unit)s no trend can be told.", unit=unit)
    told = {"unit": unit, "change": words.signed(line.trend.estimate, 2)}
    if line.direction is Direction.UP:
        return words.gettext("%(unit)s is going up: %(change)s from the first measurement to the last.", **told)
    if line.direction is Direction.DOWN:
        return words.gettext("%(unit)s is going down: %(change)s from the first measurement to the last.", **told)
    if line.direction is Direction.SMALL:
        return words.gettext(
            "%(unit)s changed little over the whole period: %(change)s. We do not call that a trend.", **told
        )
    return words.gettext("%(unit)s: no clear trend. What goes up and down here may be chance.", unit=unit)


def regression_to_mean(words: Language, unit: UnitChange) -> str:
    """Say how far a team is expected to move by itself; empty where that is too little to speak of."""
    expected = unit.regression_to_mean
    if not expected or abs(expected) < WORTH_SAYING:
        return ""
    told = {"name": unit.place.name, "expected": words.signed(expected, 2)}
    if expected > 0:
        return words.gettext(
            "Before, %(name)s stood lower than most, and that is partly chance. A difference of about %(expected)s is "
            "to be expected by itself (regression to the mean).",
            **told,
        )
    return words.gettext(
        "Before, %(name)s stood higher than most, and that is partly chance. A difference of about %(expected)s is "
        "to be expected by itself (regression to the mean).",
        **told,
    )


def agreement(words: Language, detail: Detail) -> str:
    """Say whether the answers of a unit lie closer together than before; empty where that is not shown."""
    if detail.ad_before is None or detail.ad_after is None:
        return ""
    told = {"before": words.number(detail.ad_before, 2), "after": words.number(detail.ad_after, 2)}
    change = detail.ad_after - detail.ad_before
    if abs(change) < WORTH_SAYING:
        return words.gettext("People agree about as much as before (distance %(before)s, now %(after)s).", **told)
    if change < 0:
        return words.gettext("The answers lie closer together (distance %(before)s, now %(after)s).", **told)
    return words.gettext("The answers lie further apart (distance %(before)s, now %(after)s).", **told)


def beginning(texts: Texts, detail: Detail) -> str:
    """Say where the unit may begin, then and now."""
    words, before, after = texts.words, detail.ladder_before, detail.ladder_after
    if before.undetermined or after.undetermined:
        return words.gettext("Where to begin cannot be told for both measurements.")
    if before.begin == after.begin:
        return _same_beginning(texts, before, after)
    first, second = _beginning(texts, before), _beginning(texts, after)
    if after.begin is None:
        return words.gettext("All levels are %(order)s now; before, %(level)s came first.", order=second, level=first)
    if before.begin is None:
        return words.gettext("All levels were %(order)s; now %(level)s comes first.", order=first, level=second)
    if before.certain and after.certain:
        return words.gettext("The place to begin moved from %(before)s to %(after)s.", before=first, after=second)
    return words.gettext(
        "The place to begin was %(before)s, and is %(after)s now. That may be chance.", before=first, after=second
    )


def _same_beginning(texts: Texts, before: Ladder, after: Ladder) -> str:
    """Say that nothing moved, with the doubt of each measurement."""
    words, told = texts.words, _beginning(texts, after)
    if after.begin is None and before.certain == after.certain:
        return words.gettext("All levels are %(order)s, then and now.", order=told)
    if after.begin is None:
        first = _beginning(texts, before)
        return words.gettext("All levels were %(before)s, and are %(after)s now.", before=first, after=told)
    if before.certain == after.certain:
        return words.gettext("The place to begin is still %(level)s.", level=told)
    level = texts.measure(after.begin)
    if before.certain:
        return words.gettext("The place to begin was %(level)s, and probably still is.", level=level)
    return words.gettext("The place to begin was probably %(level)s, and is %(level)s now.", level=level)


def _beginning(texts: Texts, ladder: Ladder) -> str:
    """Name the place to begin, or say that all is in order, with the doubt that there is."""
    words = texts.words
    if ladder.begin is None:
        return words.gettext("in order") if ladder.certain else words.gettext("probably in order")
    level = texts.measure(ladder.begin)
    return level if ladder.certain else words.gettext("probably %(level)s", level=level)


def _only_team(words: Language, improved: int, declined: int) -> str:
    if improved:
        return words.gettext("The one team that can be compared clearly improved.")
    if declined:
        return words.gettext("The one team that can be compared clearly declined.")
    return words.gettext("In the one team that can be compared no clear change is to be seen.")


def _changed(words: Language, improved: int, declined: int, total: int) -> list[str]:
    sentences = []
    if improved:
        sentences.append(
            words.ngettext(
                "%(count)s of %(total)s teams clearly improved.",
                "%(count)s of %(total)s teams clearly improved.",
                improved,
                total=total,
            )
        )
    if declined and improved:
        sentences.append(words.ngettext("%(count)s clearly declined.", "%(count)s clearly declined.", declined))
    elif declined:
        sentences.append(
            words.ngettext(
                "%(count)s of %(total)s teams clearly declined.",
                "%(count)s of %(total)s teams clearly declined.",
                declined,
                total=total,
            )
        )
    return sentences


def _others(words: Language, count: int) -> list[str]:
    if not count:
        return []
    return [
        words.ngettext(
            "In the other team no clear change is to be seen.",
            "In the other %(count)s no clear change is to be seen.",
            count,
        )
    ]
