"""What the XML looks like, and that the years of one seed belong together."""

import csv
import xml.etree.ElementTree as ET
from collections import defaultdict
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cin_census.days import ROOT, as_date
from cin_census.records import Tables
from cin_census.rules import findings
from returncheck.returns.cin_census.layout import LAYOUT
from returncheck.synth.cin_census import FEWEST_CHILDREN, generate_cin_census

YEARS = range(2017, 2028)
# Element: its children in document order.
ORDER = {
    "Message": "Header Children",
    "Header": "CollectionDetails Source",
    "CollectionDetails": "Collection Year ReferenceDate",
    "Source": "SourceLevel LEA SoftwareCode Release SerialNo DateTime",
    "Children": "Child",
    "Child": "ChildIdentifiers ChildCharacteristics CINdetails",
    "ChildIdentifiers": "LAchildID UPN FormerUPN UPNunknown PersonBirthDate "
    "ExpectedPersonBirthDate GenderCurrent Sex PersonDeathDate",
    "ChildCharacteristics": "Ethnicity Disabilities",
    "Disabilities": "Disability",
    "CINdetails": "CINreferralDate ReferralSource PrimaryNeedCode CINclosureDate "
    "ReasonForClosure DateOfInitialCPC Assessments CINPlanDates Section47 ReferralNFA "
    "ChildProtectionPlans PreProceedingsandFGDM",
    "Assessments": "AssessmentActualStartDate AssessmentInternalReviewDate "
    "AssessmentAuthorisationDate FactorsIdentifiedAtAssessment",
    "FactorsIdentifiedAtAssessment": "AssessmentFactors",
    "CINPlanDates": "CINPlanStartDate CINPlanEndDate",
    "Section47": "S47ActualStartDate InitialCPCtarget DateOfInitialCPC ICPCnotRequired",
    "ChildProtectionPlans": "CPPstartDate CPPendDate InitialCategoryOfAbuse "
    "LatestCategoryOfAbuse NumberOfPreviousCPP Reviews",
    "Reviews": "CPPreviewDate",
    "PreProceedingsandFGDM": "PPStartDate LBPSentDate FGDMMeetingOffer FGDMMeetingFac "
    "InitialPPMeetingDate ReviewMeetingsCount StepDecisionDate PPOutcome CourtAppDate "
    "LetterInitCPDate",
}
MANY = {
    "Child",
    "CINdetails",
    "Disability",
    "Assessments",
    "CINPlanDates",
    "Section47",
    "ChildProtectionPlans",
    "PreProceedingsandFGDM",
    "AssessmentFactors",
    "CPPreviewDate",
}


@cache
def xml_of(year, seed=3, children=300):
    with TemporaryDirectory() as folder:
        result = generate_cin_census(
            authority="887",
            year=year,
            children=children,
            seed=seed,
            out=Path(folder) / "a.xml",
        )
        return result.path.read_bytes()


@pytest.fixture
def path_of(tmp_path):
    def write(year, **arguments):
        path = tmp_path / f"{year}.xml"
        path.write_bytes(xml_of(year, **arguments))
        return path

    return write


def codes_of(year):
    codes = defaultdict(set)
    path = ROOT / "seeds/catalogue/rc_code_lists.csv"
    for row in csv.DictReader(path.read_text().splitlines()):
        first, last = row["first_year"] or "0", row["last_year"] or "9999"
        codes[row["list_name"]].update(
            [row["code"]] * (int(first) <= year <= int(last))
        )
    return codes


@pytest.mark.parametrize("year", YEARS)
def test_xml_is_in_document_order(year):
    for element in ET.fromstring(xml_of(year)).iter():
        allowed = ORDER.get(element.tag, "").split()
        tags = [each.tag for each in element]
        assert tags == sorted(tags, key=allowed.index), element.tag
        assert all(tags.count(tag) == 1 for tag in set(tags) - MANY), element.tag


@pytest.mark.parametrize("year", YEARS)
def test_xml_has_no_empty_element(year):
    leaves = [each for each in ET.fromstring(xml_of(year)).iter() if not len(each)]
    assert all((each.text or "").strip() for each in leaves)


@pytest.mark.parametrize("year", YEARS)
def test_values_are_of_the_code_lists_of_the_year(path_of, year):
    data, codes = Tables.from_xml(path_of(year)), codes_of(year)
    for table in LAYOUT.tables:
        for column in table.columns:
            used = {row[column.name] for row in data[table.name]} - {None}
            known = codes.get(column.code_list or "", used)
            assert used <= known, (table.name, column.name)


@pytest.mark.parametrize("year", YEARS)
def test_columns_are_of_the_layout_of_the_year(path_of, year):
    data = Tables.from_xml(path_of(year))
    for table in LAYOUT.tables:
        known = {column.name for column in table.columns_in(year)}
        used = {name for row in data[table.name] for name in row} - {"ChildKey"}
        assert used <= known, table.name


