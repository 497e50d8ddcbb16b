"""The main job over HTTP: 130 people answer, HR closes, the dashboards show; the counts are equal at every step."""

import re
from collections import Counter

from fastapi.testclient import TestClient
from sqlmodel import Session, func, select

from app.clock import Clock
from app.config import Settings
from app.keys import KeyStore
from app.main import create_app
from app.measurements.launch import personal_links
from app.models import Measurement, PublishedCell, PublishedUnit
from app.models.invitation import Invitation, InvitationStatus
from app.models.response import Response
from app.publishing.participation import count_participation
from surveys.answers import SIGNS
from tests import factories
from tests.app import cast
from tests.conftest import NOW

TEAMS = {f"Team {number:02}": 10 for number in range(1, 14)}


def answer(client: TestClient, link: str, value: int) -> None:
    """Go through all pages as a browser does, with the same answer everywhere; the recommendations get twice that."""
    client.cookies.clear()
    response = client.post(link)
    while page := response.headers.get("location"):
        text = client.get(page).text
        radios = set(re.findall(r'type="radio" name="(\w+)"', text) + re.findall(r'name="(\w+)" type="radio"', text))
        scored = {name: str(2 * value if name.startswith("recommend") else value) for name in radios}
        form = (
            scored | {"customer_contact": "yes", "leads_people": "no"} | {"csrf": text.split('csrf" value="')[1][:64]}
        )
        response = client.post(page, data=form)
    assert 'data-state="submitted"' in response.text


def test_a_hundred_and_thirty_submissions(settings: Settings, clock: Clock, session: Session, keys: KeyStore) -> None:
    owner = factories.organisation(session, teams=TEAMS)
    measurement = factories.measurement(session, keys, owner, now=NOW)
    links = personal_links(session, keys, measurement, base_url="")
    user = cast.hr(session, owner)
    session.commit()
    values = [3 + number % 3 for number in range(len(links))]

    with TestClient(create_app(settings, clock=clock), follow_redirects=False) as client:
        for link, value in zip(links, values, strict=True):
            answer(client, link, value)
        statuses = Counter(session.exec(select(Invitation.status)).all())
        count_participation(session, now=NOW)
        session.commit()
        client.cookies.clear()
        cast.sign_in(client, session, user)
        participation = client.get(f"/measurements/{measurement.id}").text
        close = f"/measurements/{measurement.id}/close"
        assert client.post(close, data={"csrf": cast.token(client, close)}).status_code == 303
        dashboard = client.get(f"/measurements/{measurement.id}/results").text

    session.expire_all()
    assert statuses == {InvitationStatus.SUBMITTED: 130}
    assert "100\N{NO-BREAK SPACE}%" in participation
    assert session.exec(select(func.count()).select_from(Response)).one() == 130
    assert "130" in dashboard
    signs = Counter(response.answers[0] for response in session.exec(select(Response)))
    assert signs == Counter(SIGNS[value] for value in values)
    units = {unit.unit_id: unit.respondents for unit in session.exec(select(PublishedUnit))}
    assert sorted(units.values()) == [10] * 13 + [130, 130]
    cells = session.exec(select(PublishedCell).where(PublishedCell.measure == "overall")).all()
    assert {cell.unit_id: cell.n for cell in cells} == units
    whole = max(cells, key=lambda cell: cell.n or 0)
    assert whole.total == sum(values)
    assert session.get_one(Measurement, measurement.id).closed_at == NOW
