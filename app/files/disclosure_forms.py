"""The form of a file for `disclose`: a tree of groups, or atoms and cells; whatever does not fit is refused."""

from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from analytics.publication import K_SCORES

MOST_K = 100  # a measurement goes up to 20
MOST_PEOPLE = 1_000_000_000


def _named(value: object) -> object:
    """Refuse what is neither text nor a whole number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise PydanticCustomError("no_id", "an id is text or a whole number")
    return value


Id = Annotated[str | int, BeforeValidator(_named)]
K = Annotated[int, Field(strict=True, ge=K_SCORES, le=MOST_K)]
People = Annotated[int, Field(strict=True, ge=0, le=MOST_PEOPLE)]
Name = Annotated[str, Field(strict=True)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class UnitForm(_Form):
    """A group: with groups inside it and perhaps people of its own, or a leaf with people alone."""

    id: Id
    direct: People | None = None
    n: People | None = None
    children: list["UnitForm"] = []

    @model_validator(mode="after")
    def _counted_once(self) -> Self:
        if self.n is not None and (self.children or self.direct not in {None, self.n}):
            raise PydanticCustomError("counted_twice", "n is for a group without groups inside it")
        if self.n is None and self.direct is None and not self.children:
            raise PydanticCustomError("not_counted", "a group without groups inside it needs n")
        return self

    @property
    def own(self) -> int:
        """How many people are in the group itself and not in a group inside it."""
        return self.n or self.direct or 0


class TreeForm(_Form):
    """An organisation."""

    k: K
    tree: UnitForm


class CellsForm(_Form):
    """Atoms with their people, and cells of atoms, the most important one first."""

    k: K
    atoms: dict[Name, People]
    cells: dict[Name, list[Name]]
