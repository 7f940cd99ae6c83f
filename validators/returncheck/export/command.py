"""`returncheck export` without the command line: read, control, write."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.catalogue.indicators import indicators
from returncheck.catalogue.marts import marts as all_marts
from returncheck.errors import ConfigError
from returncheck.export.dictionary import NAME, dictionary
from returncheck.export.formats import ExportFormat
from returncheck.export.tables import chosen_rows, find_database, read_marts
from returncheck.files.cannot_write import place_of, write_error
from returncheck.files.output import remove_leftovers, staged_files

if TYPE_CHECKING:
    import polars as pl

    from returncheck.export.targets import PostgresTarget

WORKBOOK = "returncheck.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class MartChoice:
    """What of a database is exported.

    Attributes:
        database: The database, or the output folder that holds it.
        public: Whether the disclosure control is applied.
        authority: Three-digit code; None for all authorities.
        year: Year ending 31 March; None for all years.
        redact: Whether children are named by keyed hashes.
        redaction_key: Key of the hashes; None for that of the database.
        unpublished: Whether no earlier public export was ever given out.
    """

    database: Path
    public: bool = False
    authority: str | None = None
    year: int | None = None
    redact: bool = False
    redaction_key: str | None = field(default=None, repr=False)
    unpublished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest(MartChoice):
    """What to export as files, and where to.

    Attributes:
        out: Folder for the files; made when it is missing.
        form: What the marts are written as.
    """

    out: Path
    form: ExportFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """The tables of an export, as they may leave.

    Attributes:
        tables: Table by name.
        described: The data dictionary.
        release: Enters a public export in the register, or refuses it.
    """

    tables: "Mapping[str, pl.DataFrame]"
    described: "pl.DataFrame"
    release: Callable[[], None]


def export_marts(request: ExportRequest) -> list[Path]:
    """Write the marts and their data dictionary.

    Args:
        request: What to export and where to.

    Returns:
        The files, the data dictionary last.

    Raises:
        ConfigError: There is no built database, the folder cannot be written, or it
            holds other files and is meant for the public; or the export would give a
            count away together with an earlier one.
    """
    made = _prepared(request)
    if request.public:
        remove_leftovers(request.out)
        _refuse_strangers(request.out, _file_names(made.tables, request.form))
        made.release()
    try:
        return _write(made, request)
    except OSError as error:
        raise write_error(
            place_of(error, request.out), error, "choose another --out"
        ) from error


def export_to_postgres(
    choice: MartChoice, target: "PostgresTarget", *, child_level: bool = False
) -> tuple[dict[str, int], list[str]]:
    """Replace the marts and their data dictionary in a Postgres, all or none.

    Args:
        choice: What to export.
        target: The server, and the schema for the tables.
        child_level: Whether tables with a row per child's record go there too.

    Returns:
        Rows by table, and the tables that are left out because of children.

    Raises:
        ConfigError: As for files; or the server cannot be reached, refuses, or holds
            tables of others in the place of these.
    """
    from returncheck.export.postgres import connected

    with connected(target) as server:
        made = _prepared(choice)
        of_children = {each.name for each in all_marts() if each.names_children}
        left_out = set() if child_level else of_children & made.tables.keys()
        tables = {
            name: frame for name, frame in made.tables.items() if name not in left_out
        }
        described = made.described.filter(~made.described["table"].is_in(left_out))
        server.prepare(tables, described, alone=choice.public)
        if choice.public:
            made.release()
        rows = server.replace()
    return rows, sorted(left_out)


def _prepared(choice: MartChoice) -> _Prepared:
    """Read the marts and take out what may not leave."""
    database = find_database(choice.database)
    marts, populations, returns = read_marts(database)
    if choice.redact and not choice.public:
        from returncheck.export.redaction import redacted_marts

        marts = redacted_marts(database, marts, choice.redaction_key)
    extra: Mapping[str, Mapping[str, str]] = {}
    if choice.public:
        from returncheck.disclosure.columns import FINDING_COUNTS as DESCRIBED
        from returncheck.disclosure.extensions import without_extensions
        from returncheck.disclosure.marts import FINDING_COUNTS, make_public

        # Before any row is chosen: two exports must not differ by what they withhold.
        marts = make_public(marts, populations, indicators())
        marts = without_extensions(marts)
        extra = {FINDING_COUNTS: DESCRIBED}
    tables = chosen_rows(marts, returns, authority=choice.authority, year=choice.year)

    def release() -> None:
        from returncheck.disclosure.differencing import release_of
        from returncheck.export.public_register import enter_release

        of_all = release_of(marts, returns["return_id"])
        enter_release(database, of_all, forget=choice.unpublished)

    return _Prepared(
        tables=tables, described=dictionary(tables, extra), release=release
    )


def _file_names(tables: "Mapping[str, pl.DataFrame]", form: ExportFormat) -> set[str]:
    if form is ExportFormat.XLSX:
        return {f"{NAME}.csv", WORKBOOK}
    return {f"{NAME}.csv", *(f"{name}.{form}" for name in tables)}


def _refuse_strangers(folder: Path, own: set[str]) -> None:
    """A folder for the public holds nothing that names children."""
    there = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    strangers = [name for name in there if name not in own]
    if strangers:
        raise ConfigError(
            f"{folder} also holds {strangers[0]}, which this export does not make "
            "safe for the public. Choose another --out."
        )


def _write(made: _Prepared, request: ExportRequest) -> list[Path]:
    """Write all of the files, or leave those that were there."""
    with staged_files(request.out) as staged:
        for name in sorted(_file_names(made.tables, request.form)):
            stage = staged.path(name).parent
        files = _write_into(stage, made, request.form)
        staged.put()
    return [request.out / path.name for path in files]


def _write_into(folder: Path, made: _Prepared, form: ExportFormat) -> list[Path]:
    from returncheck.export.files import write_csv, write_parquet, write_xlsx

    match form:
        case ExportFormat.PARQUET:
            files = write_parquet(made.tables, folder)
        case ExportFormat.CSV:
            files = write_csv(made.tables, folder)
        case ExportFormat.XLSX:
            sheets = {NAME: made.described, **made.tables}
            files = [write_xlsx(sheets, folder / WORKBOOK)]
    return files + write_csv({NAME: made.described}, folder)
