"""Questions as they stand on a page: with their texts, what was chosen, and what asks for attention."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.answering.booklets import Part
from app.answering.drafts import Draft
from app.answering.forms import DONT_KNOW, Problem
from surveys.answers import UNKNOWN
from surveys.model import Background, OpenQuestion, ScoredQuestion
from surveys.schema import Wording


@dataclass(frozen=True)
class Option:
    """One answer to choose."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Choice:
    """A question with answers to choose from.

    Attributes
    ----------
    aside
        The answer that stands apart from the scale: "don't know".
    ends
        The words at both ends of a scale of bare numbers.
    """

    code: str
    text: str
    options: tuple[Option, ...]
    aside: Option | None = None
    ends: tuple[str, str] | None = None
    problem: Problem | None = None

    @property
    def anchor(self) -> str:
        """The first answer, to go to from the summary of problems."""
        return f"{self.code}-{self.options[0].value}"


@dataclass(frozen=True)
class Writing:
    """A question answered in one's own words."""

    code: str
    text: str
    hint: str
    max_length: int
    value: str
    problem: Problem | None = None

    @property
    def anchor(self) -> str:
        """The field, to go to from the summary of problems."""
        return self.code


@dataclass(frozen=True)
class Note:
    """A line in the summary of problems."""

    problem: Problem
    text: str
    anchor: str
    max_length: int = 0


@dataclass(frozen=True)
class Sheet:
    """All questions of a part with what is known of them."""

    wording: Wording
    draft: Draft
    typed: Mapping[str, str]
    problems: Mapping[str, Problem]

    def choices(self, part: Part) -> tuple[Choice, ...]:
        """Show the closed questions."""
        return tuple(self._scored(question) for question in part.scored)

    def backgrounds(self, part: Part) -> tuple[Choice, ...]:
        """Show the questions about the respondent."""
        return tuple(self._background(question) for question in part.backgrounds)

    def writings(self, part: Part) -> tuple[Writing, ...]:
        """Show the open questions."""
        return tuple(self._writing(question) for question in part.comments)

    def _scored(self, question: ScoredQuestion) -> Choice:
        words, chosen = self.wording.scales[question.scale.code], self.draft.answers.get(question.code)
        labels = zip(question.scale.values, words.labels, strict=True)
        return Choice(
            code=question.code,
            text=self.wording.statements.get(question.code) or self.wording.questions[question.code],
            options=tuple(Option(str(value), label, value == chosen) for value, label in labels),
            aside=Option(DONT_KNOW, words.unknown, chosen == UNKNOWN) if words.unknown else None,
            ends=(words.low_label, words.high_label) if words.low_label and words.high_label else None,
            problem=self.problems.get(question.code),
        )

    def _background(self, question: Background) -> Choice:
        texts, chosen = self.wording.backgrounds[question.code], self.draft.backgrounds.get(question.code)
        return Choice(
            code=question.code,
            text=texts["text"],
            options=tuple(Option(option, texts[option], option == chosen) for option in question.options),
            problem=self.problems.get(question.code),
        )

    def _writing(self, question: OpenQuestion) -> Writing:
        words = self.wording.comments[question.code]
        typed = self.typed.get(question.code)
        return Writing(
            code=question.code,
            text=words.text,
            hint=words.hint,
            max_length=question.max_length,
            value=self.draft.comments.get(question.code, "") if typed is None else typed,
            problem=self.problems.get(question.code),
        )


def notes(asked: tuple[Choice | Writing, ...]) -> tuple[Note, ...]:
    """Sum up what asks for attention, in the order of the page."""
    return tuple(
        Note(question.problem, question.text, question.anchor, getattr(question, "max_length", 0))
        for question in asked
        if question.problem
    )
