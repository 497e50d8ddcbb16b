"""The data files of a unit."""

from fastapi import APIRouter
from fastapi.responses import Response

from app.db import SessionDep
from app.exports import service
from app.exports.deps import SubjectDep

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
SAV = "application/x-spss-sav"

router = APIRouter(prefix="/measurements/{measurement_id}/units/{unit_id}/files", default_response_class=Response)


@router.get("/workbook.xlsx", name="exports.workbook")
def workbook(session: SessionDep, subject: SubjectDep) -> Response:
    """Send the workbook of a unit, with a sheet for each table."""
    return _file(service.unit_workbook(session, subject), XLSX, subject.named("workbook.xlsx"))


@router.get("/teams.csv", name="exports.teams_csv")
def teams_csv(session: SessionDep, subject: SubjectDep) -> Response:
    """Send one row per team, for any program."""
    return _file(service.teams_csv(session, subject), CSV, subject.named("teams.csv"))


@router.get("/teams.sav", name="exports.teams_sav")
def teams_sav(session: SessionDep, subject: SubjectDep) -> Response:
    """Send one row per team, for SPSS."""
    return _file(service.teams_sav(session, subject), SAV, subject.named("teams.sav"))


@router.get("/codebook.csv", name="exports.codebook")
def codebook(subject: SubjectDep) -> Response:
    """Send what the columns of those files mean."""
    return _file(service.codebook_csv(subject), CSV, subject.named("codebook.csv"))


def _file(content: bytes | str, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
