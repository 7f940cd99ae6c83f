"""The generator as a whole: same arguments same files, counts, refusals."""

import hashlib
import json
import os
import subprocess
import sys

import pytest

from cin_census.records import Tables
from returncheck.errors import ConfigError
from returncheck.synth.cin_census import FEWEST_CHILDREN, PLANTABLE, generate_cin_census
from returncheck.synth.cin_census.faults import first_year

PLANTS = {"8608": 2, "8510": 1, "2886Q": 1}
# Faults that need no child of an ordinary place.
OF_ANY_RETURN = {"100", "2887Q", "2888Q", "8995Q", "9000Q"}
# Of the XML of authority 887, 2025, 60 children, seed 7: the same on every machine.
DIGEST = "a31835a2508edb02668ce09acb637d3b65c3c6a79e0a289d2197b7c57fb2354f"
SCRIPT = """
import sys
from pathlib import Path
from returncheck.synth import generate_cin_census
generate_cin_census(authority="887", year=2025, children=250, seed=7,
                    plants={"8608": 2, "8510": 1, "2886Q": 1}, out=Path(sys.argv[1]))
"""


def generate(folder, **changes):
    arguments = {"authority": "887", "year": 2025, "children": 250, "seed": 7}
    return generate_cin_census(**(arguments | {"out": folder / "a.xml"} | changes))


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_generate_same_arguments_same_bytes_in_another_process(tmp_path, hash_seed):
    here, there = tmp_path / "here", tmp_path / "there"
    generate(here, plants=PLANTS)
    subprocess.run(
        [sys.executable, "-c", SCRIPT, there / "a.xml"],
        check=True,
        env=os.environ | {"PYTHONHASHSEED": hash_seed, "TZ": "Asia/Tokyo"},
    )
    assert contents(here) == contents(there)


def test_generate_same_bytes_on_any_machine(tmp_path):
    result = generate(tmp_path, children=60)
    assert hashlib.sha256(result.path.read_bytes()).hexdigest() == DIGEST


def test_generate_another_seed_another_file(tmp_path):
    first = generate(tmp_path / "a").path.read_bytes()
    assert first != generate(tmp_path / "b", seed=8).path.read_bytes()


def test_generate_writes_three_files_beside_each_other(tmp_path):
    result = generate(tmp_path)
    assert contents(tmp_path).keys() == {"a.xml", "a.expected.json", "a.truth.json"}
    assert [result.path, result.expected, result.truth] == [
        tmp_path / "a.xml",
        tmp_path / "a.expected.json",
        tmp_path / "a.truth.json",
    ]


@pytest.mark.parametrize("year", range(2017, 2028))
@pytest.mark.parametrize("children", [FEWEST_CHILDREN, FEWEST_CHILDREN + 1, 150])
def test_generate_gives_exactly_the_children_asked_for(tmp_path, year, children):
    data = Tables.from_xml(generate(tmp_path, year=year, children=children).path)
    names = {row["LAchildID"] for row in data["ChildIdentifiers"]}
    assert len(data["ChildIdentifiers"]) == len(names) == children


def test_generate_result_counts_the_rows_of_the_file(tmp_path):
    result = generate(tmp_path, plants=PLANTS)
    data = Tables.from_xml(result.path)
    assert result.rows == {table: len(data[table]) for table in result.rows}
    assert result.findings == len(json.loads(result.expected.read_text())["findings"])


def test_generate_header_names_authority_and_year(tmp_path):
    header = Tables.from_xml(generate(tmp_path, authority="302", year=2019).path).header
    assert (header["Collection"], header["LEA"]) == ("CIN", "302")
    assert (header["Year"], header["ReferenceDate"]) == ("2019", "2019-03-31")


def test_generate_makes_the_folder(tmp_path):
    assert generate(tmp_path / "new" / "folder").path.is_file()


