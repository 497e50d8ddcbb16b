"""Leaks on purpose, each planted for the length of one test: the attack must find every one of them.

Some are in what is published: they take the place of a part of closing. The others are on a page that this module adds;
what such a page must not know is overheard while the measurement is closed.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import numpy as np
import pandas as pd
import pytest
from fastapi import Depends, FastAPI, Request
from fastapi.responses import Response
from numpy.typing import NDArray
from sqlmodel import Session, select

import analytics.breakdown_cells
import analytics.breakdowns
import analytics.publication
import analytics.tiers
import app.answering.service
import app.publishing.opening
import app.publishing.service
import app.publishing.storing
import app.talks.links
import app.talks.service
from analytics.breakdowns import Breakdowns, breakdowns
from analytics.cells import TYPES
from analytics.disclosure import UnitTree, shown_units
from analytics.publication import Publication, publish
from app.attack.copies import MakeApp
from app.clock import Clock
from app.config import Settings
from app.db import SessionDep
from app.envelope import ballot_size, unseal
from app.main import create_app
from app.measurements.deps import MeasurementDep
from app.measurements.tree import MeasuredTree, load_tree
from app.models import Edition, Measurement, MeasurementStatus
from app.models.invitation import Invitation, InvitationStatus
from app.publishing.opening import Opened
from app.results.reading import Published
from app.web.i18n import Language
from app.web.policy import public
from surveys.catalogue import restore_edition

Plant = Callable[[pytest.MonkeyPatch], MakeApp]
HIDDEN, LARGE = "Noord 3", "Noord 1"
LEAKS: dict[str, Plant] = {}
K = 5


def leak(plant: Plant) -> Plant:
    """List a leak by the name of its function."""
    LEAKS[plant.__name__] = plant
    return plant


def product(settings: Settings, clock: Clock) -> FastAPI:
    """Make the product as it is."""
    return create_app(settings, clock=clock)


# In what is published


@leak
def a_threshold_alone(monkeypatch: pytest.MonkeyPatch) -> MakeApp:
    """Show every unit that is large enough, whatever is left over."""

    def large(tree: UnitTree, direct: NDArray[np.int64], k: int, **_: Any) -> frozenset[int]:
        return frozenset(np.flatnonzero(tree.totals(direct) >= k).tolist())

    monkeypatch.setattr(analytics.tiers, "shown_units", large)
    _without_rows(monkeypatch)
    return product


@leak
def a_remainder_of_two(monkeypatch: pytest.MonkeyPatch) -> MakeApp:
    """Show units that are large enough when two people or more are left over."""

    def nearly(tree: UnitTree, direct: NDArray[np.int64], k: int, **_: Any) -> frozenset[int]:
        large = np.flatnonzero(tree.totals(direct) >= k).tolist()
        return shown_units(tree, direct, 2, eligible=large)

    monkeypatch.setattr(analytics.tiers, "shown_units", nearly)
    _without_rows(monkeypatch)
    return product


@leak
def counts_of_statements_of_small_groups(monkeypatch: pytest.MonkeyPatch) -> MakeApp:
    """Show statements as numbers from five answers on."""
    monkeypatch.setattr(analytics.publication, "K_STATEMENTS", K)
    return _published(monkeypatch, lambda *given, **more: publish(*given, **more | {"k_statements": K}))


@leak
def a_stage_of_a_hidden_team(monkeypatch: pytest.MonkeyPatch) -> MakeApp:
    """Publish the stage of a unit that is not shown."""

    def more(answers: NDArray[np.int8], unit_of: NDArray[np.int64], *given: Any, **named: Any) -> Publication:
        figures = publish(answers, unit_of, *given, **named)
        hidden = np.setdiff1d(unit_of, figures.units["unit"])
        if not hidden.size:
            return figures
        stage = 1 + int(answers[unit_of == hidden[0]].sum()) % 5
        return _with_cell(figures, unit=int(hidden[0]), measure="direction_mission", stage=stage)

    return _published(monkeypatch, more)


@leak
def a_spread_of_a_small_team(monkeypatch: pytest.MonkeyPatch) -> MakeApp:
    """Publish with the stage of a statement how far the answers lie apart."""

    def more(*given: Any, **named: Any) -> Publication:
        figures = publish(*given, **named)
        cells = figures.cells.assign(ad=figures.cells["ad"].where(figures.cells["stage"].isna(), 0.8))
        return replace(figures, cells=cells)

    return _published(monkeypatch, more)


@leak
def breakdowns_without_audit(monkeypatch: pytest.MonkeyPatch) -> MakeApp:
    """Break units down by background, however small, however few chose an option and whatever follows from it."""

    def every(*given: Any, **named: Any) -> Breakdowns:
        found = breakdowns(*given, **named)
        return replace(found, cells=pd.concat([found.cells, found.dropped[found.cells.columns]]))

    def all_of_them(_cells: pd.DataFrame, valid: NDArray[np.int64], **_named: Any) -> NDArray[np.bool_]:
        return np.full(valid.shape, fill_value=True)

    monkeypatch.setattr(analytics.breakdowns, "K_GROUP", 1)
    monkeypatch.setattr(analytics.breakdowns, "GROUP_CELLS", 0)
    monkeypatch.setattr(analytics.breakdown_cells, "breakdowns", every)
    monkeypatch.setattr(analytics.breakdown_cells, "complete", all_of_them)
    return product


@leak
def hiding_by_answers(monkeypatch: pytest.MonkeyPatch) -> MakeApp:
    """Hide a unit whose score is low."""

    def less(*given: Any, **named: Any) -> Publication:
        figures = publish(*given, **named)
        overall = figures.cells[figures.cells["measure"] == "overall"]
        low = overall.loc[(overall["total"] / overall["n"] < 3) & (overall["unit"] > 0), "unit"]
        kept, units = (table[~table["unit"].isin(low)] for table in (figures.cells, figures.units))
        return replace(figures, cells=kept, units=units)

    return _published(monkeypatch, less)


@leak
def a_model_with_hidden_teams(monkeypatch: pytest.MonkeyPatch) -> MakeApp:
    """Publish how much teams differ, hidden teams included."""
    heard = Heard()

    def store(session: Session, publication: Any, found: Any) -> None:
        means = [heard.mean(unit) for unit in np.unique(heard.unit_of)]
        styles = replace(found, respondents=found.respondents) if hasattr(found, "respondents") else found
        app.publishing.storing.store_quality(session, publication, styles)
        row = session.get_one(app.models.PublishedQuality, publication.id)
        row.figures = {**row.figures, "between": float(np.var(means))}

    monkeypatch.setattr(app.publishing.service, "store_quality", store)
    return _published(monkeypatch, heard.publish)


@leak
def comments_of_small_groups(monkeypatch: pytest.MonkeyPatch) -> MakeApp:
    """Keep comments of groups of five."""

    def more(*given: Any, **named: Any) -> Publication:
        figures = publish(*given, **named)
        return replace(figures, statement_node=figures.score_node)

    return _published(monkeypatch, more)


# On pages


@leak
def a_sibling_on_the_page_of_a_team(monkeypatch: pytest.MonkeyPatch) -> MakeApp:
    """Put another team beside a team on the page that is released, where HR sees it too."""

    def beside(source: Published, position: int) -> int | None:
        return next((each for each in source.shown if each != position and not source.tree.children[each]), None)

    monkeypatch.setattr(app.talks.service, "above", beside)
    return product


@leak
def a_link_that_outlives_its_withdrawal(monkeypatch: pytest.MonkeyPatch) -> MakeApp:
    """Record that a link was withdrawn, and leave it."""
    monkeypatch.setattr(app.talks.links, "_delete", lambda *_: None)
    return product


@dataclass
class Heard:
    """What was overheard at the last closing, and at the one before."""

    answers: NDArray[np.int8] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int8))
    unit_of: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    earlier: dict[int, float] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    units: UnitTree | None = None

    def publish(
        self, answers: NDArray[np.int8], unit_of: NDArray[np.int64], units: UnitTree, *given: Any, **named: Any
    ) -> Publication:
        self.units = units
        self.earlier = {int(unit): self.mean(unit) for unit in np.unique(self.unit_of)}
        self.answers, self.unit_of = answers, unit_of
        return publish(answers, unit_of, units, *given, **named)

    def mean(self, unit: int) -> float:
        own = self.answers[self.unit_of == unit]
        return float(own[own >= 0].mean()) if (own >= 0).any() else 0.0

    def count(self, unit: int) -> int:
        return int((self.unit_of == unit).sum())


Show = Callable[[Heard, MeasuredTree], str | Response]


def on_a_page(show: Show) -> Plant:
    """Add a page to each measurement, that no link leads to; it tells of the one that was closed last."""

    def plant(monkeypatch: pytest.MonkeyPatch) -> MakeApp:
        heard = Heard()
        _published(monkeypatch, heard.publish)

        def make(settings: Settings, clock: Clock) -> FastAPI:
            made = create_app(settings, clock=clock)

            @made.get("/measurements/{measurement_id}/planted", dependencies=[Depends(public)])
            def planted(session: SessionDep, access: MeasurementDep) -> Response:
                tree = load_tree(session, access.measurement.id)
                if access.measurement.status is not MeasurementStatus.CLOSED or tree.units != heard.units:
                    return Response("")
                page = show(heard, tree)
                return page if isinstance(page, Response) else Response(page, media_type="text/html")

            return made

        return make

    plant.__name__ = show.__name__
    return leak(plant)


@on_a_page
def counts_of_hidden_teams(heard: Heard, tree: MeasuredTree) -> str:
    return "".join(f"<p>{name}: {heard.count(unit)}</p>" for unit, name in enumerate(tree.names))


@on_a_page
def members_of_a_department(heard: Heard, tree: MeasuredTree) -> str:
    return f"<p>{heard.mean(tree.names.index('Noord')):.2f}</p>"


@on_a_page
def a_value_in_a_chart(heard: Heard, tree: MeasuredTree) -> str:
    figure = {"data": [{"x": [1, 2], "customdata": [round(heard.mean(tree.names.index(HIDDEN)), 2)]}]}
    return f'<script type="application/json">{json.dumps(figure)}</script>'


@on_a_page
def a_value_in_a_remark(heard: Heard, tree: MeasuredTree) -> str:
    return f"<p>nothing here</p><!-- {heard.mean(tree.names.index(HIDDEN)):.2f} -->"


@on_a_page
def an_order_by_hidden_values(heard: Heard, tree: MeasuredTree) -> str:
    units = sorted(np.unique(heard.unit_of).tolist(), key=heard.mean)
    return "".join(f"<li>{tree.names[unit]}</li>" for unit in units)


@on_a_page
def a_list_as_long_as_a_team(heard: Heard, tree: MeasuredTree) -> str:
    return "<li></li>" * heard.count(tree.names.index(LARGE))


@on_a_page
def a_header_with_a_count(heard: Heard, tree: MeasuredTree) -> Response:
    return Response("", headers={"x-total": str(heard.count(tree.names.index(HIDDEN)))})


@on_a_page
def filters_that_differ_by_one(heard: Heard, tree: MeasuredTree) -> str:
    del tree
    everybody = heard.answers.mean(axis=1)
    return f"<p>{everybody.mean():.2f}</p><p>{everybody[np.argsort(heard.unit_of, kind='stable')][1:].mean():.2f}</p>"


@on_a_page
def how_a_hidden_team_changed(heard: Heard, tree: MeasuredTree) -> str:
    unit = tree.names.index(HIDDEN)
    return f"<p>{heard.mean(unit) - heard.earlier.get(unit, 0):+.2f}</p>"


@leak
def comments_in_order_of_people(monkeypatch: pytest.MonkeyPatch) -> MakeApp:
    """Keep ballots in the order of invitations, and show large groups' comments in it."""
    heard = Heard()

    class NoChance:
        def shuffle(self, rows: list[Any]) -> None:
            del rows

    def store(session: Session, opened: Opened, node: NDArray[np.int64]) -> None:
        heard.comments = [
            text
            for ballot, place in zip(opened.ballots, node, strict=True)
            for text in ballot.comments.values()
            if place >= 0
        ]
        app.publishing.storing.store_comments(session, opened, node)

    monkeypatch.setattr(app.publishing.opening, "SystemRandom", NoChance)
    monkeypatch.setattr(app.publishing.service, "store_comments", store)

    def make(settings: Settings, clock: Clock) -> FastAPI:
        made = create_app(settings, clock=clock)

        @made.get("/planted", dependencies=[Depends(public)])
        def planted() -> Response:
            return Response("\n".join(heard.comments))

        return made

    return make


