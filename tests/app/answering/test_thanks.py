"""What somebody gets back at once: the own profile, in the answer to the submission and nowhere else."""

import re

import pytest
from sqlmodel import Session, SQLModel, func, select

from app.answering.profile import Profile, profile_of
from app.web.i18n import language
from surveys.answers import SKIPPED, UNKNOWN
from surveys.catalogue import cell_help, model_help
from tests.app.answering.conftest import BOOKLET, PARTS, Employee, answers, fields, stored, thanked

TABLES = SQLModel.metadata.tables
QUESTIONS = BOOKLET.questionnaire
CODES = [statement.code for statement in QUESTIONS.statements]
FOURS = dict.fromkeys(CODES, 4)


def of(given: dict[str, int], *, locale: str = "nl") -> Profile:
    profile = profile_of(QUESTIONS, given, BOOKLET.edition.wording[locale], language(locale))
    assert profile
    return profile


def marks(profile: Profile) -> dict[str, float | None]:
    return {row.name: row.score for row in (*profile.blocks.rows, *profile.levels.rows)}


# On the page


def test_the_answer_to_the_submission_shows_the_own_profile(employee: Employee) -> None:
    employee.begin()
    page = employee.fill()

    assert thanked(page)
    assert "Zo zie jij Noord" in page.text
    assert page.text.count('class="dot"') == 13
    model = model_help("nl")
    names = [block.name for block in model.blocks.values()] + [level.name for level in model.levels.values()]
    assert [name for name in names if f'<th scope="row">{name}</th>' not in page.text] == []
    assert "We bewaren het niet: herlaad of sluit je deze pagina" in page.text
    assert cell_help("nl")["insight_mission"].tip in page.text
    assert page.headers["cache-control"] == "no-store"


def test_sending_again_and_looking_again_show_no_profile(employee: Employee) -> None:
    employee.begin()
    employee.fill(until=PARTS - 1)
    sent = fields(employee.get(f"/answer/{PARTS}")) | answers(PARTS)
    assert "Zo zie jij" in employee.post(f"/answer/{PARTS}", sent).text

    again = employee.post(f"/answer/{PARTS}", sent)
    assert (again.status_code, again.headers["location"], again.text) == (303, "/answer/done", "")
    for address in ("/answer/done", employee.link):
        page = employee.get(address)
        assert thanked(page)
        assert "Zo zie jij" not in page.text
        assert 'class="dot"' not in page.text
        assert "We hebben het niet bewaard" in page.text


def test_nothing_but_the_envelope_is_stored(employee: Employee, session: Session) -> None:
    def rows() -> dict[str, int | None]:
        counts = {name: session.scalar(select(func.count()).select_from(table)) for name, table in TABLES.items()}
        session.commit()
        return counts

    employee.begin()
    employee.fill(until=PARTS - 1)
    before, counts = stored(session, employee.token).model_dump(), rows()
    assert "Zo zie jij" in employee.leave(PARTS, answers(PARTS)).text
    after = stored(session, employee.token).model_dump()

    assert {column for column in after if after[column] != before[column]} == {"draft", "sealed", "status"}
    assert rows() == counts


def test_the_own_profile_speaks_the_language_of_the_page(employee: Employee) -> None:
    employee.begin()
    employee.leave(1, {"language": "en"})
    page = employee.fill()

    assert "How you see Noord" in page.text
    assert cell_help("en")["insight_mission"].tip in page.text


def test_the_language_button_of_the_profile_leads_to_the_last_page(employee: Employee) -> None:
    employee.begin()
    page = employee.fill()

    back = re.search(r'name="back" value="([^"]*)"', page.text)
    assert back
    assert back[1] == "/answer/done"
    assert "of kies je een andere taal, dan is het weg" in page.text


def test_the_note_has_no_name_and_no_form_so_it_is_not_sent(employee: Employee) -> None:
    employee.begin()
    page = employee.fill().text

    note = re.search(r"<textarea[^>]*>", page)
    assert note
    assert " name=" not in note[0]
    assert 'autocomplete="off"' in note[0]
    before, after = page.split(note[0])
    assert before.count("<form") == before.count("</form")
    assert after.count("<form") == after.count("</form")


