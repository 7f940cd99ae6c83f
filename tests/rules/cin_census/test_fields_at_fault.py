"""Which field of a finding is at fault, and which it is compared with."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest
from rules_build import build_rules

from returncheck.extensions.case_loading import Rows, load_at_once
from returncheck.returns.cin_census import KIND

HEADER = {"Year": "2025", "ReferenceDate": "2025-03-31"}
CHILD = {"LAchildID": "C1", "PersonBirthDate": "2015-05-01"}
EPISODE = {"LAchildID": "C1", "CINdetailsID": "1", "ReferralNFA": "false"}
ASSESSMENT = {"LAchildID": "C1", "CINdetailsID": "1", "AssessmentID": "1"}
ENQUIRY = {"LAchildID": "C1", "CINdetailsID": "1"}
FAULT, RELATED = "fault", "related"

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A return of one child, and what one rule must mark in it."""

    code: str
    name: str
    tables: dict[str, Rows]
    marked: dict[Cell, str]
    year: int = 2025
    previous: None = None
    file_format: None = None

    @property
    def return_id(self) -> str:
        return f"{self.code}/{self.name}"


def example(code: str, name: str, marked: dict[Cell, str], **tables: Rows) -> Example:
    return Example(
        code=code, name=name, marked=marked, tables={"Header": [HEADER], **tables}
    )


