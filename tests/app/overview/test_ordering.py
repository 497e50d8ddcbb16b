"""Teams are put in order by what is known of them, not by noise."""

import pytest
from sqlmodel import Session

from analytics.moments import Moments
from app.overview.ordering import Order, ordered, shrunken, spread
from app.results.all_units import scores_of_all
from app.results.reading import Published, Score, published
from surveys.model import Block, Level
from tests.app.results.factories import Closed


@pytest.fixture
def source(session: Session, sample: Closed) -> Published:
    return published(session, sample.measurement)


def score(mean: float, n: int, *, sd: float = 0.5, ad: float | None = 0.4) -> Score:
    return Score(Moments(n, n * mean, n * mean * mean + (n - 1) * sd * sd), ad)


def test_a_small_team_is_pulled_further_than_a_large_one(source: Published) -> None:
    small, large, third, fourth = [team for team in source.tree.leaves if team in source.shown][:4]
    scores = {
        small: {"overall": score(4.5, 5)},
        large: {"overall": score(4.5, 60)},
        third: {"overall": score(3.0, 30)},
        fourth: {"overall": score(3.4, 30)},
    }

    pulled = shrunken(source, scores, "overall")

    assert 3.0 < pulled[small] < pulled[large] < 4.5


def test_a_small_team_with_a_chance_high_mean_does_not_come_first(source: Published) -> None:
    small, large, third, fourth = [team for team in source.tree.leaves if team in source.shown][:4]
    scores = {
        small: {"overall": score(4.1, 5, sd=0.9)},
        large: {"overall": score(4.0, 80, sd=0.9)},
        third: {"overall": score(3.7, 30, sd=0.9)},
        fourth: {"overall": score(3.8, 30, sd=0.9)},
    }

    assert ordered(source, scores, source.shown.keys() & scores.keys(), Order.OVERALL)[0] == large


def test_the_most_divided_come_first(source: Published) -> None:
    first, second = [team for team in source.tree.leaves if team in source.shown][:2]
    scores = {first: {"overall": score(4, 9, ad=0.3)}, second: {"overall": score(4, 9, ad=0.9)}}

    assert ordered(source, scores, [first, second], Order.AGREEMENT) == [second, first]


def test_without_a_figure_a_team_stands_by_name_after_the_others(source: Published) -> None:
    teams = source.tree.leaves
    last = max(team for team in teams if team in source.shown)
    scores = {last: {"overall": score(2, 9)}}

    listed = ordered(source, scores, teams, Order.AGREEMENT)

    assert listed[0] == last
    assert [source.tree.names[team] for team in listed[1:]] == sorted(
        (source.tree.names[team] for team in teams if team != last), key=str.casefold
    )


def test_one_group_cannot_be_put_in_order(source: Published) -> None:
    assert shrunken(source, {0: {"overall": score(3, 9)}}, "overall") == {}


def test_agreement_that_is_not_shown(session: Session, source: Published) -> None:
    assert spread({}) is None
    assert spread(scores_of_all(session, source)[0]) is not None


def test_the_lowest_first_leaves_teams_without_a_score_last(source: Published) -> None:
    first, second, third, *others = source.tree.leaves
    scores = {
        first: {"overall": score(4.2, 30)},
        second: {"overall": score(3.0, 30)},
        third: {"overall": score(3.6, 30)},
    }
    by_name = sorted(others, key=lambda team: source.tree.names[team].casefold())

    assert ordered(source, scores, source.tree.leaves, Order.OVERALL, low=True) == [second, third, first, *by_name]
    assert ordered(source, scores, source.tree.leaves, Order.OVERALL) == [first, third, second, *by_name]


def test_every_block_and_level_is_an_order() -> None:
    assert {order for order in Order if order.is_score} == {"overall", *Block, *Level}


def test_other_orders_do_not_turn_round(source: Published) -> None:
    first, second = [team for team in source.tree.leaves if team in source.shown][:2]
    scores = {first: {"overall": score(4, 9, ad=0.3)}, second: {"overall": score(4, 9, ad=0.9)}}

    assert ordered(source, scores, [first, second], Order.AGREEMENT, low=True) == [second, first]
