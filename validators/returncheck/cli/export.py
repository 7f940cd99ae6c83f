"""`returncheck export`: the marts for other tools, and for the public."""

from pathlib import Path
from typing import Annotated

import typer

from returncheck.cli.extending import use_extensions
from returncheck.cli.options import Shared
from returncheck.cli.saying import say
from returncheck.export.formats import ExportFormat
from returncheck.settings.config import Config
from returncheck.settings.reading import read_settings

DEFAULT_DATABASE = Config().output


def export(
    typer_context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help="Folder for the files.")],
    database: Annotated[
        Path,
        typer.Argument(help="The database, or the output folder of a run."),
    ] = DEFAULT_DATABASE,
    form: Annotated[
        ExportFormat, typer.Option("--format", help="What the tables are written as.")
    ] = ExportFormat.PARQUET,
    public: Annotated[
        bool,
        typer.Option(
            "--public", help="Withhold small counts and what would give them away."
        ),
    ] = False,
    authority: Annotated[
        str | None,
        typer.Option("--authority", help="Only this one: its three-digit code."),
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", help="Only this year ending 31 March.")
    ] = None,
    redact: Annotated[
        bool, typer.Option("--redact", help="Name children by keyed hashes.")
    ] = False,
    unpublished: Annotated[
        bool,
        typer.Option(
            "--unpublished", help="No earlier --public export was ever given out."
        ),
    ] = False,
    shared: Shared = False,
) -> None:
    """Write the tables behind the report, with a data dictionary.

    Example: returncheck export checked --out powerbi --format parquet
    """
    from returncheck.export.command import ExportRequest, export_marts

    use_extensions(typer_context)
    settings = read_settings(None)
    files = export_marts(
        ExportRequest(
            database=database,
            out=out,
            form=form,
            public=public,
            authority=authority,
            year=year,
            redact=redact or settings.redact,
            redaction_key=settings.redaction_key,
            unpublished=unpublished,
        )
    )
    for path in files:
        say(str(path))
