"""What a questionnaire is, as immutable values. Texts are kept apart, by locale: see `surveys.catalogue`."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Block(StrEnum):
    """The six building blocks, of equal weight."""

    INSIGHT = "insight"
    DIRECTION = "direction"
    PEOPLE = "people"
    CONDITIONS = "conditions"
    EXPERIENCE = "experience"
    OPERATION = "operation"


class Level(StrEnum):
    """The seven levels of customer focus, from the top down."""

    MISSION = "mission"
    IDENTITY = "identity"
    VALUES = "values"
    COMPETENCES = "competences"
    SKILLS = "skills"
    BEHAVIOUR = "behaviour"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Scale:
    """The values that an answer may take: all whole numbers from low to high, and perhaps "don't know"."""

    code: str
    low: int
    high: int
    unknown: bool

    @property
    def values(self) -> range:
        """All valid codes, lowest first."""
        return range(self.low, self.high + 1)

    @property
    def options(self) -> int:
        """How many valid codes there are; "don't know" is none of them."""
        return len(self.values)


@dataclass(frozen=True, slots=True)
class ScoredQuestion:
    """A closed question with a place in the answer string.

    A statement of the grid has a block and a level; a closing question has neither.
    """

    code: str
    scale: Scale
    block: Block | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Background:
    """A question about the respondent; an attribute of the response, never part of the answer string."""

    code: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question answered in the respondent's own words, at most `max_length` characters."""

    code: str
    max_length: int


@dataclass(frozen=True)
class Questionnaire:
    """One version of a questionnaire: what is asked and in which order, without its texts.

    The order of `statements` and `questions` is the order of the answer string and is never changed within a version.
    """

    code: str
    version: int
    statements: tuple[ScoredQuestion, ...]
    questions: tuple[ScoredQuestion, ...]
    backgrounds: tuple[Background, ...]
    comments: tuple[OpenQuestion, ...]

    @cached_property
    def scored(self) -> tuple[ScoredQuestion, ...]:
        """All closed questions in the order of the answer string."""
        return self.statements + self.questions

    def page(self, block: Block) -> tuple[ScoredQuestion, ...]:
        """Return the statements of one block, from mission down."""
        return tuple(statement for statement in self.statements if statement.block is block)

    def statement(self, block: Block, level: Level) -> ScoredQuestion:
        """Return the statement of one cell of the grid; KeyError when the cell is not asked."""
        for statement in self.statements:
            if statement.block is block and statement.level is level:
                return statement
        raise KeyError(block, level)