@leak
def answers_that_were_taken_back(monkeypatch: pytest.MonkeyPatch) -> MakeApp:
    """Count the answers of who took them back."""
    monkeypatch.setattr(app.answering.service, "withdraw", lambda *_: None)
    _without_rows(monkeypatch)
    return product


@leak
def a_view_while_it_is_open(monkeypatch: pytest.MonkeyPatch) -> MakeApp:
    """Show the mean of what has come in."""
    del monkeypatch

    def show(request: Request, session: Session, measurement: Measurement) -> str:
        questionnaire = restore_edition(session.get_one(Edition, measurement.edition_id).source).questionnaire
        key, size = request.app.state.keys.private_key(measurement.id), ballot_size(questionnaire)
        sealed = session.exec(select(Invitation.sealed).where(Invitation.measurement_id == measurement.id))
        first = [unseal(each, key, size=size).answers[0] for each in sealed if each]
        return " ".join(sorted(first))

    return _while_open(show)


@leak
def participation_of_every_team(monkeypatch: pytest.MonkeyPatch) -> MakeApp:
    """Show how many of every unit took part, while it is open."""
    del monkeypatch

    def show(_request: Request, session: Session, measurement: Measurement) -> str:
        query = select(Invitation.unit_id).where(
            Invitation.measurement_id == measurement.id, Invitation.status == InvitationStatus.SUBMITTED
        )
        units: Sequence[UUID] = session.exec(query).all()
        tree = load_tree(session, measurement.id)
        return "".join(f"<p>{name}: {units.count(unit)}</p>" for name, unit in zip(tree.names, tree.ids, strict=True))

    return _while_open(show)


