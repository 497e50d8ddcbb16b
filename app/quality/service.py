"""Put the page on the questionnaire's quality together from stored figures."""

from sqlmodel import Session

from analytics.bases import fewest
from analytics.quality import Quality
from app.quality.fit import fit
from app.quality.judging import LINES
from app.quality.pages import QualityPage, State
from app.quality.reading import grouped_scores, statement_numbers, stored_quality
from app.quality.reliability import reliability
from app.quality.statements import statement_rows, unanswered
from app.quality.styles import signs
from app.quality.teams import teams
from app.results.place import place
from app.results.reading import Published
from app.results.texts import Texts


def quality_page(session: Session, source: Published, texts: Texts) -> QualityPage:
    """Make the page."""
    found, numbers = stored_quality(session, source), statement_numbers(session, source)
    rows, smallest = statement_rows(found, numbers, texts), source.measurement.minimum_statements
    return QualityPage(
        place=place(source, 0),
        lines=LINES,
        state=_state(found, source),
        respondents=source.shown[0].respondents,
        fewest=fewest(smallest),
        smallest=smallest,
        reliability=reliability(found, texts) if found else None,
        fit=fit(found, texts) if found else None,
        teams=teams(grouped_scores(session, source), texts),
        unanswered=unanswered(rows, numbers, texts),
        signs=signs(found.styles, smallest, texts) if found and found.styles else None,
        statements=rows,
    )


def _state(found: Quality | None, source: Published) -> State:
    if found:
        return State.COMPLETE
    enough = source.shown[0].respondents >= fewest(source.measurement.minimum_statements)
    return State.NOT_COMPUTED if enough else State.TOO_FEW
