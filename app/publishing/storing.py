"""What is kept of a closed measurement: the publication, and answers without any link to who gave them."""

from dataclasses import asdict
from datetime import datetime
from random import SystemRandom
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import insert
from sqlmodel import Session

from analytics.coarsening import coarsen
from analytics.publication import Publication as Figures
from analytics.quality import Quality
from app.measurements.tree import MeasuredTree
from app.models import (
    Measurement,
    Publication,
    PublishedBreakdown,
    PublishedCell,
    PublishedQuality,
    PublishedUnit,
)
from app.models.comment import Comment
from app.models.response import Response
from app.publishing.opening import Opened

NODE = "node"


def store_publication(
    session: Session, opened: Opened, figures: Figures, broken_down: pd.DataFrame, *, now: datetime
) -> Publication:
    """Write the publication, its units, its cells and its breakdowns."""
    publication = Publication(
        organisation_id=opened.measurement.organisation_id,
        measurement_id=opened.measurement.id,
        published_on=now.date(),
    )
    session.add(publication)
    session.flush()
    _insert(session, PublishedUnit, _with_unit(figures.units, opened.tree, publication.id))
    _insert(session, PublishedCell, _with_unit(figures.cells, opened.tree, publication.id))
    _insert(session, PublishedBreakdown, _with_unit(broken_down, opened.tree, publication.id))
    return publication


def store_quality(session: Session, publication: Publication, found: Quality) -> None:
    """Write how well the questionnaire measured."""
    session.add(PublishedQuality(publication_id=publication.id, figures=asdict(found)))


def store_responses(session: Session, opened: Opened, node: NDArray[np.int64], broken_down: pd.DataFrame) -> None:
    """Write the closed answers, each at the lowest shown unit, in combinations that enough people share.

    A background goes with them only where that unit is broken down by it.
    """
    codes = [question.code for question in opened.questionnaire.backgrounds]
    published = set(broken_down[["unit", "background", "option"]].itertuples(index=False, name=None))
    said = [[ballot.backgrounds.get(code) for code in codes] for ballot in opened.ballots]
    attributes = pd.DataFrame(
        [
            [option if (unit, code, option) in published else None for code, option in zip(codes, row, strict=True)]
            for unit, row in zip(node.tolist(), said, strict=True)
        ],
        columns=codes,
        dtype=object,
    ).assign(**{NODE: node})
    kept = coarsen(attributes, node=NODE, attributes=codes, k=opened.measurement.minimum_scores)
    rows = [
        {
            "unit_id": opened.tree.ids[row[NODE]],
            "backgrounds": {code: row[code] for code in codes},
            "answers": ballot.answers,
        }
        for ballot, row in zip(opened.ballots, kept.to_dict("records"), strict=True)
    ]
    _insert(session, Response, _shuffled(opened.measurement, rows))


def store_comments(session: Session, opened: Opened, node: NDArray[np.int64]) -> None:
    """Write the open answers of units that are large enough for them, every question in an order of its own."""
    for question in opened.questionnaire.comments:
        rows = [
            {"unit_id": opened.tree.ids[place], "question": question.code, "text": ballot.comments[question.code]}
            for ballot, place in zip(opened.ballots, node, strict=True)
            if place >= 0 and question.code in ballot.comments
        ]
        _insert(session, Comment, _shuffled(opened.measurement, rows))


def _shuffled(measurement: Measurement, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    owner = {"organisation_id": measurement.organisation_id, "measurement_id": measurement.id}
    SystemRandom().shuffle(rows)
    return [{"id": uuid4(), **owner, **row} for row in rows]


def _with_unit(frame: pd.DataFrame, tree: MeasuredTree, publication_id: UUID) -> list[dict[str, Any]]:
    """Turn a frame with a column `unit` of positions into rows of a table; what is missing becomes None."""
    plain = frame.astype(object).where(frame.notna(), None)
    records: list[dict[str, Any]] = plain.drop(columns="unit").to_dict("records")  # type: ignore[assignment]
    return [
        {"publication_id": publication_id, "unit_id": tree.ids[unit], **record}
        for unit, record in zip(frame["unit"], records, strict=True)
    ]


def _insert(session: Session, table: type, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(table), rows)
