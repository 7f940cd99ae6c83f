"""A public export of two small authorities, attacked with all that it shows.

Every child is made up. The true counts come from the database, which the attacker does
not see; the attacker sees the files.
"""

import shutil

import duckdb
import polars as pl
import pytest
from public_release import (
    COUNTS,
    RATES,
    SHARES,
    TOTALS,
    count_name,
    found_changes,
    found_figures,
    found_parts,
)

from disclosure_attacker import Knowledge, recovered
from returncheck import Workspace
from returncheck.export.command import ExportRequest, export_marts
from returncheck.export.formats import ExportFormat
from returncheck.synth import generate_cin_census

SMALL = {"420": "Isles of Scilly", "857": "Rutland"}
YEARS = (2024, 2025)
# With this seed a band of conferences can be found from the others in 857.
CHILDREN, SEED = 75, 4
FIGURES = """report_id,report_date,paragraph,la_code,indicator_id,period_type,\
period_start,period_end,period_basis,numerator,denominator,value,target,note
board,2025-12-01,1,857,contacts,year_to_date,2025-04-01,2025-05-31,printed,,,33,,
board,2025-12-01,2,857,contacts,month,2025-04-01,2025-04-30,printed,,,30,,\
Three children of one family
board,2025-12-01,3,857,cp_visits_in_timescale,month,2025-05-01,2025-05-31,printed,\
12,14,85.7,90,
board,2025-12-01,4,857,case_audits,month,2025-05-01,2025-05-31,printed,,,21,,
board,2025-12-01,5,857,case_audits_inadequate,month,2025-05-01,2025-05-31,printed,\
3,21,14.3,,
"""

