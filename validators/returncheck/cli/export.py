"""`returncheck export`: the marts for other tools, and for the public."""

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from returncheck.cli.extending import use_extensions
from returncheck.cli.options import Shared
from returncheck.cli.saying import say
from returncheck.errors import ConfigError
from returncheck.export.formats import ExportFormat
from returncheck.export.targets import SCHEMA, postgres_target
from returncheck.settings.config import Config
from returncheck.settings.reading import read_settings

if TYPE_CHECKING:
    from returncheck.export.command import MartChoice

DEFAULT_DATABASE = Config().output


def export(
    typer_context: typer.Context,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for the files.")
    ] = None,
    database: Annotated[
        Path,
        typer.Argument(help="The database, or the output folder of a run."),
    ] = DEFAULT_DATABASE,
    form: Annotated[
        ExportFormat | None,
        typer.Option(
            "--format",
            help="What the tables are written as.",
            show_default=ExportFormat.PARQUET.value,
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            help="In the place of --out: `postgres`, for the server of PGHOST or "
            "PGSERVICE, or its address without a password.",
        ),
    ] = None,
    schema: Annotated[
        str | None,
        typer.Option(
            "--schema",
            help="Schema for the tables in Postgres.",
            show_default=SCHEMA,
        ),
    ] = None,
    child_level: Annotated[
        bool,
        typer.Option(
            "--child-level", help="Also put into Postgres the tables of children."
        ),
    ] = False,
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
    from returncheck.export.command import ExportRequest, MartChoice, export_marts

    use_extensions(typer_context)
    settings = read_settings(None)
    choice = MartChoice(
        database=database,
        public=public,
        authority=authority,
        year=year,
        redact=redact or settings.redact,
        redaction_key=settings.redaction_key,
        unpublished=unpublished,
    )
    if to is not None:
        _refuse_beside_to(out=out, form=form, public=public, child_level=child_level)
        _put_into_postgres(choice, to, schema, child_level=child_level)
        return
    if out is None:
        raise ConfigError(
            "Name a folder for the files with --out, or a Postgres with --to."
        )
    if schema is not None or child_level:
        raise ConfigError(
            "--schema and --child-level are for a Postgres. Name it with --to, or "
            "leave them out."
        )
    request = ExportRequest(
        out=out,
        form=form or ExportFormat.PARQUET,
        **{each.name: getattr(choice, each.name) for each in fields(choice)},
    )
    for path in export_marts(request):
        say(str(path))


def _refuse_beside_to(
    *, out: Path | None, form: ExportFormat | None, public: bool, child_level: bool
) -> None:
    if out is not None or form is not None:
        raise ConfigError(
            "--to writes to a Postgres, --out and --format write files. Run one "
            "export for each."
        )
    if public and child_level:
        raise ConfigError("--public has no table of children. Leave --child-level out.")


def _put_into_postgres(
    choice: "MartChoice", to: str, schema: str | None, *, child_level: bool
) -> None:
    from returncheck.export.command import export_to_postgres

    target = postgres_target(to, schema)
    rows, left_out = export_to_postgres(choice, target, child_level=child_level)
    for name, count in rows.items():
        say(f"{target.schema}.{name}: {count:,} rows")
    for name in left_out:
        say(
            f"{name} is left out: it has a row per record of a child. "
            "--child-level puts it there too, with --redact without identifiers."
        )
