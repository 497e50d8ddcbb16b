"""Who reads the API: a program with a key for one organisation, or somebody who is signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import BackgroundTasks, Depends, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlmodel import Session

from app.accounts.deps import signed_in
from app.api.keys import note_use, valid_key
from app.api.problems import ALLOWED, BadFilter, KeyRefused
from app.db import SessionDep
from app.errors import NotFound
from app.models import ApiKey, Measurement, Organisation
from app.organisations.service import organisations_of
from app.results.reading import Published, published
from app.results.texts import Texts, load_texts
from app.web.i18n import LOCALES, LanguageDep
from app.web.i18n import language as language_of

BEARER = HTTPBearer(auto_error=False, description="A key, made on the page API of an organisation.")
KeyDep = Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]


@dataclass(frozen=True)
class Reader:
    """Whose figures may be read."""

    organisations: Sequence[Organisation]

    def may_read(self, organisation_id: UUID) -> bool:
        """Say whether an organisation is one of them."""
        return any(organisation.id == organisation_id for organisation in self.organisations)


def api_reader(request: Request, session: SessionDep, tasks: BackgroundTasks, sent: KeyDep) -> Reader:
    """Find out whose figures may be read: by the key that was sent, else by who is signed in.

    Of a key the day of its last use is noted, after the answer: the one thing that reading leaves behind.
    """
    if sent is None and "authorization" not in request.headers:
        return Reader(organisations_of(session, signed_in(request, session)))
    key = _key(request, session, sent.credentials if sent else "")
    today = request.app.state.clock.now().date()
    if key.last_used_on != today:
        tasks.add_task(note_use, request.app.state.engine, key.id, today)
    return Reader([session.get_one(Organisation, key.organisation_id)])


ReaderDep = Annotated[Reader, Depends(api_reader)]


def load_source(session: SessionDep, reader: ReaderDep, measurement_id: UUID) -> Published:
    """Load the publication of the measurement of the path; NotFound when it is none of the reader's."""
    measurement = session.get(Measurement, measurement_id)
    if measurement is None or not reader.may_read(measurement.organisation_id):
        raise NotFound
    return published(session, measurement)


SourceDep = Annotated[Published, Depends(load_source)]


def load_api_texts(
    session: SessionDep,
    source: SourceDep,
    words: LanguageDep,
    language: Annotated[str, Query(description=ALLOWED["language"])] = "",
) -> Texts:
    """Load the texts of the measurement; in the language that was asked for, else in that of the reader."""
    if language and language not in LOCALES:
        raise BadFilter("language")
    return load_texts(session, source.measurement, language_of(language) if language else words)


TextsDep = Annotated[Texts, Depends(load_api_texts)]


def _key(request: Request, session: Session, text: str) -> ApiKey:
    """Find a key that works. Wrong ones are counted, and then none is looked at for a while; right ones always work."""
    now, failures = request.app.state.clock.now(), request.app.state.key_failures
    key = valid_key(session, text, today=now.date())
    if key is None:
        failures.check(request, now=now)
        failures.count(request, now=now)
        raise KeyRefused
    return key
