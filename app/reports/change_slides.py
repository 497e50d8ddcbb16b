"""What changed between two measurements as slides: the findings, the teams, the scores, the method, each team."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from pptx.util import Inches

from analytics.change import Verdict
from app.comparisons import wording
from app.comparisons.change import Change, ScoreChange, Turnout, UnitChange, reach
from app.comparisons.detail import Detail
from app.comparisons.drawing import verdict_word
from app.reports.bars import Axis, Bar, bars
from app.reports.change_content import ChangeContent
from app.reports.deck import Deck, Words, write
from app.reports.fitting import fitting
from app.reports.layouts import Area
from app.reports.tables import Cell, lined
from app.reports.words import status_of
from app.results.texts import Texts

BARS, ROWS, ROW = 14, 12, Inches(0.36)
SPACED = 0.7  # of the height: what is left beside the space between paragraphs
SIGNS = {Verdict.IMPROVED: "▲ ", Verdict.DECLINED: "▼ "}
Row = TypeVar("Row")


def change_presentation(content: ChangeContent, template: bytes) -> bytes:
    """Make the .pptx file of a comparison, in the layouts of a template that was checked before."""
    deck = Deck(template, content.texts.words.code)
    _cover(deck, content)
    _whole(deck, content)
    _changes(deck, content)
    _teams(deck, content)
    if content.whole.detail:
        title = wording.unit_finding(content.texts.words, content.organisation, content.comparison.overall, None)
        _scores(deck, content, title, content.whole.detail)
        _ladder(deck, content, content.whole.detail)
    _method(deck, content)
    for team in content.teams:
        if team.detail:
            title = wording.unit_finding(content.texts.words, team.unit.place.name, team.unit.change, team.unit.verdict)
            _scores(deck, content, title, team.detail, team.unit)
    day = content.pair.after.publication.published_on
    return deck.save(title=f"{content.organisation}: {' → '.join(content.names)}", author=content.organisation, day=day)


def _cover(deck: Deck, content: ChangeContent) -> None:
    words = content.texts.words
    title = words.gettext("What changed at %(organisation)s?", organisation=content.organisation)
    deck.cover(title, (content.footer,), words.gettext("The method stands after the findings, each team after that."))


def _whole(deck: Deck, content: ChangeContent) -> None:
    """Say the finding, with the overall score then and now."""
    gettext, found = content.texts.words.gettext, content.comparison
    notes = gettext(
        "A team changed clearly when the difference is large enough to count and chance is an unlikely explanation, "
        "with all teams counted. “No clear change” does not mean that nothing changed."
    )
    title = wording.finding(content.texts.words, found)
    slide, area = deck.slide(Words(title, gettext("Overall score from 1 to 5"), notes, content.footer))
    if found.overall is None:
        write(slide, area, (gettext("Not shown, to prevent recognition"),), size=20)
        return
    _headline(slide, area, content, found.overall, found.turnout)


def _headline(
    slide: Any, area: Area, content: ChangeContent, change: Change, turnout: tuple[Turnout, Turnout] | None
) -> None:
    words, (first, second) = content.texts.words, content.names
    columns = [
        (first, words.number(change.before.mean, 2), _part(turnout[0], content.texts) if turnout else ""),
        (second, words.number(change.after.mean, 2), _part(turnout[1], content.texts) if turnout else ""),
        (words.gettext("Difference"), words.signed(change.estimate, 2), _between(change, content.texts)),
    ]
    left = area
    for place, (name, figure, under) in enumerate(columns):
        part, left = left.split(1 / (len(columns) - place), 0) if place < len(columns) - 1 else (left, left)
        write(slide, part.above(Inches(0.5)), (name,), size=18)
        write(slide, part.below(Inches(0.5)).above(Inches(1.4)), (figure,), size=72, bold=True)
        write(slide, part.below(Inches(1.95)).above(Inches(0.5)), (under,), size=16)


def _changes(deck: Deck, content: ChangeContent) -> None:
    """Draw the difference of every team that is compared, as a chart that can be edited."""
    gettext, compared = content.texts.words.gettext, [team for team in content.comparison.teams if team.change]
    far = reach([team.change for team in compared])
    axis = Axis(-far, far, 0.5, 0, gettext("no difference"), "+0.00;-0.00;0.00")
    notes = gettext("The thin line is the 95% interval. Only marked teams (▲ ▼) changed clearly.")
    for part in _parts(compared, BARS):
        measure = gettext("Difference in the overall score by team, in points")
        slide, area = deck.slide(Words(gettext("Where did teams change?"), measure, notes, content.footer))
        rows = [_bar(team) for team in part]
        said = content.texts.words.listing(
            [f"{team.place.name} {content.texts.words.signed(team.change.estimate, 2)}" for team in part if team.change]
        )
        bars(slide, area, rows, axis, (gettext("Difference"), None), said)


def _bar(team: UnitChange) -> Bar:
    assert team.change is not None
    told = team.change.difference
    low, high = (round(told.low, 2), round(told.high, 2)) if told else (None, None)
    sign = SIGNS.get(team.verdict, "") if team.verdict else ""
    return Bar(f"{sign}{team.place.name}", round(team.change.estimate, 2), low, high, None, None)


def _teams(deck: Deck, content: ChangeContent) -> None:
    """List all teams with their verdicts; a hidden one keeps its place."""
    gettext, (first, second) = content.texts.words.gettext, content.names
    heads = (gettext("Team"), gettext("Verdict"), gettext("Difference"), first, second, gettext("Took part"))
    head = [Cell(name, bold=True, right=place > 1, size=12) for place, name in enumerate(heads)]
    notes = gettext("Verdicts count how many teams were looked at, by Holm's method.")
    for part in _parts(content.comparison.teams, ROWS):
        measure = gettext("Overall score from 1 to 5, each difference with its 95% interval")
        slide, area = deck.slide(Words(gettext("All teams by name"), measure, notes, content.footer))
        rows = [_team(team, content.texts) for team in part]
        alt = gettext("Teams with verdict, difference and both scores")
        lined(slide, area.above(ROW * (1 + len(rows))), [head, *rows], [3.2, 2.4, 2.6, 1.2, 1.2, 2.2], alt)


def _team(team: UnitChange, texts: Texts) -> list[Cell]:
    words, name = texts.words, Cell(team.place.name, size=12)
    if team.change is None:
        why = words.gettext("not shown") if team.place.lasting else words.gettext("no comparison")
        return [name, Cell(why, 0 if team.place.lasting else None, size=12), *[Cell("")] * 4]
    said = Cell(verdict_word(words, team), size=12)
    part = " → ".join(_part(each, texts) for each in team.turnout) if team.turnout else ""
    figures = (
        f"{words.signed(team.change.estimate, 2)}  ({_between(team.change, texts)})",
        words.number(team.change.before.mean, 2),
        words.number(team.change.after.mean, 2),
        part,
    )
    return [name, said, *(Cell(figure, right=True, size=12) for figure in figures)]


def _scores(deck: Deck, content: ChangeContent, title: str, detail: Detail, unit: UnitChange | None = None) -> None:
    """Lay blocks and levels of one unit beside each other, then and now."""
    texts, gettext, words = content.texts, content.texts.words.gettext, content.texts.words
    notes = gettext("Each with its own interval, not corrected for there being 13: a picture, not 13 proofs.")
    measure = gettext("Blocks and levels, from 1 to 5")
    if unit and unit.change:
        measure = f"{gettext('Overall score')} {words.signed(unit.change.estimate, 2)} ({_between(unit.change, texts)})"
        notes = f"{notes} {wording.regression_to_mean(words, unit)}".strip()
    slide, area = deck.slide(Words(title, measure, notes, content.footer))
    half = area.split(0.49, Inches(0.3))
    for part, rows, name in ((half[0], detail.blocks, gettext("Block")), (half[1], detail.levels, gettext("Level"))):
        heads = (name, gettext("Then"), gettext("Now"), gettext("Difference"))
        head = [Cell(text, bold=True, right=place > 0, size=11) for place, text in enumerate(heads)]
        body = [_score(row, texts) for row in rows]
        height = min(part.height, ROW * (1 + len(body)) * 1.2)
        lined(slide, part.above(round(height)), [head, *body], [2.6, 0.9, 0.9, 2.6], name)


def _score(row: ScoreChange, texts: Texts) -> list[Cell]:
    words, name = texts.words, Cell(texts.measure(row.code), size=11)
    if row.change is None:
        return [name, Cell(""), Cell(""), Cell(words.gettext("not shown"), 0, size=11)]
    figures = (
        words.number(row.change.before.mean, 2),
        words.number(row.change.after.mean, 2),
        f"{words.signed(row.change.estimate, 2)}  ({_between(row.change, texts)})",
    )
    return [name, *(Cell(figure, right=True, size=11) for figure in figures)]


def _ladder(deck: Deck, content: ChangeContent, detail: Detail) -> None:
    """Show how each level stood, and stands."""
    texts, gettext = content.texts, content.texts.words.gettext
    notes = gettext("Work from the top down: what is settled higher up works through below.")
    title, measure = wording.beginning(texts, detail), wording.agreement(texts.words, detail)
    slide, area = deck.slide(Words(title, measure, notes, content.footer))
    head = [Cell(text, bold=True) for text in (gettext("Level"), *content.names)]
    rows = [
        [Cell(texts.measure(row.code)), Cell(status_of(row.step_before, texts)), Cell(status_of(row.step_after, texts))]
        for row in detail.levels
    ]
    lined(slide, area, [head, *rows], [3, 3, 3], gettext("The ladder then and now"))


def _method(deck: Deck, content: ChangeContent) -> None:
    """Say in one slide how it was done, and what else may explain a change."""
    words, gettext = content.texts.words, content.texts.words.gettext
    lines = (
        gettext(
            "Clearly changed: the difference is at least %(relevant)s, fixed when the later measurement was set up, "
            "and chance is an unlikely explanation.",
            relevant=words.number(content.pair.relevant, 2),
        ),
        gettext(
            "Many teams at once: p values of the %(count)s teams that can be seen both times are corrected with "
            "Holm's method.",
            count=content.comparison.tested,
        ),
        gettext("The test is Welch's, which treats both groups as different people. All intervals are 95% intervals."),
        gettext(
            "Regression to the mean: a team that stood very low or very high often moves towards the middle by itself."
        ),
        gettext("Teams get new members; we do not know who took part twice. A change says nothing about its cause."),
    )
    title = gettext("How this was done")
    slide, area = deck.slide(Words(title, "", title, content.footer))
    write(slide, area, lines, size=fitting(" ".join(lines), area.width, round(SPACED * area.height), 18))


def _part(turnout: Turnout, texts: Texts) -> str:
    return texts.words.gettext("%(part)s of %(all)s", part=turnout.respondents, all=turnout.invited)


def _between(change: Change, texts: Texts) -> str:
    words = texts.words
    if change.difference is None:
        return words.gettext("cannot be told")
    low, high = words.signed(change.difference.low, 2), words.signed(change.difference.high, 2)
    return words.gettext("%(low)s to %(high)s", low=low, high=high)


def _parts(rows: Sequence[Row], most: int) -> Iterator[Sequence[Row]]:
    return (rows[first : first + most] for first in range(0, len(rows), most))
