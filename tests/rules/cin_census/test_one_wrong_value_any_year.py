"""One wrong value in a clean return is one finding, in every year.

Each return is clean but for one value; all are in one database, which is built once.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from lxml import etree
from rules_build import build_rules
from wrong_values import WrongValue, wrong_values

from returncheck import warehouse
from returncheck.returns.cin_census.reader import open_cin_xml
from returncheck.returns.identity import Options
from returncheck.synth.cin_census import generate_cin_census
from returncheck.warehouse.loading import load_source

YEARS = range(2017, 2028)
FIRST_RULES = 2023
OF_THE_RETURN = ("Header", "ChildIdentifiers")
OF_THE_RECORDS = (
    *("ChildCharacteristics", "Disabilities", "CINdetails", "Assessments"),
    *("AssessmentFactorsList", "CINplanDates", "Section47", "ChildProtectionPlans"),
    *("Reviews", "PreProceedings"),
)
# The year of the examples, and of what is tried in all tables.
YEAR = 2025
BIRTH = "ChildIdentifiers/PersonBirthDate"
CONTRACT, RULE = "contract:cin_census.", "cin_census:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of the returns, by name.

    Attributes:
        checks: The checks that find something, each as often as it does.
        findings: Rows of `fct_findings`.
        outcomes: Rows of `fct_rule_outcomes`.
    """

    checks: dict[str, list[str]]
    findings: pl.DataFrame
    outcomes: pl.DataFrame

    def outcome(self, name: str, code: str) -> tuple[str, str | None, int]:
        (row,) = self.outcomes.filter(
            (pl.col("return_id") == name) & (pl.col("code") == code)
        ).iter_rows(named=True)
        return row["outcome"], row["reason"], row["finding_count"]


def _child(root, path: str, *values: str) -> etree._Element:
    """The last child that has, at a path, one of some values; any for none."""
    return next(
        child
        for child in reversed(root.findall("Children/Child"))
        if any(not values or each.text in values for each in child.iterfind(path))
    )


def _set(element: etree._Element, path: str, text: str | None) -> None:
    element.find(path).text = text


def _is_accepted(child: etree._Element) -> bool:
    flags = child.iterfind("CINdetails/ReferralNFA")
    return any(flag.text in ("0", "false") for flag in flags)


def _upn(root) -> None:
    _set(_child(root, "ChildIdentifiers/UPN"), "ChildIdentifiers/UPN", "A123")


def _no_upn(root) -> None:
    child = next(
        child
        for child in root.iterfind("Children/Child")
        if child.find("ChildIdentifiers/UPN") is not None
        and child.findtext(BIRTH) < "2018"
        and _is_accepted(child)
    )
    _set(child, "ChildIdentifiers/UPN", None)


def _no_upn_needed(root) -> None:
    """An empty UPN of a child too young to have one."""
    identifiers = next(
        each
        for each in root.iterfind("Children/Child/ChildIdentifiers")
        if each.find("UPN") is None and each.findtext("PersonBirthDate", "") > "2020"
    )
    identifiers.insert(1, etree.Element("UPN"))


def _no_upn_twice(root) -> None:
    _no_upn(root)
    _no_upn_needed(root)


def _birth(root) -> None:
    _set(_child(root, BIRTH), BIRTH, "2014-02-30")


def _closure(root) -> None:
    path = "CINdetails/CINclosureDate"
    _set(_child(root, path), path, "2024-02-30")


def _no_closure(root) -> None:
    path = "CINdetails/CINclosureDate"
    _set(_child(root, path), path, None)


def _review(root) -> None:
    path = "CINdetails/ChildProtectionPlans/Reviews/CPPreviewDate"
    _set(_child(root, path), path, "2024-02-30")


def _disability(root) -> etree._Element:
    path = "ChildCharacteristics/Disabilities/Disability"
    child = next(
        child
        for child in root.iterfind("Children/Child")
        if child.find(path) is not None
        and child.find(BIRTH) is not None
        and _is_accepted(child)
    )
    _set(child, path, "ZZ")
    return child


def _disability_of_the_unborn(root) -> None:
    identifiers = _disability(root).find("ChildIdentifiers")
    identifiers.remove(identifiers.find("PersonBirthDate"))


def _factor(root, *, is_complete: bool) -> None:
    assessment = next(
        each
        for each in root.iterfind("Children/Child/CINdetails/Assessments")
        if each.find("FactorsIdentifiedAtAssessment/AssessmentFactors") is not None
        and (each.findtext("AssessmentAuthorisationDate", "") > "2024-04")
    )
    if not is_complete:
        _set(assessment, "AssessmentAuthorisationDate", "2024-02-01")
    _set(assessment, "FactorsIdentifiedAtAssessment/AssessmentFactors", "ZZ")


def _factor_of_complete(root) -> None:
    _factor(root, is_complete=True)


def _factor_of_others(root) -> None:
    _factor(root, is_complete=False)


def _source_before_2013(root) -> None:
    episode = root.find("Children/Child/CINdetails")
    _set(episode, "CINreferralDate", "2013-03-31")
    _set(episode, "ReferralSource", "ZZ")


