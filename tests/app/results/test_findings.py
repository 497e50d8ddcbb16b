"""Sentences carry no more than the figures."""

from dataclasses import replace

import pytest

from analytics.intervals import proportion_interval
from analytics.moments import Moments
from app.models import Tier
from app.results.beginning import beginning, in_short, ladder
from app.results.cell import view_cell
from app.results.heat_map import Tile
from app.results.profiles import ProfileRow, agreement_finding, block_finding, level_finding
from app.results.reading import Score, StatementFigure, StatementNumbers, UnitFigures
from app.results.texts import Texts
from app.web.i18n import language
from surveys.catalogue import cell_help, customer_focus, model_help
from surveys.model import Level


@pytest.fixture
def texts() -> Texts:
    """Give the English texts, in which the sentences are written."""
    edition = customer_focus()
    return Texts(language("en"), edition.questionnaire, edition.wording["en"], model_help("en"), cell_help("en"))


def score(mean: float, *, sd: float = 0.2, n: int = 20, ad: float | None = 0.4) -> Score:
    """Make a score with this mean and standard deviation."""
    return Score(Moments(n, n * mean, n * mean**2 + (n - 1) * sd**2), ad)


def unit(**levels: Score) -> UnitFigures:
    """Make a unit in which levels without a score of their own are well in order."""
    scores = {str(level): score(4.5) for level in Level} | levels
    return UnitFigures(0, Tier.STATEMENTS, 20, scores, {}, {})


def rows(*scores: Score | None) -> list[ProfileRow]:
    """Name scores A, B, C."""
    return [ProfileRow(name, found, None) for name, found in zip("ABC", scores, strict=False)]


def test_blocks_whose_intervals_lie_apart_are_called_different(texts: Texts) -> None:
    assert block_finding(rows(score(4), score(3)), texts) == "A stands higher than B"


def test_blocks_whose_intervals_overlap_are_not(texts: Texts) -> None:
    found = block_finding(rows(score(3.6, sd=1), score(3.4, sd=1)), texts)

    assert found == "No clear difference between the building blocks"


@pytest.mark.parametrize("given", [(), (None, None), (score(3), None)])
def test_fewer_than_two_blocks_are_not_compared(texts: Texts, given: tuple[Score | None, ...]) -> None:
    assert block_finding(rows(*given), texts) == "There are too few scores to compare blocks"


def test_levels_are_counted_by_what_is_sure(texts: Texts) -> None:
    found = level_finding(rows(score(4.2), score(3.5), score(2.5)), 3.5, texts)

    assert found == "A lies above the threshold, C lies below it, for 1 it is not sure"


def test_no_level_above_the_threshold_is_said_without_a_zero(texts: Texts) -> None:
    found = level_finding(rows(score(3.5), score(2.5), score(2.4)), 3.5, texts)

    assert found == "No level lies surely above the threshold, 2 lie below it, for 1 it is not sure"


def test_agreement_on_every_score_is_an_average(texts: Texts) -> None:
    assert agreement_finding(rows(score(4), score(4)), texts).startswith("On average people agree")


def test_without_figures_nothing_is_claimed(texts: Texts) -> None:
    assert level_finding(rows(None, None), 3.5, texts) == "The levels are not shown"
    assert agreement_finding(rows(None, score(4, ad=None)), texts) == "Agreement is not shown"


def test_one_division_is_named_and_several_are_counted(texts: Texts) -> None:
    one = agreement_finding(rows(score(4, ad=0.9), score(4)), texts)
    two = agreement_finding(rows(score(4, ad=0.9), score(4, ad=1.0), score(4)), texts)

    assert one == "People agree, except about A"
    assert two == "People are divided about 2 of the 3 blocks and levels"


def test_a_level_that_is_surely_low_is_said_without_reserve(texts: Texts) -> None:
    found = beginning(unit(values=score(2.5)), 3.5, texts, is_team=True)

    assert found.advice == "Begin with Values and beliefs: the average of 2.50 lies below the threshold of 3.5."
    assert not found.probable


