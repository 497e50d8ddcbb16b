"""`bouwsteen analyse`: the form of the contract, its figures, and what it says of bad input."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analytics.agreement import average_deviation, r_star_wg_j, rwg, rwg_j
from analytics.grouping import icc1, icc2
from analytics.intervals import mean_interval, proportion_interval
from analytics.moments import Moments
from analytics.multilevel import random_intercept, shrunken_means
from analytics.reliability import cronbach_alpha, item_rest, omega_total
from analytics.scoring import person_scores
from tests.app.files.command import ANALYSE, figures, run, table, written

HEADER = "team,person,q1,q2,q3"
RNG = np.random.default_rng(8)
TEAMS = np.repeat(["Noord", "Zuid", "2"], [9, 12, 7])
MATRIX = np.clip(
    RNG.integers(1, 5, size=(28, 1)) + RNG.integers(-1, 2, size=(28, 3)) + (TEAMS == "Zuid")[:, None], 1, 5
).astype(np.int8)
MATRIX[[3, 11, 20], [0, 1, 2]] = -1
FILE = table(
    HEADER,
    [
        (team, f"p{i}", *("" if code < 0 else code for code in row))
        for i, (team, row) in enumerate(zip(TEAMS, MATRIX, strict=True))
    ],
)


@pytest.fixture
def told(tmp_path: Path) -> Any:
    return figures("analyse", written(tmp_path, FILE), *ANALYSE)


def test_the_form_is_that_of_the_contract(told: Any) -> None:
    assert list(told) == ["rows", "respondents", "issues", "scales", "items"]
    scale = told["scales"]["S"]
    assert list(scale) == ["items", "options", "alpha", "omega_total", "item_rest", "icc", "groups"]
    assert list(scale["alpha"]) == ["estimate", "low", "high", "respondents", "items"]
    assert list(scale["omega_total"]) == ["estimate", "respondents"]
    bounds = ["icc1", "icc1_low", "icc1_high", "icc2", "icc2_low", "icc2_high"]
    assert list(scale["icc"]) == [*bounds, "groups", "respondents"]
    spread = ["group", "respondents", "mean", "sd", "low", "high"]
    assert list(scale["groups"][0]) == [*spread, "shrunken_mean", "ad", "rwg_j", "rwg_j_star"]
    favourable = ["favourable", "favourable_low", "favourable_high"]
    item = told["items"]["q1"]["groups"][0]
    assert list(item) == ["group", "respondents", "counts", "mean", "sd", "low", "high", *favourable, "ad", "rwg"]
    assert list(item["counts"]) == ["1", "2", "3", "4", "5"]


def test_groups_are_text_in_alphabetical_order(told: Any) -> None:
    assert [group["group"] for group in told["scales"]["S"]["groups"]] == ["2", "Noord", "Zuid"]


def test_the_figures_of_a_scale_are_those_of_the_library(told: Any) -> None:
    scale = told["scales"]["S"]
    alpha = cronbach_alpha(MATRIX)
    assert scale["alpha"]["respondents"] == 25
    assert [scale["alpha"][key] for key in ("estimate", "low", "high")] == pytest.approx(
        [alpha.estimate, alpha.low, alpha.high], rel=1e-12
    )
    assert scale["omega_total"]["estimate"] == pytest.approx(omega_total(MATRIX).estimate, rel=1e-9)
    assert list(scale["item_rest"].values()) == pytest.approx(item_rest(MATRIX).correlations, rel=1e-12)
    groups = [Moments.of(person_scores(MATRIX)[team == TEAMS]) for team in sorted(set(TEAMS))]
    assert scale["icc"]["icc1"] == pytest.approx(icc1(groups).estimate, rel=1e-9)
    assert scale["icc"]["icc2_high"] == pytest.approx(icc2(groups).high, rel=1e-9)
    shrunken = shrunken_means(groups, random_intercept(groups))
    assert [group["shrunken_mean"] for group in scale["groups"]] == pytest.approx(shrunken.tolist(), rel=1e-9)


def test_the_figures_of_a_group_are_those_of_the_library(told: Any) -> None:
    group, rows = told["scales"]["S"]["groups"][1], MATRIX[TEAMS == "Noord"]
    interval = mean_interval(Moments.of(person_scores(rows)))
    assert [group[key] for key in ("mean", "low", "high")] == pytest.approx(
        [interval.estimate, interval.low, interval.high], rel=1e-12
    )
    items = [
        average_deviation(np.bincount(column[column > 0], minlength=6)[1:], values=range(1, 6)) for column in rows.T
    ]
    assert group["ad"] == pytest.approx(np.mean(items), rel=1e-12)
    codes = np.where(rows < 0, rows, rows - 1).astype(np.int8)
    assert group["rwg_j"] == pytest.approx(rwg_j(codes, options=5).estimate, rel=1e-12)
    assert group["rwg_j_star"] == pytest.approx(r_star_wg_j(codes, options=5).estimate, rel=1e-12)


def test_the_figures_of_an_item_are_those_of_the_library(told: Any) -> None:
    item = told["items"]["q2"]["groups"][2]
    answers = MATRIX[TEAMS == "Zuid", 1]
    counts = np.bincount(answers[answers > 0], minlength=6)[1:]
    assert list(item["counts"].values()) == counts.tolist()
    share = proportion_interval(int(counts[3:].sum()), int(counts.sum()))
    assert [item[key] for key in ("favourable", "favourable_low", "favourable_high")] == pytest.approx(
        [share.estimate, share.low, share.high], rel=1e-12
    )
    assert item["ad"] == pytest.approx(average_deviation(counts, values=range(1, 6)), rel=1e-12)
    assert item["rwg"] == pytest.approx(rwg(counts).estimate, rel=1e-12)


def test_other_ranges_shift_means_and_nothing_else(told: Any, tmp_path: Path) -> None:
    rows = [
        (team, "", *("NA" if code < 0 else code - 4 for code in row)) for team, row in zip(TEAMS, MATRIX, strict=True)
    ]
    shifted = figures("analyse", written(tmp_path, table(HEADER, rows)), *ANALYSE, "--range", "S=-3:1")

    for before, after in zip(told["scales"]["S"]["groups"], shifted["scales"]["S"]["groups"], strict=True):
        assert after["mean"] == pytest.approx(before["mean"] - 4)
        assert after["shrunken_mean"] == pytest.approx(before["shrunken_mean"] - 4)
        assert [after[key] for key in ("sd", "ad", "rwg_j")] == pytest.approx(
            [before[key] for key in ("sd", "ad", "rwg_j")]
        )
    assert list(shifted["items"]["q1"]["groups"][0]["counts"]) == ["-3", "-2", "-1", "0", "1"]


def test_the_order_of_rows_changes_nothing(told: Any, tmp_path: Path) -> None:
    first, *rows = FILE.splitlines()
    assert figures("analyse", written(tmp_path, "\n".join([first, *reversed(rows)])), *ANALYSE) == told


def test_values_are_read_as_people_write_them(tmp_path: Path) -> None:
    text = 'team, q1 ,q2,q3\n A ,4.0, 4 ,+4\nA,N/A,NA,\n\n"A",5,5.00,4e0\n'
    told = figures("analyse", written(tmp_path, b"\xef\xbb\xbf" + text.encode()), *ANALYSE)

    assert (told["rows"], told["issues"]) == (3, [])
    assert [told["items"][item]["groups"][0]["counts"]["4"] for item in ("q1", "q2", "q3")] == [1, 1, 2]
    assert [group["group"] for group in told["scales"]["S"]["groups"]] == ["A"]


BAD = table(
    HEADER,
    [
        ("A", "p1", "6", "4.5", "three"),
        ("A", "p2", "4", "4", "4"),
        ("", "p3", "4", "3", "4"),
        ("A", "p2", "1", "1", "1"),
        (" ", "", "1", "2", "nan"),
        ("A", "", "5", "5", "1_0"),
        ("A", "", "5", "1e400", "inf"),
    ],
)


def test_what_does_not_count_is_named_with_row_and_column(tmp_path: Path) -> None:
    told = figures("analyse", written(tmp_path, BAD), *ANALYSE, "--person", "person")

    assert (told["rows"], told["respondents"]) == (7, 6)
    assert [tuple(issue.values()) for issue in told["issues"]] == [
        ("out_of_range", 1, "q1", "6"),
        ("out_of_range", 1, "q2", "4.5"),
        ("not_a_number", 1, "q3", "three"),
        ("no_group", 3, "team", ""),
        ("duplicate", 4, "person", "p2"),
        ("no_group", 5, "team", ""),
        ("not_a_number", 5, "q3", "nan"),
        ("not_a_number", 6, "q3", "1_0"),
        ("out_of_range", 7, "q2", "1e400"),
        ("not_a_number", 7, "q3", "inf"),
    ]


def test_the_first_row_of_a_person_counts_and_rows_without_a_person_are_persons(tmp_path: Path) -> None:
    told = figures("analyse", written(tmp_path, BAD), *ANALYSE, "--person", "person")
    assert told["items"]["q1"]["groups"][0]["counts"] == {"1": 0, "2": 0, "3": 0, "4": 1, "5": 2}


def test_who_has_no_group_counts_for_reliability_and_in_no_table(tmp_path: Path) -> None:
    rows = [("A", "", 1, 2, 1), ("A", "", 4, 4, 5), ("", "", 2, 2, 3), ("B", "", 5, 4, 4), ("B", "", 3, 3, 3)]
    told = figures("analyse", written(tmp_path, table(HEADER, rows)), *ANALYSE)["scales"]["S"]

    assert told["alpha"]["respondents"] == 5
    assert told["icc"]["respondents"] == sum(group["respondents"] for group in told["groups"]) == 4


def test_what_cannot_be_told_is_null_and_the_reason_is_there(tmp_path: Path) -> None:
    rows = [("A", "", 4, 4, 4), ("B", "", 4, 4, 4), ("C", "", "", "", "")]
    told = figures("analyse", written(tmp_path, table(HEADER, rows)), *ANALYSE, "--reasons")

    scale = told["scales"]["S"]
    assert scale["alpha"] == {"estimate": None, "low": None, "high": None, "respondents": 2, "items": 3}
    assert scale["icc"]["icc1"] is None
    assert set(scale["item_rest"].values()) == {None}
    assert [group["mean"] for group in scale["groups"]] == [4, 4, None]
    assert [group["sd"] for group in scale["groups"]] == [None, None, None]
    places = {tuple(reason["place"]) for reason in told["reasons"]}
    assert ("scales", "S", "alpha") in places
    assert ("scales", "S", "groups", "C", "mean") in places
    assert ("items", "q1", "groups", "A", "sd") in places
    assert all(reason["why"] for reason in told["reasons"])


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("", (), "is leeg"),
        (HEADER, (), "geen rijen"),
        (HEADER.replace(",", ";") + "\nA;p;1;2;3", (), "staat ';'"),
        (b"team,q1,q2,q3\nA,1,2,3\nCaf\xe9,1,2,3\n", (), "regel 3: dit is geen tekst in UTF-8"),
        ("team,q1,q2,q3\nA,1,2,3\nA,1,2\n", (), "rij 2 heeft 3 waarden en er zijn 4 kolommen"),
        ('team,q1,q2,q3\nA,1,2,"3\n', (), "aanhalingstekens"),
        ("team,q1,q1,q2,q3\nA,1,1,2,3\n", (), "meer dan één kolom q1"),
        ("team,q1,q2\nA,1,2\n", (), "geen kolom q3"),
        (FILE, ("--person", "who"), "geen kolom who"),
        (FILE, ("--range", "5:1"), "--range 5:1"),
        (FILE, ("--range", "T=1:5"), "geen schaal T"),
        (FILE, ("--range", "1:5", "--range", "0:4"), "twee keer"),
        (FILE, ("--range", "one"), "schrijf 1:5"),
        (FILE, ("--scale", "S=q1"), "twee keer"),
        (FILE, ("--scale", "T=q1,q1"), "twee keer"),
        (FILE, ("--scale", "T"), "NAAM=KOLOM"),
        (FILE, ("--scale", "T=q1", "--range", "T=0:4"), "Kolom q1 staat in twee schalen"),
    ],
)
def test_input_that_cannot_be_used_is_named_and_ends_with_2(
    tmp_path: Path, text: str | bytes, options: tuple[str, ...], said: str
) -> None:
    result = run("analyse", written(tmp_path, text), *ANALYSE, *options)

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = run("analyse", tmp_path / "nothing.csv", *ANALYSE, "--language", "en")
    assert result.exit_code == 2
    assert "nothing.csv is not there" in result.stderr


def test_a_long_file_with_an_empty_stretch_is_read_to_the_end(tmp_path: Path) -> None:
    row = "A,p,1,2,3\n"
    told = figures("analyse", written(tmp_path, f"{HEADER}\n{row}{chr(10) * 20_000}{row * 20_000}"), *ANALYSE)
    assert told["rows"] == 20_001


def test_the_report_can_be_read_in_both_languages(tmp_path: Path) -> None:
    file = written(tmp_path, BAD)
    dutch, english = run("analyse", file, *ANALYSE), run("analyse", file, *ANALYSE, "--language", "en")

    assert re.search(r"3 +team +\(leeg\) +geen groep: telt niet mee in tabellen per groep", dutch.stdout)
    assert "S, ICC(1)" in dutch.stdout
    assert "What cannot be told" in english.stdout
    assert "Wat" not in english.stdout


def test_a_question_that_runs_against_the_others_and_a_name_with_a_line_end_are_told_as_such(tmp_path: Path) -> None:
    rows = [('"a\nb"', "", code, code, 6 - code) for code in (1, 2, 3, 4, 5)]
    report = run("analyse", written(tmp_path, table(HEADER, rows)), *ANALYSE).stdout
    assert re.search(r"q3 +\N{MINUS SIGN}1,00 +loopt tegen de andere in", report)
    assert re.search(r"^a b +5 ", report, flags=re.MULTILINE)


def test_columns_of_the_report_are_aligned(tmp_path: Path) -> None:
    lines = run("analyse", written(tmp_path, FILE), *ANALYSE).stdout.splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("Groep"))
    rows = lines[start : start + 4]

    assert [row.split()[0] for row in rows] == ["Groep", "2", "Noord", "Zuid"]
    assert len({len(row) for row in rows}) == 1
