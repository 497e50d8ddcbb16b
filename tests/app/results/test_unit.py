"""The dashboard of a unit shows what was published, and says no more than that."""

import re

from fastapi.testclient import TestClient
from sqlmodel import Session, col, delete

from app.keys import KeyStore
from app.models import PublishedCell, Role
from app.results.reading import UnitFigures, figures, published
from app.web.i18n import language
from surveys.catalogue import customer_focus
from surveys.model import Block, Level
from tests.app.results.conftest import LONG, SignIn
from tests.app.results.factories import Closed, closed
from tests.app.results.page import charts, main_part, numbers, read, words

NL = language("nl")


def known(session: Session, sample: Closed, name: str) -> UnitFigures:
    """Read what was published of a unit."""
    position = sample.tree.positions[sample.units[name]]
    return figures(session, published(session, sample.measurement), [position])[position]


def test_the_page_leads_from_standing_to_beginning(hr: TestClient, sample: Closed) -> None:
    source = read(hr, sample.address("Waterland"))

    headings = [" ".join(found.split()) for found in re.findall(r"<h[12][^>]*>(.*?)</h[12]>", source, re.DOTALL)]
    assert headings == [
        "Waterland",
        "Waar staan we?",
        "Waar beginnen we?",
        "Bouwstenen en niveaus",
        "Waar zijn we het eens, en waar niet?",
        "Enthousiasme en aanbevelen",
        "Binnen Waterland",
        "Verder met deze uitslag",
    ]


def test_every_cell_of_the_grid_shows_its_published_mean(session: Session, hr: TestClient, sample: Closed) -> None:
    unit = known(session, sample, "Noord")
    source = read(hr, sample.address("Noord"))

    for statement in customer_focus().questionnaire.statements:
        tile = re.search(rf'cells/{statement.code}" title=.*?</td>', source, re.DOTALL)
        numbers = unit.statements[statement.code].numbers
        assert tile is not None
        assert numbers is not None
        assert NL.number(numbers.mean) in tile[0]


def test_scores_are_shown_with_two_decimals_and_their_interval(
    session: Session, hr: TestClient, sample: Closed
) -> None:
    unit = known(session, sample, "Noord")
    text = words(read(hr, sample.address("Noord")))

    for code in (*Block, *Level):
        score = unit.scores[code]
        low, high = NL.number(max(1, score.interval.low), 2), NL.number(min(5, score.interval.high), 2)
        assert f"{NL.number(score.mean, 2)} {low} tot {high}" in text


def test_a_score_shows_every_stage_that_its_interval_touches(session: Session, hr: TestClient, sample: Closed) -> None:
    overall = known(session, sample, "Noord").scores["overall"]
    names = ["toevallig", "bewust", "ingericht", "verankerd", "bezield"]
    touched = [names[stage - 1] for stage in overall.stages]

    text = words(read(hr, sample.address("Noord")))

    assert f"Klantgericht werken is hier {' tot '.join(dict.fromkeys((touched[0], touched[-1])))}" in text


def test_charts_hold_published_scores_and_nothing_else(session: Session, hr: TestClient, sample: Closed) -> None:
    shown = [known(session, sample, name) for name in ("Noord", "Klantcontact")]
    scores = [score for unit in shown for score in unit.scores.values()]
    allowed = {round(score.mean, 2) for score in scores} | {round(score.ad or 0, 2) for score in scores}
    allowed |= {max(1.0, round(score.interval.low, 2)) for score in scores}
    allowed |= {min(5.0, round(score.interval.high, 2)) for score in scores}

    drawn = charts(read(hr, sample.address("Noord")))

    assert len(drawn) == 4
    assert {value for figure in drawn for value in numbers(figure)} <= allowed


def test_a_small_team_shows_stages_of_statements_and_no_numbers(
    session: Session, hr: TestClient, sample: Closed
) -> None:
    unit = known(session, sample, "Avond")
    source = read(hr, sample.address("Avond"))

    assert all(statement.numbers is None for statement in unit.statements.values())
    assert "Bij zo weinig collega's tonen we geen getallen per stelling" in words(source)
    assert "Bevelen aan" not in source
    tiles = re.findall(r"cells/\w+\" title=.*?</td>", source, re.DOTALL)
    assert len(tiles) == 42
    assert not [tile for tile in tiles if re.search(r">\s*\d", tile)]


def test_the_place_to_begin_is_named_with_its_reason(hr: TestClient, sample: Closed) -> None:
    text = words(read(hr, sample.address("Noord")))

    assert "Waarden en overtuigingen: het gemiddelde is hoog genoeg, maar het team is verdeeld." in text
    assert "levert misschien minder op tot Waarden en overtuigingen op orde is" in text
    assert "behalve over Waarden en overtuigingen" in text


def test_what_is_not_sure_is_called_probable(session: Session, keys: KeyStore, sign_in: SignIn) -> None:
    unsure = closed(session, keys, {"A": {"B": 8}}, levels=(3.6,) * 7, spread=1.0)
    client = sign_in(unsure.organisation, Role.HR)

    text = words(read(client, unsure.address("B")))

    assert "waarschijnlijk" in text
    assert "Begin bij" not in text


