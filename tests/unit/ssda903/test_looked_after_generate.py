"""The generator as a whole: same arguments same files, counts, refusals."""

import hashlib
import json
import os
import subprocess
import sys

import pytest
from made_up_returns import read_tables

from returncheck.errors import ConfigError
from returncheck.synth.ssda903 import FEWEST_CHILDREN, MAKER, generate_ssda903
from returncheck.synth.ssda903.shares import published, shares_of

PLANTS = {"103": 2, "440": 1, "502": 1}
# Of the files of authority 887, 2025, 150 children, seed 7: the same on every machine.
DIGEST = "c6bde507240e81d22dfebda920c5c1769f61ed7367413202ea017a66d70eb360"
SCRIPT = """
import sys
from pathlib import Path
from returncheck.synth import generate_ssda903
generate_ssda903(authority="887", year=2025, children=220, seed=7,
                 plants={"103": 2, "440": 1, "502": 1}, out=Path(sys.argv[1]))
"""


def generate(folder, **changes):
    arguments = {"authority": "887", "year": 2025, "children": 220, "seed": 7}
    return generate_ssda903(**(arguments | {"out": folder / "made"} | changes))


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_same_arguments_same_bytes_in_another_process(tmp_path, hash_seed):
    here, there = tmp_path / "here", tmp_path / "there"
    generate(here, plants=PLANTS)
    subprocess.run(
        [sys.executable, "-c", SCRIPT, there / "made"],
        check=True,
        env=os.environ | {"PYTHONHASHSEED": hash_seed, "TZ": "Asia/Tokyo"},
    )
    assert contents(here) == contents(there)


def test_same_bytes_on_any_machine(tmp_path):
    generate(tmp_path, children=150)
    digest = hashlib.sha256()
    for name, content in contents(tmp_path).items():
        digest.update(name.encode() + content)
    assert digest.hexdigest() == DIGEST


def test_another_seed_another_return(tmp_path):
    generate(tmp_path / "a")
    generate(tmp_path / "b", seed=8)
    first, second = contents(tmp_path / "a"), contents(tmp_path / "b")
    assert first["made/Episodes.csv"] != second["made/Episodes.csv"]


def test_a_child_hangs_on_its_place_alone(tmp_path):
    """More children leave the first ones as they are."""
    few = read_tables(generate(tmp_path / "a", children=150).path).tables
    many = read_tables(generate(tmp_path / "b", children=220).path).tables
    for table, rows in few.items():
        assert many[table][: len(rows)] == rows, table


def test_files_lie_beside_the_folder_and_the_year_before_in_it(tmp_path):
    made = generate(tmp_path, year=2027)
    assert [made.path, made.expected, made.truth] == [
        tmp_path / "made",
        tmp_path / "made.expected.json",
        tmp_path / "made.truth.json",
    ]
    tables = {f"{name}.csv" for name in made.rows}
    assert {path.name for path in made.path.iterdir()} == {*tables, "previous"}
    before = {path.name for path in (made.path / "previous").iterdir()}
    assert before == tables - {"DoLo.csv"}


@pytest.mark.parametrize("children", [FEWEST_CHILDREN, FEWEST_CHILDREN + 1, 300])
def test_gives_exactly_the_children_asked_for(tmp_path, children):
    made = generate(tmp_path, children=children)
    header = read_tables(made.path).tables["Header"]
    assert len({each["CHILD"] for each in header}) == len(header) == children


def test_counts_the_rows_of_its_files(tmp_path):
    made = generate(tmp_path, plants=PLANTS)
    tables = read_tables(made.path).tables
    assert made.rows == {name: len(rows) for name, rows in tables.items()}
    findings = json.loads(made.expected.read_text("utf-8"))["findings"]
    assert made.findings == len(findings) == 5


def test_children_of_the_year_before_are_about_as_many(tmp_path):
    made = generate(tmp_path, children=600)
    before = read_tables(made.path / "previous").tables["Header"]
    assert 500 < len(before) < 700
    gone = {each["CHILD"] for each in before}
    gone -= {each["CHILD"] for each in read_tables(made.path).tables["Header"]}
    assert len(gone) > 100


