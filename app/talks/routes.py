"""The page of a unit for its team talk: looking at it beforehand, releasing it, and reading it with a link."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.db import SessionDep
from app.measurements.deps import MeasurementDep
from app.models import Role
from app.results.deps import UnitDep
from app.talks import service
from app.talks.deps import ChosenDep, HolderDep, MakerDep, ReleaseDep
from app.talks.links import release, withdraw
from app.web.responses import redirect, render

router = APIRouter(default_response_class=Response)


@router.get("/t/{token}", name="talks.shared")
def show_shared(request: Request, session: SessionDep, access: HolderDep) -> Response:
    """Show the page of one unit to who has the link; looking changes nothing."""
    response = render(request, service.shared_page(session, access, until=access.until))
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@router.get("/measurements/{measurement_id}/units/{unit_id}/talk", name="talks.preview")
def preview(
    request: Request, session: SessionDep, member: MeasurementDep, access: UnitDep, maker: MakerDep
) -> Response:
    """Show the page of a unit before it is released."""
    now, is_hr = request.app.state.clock.now(), member.role is Role.HR
    return render(request, service.preview_page(session, access, maker, now=now, may_release=is_hr))


@router.get("/measurements/{measurement_id}/talks", name="talks.index")
def index(request: Request, session: SessionDep, what: ReleaseDep, maker: MakerDep) -> Response:
    """List the units, with the links of those that were released."""
    return render(request, service.talks_page(session, what, maker))


@router.post("/measurements/{measurement_id}/talks/release", name="talks.release")
def release_chosen(
    request: Request, session: SessionDep, what: ReleaseDep, maker: MakerDep, units: ChosenDep
) -> Response:
    """Release the pages of the ticked units."""
    made = release(session, maker, what, units)
    return _listed(request, session, what, maker, made)


@router.post("/measurements/{measurement_id}/talks/withdraw", name="talks.withdraw")
def withdraw_chosen(
    request: Request, session: SessionDep, what: ReleaseDep, maker: MakerDep, units: ChosenDep
) -> Response:
    """Withdraw the links of the ticked units."""
    ended = withdraw(session, what, units)
    return _listed(request, session, what, maker, ended)


def _listed(request: Request, session: SessionDep, what: ReleaseDep, maker: MakerDep, changed: int) -> Response:
    """Go back to the list; where nothing was changed, it says so."""
    if changed:
        return redirect(request, "talks.index", measurement_id=what.source.measurement.id)
    page = service.talks_page(session, what, maker, none_chosen=True)
    return render(request, page, status=HTTPStatus.UNPROCESSABLE_ENTITY)
