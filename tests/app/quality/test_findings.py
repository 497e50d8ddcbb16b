"""The sentences say what the figures carry, and no more."""

from dataclasses import replace

import pytest

from analytics.intervals import proportion_interval
from analytics.moments import Moments
from analytics.quality import ItemFit, Quality, Reason, ScaleQuality, Styles
from analytics.reliability import Alpha, Omega
from analytics.response_styles import Band, Distribution
from app.quality.fit import fit
from app.quality.judging import Standing, standing
from app.quality.reliability import reliability
from app.quality.statements import statement_rows, unanswered
from app.quality.styles import signs
from app.quality.teams import teams
from app.results.reading import StatementNumbers
from app.results.texts import Texts
from surveys.model import Block, Level

SURE, UNSURE, LOW = (0.85, 0.8, 0.9), (0.71, 0.65, 0.76), (0.5, 0.4, 0.6)
PEOPLE = 100


def _scale(
    code: str, alpha: tuple[float, float, float] | None = SURE, *, items: tuple[ItemFit, ...] = ()
) -> ScaleQuality:
    if alpha is None:
        return ScaleQuality(code, 0, None, Reason.TOO_FEW, None, Reason.TOO_FEW, ())
    return ScaleQuality(code, PEOPLE, Alpha(*alpha, 0.95, PEOPLE, 7), None, Omega(0.8, PEOPLE, 7), None, items)


def _quality(*scales: ScaleQuality, styles: Styles | None = None) -> Quality:
    return Quality(PEOPLE, scales, styles)


def _styles(spread: Distribution, runs: Distribution, *, common: float | None = 0.6) -> Styles:
    return Styles(PEOPLE, 0.8, spread, runs, (), (), common, PEOPLE)


def _numbers(answered: int, unknown: int = 0, skipped: int = 0) -> StatementNumbers:
    share = proportion_interval(0, answered)
    return StatementNumbers(Moments(answered, 0, 0), None, (answered, 0, 0, 0, 0), share, unknown, skipped)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0.7, 0.9, Standing.ABOVE), (0.6, 0.7, Standing.UNSURE), (0.5, 0.69, Standing.BELOW), (0.6, 0.8, Standing.UNSURE)],
)
def test_an_interval_stands_above_below_or_across(low: float, high: float, expected: Standing) -> None:
    assert standing(Alpha(0.7, low, high, 0.95, 50, 7), 0.7) is expected


def test_scores_that_are_all_reliable_enough(texts: Texts) -> None:
    found = reliability(_quality(*(_scale(code) for code in (*Block, *Level))), texts)

    assert found.finding == "Alle scores zijn zeker betrouwbaar genoeg: de hele marge van alfa is 0,70 of hoger."
    assert found.sure == 13


def test_every_kind_of_score_is_counted_once_and_low_ones_are_named(texts: Texts) -> None:
    scales = [
        _scale("insight"),
        _scale("people", (0.82, 0.75, 0.88)),
        _scale("values", UNSURE),
        _scale("skills", LOW),
        _scale("context", None),
    ]
    found = reliability(_quality(*scales), texts)

    assert "2 van de 5 scores zijn zeker betrouwbaar genoeg" in found.finding
    assert "Bij 1 score is het niet zeker" in found.finding
    assert "Te laag, met de hele marge onder 0,70: Vaardigheden." in found.finding
    assert "Bij 1 score is het niet te zeggen." in found.finding
    assert found.lowest is not None
    assert found.highest is not None
    assert (found.lowest.code, found.highest.code) == ("skills", "insight")


def test_without_any_reliability_it_says_only_that(texts: Texts) -> None:
    found = reliability(_quality(_scale("insight", None), _scale("values", None)), texts)

    assert found.finding == "Hoe betrouwbaar de scores zijn, is niet te zeggen."
    assert (found.lowest, found.highest) == (None, None)


def _items(*rests: float | None) -> tuple[ItemFit, ...]:
    codes = ["insight_mission", "insight_identity", "insight_values"]
    return tuple(ItemFit(code, rest, 0.9) for code, rest in zip(codes, rests, strict=False))


