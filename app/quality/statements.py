"""Each statement: how it goes with the others, and how many gave no answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics.quality import Quality
from app.quality.judging import LINES
from app.results.reading import StatementNumbers
from app.results.texts import Texts


@dataclass(frozen=True)
class Absence:
    """How many gave no answer.

    Attributes
    ----------
    unknown, skipped
        Those who said "don't know", and those who passed it over.
    asked
        Everybody, with and without an answer.
    """

    unknown: int
    skipped: int
    asked: int

    @property
    def share(self) -> float:
        """The share without an answer, between 0 and 1, for whatever reason."""
        return (self.unknown + self.skipped) / self.asked

    @property
    def share_unknown(self) -> float:
        """The share that said "don't know", between 0 and 1."""
        return self.unknown / self.asked

    @property
    def share_skipped(self) -> float:
        """The share that passed it over, between 0 and 1."""
        return self.skipped / self.asked


@dataclass(frozen=True)
class StatementRow:
    """One statement; None stands for what cannot be told or is not shown.

    Attributes
    ----------
    in_block, in_level, in_all
        Correlation with the other statements of its block, of its level, and of the whole questionnaire.
    """

    code: str
    text: str
    block: str
    level: str
    in_block: float | None
    in_level: float | None
    in_all: float | None
    absence: Absence | None


@dataclass(frozen=True)
class Unanswered:
    """How often statements were not answered.

    Attributes
    ----------
    everything
        All statements together; None where none is shown as numbers.
    many
        The statements that many people gave no answer to, the most first.
    """

    everything: Absence | None
    many: tuple[StatementRow, ...]
    finding: str


def statement_rows(
    found: Quality | None, numbers: Mapping[str, StatementNumbers], texts: Texts
) -> tuple[StatementRow, ...]:
    """List all statements in the order of the questionnaire."""
    scales = found.scales if found else ()
    rest = {(scale.code, item.code): item.rest for scale in scales for item in scale.items}
    overall = {row.code: row.estimate for row in found.styles.statements} if found and found.styles else {}
    return tuple(
        StatementRow(
            code=row.code,
            text=texts.wording.statements[row.code],
            block=texts.measure(str(row.block)),
            level=texts.measure(str(row.level)),
            in_block=rest.get((str(row.block), row.code)),
            in_level=rest.get((str(row.level), row.code)),
            in_all=overall.get(row.code),
            absence=_absence([numbers[row.code]]) if row.code in numbers else None,
        )
        for row in texts.questionnaire.statements
    )


def unanswered(rows: Sequence[StatementRow], numbers: Mapping[str, StatementNumbers], texts: Texts) -> Unanswered:
    """Say how often statements were not answered, and name those with many."""
    shown = [numbers[row.code] for row in texts.questionnaire.statements if row.code in numbers]
    everything = _absence(shown) if shown else None
    many = sorted((row for row in rows if _share(row) >= LINES.unanswered), key=_share, reverse=True)
    return Unanswered(everything, tuple(many), _finding(everything, rows, len(many), texts))


def _absence(numbers: Sequence[StatementNumbers]) -> Absence:
    unknown, skipped = sum(row.unknown for row in numbers), sum(row.skipped for row in numbers)
    asked = sum(row.moments.n for row in numbers) + unknown + skipped
    return Absence(unknown, skipped, asked)


def _share(row: StatementRow) -> float:
    return row.absence.share if row.absence else 0.0


def _finding(everything: Absence | None, rows: Sequence[StatementRow], many: int, texts: Texts) -> str:
    words = texts.words
    if everything is None:
        return words.gettext("Statements are not shown as numbers here, to prevent recognition.")
    if everything.share == 0:
        return words.gettext("Everybody answered every statement.")
    first = words.gettext(
        "Of all answers %(unknown)s were “don't know”, and %(skipped)s were skipped.",
        unknown=words.percent(everything.share_unknown),
        skipped=words.percent(everything.share_skipped),
    )
    return f"{first} {_many(many, texts) if many else _most(max(rows, key=_share), texts)}"


def _many(count: int, texts: Texts) -> str:
    return texts.words.ngettext(
        "%(count)s statement was missed by %(cut)s or more: unclear, or not about everybody's work?",
        "%(count)s statements were missed by %(cut)s or more: unclear, or not about everybody's work?",
        count,
        cut=texts.words.percent(LINES.unanswered),
    )


def _most(row: StatementRow, texts: Texts) -> str:
    assert row.absence
    return texts.words.gettext(
        "No statement stands out. Missed most, by %(people)s of %(all)s people: “%(text)s”",
        people=row.absence.unknown + row.absence.skipped,
        all=row.absence.asked,
        text=row.text,
    )