def test_names_of_children_are_obviously_made_up(tmp_path):
    header = read_tables(generate(tmp_path).path).tables["Header"]
    assert all(each["CHILD"].startswith("MADEUP887") for each in header)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"authority": "88"}, "not the number", id="digits"),
        pytest.param({"authority": "999"}, "No postcodes are known", id="no such"),
        pytest.param({"authority": "909"}, "there is today", id="Cumbria that was"),
        pytest.param({"year": 2017}, "from 2018 to 2027", id="too early"),
        pytest.param({"year": 2028}, "from 2018 to 2027", id="too late"),
        pytest.param(
            {"children": FEWEST_CHILDREN - 1},
            f"Ask for {FEWEST_CHILDREN} to",
            id="too few children",
        ),
        pytest.param({"children": 10**7}, "cannot be made", id="too many children"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(tmp_path, changes, message):
    with pytest.raises(ConfigError, match=message):
        generate(tmp_path, **changes)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "made").write_text("mine")
    with pytest.raises(ConfigError, match="is a file"):
        generate(tmp_path)
    assert (tmp_path / "made").read_text() == "mine"


def test_a_folder_with_another_table_is_refused_and_left_alone(tmp_path):
    generate(tmp_path, year=2025)
    before = contents(tmp_path)
    with pytest.raises(ConfigError, match=r"holds SWEpisodes\.csv"):
        generate(tmp_path, year=2023)
    assert contents(tmp_path) == before


def test_its_own_folder_is_written_again(tmp_path):
    generate(tmp_path, seed=8)
    generate(tmp_path)
    again = contents(tmp_path)
    generate(tmp_path / "new")
    assert again["made/Header.csv"] == (tmp_path / "new/made/Header.csv").read_bytes()


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "Header.csv").mkdir()
    with pytest.raises(ConfigError, match=r"Header\.csv cannot be written"):
        generate(tmp_path)


def test_plug_makes_what_its_help_names():
    assert MAKER.generate is generate_ssda903
    assert MAKER.fewest_children == FEWEST_CHILDREN
    assert list(MAKER.plantable) == sorted({*MAKER.plantable})


def test_shares_are_the_published_ones_and_england_stands_in():
    shares = shares_of("887", 2025)
    assert shares.foster == published("cla_in_foster_care", "887", 2025) / 100
    assert shares.adopted == published("cla_adopted", "887", 2025) / 100
    assert shares.left == 139 / (139 + 495)
    # A year after the latest has the latest, an authority without figures England's.
    assert shares_of("887", 2027) == shares
    told, of_england = (
        published("cla_with_parents", area, 2024) for area in ("887", "E92000001")
    )
    assert told == of_england


@pytest.mark.parametrize(
    ("indicator", "tolerance"),
    [
        pytest.param("cla_in_foster_care", 4, id="fostered"),
        pytest.param("cla_in_childrens_homes", 3, id="in homes"),
        pytest.param("cla_independent_living", 3, id="independent"),
        pytest.param("cla_with_parents", 3, id="with parents"),
        pytest.param("cla_placed_over_20_miles_outside", 5, id="far"),
        pytest.param("cla_three_or_more_placements", 4, id="three placements"),
        pytest.param("cla_uasc", 3, id="asylum seekers"),
        pytest.param("cla_health_assessments", 3, id="assessed"),
        pytest.param("cla_dental_checks", 3, id="teeth"),
        pytest.param("cla_immunisations", 3, id="immunised"),
        pytest.param("cla_missing", 4, id="missing"),
        pytest.param("cla_adopted", 4, id="adopted"),
        pytest.param("cla_special_guardianship", 4, id="guardianship"),
        pytest.param("care_leavers_eet", 8, id="at work or learning"),
        pytest.param("care_leavers_suitable_accommodation", 8, id="well housed"),
    ],
)
def test_a_large_return_is_near_the_published_figures(large, indicator, tolerance):
    value = large["indicators"][indicator]["value"]
    assert value == pytest.approx(published(indicator, "887", 2025), abs=tolerance)


def test_flows_of_a_large_return_are_near_the_published_ones(large):
    values = {name: each["value"] for name, each in large["indicators"].items()}
    assert values["cla_starts"] / values["cla_at_year_end"] == pytest.approx(
        156 / 495, abs=0.06
    )
    assert values["cla_ceased"] / values["cla_at_year_end"] == pytest.approx(
        139 / 495, abs=0.04
    )


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """The true figures of a return of four thousand children."""
    made = generate(tmp_path_factory.mktemp("large"), children=4000)
    return json.loads(made.truth.read_text("utf-8"))