def test_an_interval_that_holds_the_threshold_makes_it_probable(texts: Texts) -> None:
    found = beginning(unit(values=score(3.4, sd=1)), 3.5, texts, is_team=True)

    assert found.advice.startswith("Probably begin with Values and beliefs")
    assert found.advice.endswith("because the margin crosses the threshold.")
    assert found.probable


def test_doubt_about_a_level_above_makes_it_probable_too(texts: Texts) -> None:
    found = beginning(unit(mission=score(3.6, sd=1), values=score(2.5)), 3.5, texts, is_team=True)

    assert found.advice.startswith("Probably begin with Values and beliefs")
    assert found.advice.endswith("because a level above it may not be in order either.")


def test_a_team_is_divided_and_a_department_has_divided_teams(texts: Texts) -> None:
    figures = unit(identity=score(4.5, ad=1.1))

    assert beginning(figures, 3.5, texts, is_team=True).advice.endswith("but the team is divided.")
    assert "inside the teams" in beginning(figures, 3.5, texts, is_team=False).advice


def test_the_short_form_says_the_same(texts: Texts) -> None:
    assert in_short(ladder(unit().scores, 3.5), texts) == "all seven levels are in order"
    assert in_short(ladder(unit(skills=score(2.5)).scores, 3.5), texts).startswith("begin with Skills")
    assert in_short(ladder(unit(skills=score(3.4, sd=1)).scores, 3.5), texts).startswith("probably begin with Skills")


def statement(counts: tuple[int, ...], ad: float) -> StatementFigure:
    """Make a statement shown as numbers."""
    values = [value for value, count in enumerate(counts, start=1) for _ in range(count)]
    n, favourable = len(values), proportion_interval(sum(counts[-2:]), sum(counts))
    moments = Moments.of(map(float, values))
    assert moments.n == n
    numbers = StatementNumbers(moments, ad, counts=counts, favourable=favourable, unknown=0, skipped=0)
    return StatementFigure(numbers.stages, numbers)


def agreement_of(figure: StatementFigure, texts: Texts, *, is_team: bool = True) -> str:
    """Say what the spread of a statement says."""
    return view_cell(texts.questionnaire.statements[0], figure, Tier.STATEMENTS, texts, is_team=is_team).agreement


@pytest.mark.parametrize(
    ("tier", "reason"),
    [(Tier.STATEMENTS, "Too few people answered this statement"), (Tier.SCORES, "With so few people")],
)
def test_a_stage_alone_says_why_there_is_no_number(texts: Texts, tier: Tier, reason: str) -> None:
    view = view_cell(texts.questionnaire.statements[0], StatementFigure((3,), None), tier, texts, is_team=True)

    assert view.without_numbers.startswith(reason)


def test_agreement_in_a_small_team_must_beat_chance(texts: Texts) -> None:
    close, fair = statement((0, 0, 1, 8, 1), 0.2), statement((0, 1, 3, 3, 3), 0.8)

    assert agreement_of(close, texts).startswith("The answers lie close together")
    assert "may be chance" in agreement_of(fair, texts)


def test_the_average_over_teams_is_not_tested_against_chance(texts: Texts) -> None:
    assert "may be chance" not in agreement_of(statement((0, 1, 3, 3, 3), 0.8), texts, is_team=False)


def test_answers_past_the_limit_lie_apart(texts: Texts) -> None:
    camps, spread = (agreement_of(statement(counts, 1.2), texts) for counts in ((5, 0, 0, 0, 5), (2, 0, 3, 3, 2)))

    assert camps.startswith("There are two camps: 5 disagree and 5 agree.")
    assert spread.startswith("The answers are spread wide, without two camps")


@pytest.mark.parametrize(("ad", "spread"), [(0.0, 1), (0.5, 2), (5 / 6, 3), (0.84, 4), (1.5, 5)])
def test_the_line_is_dotted_from_the_limit_on(ad: float, spread: int) -> None:
    figure = statement((1, 1, 1, 1, 6), ad)

    assert Tile("x", figure).spread == spread
    assert Tile("x", replace(figure, numbers=None)).spread is None
