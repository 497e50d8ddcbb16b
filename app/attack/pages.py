"""The values that the template of the attack test may use."""

from dataclasses import dataclass

from app.attack.report import Report
from app.web.pages import Page


@dataclass(frozen=True)
class AttackPage(Page):
    """What was attacked, how, what was found, and what that does not prove.

    Attributes
    ----------
    checks
        What must hold, and how many leaks were found.
    counts
        What was done, and how much.
    guesses
        By data set, for how many answers fewer than three options are left.
    """

    template = "attack/show.html"

    report: Report
    verdict: str
    checks: tuple[tuple[str, int], ...]
    counts: tuple[tuple[str, str], ...]
    guesses: tuple[tuple[str, str], ...]
