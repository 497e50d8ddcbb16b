"""Closed measurements with a result, made without asking anybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import insert
from sqlmodel import Session, select

from analytics.bases import fewest
from analytics.breakdown_cells import breakdown_cells
from analytics.publication import Publication as Figures
from analytics.publication import publish
from analytics.quality import quality
from app.accounts import service as accounts
from app.keys import KeyStore
from app.measurements.tree import MeasuredTree, load_tree
from app.models import (
    Measurement,
    MeasurementStatus,
    Organisation,
    Publication,
    PublishedBreakdown,
    PublishedCell,
    PublishedUnit,
    Role,
    Unit,
)
from app.publishing.storing import store_quality
from app.secrets import written
from surveys.catalogue import customer_focus
from tests.conftest import NOW
from tests.factories import measurement as launch
from tests.factories import person, unit
from tests.once import once

LEVELS = (4.2, 4.0, 3.7, 3.3, 3.6, 3.1, 2.8)
"""How the levels stand, from mission down, where nothing else is said."""
BLOCKS = (0.2, -0.3, 0.1, -0.5, 0.4, 0.0)


@dataclass(frozen=True)
class Closed:
    """A closed measurement, its tree, and the id of every unit by name."""

    organisation: Organisation
    measurement: Measurement
    tree: MeasuredTree
    units: Mapping[str, Any]

    def address(self, name: str, code: str | None = None) -> str:
        """Give the address of a unit's dashboard, or of one statement in it."""
        page = f"/measurements/{self.measurement.id}/units/{self.units[name]}"
        return page if code is None else f"{page}/cells/{code}"


def closed(
    session: Session,
    keys: KeyStore,
    departments: Mapping[str, Mapping[str, int]],
    *,
    name: str = "Waterland",
    spread: float = 0.8,
    levels: tuple[float, ...] = LEVELS,
    silent: float = 0.0,
    divided: Mapping[str, str] | None = None,
    seed: int = 7,
    judged: bool = True,
    minimum_scores: int = 5,
    minimum_statements: int = 10,
    leading: int | None = None,
    again: Closed | None = None,
) -> Closed:
    """Store a closed measurement with so many respondents in each team of each department.

    Parameters
    ----------
    spread
        How far people differ from each other, in scale points.
    silent
        Share of the answers that is "don't know" or skipped.
    divided
        By team, the level about which half of the people think the opposite.
    leading
        One of so many people leads others, and is a point more positive; None where nobody said.
    again
        An earlier measurement of the same people, when this is not their first.
    judged
        Whether the quality of the questionnaire was computed, as it is at closing where enough people answered.
    """
    owner = again.organisation if again else Organisation(name=name, synthetic=True)
    session.add(owner)
    session.flush()
    places = _places(session, owner, departments) if again else _people(session, owner, departments)
    measurement = launch(
        session,
        keys,
        owner,
        now=NOW,
        name="Voorjaar 2026",
        minimum_scores=minimum_scores,
        minimum_statements=minimum_statements,
    )
    tree = load_tree(session, measurement.id)
    where = [tree.positions[place.id] for place in places]
    answers = _answers(places, np.random.default_rng(seed), spread, levels, silent, divided or {})
    questionnaire = customer_focus().questionnaire
    options = np.full((len(where), len(questionnaire.backgrounds)), -1, dtype=np.int64)
    if leading:
        leads = np.arange(len(where)) % leading == 0
        options[:, [each.code for each in questionnaire.backgrounds].index("leads_people")] = np.where(leads, 0, 1)
        answers[leads] = np.where(answers[leads] > 0, np.minimum(answers[leads] + 1, 5), answers[leads])
    figures = once(
        publish,
        answers,
        np.array(where),
        tree.units,
        questionnaire,
        k_scores=minimum_scores,
        k_statements=minimum_statements,
    )
    publication = _store(session, measurement, tree, figures)
    broken_down = once(breakdown_cells, answers, np.array(where), options, tree.units, questionnaire, k=minimum_scores)
    insert_published(session, PublishedBreakdown, broken_down, publication, tree)
    if judged and len(answers) >= fewest(measurement.minimum_statements):
        judged_as = once(quality, answers, questionnaire, k=measurement.minimum_statements)
        store_quality(session, publication, judged_as)
    measurement.status, measurement.closed_at = MeasurementStatus.CLOSED, NOW
    session.flush()
    return Closed(owner, measurement, tree, dict(zip(tree.names, tree.ids, strict=True)))


