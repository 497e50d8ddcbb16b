"""The unit of the path and the language of the file, if the user may know it."""

from typing import Annotated

from fastapi import Depends

from app.db import SessionDep
from app.exports.service import Subject
from app.measurements.deps import MeasurementDep
from app.results.deps import UnitDep
from app.results.texts import load_texts
from app.web.i18n import LOCALES
from app.web.i18n import language as language_of


def load_subject(session: SessionDep, access: MeasurementDep, unit: UnitDep, language: str = "") -> Subject:
    """Load the unit of the path; in the language that was asked for, else in that of the reader."""
    texts = unit.texts
    if language in LOCALES:
        texts = load_texts(session, access.measurement, language_of(language))
    return Subject(access.organisation, unit.source, unit.position, texts)


SubjectDep = Annotated[Subject, Depends(load_subject)]
