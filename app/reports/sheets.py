"""The slides of one unit in the making: they share their footer and their language."""

from dataclasses import dataclass
from typing import Any

from app.reports.content import Content
from app.reports.deck import Deck, Words
from app.reports.layouts import Area
from app.results.pages import UnitPage
from app.results.texts import Texts


@dataclass(frozen=True)
class Sheets:
    """Where the slides of one unit go."""

    deck: Deck
    content: Content
    page: UnitPage

    @property
    def texts(self) -> Texts:
        """The texts in the language of the report."""
        return self.page.texts

    def add(self, title: str, measure: str, notes: str) -> tuple[Any, Area]:
        """Add a slide about this unit."""
        footer = f"{self.page.place.unit.name} · {self.content.footer}"
        return self.deck.slide(Words(title, measure, notes, footer))
