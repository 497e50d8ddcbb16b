"""What happens when a part is left: what is kept, what is asked for once more, and where to go."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.answering.booklets import Booklet, Part
from app.answering.drafts import Draft
from app.answering.forms import Button, Filled, Problem
from surveys.answers import SKIPPED
from surveys.model import Background, OpenQuestion, ScoredQuestion

SECONDS_STATEMENT = 7
SECONDS_CHOICE = 5
SECONDS_TEXT = 45

WHOLE = ""  # stands for the whole questionnaire where a problem belongs to no question


@dataclass(frozen=True)
class Turn:
    """The outcome of leaving a part.

    Attributes
    ----------
    draft
        Everything filled in so far, with what was just sent.
    problems
        By question; empty when the part may be left.
    goal
        The number of the part to show next; None when the whole can be handed in.
    """

    draft: Draft
    problems: Mapping[str, Problem]
    goal: int | None

    @property
    def only_missing(self) -> bool:
        """Whether nothing is wrong but that questions were passed over: the draft tells as much."""
        return set(self.problems.values()) == {Problem.MISSING}


def turn(booklet: Booklet, draft: Draft, part: Part, filled: Filled, button: Button) -> Turn:
    """Take up what was sent for a part and decide what comes next; nothing that was sent and is valid is ever lost."""
    draft = _merged(draft, filled)
    if button is Button.SKIP:
        draft = _skipped(draft, part, filled)
    problems = _in_order(part, (missing(draft, part) if button is Button.NEXT else {}) | filled.problems)
    if problems or button in {Button.LANGUAGE, Button.STOP}:
        return Turn(draft, problems, part.number)
    if button is Button.BACK:
        return Turn(draft, {}, max(1, part.number - 1))
    return _onward(booklet, replace(draft, left=tuple(sorted({*draft.left, part.number}))), part)


def turn_all(booklet: Booklet, draft: Draft, filled: Filled, *, skip: bool) -> Turn:
    """Take up what was sent for all parts at once, to be handed in; with `skip` what is missing was passed over."""
    draft = _merged(draft, filled)
    if skip:
        for part in booklet.parts:
            draft = _skipped(draft, part, filled)
    for part in booklet.parts:
        if problems := _in_order(part, missing(draft, part) | filled.problems):
            return Turn(draft, problems, part.number)
    return _onward(booklet, replace(draft, left=tuple(range(1, len(booklet.parts) + 1))), booklet.parts[-1])


def taken_up(booklet: Booklet, draft: Draft, filled: Filled, *, at: int) -> Draft:
    """Put what was sent so far over what was there; the parts before the one that is being filled in are finished."""
    passed = range(1, min(at, len(booklet.parts) + 1))
    return replace(_merged(draft, filled), left=tuple(sorted({*draft.left, *passed})))


def open_questions(draft: Draft, part: Part) -> list[str]:
    """List the closed questions of a part that were neither answered nor skipped."""
    return [question.code for question in part.scored if question.code not in draft.answers]


def missing(draft: Draft, part: Part) -> dict[str, Problem]:
    """Point at the closed questions of a part that were neither answered nor skipped."""
    return dict.fromkeys(open_questions(draft, part), Problem.MISSING)


def first_open(booklet: Booklet, draft: Draft) -> int:
    """Tell where somebody was: the first part that was not finished, else the last part."""
    waiting = (part.number for part in booklet.parts if part.number not in draft.left)
    return next(waiting, len(booklet.parts))


def minutes_left(booklet: Booklet, draft: Draft) -> int:
    """Estimate the time for everything that is still open, at least one minute."""
    return max(1, round(seconds_left(booklet, draft) / 60))


def seconds_left(booklet: Booklet, draft: Draft) -> int:
    """Estimate the time for everything that is still open."""
    seconds = sum(SECONDS_STATEMENT * len(open_questions(draft, part)) for part in booklet.parts)
    last = booklet.parts[-1]
    seconds += SECONDS_CHOICE * sum(question.code not in draft.backgrounds for question in last.backgrounds)
    return seconds + SECONDS_TEXT * sum(question.code not in draft.comments for question in last.comments)


def _merged(draft: Draft, filled: Filled) -> Draft:
    """Put what was sent over what was there; an empty choice or text takes the earlier one away."""
    backgrounds = {code: option for code, option in {**draft.backgrounds, **filled.backgrounds}.items() if option}
    comments = {code: text for code, text in {**draft.comments, **filled.comments}.items() if text}
    return replace(draft, answers={**draft.answers, **filled.answers}, backgrounds=backgrounds, comments=comments)


def _skipped(draft: Draft, part: Part, filled: Filled) -> Draft:
    passed = {code: SKIPPED for code in open_questions(draft, part) if code not in filled.problems}
    return replace(draft, answers={**draft.answers, **passed})


def _in_order(part: Part, problems: Mapping[str, Problem]) -> dict[str, Problem]:
    questions: tuple[ScoredQuestion | Background | OpenQuestion, ...] = part.scored + part.backgrounds + part.comments
    return {question.code: problems[question.code] for question in questions if question.code in problems}


def _onward(booklet: Booklet, draft: Draft, part: Part) -> Turn:
    if part is not booklet.parts[-1]:
        return Turn(draft, {}, part.number + 1)
    waiting = next((other.number for other in booklet.parts if open_questions(draft, other)), None)
    if waiting is not None:
        return Turn(draft, {}, waiting)
    scored = booklet.questionnaire.scored
    if all(draft.answers[question.code] not in question.scale.values for question in scored):
        return Turn(draft, {WHOLE: Problem.NOTHING}, part.number)
    return Turn(draft, {}, None)
