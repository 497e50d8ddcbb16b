"""What a report is made of: the pages of units, read from published figures as for the screen."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlmodel import Session

from app.models import Organisation
from app.results.deps import UnitAccess
from app.results.pages import HiddenUnitPage, UnitPage
from app.results.service import unit_page
from app.results.texts import Texts

UnitContent = UnitPage | HiddenUnitPage
Progress = Callable[[int, int], None]
"""Told how many parts of how many are done."""


@dataclass(frozen=True)
class Content:
    """Everything that a report says.

    Attributes
    ----------
    first
        The unit that the report is about.
    inside
        The shown units inside it, each before those inside it; empty where they were not asked for.
    hidden
        Names of the units inside it without figures, in the same order.
    minimum
        The smallest number of answers of which anything is shown.
    """

    organisation: str
    synthetic: bool
    texts: Texts
    first: UnitContent
    inside: tuple[UnitPage, ...]
    hidden: tuple[str, ...]
    minimum: int

    @property
    def footer(self) -> str:
        """Which measurement and which day, for the foot of every page."""
        place, words = self.first.place, self.texts.words
        made_up = [words.gettext("synthetic data")] if self.synthetic else []
        day = words.gettext("result of %(day)s", day=words.date(place.published_on))
        return " · ".join([place.measurement, day, *made_up])


def read(session: Session, access: UnitAccess, *, inside: bool, told: Progress) -> Content:
    """Read a unit and, where that is asked, every shown unit inside it."""
    source = access.source
    owner = session.get_one(Organisation, source.measurement.organisation_id)
    found = source.tree.within(access.position)[1:] if inside else ()
    shown = [position for position in found if position in source.shown]
    pages = []
    for number, position in enumerate([access.position, *shown]):
        told(number, 1 + len(shown))
        pages.append(unit_page(session, replace(access, position=position)))
    return Content(
        organisation=owner.name,
        synthetic=owner.synthetic,
        texts=access.texts,
        first=pages[0],
        inside=tuple(page for page in pages[1:] if isinstance(page, UnitPage)),
        hidden=tuple(source.tree.names[each] for each in found if each not in source.shown),
        minimum=source.measurement.minimum_scores,
    )
