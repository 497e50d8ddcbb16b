"""The grid of six blocks and seven levels as a table."""

from dataclasses import dataclass

from app.models import Tier
from app.results.reading import Score, StatementFigure, UnitFigures
from surveys.model import Block, Level, Questionnaire

SPREADS = (0.4, 0.6, 5 / 6, 1.1)
"""Average deviations, in scale points, at which the line for agreement gets wider; the third is the limit."""
AGREED = 3  # up to this spread, the limit, people agree


@dataclass(frozen=True)
class Tile:
    """One cell: a statement with its figure, None when hidden."""

    code: str
    figure: StatementFigure | None

    @property
    def divided(self) -> bool:
        """Whether the answers lie further apart than the limit; False where no number is shown."""
        return (self.spread or 0) > AGREED

    @property
    def spread(self) -> int | None:
        """How wide the answers lie apart, 1 to 5; None where no number is shown."""
        numbers = self.figure.numbers if self.figure else None
        if numbers is None or numbers.ad is None:
            return None
        return 1 + sum(numbers.ad > bound + 1e-9 for bound in SPREADS)


@dataclass(frozen=True)
class HeatRow:
    """One level with its six cells and its score."""

    level: Level
    tiles: tuple[Tile, ...]
    score: Score | None


@dataclass(frozen=True)
class HeatMap:
    """All levels from mission down, and under them the scores of the blocks and the overall score.

    Attributes
    ----------
    numbers
        Whether statements of this unit are shown as numbers, where enough people answered them.
    """

    blocks: tuple[Block, ...]
    rows: tuple[HeatRow, ...]
    block_scores: tuple[Score | None, ...]
    overall: Score | None
    numbers: bool

    @property
    def too_few(self) -> bool:
        """Whether any cell is a stage alone because too few people answered its statement for a number."""
        return self.numbers and any(tile.figure and tile.figure.numbers is None for tile in self._tiles)

    @property
    def words(self) -> bool:
        """Whether any cell holds words, which need more room than a number."""
        return any(tile.figure is None or tile.figure.numbers is None for tile in self._tiles)

    @property
    def _tiles(self) -> list[Tile]:
        return [tile for row in self.rows for tile in row.tiles]


def heat_map(questionnaire: Questionnaire, unit: UnitFigures) -> HeatMap:
    """Lay the figures of a unit out on the grid."""
    scores = unit.scores
    return HeatMap(
        blocks=tuple(Block),
        rows=tuple(HeatRow(level, _tiles(questionnaire, unit, level), scores.get(level)) for level in Level),
        block_scores=tuple(scores.get(block) for block in Block),
        overall=scores.get("overall"),
        numbers=unit.tier is Tier.STATEMENTS,
    )


def _tiles(questionnaire: Questionnaire, unit: UnitFigures, level: Level) -> tuple[Tile, ...]:
    codes = [questionnaire.statement(block, level).code for block in Block]
    return tuple(Tile(code, unit.statements.get(code)) for code in codes)
