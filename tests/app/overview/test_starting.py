"""What is said over all teams, from figures that are known."""

import pytest
from sqlmodel import Session

from analytics.moments import Moments
from app.overview.counting import counted, counts
from app.overview.differing import differing
from app.overview.standing import standing
from app.overview.starting import starting
from app.results.all_units import scores_of_all
from app.results.reading import Published, Score, figures, published
from app.results.texts import Texts, load_texts
from app.web.i18n import language
from tests.app.results.factories import Closed


@pytest.fixture
def source(session: Session, sample: Closed) -> Published:
    return published(session, sample.measurement)


@pytest.fixture
def texts(session: Session, sample: Closed) -> Texts:
    return load_texts(session, sample.measurement, language("en"))


def mission(mean: float, *, n: int = 200, sd: float = 0.5) -> dict[str, Score]:
    return {"mission": Score(Moments(n, n * mean, n * mean * mean + (n - 1) * sd * sd), None)}


def head_office(session: Session, source: Published, texts: Texts, leads: dict[str, dict[str, Score]] | None) -> str:
    whole = figures(session, source, [0])[0]
    return starting(whole, counts(session, source), leads, texts, threshold=3.5).head_office


def test_head_office_only(session: Session, source: Published, texts: Texts) -> None:
    found = head_office(session, source, texts, {"yes": mission(4.0), "no": mission(3.0)})

    assert found.startswith("Only among the leaders: for those who lead others the mission is in order (4.00)")


def test_head_office_only_is_probable_where_a_margin_crosses_the_threshold(
    session: Session, source: Published, texts: Texts
) -> None:
    found = head_office(session, source, texts, {"yes": mission(3.6, n=10, sd=1), "no": mission(3.0)})

    assert found.startswith("Probably only among the leaders")


@pytest.mark.parametrize(
    "leads",
    [None, {"yes": mission(4.0)}, {"yes": mission(4.0), "no": mission(3.9)}, {"yes": mission(3.0), "no": mission(4.0)}],
)
def test_nothing_is_said_otherwise(
    session: Session, source: Published, texts: Texts, leads: dict[str, dict[str, Score]] | None
) -> None:
    assert head_office(session, source, texts, leads) == ""


def test_every_shown_team_is_counted_once(session: Session, source: Published, texts: Texts) -> None:
    whole, found = figures(session, source, [0])[0], counts(session, source)
    shown = sum(team in source.shown for team in source.tree.leaves)

    begins, differs = starting(whole, found, None, texts, threshold=3.5), differing(found, texts)

    assert sum(row.count for row in begins.teams) + begins.undetermined == shown
    assert sum(row.count for row in differs.stages) == differs.teams == shown


def test_a_team_of_which_the_top_is_not_shown_begins_nowhere(session: Session, source: Published) -> None:
    scores = scores_of_all(session, source)
    team = next(team for team in source.tree.leaves if team in scores)
    less = {**scores, team: {measure: score for measure, score in scores[team].items() if measure != "mission"}}

    before, after = counted(source, scores), counted(source, less)

    assert (before.undetermined, after.undetermined) == (0, 1)
    assert sum(after.begins.values()) == sum(before.begins.values()) - 1


def test_teams_that_are_divided_are_counted_and_named(session: Session, source: Published, texts: Texts) -> None:
    found = differing(counts(session, source), texts)

    assert {row.name: row.count for row in found.divided}["Values and beliefs"] == 1
    assert "Values and beliefs" in found.inside


@pytest.mark.parametrize(
    ("mean", "words"), [(4.0, "surely lies above"), (3.0, "surely lies below"), (3.5, "lies within the margin")]
)
def test_the_sentence_carries_no_more_than_the_interval(
    session: Session, source: Published, texts: Texts, mean: float, words: str
) -> None:
    whole = figures(session, source, [0])[0]
    n = 100
    overall = Score(Moments(n, n * mean, n * mean * mean + (n - 1) * 0.25), 0.5)
    changed = whole.__class__(**(vars(whole) | {"scores": {**whole.scores, "overall": overall}}))

    assert words in standing(changed, 3.5, texts).sentence
