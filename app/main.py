"""Put the application together."""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from http import HTTPStatus

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from app import worker
from app.accounts.routes import router as accounts
from app.answering.entering import router as entering
from app.answering.routes import router as answering
from app.answering.sending import router as sending
from app.api.data import router as data
from app.api.routes import router as api
from app.attack.routes import router as attack
from app.audit.routes import router as audit
from app.clock import Clock
from app.comments.routes import router as comments
from app.comparisons.routes import router as comparisons
from app.config import Settings
from app.db import SessionDep, make_engine, reading, writers
from app.demonstration.routes import router as demonstration
from app.errors import AppError
from app.exports.routes import router as exports
from app.keys import KeyStore
from app.measurements.routes import router as measurements
from app.migrating import at_head
from app.organisations.routes import router as organisations
from app.overview.routes import router as overview
from app.publishing.finishing import means_of
from app.publishing.routes import router as publishing
from app.quality.routes import router as quality
from app.reports.checking import LARGEST
from app.reports.routes import UPLOAD
from app.reports.routes import router as reports
from app.results.routes import router as results
from app.talks.routes import router as talks
from app.turns import Turns
from app.web import assets, csrf
from app.web.headers import Guard
from app.web.limits import Failures
from app.web.pages import ErrorPage
from app.web.policy import public
from app.web.responses import render

# Those who answer are the most: their routes are found first.
FEATURES = (
    answering,
    sending,
    entering,
    accounts,
    organisations,
    measurements,
    publishing,
    results,
    overview,
    comments,
    talks,
    exports,
    reports,
    quality,
    comparisons,
    audit,
    api,
    data,
    attack,
)


def create_app(settings: Settings, *, clock: Clock | None = None) -> FastAPI:
    """Build the application; the database must have been migrated."""
    app = FastAPI(
        title="Bouwsteen",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        telemetry={"auto_configure": False},
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.engine = make_engine(settings.database_url)
    app.state.writers = writers(app.state.engine)
    app.state.turns = Turns(app.state.engine, app.state.writers)
    app.state.clock = clock or Clock(settings.clock_file)
    app.state.keys = KeyStore(settings.keys_dir)
    app.state.keys.prepare()
    app.state.failures = Failures()
    app.state.key_failures = Failures()  # of programs: a wrong key must not keep colleagues from typing their codes
    app.state.press = ThreadPoolExecutor(1, "press")
    for router in FEATURES:
        app.include_router(router, dependencies=[Depends(csrf.protect)])
    if settings.demo:
        app.include_router(demonstration)
    app.add_api_route("/health", health, dependencies=[Depends(public)])
    app.add_api_route("/ready", ready, dependencies=[Depends(public)])
    app.mount("/static", assets.Assets(directory=assets.FOLDER), name="static")
    app.add_middleware(GZipMiddleware, minimum_size=500, compresslevel=5)
    app.add_middleware(Guard, https=settings.https, larger={UPLOAD: 2 * LARGEST})
    for kind, handler in HANDLERS.items():
        app.add_exception_handler(kind, handler)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Let the daily work run beside the pages, where it was not given to a process of its own."""
    state = app.state
    with worker.beside(means_of(state.settings, state.engine), state.clock, state.settings):
        yield
    state.press.shutdown(cancel_futures=True)
    state.engine.dispose()


def health(request: Request) -> Response:
    """Say whether the database answers."""
    try:
        with Session(reading(request.app.state.engine)) as session:
            session.execute(text("SELECT 1"))
    except DBAPIError:
        return _state(ok=False)
    return _state(ok=True)


def ready(session: SessionDep) -> Response:
    """Say whether the database has all our tables."""
    return _state(ok=at_head(session.connection()))


def _state(*, ok: bool) -> Response:
    word = "ok" if ok else "unavailable"
    status = HTTPStatus.OK if ok else HTTPStatus.SERVICE_UNAVAILABLE
    return JSONResponse({"status": word, "database": word}, status_code=status)


def show_known(request: Request, error: Exception) -> Response:
    """Answer an error that somebody caused with a page that says what to do."""
    assert isinstance(error, AppError)
    return render(request, ErrorPage(type(error).__name__, str(error)), status=error.status)


def show_absent(request: Request, error: Exception) -> Response:
    """Answer an address that does not exist, or whose parts make no sense, as any other unknown address."""
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.NOT_FOUND
    return render(request, ErrorPage("NotFound", ""), status=HTTPStatus(status))


def show_busy(request: Request, _error: Exception) -> Response:
    """Answer when the database cannot be reached or cannot write: nothing was kept, and the page says so."""
    response = render(request, ErrorPage("Unavailable", ""), status=HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = "10"
    return response


def show_fault(request: Request, _error: Exception) -> Response:
    """Answer our own mistake, without its details."""
    return render(request, ErrorPage("Fault", ""), status=HTTPStatus.INTERNAL_SERVER_ERROR)


HANDLERS = {
    AppError: show_known,
    HTTPException: show_absent,
    RequestValidationError: show_absent,
    DBAPIError: show_busy,
    Exception: show_fault,
}
