"""The scores of two measurements side by side: everybody's, or those of one group."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from analytics.change import Difference, difference
from analytics.moments import Moments
from analytics.paired import PairedDifference, paired_difference
from app.files.contract import Paired, Summary, Unpaired
from app.files.reasons import Reasons
from app.files.scores import Row, Scores
from app.files.spread import spread

Rows = tuple[Row, ...]


@dataclass(frozen=True)
class Sides:
    """Rows before and after, with the comparisons that are possible; why one is not goes into `reasons`."""

    before: Rows
    after: Rows
    reasons: Reasons

    @cached_property
    def moments(self) -> tuple[Moments, Moments]:
        """The scores of each side."""
        return _moments(self.before), _moments(self.after)

    @property
    def smallest(self) -> int:
        """How many scores the side with the fewest has."""
        return min(side.n for side in self.moments)

    @cached_property
    def difference(self) -> Difference | None:
        """The comparison of the two means."""
        return self.reasons.attempt("unpaired", lambda: difference(*self.moments))

    @cached_property
    def pairs(self) -> tuple[list[float], list[float]]:
        """The scores of the persons who have one on both sides."""
        before, after = _by_person(self.before), _by_person(self.after)
        both = [person for person in before if person in after]
        return [before[person] for person in both], [after[person] for person in both]

    @property
    def changes(self) -> list[float]:
        """How far each of these persons went."""
        return [after - before for before, after in zip(*self.pairs, strict=True)]

    @cached_property
    def paired_test(self) -> PairedDifference | None:
        """The comparison of persons with themselves."""
        return self.reasons.attempt("paired", lambda: paired_difference(*self.pairs))

    def summaries(self) -> tuple[Summary, Summary]:
        """Describe each side."""
        before, after = (
            spread(side, self.reasons.at(name)) for name, side in zip(("before", "after"), self.moments, strict=True)
        )
        first, second = self.moments
        return Summary(first.n, before.mean, before.sd), Summary(second.n, after.mean, after.sd)

    def unpaired(self) -> Unpaired:
        """Give the comparison of the means; without a test, their difference alone."""
        test, (before, after) = self.difference, self.moments
        if test is None:
            return Unpaired(after.mean - before.mean if self.smallest else None)
        return Unpaired(test.estimate, test.low, test.high, test.t, test.df, test.p, test.d, test.g)

    def paired(self) -> Paired:
        """Give the comparison of persons with themselves; without a test, their mean change alone."""
        test, pairs = self.paired_test, len(self.changes)
        if test is None:
            return Paired(pairs, Moments.of(self.changes).mean if pairs else None)
        return Paired(
            pairs, test.estimate, test.low, test.high, test.t, test.df, test.p, test.d_z, test.d_av, test.g_av
        )


def by_group(scores: Scores) -> Iterator[tuple[str, tuple[Rows, Rows]]]:
    """Split the rows of both measurements by group, in alphabetical order; rows without a group take no part."""
    before, after = _split(scores.before), _split(scores.after)
    for label in sorted(before.keys() | after.keys()):
        yield label, (tuple(before.get(label, ())), tuple(after.get(label, ())))


def _split(rows: Rows) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.group is not None:
            groups.setdefault(row.group, []).append(row)
    return groups


def _moments(rows: Rows) -> Moments:
    return Moments.of(row.score for row in rows if row.score is not None)


def _by_person(rows: Rows) -> dict[str, float]:
    return {row.person: row.score for row in rows if row.person is not None and row.score is not None}
