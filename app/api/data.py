"""The API: what was published, for programs. Everything comes from published cells; nothing can be changed here."""

from functools import cache
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response

from analytics.breakdowns import sizes
from app.api.deps import ReaderDep, SourceDep, TextsDep
from app.api.filters import Form, SelectionDep, Sliced, begin_at, cut, next_address
from app.api.problems import KIND, ProblemRoute
from app.api.schema import (
    BreakdownAnswer,
    BreakdownsAnswer,
    CellAnswer,
    CellsAnswer,
    MeasureAnswer,
    MeasurementAnswer,
    MeasuresAnswer,
    OrganisationAnswer,
    ProblemAnswer,
    UnitAnswer,
)
from app.db import SessionDep
from app.errors import NotFound, NotPublished
from app.exports.cells import (
    BREAKDOWN_COLUMNS,
    COLUMNS,
    breakdown_cells,
    breakdown_values,
    cell_values,
    cells,
    unit_rows,
)
from app.exports.codebook import meanings
from app.exports.csv_text import csv_text
from app.exports.measures import measures
from app.measurements.service import measurements_of
from app.results.reading import published
from app.web.policy import public

CSV = "text/csv; charset=utf-8"
WRONG: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemAnswer, "description": text, "content": {KIND: {}}}
    for status, text in (
        (401, "No key, or one that does not work"),
        (404, "Not there, not for this key, or without a result"),
        (422, "A parameter that is not right"),
        (429, "Too many wrong keys"),
    )
}
AS_CSV: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}

router = APIRouter(prefix="/api/v1", route_class=ProblemRoute, responses=WRONG)


@router.get("/openapi.json", name="api.description", include_in_schema=False, dependencies=[Depends(public)])
def describe() -> JSONResponse:
    """Describe the API (OpenAPI)."""
    return JSONResponse(description())


@cache
def description() -> dict[str, Any]:
    """Make the description once: it is the same for everybody."""
    said = "Published figures on how customer-focused teams are. Read only. Hidden figures are null."
    return get_openapi(title="Bouwsteen", version="1", description=said, routes=router.routes)


@router.get("/organisations", name="api.organisations")
def list_organisations(reader: ReaderDep) -> list[OrganisationAnswer]:
    """List the organisations that may be read: of a key exactly one."""
    return [OrganisationAnswer.of(row) for row in reader.organisations]


@router.get("/organisations/{organisation_id}/measurements", name="api.measurements")
def list_measurements(session: SessionDep, reader: ReaderDep, organisation_id: str) -> list[MeasurementAnswer]:
    """List the measurements that have a result, the newest first."""
    found = next((row for row in reader.organisations if str(row.id) == organisation_id), None)
    if found is None:
        raise NotFound
    sources = []
    for measurement in measurements_of(session, found.id):
        try:
            sources.append(published(session, measurement))
        except NotPublished:
            continue
    return [MeasurementAnswer.of(source) for source in sources]


@router.get("/measurements/{measurement_id}", name="api.measurement")
def show_measurement(source: SourceDep) -> MeasurementAnswer:
    """Show one measurement that has a result."""
    return MeasurementAnswer.of(source)


@router.get("/measurements/{measurement_id}/units", name="api.units")
def list_units(source: SourceDep) -> list[UnitAnswer]:
    """List all units, each after the one around it; hidden ones without a number."""
    return [UnitAnswer.of(row) for row in unit_rows(source, range(len(source.tree.ids)))]


@router.get("/measurements/{measurement_id}/measures", name="api.measures")
def list_measures(texts: TextsDep) -> MeasuresAnswer:
    """List what is measured, and what the columns of the cells mean, in the language that is asked for."""
    listed = [MeasureAnswer.of(measure) for measure in measures(texts)]
    return MeasuresAnswer(measures=listed, columns=meanings(texts.words))


@router.get("/measurements/{measurement_id}/cells", name="api.cells", response_model=CellsAnswer, responses=AS_CSV)
def list_cells(request: Request, session: SessionDep, source: SourceDep, selection: SelectionDep) -> Any:  # noqa: ANN401
    """List a cell for each unit and each measure; hidden ones too. As CSV all at once, unless there is a limit."""
    found = cut(cells(session, source, begin_at(selection, source.tree.ids), selection.measures), selection)
    if selection.form is Form.CSV:
        return _csv(request, found, csv_text(COLUMNS, map(cell_values, found.cells)))
    items = [CellAnswer.of(cell) for cell in found.cells]
    return CellsAnswer(items=items, next=next_address(request, found.after))


@router.get(
    "/measurements/{measurement_id}/breakdowns",
    name="api.breakdowns",
    response_model=BreakdownsAnswer,
    responses=AS_CSV,
)
def list_breakdowns(request: Request, session: SessionDep, source: SourceDep, selection: SelectionDep) -> Any:  # noqa: ANN401
    """List the scores of those who chose one answer about themselves, where they are shown."""
    least, begin = sizes(source.measurement.minimum_scores).unit, begin_at(selection, source.tree.ids)
    found = cut(breakdown_cells(session, source, begin, selection.measures, least), selection)
    if selection.form is Form.CSV:
        return _csv(request, found, csv_text(BREAKDOWN_COLUMNS, map(breakdown_values, found.cells)))
    items = [BreakdownAnswer.of(cell) for cell in found.cells]
    return BreakdownsAnswer(items=items, next=next_address(request, found.after))


@router.get("/{rest:path}", include_in_schema=False, dependencies=[Depends(public)])
def find_nothing() -> None:
    """Answer every other address for programs too."""
    raise NotFound


def _csv(request: Request, found: Sliced[Any], text: str) -> Response:
    more = next_address(request, found.after)
    return Response(text, media_type=CSV, headers={"Link": f'<{more}>; rel="next"'} if more else {})
