"""The file with one row per team for SPSS, with labels, names of codes and declared missing values."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import wrap

import numpy as np
import pandas as pd
import pyreadstat

from app.exports.cells import Value
from app.exports.codebook import HIDDEN_CODE, Variable

LONGEST_LABEL = 255  # bytes; SPSS takes no more
LONGEST_FILE_LABEL = 64
LONGEST_NOTE = 40  # signs, which are at most 80 bytes in Latin letters
MADE_ON = slice(92, 109)
"""Where in the file's first record the date and time of writing stand, in 9 and 8 signs."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def sav(
    variables: Sequence[Variable],
    rows: Sequence[dict[str, Value]],
    *,
    label: str,
    notes: Sequence[str],
    hidden: str,
    day: date,
) -> bytes:
    """Write rows as a .sav file; the same rows give the same bytes.

    Parameters
    ----------
    label, notes
        What the file is, in 64 bytes and in full.
    hidden
        Name of the code for a figure that is not shown.
    day
        When it was published: the file bears no other date.
    """
    numbers = [variable.name for variable in variables if not variable.is_text]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "teams.sav"
        pyreadstat.write_sav(
            _frame(variables, rows),
            path,
            file_label=_cut(label, LONGEST_FILE_LABEL),
            note=[piece for note in notes for piece in wrap(note, LONGEST_NOTE)],
            column_labels=[_cut(variable.label, LONGEST_LABEL) for variable in variables],
            variable_value_labels={
                variable.name: {**variable.codes, HIDDEN_CODE: hidden} for variable in variables if not variable.is_text
            },
            missing_ranges={name: [HIDDEN_CODE] for name in numbers},
            variable_measure={variable.name: _measured(variable) for variable in variables},
        )
        return _dated(path.read_bytes(), day)


def _frame(variables: Sequence[Variable], rows: Sequence[dict[str, Value]]) -> pd.DataFrame:
    names = [variable.name for variable in variables]
    words = [variable.name for variable in variables if variable.is_text]
    numbers = [name for name in names if name not in words]
    coded = [[HIDDEN_CODE if row[name] is None else row[name] for name in numbers] for row in rows]
    texts = pd.DataFrame([[row[name] or "" for name in words] for row in rows], columns=words, dtype=object)
    return pd.concat([texts, pd.DataFrame(np.array(coded, dtype=np.float64), columns=numbers)], axis=1)[names]


def _measured(variable: Variable) -> str:
    if variable.name.startswith("tier") or (variable.figure or "").startswith("stage"):
        return "ordinal"
    return "nominal" if variable.is_text or variable.name == "shown" else "scale"


def _dated(content: bytes, day: date) -> bytes:
    """Put the day of publication where the moment of writing stands."""
    written = f"{day.day:02d} {MONTHS[day.month - 1]} {day.year % 100:02d}00:00:00"
    return content[: MADE_ON.start] + written.encode() + content[MADE_ON.stop :]


def _cut(text: str, most: int) -> str:
    """Cut a text to so many bytes, between two signs."""
    return text.encode()[:most].decode(errors="ignore")
