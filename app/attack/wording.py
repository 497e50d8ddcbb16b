"""A report in words, for the screen of a terminal and for the page."""

from app.attack.findings import Kind
from app.attack.report import Report
from app.files.layout import heading, sections, table
from app.web.i18n import Language

DRAWN = "random"
"""Begins the names of the data sets that were drawn by chance."""


def attack_report(words: Language, report: Report) -> str:
    """Write a report."""
    gettext = words.gettext
    title = gettext(
        "Attack test of Bouwsteen %(version)s, %(day)s", version=report.version, day=words.date(report.made_on)
    )
    return sections(
        [
            heading(title),
            verdict(words, report),
            _counts(words, report),
            _checks(words, report),
            _found(report),
            _guessed(words, report),
        ]
    )


def verdict(words: Language, report: Report) -> str:
    """Say in one sentence what was found."""
    if not report.findings:
        return words.gettext("No leak was found.")
    return words.ngettext("%(count)s leak was found.", "%(count)s leaks were found.", len(report.findings))


def counts(words: Language, report: Report) -> list[tuple[str, str]]:
    """Name what was done, and how much."""
    gettext = words.gettext
    return [
        (gettext("Made-up people who answered"), _whole(words, report.people)),
        (gettext("Published rows of figures"), _whole(words, report.figures)),
        (gettext("Different addresses that HR can open"), _whole(words, report.pages)),
        (gettext("Words and numbers on them"), _whole(words, report.tokens)),
        (gettext("Copies with other answers"), _whole(words, report.copies)),
        (gettext("Pages asked for in all"), _whole(words, report.requests)),
        (gettext("Words and numbers that moved with the answers of one person"), _whole(words, report.moved)),
        (gettext("Starting number of chance"), str(report.seed)),
        (gettext("Seconds it took"), _whole(words, report.seconds)),
        (gettext("Seconds of work for the processor"), _whole(words, report.processor_seconds)),
    ]


def kind_of(words: Language, kind: Kind) -> str:
    """Say what must hold."""
    gettext = words.gettext
    return {
        Kind.SUPPRESSION: gettext("What is shown and what is hidden does not depend on answers"),
        Kind.FEW: gettext("Nothing moves with the answers of fewer than five people"),
        Kind.ISOLATED: gettext("No sum or difference of figures gives one to four people"),
        Kind.DETAIL: gettext("Small groups show no more than they may, and no number has extra decimals"),
        Kind.ABSENT: gettext("Nobody can see from which small team somebody did not answer"),
        Kind.BEHIND: gettext("Pages are made from the result alone, and show nothing before closing"),
        Kind.OUTSIDE: gettext("Random questions give no number that is on no page"),
        Kind.ROLE: gettext("No role sees more than HR, and other organisations see nothing"),
        Kind.COMMENT: gettext("Comments are kept of large groups alone, in an order of chance"),
    }[kind]


def guesses(words: Language, report: Report) -> list[tuple[str, str]]:
    """Give, by data set of the interval attack, the share of answers with fewer than three options left.

    What was drawn by chance is one line, from the lowest to the highest share.
    """
    shares = {each.data: each.few / each.answers for each in report.guessed}
    drawn = [share for data, share in shares.items() if data.startswith(DRAWN)]
    known = _known(words)
    extremes = [(known[data], words.percent(share)) for data, share in shares.items() if data in known]
    if not drawn:
        return extremes
    title = words.ngettext("%(count)s data set by chance", "%(count)s data sets by chance", len(drawn))
    between = words.gettext("%(low)s to %(high)s", low=words.percent(min(drawn)), high=words.percent(max(drawn)))
    return [(title, between), *extremes]


def _counts(words: Language, report: Report) -> str:
    gettext = words.gettext
    return table((gettext("What was done"), gettext("How much")), counts(words, report))


def _checks(words: Language, report: Report) -> str:
    gettext = words.gettext
    rows = [(kind_of(words, kind), _whole(words, count)) for kind, count in report.by_kind.items()]
    return table((gettext("What must hold"), gettext("Leaks")), rows)


def _found(report: Report) -> str:
    return "\n".join(f"{each.kind}: {each.where}: {each.what}" for each in report.findings)


def _guessed(words: Language, report: Report) -> str:
    gettext = words.gettext
    header = (gettext("Answers in the data"), gettext("Fewer than three options left"))
    return table(header, guesses(words, report))


def _known(words: Language) -> dict[str, str]:
    gettext = words.gettext
    return {
        "all 1": gettext("everybody answers 1"),
        "all 5": gettext("everybody answers 5"),
        "all 3": gettext("everybody answers 3"),
        "one deviates": gettext("one answers 1, all others 5"),
        "half 1, half 5": gettext("half answers 1, half answers 5"),
        "one to five in turn": gettext("1 to 5 in turn"),
    }


def _whole(words: Language, number: int) -> str:
    return words.number(number, 0)  # no thousands apart: a point would look like a decimal
