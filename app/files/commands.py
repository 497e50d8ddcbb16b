"""`bouwsteen analyse`, `compare` and `disclose`: the product's statistics and its rules for files from anywhere."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.files.analysis import analyse
from app.files.analysis_report import analysis_report
from app.files.answers import read_answers
from app.files.comparison import Rules, compare
from app.files.comparison_report import comparison_report
from app.files.contract import Analysis, Comparison, Disclosure
from app.files.disclosing import decide
from app.files.disclosure_report import disclosure_report
from app.files.errors import BadInput
from app.files.json_reading import JsonFile
from app.files.reading import SurveyFile
from app.files.reasons import Reason, Reasons
from app.files.scales import read_scales
from app.files.scores import Columns, read_scores
from app.web.i18n import DEFAULT, LOCALES, language

WRONG = 2


class Format(StrEnum):
    """How the result is written."""

    TEXT = "text"
    JSON = "json"


def _known(locale: str) -> str:
    if locale not in LOCALES:
        raise typer.BadParameter(f"there is {' and '.join(LOCALES)}")
    return locale


FileArgument = Annotated[Path, typer.Argument(help="CSV file: commas, UTF-8, names of columns in the first row.")]
FormatOption = Annotated[Format, typer.Option("--format", help="A report to read, or JSON with every digit.")]
LanguageOption = Annotated[
    str,
    typer.Option("--language", callback=_known, metavar="|".join(LOCALES), help="Language of report and messages."),
]
ReasonsOption = Annotated[bool, typer.Option("--reasons", help="Add to the JSON why figures are null.")]
GroupOption = Annotated[str, typer.Option(help="Column with the group, such as the team.")]
PersonOption = Annotated[
    str | None, typer.Option(help="Column with the person; the first row of each (in each measurement) counts.")
]


def analyse_file(
    path: FileArgument,
    *,
    group: GroupOption,
    scale: Annotated[list[str], typer.Option(help="NAME=COLUMN,COLUMN; once for every scale.")],
    range_: Annotated[
        list[str] | None, typer.Option("--range", help="Answers: 1:5 for all scales (usual), or NAME=0:4.")
    ] = None,
    person: PersonOption = None,
    format_: FormatOption = Format.TEXT,
    locale: LanguageOption = DEFAULT,
    with_reasons: ReasonsOption = False,
) -> None:
    """Give reliability, agreement and means by group, of a file with one row per respondent."""
    words, reasons = language(locale), Reasons()
    with bad_input_named():
        scales = read_scales(scale, range_ or [], words)
        answers = read_answers(SurveyFile(path, words), scales, group=group, person=person)
    analysis = analyse(answers, scales, reasons)
    if format_ is Format.JSON:
        typer.echo(_json(analysis, reasons.found if with_reasons else None))
    else:
        typer.echo(analysis_report(words, path.name, analysis, scales, reasons.found), nl=False)


def compare_file(
    path: FileArgument,
    *,
    wave: Annotated[str, typer.Option(help="Column with the measurement.")],
    before: Annotated[str, typer.Option(help="The first measurement, as it is called in that column.")],
    after: Annotated[str, typer.Option(help="The second measurement.")],
    group: GroupOption,
    score: Annotated[str, typer.Option(help="Column with the score.")],
    person: PersonOption = None,
    minimum: Annotated[int, typer.Option(min=2, help="Scores that a group needs on both sides to be tested.")] = 5,
    relevant: Annotated[float, typer.Option(min=0, help="Smallest change that is called one.")] = 0.3,
    format_: FormatOption = Format.TEXT,
    locale: LanguageOption = DEFAULT,
    with_reasons: ReasonsOption = False,
) -> None:
    """Say what changed between two measurements, of a file with one row per person and measurement."""
    words, reasons = language(locale), Reasons()
    columns = Columns(wave, before, after, group, score, person)
    rules = Rules(minimum, relevant, persons=person is not None)
    with bad_input_named():
        scores = read_scores(SurveyFile(path, words), columns)
    comparison = compare(scores, rules, reasons)
    if format_ is Format.JSON:
        typer.echo(_json(comparison, reasons.found if with_reasons else None))
    else:
        typer.echo(comparison_report(words, columns, scores, comparison, rules, reasons.found), nl=False)


def disclose_file(
    path: Annotated[Path, typer.Argument(help="JSON file with k and a tree, or with k, atoms and cells.")],
    *,
    format_: FormatOption = Format.TEXT,
    locale: LanguageOption = DEFAULT,
) -> None:
    """Say which groups can be shown together, so that no smaller one can be worked out."""
    words = language(locale)
    with bad_input_named():
        decision = decide(JsonFile(path, words))
    if format_ is Format.JSON:
        typer.echo(_json(decision.disclosure, None))
    else:
        typer.echo(disclosure_report(words, path.name, decision), nl=False)


@contextmanager
def bad_input_named() -> Iterator[None]:
    """Say what is wrong with the input, and end with 2."""
    try:
        yield
    except BadInput as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(WRONG) from problem


def _json(result: Analysis | Comparison | Disclosure, reasons: Sequence[Reason] | None) -> str:
    """Write the form of the contract, with `reasons` in addition when they are asked for."""
    document = dict(vars(result))
    if reasons is not None:
        document["reasons"] = [{"place": reason.place, "why": str(reason.problem)} for reason in reasons]
    return json.dumps(document, default=vars, allow_nan=False, ensure_ascii=False)
