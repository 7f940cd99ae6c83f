"""Options that several commands share, each with one name and one help text."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from returncheck.files.private import OTHERS, keep_private, share_files
from returncheck.settings.config import FILE_NAME, FailOn


class OutputFormat(StrEnum):
    """How a listing is written."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


def _set_modes(value: bool) -> bool:
    """Decide the modes of all files of this process, once."""
    if value:
        share_files()
    else:
        keep_private()
        os.umask(OTHERS)
    return value


Shared = Annotated[
    bool,
    typer.Option(
        "--shared",
        help="Leave who may read the files to the umask; else only you may.",
        callback=_set_modes,
    ),
]
Authority = Annotated[
    str | None,
    typer.Option("--authority", help="Three-digit code, for files that name none."),
]
Year = Annotated[
    int | None,
    typer.Option(
        "--year",
        help="Year ending 31 March: whose rules to run, and of files that name none.",
    ),
]
Out = Annotated[Path | None, typer.Option("--out", help="Folder for the outputs.")]
Previous = Annotated[
    list[Path] | None,
    typer.Option(
        "--previous",
        help="Files of the year before, to look back on; can be repeated.",
    ),
]
Redact = Annotated[
    bool,
    typer.Option("--redact", help="Name children by keyed hashes in every output."),
]
Suites = Annotated[
    bool, typer.Option("--suites/--no-suites", help="Run the expectation suites.")
]
ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", help=f"Settings; {FILE_NAME} here by default."),
]
FailLevel = Annotated[
    FailOn | None,
    typer.Option("--fail-on", help="Least severity that makes the exit code 1."),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", help="No progress; one line at the end.")
]
Format = Annotated[
    OutputFormat, typer.Option("--format", help="How the listing is written.")
]
