"""What has changed in the raw tables since the last build that came to its end.

A build notes what it was made from: each return with a digest of its entry in the
register, which is another one after each loading, and each table of settings with a
digest of its rows. A build under way has noted nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from returncheck.returns import LAYOUTS
from returncheck.warehouse.connection import transaction
from returncheck.warehouse.raw_schema import raw_tables
from returncheck.warehouse.register import NO_RETURN

if TYPE_CHECKING:
    import duckdb

_OF_BUILDS: Final = frozenset(
    {"built_reference", "built_in", "built_returns", "built_settings"}
    | {"unfinished_build", "rule_errors"}
)
"""What a build writes, and no model reads but for rules that cannot run."""

_LA_CODE: Final = "la_code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is not as it was at the last build.

    Attributes:
        returns: Returns that were loaded, changed or taken out since.
        together: These and all others of the same authorities, loaded or taken out: no
            other return has a row that follows from a row of theirs.
        is_all: Whether no return is loaded but these.
        tables: Raw tables whose rows of `returns` may be others.
        settings: Raw tables of settings whose rows are others.
    """

    returns: frozenset[str]
    together: frozenset[str]
    is_all: bool
    tables: frozenset[str]
    settings: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noted:
    """A return as it is, or was, noted.

    Attributes:
        collection: What kind of return it is.
        la_codes: The authorities that it, or a row of it, is of.
        state: A digest of its entry in the register.
    """

    collection: str
    la_codes: frozenset[str]
    state: str


def forget_built(connection: "duckdb.DuckDBPyConnection") -> None:
    """Begin a build: what stands there is in between until it ends."""
    with transaction(connection):
        _forget(connection)


def note_built(connection: "duckdb.DuckDBPyConnection") -> None:
    """Note what everything is built from, unless a rule could not run.

    Args:
        connection: An open connection, inside a transaction.
    """
    _forget(connection)
    if connection.execute("select 1 from raw.rule_errors limit 1").fetchone():
        return
    for return_id, noted in _returns(connection).items():
        connection.execute(
            "insert into raw.built_returns values (?, ?, ?, ?)",
            [
                *(return_id, noted.collection),
                *(",".join(sorted(noted.la_codes)), noted.state),
            ],
        )
    for name, state in _settings(connection).items():
        connection.execute(
            "insert into raw.built_settings values (?, ?)", [name, state]
        )


def changes(connection: "duckdb.DuckDBPyConnection") -> Changes | None:
    """What has changed since the last build; None where that is not known.

    Args:
        connection: An open connection.
    """
    rows = connection.execute("from raw.built_settings").fetchall()
    before_settings: dict[str, str] = dict(rows)
    if not before_settings:
        return None
    now, settings = _returns(connection), _settings(connection)
    rows = connection.execute("from raw.built_returns").fetchall()
    before = {
        return_id: _Noted(
            collection=collection, la_codes=frozenset(codes.split(",")), state=state
        )
        for return_id, collection, codes, state in rows
    }
    changed = frozenset(
        each for each in {*before, *now} if before.get(each) != now.get(each)
    )
    together = _together(connection, changed, (*before.items(), *now.items()))
    return Changes(
        returns=changed,
        together=together,
        is_all=together.issuperset(now),
        tables=frozenset(
            name
            for each in changed
            for noted in (before.get(each), now.get(each))
            if noted is not None
            for name in _tables_of(noted.collection)
        ),
        settings=frozenset(
            each
            for each in {*before_settings, *settings}
            if before_settings.get(each) != settings.get(each)
        ),
    )


def tables_of_returns() -> frozenset[str]:
    """The raw tables whose rows belong to returns."""
    return frozenset(
        name
        for name, columns in raw_tables().items()
        if columns[0].split()[0] == "return_id" and name not in _OF_BUILDS
    )


def _tables_of(collection: str) -> Iterator[str]:
    """The raw tables that hold rows of returns of a collection."""
    of_others = {
        layout.raw_table(table.name).removeprefix("raw.")
        for layout in LAYOUTS.values()
        if layout.collection != collection
        for table in layout.tables
    }
    yield from tables_of_returns() - of_others