def cookie(session: Session, owner: Organisation, *, role: Role = Role.HR, email: str = "hr@example.org") -> str:
    """Sign somebody in with a role in an organisation, and give what the browser keeps."""
    user = accounts.add_user(session, owner, role, email=email, name="Robin")
    session.flush()
    return written(accounts.log_in(session, user.id, now=NOW))


def _store(session: Session, measurement: Measurement, tree: MeasuredTree, figures: Figures) -> Publication:
    publication = Publication(
        organisation_id=measurement.organisation_id, measurement_id=measurement.id, published_on=NOW.date()
    )
    session.add(publication)
    session.flush()
    for table, frame in ((PublishedUnit, figures.units), (PublishedCell, figures.cells)):
        insert_published(session, table, frame, publication, tree)
    return publication


def insert_published(
    session: Session, table: type[Any], frame: pd.DataFrame, publication: Publication, tree: MeasuredTree
) -> None:
    """Store what was published of units, given by their positions."""
    plain = frame.astype(object).where(frame.notna(), None)
    records: list[dict[str, Any]] = plain.drop(columns="unit").to_dict("records")  # type: ignore[assignment]
    rows = [
        {"publication_id": publication.id, "unit_id": tree.ids[unit], **record}
        for unit, record in zip(frame["unit"], records, strict=True)
    ]
    if rows:
        session.execute(insert(table), rows)


def _people(session: Session, owner: Organisation, departments: Mapping[str, Mapping[str, int]]) -> list[Unit]:
    root = unit(session, owner, name=owner.name)
    places = []
    for department, teams in departments.items():
        middle = unit(session, owner, name=department, parent=root)
        for team, size in teams.items():
            place = unit(session, owner, name=team, parent=middle)
            for _ in range(size):
                person(session, place)
                places.append(place)
    session.flush()
    return places


def _places(session: Session, owner: Organisation, departments: Mapping[str, Mapping[str, int]]) -> list[Unit]:
    """Give the unit of everybody who is there already."""
    units = {each.name: each for each in session.exec(select(Unit).where(Unit.organisation_id == owner.id))}
    return [units[team] for teams in departments.values() for team, size in teams.items() for _ in range(size)]


def _answers(
    places: list[Unit],
    chance: np.random.Generator,
    spread: float,
    levels: tuple[float, ...],
    silent: float,
    divided: Mapping[str, str],
) -> NDArray[np.int8]:
    questionnaire = customer_focus().questionnaire
    order = list(dict.fromkeys(question.level for question in questionnaire.statements))
    blocks = list(dict.fromkeys(question.block for question in questionnaire.statements))
    rows = []
    for number, place in enumerate(places):
        person_effect = chance.normal(0, spread / 2)
        row = []
        for question in questionnaire.scored:
            if question.scale.high > 5:
                value = 7.4 + person_effect + chance.normal(0, 1.8)
            elif question.level is None or question.block is None:
                value = 3.8 + person_effect + chance.normal(0, spread)
            else:
                value = levels[order.index(question.level)] + BLOCKS[blocks.index(question.block)] + person_effect
                value += chance.normal(0, spread)
                if divided.get(place.name) == question.level:
                    value += 1.6 if number % 2 else -1.6
            low, high = question.scale.low, question.scale.high
            silence = chance.random() < silent
            row.append(-1 - int(chance.random() < 0.5) if silence else int(np.clip(round(value), low, high)))
        rows.append(row)
    return np.array(rows, dtype=np.int8)
