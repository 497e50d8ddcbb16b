"""Run the commands on files that a test writes."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from app.cli import cli

RUN = CliRunner()
ANALYSE = ("--group", "team", "--scale", "S=q1,q2,q3")
COMPARE = ("--wave", "wave", "--before", "t0", "--after", "t1", "--group", "team", "--score", "score")


def written(folder: Path, text: str | bytes) -> Path:
    """Write a file."""
    file = folder / "answers.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def table(header: str, rows: Sequence[Sequence[object]]) -> str:
    """Write rows as CSV."""
    return "\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n"


def run(command: str, file: Path, *options: str) -> Result:
    """Run a command."""
    return RUN.invoke(cli, [command, str(file), *options])


def figures(command: str, file: Path, *options: str) -> Any:
    """Run a command that must succeed, and read its JSON."""
    result = run(command, file, *options, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)
