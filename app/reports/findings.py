"""Sentences that slides and paper have beside those of the dashboards; each says no more than its figures carry."""

from collections import Counter

from app.results.heat_map import HeatMap
from app.results.outcomes import RecommendationView
from app.results.pages import UnitPage
from app.results.texts import Texts


def grid_finding(heat: HeatMap, texts: Texts) -> str:
    """Say at which stage most statements lie; where two stages have as many, the higher one is named."""
    stages = [tile.figure.stage for row in heat.rows for tile in row.tiles if tile.figure]
    words = texts.words
    if not stages:
        return words.gettext("The statements are not shown")
    often, stage = max((count, stage) for stage, count in Counter(stages).items())
    unsure = sum(len(tile.figure.stages) > 1 for row in heat.rows for tile in row.tiles if tile.figure)
    found = words.ngettext(
        "%(count)s of the %(all)s statements is on average %(stage)s",
        "%(count)s of the %(all)s statements are on average %(stage)s",
        often,
        all=len(stages),
        stage=texts.model.stages[stage].name.lower(),
    )
    if not unsure:
        return found
    doubt = words.ngettext(
        "of %(count)s the margin touches more stages", "of %(count)s the margin touches more stages", unsure
    )
    return f"{found}; {doubt}"


def divided_finding(page: UnitPage) -> str:
    """Say on how many statements the answers lie further apart than the limit."""
    words, limit = page.texts.words, page.beginning.limit
    known = [
        tile.figure.numbers.ad
        for row in page.heat.rows
        for tile in row.tiles
        if tile.figure and tile.figure.numbers and tile.figure.numbers.ad is not None
    ]
    count = sum(ad > limit for ad in known)
    if not known:
        return words.gettext("Statements are not shown as numbers")
    if not count:
        return words.gettext("On no statement are the answers divided; on these they lie furthest apart")
    return words.ngettext(
        "On %(count)s of the %(all)s statements the answers are divided",
        "On %(count)s of the %(all)s statements the answers are divided",
        count,
        all=len(known),
    )


def outcome_name(row: RecommendationView, texts: Texts) -> str:
    """Say in a word what is recommended."""
    words = {"recommend_employer": texts.words.gettext("employer"), "recommend_service": texts.words.gettext("service")}
    return words.get(row.code, row.text)


def recommendation_finding(row: RecommendationView, texts: Texts) -> str:
    """Say whether those who recommend are more than those who do not, as far as the margin allows."""
    gettext = texts.words.gettext
    if row.figure is None:
        return gettext("Not shown, to prevent recognition")
    score = row.figure.score
    if score.low > 0:
        return gettext("more promoters than detractors")
    if score.high < 0:
        return gettext("more detractors than promoters")
    return gettext("promoters and detractors do not clearly differ")


def inside_finding(page: UnitPage) -> str:
    """Say how many of the units inside are shown."""
    words = page.texts.words
    shown = sum(row.respondents is not None for row in page.inside)
    if shown == len(page.inside):
        return words.ngettext("%(count)s unit inside, shown", "%(count)s units inside, all shown", shown)
    return words.ngettext(
        "%(count)s of the %(all)s units inside is shown",
        "%(count)s of the %(all)s units inside are shown",
        shown,
        all=len(page.inside),
    )