def test_statements_that_all_fit(texts: Texts) -> None:
    found = fit(_quality(_scale("insight", items=_items(0.3, 0.5, None))), texts)

    assert (
        found.finding
        == "Geen stelling past zwak bij de andere van haar bouwsteen of niveau: geen samenhang ligt onder 0,30."
    )
    assert (found.weakest, found.weak) == ((), 0)


def test_weak_statements_are_counted_once_the_weakest_first_and_doubt_is_said(texts: Texts) -> None:
    scales = [_scale("insight", items=_items(0.29, -0.2, 0.6)), _scale("mission", items=_items(0.25))]
    found = fit(_quality(*scales), texts)

    assert [row.rest.estimate for row in found.weakest] == [-0.2, 0.25, 0.29]
    assert [row.certain for row in found.weakest] == [True, False, False]
    assert (found.weak, found.certain, found.asked) == (2, 1, 42)
    assert "2 van de 42 stellingen hangen zwak samen" in found.finding
    assert "Bij 1 daarvan is dat zeker" in found.finding
    assert "1 gaat tegen de andere in" in found.finding


def test_weak_fits_that_are_not_certain_are_called_so(texts: Texts) -> None:
    found = fit(_quality(_scale("insight", items=_items(0.25))), texts)

    assert found.finding.endswith("Bij geen daarvan is dat zeker: de marges lopen hoger door.")


def test_alpha_without_a_statement_is_given_where_that_is_higher(texts: Texts) -> None:
    items = (ItemFit("insight_mission", 0.1, 0.86), ItemFit("insight_values", 0.2, 0.84))
    found = fit(_quality(_scale("insight", items=items)), texts)

    assert [row.alpha_without for row in found.weakest] == [0.86, None]


def test_many_weak_fits_are_cut_off_with_their_number(texts: Texts) -> None:
    codes = [row.code for row in texts.questionnaire.statements[:12]]
    found = fit(_quality(_scale("insight", items=tuple(ItemFit(code, 0.1, None) for code in codes))), texts)

    assert (len(found.weakest), found.more, found.weak) == (10, 2, 12)


def test_where_nobody_answered_a_whole_scale_fit_cannot_be_told(texts: Texts) -> None:
    assert "is niet te zeggen" in fit(_quality(_scale("insight", None)), texts).finding


def _groups(*means: float, spread: float = 0.5, size: int = 20) -> dict[str, list[Moments]]:
    half = size // 2
    return {"overall": [Moments.of([mean - spread] * half + [mean + spread] * half) for mean in means]}


def test_a_team_that_matters_surely(texts: Texts) -> None:
    found = teams(_groups(2.0, 3.0, 4.0, 2.5, 3.5), texts)

    assert found.finding.startswith("Het team verklaart ")
    assert "Gemiddelden houden groepen betrouwbaar uit elkaar" in found.finding


def test_a_team_that_may_not_matter(texts: Texts) -> None:
    found = teams(_groups(3.0, 3.2, 3.1), texts)

    assert found.finding.startswith("Of het team ertoe doet, is niet te zeggen")


def test_groups_that_are_more_alike_than_chance(texts: Texts) -> None:
    found = teams(_groups(*(3 + step / 1000 for step in range(12))), texts)

    assert found.finding.startswith("Groepen verschillen minder dan je door toeval verwacht")
    assert "Gemiddelden houden groepen niet betrouwbaar uit elkaar" in found.finding


def test_groups_with_one_mean_have_a_share_and_no_reliability(texts: Texts) -> None:
    found = teams(_groups(3.0, 3.0), texts)

    assert found.overall.share is not None
    assert found.overall.steadiness is None


def test_one_group_explains_nothing_that_can_be_told(texts: Texts) -> None:
    found = teams(_groups(3.0), texts)

    assert (found.overall.share, found.overall.steadiness) == (None, None)
    assert found.finding.startswith("Hoeveel het team verklaart, is niet te zeggen")


