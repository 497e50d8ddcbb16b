"""Figures, faults and reasons in words, the same in every report."""

from collections.abc import Sequence

from analytics.errors import NotIdentified, NotReportable, NoVariation, TooFewAnswers, TooManyAnswers
from app.files.issues import Issue, Kind
from app.files.layout import NOTHING, heading, table
from app.files.reasons import Reason
from app.web.i18n import MINUS, Language

SMALLEST_P = 0.001
STRUCTURE = frozenset({"scales", "items", "groups"})


def figure(words: Language, value: float | None, digits: int = 2) -> str:
    """Write a number."""
    return NOTHING if value is None else words.number(value, digits).replace("-", MINUS)


def change(words: Language, value: float | None) -> str:
    """Write a difference, with its sign."""
    return NOTHING if value is None else words.signed(value, 2)


def chance(words: Language, p: float | None) -> str:
    """Write a p value."""
    if p is None or p >= SMALLEST_P:
        return figure(words, p, 3)
    return f"<{words.number(SMALLEST_P, 3)}"


def interval(words: Language, low: float | None, high: float | None) -> str:
    """Write the bounds of an interval."""
    if low is None or high is None:
        return NOTHING
    return words.gettext("%(low)s to %(high)s", low=figure(words, low), high=figure(words, high))


def share(words: Language, value: float | None) -> str:
    """Write a share as a whole percentage."""
    return NOTHING if value is None else words.percent(value)


def issue_section(words: Language, issues: Sequence[Issue]) -> str:
    """List everything in the file that does not count."""
    if not issues:
        return ""
    rows = [
        (str(issue.row), issue.column, issue.value or words.gettext("(empty)"), _kind(words, issue.kind))
        for issue in issues
    ]
    header = (words.gettext("Row"), words.gettext("Column"), words.gettext("Value"), words.gettext("Why"))
    title = words.gettext("What does not count")
    return f"{heading(title)}\n{table(header, rows, text=4)}"


def reason_section(words: Language, reasons: Sequence[Reason]) -> str:
    """List every figure that is missing, with the reason."""
    if not reasons:
        return ""
    rows = [(_place(words, reason.place), _reason(words, reason.problem)) for reason in reasons]
    header = (words.gettext("Figure"), words.gettext("Why"))
    title = words.gettext("What cannot be told")
    return f"{heading(title)}\n{table(header, rows, text=2)}"


def _kind(words: Language, kind: Kind) -> str:
    return {
        Kind.OUT_OF_RANGE: words.gettext("not one of the answers of this scale"),
        Kind.NOT_A_NUMBER: words.gettext("not a number"),
        Kind.NO_GROUP: words.gettext("no group: does not count in tables by group"),
        Kind.DUPLICATE: words.gettext("this person was there before: this row does not count"),
    }[kind]


def _reason(words: Language, problem: NotReportable) -> str:
    known = {
        TooFewAnswers: words.gettext("too few answers or groups"),
        NoVariation: words.gettext("the answers do not differ"),
        NotIdentified: words.gettext("the answers do not go together in one way only"),
        TooManyAnswers: words.gettext("too many answers for an exact calculation"),
    }
    return next((text for kind, text in known.items() if isinstance(problem, kind)), str(problem))


def _place(words: Language, place: Sequence[str]) -> str:
    *outer, last = (part for part in place if part not in STRUCTURE)
    names = {
        "overall": words.gettext("Everybody"),
        "before": words.gettext("before"),
        "after": words.gettext("after"),
        "alpha": words.gettext("alpha"),
        "omega_total": words.gettext("omega"),
        "item_rest": words.gettext("with the others"),
        "icc1": "ICC(1)",
        "icc2": "ICC(2)",
        "shrunken_mean": words.gettext("shrunken mean"),
        "mean": words.gettext("mean"),
        "sd": words.gettext("sd and interval"),
        "ad": "AD",
        "rwg_j": "rwg(j), r*wg(j)",
        "unpaired": words.gettext("test of the difference"),
        "paired": words.gettext("test of the same persons"),
        "p_sign_flip": words.gettext("p (sign-flip)"),
        "model": words.gettext("model"),
    }
    return ", ".join(names.get(part, part) for part in [*outer, last])
