"""Every route says who may use it, and what must not change anything cannot."""

from collections.abc import Iterator

import pytest
from fastapi import Depends, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from app.accounts.deps import signed_in
from app.answering.deps import change, guest, reader, respondent
from app.api.deps import api_reader
from app.config import Settings
from app.db import SessionDep
from app.main import create_app
from app.models import Organisation
from app.talks.deps import holder
from app.web import csrf
from app.web.policy import public

POLICIES = {public, signed_in, guest, reader, respondent, change, holder, api_reader}


def dependants(dependant: Dependant) -> Iterator[Dependant]:
    """Walk through a route and everything that it depends on."""
    yield dependant
    for inner in dependant.dependencies:
        yield from dependants(inner)


def calls(dependant: Dependant) -> Iterator[object]:
    """Give everything that a route depends on."""
    return (each.call for each in list(dependants(dependant))[1:])


@pytest.fixture
def app(settings: Settings) -> Iterator[FastAPI]:
    made = create_app(settings.model_copy(update={"demo": True}))
    yield made
    made.state.engine.dispose()


def test_every_route_has_a_policy(app: FastAPI) -> None:
    open_doors = [
        context.path
        for context in iter_route_contexts(app.routes)
        if getattr(context, "dependant", None) and not POLICIES & set(calls(context.dependant))
    ]

    assert open_doors == []


def test_every_change_is_protected_against_foreign_pages(app: FastAPI) -> None:
    unprotected = {
        context.path
        for context in iter_route_contexts(app.routes)
        if getattr(context, "dependant", None)
        and set(context.methods or ()) - {"GET", "HEAD"}
        and not {csrf.protect, csrf.same_origin} & set(calls(context.dependant))
    }

    assert unprotected == set()


def test_no_route_has_the_framework_read_its_form(app: FastAPI) -> None:
    """It would read it before `app.web.forms` can, which reads what our pages send, once for all who ask."""
    reading = [
        context.path
        for context in iter_route_contexts(app.routes)
        if getattr(context, "dependant", None) and any(each.body_params for each in dependants(context.dependant))
    ]

    assert reading == []


def test_a_get_cannot_change_the_database(app: FastAPI) -> None:
    @app.get("/careless", dependencies=[Depends(public)])
    def careless(session: SessionDep) -> None:
        session.add(Organisation(name="x"))
        session.flush()

    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.get("/careless").status_code == 503

    with Session(app.state.engine) as session:
        assert session.exec(select(Organisation)).all() == []


def test_the_commit_comes_before_the_response(app: FastAPI) -> None:
    """A commit that fails must not be answered with "fine"."""

    def fail(_session: Session) -> None:
        raise OperationalError("COMMIT", None, Exception("disk full"))

    with TestClient(app, raise_server_exceptions=False) as client:
        event.listen(Session, "before_commit", fail)
        response = client.post("/sign-out")
        event.remove(Session, "before_commit", fail)

    assert response.status_code == 503
    assert response.headers["retry-after"] == "10"


def test_unknown_addresses_and_broken_ids_look_the_same(app: FastAPI) -> None:
    with TestClient(app) as client:
        unknown = client.get("/nothing-here")
        signed_out = client.get("/measurements/not-an-id")

    assert unknown.status_code == 404
    assert signed_out.status_code in {401, 404}
    assert "Traceback" not in unknown.text + signed_out.text
