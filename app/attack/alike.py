"""People in one remainder must look alike: whoever of them gives an answer, everything shown is the same.

Everybody passes on the whole ballot to the next in the remainder, and nothing may change. Then the ballot of the first
is changed, and again when the second has it, the third, and so on: it must move the same tokens each time. Then one
ballot is changed of each atom, the people of a remainder who say the same of themselves: what one of them moves, all of
them move, and no token nor any combination of figures may depend on fewer than k people.
"""

from collections.abc import Iterator

import numpy as np

from analytics.influence import isolated_people, too_few
from app.attack.browsing import Answer
from app.attack.copies import Answers
from app.attack.findings import Finding, Kind
from app.attack.organisation import changed, members
from app.attack.published import Row
from app.attack.remainders import Remainder, holder, passed_on
from app.attack.tokens import Token, lines, moved, pieces
from app.attack.watching import Seen, Watch, differing, shape

EXAMPLES = 3  # places that are named of one leak
BALLOT = 1000  # what chance is used for: this, and the number of who holds the ballot


def passing_on(watch: Watch) -> Iterator[Finding]:
    """Let everybody pass on the ballot, once with all pages and then, up to k, with some."""
    for steps in range(1, watch.k):
        addresses = list(watch.base.pages) if steps == 1 else watch.probes
        seen = watch.again(passed_on(watch.answers, watch.groups, steps), addresses)
        yield from _unlike(watch.base, seen, Kind.FEW, "moves when people who look alike swap their answers")
        yield from _suppressed(watch.base, seen)


def movers(watch: Watch) -> Iterator[Finding]:
    """Let one person of each atom answer otherwise, and search what moved."""
    firsts = [watch.again(_one_changed(watch, atom, 0), watch.probes) for atom in watch.atoms]
    for first in firsts:
        yield from _suppressed(watch.base, first)
    yield from _few_movers(watch, firsts)
    yield from _isolated(watch, firsts)


def singles(watch: Watch) -> Iterator[Finding]:
    """Let one person at a time answer otherwise, everybody in turn: who look alike must move the same."""
    for group in watch.groups:
        first = watch.again(_one_changed(watch, group, 0), watch.probes)
        for steps in range(1, len(group)):
            seen = watch.again(_one_changed(watch, group, steps), watch.probes)
            yield from _unlike(first, seen, Kind.FEW, f"moves otherwise when person {holder(group, steps)} answers")


def everybody(watch: Watch) -> Iterator[Finding]:
    """Let everybody answer otherwise: what is shown of whom stays the same."""
    yield from _suppressed(watch.base, watch.other)
    before, after = shape(watch.base.rows), shape(watch.other.rows)
    yield from (
        Finding(Kind.SUPPRESSION, str(place), "is published or not, depending on answers")
        for place in before.keys() | after.keys()
        if before.get(place) != after.get(place)
    )


def _one_changed(watch: Watch, group: Remainder, steps: int) -> Answers:
    """Let the ballot of the first in a group be changed, when everybody has passed on so many places."""
    answers, number = passed_on(watch.answers, watch.groups, steps), holder(group, steps)
    chance = watch.chance(BALLOT + group[0])
    return {**answers, number: changed(chance, watch.questionnaire, answers[number], unknown=True)}


def _unlike(before: Seen, after: Seen, kind: Kind, what: str) -> Iterator[Finding]:
    """Compare two copies in which everything must be the same."""
    pages = [address for address, page in after.pages.items() if page != before.pages[address]]
    for address in pages[:EXAMPLES]:
        yield Finding(kind, address, f"{what}: {_example(before, after, address)}")
    for row in differing(before.rows, after.rows)[:EXAMPLES]:
        yield Finding(kind, f"{row.group} {row.measure}", f"published: {what}")


def _example(before: Seen, after: Seen, address: str) -> str:
    """Give the first words that differ."""
    old = before.pages[address]
    return _piece(old, min(moved(old, after.pages[address]), default=(0, 0)))


def _piece(page: Answer, token: Token) -> str:
    """Give a token with what stands around it."""
    line, piece = token
    return " ".join(pieces(lines(page)[line])[max(piece - 4, 0) : piece + 3])


def _suppressed(before: Seen, after: Seen) -> Iterator[Finding]:
    """Compare which addresses answer, and which groups are shown."""
    for address, page in after.pages.items():
        if page.status != before.pages[address].status:
            yield Finding(Kind.SUPPRESSION, address, f"answers {page.status} instead of {before.pages[address].status}")
    if {row.group for row in before.rows.values()} != {row.group for row in after.rows.values()}:
        yield Finding(Kind.SUPPRESSION, "publication", "which groups are shown depends on answers")


def _few_movers(watch: Watch, firsts: list[Seen]) -> Iterator[Finding]:
    """Look for tokens that move with the answers of fewer than k people.

    Here whoever moves one for a remainder moves it for all of it: of two changes one may be lost in rounding. What
    only a part of a remainder moves shows in the published figures, which are exact.
    """
    sizes = np.array([len(group) for group in watch.groups])
    for address in watch.probes:
        page = watch.base.pages[address]
        by_atom = [moved(page, first.pages[address]) for first in firsts]
        by_group = [_together(watch, group, by_atom) for group in watch.groups]
        found = sorted(set().union(*by_group))
        watch.count["moved"] += len(found)
        moves = np.repeat([[token in each for each in by_group] for token in found], sizes, axis=1) if found else None
        for number in too_few(moves, watch.k)[:EXAMPLES] if moves is not None else ():
            yield Finding(Kind.FEW, address, f"moves with fewer than {watch.k} people: {_piece(page, found[number])}")


def _together(watch: Watch, group: Remainder, by_atom: list[set[Token]]) -> set[Token]:
    """Collect what the atoms of a remainder move."""
    parts = (tokens for atom, tokens in zip(watch.atoms, by_atom, strict=True) if atom[0] in group)
    return set().union(*parts)


def _isolated(watch: Watch, firsts: list[Seen]) -> Iterator[Finding]:
    """Search all combinations of published sums: whoever moves any row of a group of rows is in that group."""
    inside: dict[tuple[str, ...], set[int]] = {}
    for group, first in zip(watch.atoms, firsts, strict=True):
        for row in differing(watch.base.rows, first.rows):
            inside.setdefault(row.group, set()).update(group)
    yield from _small(watch, inside)
    people = len(members())
    by_measure: dict[str, list[set[int]]] = {}
    for row in watch.base.rows.values():
        by_measure.setdefault(row.measure, []).append(inside.get(row.group, set()))
    for measure, groups in by_measure.items():
        moves = np.array([[number in group for number in range(people)] for group in groups])
        for found in isolated_people(moves, watch.k):
            yield Finding(Kind.ISOLATED, f"publication, {measure}", f"{len(found)} people: {found}")


def _small(watch: Watch, inside: dict[tuple[str, ...], set[int]]) -> Iterator[Finding]:
    """Look at what is published of small groups."""
    for row in watch.base.rows.values():
        people = len(inside.get(row.group, ()))
        if row.measure and 0 < people < _needed(watch, row):
            yield Finding(
                Kind.DETAIL, f"{row.group} {row.measure}", f"published of {people} people: {sorted(row.values)}"
            )


def _needed(watch: Watch, row: Row) -> int:
    """Say how many people it takes for what is published in a row."""
    asked = {question.code for question in watch.questionnaire.scored}
    return 2 * watch.k if row.measure in asked and set(row.values) != {"stage"} else watch.k
