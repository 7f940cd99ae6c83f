"""The tables about areas that an import brings up to date, and what each is made of."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from returncheck.project import project_root
from returncheck.settings.imported_authorities import COLUMNS as OF_AUTHORITY
from returncheck.settings.imported_authorities import FILE_NAME as AUTHORITY_FILE


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaTable:
    """One table.

    Attributes:
        name: Its raw table, without the schema.
        file_name: Its file in the folder of imported figures.
        seed: The seed that ships, below `seeds/areas`, without the ending.
        columns: The columns of the seed.
        key: Those that name a row.
    """

    name: str
    file_name: str
    seed: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def kept_columns(self) -> tuple[str, ...]:
        """The columns of its file and of its raw table."""
        return (*self.columns, "source")

    def empty(self) -> pl.DataFrame:
        """Its file without a row."""
        return pl.DataFrame(schema=dict.fromkeys(self.kept_columns, pl.String))

    def shipped(self) -> pl.DataFrame:
        """The rows that ship, all text."""
        path = project_root() / "seeds" / "areas" / f"{self.seed}.csv"
        return pl.read_csv(path, infer_schema=False, null_values="").select(
            self.columns
        )


AUTHORITIES: Final = AreaTable(
    name="authority_updates",
    file_name=AUTHORITY_FILE,
    seed="rc_authorities",
    columns=OF_AUTHORITY,
    key=("la_code",),
)

POPULATIONS: Final = AreaTable(
    name="population_updates",
    file_name="population_updates.csv",
    seed="rc_population_0_17",
    columns=("mid_year", "area_type", "area_code", "population_0_17"),
    key=("mid_year", "area_code"),
)

NEIGHBOURS: Final = AreaTable(
    name="neighbour_updates",
    file_name="neighbour_updates.csv",
    seed="rc_statistical_neighbours",
    columns=("model", "la_code", "rank", "neighbour_code", "closeness"),
    key=("model", "la_code", "rank"),
)

TABLES: Final = (AUTHORITIES, POPULATIONS, NEIGHBOURS)

FILE_NAMES: Final = tuple(table.file_name for table in TABLES)
"""The files of a folder that hold what was imported about areas."""
