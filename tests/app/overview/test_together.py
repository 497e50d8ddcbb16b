"""What goes together across teams: the right block beside the right figure."""

import numpy as np
import pytest
from sqlmodel import Session

from app.overview.together import together
from app.results.reading import figures, published
from app.results.texts import load_texts
from app.web.i18n import language
from surveys.model import Block
from tests.app.results.factories import Closed


def test_each_block_has_its_own_correlation(session: Session, many: Closed) -> None:
    source = published(session, many.measurement)
    texts = load_texts(session, many.measurement, language("en"))
    units = list(figures(session, source, source.tree.leaves).values())
    scored = [unit for unit in units if unit.recommendations]

    *recommended, insight = together(session, source, texts)

    for found, code in zip(recommended, ("recommend_employer", "recommend_service"), strict=True):
        outcome = [unit.recommendations[code].score.score for unit in scored]
        assert found.teams == len(scored)
        assert found.explained == pytest.approx(sum(row.weight.estimate for row in found.rows if row.weight))
        for block in Block:
            own = next(row for row in found.rows if row.name == texts.measure(block))
            expected = np.corrcoef([unit.scores[block].mean for unit in scored], outcome)[0, 1]
            assert own.correlation.estimate == pytest.approx(expected)
    means = {block: [unit.scores[block].mean for unit in units] for block in Block}
    assert {row.name: row.correlation.estimate for row in insight.rows} == pytest.approx(
        {
            texts.measure(block): np.corrcoef(means[block], means[Block.INSIGHT])[0, 1]
            for block in Block
            if block is not Block.INSIGHT
        }
    )


def test_the_strongest_comes_first(session: Session, many: Closed) -> None:
    source = published(session, many.measurement)
    found = together(session, source, load_texts(session, many.measurement, language("en")))

    for each in found:
        estimates = [row.correlation.estimate for row in each.rows]
        assert estimates == sorted(estimates, reverse=True)
