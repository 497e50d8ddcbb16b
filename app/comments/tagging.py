"""What readers say that comments are about. Two who do so at once both keep what they changed."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session, col, delete, select

from app.comments.reading import themes
from app.models import CommentTheme, Measurement, Theme
from app.models.theme import LONGEST_NAME
from app.results.reading import Published

MOST_THEMES = 40


class Fault(StrEnum):
    """Why a theme was not added."""

    EMPTY = "empty"
    LONG = "long"
    TAKEN = "taken"
    MANY = "many"


@dataclass(frozen=True)
class Tagging:
    """The themes of a comment on a form: as they were when it was shown, and as they were sent."""

    comment_id: UUID
    before: AbstractSet[UUID]
    after: AbstractSet[UUID]


def add_theme(session: Session, source: Published, name: str) -> Fault | None:
    """Add a theme to a measurement, or say why not."""
    _take_turns(session, source)
    given, known = " ".join(name.split()), themes(session, source)
    if fault := _fault(given, [theme.name for theme in known]):
        return fault
    measurement = source.measurement
    session.add(Theme(organisation_id=measurement.organisation_id, measurement_id=measurement.id, name=given))
    return None


def remove_theme(session: Session, source: Published, theme_id: UUID) -> None:
    """Take away a theme that no comment has (any more); another one stays, and so does what was tagged with it."""
    _take_turns(session, source)
    used = select(CommentTheme.theme_id).where(CommentTheme.theme_id == theme_id)
    session.exec(
        delete(Theme).where(
            col(Theme.id) == theme_id,
            col(Theme.measurement_id) == source.measurement.id,
            ~used.exists(),
        )
    )


def tag(session: Session, source: Published, sent: Tagging) -> None:
    """Give a comment the themes that were ticked meanwhile, and take away those that were unticked.

    What somebody else ticked or unticked since the form was shown stays as it is.
    """
    _take_turns(session, source)
    known = {theme.id for theme in themes(session, source)}
    for theme_id in (sent.after - sent.before) & known:
        session.merge(CommentTheme(comment_id=sent.comment_id, theme_id=theme_id))
    session.exec(
        delete(CommentTheme).where(
            col(CommentTheme.comment_id) == sent.comment_id,
            col(CommentTheme.theme_id).in_((sent.before - sent.after) & known),
        )
    )


def _fault(name: str, known: list[str]) -> Fault | None:
    if not name:
        return Fault.EMPTY
    if len(name) > LONGEST_NAME:
        return Fault.LONG
    if name.casefold() in map(str.casefold, known):
        return Fault.TAKEN
    return Fault.MANY if len(known) >= MOST_THEMES else None


def _take_turns(session: Session, source: Published) -> None:
    """Let nobody else change themes of this measurement until this transaction ends; SQLite has one writer anyway."""
    session.exec(select(Measurement.id).where(Measurement.id == source.measurement.id).with_for_update())
