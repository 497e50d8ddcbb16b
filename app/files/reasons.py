"""Why a figure is missing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self, TypeVar

from analytics.errors import NotReportable

Figure = TypeVar("Figure")


@dataclass(frozen=True)
class Reason:
    """A figure that is missing: where in the result, from the outside in, and why."""

    place: tuple[str, ...]
    problem: NotReportable


@dataclass(frozen=True)
class Reasons:
    """Collects what is missing while figures are computed, each at its place in the result."""

    place: tuple[str, ...] = ()
    found: list[Reason] = field(default_factory=list)

    def at(self, *place: str) -> Self:
        """Go on at a place further in; what is found there is found here too."""
        return type(self)(self.place + place, self.found)

    def attempt(self, name: str, figure: Callable[[], Figure]) -> Figure | None:
        """Compute a figure; None, with the reason kept, where it cannot be told."""
        try:
            return figure()
        except NotReportable as problem:
            self.miss(name, problem)
            return None

    def miss(self, name: str, problem: NotReportable) -> None:
        """Keep why a figure is missing."""
        self.found.append(Reason((*self.place, name), problem))
