"""`returncheck template`: empty files to fill in."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from returncheck.cli.saying import say
from returncheck.errors import ConfigError
from returncheck.returns.kpi_return.template import TemplateFormat


class Template(StrEnum):
    """The files that can be made."""

    KPI_RETURN = "kpi-return"


def template(
    name: Annotated[Template, typer.Argument(help="Which template.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the files.")] = Path(),
    form: Annotated[
        TemplateFormat, typer.Option("--format", help="CSV files or one workbook.")
    ] = TemplateFormat.XLSX,
) -> None:
    """Write the empty tables of a return that we define ourselves.

    Example: returncheck template kpi-return --format csv --out figures
    """
    from returncheck.returns.kpi_return.template import write_template

    try:
        written = write_template(out, form)
    except OSError as error:
        raise ConfigError(
            f"The template cannot be written to {out}: {error.strerror}. "
            "Choose another folder with --out."
        ) from error
    for path in written:
        say(f"{name.value}: {path}")