@leak
def one_decimal_more(monkeypatch: pytest.MonkeyPatch) -> MakeApp:
    """Write every number with one decimal more."""
    number = Language.number
    monkeypatch.setattr(
        Language, "number", lambda words, value, digits=1: number(words, value, digits + 1 if digits else 0)
    )
    return product


def _while_open(show: Callable[[Request, Session, Measurement], str]) -> MakeApp:
    def make(settings: Settings, clock: Clock) -> FastAPI:
        made = create_app(settings, clock=clock)

        @made.get("/measurements/{measurement_id}/planted", dependencies=[Depends(public)])
        def planted(request: Request, session: SessionDep, access: MeasurementDep) -> Response:
            is_open = access.measurement.status is MeasurementStatus.OPEN
            return Response(show(request, session, access.measurement) if is_open else "", media_type="text/html")

        return made

    return make


def _published(monkeypatch: pytest.MonkeyPatch, take: Callable[..., Publication]) -> MakeApp:
    """Let closing publish in another way."""
    monkeypatch.setattr(app.publishing.service, "publish", take)
    return product


def _without_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Store no answers: closing refuses to store those of a remainder that is too small."""
    monkeypatch.setattr(app.publishing.service, "store_responses", lambda *_: None)


def _with_cell(figures: Publication, **cell: Any) -> Publication:
    more = pd.DataFrame([cell]).reindex(columns=list(TYPES)).astype(TYPES)
    more["counts"] = None
    return replace(figures, cells=pd.concat([figures.cells, more], ignore_index=True))
