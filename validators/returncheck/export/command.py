"""`returncheck export` without the command line: read, control, write."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.catalogue.indicators import indicators
from returncheck.errors import ConfigError
from returncheck.export.dictionary import NAME, dictionary
from returncheck.export.formats import ExportFormat
from returncheck.export.tables import chosen_rows, find_database, read_marts
from returncheck.files.cannot_write import place_of, write_error
from returncheck.files.output import remove_leftovers, staged_files

if TYPE_CHECKING:
    import polars as pl

WORKBOOK = "returncheck.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """What to export and where to.

    Attributes:
        database: The database, or the output folder that holds it.
        out: Folder for the files; made when it is missing.
        form: What the marts are written as.
        public: Whether the disclosure control is applied.
        authority: Three-digit code; None for all authorities.
        year: Year ending 31 March; None for all years.
        redact: Whether children are named by keyed hashes.
        redaction_key: Key of the hashes; None for that of the database.
        unpublished: Whether no earlier public export was ever given out.
    """

    database: Path
    out: Path
    form: ExportFormat
    public: bool = False
    authority: str | None = None
    year: int | None = None
    redact: bool = False
    redaction_key: str | None = field(default=None, repr=False)
    unpublished: bool = False


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
    database = find_database(request.database)
    marts, populations, returns = read_marts(database)
    if request.redact and not request.public:
        from returncheck.export.redaction import redacted_marts

        marts = redacted_marts(database, marts, request.redaction_key)
    extra: Mapping[str, Mapping[str, str]] = {}
    if request.public:
        from returncheck.disclosure.columns import FINDING_COUNTS as DESCRIBED
        from returncheck.disclosure.extensions import without_extensions
        from returncheck.disclosure.marts import FINDING_COUNTS, make_public

        # Before any row is chosen: two exports must not differ by what they withhold.
        marts = make_public(marts, populations, indicators())
        marts = without_extensions(marts)
        extra = {FINDING_COUNTS: DESCRIBED}
    tables = chosen_rows(marts, returns, authority=request.authority, year=request.year)
    described = dictionary(tables, extra)
    if request.public:
        from returncheck.disclosure.differencing import release_of
        from returncheck.export.public_register import enter_release

        remove_leftovers(request.out)
        _refuse_strangers(request.out, _file_names(tables, request.form))
        release = release_of(marts, returns["return_id"])
        enter_release(database, release, forget=request.unpublished)
    try:
        return _write(tables, described, request)
    except OSError as error:
        raise write_error(
            place_of(error, request.out), error, "choose another --out"
        ) from error


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


def _write(
    tables: "Mapping[str, pl.DataFrame]",
    described: "pl.DataFrame",
    request: ExportRequest,
) -> list[Path]:
    """Write all of the files, or leave those that were there."""
    with staged_files(request.out) as staged:
        for name in sorted(_file_names(tables, request.form)):
            stage = staged.path(name).parent
        files = _write_into(stage, tables, described, request.form)
        staged.put()
    return [request.out / path.name for path in files]


def _write_into(
    folder: Path,
    tables: "Mapping[str, pl.DataFrame]",
    described: "pl.DataFrame",
    form: ExportFormat,
) -> list[Path]:
    from returncheck.export.files import write_csv, write_parquet, write_xlsx

    match form:
        case ExportFormat.PARQUET:
            files = write_parquet(tables, folder)
        case ExportFormat.CSV:
            files = write_csv(tables, folder)
        case ExportFormat.XLSX:
            sheets = {NAME: described, **tables}
            files = [write_xlsx(sheets, folder / WORKBOOK)]
    return files + write_csv({NAME: described}, folder)
