"""Put the pages of results together from published figures."""

from sqlmodel import Session

from analytics.breakdowns import sizes
from app.errors import NotFound
from app.results.all_units import SCORES
from app.results.beginning import beginning, in_short, ladder
from app.results.beside import choices, laid_beside
from app.results.breakdown import breakdowns
from app.results.cell import beside, find_cell, view_cell
from app.results.deps import UnitAccess
from app.results.heat_map import heat_map
from app.results.inside import CellRow, cells_elsewhere, units_inside
from app.results.outcomes import enthusiasm, most_divided, recommendations
from app.results.pages import Around, BesidePage, CellPage, HiddenUnitPage, UnitPage
from app.results.place import above, name, place
from app.results.profiles import agreement_profile, block_profile, block_shape, level_profile
from app.results.reading import Published, UnitFigures, broken_down, figures, has_other
from app.results.texts import Texts


def unit_page(session: Session, access: UnitAccess) -> UnitPage | HiddenUnitPage:
    """Make the dashboard of a unit, or the page that says why there is none."""
    source, position, texts = access.source, access.position, access.texts
    around = above(source, position)
    shown = figures(session, source, [position] if around is None else [position, around])
    inside = units_inside(session, source, position, texts)
    unit, outer = shown.get(position), None if around is None else shown[around]
    where, outer_name = place(source, position), None if around is None else name(source, around)
    comparison = None
    if unit and outer and around is not None:
        comparison = laid_beside(source, position, around, (unit.scores, outer.scores), texts)
    threshold, smallest = source.measurement.threshold, sizes(source.measurement.minimum_scores)
    if unit is None:
        around_it = None if outer is None else _around(source, outer, texts)
        return HiddenUnitPage(where, texts, source.measurement.minimum_scores, around_it, inside)
    return UnitPage(
        place=where,
        texts=texts,
        respondents=unit.respondents,
        invited=invited(source, position),
        headline=headline(unit, threshold, texts),
        overall=unit.scores.get("overall"),
        around=outer_name,
        overall_around=outer.scores.get("overall") if outer else None,
        heat=heat_map(texts.questionnaire, unit),
        beginning=beginning(unit, threshold, texts, is_team=not source.tree.children[position]),
        profiles=(block_profile(unit, outer, threshold, texts), level_profile(unit, outer, threshold, texts)),
        shape=block_shape(unit, outer, comparison, texts),
        choices=choices(source, position),
        agreement=agreement_profile(unit, outer, texts),
        divided=most_divided(unit, texts),
        recommendations=recommendations(unit, texts),
        enthusiasm=enthusiasm(unit, texts),
        breakdowns=breakdowns(broken_down(session, source, position), unit.scores, texts, least=smallest.cell),
        sizes=smallest,
        inside=inside,
        has_other=has_other(session, source),
    )


def _around(source: Published, unit: UnitFigures, texts: Texts) -> Around:
    begin = beginning(unit, source.measurement.threshold, texts, is_team=False)
    return Around(name(source, unit.position), unit.respondents, unit.scores.get("overall"), begin)


def beside_page(session: Session, access: UnitAccess, other: int) -> BesidePage | None:
    """Lay another shown unit beside a unit; None when the unit itself is hidden."""
    source, position, texts = access.source, access.position, access.texts
    if position not in source.shown:
        return None
    shown = figures(session, source, [position, other], measures=SCORES)
    return BesidePage(
        place=place(source, position),
        other=name(source, other),
        choices=choices(source, position),
        comparison=laid_beside(source, position, other, (shown[position].scores, shown[other].scores), texts),
    )


def cell_page(session: Session, access: UnitAccess, code: str) -> CellPage:
    """Make the page of one statement; NotFound when there is none of that code."""
    source, position, texts = access.source, access.position, access.texts
    statement = find_cell(texts, code)
    if statement is None:
        raise NotFound
    around = above(source, position)
    shown = figures(session, source, [position] if around is None else [position, around], measures=(code,))
    unit = shown.get(position)
    figure = unit.statements.get(code) if unit else None
    previous, following = beside(texts, statement)
    return CellPage(
        place=place(source, position),
        texts=texts,
        cell=view_cell(
            statement, figure, unit.tier if unit else None, texts, is_team=not source.tree.children[position]
        ),
        previous=previous,
        next=following,
        around=None if around is None else CellRow(name(source, around), shown[around].statements.get(code)),
        elsewhere=cells_elsewhere(session, source, position, code),
    )


def headline(unit: UnitFigures, threshold: float, texts: Texts) -> str:
    """Say in one sentence where a unit stands and where it begins."""
    begin = in_short(ladder(unit.scores, threshold), texts)
    overall = unit.scores.get("overall")
    if overall is None:
        return begin[0].upper() + begin[1:] + "."
    stages = texts.stages(overall.stages)
    return texts.words.gettext("Customer focus is %(stages)s here; %(begin)s.", stages=stages, begin=begin)


def invited(source: Published, position: int) -> int:
    """Count who was invited in a unit and in the units inside it."""
    return sum(source.tree.invited[each] for each in source.tree.within(position))
