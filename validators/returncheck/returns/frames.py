"""A return given as frames in memory, for the public `load_tables`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from returncheck.errors import ConfigError, InputError
from returncheck.files.arrow import frame_of
from returncheck.returns import LAYOUTS
from returncheck.returns.cell_text import mixed_frame, without_blank_rows
from returncheck.returns.contract_findings import ContractFinding, findings_frame
from returncheck.returns.coverage import Coverage
from returncheck.returns.identity import (
    Carried,
    Options,
    check_options,
    identify,
    resolve_authority,
)
from returncheck.returns.kind import ReturnKind
from returncheck.returns.pandas_frames import is_pandas, polars_of
from returncheck.returns.registry import kind_of
from returncheck.returns.source import Batch, ReturnSource
from returncheck.returns.tables import Kind, Layout, Table

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameReader:
    """Gives frames as the one batch of a return."""

    tables: "Mapping[str, pl.DataFrame]"
    unknown_columns: tuple[ContractFinding, ...] = ()

    def batches(self) -> Iterator[Batch]:
        """The frames, as one batch."""
        yield Batch(tables=dict(self.tables))

    def observations(
        self, covered: frozenset[Coverage] = frozenset()
    ) -> "pl.DataFrame":
        """The columns that no layout of the collection has."""
        return findings_frame(list(self.unknown_columns))


def frames_source(
    collection: str,
    tables: Mapping[str, object],
    *,
    authority: str | None,
    year: int | None,
    return_id: str | None,
    file_format: str | None = None,
) -> ReturnSource:
    """A return made of frames.

    Args:
        collection: One of the returns that can be loaded.
        tables: Official table name to a polars, pandas or Arrow frame, or to a
            relation of DuckDB's.
        authority: Three-digit code; None to take it from the tables.
        year: Return year; None to take it from the Header.
        return_id: Any text; None for the usual id.
        file_format: `csv` or `xml`, whose rules hold; None for frames of no file.

    Returns:
        The return, its frames with `row_number` and every official column, as text.

    Raises:
        InputError: No table or an unknown one, or no authority or year.
        ConfigError: An unknown collection, authority or year.
    """
    if collection not in LAYOUTS:
        known = ", ".join(f"'{name}'" for name in LAYOUTS)
        raise ConfigError(
            f"There is no collection '{collection}'. Choose one of {known}."
        )
    layout = LAYOUTS[collection]
    unknown = [name for name in tables if name not in _names(layout)]
    if unknown:
        raise InputError(
            f"The {layout.title} has no table '{unknown[0]}'. "
            f"Its tables are {', '.join(_names(layout))}."
        )
    if not tables:
        raise InputError(
            "The return has no table. "
            f"Give at least one of {', '.join(_names(layout))}."
        )
    given = {
        name: _with_official_names(as_polars(frame), layout.table(name))
        for name, frame in tables.items()
    }
    frames = {
        name: _as_text(frame, layout.table(name), layout)
        for name, frame in given.items()
    }
    kind = kind_of(collection)
    if kind.plain_cells is not None:
        frames = {
            name: kind.plain_cells(name, without_blank_rows(each))
            for name, each in frames.items()
        }
    options = Options(authority=authority, year=year)
    check_options(options, (layout,))
    la_code, return_year = _identity(kind, frames, options)
    label = return_id or _usual_id(kind, la_code, return_year, frames)
    return ReturnSource(
        collection=collection,
        la_code=la_code,
        return_year=return_year,
        return_id=label,
        source_name=label,
        files=(),
        present_tables=tuple(frames),
        derived_columns=derived_columns(layout, given),
        file_format=file_format,
        reader=FrameReader(
            tables=frames, unknown_columns=_unknown_columns(layout, given)
        ),
    )


def _names(layout: Layout) -> list[str]:
    return [table.name for table in layout.tables]


def _unknown_columns(
    layout: Layout, given: "Mapping[str, pl.DataFrame]"
) -> tuple[ContractFinding, ...]:
    """One finding a column that its table does not have; it is not kept."""
    return tuple(
        ContractFinding(
            check_id=f"contract:{layout.collection}.unknown_column",
            severity="error",
            table_name=name,
            field=column,
            message=(
                f"{name} has the unknown column {column}, which is not read. "
                "Correct its name or leave it out."
            ),
        )
        for name, frame in given.items()
        for column in frame.columns
        if column not in {known.name for known in layout.table(name).columns}
    )


def derived_columns(
    layout: Layout, given: "Mapping[str, pl.DataFrame]"
) -> tuple[tuple[str, str], ...]:
    """Table and column of each derived column that the frames have."""
    return tuple(
        (name, column.name)
        for name, frame in given.items()
        for column in layout.table(name).columns
        if column.derived and column.name in frame.columns
    )


def _with_official_names(given: "pl.DataFrame", table: Table) -> "pl.DataFrame":
    """A frame whose columns have their official names; an alias stands behind those."""
    names = {
        alias: column.name
        for column in table.columns
        for alias in column.aliases
        if alias in given.columns and column.name not in given.columns
    }
    return given.rename(names)


def _as_text(given: "pl.DataFrame", table: Table, layout: Layout) -> "pl.DataFrame":
    import polars as pl

    official = [column.name for column in table.columns]
    columns = []
    for name in official:
        if name in given.columns:
            kind = table.column(name).kind
            text = text_of(
                name, given.schema[name], day_first=kind is Kind.DAY_FIRST_DATE
            )
            if not layout.keeps_empty_text:
                text = pl.when(text != "").then(text)
            columns.append(text.alias(name))
        else:
            # Raw holds empty text, not null, in the episode id of a table that came
            # without the column: such ids count as one episode.
            empty = "" if name == table.episode_id else None
            columns.append(pl.lit(empty, dtype=pl.String).alias(name))
    numbered = given.with_row_index("__row__", offset=1)
    return numbered.select(
        pl.col("__row__").cast(pl.Int64).alias("row_number"), *columns
    )


def as_polars(frame: object) -> "pl.DataFrame":
    """A frame of any kind in polars.

    Args:
        frame: A polars, pandas or Arrow frame, or columns or records in Python.

    Returns:
        The same rows; as text where the cells of a column are of several kinds.

    Raises:
        InputError: A single column of Arrow.
    """
    import polars as pl

    if isinstance(frame, pl.LazyFrame):
        return frame.collect()
    if isinstance(frame, pl.DataFrame):
        return frame
    if is_pandas(frame):
        return polars_of(frame)
    if isinstance(frame, Mapping | list):
        try:
            return pl.DataFrame(frame, infer_schema_length=None)
        except (TypeError, pl.exceptions.PolarsError):
            return mixed_frame(frame)
    if type(frame).__name__ == "DuckDBPyRelation":
        # Its connection stays open: its rows may be in a table of the same process.
        return frame_of(cast("Any", frame))
    converted = pl.from_arrow(cast("Any", frame))
    if isinstance(converted, pl.Series):
        raise InputError("A table has to be a frame, not a single column.")
    return converted


def text_of(name: str, dtype: "pl.DataType", *, day_first: bool = False) -> "pl.Expr":
    """A column as the text a file would hold: whole floats without `.0`.

    Args:
        name: The column.
        dtype: Its type.
        day_first: Whether a day is written DD/MM/YYYY, and not YYYY-MM-DD.

    Returns:
        An expression of text; NaN is null.
    """
    import polars as pl

    column = pl.col(name)
    if dtype == pl.Boolean:
        return pl.when(column).then(pl.lit("true")).when(~column).then(pl.lit("false"))
    if dtype.is_float():
        whole = column.is_finite() & (column == column.floor())
        shown = (
            pl.when(whole)
            .then(column.cast(pl.Int64, strict=False).cast(pl.String))
            .otherwise(column.cast(pl.String))
        )
        return pl.when(column.is_not_nan()).then(shown)
    day = "%d/%m/%Y" if day_first else "%Y-%m-%d"
    if dtype == pl.Date:
        return column.dt.strftime(day)
    if isinstance(dtype, pl.Datetime):
        midnight = column.dt.time() == pl.time(0, 0)
        return (
            pl.when(midnight)
            .then(column.dt.strftime(day))
            .otherwise(column.dt.strftime("%Y-%m-%dT%H:%M:%S"))
        )
    return column.cast(pl.String)


def _identity(
    kind: ReturnKind, frames: "Mapping[str, pl.DataFrame]", options: Options
) -> tuple[str, int | None]:
    told = _first_row(kind, frames)
    columns = kind.identity
    carried = Carried(
        where="The frames" if columns is None else f"The frame {columns.table}",
        la_code=None if options.authority else told.get("authority"),
        year=None if options.year else told.get("year"),
    )
    if kind.layout.first_year is None:
        return resolve_authority(carried, options), None
    found = identify(carried, options, kind.layout)
    return found.la_code, found.return_year


def _first_row(
    kind: ReturnKind, frames: "Mapping[str, pl.DataFrame]"
) -> Mapping[str, str | None]:
    """What the first row of the telling table says: authority, year and report."""
    columns = kind.identity
    frame = None if columns is None else frames.get(columns.table)
    if columns is None or frame is None or frame.is_empty():
        return {}
    first = frame.row(0, named=True)
    return {
        "authority": first[columns.authority],
        "year": None if columns.year is None else first[columns.year],
        "report": None if columns.report is None else first[columns.report],
    }


def _usual_id(
    kind: ReturnKind,
    la_code: str,
    year: int | None,
    frames: "Mapping[str, pl.DataFrame]",
) -> str:
    if year is not None:
        return f"{kind.collection}-{la_code}-{year}"
    report = _first_row(kind, frames).get("report")
    return f"{kind.collection}-{la_code}-{report or 'report'}"