def test_a_ladder_in_order_names_no_beginning(session: Session, keys: KeyStore, sign_in: SignIn) -> None:
    fine = closed(session, keys, {"A": {"B": 30}}, levels=(4.6,) * 7, spread=0.4)
    client = sign_in(fine.organisation, Role.HR)

    text = words(read(client, fine.address("B")))

    assert "alle zeven niveaus zijn op orde" in text
    assert "begin hier" not in text


def test_a_hidden_level_above_keeps_the_beginning_unnamed(session: Session, hr: TestClient, sample: Closed) -> None:
    session.exec(delete(PublishedCell).where(col(PublishedCell.measure) == Level.MISSION))
    session.commit()

    text = words(read(hr, sample.address("Noord")))

    assert "waar je het best begint, is niet te zeggen" in text
    assert "begin hier" not in text


def test_without_an_overall_score_the_page_still_stands(session: Session, hr: TestClient, sample: Closed) -> None:
    session.exec(delete(PublishedCell).where(col(PublishedCell.measure) == "overall"))
    session.commit()

    text = words(read(hr, sample.address("Vakafdelingen")))

    assert "Klantgericht werken is hier" not in text
    assert "Niet getoond" in text


def test_a_statement_with_too_few_answers_is_a_quiet_cell(session: Session, hr: TestClient, sample: Closed) -> None:
    session.exec(delete(PublishedCell).where(col(PublishedCell.measure) == "people_skills"))
    session.commit()

    source = read(hr, sample.address("Noord"))

    tile = re.search(r'<td class="tile ([^"]*)">\s*<a[^>]*cells/people_skills"[^>]*>(.*?)</a>', source, re.DOTALL)
    assert tile is not None
    assert tile[1] == "hidden-figure"
    assert "Niet getoond" in tile[2]
    assert not re.search(r"\d", tile[2])


def test_a_statement_too_few_answered_for_a_number_is_explained(
    session: Session, keys: KeyStore, sign_in: SignIn
) -> None:
    quiet = closed(session, keys, {"A": {"B": 11}}, silent=0.2)
    client = sign_in(quiet.organisation, Role.HR)
    unit = known(session, quiet, "B")
    code = next(code for code, found in unit.statements.items() if found.numbers is None and "_" in code)

    text = words(read(client, quiet.address("B")))

    assert "Een woord in plaats van een getal: bij die stelling kozen te weinig collega's" in text
    assert "Bij zo weinig collega's" not in words(read(client, quiet.address("B", code)))
    assert "Te weinig collega's kozen bij deze stelling een antwoord" in words(read(client, quiet.address("B", code)))


def test_where_every_statement_has_its_number_no_word_is_explained(hr: TestClient, sample: Closed) -> None:
    for name in ("Noord", "Avond"):
        assert "Een woord in plaats van een getal" not in words(read(hr, sample.address(name)))


def test_patterns_of_an_unsure_ladder_are_worded_with_reserve(
    session: Session, keys: KeyStore, sign_in: SignIn
) -> None:
    levels = (3.7, 3.7, 3.6, 3.0, 4.4, 4.4, 4.4)
    unsure, sure = (
        closed(session, keys, {"A": {"B": size}}, name=name, levels=levels, spread=spread)
        for name, size, spread in (("Een", 8, 1.0), ("Twee", 60, 0.5))
    )

    probable = words(read(sign_in(unsure.organisation, Role.HR), unsure.address("B")))
    assert "Waarschijnlijk van onderaf gebouwd." in probable
    assert "Van onderaf gebouwd." not in probable

    assert "Van onderaf gebouwd." in words(read(sign_in(sure.organisation, Role.HR), sure.address("B")))


def test_units_inside_stand_in_order_of_name_hidden_ones_too(hr: TestClient, sample: Closed) -> None:
    source = read(hr, sample.address("Klantcontact"))
    text = words(source)

    assert re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', source) == ["Avond", "Nacht", "Noord", "Piket"]
    assert "Piket Niet getoond om herkenbaarheid te voorkomen" in text


def test_everybody_answered_is_said(hr: TestClient, sample: Closed) -> None:
    assert "Iedereen die is uitgenodigd, deed mee: 14 collega's" in words(read(hr, sample.address("Noord")))


def test_a_long_name_is_there_in_full(hr: TestClient, sample: Closed) -> None:
    assert LONG in words(read(hr, sample.address(LONG)))


def test_a_name_cannot_break_out_of_the_page(session: Session, keys: KeyStore, sign_in: SignIn) -> None:
    evil = '</script><b onclick="x">Team</b>'
    odd = closed(session, keys, {evil: {"A": 12, "B": 12}}, name="Raar")
    client = sign_in(odd.organisation, Role.HR)

    for name in (evil, "A"):
        source = read(client, odd.address(name))
        assert evil not in source
        assert len(charts(source)) == 4


def test_nothing_hangs_in_a_page_of_a_single_team(session: Session, keys: KeyStore, sign_in: SignIn) -> None:
    alone = closed(session, keys, {"A": {"B": 6}})
    client = sign_in(alone.organisation, Role.HR)

    for name in ("Waterland", "A", "B"):
        assert "Waar beginnen we?" in main_part(read(client, alone.address(name)))


def test_english_speaks_english(hr: TestClient, sample: Closed) -> None:
    hr.headers["accept-language"] = "en"

    text = words(read(hr, sample.address("Noord")))

    assert "Where do we begin?" in text
    assert "Waar" not in text
