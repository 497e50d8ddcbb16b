"""How somebody wants to see teams laid out, from the address."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends

from app.overview.ordering import Order


@dataclass(frozen=True)
class Layout:
    """What teams are laid out by, from where, which part of them, and whether as a table.

    Attributes
    ----------
    page
        Counted from 1; a page that is not there gives the nearest.
    first
        Which end of a score comes first.
    """

    order: Order = Order.NAME
    page: int = 1
    view: Literal["grid", "table"] = "grid"
    first: Literal["high", "low"] = "high"

    @property
    def asked(self) -> dict[str, str]:
        """Write all but the page, as it stands in the address."""
        return {"order": self.order, "view": self.view, "first": self.first}

    @property
    def low(self) -> bool:
        """Whether the lowest score comes first."""
        return self.first == "low"


LayoutDep = Annotated[Layout, Depends()]
