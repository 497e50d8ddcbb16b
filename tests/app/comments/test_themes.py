"""Themes: added by name, ticked by hand, counted; nothing of what two people do at once is lost."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.db import reading
from app.models import CommentTheme, Theme
from tests.app import cast
from tests.app.comments.conftest import Commented
from tests.app.comments.test_reading import written
from tests.app.results.page import read, words


def token(client: TestClient, address: str) -> str:
    return read(client, address).split('name="csrf" value="')[1].split('"')[0]


def add(client: TestClient, address: str, name: str) -> int:
    data = {"csrf": token(client, address), "name": name}
    return client.post(f"{address}/themes", data=data).status_code


def names(client: TestClient, address: str) -> dict[str, str]:
    """Give the id of every theme by name."""
    found = re.findall(r'href="[^"]*\?theme=([0-9a-f-]{36})"[^>]*>([^<]+)</a>', read(client, address))
    return {name: identity for identity, name in found}


def counted(client: TestClient, address: str) -> dict[str, int]:
    found = re.findall(r'\?theme=[^>]*>([^<]+)</a> <span class="figure">(\d+)', read(client, address))
    return {name: int(count) for name, count in found}


def comment(client: TestClient, address: str, place: int = 0) -> str:
    """Give the address of a comment by its place on the page."""
    found: list[str] = re.findall(r'id="comment-([0-9a-f-]{36})"', read(client, address))
    return f"{address}/{found[place]}"


def tag(client: TestClient, address: str, which: str, *, before: str = "", after: tuple[str, ...] = ()) -> int:
    data = {"csrf": token(client, address), "before": before} | {f"theme-{each}": "yes" for each in after}
    return client.post(which, data=data).status_code


@pytest.fixture
def address(hr: TestClient, sample: Commented) -> str:
    """Give the page of the organisation, with two themes."""
    address = sample.address("Waterland")
    assert [add(hr, address, name) for name in ("Sfeer", "  Snel   helpen ")] == [303, 303]
    return address


def test_a_theme_is_there_for_the_whole_measurement(hr: TestClient, sample: Commented, address: str) -> None:
    assert counted(hr, address) == {"Sfeer": 0, "Snel helpen": 0}
    assert counted(hr, sample.address("Groot", "how_can_we")) == {"Sfeer": 0, "Snel helpen": 0}


@pytest.mark.parametrize(
    ("name", "what"), [("", "Typ eerst"), ("   ", "Typ eerst"), ("x" * 61, "te lang"), ("SFEER", "Er is al een thema")]
)
def test_a_name_that_will_not_do_is_explained_and_kept(hr: TestClient, address: str, name: str, what: str) -> None:
    response = hr.post(f"{address}/themes", data={"csrf": token(hr, address), "name": name})

    assert response.status_code == 422
    assert what in response.text
    assert f'id="name" name="name" value="{name}"' in response.text
    assert len(counted(hr, address)) == 2


def test_a_comment_gets_themes_and_they_are_counted(hr: TestClient, sample: Commented, address: str) -> None:
    ids = names(hr, address)
    first, second = comment(hr, address), comment(hr, address, 1)

    assert tag(hr, address, first, after=(ids["Sfeer"], ids["Snel helpen"])) == 303
    assert tag(hr, address, second, after=(ids["Sfeer"],)) == 303

    assert counted(hr, address) == {"Sfeer": 2, "Snel helpen": 1}
    assert len(written(hr, f"{address}?theme={ids['Sfeer']}")) == 2
    assert len(written(hr, f"{address}?theme={ids['Sfeer']}&q=zwaluw")) == 0
    parts = [counted(hr, sample.address(team))["Sfeer"] for team in ("Groot", "Midden")]
    assert sum(parts) <= 2


def test_what_two_people_tick_at_once_is_both_kept(hr: TestClient, address: str) -> None:
    ids, which = names(hr, address), comment(hr, address)
    tag(hr, address, which, after=(ids["Sfeer"],))

    # both saw "Sfeer"; one adds a theme, the other takes it away
    tag(hr, address, which, before=ids["Sfeer"], after=(ids["Sfeer"], ids["Snel helpen"]))
    tag(hr, address, which, before=ids["Sfeer"])

    assert counted(hr, address) == {"Sfeer": 0, "Snel helpen": 1}


def test_sending_a_form_twice_changes_nothing(hr: TestClient, address: str, engine: Engine) -> None:
    ids, which = names(hr, address), comment(hr, address)

    assert {tag(hr, address, which, after=(ids["Sfeer"],)) for _ in range(2)} == {303}

    with Session(reading(engine)) as session:
        assert len(session.exec(select(CommentTheme)).all()) == 1


def test_one_comes_back_to_what_was_looked_at(hr: TestClient, address: str) -> None:
    which = comment(hr, address)

    response = hr.post(f"{which}?q=gaat&page=1", data={"csrf": token(hr, address)})

    assert response.headers["location"] == f"{address}?q=gaat#comment-{which.rsplit('/', 1)[1]}"


def test_a_theme_goes_when_nothing_has_it_and_stays_when_something_does(
    hr: TestClient, address: str, engine: Engine
) -> None:
    ids, which = names(hr, address), comment(hr, address)
    tag(hr, address, which, after=(ids["Sfeer"],))

    for each in ids.values():
        form = {"csrf": token(hr, address)}
        assert hr.post(f"{address}/themes/remove?theme={each}", data=form).status_code == 303

    with Session(reading(engine)) as session:
        assert [theme.name for theme in session.exec(select(Theme))] == ["Sfeer"]
    assert counted(hr, address) == {"Sfeer": 1}


def test_what_is_no_theme_is_left_out(hr: TestClient, address: str) -> None:
    which = comment(hr, address)

    assert tag(hr, address, which, before="x y", after=("x", "0" * 32)) == 303
    assert counted(hr, address) == {"Sfeer": 0, "Snel helpen": 0}


def test_a_comment_of_another_unit_is_not_found(hr: TestClient, sample: Commented, address: str) -> None:
    elsewhere = comment(hr, sample.address("Groot")).replace(str(sample.units["Groot"]), str(sample.units["Midden"]))

    assert tag(hr, address, elsewhere) == 404


def test_a_hidden_team_has_no_comment_to_tag(hr: TestClient, sample: Commented, address: str) -> None:
    for place in range(34):
        which = comment(hr, address, place).replace(str(sample.units["Waterland"]), str(sample.units["Klein"]))
        if place % 11 == 0:
            assert tag(hr, address, which) == 404


def test_a_name_stays_text(hr: TestClient, address: str) -> None:
    add(hr, address, "<script>alert(1)</script>")

    assert "<script>alert" not in read(hr, address)


def test_more_themes_than_can_be_overseen_are_refused(hr: TestClient, address: str) -> None:
    assert {add(hr, address, f"Thema {number}") for number in range(38)} == {303}
    assert add(hr, address, "Nog een") == 422


def test_strangers_and_who_is_not_signed_in_change_nothing(
    client: TestClient, session: Session, sample: Commented, engine: Engine
) -> None:
    address = sample.address("Groot")
    assert client.post(f"{address}/themes", data={"name": "x"}).status_code == 401
    cast.sign_in(client, session, cast.stranger(session))
    form = {"csrf": client.get("/").text.split('name="csrf" value="')[1].split('"')[0], "name": "x"}

    assert client.post(f"{address}/themes", data=form).status_code == 404
    assert client.post(f"{address}/{sample.units['Groot']}", data=form).status_code == 404
    with Session(reading(engine)) as found:
        assert found.exec(select(Theme)).all() == []


def test_a_consultant_tags_too(client: TestClient, session: Session, sample: Commented) -> None:
    cast.sign_in(client, session, cast.consultant(session, sample.organisation))

    assert add(client, sample.address("Groot"), "Sfeer") == 303
    assert "Sfeer" in words(read(client, sample.address("Groot")))
