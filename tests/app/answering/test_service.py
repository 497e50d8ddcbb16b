"""What happens when a part is left, and when two do something at the same time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.answering import service
from app.answering.drafts import Draft
from app.answering.forms import Button, Filled
from app.answering.respondents import find
from app.answering.turning import first_open, minutes_left, turn
from app.errors import DeadLink
from app.models.invitation import InvitationStatus
from app.secrets import parsed
from tests.app.answering.conftest import BOOKLET, PARTS, stored

ALL = {question.code: question.scale.low for question in BOOKLET.questionnaire.scored}


def test_about_seven_minutes_and_less_as_one_goes() -> None:
    drafts = [Draft()]
    for part in BOOKLET.parts:
        drafts.append(Draft({**drafts[-1].answers} | {question.code: 1 for question in part.scored}))
    minutes = [minutes_left(BOOKLET, draft) for draft in drafts]
    assert minutes[0] == 7
    assert minutes == sorted(minutes, reverse=True)
    assert minutes[-1] >= 1


def test_the_first_unfinished_part_is_where_one_was() -> None:
    assert first_open(BOOKLET, Draft()) == 1
    assert first_open(BOOKLET, Draft(left=(1, 2, 4))) == 3
    assert first_open(BOOKLET, Draft(left=tuple(range(1, PARTS + 1)))) == PARTS


def test_back_from_the_first_part_stays_there() -> None:
    assert turn(BOOKLET, Draft(), BOOKLET.parts[0], Filled(), Button.BACK).goal == 1


def test_a_whole_draft_can_be_handed_in_from_the_last_part() -> None:
    assert turn(BOOKLET, Draft(ALL), BOOKLET.parts[-1], Filled(), Button.NEXT).goal is None


def test_whoever_hands_in_first_wins(engine: Engine, session: Session, tokens: list[str]) -> None:
    def attempt(score: int) -> bool:
        with Session(engine, expire_on_commit=False) as mine, mine.begin():
            person = find(mine.connection(), parsed(tokens[0]), lock=True)
            if person.submitted:
                return False
            service.hand_in(mine, person, Draft(ALL | {"enthusiasm_own": score}))
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, [1, 2, 3, 4, 5] * 4)) == 1
    assert stored(session, tokens[0]).status is InvitationStatus.SUBMITTED


def test_two_tabs_that_save_at_once_both_keep_their_part(engine: Engine, tokens: list[str]) -> None:
    def save(number: int) -> None:
        part = BOOKLET.parts[number]
        filled = Filled(answers={question.code: question.scale.low for question in part.scored})
        with Session(engine, expire_on_commit=False) as mine, mine.begin():
            service.leave(mine, find(mine.connection(), parsed(tokens[0]), lock=True), part, filled, Button.NEXT)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(save, range(6)))
    with Session(engine) as mine:
        assert len(find(mine.connection(), parsed(tokens[0]), lock=False).draft.answers) == 42


def test_what_was_handed_in_cannot_be_changed_or_withdrawn_twice(session: Session, tokens: list[str]) -> None:
    person = find(session.connection(), parsed(tokens[0]), lock=True)
    service.hand_in(session, person, Draft(ALL))
    for verb in (service.hand_in, service.keep):
        with pytest.raises(DeadLink):
            verb(session, person, Draft(ALL))
    service.withdraw(session, person)
    with pytest.raises(DeadLink):
        service.withdraw(session, person)
