"""A finding keeps its identity when the rows of a return are written in another order.

Whoever runs the checks on a schedule tells new findings from old ones by it.
"""

import polars as pl
import pytest

from returncheck import Workspace
from returncheck.returns.cin_census.layout import LAYOUT
from returncheck.returns.discover import discover
from returncheck.synth import generate_cin_census

YEAR = 2025
# Keyed by rows, by content, counted as one, and contract findings.
PLANTS = {
    "8736": 3, "8510": 1, "8590": 2, "8815": 1, "8790": 1, "8820": 1, "8608": 2,
    "2885": 1, "8670Q": 2, "1510": 2, "8540": 1, "8841": 1,
}  # fmt: skip


def read(path):
    """The tables of a return, with values that no contract takes."""
    source = discover([path]).sources[0]
    batches = [batch.tables for batch in source.batches()]
    tables = {}
    for name in source.present_tables:
        columns = [column.name for column in LAYOUT.table(name).columns_in(YEAR)]
        frames = [batch[name].select(columns) for batch in batches if name in batch]
        tables[name] = pl.concat(frames)
    details = tables["CINdetails"]
    wrong = pl.int_range(pl.len()) < 6
    tables["CINdetails"] = details.with_columns(
        CINreferralDate=pl.when(wrong)
        .then(pl.lit("2024-13-01"))
        .otherwise("CINreferralDate"),
        ReferralSource=pl.when(wrong).then(pl.lit("?")).otherwise("ReferralSource"),
    )
    # Rows that nothing but their place tells apart.
    tables["Assessments"] = pl.concat(
        [tables["Assessments"], tables["Assessments"].head(4)]
    )
    tables["ChildIdentifiers"] = tables["ChildIdentifiers"].with_columns(
        UPN=pl.when(pl.int_range(pl.len()) % 9 == 0).then(pl.lit("X1")).otherwise("UPN")
    )
    return tables


@pytest.fixture(scope="module")
def found(tmp_path_factory, new_database):
    """The findings of the same records in two orders."""
    folder = tmp_path_factory.mktemp("order")
    made = generate_cin_census(
        authority="887", year=YEAR, children=150, seed=4, plants=PLANTS,
        out=folder / "cin.xml",
    )  # fmt: skip
    tables = read(made.path)
    results = {}
    for order in ("down", "up"):
        ordered = {
            name: frame if order == "down" else frame.reverse()
            for name, frame in tables.items()
        }
        with Workspace.open(new_database(folder / f"{order}.duckdb")) as workspace:
            workspace.load_tables("cin_census", ordered, authority="887", year=YEAR)
            results[order] = workspace.check().findings
    return results


def test_rows_are_in_another_order(found):
    places = {
        order: frame.select("check_id", "table_name", "row_number").rows()
        for order, frame in found.items()
    }
    assert sorted(places["down"], key=str) != sorted(places["up"], key=str)


def test_findings_have_the_same_identities(found):
    columns = ("layer", "check_id", "finding_id", "counted_as")
    down, up = (
        frame.filter(pl.col("check_id") != "cin_census:8816")
        .select(columns)
        .unique()
        .sort(columns)
        for frame in (found["down"], found["up"])
    )
    differing = down.join(up, on=columns, how="anti", nulls_equal=True)
    assert differing["check_id"].unique().to_list() == []
    assert down.height == up.height
    of_layer = dict(down.group_by("layer").len().iter_rows())
    assert of_layer["contract"] >= 6
    planted = {f"cin_census:{code}" for code in PLANTS}
    assert planted <= set(down["check_id"])


def test_each_finding_has_an_identity_of_its_own(found):
    """The places of a finding keep together: none has those of two."""
    frame = found["down"].filter(pl.col("check_id") == "cin_census:8736")
    rows = frame.group_by("finding_id").agg(pl.col("row_number").n_unique())
    assert rows.height >= 3
    assert set(rows["row_number"]) == {1}
