"""The form of the content files; whatever does not fit is named by its key."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from surveys.model import Block, Level

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=1000, strip_whitespace=True)]
Locale = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]


class _Content(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class ScaleStructure(_Content):
    """A scale of whole numbers; at most 11 options, for each answer is one character."""

    code: Code
    low: int = Field(ge=0, le=10)
    high: int = Field(ge=0, le=10)
    unknown: bool

    @model_validator(mode="after")
    def _ends_in_order(self) -> Self:
        if self.low >= self.high:
            raise ValueError("low must be below high")
        return self


class StatementStructure(_Content):
    """A statement's place in the grid."""

    code: Code
    block: Block
    level: Level


class QuestionStructure(_Content):
    """A closing question and its scale."""

    code: Code
    scale: Code


class BackgroundStructure(_Content):
    """A question about the respondent, with at most six options."""

    code: Code
    options: tuple[Code, ...] = Field(min_length=2, max_length=6)


class CommentStructure(_Content):
    """An open question."""

    code: Code
    max_length: int = Field(ge=50, le=1000)


class Structure(_Content):
    """The structure file: what is asked, in which order; all statements are on the scale `agreement`.

    `locales` are those that must be there, the questionnaire's own first.
    """

    code: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    version: int = Field(ge=1)
    locales: tuple[Locale, ...] = Field(min_length=1)
    scales: tuple[ScaleStructure, ...]
    statements: tuple[StatementStructure, ...]
    questions: tuple[QuestionStructure, ...] = ()
    backgrounds: tuple[BackgroundStructure, ...] = Field(default=(), max_length=3)
    comments: tuple[CommentStructure, ...] = ()


class ScaleWording(_Content):
    """The labels of a scale, lowest value first, and the words at its ends where the labels are bare numbers."""

    labels: tuple[Text, ...]
    unknown: Text | None = None
    low_label: Text | None = None
    high_label: Text | None = None


class CommentWording(_Content):
    """An open question and the reminder under it."""

    text: Text
    hint: Text


class Wording(_Content):
    """The text file of a questionnaire in one locale."""

    title: Text
    scales: dict[str, ScaleWording]
    statements: dict[str, Text]
    questions: dict[str, Text] = {}
    backgrounds: dict[str, dict[str, Text]] = {}
    comments: dict[str, CommentWording] = {}


class BlockHelp(_Content):
    """What a building block is about."""

    name: Text
    summary: Text
    explanation: Text


class LevelHelp(_Content):
    """What a level is about."""

    name: Text
    question: Text
    explanation: Text


class StageHelp(_Content):
    """What a stage of maturity means."""

    name: Text
    explanation: Text


class ModelHelp(_Content):
    """The explanations of the model in one locale (`model.toml`)."""

    blocks: dict[Block, BlockHelp]
    levels: dict[Level, LevelHelp]
    stages: dict[int, StageHelp]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = [str(block) for block in set(Block) - self.blocks.keys()]
        missing += [str(level) for level in set(Level) - self.levels.keys()]
        missing += [str(stage) for stage in set(range(1, 6)) - self.stages.keys()]
        if missing:
            raise ValueError(f"missing: {', '.join(sorted(missing))}")
        return self


class TalkStep(_Content):
    """One step of a team talk."""

    minutes: int = Field(ge=5, le=30)
    text: Text


class LevelTalk(_Content):
    """How a team talks about one level: questions, a way of working of 30 to 60 minutes, and a first step."""

    questions: tuple[Text, ...] = Field(min_length=3, max_length=3)
    steps: tuple[TalkStep, ...] = Field(min_length=3, max_length=5)
    first_step: Text

    @property
    def minutes(self) -> int:
        """How long all steps take together."""
        return sum(step.minutes for step in self.steps)

    @model_validator(mode="after")
    def _fits_in_an_hour(self) -> Self:
        if not 30 <= self.minutes <= 60:
            raise ValueError(f"the steps take {self.minutes} minutes together instead of 30 to 60")
        return self


class TalkHelp(_Content):
    """The guides for team talks in one locale (`talk.toml`)."""

    levels: dict[Level, LevelTalk]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if missing := sorted(set(Level) - self.levels.keys()):
            raise ValueError(f"missing: {', '.join(missing)}")
        return self


class CellHelp(_Content):
    """What a cell of the grid looks like when it is there, and one thing to try."""

    looks_like: Text
    tip: Text