EXAMPLES: dict[str, tuple[Callable[..., None], list[str]]] = {
    "UPN A123": (_upn, [f"{RULE}1540"]),
    "empty UPN of a child who needs one": (_no_upn, [f"{RULE}8770Q"]),
    "empty UPN of another": (_no_upn_needed, [f"{CONTRACT}empty_element"]),
    "unread date of birth": (
        _birth,
        [f"{CONTRACT}ChildIdentifiers.PersonBirthDate.date"],
    ),
    "unread closure date": (_closure, [f"{CONTRACT}CINdetails.CINclosureDate.date"]),
    "empty closure date": (_no_closure, [f"{RULE}8810"]),
    "unread date of a review": (_review, [f"{RULE}8842Q"]),
    "disability of an accepted child": (_disability, [f"{RULE}8540"]),
    "factor of a complete assessment": (_factor_of_complete, [f"{RULE}8897Q"]),
}
# More than one fault each, for a condition of the rule has to fail as well.
SAID_TOO = {
    "both empty UPNs": (_no_upn_twice, f"{CONTRACT}empty_element"),
    "disability of a child without a date of birth": (
        _disability_of_the_unborn,
        f"{CONTRACT}Disabilities.Disability.code",
    ),
    "factor of another assessment": (
        _factor_of_others,
        f"{CONTRACT}AssessmentFactorsList.AssessmentFactor.code",
    ),
    "source of a referral before April 2013": (
        _source_before_2013,
        f"{CONTRACT}CINdetails.ReferralSource.code",
    ),
}


def _examples(content: bytes) -> Iterator[WrongValue]:
    for name, (change, _) in (EXAMPLES | SAID_TOO).items():
        root = etree.fromstring(content)
        change(root)
        yield WrongValue(name=name, content=etree.tostring(root))


@pytest.fixture(scope="module")
def said(tmp_path_factory, new_database: Callable[[Path], Path]) -> Said:
    """What is said of every return with one wrong value."""
    folder = tmp_path_factory.mktemp("wrong")
    database = new_database(folder / "w.duckdb")
    names = []
    with warehouse.connect(database) as connection:

        def load(wrong: WrongValue) -> None:
            path = folder / "one.xml"
            path.write_bytes(wrong.content)
            source = open_cin_xml(path, path.name, Options())
            own = replace(source, return_id=wrong.name)
            load_source(connection, own, is_context=False, day=date(2028, 1, 1))
            names.append(wrong.name)

        for year in YEARS:
            made = generate_cin_census(
                authority="887",
                year=year,
                children=60,
                seed=year,
                plants={},
                out=folder / f"{year}.xml",
            )
            content = made.path.read_bytes()
            load(WrongValue(name=f"{year} clean", content=content))
            tables = (*OF_THE_RETURN, *(OF_THE_RECORDS if year == YEAR else ()))
            for wrong in wrong_values(content, year, tables):
                load(wrong)
            for wrong in _examples(content) if year == YEAR else ():
                load(wrong)
    findings, outcomes = build_rules(database)
    found = findings.filter(
        pl.col("layer").is_in(["contract", "rule"]) & (pl.col("severity") != "info")
    ).unique("finding_id")
    checks: dict[str, list[str]] = {name: [] for name in names}
    for name, check in found.select("return_id", "check_id").sort("check_id").rows():
        checks[name].append(check)
    return Said(checks=checks, findings=findings, outcomes=outcomes)


@pytest.mark.parametrize("year", YEARS)
def test_clean_return_has_no_finding(said, year):
    assert said.checks[f"{year} clean"] == []


@pytest.mark.parametrize("year", YEARS)
def test_each_wrong_header_or_identifier_value_is_one_finding(said, year):
    of_year = {
        name: checks
        for name, checks in said.checks.items()
        if name.startswith(tuple(f"{year} {table}." for table in OF_THE_RETURN))
    }
    assert {n: checks for n, checks in of_year.items() if len(checks) != 1} == {}
    assert len(of_year) > 40


@pytest.mark.parametrize("year", range(YEARS[0], FIRST_RULES))
def test_contract_speaks_alone_before_there_are_rules(said, year):
    spoken = {
        check.split(".")[0]
        for name, checks in said.checks.items()
        if name.startswith(f"{year} ")
        for check in checks
    }
    assert spoken == {"contract:cin_census"}


def test_no_wrong_value_of_a_record_is_silent_or_told_by_contract_and_rule(said):
    """Several rules may find it, each for its own reason."""
    of_records = {
        name: {check.split(":")[0] for check in checks}
        for name, checks in said.checks.items()
        if name.startswith(tuple(f"{YEAR} {table}." for table in OF_THE_RECORDS))
    }
    assert {n: layers for n, layers in of_records.items() if len(layers) != 1} == {}
    assert len(of_records) > 80


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_is_one_finding(said, name):
    assert said.checks[name] == EXAMPLES[name][1]


@pytest.mark.parametrize("name", SAID_TOO)
def test_contract_speaks_where_the_rule_does_not(said, name):
    assert SAID_TOO[name][1] in said.checks[name]


@pytest.mark.parametrize(
    ("name", "code"),
    [("unread date of birth", "8525Q"), ("unread closure date", "8810")],
)
def test_outcome_says_what_a_rule_did_not_judge(said, name, code):
    reason = "not judged where a value cannot be read: see what the contract finds"
    assert said.outcome(name, code) == ("passed", reason, 0)
    assert said.outcome(f"{YEAR} clean", code) == ("passed", None, 0)
