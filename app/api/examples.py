"""Worked examples for the programs that people use, with the addresses of this installation; the key is left open."""

from dataclasses import dataclass
from uuid import UUID

from app.exports.cells import COLUMNS, COUNTS, NUMBERS

KEY = "KEY"
IN_LINE = 4  # columns, so that a reader sees them all
WHOLE = ("respondents", "invited", "shown", "n", "stage", "stage_low", "stage_high", *COUNTS, "unknown", "skipped")
NUMERIC = tuple(name for name in COLUMNS if name in {*WHOLE, *NUMBERS})


@dataclass(frozen=True)
class Examples:
    """What to copy: each a whole text that works as soon as the key is put in."""

    power_bi: str
    excel: str
    r: str
    curl: str


def examples(base_url: str, measurement_id: UUID) -> Examples:
    """Write the examples for one measurement."""
    path = f"api/v1/measurements/{measurement_id}/cells"
    return Examples(
        power_bi=_power_query(base_url, path, 'format = "csv"'),
        excel=_power_query(base_url, path, 'format = "csv", kind = "score"'),
        r=_r(f"{base_url}/{path}?format=csv"),
        curl=f'curl -H "Authorization: Bearer {KEY}" "{base_url}/{path}?kind=score&level=values"',
    )


def _power_query(base_url: str, path: str, query: str) -> str:
    """Write a query in M. Numbers are read as English ones, whatever language the program speaks."""
    types = [f'{{"{name}", {"Int64.Type" if name in WHOLE else "type number"}}}' for name in NUMERIC]
    lines = (", ".join(types[begin : begin + IN_LINE]) for begin in range(0, len(types), IN_LINE))
    typed = ",\n        ".join(lines)
    return f"""let
    Key = "{KEY}",
    Answer = Web.Contents("{base_url}", [
        RelativePath = "{path}",
        Query = [{query}],
        Headers = [Authorization = "Bearer " & Key]
    ]),
    Read = Csv.Document(Answer, [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
    Named = Table.PromoteHeaders(Read, [PromoteAllScalars = true]),
    Emptied = Table.ReplaceValue(Named, "", null, Replacer.ReplaceValue, Table.ColumnNames(Named)),
    Typed = Table.TransformColumnTypes(Emptied, {{
        {typed}
    }}, "en-US")
in
    Typed"""


def _r(address: str) -> str:
    return f"""key <- "{KEY}"
address <- "{address}"
answer <- url(address, headers = c(Authorization = paste("Bearer", key)))
cells <- read.csv(answer, na.strings = "", encoding = "UTF-8")
overall <- subset(cells, measure == "overall" & shown == 1)
print(overall[, c("unit", "n", "mean", "low", "high")], digits = 3, row.names = FALSE)"""
