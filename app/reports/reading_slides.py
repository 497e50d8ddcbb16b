"""The slides round the figures: the cover, how to read them, what is not shown and why, and a unit without figures."""

from pptx.util import Inches

from app.reports.content import Content
from app.reports.deck import Deck, Words, write
from app.reports.fitting import fitting
from app.reports.tables import Cell, lined
from app.reports.words import explained
from app.results.pages import HiddenUnitPage

SPACED = 0.7  # of the height: what is left beside the space between paragraphs
NAMES = 24  # of hidden units, on one slide


def cover(deck: Deck, content: Content) -> None:
    """Say which unit, measurement and day this is about."""
    place, words = content.first.place, content.texts.words
    path = " / ".join(step.name for step in place.path[:-1])
    title = words.gettext("How customer-focused is %(unit)s?", unit=place.unit.name)
    lines = (path or content.organisation, content.footer)
    deck.cover(title, lines, words.gettext("How to read the figures stands on the last slides."))


def without_figures(deck: Deck, content: Content, page: HiddenUnitPage) -> None:
    """Say that the unit is not shown, and lay the questions of the levels on the table, with the figures around it."""
    gettext, levels = content.texts.words.gettext, content.texts.model.levels
    why = gettext(
        "They could point to a person, here or in a unit beside it. That was promised to everybody before they "
        "answered, and it holds for everybody who reads along."
    )
    footer = f"{page.place.unit.name} · {content.footer}"
    slide, area = deck.slide(Words(gettext("Of this unit we show no figures."), why, why, footer))
    lines = [gettext("A good conversation needs no figures"), *(level.question for level in levels.values())]
    write(slide, area, tuple(lines), size=18)
    if page.around is None:
        return
    around = page.around
    measure = gettext("%(unit)s as a whole, %(count)s people", unit=around.unit.name, count=around.respondents)
    slide, area = deck.slide(Words(around.beginning.advice, measure, why, footer))
    rows = [
        [Cell(gettext("Level"), bold=True), Cell(gettext("Average"), bold=True), Cell(gettext("Question"), bold=True)]
    ]
    for rung in around.beginning.rungs:
        figure = content.texts.words.number(rung.score.mean, 2) if rung.score else gettext("not shown")
        level = levels[rung.level]
        rows.append([Cell(level.name, bold=rung.begins), Cell(figure), Cell(level.question, bold=rung.begins)])
    alt = gettext("The levels of the unit around it, each with a question")
    lined(slide, area.above(min(area.height, Inches(4.6))), rows, [2.4, 1, 6], alt)


def not_shown(deck: Deck, content: Content) -> None:
    """Name the units without figures, and say why; nothing where all are shown."""
    words = content.texts.words
    title = words.ngettext(
        "Of %(count)s unit we show no figures", "Of %(count)s units we show no figures", len(content.hidden)
    )
    notes = words.gettext("How many people answered there, this report does not tell.")
    why = words.gettext(
        "We show a unit from %(minimum)s answers on, and only if no smaller group follows from its figures and those "
        "around it.",
        minimum=content.minimum,
    )
    for first in range(0, len(content.hidden), NAMES):
        slide, area = deck.slide(Words(title, why, notes, content.footer))
        names, half = content.hidden[first : first + NAMES], NAMES // 2
        for part, column in zip((names[:half], names[half:]), area.split(0.5, Inches(0.4)), strict=True):
            if part:
                write(slide, column, part, size=15)


def how_to_read(deck: Deck, content: Content) -> None:
    """Say what the stages, the margin, the distance and the ladder are."""
    texts, gettext = content.texts, content.texts.words.gettext
    title = gettext("How to read these figures")
    slide, area = deck.slide(
        Words(title, gettext("What people say of their own team, from 1 to 5"), title, content.footer)
    )
    left, right = area.split(0.6, Inches(0.5))
    rows = [
        [
            Cell(stage.name, number, size=12, bold=True),
            Cell(texts.bounds(number), size=12),
            Cell(stage.explanation, size=10.5),
        ]
        for number, stage in sorted(texts.model.stages.items())
    ]
    head = [Cell(name, size=12, bold=True) for name in (gettext("Stage"), gettext("Average"), gettext("What it means"))]
    lined(slide, left, [head, *rows], [1.5, 1.7, 4.6], gettext("What the stages mean"))
    lines = explained(content.texts)
    write(slide, right, lines, size=fitting(" ".join(lines), right.width, round(SPACED * right.height), 14))