def test_who_only_answered_the_last_questions_gets_no_profile(employee: Employee) -> None:
    employee.begin()
    for number in range(1, PARTS):
        employee.leave(number, button="skip")
    page = employee.leave(PARTS, answers(PARTS))

    assert thanked(page)
    assert "Je hebt geen stelling beantwoord" in page.text
    assert "Zo zie jij" not in page.text


def test_who_skipped_much_is_told_what_cannot_be_told(employee: Employee) -> None:
    employee.begin()
    employee.leave(1, {code: answer for code, answer in answers(1).items() if code != "insight_mission"}, button="skip")
    for number in range(2, PARTS):
        employee.leave(number, button="skip")
    page = employee.leave(PARTS, button="skip").text

    assert page.count('class="dot"') == 1
    assert page.count("te weinig antwoorden") == 12
    assert "36 stellingen hebben geen antwoord. Die tellen hier niet mee." in page


# In words


def test_a_score_is_told_with_its_stage_and_its_place() -> None:
    row = of(FOURS | {"insight_mission": 1}).blocks.rows[0]

    assert row.score == pytest.approx(25 / 7)
    assert (row.stage, row.stage_name) == (4, "verankerd")
    assert row.place == pytest.approx(100 * (25 / 7 - 1) / 4)


@pytest.mark.parametrize(
    ("given", "blocks", "levels"),
    [
        (FOURS, "Je geeft alle bouwstenen evenveel", "Je geeft alle niveaus evenveel"),
        (FOURS | {"people_skills": 5}, "Het hoogst staat bij jou Mensen", "Het hoogst staat bij jou Vaardigheden"),
        (
            FOURS | {"people_skills": 5, "operation_skills": 5},
            "Het hoogst staan bij jou Mensen en Operatie",
            "Het hoogst staat bij jou Vaardigheden",
        ),
        (
            FOURS | {"people_skills": 5, "operation_values": 5, "insight_mission": 5},
            "Jouw antwoorden per bouwsteen",
            "Jouw antwoorden per niveau",
        ),
        ({"people_skills": 5}, "Jouw antwoorden per bouwsteen", "Jouw antwoorden per niveau"),
    ],
)
def test_the_finding_says_what_stands_highest_and_no_more(given: dict[str, int], blocks: str, levels: str) -> None:
    assert (of(given).blocks.finding, of(given).levels.finding) == (blocks, levels)


def test_strengths_are_statements_that_one_agreed_with_three_at_most() -> None:
    assert len(of(FOURS).strengths) == 3
    assert of(dict.fromkeys(CODES, 3)).strengths == ()
    one = of(dict.fromkeys(CODES, 2) | {"people_skills": 5}).strengths
    assert [(said.statement, said.answer) for said in one] == [
        (BOOKLET.edition.wording["nl"].statements["people_skills"], "Helemaal mee eens")
    ]


def test_the_tip_belongs_to_the_lowest_answer() -> None:
    tip = of(FOURS | {"conditions_behaviour": 2, "people_context": 2}).tip

    assert tip.text == cell_help("nl")["conditions_behaviour"].tip
    assert (tip.block, tip.level, tip.low) == ("Randvoorwaarden", "Gedrag", True)
    assert (tip.said.answer, of(FOURS).tip.low) == ("Mee oneens", False)


@pytest.mark.parametrize("locale", ["nl", "en"])
@pytest.mark.parametrize("answer", [1, 2, 3, 4, 5])
def test_every_even_answer_makes_a_profile(locale: str, answer: int) -> None:
    profile = of(dict.fromkeys(CODES, answer), locale=locale)

    assert set(marks(profile).values()) == {answer}
    assert profile.open == 0


def test_without_answers_there_is_none() -> None:
    wording = BOOKLET.edition.wording["nl"]
    for nothing in ({}, dict.fromkeys(CODES, SKIPPED), dict.fromkeys(CODES, UNKNOWN)):
        assert profile_of(QUESTIONS, nothing | {"recommend_service": 9}, wording, language("nl")) is None
