"""What changed in a survey file, as a text that can be read from top to bottom."""

from collections.abc import Iterator, Sequence

from analytics.change import Verdict
from app.files.comparison import Rules
from app.files.contract import Comparison, GroupChange, Overall, Paired
from app.files.layout import heading, sections, table
from app.files.reasons import Reason
from app.files.scores import Columns, Scores
from app.files.wording import chance, change, figure, interval, issue_section, reason_section
from app.web.i18n import Language

FOUND = (Verdict.IMPROVED, Verdict.DECLINED)


def comparison_report(
    words: Language,
    columns: Columns,
    scores: Scores,
    comparison: Comparison,
    rules: Rules,
    reasons: Sequence[Reason],
) -> str:
    """Write the report."""
    return sections(
        [
            _summary(words, columns, scores),
            "\n".join(_findings(words, comparison)),
            *_overall(words, columns, comparison.overall),
            *_groups(words, columns, comparison, rules),
            issue_section(words, comparison.issues),
            reason_section(words, reasons),
        ]
    )


def _summary(words: Language, columns: Columns, scores: Scores) -> str:
    title = words.gettext(
        "%(score)s: %(before)s and %(after)s", score=columns.score, before=columns.before, after=columns.after
    )
    used = sum(row.score is not None for row in (*scores.before, *scores.after))
    lines = [
        heading(title),
        words.gettext(
            "Rows: %(rows)s. With a score in one of the two: %(used)s. Of another measurement or of none: %(others)s.",
            rows=scores.rows,
            used=used,
            others=_others(words, scores),
        ),
        words.gettext(
            "Differences are after minus before. Intervals are at 95 %%. A %(dash)s stands for what cannot be told; "
            "the reasons are at the end.",
            dash=figure(words, None),
        ),
    ]
    return "\n".join(lines)


def _others(words: Language, scores: Scores) -> str:
    """Count the rows that are not used, by the name of their measurement."""
    empty = words.gettext("(empty)")
    named = [f"{name or empty}: {count}" for name, count in sorted(scores.elsewhere.items())]
    return f"{sum(scores.elsewhere.values())} ({', '.join(named)})" if named else "0"


def _findings(words: Language, comparison: Comparison) -> Iterator[str]:
    """Say which groups changed clearly, by name."""
    tested = [group for group in comparison.groups if group.verdict is not Verdict.TOO_SMALL]
    yield heading(words.gettext("What was found"))
    if not tested:
        yield words.gettext("No group has enough scores on both sides to be tested.")
        return
    for verdict in FOUND:
        names = [group.group for group in tested if group.verdict is verdict]
        if names:
            yield f"{_tally(words, verdict, len(names), len(tested))} {', '.join(names)}."
    if not any(group.verdict in FOUND for group in tested):
        yield words.gettext("In none of the %(total)s groups is a clear change to be seen.", total=len(tested))
    else:
        yield words.gettext("Of the other groups it cannot be told; that is not to say that nothing changed.")


def _tally(words: Language, verdict: Verdict, count: int, total: int) -> str:
    if verdict is Verdict.IMPROVED:
        return words.ngettext(
            "%(count)s of %(total)s groups clearly improved:",
            "%(count)s of %(total)s groups clearly improved:",
            count,
            total=total,
        )
    return words.ngettext(
        "%(count)s of %(total)s groups clearly declined:",
        "%(count)s of %(total)s groups clearly declined:",
        count,
        total=total,
    )


def _overall(words: Language, columns: Columns, overall: Overall) -> Iterator[str]:
    yield heading(words.gettext("Everybody"))
    header = ("", "n", words.gettext("mean"), "sd")
    sides = ((columns.before, overall.before), (columns.after, overall.after))
    yield table(
        header,
        [(name, str(side.respondents), figure(words, side.mean), figure(words, side.sd)) for name, side in sides],
    )
    test = overall.unpaired
    yield words.gettext(
        "Difference %(difference)s (%(interval)s), t(%(df)s) = %(t)s, p = %(p)s; d = %(d)s, g = %(g)s.",
        difference=change(words, test.difference),
        interval=interval(words, test.low, test.high),
        df=figure(words, test.df),
        t=figure(words, test.t),
        p=chance(words, test.p),
        d=figure(words, test.d),
        g=figure(words, test.g),
    )
    if overall.paired:
        yield _same_persons(words, overall.paired)
    yield words.gettext(
        "With groups as a sample of groups: change %(wave)s, standard error %(se)s; variance within groups %(sigma2)s, "
        "between groups %(tau2)s.",
        wave=change(words, overall.model.wave),
        se=figure(words, overall.model.se),
        sigma2=figure(words, overall.model.sigma2),
        tau2=figure(words, overall.model.tau2),
    )


