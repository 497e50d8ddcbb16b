"""What the template of a report on paper may use."""

from dataclasses import dataclass

from markupsafe import Markup

from analytics.ladder import Step
from app.reports.content import Content
from app.reports.drawing import answers_bar, score_bar
from app.reports.findings import divided_finding, grid_finding, inside_finding, recommendation_finding
from app.reports.words import answered, begin_of, explained, margin, status_of
from app.results.inside import InsideRow
from app.results.outcomes import RecommendationView
from app.results.pages import UnitPage
from app.results.reading import RecommendationFigure, Score, StatementNumbers
from app.results.texts import Texts
from app.web.pages import Page


@dataclass(frozen=True)
class Sheet:
    """A unit on paper: its page, with the words and drawings that belong to it.

    Attributes
    ----------
    full
        Whether everything is told of it, or one sheet.
    """

    page: UnitPage
    full: bool

    @property
    def texts(self) -> Texts:
        """The texts in the language of the report."""
        return self.page.texts

    @property
    def answered(self) -> str:
        """How many answered."""
        return answered(self.page)

    @property
    def grid_finding(self) -> str:
        """What the map says."""
        return grid_finding(self.page.heat, self.texts)

    @property
    def divided_finding(self) -> str:
        """What the most divided statements say."""
        return divided_finding(self.page)

    @property
    def inside_finding(self) -> str:
        """How many of the units inside are shown."""
        return inside_finding(self.page)

    def recommendation(self, row: RecommendationView) -> str:
        """Say what a recommendation question says."""
        return recommendation_finding(row, self.texts)

    def margin(self, score: Score) -> str:
        """Write a margin."""
        return margin(score, self.texts)

    def status(self, step: Step) -> str:
        """Say how a level stands."""
        return status_of(step, self.texts)

    def begin(self, row: InsideRow) -> str:
        """Say where a unit inside should begin."""
        return begin_of(row, self.texts)

    def bar(self, score: Score) -> Markup:
        """Draw a score."""
        said = f"{self.texts.words.number(score.mean, 2)}, {margin(score, self.texts)}"
        return score_bar(score, self.page.beginning.threshold, said)

    def answers(self, numbers: StatementNumbers) -> Markup:
        """Draw what was answered to a statement."""
        labels = self.texts.wording.scales["agreement"].labels
        parts = (f"{label}: {count}" for label, count in zip(labels, numbers.counts, strict=True))
        return answers_bar(numbers.counts, ", ".join(parts))

    def recommenders(self, figure: RecommendationFigure) -> Markup:
        """Draw detractors, passives and promoters."""
        counts = (figure.score.detractors, figure.score.passives, figure.score.promoters)
        return answers_bar(counts, "-".join(map(str, counts)))


@dataclass(frozen=True)
class PrintedPage(Page):
    """A report as one long document."""

    template = "reports/print.html"

    content: Content
    first: Sheet | None
    inside: tuple[Sheet, ...]
    explained: tuple[str, ...]


def printed_page(content: Content) -> PrintedPage:
    """Lay a report out on sheets; without a first sheet the unit has no figures."""
    first = Sheet(content.first, full=True) if isinstance(content.first, UnitPage) else None
    inside = tuple(Sheet(page, full=False) for page in content.inside)
    return PrintedPage(content, first, inside, explained(content.texts))
