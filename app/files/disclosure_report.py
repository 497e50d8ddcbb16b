"""What may be shown of a file, as a text that can be read from top to bottom."""

from app.files.disclosing import Decision, Why
from app.files.layout import heading, sections, table
from app.web.i18n import Language


def disclosure_report(words: Language, file: str, decision: Decision) -> str:
    """Write the report."""
    return sections([_summary(words, file, decision), _shown(words, decision), _hidden(words, decision)])


def _summary(words: Language, file: str, decision: Decision) -> str:
    title = words.gettext("What can be shown of %(file)s", file=file)
    told = words.gettext(
        "%(shown)s of %(total)s groups can be shown together. No group of fewer than %(k)s people follows from them.",
        shown=len(decision.disclosure.shown),
        total=len(decision.groups),
        k=decision.k,
    )
    return f"{heading(title)}\n{told}"


def _shown(words: Language, decision: Decision) -> str:
    rows = [(str(group.id), str(group.people)) for group in decision.groups if group.why is None]
    header, title = (words.gettext("Group"), words.gettext("People")), words.gettext("Shown")
    return f"{heading(title)}\n{table(header, rows)}" if rows else ""


def _hidden(words: Language, decision: Decision) -> str:
    rows = [
        (str(group.id), _reason(words, group.why, decision.k), str(group.people))
        for group in decision.groups
        if group.why is not None
    ]
    header = (words.gettext("Group"), words.gettext("Why"), words.gettext("People"))
    title = words.gettext("Hidden")
    return f"{heading(title)}\n{table(header, rows, text=2)}" if rows else ""


def _reason(words: Language, why: Why, k: int) -> str:
    return {
        Why.TOO_SMALL: words.gettext("fewer than %(k)s people", k=k),
        Why.GIVES_AWAY: words.gettext("a smaller group would follow from it"),
        Why.UNPROVEN: words.gettext("not proven to be safe"),
    }[why]
