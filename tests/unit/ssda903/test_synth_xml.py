"""A return is made up as XML: what CSV files of the same seed say, in its own form."""

import json

import polars as pl
import pytest

from returncheck import Workspace
from returncheck.errors import ConfigError
from returncheck.synth import generate_ssda903
from returncheck.synth.ssda903.xml_writer import NOT_IN_XML

ASKED = {"authority": "887", "year": 2025, "children": 250, "seed": 5}
PLANTS = (("103", 2), ("501", 1), ("607", 1))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    return [
        generate_ssda903(**ASKED, plants=PLANTS, out=folder / name)
        for name in ("set", "one.xml")
    ]


def rows(path):
    with Workspace.open() as workspace:
        workspace.load(path, authority="887", year=2025)
        connection = workspace._in_use.connect()
        return {
            table: connection.execute(
                f"select * from raw.ssda903__{table} where return_id like '%2025' "
                "order by row_number"
            ).pl()
            for table in ("Header", "Episodes", "Reviews", "UASC", "OC2", "OC3",
                          "AD1", "PlacedAdoption", "PrevPerm", "Missing")
        }  # fmt: skip


def test_both_forms_hold_the_same_rows(made):
    of_set, of_xml = (rows(each.path) for each in made)
    # In XML every child has a record there, if only to say no.
    asylum = of_xml.pop("UASC").filter(pl.col("DUC").is_not_null())
    assert asylum["CHILD"].to_list() == of_set.pop("UASC")["CHILD"].to_list()
    for table, frame in of_set.items():
        shown = [name for name in frame.columns if name not in ("UASC", "child_key")]
        assert frame.height == of_xml[table].height, table
        assert frame.select(shown).equals(of_xml[table].select(shown)), table


def test_year_before_lies_beside_the_file(made):
    path = made[1].path
    assert (path.parent / "previous" / path.name).is_file()


def test_rows_are_told_of_the_tables_that_are_there(made):
    assert set(made[0].rows) - set(made[1].rows) == NOT_IN_XML & set(made[0].rows)
    codes = [
        sorted(f["code"] for f in json.loads(each.expected.read_text())["findings"])
        for each in made
    ]
    assert [code for code in codes[1] if code != "1014"] == codes[0]


def test_clean_file_gives_the_errors_that_are_told_alone(tmp_path):
    made = generate_ssda903(**ASKED, out=tmp_path / "one.xml")
    with Workspace.open(tmp_path / "a.duckdb") as workspace:
        workspace.load(
            made.path, "887", 2025, previous=tmp_path / "previous" / "one.xml"
        )
        result = workspace.check(suites=False)
    errors = result.findings.filter(
        pl.col("severity") == "error", pl.col("return_id").str.ends_with("2025")
    )
    told = json.loads(made.expected.read_text())["findings"]
    assert {each["code"] for each in told} == {"1014"}
    assert errors["check_id"].unique().to_list() == ["ssda903:1014"]
    assert errors["finding_id"].n_unique() == len(told)


def test_planted_faults_are_found_where_they_are_told(made, tmp_path):

    expected = json.loads(made[1].expected.read_text())["findings"]
    with Workspace.open(tmp_path / "a.duckdb") as workspace:
        path = made[1].path
        workspace.load(path, "887", 2025, previous=path.parent / "previous" / path.name)
        result = workspace.check(suites=False)
    found = result.findings.filter(
        (pl.col("layer") == "rule") & pl.col("return_id").str.ends_with("2025")
    )
    located = {
        (each.removeprefix("ssda903:"), table, number)
        for each, table, number in found.select(
            "check_id", "table_name", "row_number"
        ).iter_rows()
    }
    for finding in expected:
        for place in finding["locations"]:
            place_of = (finding["code"], place["table_name"], place["row_number"])
            assert place_of in located


def test_fault_in_a_table_that_xml_lacks_is_refused_and_nothing_written(tmp_path):
    with pytest.raises(ConfigError, match="no place for SWEpisodes"):
        generate_ssda903(**ASKED, plants=(("SW01aSTG1", 1),), out=tmp_path / "one.xml")
    assert list(tmp_path.iterdir()) == []


def test_folder_in_the_place_of_the_file_is_refused(tmp_path):
    (tmp_path / "one.xml").mkdir()
    with pytest.raises(ConfigError, match="is a folder"):
        generate_ssda903(**ASKED, out=tmp_path / "one.xml")
