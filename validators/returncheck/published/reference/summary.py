"""What is said of a file about areas: figures of areas, never of a child."""

from collections.abc import Iterator, Mapping
from statistics import fmean

import polars as pl

from returncheck.catalogue.authorities import Authority
from returncheck.published.reference.held import ENGLAND, is_in_being, regions_of
from returncheck.published.reference.population_files import Estimates
from returncheck.published.reference.sheet import listed
from returncheck.published.reference.taking import Taken

_TOLD = 0.01
_JUMP = 0.1


def authority_lines(taken: Taken, *, revise: bool) -> Iterator[str]:
    """What is said of a file of authorities.

    Args:
        taken: What became of its rows.
        revise: Whether revised rows are taken.
    """
    yield f"authorities: {_standings(taken)}"
    held = taken.held.get_column("la_code")
    for row in taken.added.iter_rows(named=True):
        name = f"{row['la_code']} {row['la_name']}"
        if row["la_code"] in held:
            yield f"{name}: ends with {row['last_year']}"
        else:
            ends = f" to {row['last_year']}" if row["last_year"] else ""
            yield f"{name}: new, from {row['first_year']}{ends}, {row['region_name']}"
    yield from _revisions(taken, revise=revise, noun="authority", nouns="authorities")
    for row in taken.revised.iter_rows(named=True):
        before = taken.held.filter(pl.col("la_code") == row["la_code"]).row(
            0, named=True
        )
        changes = [
            f"{name} from {before[name] or 'none'} to {row[name] or 'none'}"
            for name in taken.table.columns
            if row[name] != before[name]
        ]
        yield f"  {row['la_code']}: {', '.join(changes)}"


def neighbour_lines(taken: Taken, lacking: list[str], *, revise: bool) -> Iterator[str]:
    """What is said of a file of neighbours.

    Args:
        taken: What became of its rows.
        lacking: Authorities in being in the year of the model that are not in it.
        revise: Whether a revised model is taken.
    """
    rows = pl.concat([taken.added, taken.same, taken.revised])
    model = rows.get_column("model").item(0)
    count = rows.get_column("la_code").n_unique()
    yield f"statistical neighbours: model of {model}, {_counted(count, 'authority')}"
    if not taken.same.is_empty():
        yield "as held"
    else:
        yield from _alike(rows, taken.held, model)
    if lacking:
        yield f"not in the model: {listed(lacking)}"
    if not taken.revised.is_empty():
        yield (
            f"the model of {model} that is held is another one; "
            + ("replaced" if revise else "not taken; take it with --take-revisions")
        )


def _alike(rows: pl.DataFrame, held: pl.DataFrame, model: str) -> Iterator[str]:
    """How many neighbours are those of the model before, or of the one held."""
    models = [each for each in held.get_column("model").unique() if each <= model]
    if not models:
        return
    before = max(models)
    key = ["la_code", "neighbour_code"]
    older = held.filter(pl.col("model") == before).select(key)
    both = rows.select(key).join(
        older.select("la_code").unique(), on="la_code", how="semi"
    )
    if both.is_empty():
        return
    counts = (
        both.join(older.with_columns(is_same=pl.lit(value=True)), on=key, how="left")
        .group_by("la_code")
        .agg(pl.col("is_same").fill_null(value=False).sum())
        .get_column("is_same")
    )
    changed = int((counts < 10).sum())
    yield (
        f"against the model of {before}: {fmean(counts):.1f} of 10 the same on "
        f"average; {changed} of {_counted(counts.len(), 'authority')} changed"
    )


def estimate_lines(
    taken: Taken, found: Estimates, known: Mapping[str, Authority], *, revise: bool
) -> Iterator[str]:
    """What is said of a file of estimates.

    Args:
        taken: What became of its rows.
        found: What the file holds.
        known: Every known authority.
        revise: Whether revised estimates are taken.
    """
    years = sorted(found.rows.get_column("mid_year").unique())
    span = f"mid-{years[0]}" + (f" to mid-{years[-1]}" if len(years) > 1 else "")
    yield f"children aged 0 to 17: {span}, {_standings(taken)}"
    yield from _changes(taken)
    if found.added_up:
        yield f"added up from their authorities: {listed(sorted(found.added_up))}"
    yield from _without(found.rows, years[-1], known)
    yield from _revisions(taken, revise=revise, noun="estimate", nouns="estimates")
    if found.unknown:
        yield f"left out, authorities not known: {listed(sorted(found.unknown))}"
    if found.passed_over:
        yield f"passed over: {_counted(len(found.passed_over), 'other area')}"


