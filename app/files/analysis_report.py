"""The figures of a survey file as a text that can be read from top to bottom."""

from collections.abc import Iterator, Sequence

from analytics.agreement import agreement_limit
from app.files.contract import Analysis, GroupItem, GroupScore, ScaleFigures
from app.files.layout import heading, sections, table
from app.files.reasons import Reason
from app.files.scales import Scale
from app.files.wording import figure, interval, issue_section, reason_section, share
from app.web.i18n import Language

WEAK = 0.3  # an item that goes less than this with the others is pointed at


def analysis_report(
    words: Language, file: str, analysis: Analysis, scales: Sequence[Scale], reasons: Sequence[Reason]
) -> str:
    """Write the report."""
    return sections(
        [
            _summary(words, file, analysis),
            *(part for scale in scales for part in _scale(words, scale, analysis.scales[scale.name])),
            *_items(words, analysis),
            issue_section(words, analysis.issues),
            reason_section(words, reasons),
        ]
    )


def _summary(words: Language, file: str, analysis: Analysis) -> str:
    lines = [
        heading(words.gettext("Analysis of %(file)s", file=file)),
        words.gettext(
            "Rows: %(rows)s. Respondents: %(respondents)s. Groups: %(groups)s. Values that do not count: %(issues)s.",
            rows=analysis.rows,
            respondents=analysis.respondents,
            groups=len(next(iter(analysis.scales.values())).groups),
            issues=len(analysis.issues),
        ),
        words.gettext(
            "Intervals are at 95 %%. A %(dash)s stands for what cannot be told; the reasons are at the end.",
            dash=figure(words, None),
        ),
    ]
    return "\n".join(lines)


def _scale(words: Language, scale: Scale, figures: ScaleFigures) -> Iterator[str]:
    told = words.gettext(
        "Scale %(name)s (items: %(items)s, answers: %(low)s to %(high)s)",
        name=scale.name,
        items=len(scale.items),
        low=scale.low,
        high=scale.high,
    )
    yield heading(told)
    yield _reliability(words, figures)
    yield _item_table(words, figures)
    yield _icc(words, figures)
    yield _group_table(words, figures)


def _reliability(words: Language, figures: ScaleFigures) -> str:
    return words.gettext(
        "Alpha %(alpha)s (%(interval)s), omega %(omega)s, over the %(n)s respondents who answered every item.\n"
        "They say how steady the score of one person is: 0 is chance, 1 is perfectly steady; 0.70 is usual.",
        alpha=figure(words, figures.alpha.estimate),
        interval=interval(words, figures.alpha.low, figures.alpha.high),
        omega=figure(words, figures.omega_total.estimate),
        n=figures.alpha.respondents,
    )


def _item_table(words: Language, figures: ScaleFigures) -> str:
    rows = [(item, figure(words, rest), _remark(words, rest)) for item, rest in figures.item_rest.items()]
    return table((words.gettext("Item"), words.gettext("with the others"), ""), rows)


def _remark(words: Language, rest: float | None) -> str:
    if rest is None or rest >= WEAK:
        return ""
    if rest < 0:
        return words.gettext("runs against the others: is it worded the other way round?")
    return words.gettext("hardly goes with the others")


def _icc(words: Language, figures: ScaleFigures) -> str:
    icc = figures.icc
    return words.gettext(
        "ICC(1) %(icc1)s (%(bounds1)s): the share of the differences between people that goes with their group.\n"
        "ICC(2) %(icc2)s (%(bounds2)s): how steady the mean of a group is. %(n)s respondents in %(groups)s groups.",
        icc1=figure(words, icc.icc1),
        bounds1=interval(words, icc.icc1_low, icc.icc1_high),
        icc2=figure(words, icc.icc2),
        bounds2=interval(words, icc.icc2_low, icc.icc2_high),
        n=icc.respondents,
        groups=icc.groups,
    )


def _group_table(words: Language, figures: ScaleFigures) -> str:
    header = (
        words.gettext("Group"),
        "n",
        words.gettext("mean"),
        "sd",
        words.gettext("interval"),
        words.gettext("shrunken mean"),
        "AD",
        "rwg(j)",
        "r*wg(j)",
    )
    note = words.gettext(
        "AD: how far answers lie from the mean of their group, in points; up to %(limit)s counts as agreement.\n"
        "Shrunken mean: drawn towards the middle, the more so the less is known; order groups by this one. "
        "Where all are\n"
        "equal, groups differ no more than chance makes them differ. "
        "n: who answered at least half of the items of the scale.",
        limit=words.number(agreement_limit(figures.options), 2),
    )
    return f"{table(header, [_group_row(words, group) for group in figures.groups])}\n{note}"


def _group_row(words: Language, group: GroupScore) -> Sequence[str]:
    rest = (group.shrunken_mean, group.ad, group.rwg_j, group.rwg_j_star)
    return (
        group.group,
        str(group.respondents),
        figure(words, group.mean),
        figure(words, group.sd),
        interval(words, group.low, group.high),
        *(figure(words, value) for value in rest),
    )


def _items(words: Language, analysis: Analysis) -> Iterator[str]:
    for item, figures in analysis.items.items():
        if figures.groups:
            codes = tuple(figures.groups[0].counts)
            header = (
                words.gettext("Group"),
                "n",
                *codes,
                words.gettext("mean"),
                "sd",
                words.gettext("interval"),
                words.gettext("favourable"),
                "AD",
                "rwg",
            )
            rows = [_item_row(words, group) for group in figures.groups]
            title = words.gettext("Item %(name)s", name=item)
            yield f"{heading(title)}\n{table(header, rows)}"


def _item_row(words: Language, group: GroupItem) -> Sequence[str]:
    return (
        group.group,
        str(group.respondents),
        *(str(count) for count in group.counts.values()),
        figure(words, group.mean),
        figure(words, group.sd),
        interval(words, group.low, group.high),
        share(words, group.favourable),
        figure(words, group.ad),
        figure(words, group.rwg),
    )