def test_generate_adds_up_repeated_plants(tmp_path):
    result = generate(tmp_path, plants=[("8608", 1), ("8608", 2)])
    assert result.findings == 3


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"authority": "88"}, "'88' is not the number", id="two digits"),
        pytest.param({"authority": "88x"}, "Give three digits", id="a letter"),
        pytest.param({"authority": "٨٨٧"}, "Give three digits", id="other digits"),
        pytest.param({"year": 2016}, "from 2017 to 2027", id="too early"),
        pytest.param({"year": 2028}, "from 2017 to 2027", id="too late"),
        pytest.param(
            {"children": FEWEST_CHILDREN - 1}, f"Ask for {FEWEST_CHILDREN}", id="few"
        ),
        pytest.param({"plants": {"9999": 1}}, "Choose from 100, ", id="unknown rule"),
        pytest.param({"plants": {"8670q": 1}}, "8670Q", id="lower-case code"),
        pytest.param(
            {"plants": {"8608": 1}, "year": 2022}, "not in force in 2022", id="year"
        ),
        pytest.param(
            {"plants": {"1570": 1}, "year": 2024}, "its first year is 2025", id="later"
        ),
        pytest.param({"plants": {"8608": 0}}, "Ask for 1 or more", id="no fault"),
        pytest.param({"plants": {"8608": -1}}, "Ask for 1 or more", id="negative"),
        pytest.param({"plants": {"100": 2}}, "whole return", id="two headers"),
        pytest.param(
            {"plants": [("2886Q", 1), ("2886Q", 1)]}, "whole return", id="2886Q twice"
        ),
        pytest.param(
            {"plants": {"8608": 250}}, "of the 250 children suit it", id="too many"
        ),
    ],
)
def test_generate_refuses(tmp_path, changes, words):
    with pytest.raises(ConfigError, match=words) as refusal:
        generate(tmp_path, **changes)
    assert "\n" not in str(refusal.value)
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("code", [c for c in PLANTABLE if c not in OF_ANY_RETURN])
def test_generate_refuses_faults_among_boundary_cases_only(tmp_path, code):
    with pytest.raises(ConfigError, match=f"rule {code}, but only 0"):
        generate(
            tmp_path,
            year=max(2025, first_year(code)),
            children=FEWEST_CHILDREN,
            plants={code: 1},
        )


def test_generate_refuses_a_folder_as_file(tmp_path):
    with pytest.raises(ConfigError, match="is a folder"):
        generate(tmp_path, out=tmp_path)


def test_generate_refuses_a_file_that_cannot_be_written(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(ConfigError, match="Choose another file"):
        generate(tmp_path, out=blocked / "a.xml")


def test_generate_leaves_population_out_for_an_unknown_authority(tmp_path):
    truth = json.loads(generate(tmp_path, authority="999").truth.read_text())
    assert truth["population_0_17"] is None
    assert truth["indicators"]["referral_rate"]["value"] is None


@pytest.mark.parametrize(
    ("year", "mid_year"), [(2017, 2016), (2025, 2024), (2026, 2024)]
)
def test_generate_uses_the_population_before_the_year_end(tmp_path, year, mid_year):
    truth = json.loads(generate(tmp_path, year=year).truth.read_text())
    assert truth["population_mid_year"] == mid_year


def test_generate_5000_children_look_like_the_country(tmp_path):
    truth = json.loads(generate(tmp_path, children=5000).truth.read_text())
    values = truth["indicators"]
    again = values["rereferrals_within_12_months"]["with_previous_return"]
    near = {
        "assessments_within_45_days": 84,
        "icpc_within_15_days": 80,
        "cpp_second_or_subsequent": 25,
        "referrals_no_further_action": 6.5,
        "referrals_assessed_not_in_need": 30,
        "referrals_from_police": 28.5,
        "referrals_from_schools": 20,
        "referrals_from_health": 15,
        "cpp_reviewed_in_timescale": 90,
    }
    got = {name: values[name]["value"] for name in near}
    assert got == pytest.approx(near, abs=5)
    assert again["value"] == pytest.approx(22, abs=3)
    assert values["cpp_two_years_at_year_end"]["value"] < 6


def test_synth_can_be_imported_without_heavy_packages():
    code = (
        "import sys, returncheck.synth; "
        "sys.exit(bool({'polars', 'duckdb', 'lxml', 'pandera'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
