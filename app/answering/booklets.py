"""A questionnaire as it is gone through: in parts, each one page."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, bindparam, select
from sqlmodel import col

from app.envelope import ballot_size
from app.errors import NotFound
from app.models import Edition as EditionRow
from surveys.catalogue import Edition, restore_edition
from surveys.model import Background, Block, OpenQuestion, Questionnaire, ScoredQuestion

RECALL = 8  # bytes around the code of a closed question in a draft: quotation marks, colon, answer, comma
MARK = 40  # bytes of the mark of a draft, with its name


@dataclass(frozen=True)
class Part:
    """What stands together on one page.

    Attributes
    ----------
    number
        Counted from 1.
    block
        The building block that the statements belong to; None for the closing questions.
    """

    number: int
    block: Block | None
    scored: tuple[ScoredQuestion, ...]
    backgrounds: tuple[Background, ...] = ()
    comments: tuple[OpenQuestion, ...] = ()


@dataclass(frozen=True)
class Booklet:
    """An edition with all that is worked out from it once."""

    edition: Edition

    @property
    def questionnaire(self) -> Questionnaire:
        """What is asked."""
        return self.edition.questionnaire

    @cached_property
    def digest(self) -> str:
        """What tells this edition from every other."""
        return self.edition.digest

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The pages in order: one for each building block, and one to close with."""
        return tuple(_parts(self.questionnaire))

    @cached_property
    def ballot_size(self) -> int:
        """The length of every ballot."""
        return ballot_size(self.questionnaire)

    @cached_property
    def draft_size(self) -> int:
        """The length of every draft: a ballot with its questions named."""
        return self.ballot_size + MARK + sum(len(question.code) + RECALL for question in self.questionnaire.scored)


_SOURCE = select(col(EditionRow.source)).where(col(EditionRow.digest) == bindparam("digest"))
_restored: dict[str, Booklet] = {}


def booklet(connection: Connection, digest: str) -> Booklet:
    """Give the booklet of the frozen edition with this digest, read only once; NotFound when no measurement uses it."""
    if digest not in _restored:
        source = connection.execute(_SOURCE, {"digest": digest}).scalar()
        if source is None:
            raise NotFound
        _restored[digest] = Booklet(restore_edition(source))
    return _restored[digest]


def known_booklet(digest: str) -> Booklet | None:
    """Give the booklet with this digest if it was read before."""
    return _restored.get(digest)


def _parts(questionnaire: Questionnaire) -> Iterator[Part]:
    blocks = [block for block in Block if questionnaire.page(block)]
    for number, block in enumerate(blocks, start=1):
        yield Part(number, block, questionnaire.page(block))
    yield Part(len(blocks) + 1, None, questionnaire.questions, questionnaire.backgrounds, questionnaire.comments)
