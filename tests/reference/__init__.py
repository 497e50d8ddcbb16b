"""Values that R gave for stored answers; `make reference` computes them again."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.scoring import person_scores

HERE = Path(__file__).parent
NO_ANSWER = -1


def reference(name: str) -> dict[str, float | list[float | None]]:
    """Read the values of one script."""
    values: dict[str, float | list[float | None]] = json.loads((HERE / f"{name}.json").read_text())["values"]
    return values


def listed(name: str, key: str) -> NDArray[np.float64]:
    """Read one list of a script; NaN where R has no value."""
    return np.array(reference(name)[key], dtype=np.float64)


def stored_answers() -> tuple[NDArray[np.int8], NDArray[np.int64]]:
    """Read the answers, shape (respondents, items), and the team of each respondent, in the order of the file."""
    table = pd.read_csv(HERE / "answers.csv")
    answers = table.drop(columns="team").fillna(NO_ANSWER).to_numpy().astype(np.int8)
    return answers, pd.factorize(table["team"])[0].astype(np.int64)


def scores_by_team(items: slice = slice(None)) -> list[NDArray[np.float64]]:
    """Score the stored answers to some items by the half rule, and give the scores of each team."""
    answers, team = stored_answers()
    scores = person_scores(answers[:, items])
    return [scores[(team == one) & ~np.isnan(scores)] for one in range(team.max() + 1)]
