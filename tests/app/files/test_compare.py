"""`bouwsteen compare`: the form of the contract, its figures and verdicts, and what it says of bad input."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analytics.change import benjamini_hochberg, difference, holm
from analytics.moments import Moments
from analytics.multilevel import wave_model
from analytics.paired import paired_difference, sign_flip
from tests.app.files.command import COMPARE, figures, run, table, written

HEADER = "person,wave,team,score"
SHIFT = {"A": 0.0, "B": 1.2, "C": -1.2, "D": 0.0}
SIZE = {"A": 9, "B": 12, "C": 20, "D": 3}


def made() -> list[tuple[Any, ...]]:
    """Make two measurements of four teams; some persons are in one only."""
    rng = np.random.default_rng(6)
    rows: list[tuple[Any, ...]] = []
    for team, size in SIZE.items():
        level = rng.normal(3.4, 0.4, size)
        for person in range(size):
            first, second = level[person] + rng.normal(0, 0.3, 2) + (0, SHIFT[team])
            rows += [(f"{team}{person}", "t0", team, round(first, 3))] if person else []
            rows += [(f"{team}{person}", "t1", team, round(second, 3))] if person != 1 else []
    return rows


ROWS = made()
OTHER: list[tuple[Any, ...]] = [("x", "t9", "A", 3.0), ("y", "", "A", 3.0)]


def scores(wave: str, team: str | None = None) -> list[float]:
    return [float(score) for _, at, home, score in ROWS if at == wave and team in {None, home}]


@pytest.fixture
def told(tmp_path: Path) -> Any:
    return figures("compare", written(tmp_path, table(HEADER, ROWS + OTHER)), *COMPARE, "--person", "person")


def test_the_form_is_that_of_the_contract(told: Any) -> None:
    assert list(told) == ["rows", "issues", "overall", "groups"]
    assert list(told["overall"]) == ["before", "after", "unpaired", "paired", "model"]
    assert list(told["overall"]["before"]) == ["respondents", "mean", "sd"]
    unpaired = ["difference", "low", "high", "t", "df", "p", "d", "g"]
    paired = ["pairs", "difference", "low", "high", "t", "df", "p", "d_z", "d_av", "g_av"]
    assert list(told["overall"]["unpaired"]) == unpaired
    assert list(told["overall"]["paired"]) == paired
    assert list(told["overall"]["model"]) == ["wave", "se", "sigma2", "tau2"]
    group = told["groups"][0]
    assert list(group) == ["group", "before", "after", "unpaired", "paired", "verdict"]
    adjusted = ["p_holm", "p_bh"]
    assert list(group["unpaired"]) == [*unpaired, *adjusted, "least_significant_difference", "detectable_difference"]
    assert list(group["paired"]) == [*paired, *adjusted, "p_sign_flip"]


def test_without_persons_nothing_is_paired(tmp_path: Path) -> None:
    told = figures("compare", written(tmp_path, table(HEADER, ROWS)), *COMPARE)
    assert told["overall"]["paired"] is None
    assert {group["paired"] for group in told["groups"]} == {None}


def test_the_figures_of_everybody_are_those_of_the_library(told: Any) -> None:
    overall = told["overall"]
    before, after = Moments.of(scores("t0")), Moments.of(scores("t1"))
    test = difference(before, after)
    assert (overall["before"]["respondents"], overall["after"]["respondents"]) == (before.n, after.n)
    assert [
        overall["unpaired"][key] for key in ("difference", "low", "high", "t", "df", "p", "d", "g")
    ] == pytest.approx([test.estimate, test.low, test.high, test.t, test.df, test.p, test.d, test.g], rel=1e-12)
    groups = [{team: Moments.of(scores(wave, team)) for team in SIZE} for wave in ("t0", "t1")]
    model = wave_model(*groups)
    assert [overall["model"][key] for key in ("wave", "se", "sigma2", "tau2")] == pytest.approx(
        [model.wave, model.se, model.sigma2, model.tau2], rel=1e-9
    )


def test_pairs_are_the_persons_in_both(told: Any) -> None:
    first, second = ({person: score for person, at, _, score in ROWS if at == wave} for wave in ("t0", "t1"))
    both = [person for person in first if person in second]
    test = paired_difference([first[person] for person in both], [second[person] for person in both])
    overall = told["overall"]["paired"]
    assert overall["pairs"] == len(both) == sum(SIZE.values()) - 8
    assert [overall[key] for key in ("difference", "t", "p", "d_z", "d_av", "g_av")] == pytest.approx(
        [test.estimate, test.t, test.p, test.d_z, test.d_av, test.g_av], rel=1e-12
    )
    flips = {group["group"]: group["paired"]["p_sign_flip"] for group in told["groups"]}
    changes = [second[person] - first[person] for person in both if person.startswith("A")]
    assert flips["A"] == sign_flip(changes)
    assert flips["C"] is None  # 18 pairs


def test_the_family_is_the_groups_with_enough_on_both_sides(told: Any) -> None:
    tested = [difference(Moments.of(scores("t0", team)), Moments.of(scores("t1", team))).p for team in "ABC"]
    found = [group["unpaired"] for group in told["groups"]]
    assert [group["p_holm"] for group in found[:3]] == pytest.approx(holm(tested).tolist(), rel=1e-12)
    assert [group["p_bh"] for group in found[:3]] == pytest.approx(benjamini_hochberg(tested).tolist(), rel=1e-12)
    assert (found[3]["p_holm"], found[3]["p_bh"]) == (None, None)


def test_verdicts(told: Any) -> None:
    verdicts = {group["group"]: group["verdict"] for group in told["groups"]}
    assert verdicts == {"A": "no_clear_change", "B": "improved", "C": "declined", "D": "too_small"}


def test_minimum_and_relevance_are_the_readers(tmp_path: Path) -> None:
    file = written(tmp_path, table(HEADER, ROWS))
    strict = figures("compare", file, *COMPARE, "--minimum", "12", "--relevant", "2")
    assert [group["verdict"] for group in strict["groups"]] == [
        "too_small",
        "too_small",
        "no_clear_change",
        "too_small",
    ]


def test_scores_that_do_not_differ_have_a_difference_and_no_test(tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        (f"{wave}{i}", wave, "A", 3 if wave == "t0" else 4) for wave in ("t0", "t1") for i in range(6)
    ]
    group = figures("compare", written(tmp_path, table(HEADER, rows)), *COMPARE, "--reasons")["groups"][0]
    assert group["unpaired"]["difference"] == 1
    assert (group["unpaired"]["p"], group["unpaired"]["p_holm"], group["verdict"]) == (None, None, "no_clear_change")


def test_a_team_without_a_test_still_counts_in_the_family(tmp_path: Path) -> None:
    constant: list[tuple[Any, ...]] = [(f"{wave}{i}", wave, "E", 3) for wave in ("t0", "t1") for i in range(6)]
    told = figures("compare", written(tmp_path, table(HEADER, ROWS + constant)), *COMPARE)
    p = {group["group"]: group["unpaired"] for group in told["groups"]}
    assert p["C"]["p_holm"] == pytest.approx(min(4 * p["C"]["p"], 1))


def test_a_group_in_one_measurement_is_there_and_too_small(tmp_path: Path) -> None:
    told = figures("compare", written(tmp_path, table(HEADER, [*ROWS, ("z", "t1", "F", 3.0)])), *COMPARE)
    last = told["groups"][-1]
    assert (last["group"], last["before"], last["verdict"]) == (
        "F",
        {"respondents": 0, "mean": None, "sd": None},
        "too_small",
    )
    assert last["unpaired"]["difference"] is None


def test_what_does_not_count_is_named_and_the_rest_is_computed(tmp_path: Path) -> None:
    bad = [
        ("A2", "t0", "A", 5),
        ("n1", "t0", "", 3),
        ("n2", "t1", "A", "much"),
        ("n3", "t1", "A", "N/A"),
        ("n4", "t9", "", "x"),
    ]
    told = figures("compare", written(tmp_path, table(HEADER, ROWS + bad)), *COMPARE, "--person", "person")
    start = len(ROWS)
    assert [tuple(issue.values()) for issue in told["issues"]] == [
        ("duplicate", start + 1, "person", "A2"),
        ("no_group", start + 2, "team", ""),
        ("not_a_number", start + 3, "score", "much"),
    ]
    assert told["rows"] == start + 5
    assert told["overall"]["before"]["respondents"] == len(scores("t0")) + 1  # who has no group counts for everybody
    assert told["overall"]["after"]["respondents"] == len(scores("t1"))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--after", "t7"), "geen meting t7. Wel: t0, t1"),
        (("--after", "t0"), "dezelfde meting"),
        (("--score", "mark"), "geen kolom mark"),
    ],
)
def test_input_that_cannot_be_used_is_named_and_ends_with_2(
    tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    result = run("compare", written(tmp_path, table(HEADER, ROWS)), *COMPARE, *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_the_report_says_first_what_was_found(tmp_path: Path) -> None:
    file = written(tmp_path, table(HEADER, ROWS + OTHER))
    dutch = run("compare", file, *COMPARE, "--person", "person").stdout
    english = run("compare", file, *COMPARE, "--language", "en").stdout

    assert "1 van de 3 groepen ging duidelijk vooruit: B." in dutch
    assert "1 van de 3 groepen ging duidelijk achteruit: C." in dutch
    assert "Van een andere meting of van geen: 2 ((leeg): 1, t9: 1)." in dutch
    assert "1 of 3 groups clearly improved: B." in english
    assert dutch.index("vooruit: B") < dutch.index("Iedereen")


def test_the_report_says_that_no_group_can_be_tested(tmp_path: Path) -> None:
    said = run("compare", written(tmp_path, table(HEADER, ROWS)), *COMPARE, "--minimum", "50").stdout
    assert "Geen groep heeft aan beide kanten genoeg scores" in said
