"""People who look alike in a publication: who is in the same lowest shown unit."""

from collections.abc import Collection, Sequence

from app.answering.drafts import Draft
from app.attack.copies import Answers
from app.attack.organisation import PLACES, Member, members

Remainder = tuple[int, ...]


def remainders(shown: Collection[str]) -> list[Remainder]:
    """Divide everybody who answers by the lowest of these units that they are in; who is in none is left out."""
    found: dict[str, list[int]] = {}
    for member in members():
        if member.answers and (unit := _lowest(member.unit, shown)):
            found.setdefault(unit, []).append(member.number)
    return [tuple(numbers) for numbers in found.values()]


def divided(groups: Sequence[Remainder], answers: Answers) -> list[Remainder]:
    """Divide remainders by what people say of themselves: an attacker knows that as well."""
    found: dict[tuple[int, object], list[int]] = {}
    for place, group in enumerate(groups):
        for number in group:
            found.setdefault((place, frozenset(answers[number].backgrounds.items())), []).append(number)
    return [tuple(numbers) for numbers in found.values()]


def passed_on(answers: Answers, groups: Sequence[Remainder], steps: int) -> dict[int, Draft]:
    """Let everybody pass on the whole ballot to who is so many places further in the same remainder."""
    moved = dict(answers)
    for group in groups:
        for place, number in enumerate(group):
            moved[group[(place + steps) % len(group)]] = answers[number]
    return moved


def holder(group: Remainder, steps: int) -> int:
    """Say who then has the ballot of the first."""
    return group[steps % len(group)]


def apart(groups: Sequence[Remainder]) -> list[tuple[Member, Member]]:
    """Find pairs of people in the same remainder but in different units, one for each remainder that has them."""
    by_number = {member.number: member for member in members()}
    pairs = []
    for group in groups:
        first = by_number[group[0]]
        pairs += [(first, by_number[other]) for other in group if by_number[other].unit != first.unit][-1:]
    return pairs


def without(answers: Answers, groups: Sequence[Remainder], gone: Member) -> dict[int, Draft]:
    """Let somebody not take part: the ballots of the others in the remainder are those of all but the first in it."""
    kept = dict(answers)
    for group in groups:
        if gone.number in group:
            ballots = [answers[number] for number in group[1:]]
            stay = [number for number in group if number != gone.number]
            kept.pop(gone.number)
            kept.update(zip(stay, ballots, strict=True))
    return kept


def is_in(number: int, unit: str) -> bool:
    """Say whether a member is in a unit, or in a unit inside it."""
    return _lowest(members()[number].unit, {unit}) is not None


def _lowest(unit: str | None, shown: Collection[str]) -> str | None:
    around = {place.name: place.around for place in PLACES}
    while unit is not None and unit not in shown:
        unit = around[unit]
    return unit