@pytest.mark.parametrize(
    ("year", "has_plans"), [(2021, False), (2022, True)], ids=["2021", "2022"]
)
def test_child_in_need_plans_are_written_from_2022(path_of, year, has_plans):
    assert bool(Tables.from_xml(path_of(year))["CINplanDates"]) is has_plans


@pytest.mark.parametrize(
    ("year", "column"), [(2024, "GenderCurrent"), (2025, "Sex")], ids=["2024", "2025"]
)
def test_sex_replaces_gender_in_2025(path_of, year, column):
    used = {
        name
        for row in Tables.from_xml(path_of(year))["ChildIdentifiers"]
        for name in row
    }
    assert used & {"GenderCurrent", "Sex"} == {column}


@pytest.mark.parametrize("children", [300, FEWEST_CHILDREN])
def test_pre_proceedings_are_written_from_2027_begun_in_the_year(children):
    tag = "PreProceedingsandFGDM"
    assert tag.encode() not in xml_of(2026, children=children)
    records = list(ET.fromstring(xml_of(2027, children=children)).iter(tag))
    starts = [record.findtext("PPStartDate") for record in records]
    assert records
    assert all("2026-04-01" <= start <= "2027-03-31" for start in starts)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param({}, id="300 children"),
        pytest.param({"seed": 4}, id="another seed"),
        pytest.param({"children": FEWEST_CHILDREN}, id="boundary cases only"),
    ],
)
def test_clean_return_breaks_no_rule(path_of, year, arguments):
    data = Tables.from_xml(path_of(year, **arguments))
    # Before 2023 no rules are held; those of 2023 hold good for the earlier returns.
    assert findings(data, max(year, 2023)) == {}


def details_by_child(data):
    found = defaultdict(dict)
    for row in data["CINdetails"]:
        found[row["LAchildID"]][row["CINreferralDate"], row["ReferralSource"]] = row
    return found


@pytest.fixture
def two_years(path_of):
    return Tables.from_xml(path_of(2024)), Tables.from_xml(path_of(2025))


def test_years_share_children(two_years):
    earlier, later = (
        {row["LAchildID"]: row for row in data["ChildIdentifiers"]}
        for data in two_years
    )
    shared = earlier.keys() & later.keys()
    assert 100 < len(shared) < 250
    births = [(earlier[name]["PersonBirthDate"], later[name]) for name in shared]
    assert all(day in (None, row["PersonBirthDate"]) for day, row in births)


def test_episode_open_at_the_year_end_is_in_the_next_return(two_years):
    earlier, later = map(details_by_child, two_years)
    running = [
        (name, key)
        for name, rows in earlier.items()
        for key, row in rows.items()
        if not row["CINclosureDate"] and row["ReferralNFA"] == "0"
    ]
    assert len(running) > 50
    assert all(key in later[name] for name, key in running)


def test_episode_closed_in_the_year_is_not_in_the_next_return(two_years):
    earlier, later = map(details_by_child, two_years)
    closed = [
        (name, key)
        for name, rows in earlier.items()
        for key, row in rows.items()
        if row["CINclosureDate"]
    ]
    assert len(closed) > 50
    assert not any(key in later[name] for name, key in closed)


def test_open_assessment_is_completed_in_the_next_return(two_years):
    earlier, later = two_years
    key = ("LAchildID", "AssessmentActualStartDate")
    waiting = {
        tuple(row[name] for name in key)
        for row in earlier["Assessments"]
        if not row["AssessmentAuthorisationDate"]
    }
    done = {
        tuple(row[name] for name in key)
        for row in later["Assessments"]
        if row["AssessmentAuthorisationDate"]
    }
    assert waiting
    assert waiting <= done


def test_no_record_is_dated_after_the_year_end(path_of):
    data = Tables.from_xml(path_of(2025))
    columns = {
        "CINdetails": ("CINreferralDate", "CINclosureDate"),
        "Assessments": ("AssessmentActualStartDate", "AssessmentAuthorisationDate"),
        "ChildProtectionPlans": ("CPPstartDate", "CPPendDate"),
        "Reviews": ("CPPreviewDate",),
        "Section47": ("S47ActualStartDate", "DateOfInitialCPC"),
        "CINplanDates": ("CINPlanStartDate", "CINPlanEndDate"),
    }
    days = [
        as_date(row[column])
        for table, names in columns.items()
        for row in data[table]
        for column in names
        if row[column]
    ]
    assert max(days) <= data.end


def test_larger_return_holds_the_children_of_the_smaller(path_of):
    def children(data):
        return [child.find("ChildIdentifiers/LAchildID").text for child in data]

    smaller = ET.fromstring(xml_of(2025)).find("Children")
    larger = ET.fromstring(xml_of(2025, children=400)).find("Children")
    assert children(larger)[:300] == children(smaller)
    assert ET.tostring(larger[298]) == ET.tostring(smaller[298])