def test_statements_that_one_in_ten_misses_are_named_the_most_first(texts: Texts) -> None:
    numbers = {row.code: _numbers(100) for row in texts.questionnaire.statements}
    numbers["insight_values"], numbers["people_skills"] = _numbers(90, 6, 4), _numbers(80, 15, 5)
    numbers["insight_skills"] = _numbers(91, 6, 3)
    found = unanswered(statement_rows(None, numbers, texts), numbers, texts)

    assert [row.code for row in found.many] == ["people_skills", "insight_values"]
    assert "Bij 2 stellingen gaf 10\N{NO-BREAK SPACE}% of meer geen antwoord" in found.finding
    assert found.everything is not None
    assert (found.everything.unknown, found.everything.skipped, found.everything.asked) == (27, 12, 4200)


def test_without_a_statement_that_stands_out_the_most_missed_one_is_named(texts: Texts) -> None:
    numbers = {row.code: _numbers(100) for row in texts.questionnaire.statements}
    numbers["insight_values"] = _numbers(98, 1, 1)
    found = unanswered(statement_rows(None, numbers, texts), numbers, texts)

    assert found.many == ()
    assert "bij 2 van de 100 mensen" in found.finding


def test_when_everybody_answered_everything_that_is_all_there_is_to_say(texts: Texts) -> None:
    numbers = {row.code: _numbers(100) for row in texts.questionnaire.statements}

    assert (
        unanswered(statement_rows(None, numbers, texts), numbers, texts).finding
        == "Iedereen beantwoordde alle stellingen."
    )


def test_without_numbers_nothing_is_said_of_missing_answers(texts: Texts) -> None:
    found = unanswered(statement_rows(None, {}, texts), {}, texts)

    assert (found.everything, found.many) == (None, ())
    assert "niet in cijfers" in found.finding


SPREAD = Distribution((Band(None, 0.75, 40), Band(0.75, None, 60)), 1.0)
RUNS = Distribution((Band(None, 6, 85), Band(6, None, 15)), 13)


def test_few_people_are_never_counted_in_words(texts: Texts) -> None:
    found = signs(_styles(SPREAD, RUNS), 10, texts)

    assert found.careless.startswith(
        "Minder dan 10 mensen, of niemand, gaven meer dan 13 keer achter elkaar hetzelfde antwoord."
    )
    assert [row.name for row in found.spreads] == ["0,75 of minder", "meer dan 0,75"]
    assert [row.name for row in found.runs] == ["6 of minder", "7 of meer"]


def test_straight_lines_are_counted_when_they_are_many(texts: Texts) -> None:
    spread = Distribution((Band(None, 0.0, 12), Band(0.0, 0.5, 30), Band(0.5, None, 58)), None)
    runs = Distribution((Band(None, 6, 70), Band(6, 20, 15), Band(20, None, 15)), None)
    found = signs(_styles(spread, runs), 10, texts)

    assert found.careless.startswith("12 mensen gaven op elke stelling hetzelfde antwoord.")
    assert [row.name for row in found.spreads] == [
        "geen: overal hetzelfde antwoord",
        "meer dan 0,00 tot en met 0,50",
        "meer dan 0,50",
    ]
    assert [row.name for row in found.runs] == ["6 of minder", "7 tot 20", "21 of meer"]


def test_one_band_for_everybody_and_no_limit_that_few_pass(texts: Texts) -> None:
    whole = Distribution((Band(None, None, 100),), None)
    found = signs(_styles(whole, whole), 10, texts)

    assert found.careless.startswith("Minder dan 10 mensen, of niemand, gaven op elke stelling hetzelfde antwoord.")
    assert (found.spreads[0].name, found.runs[0].name) == ("elke spreiding", "elke lengte")


def test_what_lies_along_one_line_is_laid_beside_what_it_would_be_without_anything_in_common(texts: Texts) -> None:
    figures = _styles(SPREAD, RUNS)

    assert "60\N{NO-BREAK SPACE}% van de verschillen" in signs(figures, 10, texts).together
    assert "ongeveer 17\N{NO-BREAK SPACE}%" in signs(figures, 10, texts).together
    untold = signs(replace(figures, common=None), 10, texts).together
    assert untold == "Hoe sterk de bouwstenen samen bewegen, is niet te zeggen."
