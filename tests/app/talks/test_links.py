"""Releasing a page, reading it with its link, and withdrawing it."""

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.clock import Clock
from app.config import Settings
from app.db import reading
from app.keys import KeyStore
from app.models import Action, AuditEntry, TalkLink
from tests.app.results.factories import Closed
from tests.app.results.page import read, words

LINK = re.compile(r"http://testserver(/t/[\w-]+)")


def index(sample: Closed) -> str:
    return f"/measurements/{sample.measurement.id}/talks"


def send(client: TestClient, sample: Closed, verb: str, **fields: str) -> int:
    """Press a button of the list, and give the status."""
    token = read(client, index(sample)).split('name="csrf" value="')[1].split('"')[0]
    return client.post(f"{index(sample)}/{verb}", data={"csrf": token} | fields).status_code


def ticked(sample: Closed, *names: str) -> dict[str, str]:
    return {f"unit-{sample.units[name]}": "yes" for name in names}


def links(client: TestClient, sample: Closed) -> list[str]:
    """Give the links that the list offers to copy, as path."""
    return LINK.findall(unescape(read(client, index(sample))))


def as_nobody(client: TestClient) -> TestClient:
    client.cookies.clear()
    return client


def test_a_released_page_is_read_without_signing_in(hr: TestClient, sample: Closed) -> None:
    assert send(hr, sample, "release", **ticked(sample, "Noord")) == 303
    (link,) = links(hr, sample)

    response = as_nobody(hr).get(link)

    assert response.status_code == 200
    assert "<h1>Noord</h1>" in response.text
    assert response.headers["x-robots-tag"] == "noindex, nofollow"
    assert response.headers["referrer-policy"] == "no-referrer"


def test_the_page_of_a_link_shows_one_unit_and_leads_nowhere(hr: TestClient, sample: Closed) -> None:
    send(hr, sample, "release", **ticked(sample, "Noord"))
    (link,) = links(hr, sample)

    text = as_nobody(hr).get(link).text

    assert set(re.findall(r'href="(/[^"]*)"', text)) <= {"/", *re.findall(r'href="(/static/[^"]*)"', text)}
    assert not [name for name in ("Avond", "Nacht", "Piket", "Zuid", "Vakafdelingen") if name in words(text)]
    assert str(sample.measurement.id) not in text


def test_the_database_holds_no_token(hr: TestClient, sample: Closed, engine: Engine) -> None:
    send(hr, sample, "release", **ticked(sample, "Noord"))
    (link,) = links(hr, sample)

    with Session(reading(engine)) as session:
        row = session.exec(select(TalkLink)).one()
    assert link.removeprefix("/t/") not in str(row.model_dump())
    assert str(row.id) not in link
    assert links(hr, sample) == [link]  # it can be copied again


def test_a_link_works_until_its_day(hr: TestClient, sample: Closed, clock: Clock, settings: Settings) -> None:
    send(hr, sample, "release", **ticked(sample, "Noord"))
    (link,) = links(hr, sample)
    nobody = as_nobody(hr)

    for _ in range(settings.talk_days - 1):
        clock.next_day()
    assert nobody.get(link).status_code == 200
    clock.next_day()
    assert nobody.get(link).status_code == 404


def test_withdrawing_ends_a_link_at_once_and_a_new_release_makes_another(hr: TestClient, sample: Closed) -> None:
    send(hr, sample, "release", **ticked(sample, "Noord", "Avond"))
    old = set(links(hr, sample))

    assert send(hr, sample, "withdraw", **ticked(sample, "Noord")) == 303
    left = set(links(hr, sample))
    assert send(hr, sample, "release", **ticked(sample, "Noord")) == 303
    fresh = set(links(hr, sample)) - left

    (gone,) = old - left
    (new,) = fresh
    assert new != gone
    assert [hr.get(link).status_code for link in (gone, new)] == [404, 200]


def test_all_pages_are_released_at_once_and_hidden_ones_are_not(hr: TestClient, sample: Closed) -> None:
    assert send(hr, sample, "release", all="yes") == 303

    page = read(hr, index(sample))
    shown = {name for name in sample.units if f'id="unit-{sample.units[name]}"' in page}
    assert len(links(hr, sample)) == len(shown) == len(sample.units) - 2
    assert not {"Nacht", "Piket"} & shown


