"""The forms of the answers, for the description of the API; every field has the meaning that the codebook gives it."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, Field

from app.exports.cells import BreakdownCell, Cell, UnitRow, breakdown_values, cell_values
from app.exports.codebook import meanings
from app.exports.measures import Kind, Measure
from app.models import Organisation
from app.results.reading import Published
from app.web.i18n import SOURCE, language
from surveys.model import Block, Level

SAID = meanings(language(SOURCE))


def _said(name: str) -> Any:  # noqa: ANN401  as the library has it
    return Field(description=SAID[name])


class OrganisationAnswer(BaseModel):
    """An organisation that may be read."""

    id: UUID
    name: str
    synthetic: bool = Field(description="whether everything in it is made up")

    @classmethod
    def of(cls, row: Organisation) -> Self:
        """Take what is told of an organisation."""
        return cls(id=row.id, name=row.name, synthetic=row.synthetic)


class MeasurementAnswer(BaseModel):
    """A closed measurement that has a result."""

    id: UUID
    organisation_id: UUID
    name: str
    published_on: date = Field(description="when the result was made; it is never changed")
    threshold: float = Field(description="average from which a level may be in order")
    minimum_scores: int = Field(description="smallest group whose scores are shown")
    minimum_statements: int = Field(description="smallest group whose statements are shown as numbers")

    @classmethod
    def of(cls, source: Published) -> Self:
        """Take what is told of a publication."""
        return cls(**source.measurement.model_dump(), published_on=source.publication.published_on)


class UnitAnswer(BaseModel):
    """A unit as it was when the measurement began; hidden ones have `shown: false` and no numbers."""

    unit_id: Annotated[UUID, _said("unit_id")]
    unit: Annotated[str, _said("unit")]
    path: Annotated[str, _said("path")]
    parent_id: Annotated[UUID | None, _said("parent_id")]
    is_team: Annotated[bool, _said("is_team")]
    shown: Annotated[bool, _said("shown")]
    tier: Annotated[str | None, _said("tier")]
    respondents: Annotated[int | None, _said("respondents")]
    invited: Annotated[int | None, _said("invited")]

    @classmethod
    def of(cls, row: UnitRow) -> Self:
        """Take what is told of a unit."""
        return cls.model_validate(row, from_attributes=True)


class MeasureAnswer(BaseModel):
    """One thing that is measured: the codebook."""

    measure: Annotated[str, _said("measure")]
    kind: Annotated[Kind, _said("kind")]
    block: Annotated[Block | None, _said("block")]
    level: Annotated[Level | None, _said("level")]
    text: Annotated[str, _said("text")]
    lowest: Annotated[int, _said("lowest")]
    highest: Annotated[int, _said("highest")]

    @classmethod
    def of(cls, row: Measure) -> Self:
        """Take what is told of a measure."""
        return cls.model_validate(row, from_attributes=True)


class MeasuresAnswer(BaseModel):
    """What is measured, and what every column of the cells means."""

    measures: list[MeasureAnswer]
    columns: dict[str, str] = Field(description="meaning of every column, by its name")


class CellAnswer(BaseModel):
    """One figure of one unit; a hidden one has `shown: false` and null for all numbers."""

    unit_id: Annotated[UUID, _said("unit_id")]
    unit: Annotated[str, _said("unit")]
    path: Annotated[str, _said("path")]
    parent_id: Annotated[UUID | None, _said("parent_id")]
    tier: Annotated[str | None, _said("tier")]
    respondents: Annotated[int | None, _said("respondents")]
    invited: Annotated[int | None, _said("invited")]
    measure: Annotated[str, _said("measure")]
    kind: Annotated[Kind, _said("kind")]
    block: Annotated[Block | None, _said("block")]
    level: Annotated[Level | None, _said("level")]
    shown: Annotated[bool, _said("shown")]
    n: Annotated[int | None, _said("n")]
    mean: Annotated[float | None, _said("mean")]
    sd: Annotated[float | None, _said("sd")]
    low: Annotated[float | None, _said("low")]
    high: Annotated[float | None, _said("high")]
    ad: Annotated[float | None, _said("ad")]
    stage: Annotated[int | None, _said("stage")]
    stage_low: Annotated[int | None, _said("stage_low")]
    stage_high: Annotated[int | None, _said("stage_high")]
    favourable: Annotated[float | None, _said("favourable")]
    favourable_low: Annotated[float | None, _said("favourable_low")]
    favourable_high: Annotated[float | None, _said("favourable_high")]
    score: Annotated[float | None, _said("score")]
    score_low: Annotated[float | None, _said("score_low")]
    score_high: Annotated[float | None, _said("score_high")]
    counts: Annotated[dict[str, int] | None, _said("counts")]
    unknown: Annotated[int | None, _said("unknown")]
    skipped: Annotated[int | None, _said("skipped")]

    @classmethod
    def of(cls, cell: Cell) -> Self:
        """Take what is told of a cell."""
        counts = {str(answer): people for answer, people in cell.counts.items()}
        return cls.model_validate({**cell_values(cell), "counts": counts or None})


class BreakdownAnswer(BaseModel):
    """One score of those in a unit who chose one answer about themselves; only shown ones exist."""

    unit_id: Annotated[UUID, _said("unit_id")]
    unit: Annotated[str, _said("unit")]
    path: Annotated[str, _said("path")]
    background: Annotated[str, _said("background")]
    option: Annotated[str, _said("option")]
    measure: Annotated[str, _said("measure")]
    kind: Annotated[Kind, _said("kind")]
    block: Annotated[Block | None, _said("block")]
    level: Annotated[Level | None, _said("level")]
    n: Annotated[int | None, _said("n")]
    mean: Annotated[float | None, _said("mean")]
    sd: Annotated[float | None, _said("sd")]
    low: Annotated[float | None, _said("low")]
    high: Annotated[float | None, _said("high")]
    stage: Annotated[int | None, _said("stage")]
    stage_low: Annotated[int | None, _said("stage_low")]
    stage_high: Annotated[int | None, _said("stage_high")]

    @classmethod
    def of(cls, cell: BreakdownCell) -> Self:
        """Take what is told of a cell."""
        return cls.model_validate(breakdown_values(cell))


class CellsAnswer(BaseModel):
    """A page of cells."""

    items: list[CellAnswer]
    next: str | None = Field(description="address of the next page; null on the last one")


class BreakdownsAnswer(BaseModel):
    """A page of cells of breakdowns."""

    items: list[BreakdownAnswer]
    next: str | None = Field(description="address of the next page; null on the last one")


class Wrong(BaseModel):
    """One parameter that is not right."""

    parameter: str
    allowed: str = Field(description="what it may be")


class ProblemAnswer(BaseModel):
    """What went wrong (RFC 9457)."""

    title: str
    detail: str = Field(description="what to do now")
    errors: list[Wrong] = []
