"""The closed measurement of the path, with the texts that go with its figures, if the user may know it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from app.db import SessionDep
from app.results.deps import PublishedDep
from app.results.reading import Published
from app.results.texts import Texts, load_texts
from app.web.i18n import LanguageDep


@dataclass(frozen=True)
class QualityAccess:
    """A publication as a consultant or HR may read it, and its texts."""

    source: Published
    texts: Texts


def load_quality(session: SessionDep, source: PublishedDep, words: LanguageDep) -> QualityAccess:
    """Load the publication of the path with its texts; NotPublished where there is none."""
    return QualityAccess(source, load_texts(session, source.measurement, words))


QualityDep = Annotated[QualityAccess, Depends(load_quality)]
