"""Records of an identifier that is no one child's are kept apart, and said so once."""

import polars as pl
import pytest

from returncheck import warehouse
from returncheck.files.limits import Limits, limited
from returncheck.returns.contract_findings import ContractFinding, findings_frame
from returncheck.returns.counted_findings import CountedFindings
from returncheck.warehouse.user_tables import write_limits
from returncheck.workspace import Workspace

MOST = 3


@pytest.fixture
def workspace(tmp_path):
    limits = Limits(records_of_a_child=MOST)
    with limited(limits), Workspace.open(tmp_path / "w.duckdb") as opened:
        yield opened


def load(workspace, **tables):
    frames = {name: pl.DataFrame(rows, orient="row") for name, rows in tables.items()}
    return workspace.load_tables("cin_census", frames, authority="887", year=2025)


def children(*ids):
    return [{"LAchildID": child} for child in ids]


def episodes(*keys):
    return [{"LAchildID": child, "CINdetailsID": key} for child, key in keys]


def keys(workspace, table):
    with warehouse.connect(workspace.database) as connection:
        rows = connection.execute(
            f"select child_key from raw.cin_census__{table} order by row_number"
        ).fetchall()
    return [row[0] for row in rows]


def crowds(workspace):
    with warehouse.connect(workspace.database) as connection:
        return connection.execute(
            "select table_name, row_number, child_id, field, value, message "
            "from raw.contract_findings where check_id like '%.crowd' order by all"
        ).fetchall()


def test_a_child_may_have_as_many_records_as_the_limit(workspace):
    load(workspace, ChildIdentifiers=children(*["C1"] * MOST))
    workspace.close()
    assert keys(workspace, "ChildIdentifiers") == [None] * MOST
    assert crowds(workspace) == []


def test_records_of_more_stand_alone_and_are_one_finding(workspace):
    load(workspace, ChildIdentifiers=children("C1", *["UNKNOWN"] * (MOST + 1)))
    workspace.close()
    assert keys(workspace, "ChildIdentifiers") == [
        None,
        *(f"UNKNOWN\nChildIdentifiers {row}" for row in range(2, MOST + 3)),
    ]
    assert crowds(workspace) == [
        (
            "ChildIdentifiers",
            2,
            "UNKNOWN",
            "LAchildID",
            "UNKNOWN",
            "ChildIdentifiers has 4 records of the child 'UNKNOWN', more than 3: that "
            "is no one child. They are checked one by one. Give each child an "
            "identifier of its own.",
        )
    ]


def test_records_of_one_episode_stay_together_in_all_tables(workspace):
    load(
        workspace,
        ChildIdentifiers=children(*["U"] * (MOST + 1)),
        CINdetails=episodes(("U", "1"), ("U", "2"), ("C1", "1")),
        Assessments=episodes(("U", "1"), ("U", "1"), ("U", "")),
    )
    workspace.close()
    assert keys(workspace, "CINdetails") == ["U\nepisode 1", "U\nepisode 2", None]
    assert keys(workspace, "Assessments") == [
        "U\nepisode 1",
        "U\nepisode 1",
        "U\nAssessments 3",
    ]


def test_an_episode_of_too_many_records_is_none_either(workspace):
    load(
        workspace,
        CINdetails=episodes(("U", "1")),
        Assessments=episodes(*[("U", "1")] * (MOST + 1)),
    )
    workspace.close()
    assert keys(workspace, "CINdetails") == ["U\nCINdetails 1"]
    assert len(set(keys(workspace, "Assessments"))) == MOST + 1


def test_records_without_a_child_are_nobodys_crowd(workspace):
    load(workspace, ChildIdentifiers=children(*[""] * (MOST + 1)))
    workspace.close()
    assert keys(workspace, "ChildIdentifiers") == [None] * (MOST + 1)
    assert crowds(workspace) == []


def test_another_return_keeps_its_keys(workspace):
    workspace.load_tables(
        "cin_census",
        {"ChildIdentifiers": pl.DataFrame({"LAchildID": ["U"]})},
        authority="887",
        year=2024,
    )
    load(workspace, ChildIdentifiers=children(*["U"] * (MOST + 1)))
    workspace.close()
    assert keys(workspace, "ChildIdentifiers").count(None) == 1


def test_a_repeated_identifier_does_not_multiply_joins(tmp_path):
    """What joins of a child's records would give: near as many rows as records."""
    count = 2_000
    with Workspace.open(tmp_path / "w.duckdb") as workspace:
        load(
            workspace,
            ChildIdentifiers=children(*["UNKNOWN"] * count),
            CINdetails=episodes(*(("UNKNOWN", str(n)) for n in range(count))),
            Section47=episodes(*(("UNKNOWN", str(n)) for n in range(count))),
        )
    with warehouse.connect(tmp_path / "w.duckdb") as connection:
        key = "coalesce({0}.child_key, {0}.LAchildID)"
        pairs = connection.execute(
            "select count(*) from raw.cin_census__CINdetails as a "
            "join raw.cin_census__Section47 as b "
            f"on {key.format('a')} = {key.format('b')}"
        ).fetchone()[0]
        crossed = connection.execute(
            "select count(*) from raw.cin_census__ChildIdentifiers as a "
            "join raw.cin_census__CINdetails as b "
            f"on {key.format('a')} = {key.format('b')}"
        ).fetchone()[0]
    assert pairs == count
    assert crossed == 0


def test_the_models_are_told_the_limit_in_force(tmp_path):
    with (
        Workspace.open(tmp_path / "w.duckdb"),
        warehouse.connect(tmp_path / "w.duckdb") as connection,
    ):
        write_limits(connection)
        with limited(Limits(findings_of_a_child=7)):
            write_limits(connection)
        rows = connection.execute("from raw.limits").fetchall()
    assert rows == [("findings_of_a_child", 7), ("findings_of_a_rule", 100_000)]


def findings(count, check="contract:c.T.f.date", first=1):
    return findings_frame(
        [
            ContractFinding(
                check_id=check,
                severity="error",
                table_name="T",
                row_number=first + place,
                field="f",
                message="m",
            )
            for place in range(count)
        ]
    )


def test_findings_of_a_check_are_kept_up_to_the_limit():
    with limited(Limits(findings_of_a_check=3)):
        counted = CountedFindings()
        kept = counted.kept(findings(3))
        rest = counted.rest()
    assert kept.height == 3
    assert rest.is_empty()


def test_more_findings_of_a_check_are_told_by_their_number():
    with limited(Limits(findings_of_a_check=3)):
        counted = CountedFindings()
        parts = [
            counted.kept(findings(2)),
            counted.kept(pl.concat([findings(5, first=3), findings(2, "other")])),
            counted.kept(findings(4, first=8)),
        ]
        rest = counted.rest()
    kept = pl.concat(parts)
    assert kept.filter(pl.col("check_id") != "other")["row_number"].to_list() == [
        1,
        2,
        3,
    ]
    assert kept.filter(pl.col("check_id") == "other").height == 2
    (row,) = rest.rows(named=True)
    assert (row["check_id"], row["value"]) == ("contract:c.T.f.date", "11")
    assert row["message"] == (
        "T: the same is wrong with f in 11 rows, of which the first 3 are listed. "
        "Mend what writes the column."
    )
