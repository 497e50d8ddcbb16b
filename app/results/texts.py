"""The questionnaire and the explanations of the model, in the language of the reader."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlmodel import Session

from analytics.maturity import CUTS, HIGHEST, LOWEST
from app.models import Edition as EditionRow
from app.models import Measurement
from app.web.i18n import Language
from surveys.catalogue import Edition, cell_help, model_help, restore_edition
from surveys.model import Questionnaire
from surveys.schema import CellHelp, ModelHelp, Wording


@dataclass(frozen=True)
class Texts:
    """What was asked, in which words, and what the model says about it."""

    words: Language
    questionnaire: Questionnaire
    wording: Wording
    model: ModelHelp
    cells: Mapping[str, CellHelp]

    def measure(self, code: str) -> str:
        """Give the name of a block or a level."""
        named: dict[str, str] = {str(block): text.name for block, text in self.model.blocks.items()}
        return (named | {str(level): text.name for level, text in self.model.levels.items()})[code]

    def stages(self, touched: tuple[int, ...]) -> str:
        """Name the stages that an interval touches: the lowest and the highest."""
        names = [self.model.stages[stage].name.lower() for stage in touched]
        if len(names) == 1:
            return names[0]
        return self.words.gettext("%(low)s to %(high)s", low=names[0], high=names[-1])

    def bounds(self, stage: int) -> str:
        """Say from which average to which a stage runs."""
        cuts = (LOWEST, *CUTS, HIGHEST)
        low, high = self.words.number(cuts[stage - 1]), self.words.number(cuts[stage])
        return self.words.gettext("%(low)s to %(high)s", low=low, high=high)


def load_texts(session: Session, measurement: Measurement, words: Language) -> Texts:
    """Load the texts of a measurement; a language that it was not asked in falls back to its own first one."""
    row = session.get_one(EditionRow, measurement.edition_id)
    edition = _restored(_Stored(row.digest, row.source))
    wording = edition.wording.get(words.code) or next(iter(edition.wording.values()))
    return Texts(words, edition.questionnaire, wording, model_help(words.code), cell_help(words.code))


@dataclass(frozen=True)
class _Stored:
    """A stored questionnaire, known by its digest alone."""

    digest: str
    source: Mapping[str, Any] = field(compare=False)


@lru_cache(maxsize=64)
def _restored(stored: _Stored) -> Edition:
    return restore_edition(stored.source)