def _forget(connection: "duckdb.DuckDBPyConnection") -> None:
    connection.execute("delete from raw.built_settings")
    connection.execute("delete from raw.built_returns")


def _returns(connection: "duckdb.DuckDBPyConnection") -> Mapping[str, _Noted]:
    """The returns that are loaded."""
    rows = connection.execute(
        "select return_id, collection, la_code, cast(hash(returns) as varchar) "
        "from raw.returns"
    ).fetchall()
    codes = {return_id: {la_code} for return_id, _, la_code, _ in rows}
    for table in _tables_with_authorities():
        found = connection.execute(
            f"select distinct return_id, {_LA_CODE} from {table}"
        ).fetchall()
        for return_id, la_code in found:
            if la_code and return_id in codes:
                codes[return_id].add(la_code)
    noted = _noted_of_returns(connection)
    return {
        return_id: _Noted(
            collection=collection,
            la_codes=frozenset(codes[return_id]),
            state=f"{state} {noted.get(return_id, '')}",
        )
        for return_id, collection, _, state in rows
    }


def _noted_of_returns(connection: "duckdb.DuckDBPyConnection") -> Mapping[str, str]:
    """A digest of what is noted of each return beside its records.

    Some of it changes without a loading, such as which indicators are unknown.
    """
    of_records = {
        layout.raw_table(table.name).removeprefix("raw.")
        for layout in LAYOUTS.values()
        for table in layout.tables
    }
    digests = " union all ".join(
        f"select return_id, '{name}' as name, "
        f"concat(count(*), ' ', sum(cast(hash(given) as hugeint))) as digest "
        f"from raw.{name} as given group by return_id"
        for name in sorted(tables_of_returns() - of_records - {"returns"})
    )
    rows = connection.execute(
        "select return_id, string_agg(concat(name, ' ', digest), ',' order by name) "
        f"from ({digests}) where return_id is not null group by return_id"
    ).fetchall()
    return dict(rows)


def _tables_with_authorities() -> Iterator[str]:
    """The raw tables of returns whose rows name the authority that they are of."""
    for layout in LAYOUTS.values():
        for table in layout.tables:
            if any(column.name == _LA_CODE for column in table.columns):
                yield layout.raw_table(table.name)


def _settings(connection: "duckdb.DuckDBPyConnection") -> Mapping[str, str]:
    """A digest of each table of settings, whatever the order of its rows."""
    names = sorted(raw_tables().keys() - _OF_BUILDS - tables_of_returns())
    query = " union all ".join(
        f"select '{name}', concat(count(*), ' ', sum(cast(hash(given) as hugeint))) "
        f"from raw.{name} as given"
        for name in names
    )
    return dict(connection.execute(query).fetchall())


def _together(
    connection: "duckdb.DuckDBPyConnection",
    changed: frozenset[str],
    noted: Iterable[tuple[str, _Noted]],
) -> frozenset[str]:
    """Returns and all that share an authority, or look back on one of them by name."""
    of_return: dict[str, set[str]] = defaultdict(set)
    of_link: dict[str, set[str]] = defaultdict(set)
    for return_id, each in noted:
        for la_code in each.la_codes:
            of_return[return_id].add(f"authority {la_code}")
            of_link[f"authority {la_code}"].add(return_id)
    named = connection.execute(
        "select return_id, previous_return_id from raw.returns "
        "where previous_return_id <> ?",
        [NO_RETURN],
    ).fetchall()
    for return_id, previous in named:
        for each in (return_id, previous):
            of_return[each].add(f"return {previous}")
            of_link[f"return {previous}"].add(each)
    found: set[str] = set()
    waiting = set(changed)
    while waiting:
        found |= waiting
        links = set().union(*(of_return[each] for each in waiting))
        waiting = set().union(*(of_link[link] for link in links)) - found
    return frozenset(found)
