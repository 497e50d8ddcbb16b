"""What is promised to who answers: every number and date comes from the measurement and the settings."""

from dataclasses import dataclass
from datetime import date, datetime

from analytics.breakdowns import Sizes, sizes
from app.answering.respondents import Respondent
from app.config import Settings
from app.web.i18n import TIME_ZONE, Language
from surveys.schema import Wording


@dataclass(frozen=True)
class Promise:
    """What happens with the answers.

    Attributes
    ----------
    untraceable_on
        The day on which the key is gone at the latest: without it answers cannot be traced.
    operator_is_known
        Whether the installation names who runs it: without that nobody can say what a contract forbids.
    backgrounds
        The questions whose answers are kept together with the scored ones.
    breakdowns
        How many answers there must be to show scores by one of those questions.
    """

    closes_at: datetime
    untraceable_on: date
    operator: str
    operator_is_employer: bool
    operator_is_known: bool
    minimum_scores: int
    minimum_statements: int
    backgrounds: tuple[str, ...]
    breakdowns: Sizes


def promise_to(respondent: Respondent, settings: Settings, wording: Wording, words: Language) -> Promise:
    """Make the promise that holds for this respondent."""
    measurement = respondent.measurement
    return Promise(
        closes_at=measurement.closes_at,
        untraceable_on=measurement.key_ends_at.astimezone(TIME_ZONE).date(),
        operator=_operator(settings, words),
        operator_is_employer=settings.operator_is_employer,
        operator_is_known=bool(settings.operator) or settings.demo,
        minimum_scores=measurement.minimum_scores,
        minimum_statements=measurement.minimum_statements,
        backgrounds=tuple(texts["text"] for texts in wording.backgrounds.values()),
        breakdowns=sizes(measurement.minimum_scores),
    )


def _operator(settings: Settings, words: Language) -> str:
    if settings.operator:
        return settings.operator
    if settings.demo:
        return words.gettext("the maker of this demonstration")
    return words.gettext("the administrator of this installation")
