"""Words that slides and paper share."""

from analytics.ladder import Status, Step
from app.results.inside import InsideRow
from app.results.pages import UnitPage
from app.results.reading import Score
from app.results.texts import Texts

SIGNS = {Status.IN_ORDER: "●", Status.LOW: "○", Status.DIVIDED: "◐"}
"""As on the dashboards: full, empty, and in two halves."""


def status_of(step: Step, texts: Texts) -> str:
    """Say how a level stands, with its sign, and whether that is sure."""
    gettext = texts.words.gettext
    names = {
        Status.IN_ORDER: gettext("in order"),
        Status.LOW: gettext("low"),
        Status.DIVIDED: gettext("divided"),
    }
    if step.status not in names:
        return gettext("not shown")
    said = f"{SIGNS[step.status]} {names[step.status]}"
    return said if step.certain else f"{said}, {gettext('not sure')}"


def answered(page: UnitPage) -> str:
    """Say how many answered."""
    gettext = page.texts.words.gettext
    if page.respondents == page.invited:
        return gettext("Everybody who was invited answered: %(count)s people.", count=page.respondents)
    return gettext("%(count)s of the %(all)s people invited answered.", count=page.respondents, all=page.invited)


def margin(score: Score, texts: Texts) -> str:
    """Write the margin of a score, inside the ends of the scale."""
    low, high = (texts.words.number(end, 2) for end in score.margin)
    return texts.words.gettext("%(low)s to %(high)s", low=low, high=high)


def begin_of(row: InsideRow, texts: Texts) -> str:
    """Say where a unit inside should begin, and whether that is sure."""
    gettext, begin = texts.words.gettext, row.opening
    if begin is None:
        return gettext("not shown")
    if begin.level:
        return f"{begin.level} ({gettext('probably')})" if begin.probable else begin.level
    if begin.in_order:
        return gettext("probably all in order") if begin.probable else gettext("all in order")
    return gettext("cannot be told")


def explained(texts: Texts) -> tuple[str, ...]:
    """Explain the figures in a few sentences."""
    gettext = texts.words.gettext
    return (
        gettext("Margin: another day, with other people present, the average could have been there too."),
        gettext("Distance: how far an answer lies from the average of the team, in points. A large one means divided."),
        gettext("Ladder: work from the top down. What is settled higher up works through below."),
        gettext("Scores share their statements, so they move together."),
        gettext("Not shown: a figure that could point to a person. It looks the same for every reason."),
        gettext("A score says how people see their own team. It is no measure of a person, and no ranking of teams."),
    )
