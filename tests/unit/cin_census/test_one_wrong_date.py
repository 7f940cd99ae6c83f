"""A wrong reference date is one finding: rule 100's."""

import pytest

from cin_census.records import Tables
from cin_census.rules import findings
from returncheck import Workspace
from returncheck.synth.cin_census import generate_cin_census

RIGHT = "<ReferenceDate>2025-03-31</ReferenceDate>"
WRONG = {
    "201": "<ReferenceDate>2024-03-31</ReferenceDate>",
    "202": "<ReferenceDate>2025-02-28</ReferenceDate>",
    "203": "<ReferenceDate>2035-03-31</ReferenceDate>",
    "204": "<ReferenceDate>31/03/2025</ReferenceDate>",
    "205": "<ReferenceDate></ReferenceDate>",
    "206": "",
}


@pytest.fixture(scope="module")
def clean_file(tmp_path_factory):
    """A return of 60 children without a fault."""
    return generate_cin_census(
        authority="887",
        year=2025,
        children=60,
        seed=5,
        plants={},
        out=tmp_path_factory.mktemp("clean") / "clean.xml",
    ).path


@pytest.fixture(scope="module")
def wrong_files(clean_file, tmp_path_factory):
    """The same return of several authorities, with a reference date that is wrong."""
    folder = tmp_path_factory.mktemp("wrong")
    text = clean_file.read_text(encoding="utf-8")
    assert text.count(RIGHT) == 1
    for authority, wrong in WRONG.items():
        changed = text.replace(RIGHT, wrong).replace(">887<", f">{authority}<")
        (folder / f"{authority}.xml").write_text(changed, encoding="utf-8")
    return folder


def test_plain_rules_find_nothing_else(clean_file, wrong_files):
    assert findings(Tables.from_xml(clean_file)) == {}
    for path in wrong_files.iterdir():
        found = findings(Tables.from_xml(path))
        assert [(code, sum(n.values())) for code, n in found.items()] == [("100", 1)]


def test_wrong_reference_date_is_the_finding_of_rule_100_alone(
    wrong_files, tmp_path, new_database
):
    with Workspace.open(new_database(tmp_path / "w.duckdb")) as workspace:
        assert workspace.load(wrong_files).refused == ()
        found = workspace.check().findings
    of_rules = found.filter(found["layer"] == "rule")
    assert sorted(of_rules.select("return_id", "check_id").rows()) == [
        (f"cin_census-{authority}-2025", "cin_census:100") for authority in WRONG
    ]
