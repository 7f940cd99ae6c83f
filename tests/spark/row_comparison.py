"""The rows of a table on two engines, held against each other."""

from dataclasses import dataclass

import duckdb

CLOSE = 1e-10
"""How far two sums of the same doubles in another order may be apart, of their size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two tables say.

    Attributes:
        rows: How many rows each has.
        unlike: Columns that are not equal in every row, or doubles that are further
            apart than `CLOSE`.
        last_digits: Columns of doubles that are equal but for their last digits.
    """

    rows: tuple[int, int]
    unlike: tuple[str, ...] = ()
    last_digits: tuple[str, ...] = ()

    @property
    def is_equal(self) -> bool:
        """Whether all rows are equal, doubles up to their last digits."""
        return self.rows[0] == self.rows[1] and not self.unlike


def compare(connection: duckdb.DuckDBPyConnection, one: str, other: str) -> Comparison:
    """Hold two tables against each other, whatever order their rows are in.

    Args:
        connection: What reads both.
        one: A table, as it stands behind `from`.
        other: Another one with the same columns.
    """
    kinds = connection.execute(f"describe select * from {one}").fetchall()
    names = ", ".join(f'"{name}"' for name, *_ in kinds)
    casts = ", ".join(
        f'cast("{name}" as {kind}) as "{name}"' for name, kind, *_ in kinds
    )
    count = f"select count(*) from {one} union all select count(*) from {other}"
    rows = tuple(number for (number,) in connection.execute(count).fetchall())
    if rows[0] != rows[1]:
        return Comparison(rows=rows)
    (apart,) = connection.execute(
        f"select count(*) from (select {names} from {one} "
        f"except all select {casts} from {other})"
    ).fetchone()
    if not apart:
        return Comparison(rows=rows)
    # In the order of what is exact, doubles stand beside their like.
    doubles = [name for name, kind, *_ in kinds if kind == "DOUBLE"]
    exact = [name for name, kind, *_ in kinds if kind != "DOUBLE"]
    order = ", ".join(f'"{name}"' for name in (*exact, *doubles))
    for table, source in (("one", one), ("other", other)):
        connection.execute(
            f"create or replace temp table rows_of_{table} as select {casts}, "
            f"row_number() over (order by {order}) as place_ from {source}"
        )
    unlike = [name for name in exact if _differing(connection, name)]
    digits = [name for name in doubles if _differing(connection, name)]
    far = [name for name in digits if _differing(connection, name, CLOSE)]
    return Comparison(
        rows=rows,
        unlike=(*unlike, *far),
        last_digits=tuple(name for name in digits if name not in far),
    )


def _differing(
    connection: duckdb.DuckDBPyConnection, name: str, within: float | None = None
) -> int:
    unlike = f'one."{name}" is distinct from other."{name}"'
    if within is not None:
        unlike = (
            f'({unlike}) and coalesce(abs(one."{name}" - other."{name}") '
            f'> {within} * greatest(1, abs(one."{name}")), true)'
        )
    (number,) = connection.execute(
        "select count(*) from rows_of_one as one join rows_of_other as other "
        f"using (place_) where {unlike}"
    ).fetchone()
    return number
