"""Works out where placements are, from the postcodes of a return's episodes.

What the return brings itself is taken as it is. What cannot be known is missing, and
one finding says for how many episodes and why.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import polars as pl

from returncheck.returns.contract_findings import ContractFinding, findings_frame
from returncheck.returns.coverage import Coverage
from returncheck.returns.source import Batch, ReturnSource, TableReader
from returncheck.returns.ssda903.layout import LAYOUT
from returncheck.returns.ssda903.places import NORTHERN_IRELAND, Places, places_of
from returncheck.returns.ssda903.postcodes import (
    INSTALL,
    Directory,
    installed_directory,
    squeezed,
)

EPISODES: Final = "Episodes"
PROVIDERS: Final = "ProviderInfo"
DIRECTORY: Final = "PostcodeDirectory"

_AUTHORITY: Final = "PL_LA"
_LOCATION: Final = "PL_LOCATION"
_DISTANCE: Final = "PL_DISTANCE"
_CODE: Final = "LA_CODE_INFERRED"
_NAME: Final = "LA_NAME_INFERRED"
_INFERRED: Final = (_CODE, _NAME)
_DERIVED: Final = (_AUTHORITY, _LOCATION, _DISTANCE)
_METRES: Final = 1_000
_KILOMETRES_A_MILE: Final = 1.6093
_NOT_DERIVED: Final = "not_derived"

_Column: TypeAlias = tuple[str, str]
"""A table and a column of it."""


def with_geography(source: ReturnSource) -> ReturnSource:
    """A return with the geography of its placements, where that can be worked out.

    Args:
        source: A return that is about to be read.

    Returns:
        The same with those of the three columns that it lacks, and with the postcodes
        of it that the directory has. Without the directory as it is, with a finding
        that says so; a return with a directory of its own unchanged.
    """
    has_providers = PROVIDERS in source.present_tables
    has_episodes = EPISODES in source.present_tables
    lacking = tuple(
        (table, name)
        for table, names in (
            (EPISODES, _DERIVED if has_episodes else ()),
            (PROVIDERS, _INFERRED if has_providers else ()),
        )
        for name in names
        if (table, name) not in source.derived_columns
    )
    is_needed = has_episodes or lacking
    if not is_needed or DIRECTORY in source.present_tables:
        return source
    directory = installed_directory()
    if directory is None:
        return replace(source, reader=Unplaced(source.reader, lacking))
    present = {*source.present_tables, *((DIRECTORY,) if has_episodes else ())}
    return replace(
        source,
        reader=Placed(
            source.reader, directory, places_of(source.la_code, directory), lacking
        ),
        present_tables=tuple(
            table.name for table in LAYOUT.tables if table.name in present
        ),
        derived_columns=(*source.derived_columns, *lacking),
    )


class Unplaced:
    """Reads a return without a directory, and says so."""

    def __init__(self, reader: TableReader, lacking: tuple[_Column, ...]) -> None:
        self._reader = reader
        self._lacking = lacking

    def batches(self) -> Iterator[Batch]:
        """The rows as they are."""
        return self._reader.batches()

    def observations(self, covered: frozenset[Coverage] = frozenset()) -> pl.DataFrame:
        """What the reader saw, and that postcodes were not looked up."""
        names = "".join(f"{name}, " for _, name in self._lacking)
        finding = ContractFinding(
            check_id=f"contract:{LAYOUT.collection}.{DIRECTORY}.POSTCODE.{_NOT_DERIVED}",
            severity="info",
            field="POSTCODE",
            message=(
                f"The rules that need {names or 'the postcode directory, '}"
                "or look up postcodes, were not run: the postcode directory is not "
                f"installed. Install it and check again: {INSTALL}"
            ),
        )
        seen = self._reader.observations(covered)
        return pl.concat([seen, findings_frame([finding])])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """Why a column is missing in some episodes.

    Attributes:
        column: The column.
        why: The reason, after "in 3 episodes".
        advice: What to do.
    """

    column: str
    why: str
    advice: str


_GAPS: Final = {
    "unmatched": _Gap(
        column=_AUTHORITY,
        why="the placement postcode is not in the national directory",
        advice="Correct it, or leave it if it is newer than the directory",
    ),
    "nowhere": _Gap(
        column=_AUTHORITY,
        why="the directory gives no authority in the United Kingdom for the postcode",
        advice="Check the postcode; it may be no longer in use",
    ),
    "shared": _Gap(
        column=_LOCATION,
        why=(
            "the placement is in an authority that lies in the former area of this one "
            "only in part"
        ),
        advice="Look at these placements yourself",
    ),
    "one_end": _Gap(
        column=_DISTANCE,
        why="the home postcode is not in the national directory",
        advice="Correct it, or leave it if it is newer than the directory",
    ),
    "off_grid": _Gap(
        column=_DISTANCE,
        why="one of the postcodes is in Northern Ireland, whose grid is another",
        advice="Nothing has to be done",
    ),
    "no_grid": _Gap(
        column=_DISTANCE,
        why="the directory gives no coordinates for one of the postcodes",
        advice="Check the postcodes; one may be no longer in use",
    ),
}


class Placed:
    """Reads a return and fills in where its placements are."""

    def __init__(
        self,
        reader: TableReader,
        directory: Directory,
        places: Places,
        lacking: tuple[_Column, ...],
    ) -> None:
        """Begin with nothing looked up.

        Args:
            reader: What reads the return.
            directory: The postcode directory.
            places: The authorities of areas.
            lacking: Tables and columns to fill in.
        """
        self._reader = reader
        self._directory = directory
        self._places = places
        self._lacking = lacking
        # Number of episodes, and the first row, by gap.
        self._gaps: dict[str, tuple[int, int]] = {}

    def batches(self) -> Iterator[Batch]:
        """The rows, then the postcodes of them that the directory has."""
        self._gaps = {}
        matched: set[str] = set()
        for batch in self._reader.batches():
            tables = dict(batch.tables)
            if EPISODES in tables:
                placed = self._placed(tables[EPISODES])
                for end in ("home", "placement"):
                    found = placed.filter(pl.col(f"{end}_found"))[f"{end}_postcode"]
                    matched |= set(found.to_list())
                self._count_gaps(placed)
                tables[EPISODES] = placed.select(tables[EPISODES].columns)
            if PROVIDERS in tables:
                tables[PROVIDERS] = self._inferred(tables[PROVIDERS])
            yield Batch(tables=tables)
        if matched:
            yield Batch(tables={DIRECTORY: _numbered(sorted(matched))})

    def observations(self, covered: frozenset[Coverage] = frozenset()) -> pl.DataFrame:
        """What the reader saw, and where what was looked up is missing."""
        findings = [
            self._finding(_GAPS[name], *self._gaps[name])
            for name in _GAPS
            if name in self._gaps and (EPISODES, _GAPS[name].column) in self._lacking
        ]
        seen = self._reader.observations(covered)
        return pl.concat([seen, findings_frame(findings)])

    def _placed(self, episodes: pl.DataFrame) -> pl.DataFrame:
        """Episodes with the columns filled in, and what they were worked out from."""
        ends = episodes.with_columns(
            squeezed("HOME_POST").alias("home_postcode"),
            squeezed("PL_POST").alias("placement_postcode"),
        )
        wanted = pl.concat([ends["home_postcode"], ends["placement_postcode"]])
        places = self._directory.places(wanted)
        for end in ("home", "placement"):
            here = places.rename({name: f"{end}_{name}" for name in places.columns})
            ends = ends.join(
                here.with_columns(pl.lit(value=True).alias(f"{end}_found")),
                on=f"{end}_postcode",
                how="left",
                maintain_order="left",
            ).with_columns(pl.col(f"{end}_found").fill_null(value=False))
        worked_out = ends.with_columns(
            self._places.authority("placement_area").alias("_authority"),
            _distance().alias("_distance"),
        ).with_columns(
            self._places.location("placement_area", "_authority").alias("_location")
        )
        names = zip(_DERIVED, ("_authority", "_location", "_distance"), strict=True)
        return worked_out.with_columns(
            pl.col(made).alias(name)
            for name, made in names
            if (EPISODES, name) in self._lacking
        )

    def _inferred(self, providers: pl.DataFrame) -> pl.DataFrame:
        """Providers with the authority that their postcode lies in."""
        keyed = providers.with_columns(squeezed("POSTCODE").alias("postcode"))
        places = self._directory.places(keyed["postcode"])
        code = self._places.authority("area")
        name = code.replace_strict(
            self._places.names, default=None, return_dtype=pl.String
        )
        made = zip(_INFERRED, (code, name), strict=True)
        return (
            keyed.join(places, on="postcode", how="left", maintain_order="left")
            .with_columns(
                each.alias(column)
                for column, each in made
                if (PROVIDERS, column) in self._lacking
            )
            .select(providers.columns)
        )

    def _count_gaps(self, placed: pl.DataFrame) -> None:
        is_given = pl.col("placement_postcode").is_not_null()
        is_both = pl.col("home_found") & pl.col("placement_found")
        has_no_distance = is_both & pl.col("_distance").is_null()
        where = {
            "unmatched": is_given & ~pl.col("placement_found"),
            "nowhere": pl.col("placement_found") & pl.col("_authority").is_null(),
            "shared": pl.col("_authority").is_in(self._places.shared),
            "one_end": pl.col("home_postcode").is_not_null()
            & ~pl.col("home_found")
            & pl.col("placement_found"),
            "off_grid": has_no_distance & _is_off_grid(),
            "no_grid": has_no_distance & ~_is_off_grid(),
        }
        for name, condition in where.items():
            rows = placed.filter(condition)["row_number"]
            if rows.len():
                count, first = self._gaps.get(name, (0, int(rows[0])))
                self._gaps[name] = (count + rows.len(), first)

    def _finding(self, gap: _Gap, count: int, first: int) -> ContractFinding:
        noun = "episode" if count == 1 else "episodes"
        also = f" and {_LOCATION}" if gap.column == _AUTHORITY else ""
        return ContractFinding(
            check_id=(
                f"contract:{LAYOUT.collection}.{EPISODES}.{gap.column}.{_NOT_DERIVED}"
            ),
            severity="info",
            table_name=EPISODES,
            field=gap.column,
            value=str(count),
            message=(
                f"{gap.column}{also} could not be worked out in {count:,} {noun}, "
                f"first in row {first}: {gap.why}. Rules that need it are not run "
                f"there. {gap.advice}."
            ),
        )


def _is_off_grid() -> pl.Expr:
    """Whether one end alone lies in Northern Ireland."""
    home, placement = (
        pl.col(f"{end}_area").str.starts_with(NORTHERN_IRELAND).fill_null(value=False)
        for end in ("home", "placement")
    )
    return home != placement


def _distance() -> pl.Expr:
    """Miles between home and placement as text with one decimal; null if not known."""
    east = pl.col("home_easting") - pl.col("placement_easting")
    north = pl.col("home_northing") - pl.col("placement_northing")
    miles = (east.pow(2) + north.pow(2)).sqrt() / _METRES / _KILOMETRES_A_MILE
    return pl.when(~_is_off_grid()).then(miles.round(1).cast(pl.String))


def _numbered(postcodes: list[str]) -> pl.DataFrame:
    numbers = pl.int_range(1, len(postcodes) + 1, dtype=pl.Int64, eager=True)
    return pl.DataFrame(
        [numbers.alias("row_number"), pl.Series("POSTCODE", postcodes, pl.String)]
    )