@pytest.mark.parametrize("fields", [{}, {"unit-": "yes"}, {"unit-x": "yes"}, {"unit-" + "0" * 32: "yes"}])
@pytest.mark.parametrize("verb", ["release", "withdraw"])
def test_nothing_sensible_ticked_changes_nothing_and_says_so(
    hr: TestClient, sample: Closed, verb: str, fields: dict[str, str]
) -> None:
    assert send(hr, sample, verb, **fields) == 422
    assert links(hr, sample) == []


def test_a_hidden_unit_cannot_be_released_whatever_is_sent(hr: TestClient, sample: Closed) -> None:
    assert send(hr, sample, "release", **ticked(sample, "Piket")) == 422
    assert links(hr, sample) == []


def test_releasing_twice_keeps_the_first_link(hr: TestClient, sample: Closed) -> None:
    send(hr, sample, "release", **ticked(sample, "Noord"))
    before = links(hr, sample)

    assert send(hr, sample, "release", **ticked(sample, "Noord")) == 422
    assert links(hr, sample) == before


def test_the_log_says_who_released_and_withdrew_what(hr: TestClient, sample: Closed, engine: Engine) -> None:
    send(hr, sample, "release", **ticked(sample, "Noord"))
    send(hr, sample, "withdraw", **ticked(sample, "Noord"))

    with Session(reading(engine)) as session:
        found = session.exec(select(AuditEntry).order_by(AuditEntry.number)).all()[-2:]  # type: ignore[arg-type]
    assert [(entry.actor, entry.action, entry.details) for entry in found] == [
        ("hr@example.org", Action.RELEASE, {"unit": "Noord"}),
        ("hr@example.org", Action.WITHDRAW, {"unit": "Noord"}),
    ]
    assert "Noord" in read(hr, f"/organisations/{sample.organisation.id}/audit")


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "..%2f..", "\N{SNOWMAN}"])
def test_what_is_no_link_gives_nothing(client: TestClient, sample: Closed, token: str) -> None:
    del sample

    response = client.get(f"/t/{token}")

    assert response.status_code == 404
    assert "Noord" not in response.text


def test_a_link_says_the_same_to_everybody_and_looking_changes_nothing(
    hr: TestClient, sample: Closed, engine: Engine, keys: KeyStore
) -> None:
    del keys
    send(hr, sample, "release", **ticked(sample, "Noord"))
    (link,) = links(hr, sample)
    with Session(reading(engine)) as session:
        before = session.exec(select(TalkLink)).one().model_dump()
    nobody = as_nobody(hr)

    pages = {nobody.get(link).text for _ in range(3)}

    with Session(reading(engine)) as session:
        assert session.exec(select(TalkLink)).one().model_dump() == before
    assert len(pages) == 1


def test_who_is_not_signed_in_is_asked_to_sign_in(client: TestClient, sample: Closed) -> None:
    assert client.get(index(sample)).status_code == 401
    assert client.get(sample.address("Noord") + "/talk").status_code == 401
    assert client.post(index(sample) + "/release").status_code == 401


def test_a_stranger_finds_nothing(stranger: TestClient, sample: Closed) -> None:
    token = read(stranger, "/").split('name="csrf" value="')[1].split('"')[0]

    assert stranger.get(index(sample)).status_code == 404
    assert stranger.get(sample.address("Noord") + "/talk").status_code == 404
    for verb in ("release", "withdraw"):
        assert stranger.post(f"{index(sample)}/{verb}", data={"csrf": token, "all": "yes"}).status_code == 404


def test_a_consultant_looks_and_releases_nothing(consultant: TestClient, sample: Closed) -> None:
    page = read(consultant, sample.address("Noord") + "/talk")

    assert "vrijgeven" not in words(page)
    assert consultant.get(index(sample)).status_code == 404


def test_a_form_of_another_site_releases_nothing(hr: TestClient, sample: Closed) -> None:
    assert hr.post(f"{index(sample)}/release", data={"all": "yes"}).status_code == 403