def _same_persons(words: Language, test: Paired) -> str:
    return words.gettext(
        "The %(pairs)s persons in both: %(difference)s (%(interval)s), t(%(df)s) = %(t)s, p = %(p)s; d_z = %(d_z)s, "
        "d_av = %(d_av)s, g_av = %(g_av)s.",
        pairs=test.pairs,
        difference=change(words, test.difference),
        interval=interval(words, test.low, test.high),
        df=figure(words, test.df, 0),
        t=figure(words, test.t),
        p=chance(words, test.p),
        d_z=figure(words, test.d_z),
        d_av=figure(words, test.d_av),
        g_av=figure(words, test.g_av),
    )


def _groups(words: Language, columns: Columns, comparison: Comparison, rules: Rules) -> Iterator[str]:
    if not comparison.groups:
        return
    yield heading(words.gettext("Groups"))
    yield table(_header(words, columns), [_row(words, group) for group in comparison.groups], text=1)
    yield words.gettext(
        "A change is called clear when p (Holm) is at most 0.05 and the difference at least %(relevant)s points.\n"
        "Tested are the groups with at least %(minimum)s scores on both sides. Visible from: the smallest difference "
        "that\nwould have been significant here. Found from: the true change that would be found 80 times in 100.",
        relevant=words.number(rules.relevant, 2),
        minimum=rules.minimum,
    )
    if rules.persons:
        yield heading(words.gettext("The same persons, by group"))
        yield table(_paired_header(words), [_paired_row(words, group) for group in comparison.groups])
        yield words.gettext(
            "The verdict above does not rest on this table: it takes the two measurements for different people, "
            "so that\n"
            "it means the same everywhere. Where people stay in their group, this table sees smaller changes."
        )


def _header(words: Language, columns: Columns) -> Sequence[str]:
    return (
        words.gettext("Group"),
        f"n {columns.before}",
        f"n {columns.after}",
        columns.before,
        columns.after,
        words.gettext("difference"),
        words.gettext("interval"),
        "p (Holm)",
        "p (BH)",
        words.gettext("visible from"),
        words.gettext("found from"),
        words.gettext("verdict"),
    )


def _row(words: Language, group: GroupChange) -> Sequence[str]:
    test = group.unpaired
    return (
        group.group,
        str(group.before.respondents),
        str(group.after.respondents),
        figure(words, group.before.mean),
        figure(words, group.after.mean),
        change(words, test.difference),
        interval(words, test.low, test.high),
        chance(words, test.p_holm),
        chance(words, test.p_bh),
        figure(words, test.least_significant_difference),
        figure(words, test.detectable_difference),
        _verdict(words, group.verdict),
    )


def _verdict(words: Language, verdict: Verdict) -> str:
    return {
        Verdict.IMPROVED: words.gettext("clearly improved"),
        Verdict.DECLINED: words.gettext("clearly declined"),
        Verdict.NO_CLEAR_CHANGE: words.gettext("no clear change"),
    }.get(verdict, words.gettext("too small"))


def _paired_header(words: Language) -> Sequence[str]:
    return (
        words.gettext("Group"),
        words.gettext("pairs"),
        words.gettext("difference"),
        words.gettext("interval"),
        "d_z",
        "d_av",
        "g_av",
        "p (Holm)",
        "p (BH)",
        words.gettext("p (sign-flip)"),
    )


def _paired_row(words: Language, group: GroupChange) -> Sequence[str]:
    test = group.paired
    assert test is not None, "asked for with persons only"
    return (
        group.group,
        str(test.pairs),
        change(words, test.difference),
        interval(words, test.low, test.high),
        figure(words, test.d_z),
        figure(words, test.d_av),
        figure(words, test.g_av),
        chance(words, test.p_holm),
        chance(words, test.p_bh),
        chance(words, test.p_sign_flip),
    )