EXAMPLES = [
    example(
        "8540",
        "no disability is given",
        {
            ("ChildIdentifiers", "Disability"): FAULT,
            ("ChildIdentifiers", "PersonBirthDate"): RELATED,
            ("CINdetails", "ReferralNFA"): RELATED,
        },
        ChildIdentifiers=[CHILD],
        Disabilities=[],
        CINdetails=[EPISODE],
    ),
    example(
        "8540",
        "an unknown code is given",
        {
            ("Disabilities", "Disability"): FAULT,
            ("ChildIdentifiers", "PersonBirthDate"): RELATED,
            ("CINdetails", "ReferralNFA"): RELATED,
        },
        ChildIdentifiers=[CHILD],
        Disabilities=[{"LAchildID": "C1", "Disability": "XXX"}],
        CINdetails=[EPISODE],
    ),
    example(
        "8535Q",
        "death without a birth",
        {
            ("ChildIdentifiers", "PersonBirthDate"): FAULT,
            ("ChildIdentifiers", "PersonDeathDate"): RELATED,
        },
        ChildIdentifiers=[{"LAchildID": "C1", "PersonDeathDate": "2024-06-03"}],
    ),
    example(
        "8535Q",
        "death before the birth",
        {
            ("ChildIdentifiers", "PersonBirthDate"): FAULT,
            ("ChildIdentifiers", "PersonDeathDate"): FAULT,
        },
        ChildIdentifiers=[{**CHILD, "PersonDeathDate": "2014-06-03"}],
    ),
    example(
        "8585Q",
        "died without a date",
        {
            ("ChildIdentifiers", "PersonDeathDate"): FAULT,
            ("CINdetails", "ReasonForClosure"): RELATED,
        },
        ChildIdentifiers=[CHILD],
        CINdetails=[{**EPISODE, "ReasonForClosure": "RC2"}],
    ),
    example(
        "8610",
        "no primary need",
        {
            ("CINdetails", "PrimaryNeedCode"): FAULT,
            ("CINdetails", "ReferralNFA"): RELATED,
        },
        CINdetails=[EPISODE],
    ),
    example(
        "8614",
        "factors without an authorisation",
        {
            ("Assessments", "AssessmentAuthorisationDate"): FAULT,
            ("Assessments", "AssessmentFactors"): RELATED,
        },
        Assessments=[ASSESSMENT],
        AssessmentFactorsList=[{**ASSESSMENT, "AssessmentFactor": "1A"}],
    ),
    example(
        "8615",
        "conference without an enquiry",
        {
            ("Section47", "S47ActualStartDate"): FAULT,
            ("Section47", "DateOfInitialCPC"): RELATED,
        },
        Section47=[{**ENQUIRY, "DateOfInitialCPC": "2024-06-03"}],
    ),
    example(
        "8615",
        "conference before the enquiry",
        {
            ("Section47", "S47ActualStartDate"): FAULT,
            ("Section47", "DateOfInitialCPC"): FAULT,
        },
        Section47=[
            {
                **ENQUIRY,
                "DateOfInitialCPC": "2024-06-03",
                "S47ActualStartDate": "2024-06-04",
            }
        ],
    ),
    example(
        "8670Q",
        "open for a year",
        {
            ("Assessments", "AssessmentAuthorisationDate"): FAULT,
            ("Assessments", "AssessmentActualStartDate"): RELATED,
        },
        Assessments=[{**ASSESSMENT, "AssessmentActualStartDate": "2024-04-02"}],
    ),
    example(
        "8675Q",
        "no conference for a year",
        {
            ("Section47", "DateOfInitialCPC"): FAULT,
            ("Section47", "S47ActualStartDate"): RELATED,
            ("Section47", "ICPCnotRequired"): RELATED,
        },
        Section47=[
            {**ENQUIRY, "S47ActualStartDate": "2024-04-02", "ICPCnotRequired": "0"}
        ],
    ),
    example(
        "8736",
        "open from before the year",
        {
            ("Assessments", "AssessmentAuthorisationDate"): FAULT,
            ("Assessments", "AssessmentActualStartDate"): RELATED,
        },
        Assessments=[{**ASSESSMENT, "AssessmentActualStartDate": "2024-03-31"}],
    ),
    example(
        "8736",
        "without either date",
        {
            ("Assessments", "AssessmentAuthorisationDate"): FAULT,
            ("Assessments", "AssessmentActualStartDate"): FAULT,
        },
        Assessments=[{**ASSESSMENT, "AssessmentActualStartDate": " "}],
    ),
    example(
        "8740",
        "no conference from before the year",
        {
            ("Section47", "DateOfInitialCPC"): FAULT,
            ("Section47", "S47ActualStartDate"): RELATED,
            ("Section47", "ICPCnotRequired"): RELATED,
        },
        Section47=[
            {**ENQUIRY, "S47ActualStartDate": "2024-03-29", "ICPCnotRequired": "0"}
        ],
    ),
    example(
        "8750",
        "sex of an unborn child",
        {
            ("ChildIdentifiers", "Sex"): FAULT,
            ("ChildIdentifiers", "PersonBirthDate"): RELATED,
            ("ChildIdentifiers", "ExpectedPersonBirthDate"): RELATED,
        },
        ChildIdentifiers=[
            {"LAchildID": "C1", "Sex": "M", "ExpectedPersonBirthDate": "2025-06-03"}
        ],
    ),
    example(
        "8770Q",
        "a reason that is none",
        {
            ("ChildIdentifiers", "UPN"): FAULT,
            ("ChildIdentifiers", "UPNunknown"): RELATED,
        },
        ChildIdentifiers=[{**CHILD, "UPNunknown": "UN1"}],
        CINdetails=[EPISODE],
    ),
    example(
        "8770Q",
        "neither number nor reason",
        {
            ("ChildIdentifiers", "UPN"): FAULT,
            ("ChildIdentifiers", "UPNunknown"): FAULT,
        },
        ChildIdentifiers=[CHILD],
        CINdetails=[EPISODE],
    ),
    example(
        "8805",
        "closed without a reason",
        {
            ("CINdetails", "ReasonForClosure"): FAULT,
            ("CINdetails", "CINclosureDate"): RELATED,
        },
        CINdetails=[{**EPISODE, "CINclosureDate": "2024-06-03"}],
    ),
    example(
        "8810",
        "a reason without a closure",
        {
            ("CINdetails", "CINclosureDate"): FAULT,
            ("CINdetails", "ReasonForClosure"): RELATED,
        },
        CINdetails=[{**EPISODE, "ReasonForClosure": "RC1"}],
    ),
    example(
        "8866",
        "no source of the referral",
        {
            ("CINdetails", "ReferralSource"): FAULT,
            ("CINdetails", "CINreferralDate"): RELATED,
        },
        CINdetails=[{**EPISODE, "CINreferralDate": "2024-06-03"}],
    ),
    example(
        "8867",
        "closed with an open assessment",
        {
            ("Assessments", "AssessmentAuthorisationDate"): FAULT,
            ("CINdetails", "CINclosureDate"): RELATED,
        },
        CINdetails=[{**EPISODE, "CINclosureDate": "2024-06-03"}],
        Assessments=[ASSESSMENT],
    ),
    example(
        "8868",
        "an enquiry without an outcome",
        {
            ("Section47", "DateOfInitialCPC"): FAULT,
            ("Section47", "ICPCnotRequired"): RELATED,
            ("CINdetails", "CINclosureDate"): RELATED,
        },
        CINdetails=[{**EPISODE, "CINclosureDate": "2024-06-03"}],
        Section47=[{**ENQUIRY, "ICPCnotRequired": "false"}],
    ),
    example(
        "8868",
        "an enquiry with two outcomes",
        {
            ("Section47", "DateOfInitialCPC"): FAULT,
            ("Section47", "ICPCnotRequired"): FAULT,
            ("CINdetails", "CINclosureDate"): RELATED,
        },
        CINdetails=[{**EPISODE, "CINclosureDate": "2024-06-03"}],
        Section47=[
            {**ENQUIRY, "ICPCnotRequired": "true", "DateOfInitialCPC": "2024-05-03"}
        ],
    ),
    example(
        "8897Q",
        "an assessment without factors",
        {
            ("Assessments", "AssessmentFactors"): FAULT,
            ("Assessments", "AssessmentAuthorisationDate"): RELATED,
        },
        Assessments=[{**ASSESSMENT, "AssessmentAuthorisationDate": "2024-06-03"}],
        AssessmentFactorsList=[],
    ),
    example(
        "8772",
        "a referral without a mark",
        {
            ("CINdetails", "ReferralNFA"): FAULT,
            ("ChildIdentifiers", "UPNunknown"): RELATED,
        },
        ChildIdentifiers=[{**CHILD, "UPNunknown": "UN7"}],
        CINdetails=[{**EPISODE, "ReferralNFA": None}],
    ),
    example(
        "8772",
        "a referral that went further",
        {
            ("CINdetails", "ReferralNFA"): FAULT,
            ("ChildIdentifiers", "UPNunknown"): FAULT,
        },
        ChildIdentifiers=[{**CHILD, "UPNunknown": "UN7"}],
        CINdetails=[EPISODE],
    ),
    example(
        "8873Q",
        "no reason for closure",
        {
            ("CINdetails", "ReasonForClosure"): FAULT,
            ("Assessments", "AssessmentFactors"): RELATED,
        },
        CINdetails=[EPISODE],
        Assessments=[ASSESSMENT],
        AssessmentFactorsList=[{**ASSESSMENT, "AssessmentFactor": "21"}],
    ),
    example(
        "8873Q",
        "another reason for closure",
        {
            ("CINdetails", "ReasonForClosure"): FAULT,
            ("Assessments", "AssessmentFactors"): FAULT,
        },
        CINdetails=[{**EPISODE, "ReasonForClosure": "RC1"}],
        Assessments=[ASSESSMENT],
        AssessmentFactorsList=[{**ASSESSMENT, "AssessmentFactor": "21"}],
    ),
    # An empty field that is not at fault: nobody misses the conference.
    example(
        "8565",
        "a closure before the assessment",
        {
            ("CINdetails", "CINclosureDate"): FAULT,
            ("CINdetails", "DateOfInitialCPC"): FAULT,
            ("Assessments", "AssessmentActualStartDate"): FAULT,
            ("Assessments", "AssessmentAuthorisationDate"): FAULT,
        },
        CINdetails=[{**EPISODE, "CINclosureDate": "2024-06-03"}],
        Assessments=[{**ASSESSMENT, "AssessmentActualStartDate": "2024-06-04"}],
        Section47=[],
        ChildProtectionPlans=[],
        CINplanDates=[],
    ),
]


@pytest.fixture(scope="module")
def marked(
    tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[Path], Path]
) -> dict[str, dict[Cell, str]]:
    """What the rule of each example marks in it."""
    path = new_database(tmp_path_factory.mktemp("at_fault") / "examples.duckdb")
    load_at_once(path, KIND.collection, {each.return_id: each for each in EXAMPLES})
    findings, _ = build_rules(path)
    found: dict[str, dict[Cell, str]] = defaultdict(dict)
    for row in findings.filter(pl.col("layer") == "rule").iter_rows(named=True):
        code = row["check_id"].partition(":")[2]
        if row["return_id"].startswith(f"{code}/"):
            found[row["return_id"]][row["table_name"], row["field"]] = row["role"]
    return found


@pytest.mark.parametrize(
    "each", [pytest.param(each, id=each.return_id) for each in EXAMPLES]
)
def test_field_that_is_missing_is_at_fault(each, marked):
    assert marked[each.return_id] == each.marked
