"""A wrong value in a clean return is one finding; what follows from it says so."""

import pytest

from cin_census.records import Tables
from cin_census.rules import findings
from returncheck import Workspace
from returncheck.synth.cin_census import generate_cin_census

DATE = "<ReferenceDate>2025-03-31</ReferenceDate>"
WRONG_DATES = (
    "<ReferenceDate>2024-03-31</ReferenceDate>",
    "<ReferenceDate>2025-02-28</ReferenceDate>",
    "<ReferenceDate>2035-03-31</ReferenceDate>",
    "<ReferenceDate>31/03/2025</ReferenceDate>",
    "",
)
OTHERS = (
    ("<SourceLevel>L<", "<SourceLevel>X<", "Header.SourceLevel.code"),
    ("<SerialNo>001<", "<SerialNo>1<", "Header.SerialNo.pattern"),
    ("<DateTime>2025-05-01T09:00:00<", "<DateTime>1 May<", "Header.DateTime.datetime"),
)
FIRST_AUTHORITY = 301


@pytest.fixture(scope="module")
def clean_text(tmp_path_factory):
    """A return of 60 children without a fault."""
    made = generate_cin_census(
        authority="887",
        year=2025,
        children=60,
        seed=5,
        plants={},
        out=tmp_path_factory.mktemp("clean") / "clean.xml",
    )
    assert findings(Tables.from_xml(made.path)) == {}
    return made.path.read_text(encoding="utf-8")


def _closed_unread(text):
    """A closed episode whose closure date cannot be read."""
    opened, tag, rest = text.partition("<CINclosureDate>")
    return f"{opened}{tag}2024-02-30{rest[10:]}"


@pytest.fixture(scope="module")
def checked(clean_text, tmp_path_factory, new_database):
    """The same return of several authorities, each with one wrong value."""
    folder = tmp_path_factory.mktemp("wrong")
    texts = [clean_text.replace(DATE, wrong) for wrong in WRONG_DATES]
    texts += [clean_text.replace(right, wrong) for right, wrong, _ in OTHERS]
    texts.append(_closed_unread(clean_text))
    assert clean_text not in texts
    for number, text in enumerate(texts):
        authority = str(FIRST_AUTHORITY + number)
        changed = text.replace("<LEA>887<", f"<LEA>{authority}<")
        (folder / f"{authority}.xml").write_text(changed, encoding="utf-8")
    with Workspace.open(new_database(folder / "w.duckdb")) as workspace:
        workspace.load(folder)
        return workspace.check()


def _found(checked, number):
    return_id = f"cin_census-{FIRST_AUTHORITY + number}-2025"
    found = checked.findings.filter(checked.findings["return_id"] == return_id)
    return found.filter(found["layer"].is_in(["contract", "rule"]))


@pytest.mark.parametrize("wrong", WRONG_DATES)
def test_plain_rules_find_a_wrong_reference_date_once(clean_text, tmp_path, wrong):
    path = tmp_path / "wrong.xml"
    path.write_text(clean_text.replace(DATE, wrong), encoding="utf-8")
    found = findings(Tables.from_xml(path))
    assert [(code, sum(n.values())) for code, n in found.items()] == [("100", 1)]


@pytest.mark.parametrize("number", range(len(WRONG_DATES)))
def test_wrong_reference_date_is_the_finding_of_rule_100_alone(checked, number):
    assert _found(checked, number)["check_id"].to_list() == ["cin_census:100"]


@pytest.mark.parametrize(("number", "check"), enumerate(each[2] for each in OTHERS))
def test_other_wrong_header_value_is_one_finding(checked, number, check):
    found = _found(checked, len(WRONG_DATES) + number)
    assert found["check_id"].to_list() == [f"contract:cin_census.{check}"]


def test_rule_does_not_ask_for_the_date_that_is_there(checked):
    found = _found(checked, len(WRONG_DATES) + len(OTHERS))
    assert found["check_id"].to_list() == [
        "contract:cin_census.CINdetails.CINclosureDate.date"
    ]
