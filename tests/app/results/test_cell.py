"""The page of one statement."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.results.reading import StatementNumbers, figures, published
from app.web.i18n import language
from surveys.catalogue import cell_help
from tests.app.results.factories import Closed
from tests.app.results.page import main_part, read, words

NL = language("nl")
CODE = "insight_values"


def known(session: Session, sample: Closed, name: str) -> StatementNumbers:
    """Read the published numbers of the statement in a unit."""
    position = sample.tree.positions[sample.units[name]]
    source = published(session, sample.measurement)
    found = figures(session, source, [position], measures=(CODE,))[position].statements[CODE].numbers
    assert found is not None
    return found


def test_the_distribution_is_the_published_one(session: Session, hr: TestClient, sample: Closed) -> None:
    numbers = known(session, sample, "Noord")
    table = re.search(r'<table class="distribution">.*?</table>', read(hr, sample.address("Noord", CODE)), re.DOTALL)
    assert table is not None

    shown = [int(count) for count in re.findall(r'<td class="figure">(\d+)</td>', table[0])]

    assert shown == [*reversed(numbers.counts), numbers.unknown, numbers.skipped]


def test_who_agrees_is_counted_in_words_and_as_a_share(session: Session, hr: TestClient, sample: Closed) -> None:
    numbers = known(session, sample, "Noord")
    text = words(read(hr, sample.address("Noord", CODE)))

    assert f"{sum(numbers.counts[-2:])} van de {sum(numbers.counts)} collega's die iets kozen" in text
    share = numbers.favourable
    margin = f"marge {NL.percent(share.low)} tot {NL.percent(share.high)}"
    assert f"{NL.percent(share.estimate)} {margin}".replace("\xa0", " ") in text.replace("\xa0", " ")


def test_bars_are_shares_of_everybody_who_chose(session: Session, hr: TestClient, sample: Closed) -> None:
    counts = known(session, sample, "Noord").counts
    source = read(hr, sample.address("Noord", CODE))

    widths = [float(width) for width in re.findall(r'class="part" width="([\d.]+)"', source)]

    assert widths == [round(100 * count / sum(counts), 2) for count in reversed(counts)]


@pytest.mark.parametrize(
    ("code", "turns"),
    [
        ("insight_mission", ["next direction_mission"]),
        ("operation_mission", ["prev experience_mission", "next insight_identity"]),
        ("operation_context", ["prev experience_context"]),
    ],
)
def test_one_can_go_on_along_the_blocks_and_then_a_level_down(
    hr: TestClient, sample: Closed, code: str, turns: list[str]
) -> None:
    source = read(hr, sample.address("Noord", code))

    found = re.findall(r'rel="(\w+)" href="[^"]*/cells/(\w+)"', source)

    assert [" ".join(each) for each in found] == turns


def test_the_help_stands_beside_it(hr: TestClient, sample: Closed) -> None:
    text = words(read(hr, sample.address("Noord", CODE)))

    assert cell_help("nl")[CODE].looks_like in text
    assert cell_help("nl")[CODE].tip in text
    assert "Zo ziet het eruit als het lukt" in text


def test_answers_without_two_camps_are_called_spread(hr: TestClient, sample: Closed) -> None:
    text = words(read(hr, sample.address("Noord", CODE)))

    assert "De antwoorden lopen ver uiteen, zonder twee kampen: de afstand tot het gemiddelde is" in text


def test_two_camps_are_called_so_and_counted(session: Session, hr: TestClient, sample: Closed) -> None:
    position = sample.tree.positions[sample.units["Noord"]]
    unit = figures(session, published(session, sample.measurement), [position])[position]
    shown = {code: figure.numbers for code, figure in unit.statements.items() if figure.numbers}
    code, numbers = max(shown.items(), key=lambda item: item[1].ad or 0)
    low, high = sum(numbers.counts[:2]), sum(numbers.counts[-2:])

    assert f"Er zijn twee kampen: {low} oneens en {high} eens." in words(read(hr, sample.address("Noord", code)))
    assert f"twee kampen : {low} oneens, {high} eens" in words(read(hr, sample.address("Noord")))


def test_a_small_team_shows_the_stage_alone(hr: TestClient, sample: Closed) -> None:
    source = read(hr, sample.address("Avond", CODE))
    answers = main_part(source).split("Dezelfde stelling")[0]

    assert "De antwoorden samen horen bij het stadium" in answers
    assert "distribution" not in answers
    assert not re.search(r">\s*\d,\d", answers)


def test_the_unit_around_and_the_units_inside_stand_beside_it(hr: TestClient, sample: Closed) -> None:
    source = read(hr, sample.address("Waterland", CODE))

    assert re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', source) == ["Klantcontact", "Vakafdelingen"]


def test_a_team_is_read_beside_the_other_teams_of_its_department(hr: TestClient, sample: Closed) -> None:
    page = read(hr, sample.address("Noord", "insight_values"))

    for name in ("Klantcontact", "Avond", "Nacht", "Piket"):
        assert sample.address(name, "insight_values") in page
    assert sample.address("Zuid", "insight_values") not in page
