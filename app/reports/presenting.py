"""A whole presentation: a unit in full, the units inside it in three slides each, and how to read them."""

from collections.abc import Callable

from app.reports.answer_slides import most_divided, outcomes, statements
from app.reports.chart_slides import agreement, blocks, levels, standing
from app.reports.content import Content, Progress
from app.reports.deck import Deck
from app.reports.grid_slides import begin, grid
from app.reports.reading_slides import cover, how_to_read, not_shown, without_figures
from app.reports.sheets import Sheets
from app.reports.table_slides import breakdowns, inside
from app.results.pages import HiddenUnitPage, UnitPage

Make = Callable[[Sheets], None]
SHORT: tuple[Make, ...] = (standing, grid, begin)
FULL: tuple[Make, ...] = (*SHORT, blocks, levels, agreement, most_divided, outcomes, breakdowns, inside)


def presentation(content: Content, template: bytes, *, told: Progress) -> bytes:
    """Make the .pptx file of a report, in the layouts of a template that was checked before."""
    deck = Deck(template, content.texts.words.code)
    cover(deck, content)
    _first(deck, content)
    for number, page in enumerate(content.inside):
        told(number, len(content.inside))
        _unit(deck, content, page, SHORT)
    not_shown(deck, content)
    how_to_read(deck, content)
    place = content.first.place
    title = f"{place.unit.name} - {place.measurement}"
    return deck.save(title=title, author=content.organisation, day=place.published_on)


def _first(deck: Deck, content: Content) -> None:
    """Show the unit that the report is about; with all its statements where it stands alone."""
    if isinstance(content.first, HiddenUnitPage):
        without_figures(deck, content, content.first)
    elif content.inside:
        _unit(deck, content, content.first, FULL)
    else:
        _unit(deck, content, content.first, (*FULL, statements))


def _unit(deck: Deck, content: Content, page: UnitPage, slides: tuple[Make, ...]) -> None:
    for make in slides:
        make(Sheets(deck, content, page))