# What another authority had in a month is no figure that is published of its year, and
# 857 quotes itself.
QUOTED = """report_id,paragraph,la_code,indicator_id,period_type,period_start,\
period_end,comparator,comparator_year,numerator,denominator,value,note
board,1,857,icpc_16_to_20_days,year,2024-04-01,2025-03-31,authority:857,2025,,,3,
board,2,857,referrals,month,2024-06-01,2024-06-30,authority:383,,,,4,
board,3,857,referral_rate,year,2024-04-01,2025-03-31,england,2025,,,519.4,
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory, new_database):
    folder = tmp_path_factory.mktemp("small")
    for la_code in SMALL:
        for year in YEARS:
            generate_cin_census(
                authority=la_code,
                year=year,
                children=CHILDREN,
                seed=SEED,
                plants={"8608": 1} if year == 2025 else {},
                out=folder / f"cin-{la_code}-{year}.xml",
            )
    (folder / "Figures.csv").write_text(FIGURES, encoding="utf-8")
    (folder / "Comparators.csv").write_text(QUOTED, encoding="utf-8")
    path = new_database(folder / "returncheck.duckdb")
    with Workspace.open(path) as workspace:
        workspace.load([*folder.glob("*.xml"), *folder.glob("*.csv")])
        workspace.set_targets(
            "857", {"icpc_within_15_days": 80.0}, {"icpc_within_15_days": 5.0}
        )
        workspace.check(suites=False)
    return path


@pytest.fixture(scope="module")
def truth(database):
    with duckdb.connect(database, read_only=True) as connection:
        return connection.execute("select * from fct_indicator_values").pl()


def export(database, out, **options):
    request = {"database": database, "out": out, "form": ExportFormat.PARQUET}
    paths = export_marts(ExportRequest(**{**request, **options}))
    return {
        path.stem: pl.read_parquet(path) for path in paths if path.suffix == ".parquet"
    }


@pytest.fixture(scope="module")
def public(database, tmp_path_factory):
    return export(database, tmp_path_factory.mktemp("public") / "out", public=True)


def read_release(tables):
    """All that the export tells of the counts."""
    known = Knowledge()
    populations = {
        (row["la_code"], row["return_year"]): row["denominator"]
        for row in tables["fct_indicator_values"].iter_rows(named=True)
        if row["indicator_id"] in RATES and row["source"] == "recomputed"
    }
    for place, count in found_parts(tables["fct_indicator_values"]):
        known.is_exactly(place, count)
    for (la_code, year, indicator), value in read_values(tables).items():
        if indicator in SHARES:
            part, whole = (count_name(la_code, year, n) for n in SHARES[indicator])
            known.share(part, whole, value, 1e-7)
        elif indicator in RATES:
            count = value * populations[la_code, year] / 10_000
            known.is_exactly(count_name(la_code, year, RATES[indicator]), round(count))
        else:
            name = count_name(la_code, year, COUNTS[indicator])
            known.is_exactly(name, round(value))
    add_totals(known)
    return known


def read_values(tables):
    """The values that are printed, and those that another column gives."""
    values = {
        (figure.la_code, figure.year, figure.indicator): figure.value
        for figure in found_figures(tables)
    }
    for change in found_changes(tables):
        now = (change.la_code, change.year, change.indicator)
        before = (change.la_code, change.year - 1, change.indicator)
        # A change with one of its figures gives the other.
        if now in values:
            values.setdefault(before, values[now] - change.value)
        if before in values:
            values.setdefault(now, values[before] + change.value)
    return values


def add_totals(known):
    """What adds up within a year, and from one year end to the next."""
    first, last = YEARS
    for la_code in SMALL:
        for year in YEARS:
            for total, parts, is_complete in TOTALS:
                known.total(
                    count_name(la_code, year, total),
                    [count_name(la_code, year, part) for part in parts],
                    is_complete=is_complete,
                )
        flow = {
            count_name(la_code, first, "plans open"): 1.0,
            count_name(la_code, last, "plans started"): 1.0,
            count_name(la_code, last, "plans open"): -1.0,
            count_name(la_code, last, "plans ended"): -1.0,
        }
        known.is_between(flow, 0, 0)


def true_counts(truth):
    return dict(found_parts(truth))


def small_counts(counts):
    return sorted(name for name, count in counts.items() if 1 <= count <= 5)


def test_the_small_authorities_have_small_counts(truth):
    assert len(small_counts(true_counts(truth))) >= 20


def test_attacker_reads_the_unprotected_export(database, truth, tmp_path):
    """The attack is a real one: without --public it finds every small count."""
    known = read_release(export(database, tmp_path / "out"))
    counts = true_counts(truth)
    small = small_counts(counts)
    assert recovered(known, small) == {name: counts[name] for name in small}


def test_attacker_undoes_a_release_that_only_blanks_small_counts(
    database, truth, tmp_path
):
    tables = export(database, tmp_path / "out")
    values = tables["fct_indicator_values"]
    blanked = {
        **tables,
        "fct_indicator_values": values.with_columns(
            pl.when(~pl.col(name).is_between(1, 5)).then(pl.col(name)).alias(name)
            for name in ("numerator", "denominator")
        ),
    }
    small = small_counts(true_counts(truth))
    assert len(recovered(read_release(blanked), small)) > len(small) / 2


def test_no_count_below_six_is_recovered_from_the_public_export(public, truth):
    known = read_release(public)
    assert recovered(known, small_counts(true_counts(truth))) == {}


def test_no_complement_below_six_is_recovered_from_the_public_export(public, truth):
    known, counts = read_release(public), true_counts(truth)
    hidden = []
    for la_code in SMALL:
        for year in YEARS:
            for part, whole in SHARES.values():
                one = count_name(la_code, year, part)
                other = count_name(la_code, year, whole)
                if 1 <= counts[other] - counts[one] <= 5:
                    name = f"{other} - {part}"
                    known.is_between({other: 1, one: -1, name: -1}, 0, 0)
                    hidden.append(name)
    assert len(hidden) >= 5
    assert recovered(known, hidden) == {}


def test_public_export_still_shows_the_large_counts(public, truth):
    shown = dict(found_parts(public["fct_indicator_values"]))
    counts = true_counts(truth)
    assert {name: counts[name] for name in shown} == shown
    assert len(shown) >= 10 * len(SMALL)
    for la_code in SMALL:
        assert count_name(la_code, 2025, "referrals") in shown


def test_small_counts_are_marked_c_and_zeros_stay(public):
    values = public["fct_indicator_values"].filter(pl.col("source") != "published")
    for name in ("numerator", "denominator", "value"):
        symbol = values[f"{name}_symbol"]
        assert set(symbol.drop_nulls()) <= {"c", "x", "z"}
        assert (symbol.is_null() == values[name].is_not_null()).all()
    counts = values.filter(pl.col("denominator").is_null())
    assert counts.filter(pl.col("value").is_between(1, 5)).is_empty()
    marked = values.filter(pl.col("numerator_symbol") == "c")
    assert marked.height >= 20


def test_published_figures_stay_as_published(public, truth):
    published = pl.col("source") == "published"
    key = ["indicator_id", "area_code", "return_year"]
    columns = [*key, "value", "numerator", "denominator"]
    shown = public["fct_indicator_values"].filter(published).select(columns).sort(key)
    assert shown.equals(truth.filter(published).select(columns).sort(key))


def test_public_export_names_no_child_and_no_record(public, database):
    assert "fct_findings" not in public
    with duckdb.connect(database, read_only=True) as connection:
        children = connection.execute(
            "select distinct child_id from fct_findings where child_id is not null"
        ).pl()["child_id"]
    assert len(children) >= 2
    for frame in public.values():
        texts = frame.select(pl.col(pl.String))
        for column in texts.iter_columns():
            assert not column.is_in(children.implode()).any()
    assert (
        public["fct_indicator_values"]
        .filter((pl.col("source") == "reported") & pl.col("note").is_not_null())
        .is_empty()
    )


def test_findings_are_counted_by_check_and_small_counts_withheld(public, database):
    with duckdb.connect(database, read_only=True) as connection:
        true = connection.execute(
            "select return_id, check_id, severity, "
            "count(distinct counted_as) as findings from fct_findings group by all"
        ).pl()
    counts = public["fct_finding_counts"].join(
        true, on=["return_id", "check_id", "severity"], how="full", coalesce=True
    )
    is_small = counts["findings"].is_between(1, 5)
    assert is_small.any()
    assert (counts["finding_count_symbol"].is_not_null() == is_small).all()
    shown = counts.filter(~is_small)
    assert (shown["finding_count"] == shown["findings"]).all()
    planted = public["fct_rule_outcomes"].filter(
        (pl.col("code") == "8608") & (pl.col("outcome") == "failed")
    )
    assert planted["finding_count_symbol"].to_list() == ["c", "c"]


def test_a_month_is_not_found_from_the_year_to_date(public):
    contacts = public["fct_indicator_values"].filter(
        (pl.col("indicator_id") == "contacts") & (pl.col("source") == "reported")
    )
    shown = dict(contacts.select("period_type", "value").iter_rows())
    assert shown in (
        {"month": None, "year_to_date": 33},
        {"month": 30, "year_to_date": None},
    )


def test_quoted_count_of_an_authority_is_shown_only_as_published(public):
    quoted = public["fct_reconciliation"].filter(
        (pl.col("table_name") == "Comparators")
        & (pl.col("comparison") == "comparator_against_published")
    )
    shown = quoted.sort("row_number").select("stated_value", "status").rows()
    assert shown == [(None, None), (None, None), (519.4, "agrees")]


def test_reported_share_of_a_small_complement_is_withheld(public):
    visits = public["fct_benchmarks"].filter(
        pl.col("indicator_id") == "cp_visits_in_timescale"
    )
    row = visits.row(0, named=True)
    assert (row["value"], row["gap_to_target"], row["target"]) == (None, None, 90)
    assert (row["rag"], row["rag_symbol"]) == (None, "c")


def test_colour_beside_a_target_is_shown_only_with_its_figure(public):
    own = public["fct_benchmarks"].filter(pl.col("source") != "published")
    withheld = own.filter(pl.col("value_symbol") == "c", pl.col("target").is_not_null())
    assert withheld.height > 0
    assert withheld["rag"].null_count() == withheld.height
    assert set(withheld["rag_symbol"]) == {"c"}
    without = own.filter(pl.col("target").is_null())
    assert set(without["rag_symbol"]) == {"z"}
    shown = own.filter(pl.col("rag").is_not_null())
    assert shown["value"].null_count() == 0
    assert "rag_reason" not in own.columns
    assert "fct_exceptions" not in public


def test_choosing_rows_changes_nothing_of_what_is_withheld(public, database, tmp_path):
    chosen = export(database, tmp_path / "out", public=True, authority="420", year=2025)
    for name, key in (
        ("fct_indicator_values", "la_code"),
        ("fct_benchmarks", "la_code"),
        ("fct_reconciliation", "la_code"),
    ):
        mine = (pl.col(key) == "420") & (pl.col("return_year") == 2025)
        assert public[name].filter(mine).equals(chosen[name].filter(mine)), name
        assert set(chosen[name][key].drop_nulls()) == {"420"}
    assert set(chosen["fct_rule_outcomes"]["return_id"]) == {"cin_census-420-2025"}
    areas = chosen["fct_indicator_values"].filter(pl.col("la_code").is_null())
    assert set(areas["area_type"]) == {"england", "region"}


def test_a_public_folder_holds_nothing_else(database, tmp_path):
    from returncheck.errors import ConfigError

    export(database, tmp_path / "out", public=True)
    export(database, tmp_path / "out", public=True)
    shutil.copy(database, tmp_path / "out" / "copy.duckdb")
    with pytest.raises(ConfigError, match=r"also holds copy\.duckdb"):
        export(database, tmp_path / "out", public=True)