def _changes(taken: Taken) -> Iterator[str]:
    """How far new estimates are from those before them, usually of a year earlier."""
    key = ["area_code", "mid_year"]
    number = pl.col("population_0_17").cast(pl.Int64)
    fresh = pl.concat([taken.added, taken.revised])
    every = pl.concat([fresh, taken.held.join(fresh, on=key, how="anti")])
    earlier = every.select(
        "area_code", pl.col("mid_year").alias("mid_year_before"), number.alias("before")
    )
    change = (pl.col("after") - pl.col("before")) / pl.col("before")
    beside = (
        fresh.select(*key, number.alias("after"))
        .join(earlier, on="area_code", how="inner")
        .filter(pl.col("mid_year_before") < pl.col("mid_year"))
        .sort("mid_year_before")
        .unique(key, keep="last", maintain_order=True)
        .with_columns(change.alias("change"))
        .sort("mid_year", pl.col("change").abs(), descending=True)
    )
    if beside.is_empty():
        return
    newest, before = beside.select("mid_year", "mid_year_before").row(0)
    shown = beside.filter(pl.col("mid_year") == newest)
    moved = shown.filter(pl.col("change").abs() > _TOLD)
    yield (
        f"mid-{newest} against mid-{before}: {moved.height} of "
        f"{_counted(shown.height, 'area')} changed by more than 1%"
    )
    jumps = beside.filter(pl.col("change").abs() > _JUMP)
    if not jumps.is_empty():
        told = [
            f"{code} of mid-{year} from {before:,} to {after:,} ({change:+.0%})"
            for code, year, after, _, before, change in jumps.rows()
        ]
        yield f"changed by more than 10%, check: {listed(told)}"


def _without(
    rows: pl.DataFrame, year: str, known: Mapping[str, Authority]
) -> Iterator[str]:
    """Areas in being that the newest year of a file has no estimate of."""
    of_return = int(year) + 1
    there = set(rows.filter(pl.col("mid_year") == year).get_column("area_code"))
    codes = [code for code, each in known.items() if is_in_being(each, of_return)]
    lacking = sorted({*codes, *regions_of(known), ENGLAND} - there)
    if lacking:
        yield f"no estimate of mid-{year} for {listed(lacking)}"


def release_lines(
    new: pl.DataFrame, estimates: Taken, *, are_taken: bool
) -> Iterator[str]:
    """What is said of a release beside its figures.

    Args:
        new: Authorities that it names and the project does not know.
        estimates: What became of the population that it prints.
        are_taken: Whether the authorities are taken in.
    """
    for row in new.iter_rows(named=True):
        name = f"{row['la_code']} {row['la_name']}, {row['region_name']}"
        if row["hindrance"] is not None:
            yield f"new authority {name}, cannot be taken in: {row['hindrance']}"
        elif are_taken:
            yield f"new authority taken in: {name}, from {row['first_year']}"
        else:
            yield f"new authority: {name}; take it in with --take-areas"
    if not estimates.added.is_empty():
        years = sorted(estimates.added.get_column("mid_year").unique())
        yield (
            f"children aged 0 to 17, as its rates use them: "
            f"{_counted(estimates.added.height, 'estimate')} of "
            f"{listed([f'mid-{year}' for year in years])} taken"
        )
        yield from _changes(estimates)
    if not estimates.revised.is_empty():
        yield (
            "children aged 0 to 17: other than held, which stays: "
            f"{_counted(estimates.revised.height, 'estimate')}; to replace them import "
            "the estimates as CSV"
        )


def _standings(taken: Taken) -> str:
    return (
        f"{taken.added.height:,} added, {taken.same.height:,} as held, "
        f"{taken.revised.height:,} revised"
    )


def _revisions(taken: Taken, *, revise: bool, noun: str, nouns: str) -> Iterator[str]:
    count = taken.revised.height
    if count:
        remedy = "taken" if revise else "not taken; take them with --take-revisions"
        yield f"{count:,} {noun if count == 1 else nouns} revised, {remedy}"


def _counted(count: int, noun: str) -> str:
    if count == 1:
        return f"{count} {noun}"
    return f"{count:,} {noun[:-1]}ies" if noun.endswith("y") else f"{count:,} {noun}s"
