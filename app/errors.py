"""Errors that somebody outside may cause. Each knows its HTTP status; `app.main` answers it with a page."""

from http import HTTPStatus


class AppError(Exception):
    """Base of all errors that are answered with a page that says what to do."""

    status = HTTPStatus.BAD_REQUEST


class NotFound(AppError):
    """There is nothing at this address, or not for this user: the two look the same."""

    status = HTTPStatus.NOT_FOUND


class NotSignedIn(AppError):
    """The page is for people who are signed in."""

    status = HTTPStatus.UNAUTHORIZED


class ForeignRequest(AppError):
    """A change was asked for by another site, or by a page that is too old."""

    status = HTTPStatus.FORBIDDEN


class DeadLink(AppError):
    """A personal link is unknown, withdrawn, or its measurement is closed; which of these is not told."""

    status = HTTPStatus.NOT_FOUND


class NotRecognised(AppError):
    """The browser has no personal link (any more), so that nobody can be at work in it."""

    status = HTTPStatus.UNAUTHORIZED


class Forgotten(AppError):
    """A shared computer was left alone for so long that it forgot who was answering."""

    status = HTTPStatus.UNAUTHORIZED


class TooManyTries(AppError):
    """Codes were guessed so often that nobody may try for a minute."""

    status = HTTPStatus.TOO_MANY_REQUESTS


class TooFewResponses(AppError):
    """Closing would give no result, and nobody said that this is meant."""

    status = HTTPStatus.CONFLICT


class NotOpen(AppError):
    """The measurement is not open, so that it cannot be answered or closed."""

    status = HTTPStatus.CONFLICT


class KeyProblem(AppError):
    """The key directory or a key in it cannot be used; what to do stands in the message."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class DamagedEnvelopes(AppError):
    """Some envelopes do not open with the right key, or hold no answers; the message says how many.

    Closing stops before anything is opened for good, until the administrator decides to leave them out.
    """

    status = HTTPStatus.CONFLICT


class BackupProblem(AppError):
    """No backup could be made, restored or trusted; why stands in the message."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class DemonstrationOver(AppError):
    """The demonstration has no open measurement left, or everybody has answered."""

    status = HTTPStatus.CONFLICT


class TalkEnded(AppError):
    """A link to a team talk is unknown, withdrawn, or past its day; which of these is not told."""

    status = HTTPStatus.NOT_FOUND


class NoPaper(AppError):
    """The system lacks the libraries that make PDF files; what is missing stands in the message."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class NotPublished(AppError):
    """The measurement has no result: it is still open, or it was closed with too few answers."""

    status = HTTPStatus.NOT_FOUND
